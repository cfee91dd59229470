"""Plots and plays of lesson 06. Every slope that is drawn comes from the learner's own functions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from neuronlab.checking import waiting_for
from neuronlab.plots import BLACK, BLUE, GREEN, GREY, ORANGE, RED, figure

HOURS = np.array([0.5, 1.0, 1.4, 1.9, 2.2, 2.6, 3.1, 3.5, 4.0, 4.6])
PASSED = np.array([0, 0, 0, 1, 0, 1, 0, 1, 1, 1])
"""The ten learners of lesson 05: hours of practice, and whether they passed a test (invented)."""

WEIGHTS = np.array([-3.0, -1.0, 2.0])
"""The weights of the neuron whose graph is drawn."""

START = np.array([-1.0, 2.0])
"""Where the lesson enters the landscape."""

LANDSCAPE = (
    "The loss over weight and bias, seen from above: a long narrow valley from weight 0 and bias 0 down to "
    "weight 3 and bias -8. Orange arrows, all equally long, point from both sides into the valley. A cross marks "
    "the start, at weight -1 and bias 2. A dot marks where 1 times the gradient leads, at the valley's upper end, "
    "and another where 10 times the gradient does, far up on the other side."
)
"""What `landscape` shows, for those who cannot see it."""


patient = waiting_for("the functions above")
"""Turns a function that is not written yet into one calm line."""


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
    made, axes = figure(width=6.4, height=4.0)
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
    rows = 3.5 * np.arange(len(x))[::-1] + 3.0
    middle = float(np.mean(rows))
    made, axes = figure(width=8.4, height=1.0 + 2.35 * len(x))
    made.set_layout_engine("none")  # nothing to arrange, and a slider should not wait for it
    axes.set_position([0, 0, 1, 1])
    axes.set(xlim=(0.2, 12.8), ylim=(0.1, rows[0] + 2.1), aspect="equal")
    axes.axis("off")
    times, sum_at, relu_at = 4.3, (7.3, middle), (9.9, middle)
    total = float(np.dot(w, x)) + b
    for place, y in enumerate(rows):
        for value, slope, letter, lift, colour in (
            (x[place], dx[place], "x", 1.15, BLUE),
            (w[place], dw[place], "w", -1.15, GREEN),
        ):
            _wire(axes, (1.26, y + lift), (times - 0.4, y + lift / 5), value, slope)
            _circle(axes, (0.8, y + lift), f"${letter}_{place + 1}$", colour)
        _wire(axes, (times, y), sum_at, x[place] * w[place], db, gap=0.44, share=0.36)
        _circle(axes, (times, y), r"$\times$", BLACK)
    _wire(axes, (5.4, 0.7), sum_at, b, db, gap=0.44, share=0.2)
    _circle(axes, (5.4, 0.7), "$b$", ORANGE)
    _wire(axes, sum_at, relu_at, total, db, gap=(0.44, 0.58))
    _wire(axes, relu_at, (12.6, middle), max(total, 0.0), dvalue, gap=(0.58, 0))
    _circle(axes, sum_at, "$+$", BLACK)
    box = {"boxstyle": "round,pad=0.4", "edgecolor": BLACK, "linewidth": 2.0}
    box["facecolor"] = "white" if total > 0 else "#D9D9D9"
    axes.text(*relu_at, "ReLU", ha="center", va="center", fontsize=14, bbox=box)
    word = "it fires" if total > 0 else "it is silent"
    axes.text(relu_at[0], middle - 0.95, word, ha="center", va="center", color=GREY, fontsize=14)
    top, words = rows[0] + 1.65, {"va": "center", "ha": "right", "fontsize": 14}
    axes.text(12.6, top, "above each wire: the value, forward", color=BLUE, weight="bold", **words)
    axes.text(12.6, top - 0.6, "\N{LEFTWARDS ARROW} below: the slope, back", color=RED, **words)
    return made


@patient
def neuron(backward: Callable[..., Any], x1: float, x2: float, x3: float, bias: float) -> Any:
    """The graph of a neuron with three inputs; the slopes come from `backward(x, w, b, dvalue)`."""
    x = np.array([x1, x2, x3])
    slopes = backward(x.copy(), WEIGHTS.copy(), bias, 1.0)
    return graph(x, WEIGHTS, bias, slopes, dvalue=1.0)


def _wire(
    axes: Any,
    start: tuple[float, float],
    end: tuple[float, float],
    value: Any,
    slope: Any,
    gap: float | tuple[float, float] = 0.0,
    share: float = 0.5,
) -> None:
    """A wire with the value above it and the slope below it, clear of the line."""
    first, last = np.array(start), np.array(end)
    way = (last - first) / np.linalg.norm(last - first)
    near, far = gap if isinstance(gap, tuple) else (gap, gap)
    first, last = first + near * way, last - far * way
    axes.annotate(
        "",
        last,
        first,
        arrowprops={
            "arrowstyle": "-|>",
            "color": GREY,
            "linewidth": 1.4,
            "shrinkA": 0,
            "shrinkB": 0,
        },
    )
    across = np.array([-way[1], way[0]])
    forward, back = _short(value), f"\N{LEFTWARDS ARROW} {_short(slope)}"
    for text, side, colour, weight in ((forward, 1, BLUE, "bold"), (back, -1, RED, "normal")):
        # the corner of a long text would touch a steep wire
        away = 0.3 + abs(way[1]) * 0.13 * len(text)
        at = first + share * (last - first) + side * away * across
        axes.text(*at, text, ha="center", va="center", fontsize=14.5, color=colour, weight=weight)


def _short(value: Any) -> str:
    return f"{round(float(value), 2) + 0.0:g}"


def _circle(axes: Any, at: tuple[float, float], text: str, colour: str) -> None:
    from matplotlib.patches import Circle

    axes.add_patch(Circle(at, 0.42, facecolor="white", edgecolor=colour, linewidth=2.2, zorder=2))
    axes.text(*at, text, ha="center", va="center", fontsize=15, zorder=3)


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
    weights, biases = np.linspace(-3, 9, 61), np.linspace(-9, 4, 66)
    heights = [[float(height(np.array([weight, bias]))) for weight in weights] for bias in biases]
    made, axes = figure(width=6.6, height=5.2)
    levels = [0.4, 0.5, 0.7, 1, 1.5, 2.5, 4, 6.5, 10, 16, 25]
    shades = axes.contourf(weights, biases, np.log(heights), 30, cmap="cividis_r")
    shades.set_rasterized(True)
    axes.contour(weights, biases, heights, levels=levels, colors="white", linewidths=0.9)
    for weight in np.arange(-2.25, 9, 1.5):
        for bias in np.arange(-8.25, 4, 1.5):
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
    slopes = np.asarray(gradient(height, START.copy()), dtype=float)
    marks = {"start": START, "1": START - slopes, "10": START - 10 * slopes}
    for name, (weight, bias) in marks.items():
        if -3 < weight < 9 and -9 < bias < 4:
            axes.plot(weight, bias, "Xo"[name != "start"], color="white", mec=BLACK, markersize=10)
            label = {"facecolor": "white", "edgecolor": "none", "pad": 1.5}
            axes.text(weight, bias - 0.4, name, ha="center", va="top", bbox=label)
    axes.set(xlabel="weight", ylabel="bias", aspect="equal", xlim=(-3, 9), ylim=(-9, 4))
    return made
