"""Lesson 02: a layer drawn as circles and lines. What it gives comes from the learner's own function."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from neuronlab.checking import NotYet, waiting_for
from neuronlab.plots import BLACK, BLUE, GREY, ORANGE, RED, figure

THICKEST = 6.0
"""Points of the line of the heaviest weight."""


def rows_of_circles(count: int, spread: float = 1.0) -> np.ndarray:
    """Heights for so many circles, the first on top, around 0."""
    return spread * (np.arange(count)[::-1] - (count - 1) / 2)


def circle(axes: Any, x: float, y: float, text: str = "", colour: str = BLACK, size: float = 0.28):
    """A circle with a few characters in it."""
    from matplotlib.patches import Circle

    axes.add_patch(Circle((x, y), size, facecolor="white", edgecolor=colour, linewidth=2, zorder=3))
    axes.text(x, y, text, ha="center", va="center", fontsize=12, zorder=4)


def bare(axes: Any) -> None:
    """Nothing but the drawing: no frame, equal units."""
    axes.set_axis_off()
    axes.set_aspect("equal")


def connect(axes: Any, weight: float, start: tuple[float, float], end: tuple[float, float], most):
    """A line for a weight: its width says how much, its style and its colour say the sign."""
    axes.plot(
        *zip(start, end, strict=True),
        linewidth=0.6 + (THICKEST - 0.6) * abs(weight) / most,
        linestyle="-" if weight >= 0 else (0, (2.2, 1.1)),
        color=BLUE if weight >= 0 else RED,
        solid_capstyle="butt",
        zorder=1,
    )


def layer_picture(
    layer: Callable[..., Any], weights: np.ndarray, biases: np.ndarray, inputs: Sequence[float]
):
    """A layer with its weights as line widths, beside a bar for what each neuron gives.

    Parameters
    ----------
    layer : callable
        `layer(inputs, weights, biases) -> array (n_neurons,)`, the learner's.
    weights : array (n_neurons, n_inputs)
    biases : array (n_neurons,)
    inputs : sequence of n_inputs floats

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    NotYet
        If `layer` is not answered yet, or gives another shape.
    """
    outputs = _outputs(layer, np.array(inputs, dtype=float), weights, biases)
    made, (left, right) = figure(columns=2, width=7.6, height=3.6)
    made.set_layout_engine("none")  # a slider waits for every layout
    left.set_position([0.0, 0.0, 0.58, 1.0])
    right.set_position([0.65, 0.12, 0.33, 0.76])
    heights_in, heights_out = rows_of_circles(weights.shape[1]), rows_of_circles(len(weights), 1.35)
    most = np.abs(weights).max()
    for y_out, row in zip(heights_out, weights, strict=True):
        for y_in, weight in zip(heights_in, row, strict=True):
            connect(left, weight, (0.0, y_in), (3.2, y_out), most)
    for index, (y, value) in enumerate(zip(heights_in, inputs, strict=True)):
        circle(left, 0.0, y, f"$x_{index + 1}$")
        left.text(-0.45, y, f"{value:g}", ha="right", va="center", fontsize=12)
    for index, (y, bias) in enumerate(zip(heights_out, biases, strict=True)):
        circle(left, 3.2, y, f"$z_{index + 1}$", ORANGE)
        left.text(3.2, y - 0.47, f"bias {bias:g}", ha="center", va="center", fontsize=11)
    left.text(
        1.6, -2.45, "solid: positive weight    dashed: negative weight", ha="center", fontsize=11
    )
    left.set(xlim=(-1.2, 3.7), ylim=(-2.65, 1.95))
    bare(left)
    _bars(right, outputs)
    return made


def _bars(axes: Any, outputs: np.ndarray) -> None:
    places = np.arange(len(outputs))
    axes.barh(
        places,
        outputs,
        0.5,
        color=[BLUE if one >= 0 else "white" for one in outputs],
        edgecolor=[BLUE if one >= 0 else RED for one in outputs],
        hatch=["" if one >= 0 else "///" for one in outputs],
        linewidth=1.5,
    )
    for place, value in zip(places, outputs, strict=True):
        shown = np.clip(value, -12, 12)
        axes.annotate(
            f"{value:.3f}".rstrip("0").rstrip("."),
            (shown, place),
            (5 if value >= 0 else -5, 0),
            textcoords="offset points",
            ha="left" if value >= 0 else "right",
            va="center",
        )
    axes.axvline(0, color=GREY, linewidth=1, linestyle="-")
    axes.set(xlim=(-15, 15), ylim=(len(outputs) - 0.4, -0.6), title="What each neuron gives")
    axes.set_yticks(places, [f"$z_{place + 1}$" for place in places])
    axes.set_xticks([-10, -5, 0, 5, 10])


def _outputs(layer: Callable[..., Any], inputs, weights, biases) -> np.ndarray:
    with waiting_for(layer.__name__):
        outputs = np.asarray(layer(inputs, weights, biases), dtype=float)
    if outputs.shape != biases.shape:
        raise NotYet(
            f"{layer.__name__}: one number for each neuron is drawn, shape {biases.shape}, and it gave "
            f"the shape {outputs.shape}."
        )
    return outputs
