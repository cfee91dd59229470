"""Plots of lesson 10. What networks answer comes from the learner's own code."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from neuronlab.plots import BLUE, GREEN, GREY, LINES, ORANGE, PURPLE, RED, figure

Pair = tuple[np.ndarray, np.ndarray]
MARKS = ("o", "s", "^", "D", "v")
EDGE = 61
"""How many points a side of a map has."""


SIGNALS = (
    "Root mean square of the signal behind each of ten layers, logarithmic. Zeros: nothing is left behind layer 1. "
    "Small weights: it falls steadily, to less than a ten-billionth. Xavier: it falls slowly. All 0.01: it drops once and "
    "stays level. Large: it grows more than a thousandfold. He: it stays near 1."
)
CURVES = (
    "Left: over 200 epochs the training loss falls towards 0, while the validation loss falls for a short while and "
    "then rises to several times its lowest value. Right: with a patience of 15 the training ends soon after the lowest point."
)
STILL = "With an L2 strength of 0.01 the line between the colours is smooth, with a broad unsure band on both sides."
FIVE = (
    "Five maps of the same points. With raw inputs the boundary is nearly an upright line and ignores the half circles. "
    "Standardized, without another remedy, it winds around single points and the network is sure nearly everywhere. Stopped in time, "
    "with L2 and with dropout it is a smoother curve between the half circles, with more unsure ground beside it."
)


def titled(setting: str, value: float) -> str:
    """What stands over the map of a network that was trained with this setting."""
    words = {"strength": "L2, strength {}", "rate": "dropout, rate {}", "epochs": "after {} epochs"}
    return "after 1 epoch" if (setting, value) == ("epochs", 1) else words[setting].format(value)


def starts(own: Callable[..., np.ndarray]) -> dict[str, Callable[..., np.ndarray]]:
    """Ways to draw first weights, each `draw(n_inputs, n_neurons, rng)`; the last one is given."""
    found: dict[str, Callable[..., np.ndarray]] = {
        "zeros": lambda n, m, rng: np.zeros((n, m)),
        "all 0.01": lambda n, m, rng: np.full((n, m), 0.01),
    }
    for name, deviation in (("small, 0.01", 0.01), ("Xavier, 0.1", 0.1), ("large, 0.3", 0.3)):
        found[name] = lambda n, m, rng, deviation=deviation: rng.normal(0, deviation, (n, m))
    return {**found, "yours (He)": own}


def nearest(known: Pair, X: np.ndarray) -> np.ndarray:
    """For each row of X the label of the nearest known row: the plainest model there is."""
    distances = ((X[:, np.newaxis, :] - known[0]) ** 2).sum(axis=2)
    return known[1][distances.argmin(axis=1)]


def signals(sizes: Mapping[str, Sequence[float]]) -> Any:
    """The size of a signal behind each layer, one line for each way to begin.

    Parameters
    ----------
    sizes : mapping of str to sequence of float
        For each way the root mean square behind layer 0 (the input), 1, 2 and so on. Zeros are drawn at the foot.
    """
    made, axes = figure(width=6.6, height=4.4)
    colours = (GREY, PURPLE, RED, ORANGE, BLUE, GREEN)
    for place, (name, values) in enumerate(sizes.items()):
        axes.plot(
            np.maximum(values, 1e-13),
            LINES[place % len(LINES)],
            marker=MARKS[place % len(MARKS)],
            markersize=6,
            color=colours[place % len(colours)],
            label=name,
        )
    axes.set(
        yscale="log",
        ylim=(3e-14, 1e5),
        xlabel="layer",
        ylabel="root mean square",
        xticks=range(len(next(iter(sizes.values())))),
    )
    axes.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=3)
    return made


def curves(histories: Mapping[str, Mapping[str, Sequence[float]]], stop: bool = False) -> Any:
    """Training and validation loss, epoch by epoch, one panel for each history."""
    made, panels = figure(
        columns=len(histories), width=3.4 * len(histories) + 0.4, height=3.5, sharey=True
    )
    for axes, (title, history) in zip(np.atleast_1d(panels), histories.items(), strict=True):
        epochs = np.arange(1, len(history["train_loss"]) + 1)
        axes.plot(epochs, history["train_loss"], "-", color=BLUE, label="training data")
        axes.plot(epochs, history["validation_loss"], "--", color=RED, label="validation data")
        best = int(np.argmin(history["validation_loss"]))
        axes.axvline(epochs[best], color=GREY, linestyle=":", linewidth=1.5)
        axes.plot(epochs[best], history["validation_loss"][best], "o", color=RED, markersize=8)
        axes.set(xlabel="epoch", title=title, ylim=(0, None))
    first = np.atleast_1d(panels)[0]
    first.set_ylabel("loss")
    first.legend(loc="upper left")
    return made


def compare(losses: Mapping[str, float]) -> None:
    """Say roughly how each loss stands to that of the standardized network: so much holds on every machine."""
    bare = losses["standardized"]
    print('loss on fresh data, beside that of "standardized":')
    for name, loss in losses.items():
        verdict = "(high)" if name == "standardized" else "about as high"
        if loss < bare / 2:
            verdict = "less than half"
        if loss > 10 * bare:
            verdict = "more than ten times"
        print(f"{name:13} {verdict}")


def area(answer: Callable[[np.ndarray], np.ndarray]) -> np.ndarray:
    """The lead of class 1 over class 0 on a map of points.

    Parameters
    ----------
    answer : callable
        `answer(X) -> scores (N, 2)`.

    Returns
    -------
    array (EDGE, EDGE)
    """
    one = np.linspace(-2.2, 3.2, EDGE), np.linspace(-1.8, 2.2, EDGE)
    points = np.column_stack([part.ravel() for part in np.meshgrid(*one)])
    scores = answer(points)
    return (scores[:, 1] - scores[:, 0]).reshape(EDGE, EDGE)


def areas(setting: str, networks: Mapping[float, Any]) -> dict[str, np.ndarray]:
    """The maps of networks that were trained with some values of a setting, by their titles."""
    return {titled(setting, value): area(one.forward) for value, one in networks.items()}


def boundary(lead: np.ndarray, data: Pair, title: str, axes: Any = None) -> Any:
    """A map of what a network answers, with the data that it was trained on."""
    made = None
    if axes is None:
        made, axes = figure(width=5.6, height=4.2)
    axes.contourf(
        np.linspace(-2.2, 3.2, EDGE),
        np.linspace(-1.8, 2.2, EDGE),
        np.clip(lead, -6, 6),
        levels=[-6.1, -2, 0, 2, 6.1],
        colors=["#8FBEDD", "#D3E5F2", "#F9E3D3", "#EDB48A"],
    )
    axes.contour(
        np.linspace(-2.2, 3.2, EDGE),
        np.linspace(-1.8, 2.2, EDGE),
        lead,
        levels=[0],
        colors="black",
        linewidths=2,
    )
    X, y = data
    for label, marker, colour in ((0, "o", BLUE), (1, "s", RED)):
        axes.plot(*X[y == label].T, marker, color=colour, markeredgecolor="white", markersize=5.5)
    axes.set(xlim=(-2.2, 3.2), ylim=(-1.8, 2.2), xticks=[], yticks=[], title=title)
    return made


def still(leads: Mapping[str, np.ndarray], data: Pair) -> Any:
    """The map of the network with an L2 strength of 0.01."""
    title = titled("strength", 0.01)
    return boundary(leads[title], data, title)


def boundaries(ways: Mapping[str, Callable[[np.ndarray], np.ndarray]], data: Pair) -> Any:
    """The maps of up to five networks, and in the sixth place what the marks mean."""
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    made, panels = figure(columns=3, rows=2, width=7.2, height=4.5)
    *maps, last = panels.flat
    for axes, (title, answer) in zip(maps, ways.items(), strict=False):
        boundary(area(answer), data, title, axes)
    marks = {"linestyle": "", "markersize": 8}
    handles = [
        Line2D([], [], marker="o", color=BLUE, label="class 0", **marks),
        Line2D([], [], marker="s", color=RED, label="class 1", **marks),
        Line2D([], [], color="black", linewidth=2, label="changes its mind"),
        Patch(facecolor="#8FBEDD", label="sure of class 0"),
        Patch(facecolor="#EDB48A", label="sure of class 1"),
        Patch(facecolor="#F3EBE6", label="pale: unsure"),
    ]
    last.axis("off")
    last.legend(handles=handles, loc="center", frameon=False, handlelength=1.4)
    return made


def chosen(leads: Mapping[str, np.ndarray], data: Pair) -> Callable[[int], Any]:
    """For a slider: `draw(level)` shows the map at that place of `leads`, whose names are the titles."""
    names = list(leads)

    def draw(level: int) -> Any:
        return boundary(leads[names[level]], data, names[level])

    return draw
