"""Plots and plays of lesson 08. Every step that is drawn is made by the learner's own functions and classes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from neuronlab.plots import BLACK, BLUE, GREEN, GREY, LINES, MARKERS, PURPLE, RED, figure, plane

COLOURS = (BLUE, RED, GREEN, PURPLE)

SWEEP = (
    "Four times the curve of w squared with eight steps from w = -2. With lr 0.05 the dots creep down one side, with 0.3 they are "
    "at the bottom after a few steps, with 1 they jump between -2 and 2, with 1.05 they climb out of the valley."
)
RATES = (
    "The loss on the whole spiral over 800 epochs. With lr 0.01 it stays flat at 1.1, with lr 1 it falls slowly and smoothly, to a "
    "little above 1, with lr 10 it jumps up and down above 1.1."
)
RACE = (
    "Three maps of height lines with four paths each, after 50 steps. In the ravine plain SGD zigzags, momentum swings in waves that "
    "get smaller and is nearest to the star, AdaGrad and RMSProp go straight. On Beale's function none has reached the star at (3, 0.5). "
    "On the saddle plain SGD is still near the level place, AdaGrad is on its way to the star above, and momentum and RMSProp are close to it."
)
SIX = (
    "The loss on six points over 800 epochs, on a logarithmic scale. It stays at 1.1 for a while, then falls to "
    "below 0.01."
)
NOISE = (
    "Slopes of two weights. A hundred batches of 3 make a wide cloud, ten batches of 30 a small one, one batch of "
    "300 a single dot. The mean, a cross, is at the same place in all three panels."
)
SIZES = (
    "Mean loss of each epoch, 200 epochs. With batches of 300 it hardly leaves 1.1. With batches of 20 it falls, "
    "with small jumps."
)
HOLLOWS = (
    "Above, a loss over one weight: a bowl with seven hollows, the middle one deepest. Below, where sixty walkers "
    "end. Those that use all samples sit at the bottom of the hollow they started in. Those that use one sample are "
    "scattered around the middle; with a falling rate most of them lie close together in the deepest hollow."
)
BALL = (
    "Height lines of a long ravine. Without momentum the path bends into the ravine at once and has covered half of "
    "it after 40 steps. With momentum 0.8 it swings from side to side in ever smaller waves and ends close to the "
    "lowest point."
)
SCALES = (
    "Length of the step over 60 steps, on a log scale. On a slope of 1: SGD stays at 0.1, AdaGrad falls from 0.1 to "
    "about 0.013, RMSProp falls from about 0.3 to 0.1 and stays. On a slope of 0.01 AdaGrad and RMSProp do the "
    "same, and SGD is at 0.001."
)
LEARNED = (
    "Above, four losses over 1500 epochs: SGD stays near 1, AdaGrad ends near 0.7, RMSProp lower, momentum lowest, "
    "below 0.3. Below, the regions of the network with momentum follow the three arms of the spiral."
)

Step = Callable[[np.ndarray, np.ndarray, float], np.ndarray]


# What a learning rate does


def sweep(step: Step, rates: Sequence[float] = (0.05, 0.3, 1.0, 1.05), steps: int = 8) -> Any:
    """The loss w squared, from w = -2, with one panel a learning rate.

    Parameters
    ----------
    step : callable
        `step(parameter, gradient, lr) -> parameter`.
    rates : sequence of float
    steps : int
    """
    made, panels = figure(
        columns=2, rows=-(-len(rates) // 2), width=6.2, height=5.2, sharex=True, sharey=True
    )
    w = np.linspace(-3.2, 3.2, 81)
    for axes, lr in zip(panels.flat, rates, strict=True):
        axes.plot(w, w**2, "-", color=GREY, linewidth=1)
        path = [np.array([-2.0])]
        for _ in range(steps):
            path.append(step(path[-1], 2 * path[-1], lr))
        at = np.concatenate(path)
        axes.plot(at, at**2, "-", color=BLUE, linewidth=1, marker="o", markersize=5)
        axes.plot(at[0], at[0] ** 2, "s", color=RED, markersize=9)
        axes.set(title=f"lr = {lr:g}", xlim=(-3.2, 3.2), ylim=(-0.5, 10))
    for below, beside in zip(panels[-1], panels[:, 0], strict=True):
        below.set_xlabel("w")
        beside.set_ylabel("loss")
    return made


# Losses while a network learns


def losses(
    found: Mapping[str, Sequence[float]], most: float = 2.0, least: float = 0.0, log: bool = False
) -> Any:
    """One curve for each name: the loss, epoch by epoch.

    Parameters
    ----------
    found : mapping of str to sequence of float
    most, least : float
        The highest and the lowest loss that are shown.
    log : bool
        A logarithmic scale for the loss.
    """
    made, axes = figure(width=6.2, height=3.7)
    _curves(axes, found)
    axes.set(xlabel="epoch", ylabel="loss")
    if log:
        axes.set_yscale("log")
    else:
        axes.set_ylim(least, most)
    if len(found) > 1:
        axes.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=len(found))
    return made


def _curves(axes: Any, found: Mapping[str, Sequence[float]]) -> None:
    for (name, values), colour, line in zip(found.items(), COLOURS, LINES, strict=False):
        axes.plot(values, line, color=colour, label=name, linewidth=1.2)


def learned(
    found: Mapping[str, Sequence[float]], layers: Sequence[Any], X: np.ndarray, y: np.ndarray
) -> Any:
    """Losses above; below them the regions that one trained network has made.

    Parameters
    ----------
    found : mapping of str to sequence of float
    layers : sequence
        The network whose regions are drawn; the points are X and y.
    """
    made, (above, below) = figure(rows=2, width=5.6, height=7.2, height_ratios=[1, 1.35])
    _curves(above, found)
    above.set(xlabel="epoch", ylabel="loss", ylim=(0, 1.15))
    above.legend(loc="lower left", handlelength=3)
    plane.regions(below, plane.answers(plane.through(layers)), X, y)
    below.set_title("with momentum")
    return made


# Mini-batches


def noise(slopes: Mapping[str, Sequence[np.ndarray]]) -> Any:
    """Clouds of slopes of the same two weights, a panel for each size of batch.

    Parameters
    ----------
    slopes : mapping of str to sequence of array (2,)
        For each panel's title the slopes of its batches.
    """
    made, panels = figure(columns=len(slopes), width=7.4, height=3.4, sharex=True, sharey=True)
    for axes, (title, found) in zip(panels, slopes.items(), strict=True):
        cloud = np.array(found)
        axes.axhline(0, color=GREY, linewidth=0.8)
        axes.axvline(0, color=GREY, linewidth=0.8)
        axes.plot(*cloud.T, "o", color=BLUE, markersize=4, alpha=0.7)
        for colour, width in (("white", 5), (RED, 2.5)):  # a rim, so that it stands out of the dots
            axes.plot(*cloud.mean(axis=0), "+", color=colour, markersize=16, markeredgewidth=width)
        axes.set(title=title, xlabel="slope of\none weight")
        axes.locator_params(nbins=3)
    panels[0].set_ylabel("slope of another")
    return made


PHASES = np.linspace(-1.6, 1.6, 50)
"""Fifty samples: each has a loss of its own over one weight, a bowl with ripples that stand elsewhere."""


def _height(w: np.ndarray) -> np.ndarray:
    return 0.15 * w**2 - 0.6 * np.cos(4 * w[..., None] + PHASES).mean(axis=-1)


def _slope(w: np.ndarray, phase: np.ndarray) -> np.ndarray:
    return 0.3 * w + 2.4 * np.sin(4 * w + phase)


def hollows(step: Step, rate: Callable[[float, float, int], float]) -> tuple[Any, list[int]]:
    """Sixty walkers on a loss with many hollows: all samples, one sample, and one with a rate that falls.

    Parameters
    ----------
    step : callable
        `step(parameter, gradient, lr) -> parameter`.
    rate : callable
        `rate(lr, decay, step) -> lr`.

    Returns
    -------
    figure
    counts : list of int
        For each row how many walkers end in the deepest hollow.
    """
    names = ("all samples", "one sample", "one sample,\nrate falls")
    ends = []
    for noisy, decay in ((False, 0.0), (True, 0.0), (True, 0.003)):
        rng, walkers = np.random.default_rng(0), np.linspace(-5, 5, 60)
        for k in range(400):
            if noisy:
                slope = _slope(walkers, rng.choice(PHASES, 60))
            else:
                slope = _slope(walkers[:, None], PHASES).mean(axis=1)
            walkers = step(walkers, slope, rate(0.25, decay, k))
        ends.append(walkers)

    made, (above, below) = figure(rows=2, width=7.0, height=4.6, sharex=True)
    w = np.linspace(-5.4, 5.4, 400)
    above.plot(w, _height(w), color=BLACK)
    above.axvspan(-np.pi / 4, np.pi / 4, color="#E5E5E5")
    above.set(ylabel="loss, mean\nof 50 samples")
    below.axvspan(-np.pi / 4, np.pi / 4, color="#E5E5E5")
    for row, (walkers, colour, marker) in enumerate(zip(ends, COLOURS, MARKERS, strict=False)):
        lift = 0.25 * np.sin(7.0 * np.arange(60))  # so that marks on one place can be counted
        below.plot(walkers, lift - row, marker, color=colour, markersize=4, alpha=0.6)
    below.set(xlabel="w, where the 60 walkers are after 400 steps", ylim=(-2.6, 0.6))
    below.set_yticks([0, -1, -2], names)
    return made, [int(np.sum(np.abs(one) < np.pi / 4)) for one in ends]


# Surfaces to race on


@dataclass(frozen=True)
class Surface:
    """A loss over two weights, with its slope, a start, and learning rates that suit it."""

    name: str
    height: Callable[[np.ndarray, np.ndarray], np.ndarray]
    slope: Callable[[float, float], tuple[float, float]]
    start: tuple[float, float]
    lowest: tuple[tuple[float, float], ...]
    box: tuple[float, float, float, float]
    levels: Sequence[float]
    rates: tuple[float, float, float, float]  # plain, with momentum, AdaGrad, RMSProp


RAVINE = Surface(
    "a ravine",
    lambda x, y: 0.5 * (x**2 + 30 * y**2),
    lambda x, y: (x, 30 * y),
    start=(-4.0, 1.0),
    lowest=((0.0, 0.0),),
    box=(-4.6, 2.2, -1.4, 1.4),
    levels=(0.1, 0.5, 1.5, 3.5, 7, 12, 20, 30),
    rates=(0.06, 0.02, 0.4, 0.1),
)
BEALE = Surface(
    "Beale's function",
    lambda x, y: (1.5 - x + x * y) ** 2 + (2.25 - x + x * y**2) ** 2 + (2.625 - x + x * y**3) ** 2,
    lambda x, y: (
        2 * (1.5 - x + x * y) * (y - 1)
        + 2 * (2.25 - x + x * y**2) * (y**2 - 1)
        + 2 * (2.625 - x + x * y**3) * (y**3 - 1),
        2 * x * (1.5 - x + x * y)
        + 4 * x * y * (2.25 - x + x * y**2)
        + 6 * x * y**2 * (2.625 - x + x * y**3),
    ),
    start=(1.0, 1.6),
    lowest=((3.0, 0.5),),
    box=(-0.6, 4.0, -1.7, 2.0),
    levels=(0.05, 0.3, 1, 3, 8, 20, 50, 150),
    rates=(0.006, 0.004, 0.25, 0.07),
)
SADDLE = Surface(
    "a saddle",
    lambda x, y: x**2 - y**2 + y**4 / 4,
    lambda x, y: (2 * x, -2 * y + y**3),
    start=(-1.6, 0.01),
    lowest=((0.0, 2**0.5), (0.0, -(2**0.5))),
    box=(-1.9, 1.3, -2.1, 2.1),
    levels=(-0.95, -0.8, -0.5, -0.2, 0.0, 0.3, 0.8, 1.6, 2.6),
    rates=(0.03, 0.03, 0.1, 0.04),
)
SURFACES = (RAVINE, BEALE, SADDLE)
"""Beale's function is from E. M. L. Beale (1958), *On an iterative method for finding a local minimum of a
function of more than one variable*, Princeton; its minimum is 0 at (3, 0.5). The race itself was made
popular by A. Radford's animations (2014), which the notes of Stanford's CS231n show."""


def path(optimizer: Any, surface: Surface, steps: int) -> np.ndarray:
    """Where an optimizer goes: (steps + 1, 2). A point that has left the picture for good stays there."""
    here = np.array(surface.start)
    places = [here.copy()]
    for _ in range(steps):
        if np.abs(here).max() < 20:
            optimizer.step([here], [np.array(surface.slope(*here))])
        places.append(here.copy())
    return np.array(places)


def ball(sgd: Callable[..., Any], momentum: float, lr: float = 0.02, steps: int = 40) -> Any:
    """Two balls in the ravine: one without momentum, one with."""
    made, axes = figure(width=7.0, height=3.6)
    _ground(axes, RAVINE)
    for place, (name, kept) in enumerate((("without", 0.0), (f"momentum {momentum:g}", momentum))):
        way = path(sgd(lr=lr, momentum=kept), RAVINE, steps)
        _way(axes, way, place, f"{name}: loss {RAVINE.height(*way[-1]):.3g}")
    axes.set(xlabel="w1", ylabel="w2", title=f"{steps} steps with lr = {lr:g}")
    axes.legend(loc="lower right", frameon=True, framealpha=0.9)
    return made


def scales(makers: Mapping[str, Callable[[], Any]], steps: int = 60) -> Any:
    """How far one step goes on two steady slopes, step after step.

    Parameters
    ----------
    makers : mapping of str to callable
        For each name, what builds the optimizer.
    """
    made, panels = figure(columns=2, width=7.2, height=3.6, sharey=True)
    for axes, slope in zip(panels, (1.0, 0.01), strict=True):
        for (name, make), colour, line in zip(makers.items(), COLOURS, LINES, strict=False):
            optimizer, here, lengths = make(), np.zeros(1), []
            for _ in range(steps):
                before = here.copy()
                optimizer.step([here], [np.array([slope])])
                lengths.append(abs(float((here - before)[0])))
            axes.plot(range(1, steps + 1), lengths, line, color=colour, label=name)
        axes.set(xlabel="step", title=f"slope {slope:g} everywhere", yscale="log")
    panels[0].set_ylabel("length of the step")
    panels[1].legend(loc="lower right", bbox_to_anchor=(1.0, 0.1))
    return made


Four = tuple[Callable[..., Any], Callable[..., Any], Callable[..., Any]]


def race(
    optimizers: Four, surfaces: Sequence[int] = (0, 1, 2), steps: int = 50, faster: float = 1.0
) -> Any:
    """SGD without and with momentum, AdaGrad and RMSProp from the same start.

    Parameters
    ----------
    optimizers : three classes
        SGD, AdaGrad, RMSProp.
    surfaces : sequence of int
        Which of `SURFACES`, a panel each, one above the other.
    steps : int
    faster : float
        All learning rates are multiplied by it.
    """
    several = len(surfaces) > 1
    height = 9.6 if several else 4.2
    made, panels = figure(rows=len(surfaces), width=6.4, height=height, squeeze=False)
    for axes, which in zip(panels[:, 0], surfaces, strict=True):
        surface = SURFACES[which]
        _ground(axes, surface)
        for place, (name, optimizer) in enumerate(_entered(optimizers, surface, faster)):
            way = path(optimizer, surface, steps)
            label = name if several else f"{name}: loss {surface.height(*way[-1]):.3g}"
            _way(axes, way, place, label)
        axes.set(title=f"{surface.name}, {steps} steps")
    handles, labels = panels[0][0].get_legend_handles_labels()
    made.legend(handles, labels, loc="outside lower center", ncols=2)
    return made


def _entered(optimizers: Four, surface: Surface, faster: float) -> list[tuple[str, Any]]:
    sgd, adagrad, rmsprop = optimizers
    plain, rolling, summed, scaled = (faster * rate for rate in surface.rates)
    return [
        ("SGD", sgd(lr=plain)),
        ("SGD, momentum 0.8", sgd(lr=rolling, momentum=0.8)),
        ("AdaGrad", adagrad(lr=summed)),
        ("RMSProp", rmsprop(lr=scaled)),
    ]


def _ground(axes: Any, surface: Surface) -> None:
    low, high, bottom, top = surface.box
    x, y = np.meshgrid(np.linspace(low, high, 90), np.linspace(bottom, top, 90))
    axes.contour(
        x, y, surface.height(x, y), levels=surface.levels, colors="#B5B5B5", linewidths=0.9
    )
    for place in surface.lowest:
        axes.plot(*place, "*", color=BLACK, markersize=13)
    axes.plot(*surface.start, "X", color=BLACK, markersize=9)
    axes.set(xlim=(low, high), ylim=(bottom, top))


def _way(axes: Any, way: np.ndarray, place: int, label: str) -> None:
    colour = COLOURS[place]
    axes.plot(*way.T, LINES[place], color=colour, linewidth=1.5)
    axes.plot(
        *way[-1], MARKERS[place], color=colour, markersize=12 - 1.5 * place, markeredgecolor="white"
    )
    axes.plot([], [], LINES[place] + MARKERS[place], color=colour, markersize=7, label=label)
