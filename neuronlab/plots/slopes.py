"""Plots and plays of lesson 06. Every slope that is drawn comes from the learner's own functions."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from neuronlab.checking import NotAnswered
from neuronlab.plots import BLACK, BLUE, GREY, RED, SKY, figure

HOURS = np.array([0.5, 1.0, 1.4, 1.9, 2.2, 2.6, 3.1, 3.5, 4.0, 4.6])
PASSED = np.array([0, 0, 0, 1, 0, 1, 0, 1, 1, 1])
"""The ten learners of lesson 05: hours of practice, and whether they passed a test (invented)."""

WEIGHTS = np.array([-3.0, -1.0, 2.0])
"""The weights of the neuron whose graph is drawn."""

LANDSCAPE = (
    "The loss over weight and bias, seen from above: a long narrow valley from weight 0 and bias 0 down to "
    "weight 3 and bias -8. Red arrows, all equally long, point from both sides into the valley."
)
"""What `landscape` shows, for those who cannot see it."""


def patient(draw: Callable[..., Any]) -> Callable[..., Any]:
    """Turn a function that is not written yet into one calm line."""

    @functools.wraps(draw)
    def drawn(*arguments: Any, **named: Any) -> Any:
        try:
            return draw(*arguments, **named)
        except NotImplementedError:
            raise NotAnswered(
                "Your functions from above: not yet answered.\nThis cell runs them."
            ) from None

    return drawn


@patient
def error_against_step(
    methods: Mapping[str, Callable[[Callable, float, float], float]],
    f: Callable[[float], float],
    x: float,
    slope: float,
) -> Any:
    """How far measured slopes are off, for steps from 1 down to 1e-15, in log scale.

    Parameters
    ----------
    methods : mapping
        For each name a function `(f, x, h) -> slope`.
    f, x
        What is measured, and where.
    slope : float
        What should come out.
    """
    steps = 10.0 ** np.arange(-15, 0.01, 0.1)
    made, axes = figure(width=7.4, height=4.2)
    styles = (("--", RED), ("-", BLUE))
    for (name, method), (style, colour) in zip(methods.items(), styles, strict=True):
        errors = np.array([abs(float(method(f, x, float(h))) - slope) for h in steps])
        errors[errors == 0] = np.nan  # no place for 0 in a log scale
        axes.loglog(steps, errors, style, color=colour, linewidth=1.6, label=name)
    axes.set(xlabel="step h", ylabel="error of the slope", ylim=(1e-13, 1e2))
    axes.text(1.5e-15, 1e-12, "rounding", color=GREY)
    axes.text(1.1e-2, 1e-12, "step too long", color=GREY)
    axes.legend(loc="upper center")
    return made


# One neuron as a graph


def graph(
    x: Sequence[float],
    w: Sequence[float],
    b: float,
    slopes: tuple[Sequence[float], Sequence[float], float],
    dvalue: float,
) -> Any:
    """A ReLU neuron, station by station: values above the lines, slopes below them.

    Parameters
    ----------
    x, w, b : numbers of the neuron
    slopes : (dx, dw, db)
        What is written below the lines; the sum's own slope is that of the bias.
    dvalue : float
        The slope that comes in at the output.
    """
    dx, dw, db = slopes
    rows = 2.7 * np.arange(len(x))[::-1] + 1.9
    middle = float(np.mean(rows))
    made, axes = figure(width=9.2, height=1.1 + 1.2 * len(x))
    axes.set(xlim=(-0.1, 13.2), ylim=(-0.8, rows[0] + 1.3))
    axes.axis("off")
    sum_at, relu_at = (7.3, middle), (9.9, middle)
    total = float(np.dot(w, x)) + b
    for place, y in enumerate(rows):
        for value, slope, letter, lift in (
            (x[place], dx[place], "x", 0.72),
            (w[place], dw[place], "w", -0.72),
        ):
            start = (0.5, y + lift)
            _edge(axes, start, (3.6, y), value, slope, share=0.36)
            _box(axes, start, f"${letter}_{place + 1}$")
        _edge(axes, (3.6, y), sum_at, x[place] * w[place], db, share=0.42)
        _station(axes, (3.6, y), r"$\times$")
    start = (3.6, -0.25)
    _edge(axes, start, sum_at, b, db, share=0.36)
    _box(axes, start, "$b$")
    _edge(axes, sum_at, relu_at, total, db)
    _edge(axes, relu_at, (13.0, middle), max(total, 0.0), dvalue)
    _station(axes, sum_at, "$+$")
    _station(axes, relu_at, "ReLU", fires=total > 0)
    word = "fires" if total > 0 else "is silent"
    axes.text(relu_at[0], middle - 0.85, f"it {word}", ha="center", va="center", color=GREY)
    axes.text(9.2, rows[0] + 1.05, "value, forward", color=BLUE, va="center", weight="bold")
    axes.text(9.2, rows[0] + 0.55, "\N{LEFTWARDS ARROW} slope, back", color=RED, va="center")
    return made


@patient
def neuron(backward: Callable[..., Any], x1: float, x2: float, x3: float, bias: float) -> Any:
    """The graph of a neuron with three inputs; the slopes come from `backward(x, w, b, dvalue)`."""
    x = np.array([x1, x2, x3])
    slopes = backward(x.copy(), WEIGHTS.copy(), bias, 1.0)
    return graph(x, WEIGHTS, bias, slopes, dvalue=1.0)


def _edge(axes, start, end, value, slope, share=0.5) -> None:
    """An arrow with the value above it and the slope below it."""
    (x0, y0), (x1, y1) = start, end
    axes.annotate(
        "",
        (x1 - 0.42 * np.sign(x1 - x0), y1),
        (x0 + 0.3, y0),
        arrowprops={"arrowstyle": "-|>", "color": BLACK, "linewidth": 1.2, "shrinkA": 0},
    )
    x, y = x0 + share * (x1 - x0), y0 + share * (y1 - y0)
    white = {"facecolor": "white", "edgecolor": "none", "pad": 0.6, "alpha": 0.85}
    axes.text(
        x, y + 0.07, _short(value), color=BLUE, ha="center", va="bottom", weight="bold", bbox=white
    )
    axes.text(
        x,
        y - 0.07,
        f"\N{LEFTWARDS ARROW} {_short(slope)}",
        color=RED,
        ha="center",
        va="top",
        bbox=white,
    )


def _short(value: Any) -> str:
    return f"{round(float(value), 2) + 0.0:g}"


def _box(axes, at, text) -> None:
    box = {"boxstyle": "round,pad=0.3", "facecolor": "white", "edgecolor": BLACK}
    axes.text(*at, text, ha="center", va="center", fontsize=13, bbox=box)


def _station(axes, at, text, fires: bool = True) -> None:
    colour = SKY if fires else "#D9D9D9"
    box = {"boxstyle": "circle,pad=0.35", "facecolor": colour, "edgecolor": BLACK}
    axes.text(*at, text, ha="center", va="center", fontsize=12, bbox=box)


# Downhill


@patient
def landscape(
    height: Callable[[np.ndarray], float],
    gradient: Callable[[Callable, np.ndarray], np.ndarray],
) -> Any:
    """A landscape over weight and bias, with arrows against the gradient.

    Parameters
    ----------
    height : callable
        `height(point)` for an array (weight, bias).
    gradient : callable
        The learner's `gradient(f, point)`.
    """
    weights, biases = np.linspace(-3, 7, 51), np.linspace(-9, 3, 61)
    heights = [[float(height(np.array([weight, bias]))) for weight in weights] for bias in biases]
    made, axes = figure(width=6.6, height=5.2)
    levels = [0.4, 0.5, 0.7, 1, 1.5, 2.5, 4, 6.5, 10, 16, 25]
    shades = axes.contourf(weights, biases, np.log(heights), 30, cmap="cividis_r")
    shades.set_rasterized(True)
    axes.contour(weights, biases, heights, levels=levels, colors="white", linewidths=0.9)
    for weight in np.arange(-2.25, 7, 1.5):
        for bias in np.arange(-8.25, 3, 1.5):
            slopes = np.asarray(gradient(height, np.array([weight, bias])), dtype=float)
            length = float(np.hypot(*slopes))
            if length > 0:
                way = -0.95 * slopes / length
                axes.annotate(
                    "",
                    (weight + way[0], bias + way[1]),
                    (weight, bias),
                    arrowprops={"arrowstyle": "-|>", "color": RED, "linewidth": 1.6, "shrinkA": 0},
                )
    axes.set(xlabel="weight", ylabel="bias", aspect="equal", xlim=(-3, 7), ylim=(-9, 3))
    return made
