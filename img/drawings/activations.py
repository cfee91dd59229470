"""Figures of lesson 04."""

from __future__ import annotations

import numpy as np
from matplotlib.patches import FancyArrowPatch, Rectangle

from neuronlab.plots import BLACK, BLUE, GREEN, GREY, ORANGE, RED, SKY, figure

x = np.linspace(-4, 4, 801)


def draw_gallery():
    """Six functions, each with its slope."""
    sigmoid = 1 / (1 + np.exp(-x))
    step = np.where(x > 0, 1.0, 0.0)
    curves = {
        "step": (step, np.zeros_like(x)),
        "linear": (x, np.ones_like(x)),
        "sigmoid": (sigmoid, sigmoid * (1 - sigmoid)),
        "tanh": (np.tanh(x), 1 - np.tanh(x) ** 2),
        "ReLU": (np.maximum(x, 0), step),
        "leaky ReLU": (np.maximum(x, 0.1 * x), np.where(x > 0, 1.0, 0.1)),
    }
    made, panels = figure(3, 2, width=6.2, height=4.4, sharex=True, sharey=True)
    for axes, (name, (heights, slopes)) in zip(panels.flat, curves.items(), strict=True):
        axes.axhline(0, color=GREY, linewidth=0.8)
        axes.axvline(0, color=GREY, linewidth=0.8)
        jumps = np.abs(np.diff(heights)) > 0.5
        axes.plot(x, np.where(np.append(jumps, False), np.nan, heights), color=BLUE, linestyle="-")
        breaks = np.abs(np.diff(slopes)) > 0.5
        axes.plot(x, np.where(np.append(breaks, False), np.nan, slopes), color=RED, linestyle="--")
        axes.set_ylim(-1.4, 2.4)
        axes.set_yticks([-1, 0, 1, 2])
        axes.set_xticks([-4, 0, 4])
        axes.set_title(name)
    panels[0, 0].text(-3.8, 1.6, "curve", color=BLUE)
    panels[0, 0].plot([-1.4, -0.3], [1.75, 1.75], color=BLUE, linestyle="-")
    panels[0, 0].text(0.4, 1.6, "slope", color=RED)
    panels[0, 0].plot([2.8, 4.0], [1.75, 1.75], color=RED, linestyle="--")
    return made


def _box(axes, left, text, width=2.6, colour="#BFDFF3"):
    axes.add_patch(Rectangle((left, 0), width, 1, facecolor=colour, edgecolor=BLACK, alpha=0.9))
    axes.text(left + width / 2, 0.5, text, ha="center", va="center", fontsize=11)


def _arrow(axes, start, end, text, shape, height=0.5):
    arrow = FancyArrowPatch(
        (start, height), (end, height), arrowstyle="-|>", mutation_scale=16, color=BLACK
    )
    axes.add_patch(arrow)
    middle = (start + end) / 2
    axes.text(middle, height + 0.12, text, ha="center", va="bottom", fontsize=13)
    axes.text(middle, height - 0.14, shape, ha="center", va="top", fontsize=11)


def draw_collapse():
    """Two boxes in a row, and one box that does the same."""
    made, panels = figure(1, 2, width=6.2, height=3.0)
    above, below = panels
    _arrow(above, 0, 1.6, "X", "(N, 3)")
    _box(above, 1.6, "first layer\n$W_1$ (3, 5)\n$b_1$ (1, 5)")
    _arrow(above, 4.2, 5.8, "H", "(N, 5)")
    _box(above, 5.8, "second layer\n$W_2$ (5, 2)\n$b_2$ (1, 2)")
    _arrow(above, 8.4, 10.0, "Y", "(N, 2)")
    _arrow(below, 0, 3.7, "X", "(N, 3)")
    _box(below, 3.7, "one layer\n$W$ (3, 2)\n$b$ (1, 2)", colour="#F3D9A4")
    _arrow(below, 6.3, 10.0, "the same Y", "(N, 2)")
    for axes in panels:
        axes.set_xlim(-0.1, 10.1)
        axes.set_ylim(-0.1, 1.1)
        axes.axis("off")
    return made


def draw_slope():
    """A nudge at two places of the sigmoid: in the middle much gets through, far out next to nothing."""
    made, axes = figure(width=6.2, height=3.3)
    line = np.linspace(-6, 6, 400)
    axes.plot(line, 1 / (1 + np.exp(-line)), color=BLUE, linestyle="-")
    for place, name, left, up in ((0.0, "0.231", 0.25, 0.0), (4.0, "0.011", -0.75, -0.24)):
        low, high = (1 / (1 + np.exp(-one)) for one in (place, place + 1))
        axes.plot([place, place + 1], [low, low], color=BLACK, linewidth=1.5, linestyle="--")
        axes.plot([place + 1, place + 1], [low, high], color=RED, linewidth=4, linestyle="-")
        axes.text(place + 0.5, low - 0.09, "1", ha="center")
        axes.text(place + 1 + left, (low + high) / 2 + up, f"up by {name}", color=RED, va="center")
    axes.set_xlabel("x")
    axes.set_ylabel("sigmoid(x)")
    axes.set_ylim(-0.08, 1.1)
    return made


def draw_softmax_rows():
    """A batch of scores: one sum for each row."""
    made, axes = figure(width=6.2, height=2.7)
    scores = [["1", "2", "3"], ["5", "1", "1"]]
    sums = ["30.193", "153.850"]
    for row in range(2):
        for column in range(3):
            corner = (column, 1 - row)
            axes.add_patch(Rectangle(corner, 1, 1, facecolor="#D6E9F5", edgecolor=BLACK))
            axes.text(column + 0.5, 1.5 - row, scores[row][column], ha="center", va="center")
        axes.add_patch(Rectangle((5.2, 1 - row), 1.4, 1, facecolor="#BFE3D5", edgecolor=BLACK))
        axes.text(5.9, 1.5 - row, sums[row], ha="center", va="center")
    axes.text(1.5, -0.3, "scores (N, C)\none row a sample", ha="center", va="top")
    axes.text(5.9, -0.3, "sum of the exponentials\nof each row, (N, 1)", ha="center", va="top")
    axes.annotate(
        "", (3, 2.3), (0, 2.3), arrowprops={"arrowstyle": "-|>", "color": RED, "linewidth": 2}
    )
    axes.text(1.5, 2.4, "axis 1: along the classes", ha="center", va="bottom", color=RED)
    axes.annotate(
        "", (-0.3, 0), (-0.3, 2), arrowprops={"arrowstyle": "-|>", "color": GREY, "linewidth": 2}
    )
    axes.text(-0.45, 1, "axis 0:\nthe batch", ha="right", va="center", color=GREY)
    axes.annotate("", (5.0, 1), (3.2, 1), arrowprops={"arrowstyle": "-|>", "color": BLACK})
    axes.set_xlim(-1.9, 7.4)
    axes.set_ylim(-1.05, 2.8)
    axes.axis("off")
    return made


def draw_softmax_steps():
    """Scores, their exponentials, and the shares."""
    scores = np.array([0.0, 1.0, 2.0])
    powers = np.exp(scores)
    made, panels = figure(3, width=6.2, height=2.7)
    parts = (
        ("scores", scores, "{:.0f}", ORANGE),
        ("exponentials", powers, "{:.3f}", SKY),
        ("shares", powers / powers.sum(), "{:.3f}", GREEN),
    )
    for axes, (title, values, form, colour) in zip(panels, parts, strict=True):
        bars = axes.bar(["0", "1", "2"], values, color=colour, edgecolor=BLACK)
        axes.bar_label(bars, [form.format(value) for value in values], fontsize=11)
        axes.set_ylim(0, 1.2 * values.max())
        axes.set_title(title)
        axes.set_yticks([])
        axes.spines["left"].set_visible(False)
        axes.set_xlabel("class")
    return made
