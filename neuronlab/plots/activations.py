"""Lesson 04: plots and plays. Every curve is drawn by the function that is given."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise
from typing import Any

import numpy as np

from neuronlab.checking import waiting_for
from neuronlab.plots import BLACK, BLUE, GREY, RED, figure

Function = Callable[..., Any]

KNOTS = np.arange(8) * np.pi / 4
"""Where the eight ReLUs bend: from 0 in steps of an eighth of the wave."""


def asked(name: str, function: Function, *inputs: Any) -> Any:
    """What a learner's function answers; a calm line where it is not written yet."""
    with waiting_for(name):
        return function(*inputs)


def _fixed(made: Any, **margins: float) -> None:
    """Margins that are given: finding them takes longer than a slider should wait."""
    made.set_layout_engine(None)
    made.subplots_adjust(**margins)


def _layers(Dense: Function, sizes: list[int], seed: float) -> list[Any]:
    """Dense layers with weights that are large enough to see something."""
    rng = np.random.default_rng(int(seed))
    layers = []
    for n_inputs, n_neurons in pairwise(sizes):
        layer = Dense(n_inputs, n_neurons, rng)
        layer.weights = rng.standard_normal((n_inputs, n_neurons)) / np.sqrt(n_inputs)
        layer.biases = rng.standard_normal((1, n_neurons))
        layers.append(layer)
    return layers


def draw_depth(Dense: Function, layers: float, seed: float, bend: Function | None = None):
    """What three random networks of one input make of it, from one layer to many.

    Parameters
    ----------
    Dense : class
    layers : int
        How many Dense layers stand one after the other.
    seed : int
        Of the first network; the others have the next ones.
    bend : function, optional
        Applied between the layers.
    """
    layers, x = int(layers), np.linspace(-3, 3, 241)[:, np.newaxis]
    made, axes = figure(height=3.2)
    for number in range(3):
        chain = _layers(Dense, [1, *[8] * (layers - 1), 1], 3 * seed + number)
        values = x
        for layer in chain[:-1]:
            values = layer.forward(values)
            if bend is not None:
                values = asked("relu", bend, values)
        values = chain[-1].forward(values)
        axes.plot(x, values - values.mean(), label=f"network {number + 1}")
    between = "nothing between them" if bend is None else "a bend between them"
    axes.set_title(f"{layers} layer{'s' * (layers > 1)}, {between}")
    axes.set_xlabel("input x")
    axes.set_ylabel("output, centred")
    axes.legend(loc="upper left", bbox_to_anchor=(1, 1))
    return made


def draw_collapsed(Dense: Function, collapse: Function):
    """Two layers of one input, and the one layer that `collapse` makes of them."""
    first, second = _layers(Dense, [1, 4, 1], 3)
    parameters = first.weights, first.biases, second.weights, second.biases
    one = Dense(1, 1, np.random.default_rng(0))
    one.weights, one.biases = asked("collapse", collapse, *parameters)
    x = np.linspace(-3, 3, 13)[:, np.newaxis]
    hidden = first.forward(x)
    made, axes = figure(height=3.2)
    for column, style in zip(hidden.T, ("-", "--", "-.", ":"), strict=True):
        axes.plot(x, column, color=GREY, linestyle=style, linewidth=1)
    axes.plot(
        x,
        second.forward(hidden),
        "o",
        color=RED,
        markersize=8,
        fillstyle="none",
        label="two layers",
    )
    axes.plot(x, one.forward(x), "-", color=BLUE, label="one layer")
    axes.plot([], [], color=GREY, linewidth=1, label="the four neurons\nin between")
    axes.set_xlabel("input x")
    axes.set_ylabel("output")
    axes.legend(loc="upper left", bbox_to_anchor=(1, 1))
    return made


def draw_gallery(functions: Mapping[str, Function], x: float):
    """Curves in rows of two, with a point at x and the slope that is measured there.

    Parameters
    ----------
    functions : dict of name and function
    x : float
    """
    line = np.linspace(-4, 4, 321)
    rows = -(-len(functions) // 2)
    made, panels = figure(2, rows, width=6.2, height=2.5 * rows, sharex=True, sharey=True)
    _fixed(made, left=0.06, right=0.99, bottom=0.1, top=0.89, wspace=0.08, hspace=0.42)
    for axes, (name, function) in zip(panels.flat, functions.items(), strict=True):
        height, nudged = asked(name, function, np.array([x, x + 0.001]))
        slope = (nudged - height) / 0.001
        axes.axhline(0, color=GREY, linewidth=0.8)
        axes.plot(line, asked(name, function, line), color=BLUE, linestyle="-")
        near = np.array([x - 1.2, x + 1.2])
        axes.plot(near, height + slope * (near - x), color=RED, linestyle="--")
        axes.plot([x], [height], "o", color=BLACK)
        axes.set_ylim(-1.3, 2.6)
        axes.set_xticks([-4, 0, 4])
        axes.set_yticks([-1, 0, 1, 2])
        axes.set_title(f"{name}\nheight {height:.3f}, slope {slope:.3f}")
    for axes in panels[-1]:
        axes.set_xlabel("x")
    return made


def draw_ramp(relu: Function):
    """Two ReLUs, and what is left when one is taken from the other."""
    x = np.linspace(-2, 3, 201)
    first, second = asked("relu", relu, x), asked("relu", relu, x - 1)
    made, axes = figure(height=2.8)
    axes.plot(x, first, color=GREY, linestyle="--", label="relu(x)")
    axes.plot(x, second, color=GREY, linestyle=":", label="relu(x - 1)")
    axes.plot(x, first - second, color=BLUE, linestyle="-", label="the first less\nthe second")
    axes.set_xlabel("x")
    axes.legend(loc="upper left", bbox_to_anchor=(1, 1))
    return made


def draw_bends(Dense: Function, relu: Function, bends: Iterable[float]):
    """A wave, and the sum of eight ReLUs that bend at fixed places, each as much as it is told.

    The sum is a network: `Dense(1, 8)`, ReLU, `Dense(8, 1)`.

    Parameters
    ----------
    Dense : class
    relu : function
    bends : eight numbers
        How much the slope changes where each ReLU starts, from left to right.
    """
    rng = np.random.default_rng(0)
    first, second = Dense(1, 8, rng), Dense(8, 1, rng)
    first.weights, first.biases = np.ones((1, 8)), -KNOTS[np.newaxis, :]
    second.weights = np.array(list(bends))[:, np.newaxis]
    x = np.linspace(0, 2 * np.pi, 241)[:, np.newaxis]
    sums = second.forward(asked("relu", relu, first.forward(x)))
    away = float(np.abs(sums - np.sin(x)).mean())
    made, axes = figure(height=3.2)
    axes.plot(x, np.sin(x), color=GREY, linestyle="--", label="the wave")
    axes.plot(x, sums, color=BLUE, linestyle="-", label="sum of eight\nReLUs")
    corners = second.forward(asked("relu", relu, first.forward(KNOTS[:, np.newaxis])))
    axes.plot(KNOTS, corners, "o", color=BLUE, markersize=5)
    axes.set_ylim(-2.2, 2.2)
    axes.set_xticks(KNOTS, [str(number) for number in range(1, 9)])
    axes.set_xlabel("where each of the eight bends")
    axes.set_title(f"on average {away:.3f} away from the wave")
    axes.legend(loc="upper left", bbox_to_anchor=(1, 1))
    return made


def draw_fading(sigmoid_slope: Function):
    """What is left of a nudge after one, two, ... ten sigmoids, at three places of the curve.

    Parameters
    ----------
    sigmoid_slope : function
    """
    places = np.array([0.0, 2.0, 4.0])
    slopes = asked("sigmoid_slope", sigmoid_slope, places)
    layers = np.arange(11)
    made, axes = figure(height=3.2)
    for place, slope, mark in zip(places, slopes, "os^", strict=True):
        left = float(slope) ** layers
        axes.semilogy(layers, left, marker=mark, label=f"sigmoids at x = {place:.0f}")
    axes.semilogy(layers, np.ones(11), color=GREY, linestyle="-", label="ReLUs that fire")
    axes.set_yticks([10.0**power for power in range(0, -19, -3)])
    axes.set_xlabel("activations that the nudge has passed")
    axes.set_title("what is left of a nudge of 1")
    axes.legend(loc="upper left", bbox_to_anchor=(1, 1))
    return made


def draw_firing(relu: Function, layer: Any, X: np.ndarray):
    """For how many of the samples each neuron of a layer gives more than 0.

    Parameters
    ----------
    relu : function
    layer : Dense
    X : array (N, n_inputs)
    """
    outputs = asked("relu", relu, layer.forward(X))
    share = (outputs > 0).mean(axis=0)
    made, axes = figure(height=2.8)
    names = [f"{bias:g}" for bias in layer.biases[0]]
    bars = axes.bar(names, share, color=[BLUE if one else RED for one in share], edgecolor=BLACK)
    axes.bar_label(bars, [f"{one:.0%}" if one else "silent" for one in share], fontsize=11)
    axes.set_ylim(0, 1.15)
    axes.set_xlabel("bias of the neuron")
    axes.set_title("share of the samples for which it gives more than 0")
    return made


def draw_shares(softmax: Function, first: float, second: float, third: float, stretch: float = 1.0):
    """Three scores as bars, and the shares that softmax makes of them.

    Parameters
    ----------
    softmax : function
    first, second, third : float
        The scores.
    stretch : float
        All scores are multiplied by it before.
    """
    scores = stretch * np.array([[first, second, third]])
    return _two_panels(
        scores[0], asked("softmax", softmax, scores)[0], f"scores times {stretch:.1f}"
    )


def _two_panels(scores: np.ndarray, shares: np.ndarray, title: str):
    made, (left, right) = figure(2, height=2.8)
    _fixed(made, left=0.08, right=0.99, bottom=0.11, top=0.9, wspace=0.18)
    names = [f"class {number}" for number in range(len(scores))]
    winner = int(np.argmax(shares))
    colours = [BLUE if number == winner else "#BBBBBB" for number in range(len(scores))]
    left.bar(names, scores, color=colours, edgecolor=BLACK)
    left.axhline(0, color=BLACK, linewidth=0.8)
    left.set_title(title)
    bars = right.bar(names, shares, color=colours, edgecolor=BLACK)
    right.bar_label(bars, [f"{share:.3f}" for share in shares], fontsize=11)
    right.set_ylim(0, 1.12)
    right.set_title(f"shares: class {winner} wins")
    return made


def draw_share_table(softmax: Function, scores: np.ndarray):
    """Shares as a table with its sums: along each row, and down each column."""
    shares = asked("softmax", softmax, scores)
    rows, columns = shares.shape
    made, axes = figure(width=1.2 * (columns + 2), height=0.48 * (rows + 2.2))
    axes.imshow(shares, cmap="Blues", vmin=0, vmax=1.6, aspect="auto")
    for row in range(rows):
        for column in range(columns):
            axes.text(column, row, f"{shares[row, column]:.3f}", ha="center", va="center")
        total = f"{shares[row].sum():.3f}"
        axes.text(columns, row, total, ha="center", va="center", weight="bold")
    for column in range(columns):
        total = f"{shares[:, column].sum():.3f}"
        axes.text(column, rows, total, ha="center", va="center")
    axes.set_xlim(-0.5, columns + 0.6)
    axes.set_ylim(rows + 0.5, -0.5)
    names = [f"class {column}" for column in range(columns)]
    axes.set_xticks(range(columns + 1), [*names, "row's sum"])
    axes.set_yticks(range(rows + 1), [*[f"sample {row}" for row in range(rows)], "column's sum"])
    axes.xaxis.tick_top()
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    return made
