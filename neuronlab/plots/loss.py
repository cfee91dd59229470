"""Plots and plays of lesson 05. Every loss that is drawn comes from the learner's own functions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from neuronlab.plots import BLACK, BLUE, GREEN, GREY, RED, figure

HOURS = np.array([0.5, 1.0, 1.4, 1.9, 2.2, 2.6, 3.1, 3.5, 4.0, 4.6])
PASSED = np.array([0, 0, 0, 1, 0, 1, 0, 1, 1, 1])
"""Hours of practice of ten learners, and whether they passed a test (invented)."""


def confidence(loss: Callable[[np.ndarray, int], float], probability: float) -> Any:
    """Loss against the probability given to class 0, once if class 0 is true and once if class 1 is.

    Parameters
    ----------
    loss : callable
        `loss(probabilities, label)` of one sample.
    probability : float
        Where the two dots are.
    """
    made, axes = figure(width=6.4, height=3.8)
    at = np.concatenate([np.linspace(0.001, 0.02, 20), np.linspace(0.025, 0.975, 96)])
    at = np.concatenate([at, 1 - at[19::-1]])
    for label, colour, style, name in (
        (0, BLUE, "-", "class 0 is true: its surprise"),
        (1, RED, "--", "class 1 is true: its surprise"),
    ):
        axes.plot(
            at, [loss(np.array([p, 1 - p]), label) for p in at], style, color=colour, label=name
        )
        here = float(loss(np.array([probability, 1 - probability]), label))
        axes.plot(probability, here, "o" if label == 0 else "s", color=colour, markersize=9)
        axes.annotate(
            f"{here:.3f}",
            (probability, here),
            textcoords="offset points",
            color=colour,
            **_beside(probability, upper=(label == 0) == (probability <= 0.5)),
        )
    axes.set(
        xlabel="probability that the network gives to class 0",
        ylabel="loss of the sample",
        xlim=(0, 1),
        ylim=(-0.2, 7.2),
    )
    axes.legend(loc="upper center")
    return made


def _beside(probability: float, upper: bool) -> dict[str, Any]:
    """Where a dot's number stands: where the two dots are close, one above and one below."""
    if 0.35 < probability < 0.65:
        return {
            "xytext": (0, 8 if upper else -8),
            "ha": "center",
            "va": "bottom" if upper else "top",
        }
    side = -1 if probability > 0.75 else 1
    return {"xytext": (10 * side, 8), "ha": "left" if side > 0 else "right"}


def gap(
    softmax: Callable[[np.ndarray], np.ndarray],
    cross_entropy: Callable[[np.ndarray, np.ndarray], float],
    from_scores: Callable[[np.ndarray, np.ndarray], float],
) -> Any:
    """Two roads from scores to a loss, against the lead of the true class."""
    made, (above, below) = figure(rows=2, width=6.2, height=6.2)
    zero = np.array([0])
    for axes, leads in ((above, np.linspace(-40, 0, 81)), (below, np.linspace(0, 30, 61))):
        scores = [np.array([[lead, 0.0]]) for lead in leads]
        straight = [from_scores(one, zero) for one in scores]
        clipped = [cross_entropy(softmax(one), zero) for one in scores]
        axes.plot(leads, straight, "-", color=BLUE, label="from raw scores")
        axes.plot(leads, clipped, "--", color=RED, label="softmax, clip, logarithm")
        axes.set(xlabel="lead of the true class", ylabel="loss of the sample")
    above.set(title="sure and wrong")
    below.set(yscale="log", title="sure and right (log scale)")
    above.legend(loc="upper right")
    return made


def surface(loss: Callable[[np.ndarray, np.ndarray], float]) -> Callable[..., Any]:
    """The loss of one neuron over its weight and its bias, on ten learners.

    Parameters
    ----------
    loss : callable
        `loss(scores, labels)` of a batch. The two scores are 0 and the neuron's output.

    Returns
    -------
    callable
        `draw(weight, bias) -> figure`. The surface is computed once, here.
    """
    weights, biases = np.linspace(-2, 6, 41), np.linspace(-12, 6, 41)
    heights = np.array([[_height(loss, weight, bias) for weight in weights] for bias in biases])

    shade = np.log(heights)  # low ground is told apart as well as high ground
    levels = [0.45, 0.6, 1, 2, 4, 8]

    def draw(weight: float, bias: float) -> Any:
        made, (above, below) = figure(rows=2, width=6.0, height=6.0)
        made.set_layout_engine(None)  # finding the margins takes longer than a slider should wait
        made.subplots_adjust(left=0.12, right=0.98, bottom=0.09, top=0.94, hspace=0.3)
        above.imshow(
            shade,
            extent=(-2, 6, -12, 6),
            origin="lower",
            aspect="auto",
            cmap="cividis_r",
            interpolation="nearest",
        )
        above.contour(weights, biases, heights, levels=levels, colors="white", linewidths=1)
        above.plot(weight, bias, "o", color=RED, markeredgecolor="white", markersize=11)
        above.set(
            xlabel="weight", ylabel="bias", title=f"loss here: {_height(loss, weight, bias):.3f}"
        )

        at = np.linspace(0, 5, 61)
        shares = [np.exp(-_of_one(loss, weight * x + bias)) for x in at]
        below.plot(at, shares, "-", color=BLUE)
        for value, marker, colour in ((0, "s", BLACK), (1, "o", GREEN)):
            chosen = value == PASSED
            below.plot(HOURS[chosen], PASSED[chosen], marker, color=colour, markersize=8)
        below.axhline(0.5, color=GREY, linewidth=1, linestyle=":")
        below.set(xlabel="hours of practice", ylabel="probability of passing", ylim=(-0.08, 1.08))
        return made

    return draw


def _height(loss: Callable[[np.ndarray, np.ndarray], float], weight: float, bias: float) -> float:
    outputs = weight * HOURS + bias
    return float(loss(np.column_stack([np.zeros_like(outputs), outputs]), PASSED))


def _of_one(loss: Callable[[np.ndarray, np.ndarray], float], output: float) -> float:
    return float(loss(np.array([[0.0, output]]), np.array([1])))
