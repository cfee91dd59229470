"""Figures of lesson 11: a network that reads."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.patches import FancyArrowPatch, Rectangle

from neuronlab.datasets import handwritten_digits
from neuronlab.plots import BLACK, BLUE, GREEN, GREY, ORANGE, RED, SKY, figure


def _arrow(axes: Any, start: tuple[float, float], end: tuple[float, float], colour: str = BLACK):
    axes.add_patch(FancyArrowPatch(start, end, arrowstyle="->", mutation_scale=14, color=colour))


def draw_reader() -> Any:
    """From an image to ten shares, with a shape at every station."""
    made, axes = figure(width=6.6, height=2.1)
    images, labels = handwritten_digits()
    image = images[np.flatnonzero(labels == 3)[4]].reshape(8, 8)
    axes.imshow(image, cmap="Greys", extent=(0, 1.8, 0.6, 2.4), vmin=0, vmax=1)
    axes.add_patch(Rectangle((0, 0.6), 1.8, 1.8, fill=False, edgecolor=GREY))
    for x, words, shape in (
        (3.0, "Dense", "(64, 64)"),
        (4.85, "ReLU", ""),
        (6.7, "Dense", "(64, 10)"),
        (8.55, "softmax", ""),
    ):
        axes.add_patch(
            Rectangle((x - 0.7, 0.9), 1.4, 1.2, facecolor=SKY, edgecolor=BLUE, alpha=0.5)
        )
        axes.text(x, 1.72 if shape else 1.5, words, ha="center", va="center", fontsize=11)
        axes.text(x, 1.27, shape, ha="center", va="center", fontsize=10.5, color=BLUE)
    for start, end in ((1.85, 2.3), (3.7, 4.15), (5.55, 6.0), (7.4, 7.85), (9.25, 9.7)):
        _arrow(axes, (start, 1.5), (end, 1.5))
    for x, shape in ((0.9, "(1, 64)"), (3.93, "(1, 64)"), (5.78, "(1, 64)"), (7.63, "(1, 10)")):
        axes.text(x, 0.1 if x < 2 else 0.4, shape, ha="center", fontsize=10.5, color=GREY)
    shares = [0.01, 0.02, 0.04, 0.82, 0.0, 0.04, 0.0, 0.01, 0.04, 0.02]
    for place, share in enumerate(shares):
        axes.add_patch(
            Rectangle(
                (9.8 + 0.25 * place, 0.75), 0.2, 2.0 * share, color=BLUE if place == 3 else GREY
            )
        )
        axes.text(9.9 + 0.25 * place, 0.33, str(place), ha="center", fontsize=10.5)
    axes.text(11.05, -0.12, "ten shares", ha="center", fontsize=10.5, color=GREY)
    axes.text(0.9, 2.55, "64 pixels", ha="center", fontsize=11)
    axes.set(xlim=(-0.15, 12.35), ylim=(-0.3, 3.0), aspect="equal")
    axes.axis("off")
    return made


def draw_split() -> Any:
    """Which images serve for what."""
    made, axes = figure(width=6.4, height=2.4)
    start = 0
    for count, name, colour, hatch in (
        (1200, "1200 to learn from", SKY, ""),
        (237, "237\nheld out:\nthe check", ORANGE, "//"),
        (360, "360\nkept apart:\nthe grade", "white", "xx"),
    ):
        axes.add_patch(
            Rectangle(
                (start, 0), count - 8, 1, facecolor=colour, edgecolor=GREY, hatch=hatch, alpha=0.75
            )
        )
        axes.text(start + count / 2, 1.15, name, ha="center", va="bottom", fontsize=11)
        start += count
    for one, other, words in (
        (0, 1437, "in your notebook: 1437"),
        (1437, 1797, "with the\nteacher"),
    ):
        axes.annotate(
            "",
            (one + 4, -0.25),
            (other - 12, -0.25),
            arrowprops={"arrowstyle": "<->", "color": GREY},
        )
        axes.text((one + other) / 2, -0.45, words, ha="center", va="top", fontsize=11, color=GREY)
    axes.set(xlim=(-10, 1810), ylim=(-1.35, 2.6))
    axes.axis("off")
    return made


def draw_matrix() -> Any:
    """How to read a confusion matrix."""
    made, axes = figure(width=6.4, height=3.9)
    matrix = [[10, 0, 0], [1, 9, 0], [3, 2, 5]]
    names = ("1", "3", "8")
    for row, counts in enumerate(matrix):
        for column, count in enumerate(counts):
            right = row == column
            axes.add_patch(
                Rectangle(
                    (column, -row), 0.95, 0.95, facecolor=SKY if right else "white", edgecolor=GREY
                )
            )
            axes.text(
                column + 0.475, -row + 0.475, str(count), ha="center", va="center", fontsize=14
            )
        axes.text(-0.2, -row + 0.475, names[row], ha="center", va="center", fontsize=13)
        axes.text(row + 0.475, 1.2, names[row], ha="center", va="center", fontsize=13)
    axes.text(1.45, 1.56, "answer", ha="center", fontsize=12)
    axes.text(-0.62, -0.55, "true digit", ha="center", va="center", rotation=90, fontsize=12)
    axes.add_patch(Rectangle((-0.04, -2.04), 3.03, 1.03, fill=False, edgecolor=RED, linewidth=2.5))
    axes.text(3.15, -1.53, "a row: all ten images\nthat are an 8", va="center", color=RED)
    axes.add_patch(
        Rectangle(
            (-0.09, -2.1), 1.13, 3.12, fill=False, edgecolor=GREEN, linewidth=2.5, linestyle="--"
        )
    )
    axes.text(
        0.45,
        -2.32,
        "a column: all 14 images\nthat were answered with 1",
        ha="center",
        va="top",
        color=GREEN,
    )
    axes.text(3.15, 0.05, "on the diagonal:\nread rightly", va="center", color=BLUE)
    axes.set(xlim=(-1.2, 5.6), ylim=(-3.2, 1.8))
    axes.axis("off")
    return made
