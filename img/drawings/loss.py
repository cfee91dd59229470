"""Figures of lesson 05: loss."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.patches import FancyArrowPatch, Rectangle

from neuronlab.plots import BLACK, BLUE, GREY, RED, SKY, figure

THREE = np.array([[0.7, 0.1, 0.2], [0.1, 0.5, 0.4], [0.02, 0.9, 0.08]])
TRUE = [0, 1, 1]


def draw_three_samples() -> Any:
    """What a loss does: three rows of probabilities, three surprises, one number."""
    made, panels = figure(columns=2, rows=2, width=6.0, height=5.6)
    made.get_layout_engine().set(h_pad=0.12)
    axes = panels.ravel()
    for place, (shares, true) in enumerate(zip(THREE, TRUE, strict=True)):
        one = axes[place]
        for label, share in enumerate(shares):
            own = label == true
            one.bar(
                label,
                share,
                color=BLUE if own else "white",
                edgecolor=BLUE if own else GREY,
                hatch="" if own else "///",
                linewidth=1.2,
            )
            one.text(label, share + 0.03, f"{share:g}", ha="center")
        one.set(
            title=f"sample {place}",
            xticks=range(3),
            ylim=(0, 1.1),
            yticks=[0, 0.5, 1] if place != 1 else [],
        )
        surprise = -np.log(shares[true])
        one.set_xlabel(f"surprise {surprise:.3f}", color=BLUE, fontsize=12, labelpad=8)
    axes[1].spines["left"].set_visible(False)
    for one in (axes[0], axes[2]):
        one.set_ylabel("probability of each class")
    last = axes[3]
    last.axis("off")
    mean = float(-np.log([shares[true] for shares, true in zip(THREE, TRUE, strict=True)]).mean())
    last.text(0.5, 0.62, "the loss: their mean", ha="center", va="center", fontsize=12)
    last.text(0.5, 0.42, f"{mean:.3f}", ha="center", va="center", fontsize=18, color=BLUE)
    last.set(xlim=(0, 1), ylim=(0, 1))
    return made


def draw_surprise() -> Any:
    """Minus the logarithm of a probability."""
    made, axes = figure(width=6.4, height=3.6)
    p = np.linspace(0.005, 1, 400)
    axes.plot(p, -np.log(p), color=BLUE)
    for at, dx, dy in ((0.01, 12, -2), (0.1, 12, 2), (0.25, 12, 4), (0.5, 8, 8), (1.0, -14, 14)):
        height = -np.log(at) + 0.0
        axes.plot(at, height, "o", color=RED, markersize=7)
        axes.annotate(
            f"{height:.3f} at {at:g}",
            (at, height),
            xytext=(dx, dy),
            textcoords="offset points",
            ha="right" if at == 1 else "left",
        )
    axes.set(
        xlabel="probability of the true class", ylabel="surprise", xlim=(0, 1.03), ylim=(-0.1, 5.4)
    )
    return made


def draw_pick() -> Any:
    """One entry a row, and whole columns."""
    made, (left, right) = figure(columns=2, width=6.2, height=3.2)
    shares = np.array([[0.7, 0.1, 0.2], [0.1, 0.5, 0.4], [0.02, 0.9, 0.08], [0.3, 0.3, 0.4]])
    labels = [0, 1, 1, 2]
    for axes, title in (
        (left, "P[np.arange(4), y]\none entry a row"),
        (right, "P[:, y]\na column for each label"),
    ):
        for row, values in enumerate(shares):
            for column, value in enumerate(values):
                chosen = axes is right or labels[row] == column
                colour = SKY if chosen else "white"
                axes.add_patch(
                    Rectangle((column, -row), 0.94, 0.86, facecolor=colour, edgecolor=GREY)
                )
                axes.text(column + 0.47, -row + 0.43, f"{value:g}", ha="center", va="center")
            axes.text(-0.25, -row + 0.43, f"row {row}", ha="right", va="center")
        axes.text(-0.25, 1.1, "class", ha="right")
        for column in range(3):
            axes.text(column + 0.47, 1.1, str(column), ha="center")
        axes.set(xlim=(-1.2, 4.6), ylim=(-3.9, 1.6), title=title)
        axes.axis("off")
    for row, label in enumerate(labels):
        left.add_patch(
            FancyArrowPatch(
                (3.1, -row + 0.43),
                (3.75, -row + 0.43),
                arrowstyle="->",
                mutation_scale=12,
                color=BLACK,
            )
        )
        left.text(
            3.85, -row + 0.43, f"{shares[row, label]:g}", va="center", color=BLUE, fontsize=12
        )
    left.text(1.4, -3.7, "four entries", ha="center", color=BLUE, fontsize=12)
    right.text(1.4, -3.7, "columns 0, 1, 1, 2", ha="center", color=RED, fontsize=12)
    return made


def draw_float32() -> Any:
    """Where float32 has numbers near 1."""
    made, axes = figure(width=6.0, height=2.6)
    step = 2.0**-24
    ticks = 1 - step * np.arange(4)
    axes.axhline(0, color=GREY, linewidth=1)
    axes.plot(1 - ticks, np.zeros(4), "|", color=BLACK, markersize=26, markeredgewidth=2)
    axes.text(
        1.4 * step,
        -1.35,
        "each bar is a number that float32 has; between them is none",
        ha="center",
    )
    for value, name, colour, start in (
        (1e-7, "1 - 1e-7", BLUE, 2.5 * step),
        (1e-15, "1 - 1e-15", RED, 0.3 * step),
    ):
        goal = 2 * step if value == 1e-7 else 0.0
        axes.plot(value, 0, "o" if value == 1e-7 else "s", color=colour, markersize=9)
        axes.annotate(
            f"{name}\nis rounded to {'0.99999988' if value == 1e-7 else '1'}",
            (goal, 0.16),
            xytext=(start, 0.95),
            ha="center",
            color=colour,
            arrowprops={"arrowstyle": "->", "color": colour},
        )
    axes.text(0, -0.8, "1", ha="center")
    axes.text(step, -0.8, "0.99999994", ha="center")
    axes.text(2 * step, -0.8, "0.99999988", ha="center")
    axes.set(xlim=(3.5 * step, -0.7 * step), ylim=(-1.6, 1.8))
    axes.axis("off")
    return made


def draw_for_classes() -> Any:
    """Cross-entropy and squared error of one sample against the lead of its true class."""
    made, axes = figure(width=6.4, height=3.6)
    leads = np.linspace(-10, 5, 151)
    others = 1 / (1 + np.exp(leads))  # the share of the wrong class
    axes.plot(leads, np.log1p(np.exp(-leads)), "-", color=BLUE, label="cross-entropy")
    axes.plot(leads, others**2, "--", color=RED, label="squared error")
    axes.annotate(
        "nearly flat: a lead of -7\nis hardly better than -8",
        (-7.5, 1.0),
        xytext=(-9.8, 3.0),
        color=RED,
        arrowprops={"arrowstyle": "->", "color": RED},
    )
    axes.set(
        xlabel="lead of the true class",
        ylabel="loss of the sample",
        ylim=(-0.2, 10.2),
    )
    axes.legend(loc="upper right")
    return made
