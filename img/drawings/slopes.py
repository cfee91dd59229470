"""Figures of lesson 06: slopes."""

import numpy as np
from matplotlib.patches import FancyArrowPatch, Rectangle

from neuronlab.plots import BLACK, BLUE, GREEN, GREY, ORANGE, RED, SKY, figure
from neuronlab.plots.slopes import graph


def _arrow(axes, start, end, colour=BLACK, width=1.8, size=16):
    axes.add_patch(
        FancyArrowPatch(
            start, end, arrowstyle="-|>", mutation_scale=size, linewidth=width, color=colour,
            shrinkA=0, shrinkB=0,
        )
    )  # fmt: skip


def draw_valley():
    """A loss over one weight, its slope at three places, and where that sends the weight."""
    made, axes = figure(width=6.2, height=3.8)
    at = np.linspace(-3.1, 3.3, 200)
    axes.plot(at, 0.5 * at * at + 0.6, "-", color=BLUE, linewidth=2.4)
    for place in (-2.0, 0.0, 2.0):
        height, tilt = 0.5 * place * place + 0.6, place
        ends = np.array([-0.75, 0.75])
        axes.plot(place + ends, height + tilt * ends, "--", color=RED, linewidth=2)
        axes.plot(place, height, "o", color=BLACK, markersize=9)
    axes.text(-3.05, 1.1, "slope -2:\nmore weight,\nless loss", va="center")
    axes.text(3.25, 1.1, "slope 2:\nmore weight,\nmore loss", va="center", ha="right")
    axes.text(0, 0.22, "slope 0: the bottom", ha="center", va="center")
    _arrow(axes, (-2.0, -0.35), (-1.0, -0.35), GREEN, 3, 20)
    _arrow(axes, (2.0, -0.35), (1.0, -0.35), GREEN, 3, 20)
    axes.text(0, -0.35, "go against the slope", ha="center", va="center", color=BLACK)
    axes.set(
        xlabel="weight", ylabel="loss", xlim=(-3.2, 3.4), ylim=(-0.8, 5.9), xticks=[], yticks=[]
    )
    return made


def draw_differences():
    """The square near 3: a step to one side, and a step to both sides."""
    made, panels = figure(2, width=6.4, height=3.8, sharey=True)
    at = np.linspace(1.4, 4.6, 100)
    for axes, low, high, title in (
        (panels[0], 3.0, 4.0, "forward: slope 7"),
        (panels[1], 2.0, 4.0, "central: slope 6"),
    ):
        axes.plot(at, at * at, "-", color=BLUE)
        slope = (high * high - low * low) / (high - low)
        line = low * low + slope * (at - low)
        axes.plot(at, line, "--", color=RED)
        axes.plot(
            [low, high, high], [low * low, low * low, high * high], "-", color=GREY, linewidth=1.2
        )
        axes.plot([low, high], [low * low, high * high], "s", color=RED, markersize=8)
        axes.plot(3, 9, "o", color=BLACK, markersize=9)
        axes.text((low + high) / 2, low * low - 0.5, f"run {high - low:g}", ha="center", va="top")
        axes.text(
            high + 0.08,
            (low * low + high * high) / 2,
            f"rise {high * high - low * low:g}",
            va="center",
        )
        axes.set(title=title, xlabel="x", xticks=[2, 3, 4], xlim=(1.4, 5.1), ylim=(0, 21))
        axes.set_yticks([0, 4, 9, 16])
        axes.plot(at, 9 + 6 * (at - 3), ":", color=BLACK, linewidth=1.5, zorder=0)
    panels[0].set_ylabel("x squared")
    return made


def draw_chain():
    """A nudge on its way through two functions, to scale."""
    made, axes = figure(width=6.4, height=3.2)
    axes.set(xlim=(-1.9, 8.3), ylim=(0.15, 4.75))
    axes.axis("off")
    rows = (
        (4.2, 0.3, "$x = 1$", "moves by 0.01", SKY, ""),
        (2.4, 0.9, "$u = 4$", "moves by 0.03", GREEN, "//"),
        (0.6, 7.2, "$y = 16$", "moves by about 0.24", ORANGE, ".."),
    )
    for y, length, name, moves, colour, hatch in rows:
        axes.plot([0, 8.2], [y - 0.32] * 2, "-", color=GREY, linewidth=0.8)
        axes.add_patch(
            Rectangle((0, y - 0.3), length, 0.5, facecolor=colour, edgecolor=BLACK, hatch=hatch)
        )
        axes.text(-0.25, y - 0.05, name, ha="right", va="center", fontsize=12)
        inside = length > 5
        box = {"facecolor": "white", "edgecolor": "none", "pad": 3} if inside else None
        axes.text(
            length / 2 if inside else length + 0.15,
            y - 0.05,
            moves,
            va="center",
            ha="center" if inside else "left",
            fontsize=11,
            bbox=box,
        )
    for y, text in ((3.3, "$u = 3x + 1$, slope 3: 3 times the nudge"),
                    (1.6, "$y = u^2$, slope 8 at $u = 4$: 8 times that")):  # fmt: skip
        _arrow(axes, (-0.7, y + 0.4), (-0.7, y - 0.35), BLACK)
        axes.text(0, y, text, va="center", fontsize=11)
    return made


def draw_two_paths():
    """A value that reaches the result along two paths."""
    made, axes = figure(width=6.4, height=3.2)
    axes.set(xlim=(0, 10), ylim=(0.3, 3.9))
    axes.axis("off")
    places = {
        "x": ((0.9, 2.1), "$x = 2$"),
        "u": ((4.6, 3.4), "$u = 3x = 6$"),
        "v": ((4.6, 0.8), "$v = x + 1 = 3$"),
        "y": ((8.7, 2.1), "$y = u \\cdot v = 18$"),
    }
    box = {"boxstyle": "round,pad=0.45", "facecolor": "white", "edgecolor": BLACK, "linewidth": 1.4}
    for start, end, colour, slope, lift in (
        ("x", "u", BLUE, "slope 3", 0.45),
        ("u", "y", BLUE, "slope $v = 3$", 0.45),
        ("x", "v", RED, "slope 1", -0.45),
        ("v", "y", RED, "slope $u = 6$", -0.45),
    ):
        (x0, y0), (x1, y1) = places[start][0], places[end][0]
        edge = 1.0 if start == "x" else 1.35
        side = 1.35 if start == "x" else 1.3
        way = np.array([x1 - x0, y1 - y0])
        first = np.array([x0, y0]) + way * (edge * 0.75 / abs(way[0]))
        last = np.array([x1, y1]) - way * (side / abs(way[0]))
        _arrow(axes, first, last, colour)
        middle = (first + last) / 2
        axes.text(
            middle[0], middle[1] + lift, slope, ha="center", va="center", color=colour, fontsize=11
        )
    for (x, y), text in places.values():
        axes.text(x, y, text, ha="center", va="center", fontsize=11, bbox=box)
    axes.text(4.6, 2.1, "$3 \\cdot 3 + 1 \\cdot 6 = 15$", ha="center", va="center", fontsize=12)
    return made


def draw_graph():
    """A neuron with two inputs: values forward, slopes back."""
    return graph([2, -1], [3, 4], 1, ([6, 8], [4, -2], 2), dvalue=2)
