"""Figures of lesson 01: one neuron."""

import numpy as np
from matplotlib.patches import Circle, FancyArrowPatch

from neuronlab.plots import BLACK, BLUE, GREEN, GREY, ORANGE, RED, SKY, figure


def _blank(axes, width, height):
    axes.set(xlim=(0, width), ylim=(0, height), aspect="equal")
    axes.axis("off")


def _circle(axes, x, y, text, colour, radius=0.42):
    axes.add_patch(Circle((x, y), radius, facecolor="white", edgecolor=colour, linewidth=2.2))
    axes.text(x, y, text, ha="center", va="center", fontsize=15)


def _arrow(axes, start, end, colour=BLACK, width=1.8, style="-"):
    axes.add_patch(
        FancyArrowPatch(
            start, end, arrowstyle="-|>", mutation_scale=16, linewidth=width, color=colour,
            linestyle=style, shrinkA=0, shrinkB=0,
        )
    )  # fmt: skip


def draw_one_neuron():
    """Three inputs, each with its weight, one sum, one bias, one output."""
    made, axes = figure(width=7.6, height=3.8)
    _blank(axes, 10, 5.3)
    centre = np.array([5.6, 2.5])
    for number, y in ((1, 4.3), (2, 2.5), (3, 0.7)):
        _circle(axes, 1.0, y, f"$x_{number}$", BLUE)
        way = centre - [1.0, y]
        way = way / np.linalg.norm(way)
        _arrow(axes, np.array([1.0, y]) + 0.42 * way, centre - 0.75 * way, BLUE)
        axes.text(
            3.15, y + (2.5 - y) * 0.46, f"$\\times\\, w_{number}$", fontsize=15, ha="center", va="center",
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 2},
        )  # fmt: skip
    _circle(axes, *centre, "add up", GREEN, 0.75)
    _arrow(axes, (5.6, 0.75), (5.6, 1.75), ORANGE)
    axes.text(5.6, 0.4, "bias $b$", ha="center", va="center", fontsize=15)
    _arrow(axes, (6.35, 2.5), (8.1, 2.5), BLACK)
    axes.text(8.3, 2.5, "output $z$", va="center", fontsize=15)
    axes.text(1.0, 5.0, "inputs", ha="center", va="center", fontsize=12, color=GREY)
    axes.text(3.15, 5.0, "weights", ha="center", va="center", fontsize=12, color=GREY)
    return made


def draw_weight_and_bias():
    """What moves when the weight moves, and what when the bias does."""
    made, (left, right) = figure(2, width=6.6, height=3.5, sharey=True)
    x = np.array([-3.0, 3.0])
    styles = (("-", BLUE), ("--", RED), (":", GREEN))
    for (style, colour), weight in zip(styles, (2.0, 0.5, -1.0), strict=True):
        left.plot(x, weight * x + 1, linestyle=style, color=colour, label=f"weight {weight:g}")
    left.set_title("the weight tilts (bias 1)")
    for (style, colour), bias in zip(styles, (3.0, 1.0, -2.0), strict=True):
        right.plot(x, 0.5 * x + bias, linestyle=style, color=colour, label=f"bias {bias:g}")
    right.set_title("the bias lifts (weight 0.5)")
    for axes in (left, right):
        axes.axhline(0, color=GREY, linewidth=0.8)
        axes.axvline(0, color=GREY, linewidth=0.8)
        axes.set(xlabel="input $x$", ylim=(-5, 7), xlim=(-3, 3), xticks=[-2, 0, 2])
        axes.legend(loc="upper left", labelspacing=0.2, frameon=False, fontsize=11)
    left.set_ylabel("output $z$")
    return made


def draw_pushes():
    """The worked example of step 2 as a staircase: each product pushes up or down."""
    made, axes = figure(width=6.6, height=3.4)
    names = ["dry soil\n$0.8 \\cdot 2$", "heat\n$0.6 \\cdot 1$", "rain ahead\n$0.5 \\cdot (-3)$",
             "bias\n$-0.2$"]  # fmt: skip
    steps = [1.6, 0.6, -1.5, -0.2]
    level = 0.0
    for place, step in enumerate(steps):
        colour, hatch = (BLUE, "") if step > 0 else (ORANGE, "//")
        axes.bar(
            place, step, bottom=level, width=0.62, color=colour, hatch=hatch, edgecolor="white"
        )
        axes.text(place, max(level, level + step) + 0.07, f"{step:+g}", ha="center", fontsize=12)
        axes.plot(
            [place + 0.31, place + 0.69], [level + step] * 2, color=GREY, linewidth=1, linestyle="-"
        )
        level += step
    axes.bar(4, level, width=0.62, color=GREEN)
    axes.text(4, level + 0.07, f"{level:.1f}", ha="center", fontsize=12)
    axes.axhline(0, color=BLACK, linewidth=0.8)
    axes.set_xticks(range(5), [*names, "output\n$z$"])
    axes.set(ylabel="sum so far", ylim=(0, 2.6))
    return made


def draw_dividing_line():
    """The worked example of step 4: x1 + 2 x2 - 4 = 0, and what lies on either side."""
    made, axes = figure(width=6.4, height=4.9)
    x = np.array([-0.5, 5.5])
    line = -0.5 * x + 2
    axes.fill_between(x, line, 4, color=SKY, alpha=0.3, linewidth=0)
    axes.plot(x, line, color=BLACK, linestyle="-")
    axes.plot([0, 4], [2, 0], "o", color=BLACK, markersize=8)
    axes.annotate("(0, 2)", (0, 2), (0.15, 2.12), fontsize=12)
    axes.annotate("(4, 0)", (4, 0), (4.1, 0.12), fontsize=12)
    axes.annotate(
        "", (3, 3), (2, 1),
        arrowprops={"arrowstyle": "-|>", "color": BLUE, "linewidth": 2.2, "mutation_scale": 18},
    )  # fmt: skip
    axes.text(2.72, 2.0, "weights (1, 2)", fontsize=12, color=BLUE)
    axes.text(3.4, 3.3, "fires: $z > 0$", fontsize=13)
    axes.text(0.3, 0.45, "silent: $z \\leq 0$", fontsize=13)
    axes.text(1.12, 1.5, "$z = 0$", fontsize=13, rotation=-26.6)
    axes.axhline(0, color=GREY, linewidth=0.8)
    axes.axvline(0, color=GREY, linewidth=0.8)
    axes.set(xlabel="$x_1$", ylabel="$x_2$", xlim=(-0.5, 5.5), ylim=(-0.7, 4), aspect="equal")
    return made


def draw_truth_tables():
    """AND, OR and XOR as four points each: filled where the gate should fire."""
    made, panels = figure(3, width=6.6, height=2.8)
    corners = [(0, 0), (0, 1), (1, 0), (1, 1)]
    for axes, name, fires in zip(
        panels, ("AND", "OR", "XOR"), ((0, 0, 0, 1), (0, 1, 1, 1), (0, 1, 1, 0)), strict=True
    ):
        for (x1, x2), fired in zip(corners, fires, strict=True):
            axes.plot(
                x1, x2, "o", markersize=16, color=BLUE, markeredgewidth=2.2,
                fillstyle="full" if fired else "none",
            )  # fmt: skip
        axes.set(
            xlim=(-0.4, 1.4), ylim=(-0.4, 1.4), xticks=[0, 1], yticks=[0, 1], aspect="equal",
            xlabel="$x_1$", ylabel="$x_2$", title=name,
        )  # fmt: skip
    return made
