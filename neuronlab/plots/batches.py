"""Lesson 03: shapes drawn to scale, loops against NumPy, and what a batch says about the whole."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from neuronlab.plots import BLACK, BLUE, GREEN, LINES, MARKERS, ORANGE, PURPLE, RED, SKY, figure

Rows = Callable[[np.ndarray, np.ndarray, np.ndarray], Any]
"""A function of X, weights and biases, weights by rows."""


# Shapes -----------------------------------------------------------------------------------------


LARGEST = 8
"""The largest size that `shapes` draws."""


def shapes(samples: int, inputs: int, neurons: int):
    """A batch, the transposed weights and the output, drawn to scale, with the sizes at their sides."""
    made, axes = figure(width=7.4, height=2.9)
    place, gap = 0.0, 4.2
    blocks = [
        ("X", samples, inputs, SKY, "samples", "inputs"),
        ("weights.T", inputs, neurons, ORANGE, "inputs", "neurons"),
        ("output", samples, neurons, GREEN, "samples", "neurons"),
    ]
    for name, rows, columns, colour, down, across in blocks:
        left = place + (LARGEST - columns) / 2
        sizes = f"{rows} {down}", f"{columns} {across}"
        block(axes, left, 0, rows, columns, colour, name, *sizes)
        place += LARGEST + gap
    for sign, x in (("@", LARGEST + gap / 2), ("=", 2 * LARGEST + 1.5 * gap)):
        axes.text(x - 0.5, 0, sign, fontsize=20, ha="center", va="center")
    axes.set(xlim=(-2, place - gap + 1), ylim=(6.4, -6.0), aspect="equal")
    axes.axis("off")
    return made


def block(axes, left, middle, rows, columns, colour, name, down, across):
    """One matrix as a rectangle of cells, its name above, its sizes at the left side and below."""
    from matplotlib.patches import Rectangle

    top = middle - rows / 2
    axes.add_patch(
        Rectangle((left, top), columns, rows, facecolor=colour, edgecolor=BLACK, linewidth=1.5)
    )
    axes.hlines(
        np.arange(1, rows) + top, left, left + columns, color="white", linewidth=0.8, linestyle="-"
    )
    axes.vlines(
        np.arange(1, columns) + left, top, top + rows, color="white", linewidth=0.8, linestyle="-"
    )
    axes.text(
        left + columns / 2,
        top - 0.5,
        name,
        ha="center",
        va="bottom",
        family="monospace",
        fontsize=12,
    )
    axes.text(
        left - 0.35,
        middle,
        down,
        ha="right",
        va="center",
        rotation=90 if " " in down else 0,
        fontsize=11,
    )
    axes.text(left + columns / 2, top + rows + 0.4, across, ha="center", va="top", fontsize=11)


def shape_cards(product_shape: Callable) -> Callable:
    """Cards with a product to say aloud; turned, a card shows what the learner's own function says."""

    def draw(card: int, turned: int):
        rng = np.random.default_rng([3, card])
        rows, inner, other, columns = (int(size) for size in rng.integers(1, 7, 4))
        left, right = (rows, inner), (inner if rng.random() < 0.7 else other, columns)
        made, axes = figure(width=7.4, height=2.9)
        block(axes, 0, 0, *left, SKY, "left", *map(str, left))
        block(axes, left[1] + 3, 0, *right, ORANGE, "right", *map(str, right))
        said = "?"
        if turned:
            found = product_shape(left, right)
            said = "no product" if found is None else f"({found[0]}, {found[1]})"
        axes.text(left[1] + 1.3, 0, "@", fontsize=18, ha="center", va="center")
        axes.text(left[1] + right[1] + 4, 0, f"=  {said}", fontsize=18, ha="left", va="center")
        axes.set(xlim=(-1.5, 23), ylim=(4.6, -4.6), aspect="equal")
        axes.axis("off")
        return made

    return draw


# Time -------------------------------------------------------------------------------------------


def seconds(work: Callable[[], Any], at_least: float = 0.004, tries: int = 3) -> float:
    """The shortest time that one call of `work` took, in seconds."""
    best = np.inf
    for _ in range(tries):
        calls, start = 0, time.perf_counter()
        while True:
            work()
            calls += 1
            passed = time.perf_counter() - start
            if passed >= at_least:
                break
        best = min(best, passed / calls)
    return float(best)


def one_by_one(layer: Callable, lists: bool = False) -> Rows:
    """A way to work on a batch that sends the rows through a layer's function one after the other."""

    def way(X: np.ndarray, weights: np.ndarray, biases: np.ndarray) -> list:
        if lists:
            X, weights, biases = X.tolist(), weights.tolist(), biases.tolist()
        return [layer(row, weights, biases) for row in X]

    return way


def _task(samples: int, inputs: int, neurons: int):
    rng = np.random.default_rng(0)
    return (
        rng.standard_normal((samples, inputs)),
        rng.standard_normal((neurons, inputs)),
        rng.standard_normal(neurons),
    )


MEASURED = {
    "loops": (1.0, 0.95, 0.85, 0.91, 0.72),
    "layer_dot, row by row": (0.15, 0.11, 0.085, 0.095, 0.088),
    "batch_dot": (0.16, 0.052, 0.013, 0.0056, 0.0019),
}
"""Time for one sample in batches of 1, 4, 16, 64 and 256, measured once; loops on one sample are 1."""


def race(batch_sizes=(1, 4, 16, 64, 256)):
    """Time for one sample against batch size, for each way, as it was measured once.

    Kept numbers: measured anew, the picture would be another one on every machine and at every build.
    """
    made, axes = figure(width=7.2, height=4.0)
    for (name, each), line, marker in zip(MEASURED.items(), LINES, MARKERS, strict=False):
        axes.plot(batch_sizes, each, linestyle=line, marker=marker, label=name)
    axes.set(
        xscale="log",
        yscale="log",
        ylim=(1 / 5000, 5),
        xticks=batch_sizes,
        xticklabels=[str(size) for size in batch_sizes],
        xlabel="batch size",
        title="Time for one sample (loops on one sample: 1)",
    )
    axes.set_yticks([1, 1 / 10, 1 / 100, 1 / 1000], ["1", "1/10", "1/100", "1/1000"])
    axes.minorticks_off()
    axes.legend(loc="lower left")
    return made


def bars(ways: Mapping[str, Rows]) -> Callable:
    """How long each way takes for one batch, as bars; measured whenever it is drawn."""

    def draw(samples: int, neurons: int):
        made, axes = figure(width=7.2, height=2.6)
        task = _task(samples, 16, neurons)
        took = [1000 * seconds(lambda way=way: way(*task), 0.001, 2) for way in ways.values()]
        axes.barh(list(ways), took, color=[BLUE, ORANGE, GREEN][: len(took)], edgecolor=BLACK)
        axes.invert_yaxis()
        axes.set(xlabel="milliseconds for the whole batch", xlim=(0, 1.25 * max(took)))
        for place, one in enumerate(took):
            axes.text(one, place, f" {one:.3f}", va="center", ha="left")
        return made

    return draw


# The spiral -------------------------------------------------------------------------------------


def points(X: np.ndarray, y: np.ndarray):
    """Points of a data set with two columns, one colour and one marker a class."""
    made, axes = figure(width=5.6, height=4.2)
    for label, colour, marker in zip(
        np.unique(y), (BLUE, RED, GREEN, PURPLE), MARKERS, strict=False
    ):
        chosen = X[y == label]
        axes.plot(
            chosen[:, 0],
            chosen[:, 1],
            marker,
            color=colour,
            markersize=4,
            linestyle="none",
            label=f"class {label}",
        )
    axes.set(
        xlabel="first input",
        ylabel="second input",
        aspect="equal",
        xlim=(-1.15, 1.15),
        ylim=(-1.15, 1.15),
    )
    axes.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0))
    return made


def _means(minibatches: Callable, X: np.ndarray, y: np.ndarray, batch_size: int, epochs: int):
    rng = np.random.default_rng(1)
    found = []
    for _ in range(epochs):
        for some_X, _ in minibatches(X, y, batch_size, rng):
            if len(some_X) == batch_size:
                found.append(float(np.mean(some_X[:, 0])))
    return np.array(found)


def means(minibatches: Callable, X: np.ndarray, y: np.ndarray, batch_sizes=(1, 4, 16, 64)):
    """The mean of the first input in each batch of a few epochs, one strip of points a batch size."""
    made, axes = figure(width=7.2, height=3.8)
    shaken = np.random.default_rng(2)
    middle = X[:, 0].mean()
    for place, size in enumerate(batch_sizes):
        found = _means(minibatches, X, y, size, epochs=4)
        aside = place + 0.12 * shaken.uniform(-1, 1, len(found))
        axes.plot(aside, found, "o", color=BLUE, markersize=3, alpha=0.35, linestyle="none")
        deviation = np.sqrt(np.mean((found - middle) ** 2))
        axes.plot(
            [place + 0.3] * 2,
            [middle - deviation, middle + deviation],
            "-",
            color=RED,
            marker="_",
            markersize=12,
        )
    axes.axhline(middle, color=BLACK, linestyle="--", linewidth=1)
    axes.set(
        xticks=range(len(batch_sizes)),
        xticklabels=[f"{size}" for size in batch_sizes],
        xlabel="batch size",
        ylabel="mean of the first input",
        ylim=(-1.1, 1.1),
    )
    return made


def histogram(minibatches: Callable, X: np.ndarray, y: np.ndarray) -> Callable:
    """How the batch means of the first input spread, for a batch size to be chosen."""

    def draw(batch_size: int):
        made, axes = figure(width=7.2, height=3.0)
        found = _means(minibatches, X, y, batch_size, epochs=10)
        share = np.full(len(found), 1 / max(len(found), 1))
        axes.hist(found, bins=np.linspace(-1, 1, 41), weights=share, color=SKY, edgecolor=BLACK)
        axes.axvline(X[:, 0].mean(), color=RED, linestyle="--", label="mean of all points")
        axes.set(
            xlim=(-1, 1),
            ylim=(0, 0.6),
            xlabel=f"mean of the first input, batches of {batch_size}",
            ylabel="share of the batches",
        )
        axes.legend(loc="upper right")
        return made

    return draw
