"""Figures of lesson 08: gradient descent."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from neuronlab.plots import BLACK, BLUE, GREY, ORANGE, RED, SKY, figure


def draw_downhill() -> Any:
    """A path of arrows over height lines, each arrow at a right angle on its line."""
    made, axes = figure(width=7.2, height=3.9)
    x, y = np.meshgrid(np.linspace(-3.6, 2.2, 160), np.linspace(-1.6, 1.9, 120))
    axes.contour(x, y, x**2 + 3 * y**2, levels=[0.2, 0.8, 1.8, 3.5, 6, 9, 13, 18], colors="#B0B0B0")
    here = np.array([-3.0, 1.5])
    axes.plot(*here, "X", color=BLACK, markersize=11)
    axes.annotate("start", here, xytext=(-8, 9), textcoords="offset points", ha="right")
    for _ in range(14):
        following = here - 0.1 * np.array([2 * here[0], 6 * here[1]])
        axes.annotate(
            "",
            following,
            here,
            arrowprops={
                "arrowstyle": "-|>",
                "color": BLUE,
                "linewidth": 2.2,
                "shrinkA": 0,
                "shrinkB": 0,
            },
        )
        here = following
    axes.plot(0, 0, "*", color=RED, markersize=17)
    ground = {"facecolor": "white", "edgecolor": "none", "pad": 1}
    axes.annotate(
        "lowest loss", (0, 0), xytext=(12, -4), textcoords="offset points", color=RED, bbox=ground
    )
    axes.set(xlabel="one weight", ylabel="another weight", xticks=[], yticks=[], aspect="equal")
    return made


def draw_step() -> Any:
    """Two steps on the curve of w squared: from 3 to 2.4 to 1.92."""
    made, axes = figure(width=6.6, height=3.7)
    w = np.linspace(-1.2, 3.7, 200)
    axes.plot(w, w**2, color=GREY, linewidth=1.5)
    near = np.array([2.45, 3.45])
    axes.plot(near, 9 + 6 * (near - 3), "--", color=RED)
    axes.text(3.08, 8.1, "slope 6", color=RED)
    for at, colour in ((3.0, BLACK), (2.4, BLUE), (1.92, BLUE)):
        axes.plot([at, at], [0, at**2], ":", color=GREY, linewidth=1)
        axes.plot(at, at**2, "o", color=colour, markersize=8)
        axes.text(at, -1.75, f"{at:g}", ha="center")
    for start, end, word in ((3.0, 2.4, "-0.6"), (2.4, 1.92, "-0.48")):
        axes.add_patch(
            FancyArrowPatch(
                (start, 0.35),
                (end, 0.35),
                arrowstyle="-|>",
                mutation_scale=15,
                color=BLUE,
                linewidth=2,
            )
        )
        axes.text((start + end) / 2, 0.75, word, ha="center", color=BLUE)
    axes.set(ylabel="loss", xlim=(-1.2, 3.7), ylim=(0, 12.5), xticks=[-1, 0, 1])
    axes.set_xlabel("w", labelpad=8)
    return made


def draw_loop() -> Any:
    """The four moves of training as a ring; one unit is an inch."""
    made, axes = figure(width=6.2, height=3.7)
    wide, tall = 1.95, 1.2
    boxes = {
        "1 forward": (0.45, 2.4, "data through the\nlayers, first to last"),
        "2 loss": (3.8, 2.4, "how far off are\nthe scores?"),
        "3 backward": (3.8, 0.1, "slopes through the\nlayers, last to first"),
        "4 step": (0.45, 0.1, "weights and biases\nmove against slopes"),
    }
    for name, (x, y, words) in boxes.items():
        axes.add_patch(
            FancyBboxPatch(
                (x, y), wide, tall, boxstyle="round,pad=0.04", facecolor="#E8F1F8", edgecolor=BLUE
            )
        )
        middle = x + wide / 2
        axes.text(middle, y + 0.95, name, ha="center", va="center", fontsize=13, color=BLUE)
        axes.text(middle, y + 0.4, words, ha="center", va="center", fontsize=11.5)
    arrows = (
        ((2.46, 3.0), (3.74, 3.0), "scores", (3.1, 3.1), "center"),
        ((4.78, 2.34), (4.78, 1.36), "dscores", (4.9, 1.78), "left"),
        ((3.74, 0.7), (2.46, 0.7), "dweights,\ndbiases", (3.1, 0.8), "center"),
        ((1.42, 1.36), (1.42, 2.34), "next epoch", (1.54, 1.78), "left"),
        ((-0.02, 3.0), (0.4, 3.0), "X", (0.16, 3.1), "center"),
        ((6.22, 3.0), (5.8, 3.0), "y", (6.04, 3.1), "center"),
    )
    for start, end, word, place, side in arrows:
        axes.add_patch(
            FancyArrowPatch(
                start, end, arrowstyle="-|>", mutation_scale=16, color=BLACK, linewidth=1.6
            )
        )
        axes.text(*place, word, ha=side, fontsize=11.5)
    axes.set(xlim=(-0.05, 6.25), ylim=(0, 3.7))
    axes.axis("off")
    return made


def draw_velocity() -> Any:
    """Velocity on a steady slope: what was kept, and the new push."""
    made, axes = figure(width=6.8, height=3.5)
    v = 0.0
    for step in range(1, 7):
        kept, push = 0.5 * v, -0.1
        axes.bar(
            step,
            kept,
            color=BLUE,
            width=0.62,
            label="kept: 0.5 of the velocity before" if step == 2 else None,
        )
        axes.bar(
            step,
            push,
            bottom=kept,
            color=SKY,
            edgecolor=BLUE,
            hatch="///",
            width=0.62,
            label="pushed: -0.1" if step == 2 else None,
        )
        v = kept + push
        axes.text(step, 0.008, f"{v:.4g}" if step < 5 else f"{v:.3f}", ha="center")
    axes.axhline(-0.2, color=ORANGE, linestyle="--")
    axes.text(0.35, -0.214, "-0.2", color="#8A5A00", ha="right", va="center")
    axes.set(
        xlabel="step", ylabel="velocity", ylim=(-0.23, 0.09), xlim=(0.4, 6.6), yticks=[-0.1, 0]
    )
    axes.axhline(0, color=BLACK, linewidth=0.8)
    axes.legend(loc="upper center", ncols=2)
    return made
