"""Plots and plays of lesson 09. Averages, moments and steps come from the learner's own functions."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from importlib import resources
from typing import Any

import numpy as np

from neuronlab.plots import (
    BLACK,
    BLUE,
    GREEN,
    GREY,
    LINES,
    ORANGE,
    PURPLE,
    RED,
    figure,
    plane,
)

Average = Callable[[np.ndarray, float], np.ndarray]
"""A function of values and beta, or of averages and beta: an array of the same length."""

Moments = Callable[..., tuple[np.ndarray, np.ndarray]]
"""The learner's `adam_moments`."""

Update = Callable[..., np.ndarray]
"""The learner's `adam_update`."""

COLD = (
    "Points that scatter around 5. The average from 0 climbs slowly and comes near 5 only after about 60 values; "
    "the corrected one is near 5 from the first values on."
)
FIRST_STEPS = (
    "The length of the first 100 steps, in lr. With correction it is 1 throughout. Without, it starts above 3, "
    "rises above 6 within a dozen steps and is still above 3 at t = 100."
)
CURVES = (
    "Loss against epoch for five runs of 1000 epochs. All of Adam falls fastest, without the first moment more "
    "slowly. Without the second it starts late and comes close. Without correction it is stuck near 0.8. Plain SGD "
    "has hardly left 1.1."
)
REGIONS = (
    "The three arms of the spiral, and behind them the regions in which the network sees each class. The regions "
    "wind around the centre; some points lie in that of another class."
)
MOMENTS = (
    "Three panels over 120 steps. m corrected is near 1, then near 0, then near 0.05. v corrected is near 1 and "
    "falls slowly at the end; without correction v stays near 0. Adam's step is 1 at first, near 0 in the middle, "
    "small at the end; uncorrected it starts at 3."
)

LATE = 10**6
"""A step so late that its corrections are 1: an update with this t corrects nothing."""


# Averages and their cold start


def noisy_values(n: int = 120) -> np.ndarray:
    """Measurements of 5 that scatter."""
    return 5 + np.random.default_rng(4).standard_normal(n)


def cold_start(average: Average, corrected: Average, beta: float) -> Any:
    """Averages of measurements of 5, raw and corrected."""
    made, axes = figure(width=6.4, height=3.6)
    values = noisy_values()
    counts = np.arange(1, len(values) + 1)
    raw = average(values, beta)
    axes.plot(counts, values, "o", color=GREY, markersize=3, label="values")
    axes.axhline(5, color=BLACK, linewidth=1, linestyle=":")
    axes.plot(counts, raw, "--", color=RED, label="average from 0")
    axes.plot(counts, corrected(raw, beta), "-", color=BLUE, label="corrected")
    axes.set(xlabel="t", title=f"beta = {beta:g}", ylim=(0, 8.4), xlim=(0, len(values)))
    axes.legend(loc="lower right")
    return made


# Moments and steps


def sizes_of_first_steps(moments: Moments, update: Update, gradients: Sequence[float]) -> None:
    """Print the first step that four gradients lead to, with the usual betas and lr = 0.001."""
    gradient = np.array(gradients)
    zeros = np.zeros_like(gradient)
    m, v = moments(gradient, zeros, zeros, 0.9, 0.999)
    step = update(zeros, m, v, 1, 0.001, 0.9, 0.999, 1e-8)
    print("gradient      first step")
    for slope, moved in zip(gradient, step, strict=True):
        print(f"{slope:>10g}   {moved:>11.8f}")


def over_time(
    moments: Moments, update: Update, gradients: np.ndarray, beta1: float, beta2: float
) -> dict[str, np.ndarray]:
    """m, v and the steps in units of lr, with and without correction, as gradients of one number come in."""
    found: dict[str, list[float]] = {"m": [], "v": [], "corrected": [], "uncorrected": []}
    m = v = nothing = np.zeros(1)
    for t, gradient in enumerate(gradients, start=1):
        m, v = moments(np.array([gradient]), m, v, beta1, beta2)
        found["m"].append(float(m[0]))
        found["v"].append(float(v[0]))
        for name, count in (("corrected", t), ("uncorrected", LATE)):
            moved = update(nothing, m, v, count, 1.0, beta1, beta2, 1e-8)
            found[name].append(float(moved[0]))
    return {name: np.array(values) for name, values in found.items()}


def first_steps(moments: Moments, update: Update) -> Any:
    """How long the first 100 steps are under a gradient that stays the same."""
    made, axes = figure(width=6.4, height=3.4)
    found = over_time(moments, update, np.ones(100), 0.9, 0.999)
    counts = np.arange(1, 101)
    axes.plot(counts, -found["uncorrected"], "--", color=RED, label="without correction")
    axes.plot(counts, -found["corrected"], "-", color=BLUE, label="with correction")
    axes.set(xlabel="t", ylabel="length of the step, in lr", xlim=(0, 100), ylim=(0, 7.2))
    axes.legend(loc="upper right")
    return made


def day_of_gradients() -> np.ndarray:
    """Forty gradients that agree, forty that change sign, forty that agree and are 20 times smaller."""
    scatter = 1 + 0.3 * np.random.default_rng(9).standard_normal(120)
    signs = np.concatenate([np.ones(40), np.resize([1.0, -1.0], 40), np.full(40, 0.05)])
    return scatter * signs


def moments_in_time(
    moments: Moments, corrected: Average, update: Update, beta1: float, beta2: float
) -> Any:
    """Gradients, both moments with their hats, and the steps that they make."""
    gradients = day_of_gradients()
    found = over_time(moments, update, gradients, beta1, beta2)
    counts = np.arange(1, len(gradients) + 1)
    made, (top, middle, bottom) = figure(rows=3, width=7.4, height=5.6, sharex=True)
    made.set_layout_engine(None)  # it has to follow a slider
    made.subplots_adjust(left=0.09, right=0.77, top=0.94, bottom=0.1, hspace=0.12)
    top.plot(counts, gradients, "o", color=GREY, markersize=3, label="gradient")
    middle.plot(counts, gradients**2, "o", color=GREY, markersize=3, label="its square")
    pairs = (
        (top, "m", beta1, "m", "m corrected"),
        (middle, "v", beta2, "v", "v corrected"),
    )
    for axes, name, beta, raw, hat in pairs:
        axes.plot(counts, found[name], "--", color=RED, label=raw)
        axes.plot(counts, corrected(found[name], beta), "-", color=BLUE, label=hat)
    bottom.plot(counts, -found["uncorrected"], "--", color=RED, label="not corrected")
    bottom.plot(counts, -found["corrected"], "-", color=BLUE, label="Adam's step")
    bottom.axhline(0, color=GREY, linewidth=1)
    top.set(ylabel="gradient and m", ylim=(-1.8, 1.8))
    top.set_title(f"beta1 = {beta1:g}, beta2 = {beta2:g}")
    middle.set(ylabel="square and v", ylim=(0, 2.6))
    bottom.set(ylabel="step downhill, in lr", xlabel="t", ylim=(-3, 7), xlim=(0, 121))
    for axes in (top, middle, bottom):
        axes.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0), borderaxespad=0)
        for border in (40.5, 80.5):
            axes.axvline(border, color=GREY, linewidth=1, linestyle=":")
    return made


# Beside PyTorch


def stored_run() -> dict[str, Any]:
    """What PyTorch's Adam did, in 200 steps: `neuronlab/data/adam_pytorch.json`, made by a test."""
    path = resources.files("neuronlab").joinpath("data/adam_pytorch.json")
    return json.loads(path.read_text("utf-8"))


def gradients_of_run(t: int) -> list[np.ndarray]:
    """The gradients of step t, from 1: one column each of the size 1e-8, 0.001, 1 and 10000."""
    scale = np.array([[1e-8, 1e-3, 1.0, 1e4]])
    phase = np.arange(8.0).reshape(2, 4)
    return [(np.cos(0.3 * t + phase) + 0.3) * scale, (np.sin(0.2 * t + phase[:1]) - 0.2) * scale]


def beside_pytorch(optimizer: Any) -> None:
    """Run an optimizer as PyTorch's was run, and print both, with the digits that agree."""
    stored = stored_run()
    parameters = [np.ones((2, 4)), np.zeros((1, 4))]
    worst = 0.0
    for t in range(1, 201):
        optimizer.step(parameters, gradients_of_run(t))
        if str(t) in stored["after"]:
            for own, theirs in zip(parameters, stored["after"][str(t)], strict=True):
                theirs = np.array(theirs)
                worst = max(worst, float(np.max(np.abs(own - theirs) / np.abs(theirs))))
    print("size of gradient   yours after 200 steps   PyTorch's")
    last = np.array(stored["after"]["200"][0])
    for size, own, theirs in zip((1e-8, 1e-3, 1, 1e4), parameters[0][0], last[0], strict=True):
        print(f"{size:>16g}   {own:>21.10f}   {theirs:.10f}")
    print(f"All numbers agree to 12 digits: {worst < 1e-12}")


# A ravine, and four who walk down it


def ravine(points: np.ndarray, turned: bool) -> np.ndarray:
    """The height at points (..., 2): gentle along one direction, 100 times as steep along the other."""
    along, across = _along_and_across(points, turned)
    return 0.5 * along**2 + 50 * across**2


def ravine_slope(point: np.ndarray, turned: bool) -> np.ndarray:
    """The gradient (2,) at one point (2,)."""
    along, across = _along_and_across(point, turned)
    direction = _direction(turned)
    return along * direction + 100 * across * np.array([-direction[1], direction[0]])


def _direction(turned: bool) -> np.ndarray:
    return np.array([1.0, 1.0]) / np.sqrt(2) if turned else np.array([1.0, 0.0])


def _along_and_across(points: np.ndarray, turned: bool) -> tuple[np.ndarray, np.ndarray]:
    c, s = _direction(turned)
    return points[..., 0] * c + points[..., 1] * s, points[..., 1] * c - points[..., 0] * s


def path_of(optimizer: Any, turned: bool, steps: int = 500) -> np.ndarray:
    """Where an optimizer gets to, step by step, from the same place on the ravine's side: (steps + 1, 2)."""
    c, s = _direction(turned)
    point = np.array([-4 * c - s, -4 * s + c])
    path = [point.copy()]
    for _ in range(steps):
        optimizer.step([point], [ravine_slope(point, turned)])
        path.append(point.copy())
    return np.array(path)


def steps_needed(path: np.ndarray, turned: bool) -> int:
    """From which step on the height stays below 0.02."""
    high = np.flatnonzero(ravine(path, turned) >= 0.02)
    return int(high[-1]) + 1


def race(entrants: Mapping[str, Callable[[], Any]], turned: bool) -> Any:
    """The paths of some optimizers down the ravine, and their heights step by step.

    Parameters
    ----------
    entrants : mapping of str to callable
        For each name a function that makes a fresh optimizer.
    turned : bool
        Whether the ravine lies across both parameters, turned by 45 degrees, or along the first one.
    """
    made, (above, below) = figure(rows=2, width=6.4, height=7.4)
    grid = np.stack(np.meshgrid(np.linspace(-5, 2, 141), np.linspace(-4.5, 2, 131)), axis=-1)
    heights = ravine(grid, turned)
    levels = [0.02, 0.5, 2, 8, 32, 128]
    above.contour(grid[..., 0], grid[..., 1], heights, levels=levels, colors=GREY, linewidths=0.8)
    styles = zip((BLACK, GREEN, PURPLE, BLUE), LINES[::-1], strict=True)
    for (name, make), (colour, line) in zip(entrants.items(), styles, strict=False):
        path = path_of(make(), turned)
        above.plot(*path[:200].T, line, color=colour, linewidth=1.5)
        label = f"{name}: {steps_needed(path, turned)} steps"
        below.plot(ravine(path[:350], turned), line, color=colour, label=label)
    above.plot(0, 0, "*", color=BLACK, markersize=12)
    above.set(xlabel="first parameter", ylabel="second parameter", aspect="equal")
    above.set(xlim=(-5, 2), ylim=(-4.5, 2) if turned else (-2, 2))
    below.axhline(0.02, color=BLACK, linewidth=1, linestyle=":")
    below.set(
        yscale="log", ylim=(1e-4, 3e3), xlabel="step", ylabel="height", yticks=[1e-4, 0.01, 1, 100]
    )
    below.legend(loc="upper right", title="below 0.02 for good after")
    return made


def race_in_words(entrants: Mapping[str, Callable[[], Any]], turned: bool) -> str:
    """What the picture of the race shows, and how many steps each optimizer needs."""
    lies = (
        "The same valley along the diagonal, and"
        if turned
        else "A narrow valley along the first parameter;"
    )
    counts = {
        name: steps_needed(path_of(make(), turned), turned) for name, make in entrants.items()
    }
    needed = ", ".join(f"{name} needs {count} steps" for name, count in counts.items())
    return f"{lies} the paths of the four. {needed}."


# The spiral


class Uncorrected:
    """A step without any correction, from the learner's own two functions.

    All parameters are laid end to end in one long array, so that there is one m and one v.
    """

    def __init__(self, moments: Moments, update: Update, lr: float):
        self.moments, self.update, self.lr = moments, update, lr
        self.m = self.v = np.zeros(0)

    def step(self, parameters: Sequence[np.ndarray], gradients: Sequence[np.ndarray]) -> None:
        long, slope = (
            np.concatenate([one.ravel() for one in some]) for some in (parameters, gradients)
        )
        if not self.m.size:
            self.m, self.v = np.zeros_like(slope), np.zeros_like(slope)
        self.m, self.v = self.moments(slope, self.m, self.v, 0.9, 0.999)
        long = self.update(long, self.m, self.v, LATE, self.lr, 0.9, 0.999, 1e-8)
        for parameter in parameters:
            parameter[...], long = (
                long[: parameter.size].reshape(parameter.shape),
                long[parameter.size :],
            )


def learning_curves(losses: Mapping[str, Sequence[float]]) -> Any:
    """Loss against epoch, one line a name; each point is the median of 21 epochs, so that lines can be told apart."""
    made, axes = figure(width=6.4, height=4.0)
    styles = zip((BLUE, GREEN, ORANGE, RED, PURPLE), (*LINES, (0, (5, 1))), strict=True)
    for (name, values), (colour, line) in zip(losses.items(), styles, strict=False):
        windows = np.lib.stride_tricks.sliding_window_view(np.asarray(values), 21)
        middle = np.median(windows, axis=1)
        axes.plot(np.arange(10, 10 + len(middle)), middle, linestyle=line, color=colour, label=name)
    axes.set(xlabel="epoch", ylabel="loss (median of 21 epochs)", ylim=(0.2, 1.5), xlim=(0, None))
    axes.legend(loc="upper right", ncols=2)
    return made


def regions(layers: Sequence[Any], X: np.ndarray, y: np.ndarray) -> Any:
    """The points of the spiral, and which class a network sees at every place."""
    made, axes = figure(width=4.6, height=4.4)
    plane.regions(axes, plane.answers(plane.through(layers)), X, y)
    axes.set(xlabel="$x_1$", ylabel="$x_2$")
    return made
