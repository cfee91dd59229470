"""Figures of lesson 10: training well."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.patches import Circle, FancyArrowPatch, Rectangle

from neuronlab.plots import BLACK, BLUE, GREEN, GREY, ORANGE, RED, SKY, figure


def draw_two_troubles() -> Any:
    """What goes wrong before training, and what goes wrong during it."""
    made, (left, right) = figure(columns=2, width=6.8, height=3.9)
    layers = np.arange(11)
    for deviation, colour, style, marker, name in (
        (0.3, RED, "--", "s", "weights too large"),
        (np.sqrt(2 / 100), BLUE, "-", "o", "weights that fit"),
        (0.01, ORANGE, "-.", "^", "weights too small"),
    ):
        factor = deviation * np.sqrt(100 / 2)
        left.plot(layers, factor**layers, style, marker=marker, color=colour, label=name)
    left.set(
        yscale="log",
        xlabel="layer",
        ylabel="size of the signal",
        title="before training:\nthe start",
        ylim=(1e-13, 1e9),
    )
    left.legend(loc="lower left")
    epochs = np.linspace(0, 10, 200)
    training = 0.08 + 0.62 * np.exp(-0.45 * epochs)
    validation = training + 0.05 + 0.011 * epochs**1.75
    right.plot(epochs, training, "-", color=BLUE, label="data it learns from")
    right.plot(epochs, validation, "--", color=RED, label="data it does not see")
    best = int(np.argmin(validation))
    right.plot(epochs[best], validation[best], "o", color=RED, markersize=9)
    right.annotate(
        "stop here",
        (epochs[best], validation[best]),
        (epochs[best] + 1.5, validation[best] + 0.3),
        arrowprops={"arrowstyle": "->", "color": BLACK},
        ha="center",
    )
    right.set(
        xlabel="training time",
        ylabel="loss",
        xticks=[],
        yticks=[],
        title="during training:\nlearning by heart",
        ylim=(0, 1.25),
    )
    right.legend(loc="upper right")
    return made


def draw_adding_up() -> Any:
    """A neuron adds up many terms of either sign: the sum grows as the root of their number."""
    made, panels = figure(columns=3, width=6.6, height=3.2, sharey=True)
    rng = np.random.default_rng(4)
    for axes, terms in zip(panels, (4, 16, 64), strict=True):
        for _ in range(6):
            walk = np.concatenate([[0], np.cumsum(rng.choice([-1.0, 1.0], terms))])
            axes.plot(np.linspace(0, 1, terms + 1), walk, "-", color=SKY, linewidth=1.5)
        root = np.sqrt(terms)
        axes.plot([1, 1], [-root, root], color=RED, linewidth=5, solid_capstyle="butt")
        axes.set(title=f"{terms} terms: about {root:.0f}", xticks=[])
    panels[0].set_ylabel("the sum so far")
    return made


def draw_splits() -> Any:
    """Three parts of the data, and what each is for."""
    made, axes = figure(width=6.4, height=3.1)
    parts = (
        (0.0, 4.9, SKY, "", "training", "every step\nlearns from it"),
        (5.1, 2.5, "#F3C98B", "//", "validation", "chooses:\nwhen to stop,\nwhich setting"),
        (7.8, 2.2, "#D9D9D9", "..", "test", "looked at once,\nat the very end"),
    )
    for start, width, colour, hatch, name, use in parts:
        axes.add_patch(
            Rectangle(
                (start, 1.0),
                width,
                0.8,
                facecolor=colour,
                edgecolor=GREY,
                hatch=hatch,
                linewidth=1.2,
            )
        )
        axes.text(start + width / 2, 2.0, name, ha="center", fontsize=13)
        axes.text(start + width / 2, 0.85, use, ha="center", va="top", fontsize=11)
    axes.add_patch(
        FancyArrowPatch((3.0, 2.55), (6.35, 2.55), arrowstyle="->", mutation_scale=16, color=BLUE)
    )
    axes.add_patch(
        FancyArrowPatch((3.0, 2.75), (8.9, 2.75), arrowstyle="->", mutation_scale=16, color=BLUE)
    )
    axes.text(2.85, 2.65, "means and deviations", ha="right", va="center", color=BLUE)
    axes.set(xlim=(-0.4, 10.4), ylim=(-0.45, 3.1))
    axes.axis("off")
    return made


def draw_patience() -> Any:
    """Seven validation losses and a patience of two."""
    made, axes = figure(width=6.4, height=3.6)
    losses = [0.8, 0.6, 0.65, 0.5, 0.55, 0.52]
    axes.plot(range(1, 7), losses, "--", color=RED, marker="o", markersize=8)
    axes.plot(4, 0.5, "o", color=GREEN, markersize=15, fillstyle="none", markeredgewidth=2.5)
    for epoch, loss in enumerate(losses, start=1):
        axes.text(epoch, loss + 0.035, f"{loss:g}", ha="center")
    for epoch, words in ((3, "1"), (5, "1"), (6, "2: stop")):
        axes.text(epoch, 0.40, words, ha="center", color=BLACK, fontweight="bold")
    for epoch in (1, 2, 4):
        axes.text(epoch, 0.40, "0", ha="center", color=GREY)
    axes.text(0.45, 0.40, "waited", ha="right", color=BLACK)
    axes.annotate(
        "the network ends with these",
        (4, 0.5),
        (4.2, 0.70),
        arrowprops={"arrowstyle": "->", "color": GREEN},
        color=GREEN,
    )
    axes.set(
        xlabel="epoch",
        ylabel="validation loss",
        xlim=(-0.4, 6.8),
        ylim=(0.37, 0.9),
        xticks=range(1, 7),
    )
    return made


def draw_dropout() -> Any:
    """The same four neurons in three training passes and after training."""
    made, panels = figure(columns=2, rows=2, width=5.4, height=5.0)
    masks = ([1, 0, 1, 1], [1, 1, 0, 1], [0, 1, 1, 1], [1, 1, 1, 1])
    for axes, mask, title in zip(
        panels.flat, masks, ("pass 1", "pass 2", "pass 3", "after training"), strict=True
    ):
        for row, kept in enumerate(mask):
            height = 3 - row
            for end in (0.8, 2.2):
                axes.plot(
                    [0, 2],
                    [height, end],
                    "-" if kept else ":",
                    color=GREY if kept else "#CCCCCC",
                    linewidth=1.4,
                    zorder=0,
                )
            colour = BLUE if kept else "white"
            axes.add_patch(
                Circle((0, height), 0.36, facecolor=colour, edgecolor=BLUE, linewidth=1.5)
            )
            factor = 1 if title == "after training" else 4 / 3
            words = f"×{factor:.2f}" if kept else "0"
            axes.text(-0.55, height, words, ha="right", va="center")
        for end in (0.8, 2.2):
            axes.add_patch(Circle((2, end), 0.36, facecolor=ORANGE, edgecolor=GREY))
        axes.set(title=title, xlim=(-1.9, 2.6), ylim=(-0.6, 3.6), aspect="equal")
        axes.axis("off")
    return made
