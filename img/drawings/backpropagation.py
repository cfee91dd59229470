"""Figures of lesson 07: backpropagation."""

import numpy as np
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch, Rectangle

from neuronlab.plots import BLACK, BLUE, GREEN, GREY, ORANGE, RED, SKY, figure
from neuronlab.plots.slopes import graph


def _blank(axes, width, height):
    axes.set(xlim=(0, width), ylim=(0, height), aspect="equal")
    axes.axis("off")


def _arrow(axes, start, end, colour=BLACK, style="-", width=1.8):
    axes.add_patch(
        FancyArrowPatch(
            start, end, arrowstyle="-|>", mutation_scale=15, linewidth=width, color=colour,
            linestyle=style, shrinkA=0, shrinkB=0,
        )
    )  # fmt: skip


def _box(axes, x, y, width, height, text, colour, size=13):
    axes.add_patch(
        FancyBboxPatch(
            (x - width / 2, y - height / 2), width, height, boxstyle="round,pad=0.02,rounding_size=0.12",
            facecolor="white", edgecolor=colour, linewidth=2.2,
        )
    )  # fmt: skip
    axes.text(x, y, text, ha="center", va="center", fontsize=size)


def draw_neuron():
    """The worked example of step 1: values forward above the wires, slopes back below them."""
    made = graph([2, -1], [3, 1], -1, ([1.5, 0.5], [1, -0.5], 0.5), dvalue=0.5)
    made.axes[0].text(
        11.6, 3.85, "arrives\nfrom the loss", fontsize=14, color=RED, ha="center", va="top"
    )
    return made


def _grid(axes, x, y, rows, columns, colour, name, shape, cell=0.42, marked=()):
    """An array as a grid of boxes, its top left corner at (x, y)."""
    for row in range(rows):
        for column in range(columns):
            fill = colour if (row, column) in marked else "white"
            axes.add_patch(
                Rectangle(
                    (x + column * cell, y - (row + 1) * cell), cell, cell, facecolor=fill,
                    alpha=1, edgecolor=colour, linewidth=1.6,
                )
            )  # fmt: skip
    axes.text(x + columns * cell / 2, y + 0.14, name, ha="center", va="bottom", fontsize=12)
    axes.text(
        x + columns * cell / 2, y - rows * cell - 0.1, shape, ha="center", va="top", fontsize=11,
        color=GREY,
    )  # fmt: skip


def draw_shapes():
    """Which boxes of which arrays make one box of each slope of a Dense layer."""
    made, axes = figure(width=6.2, height=7.4)
    _blank(axes, 9.2, 11.0)
    tops, every = (9.4, 5.75, 2.1), range(4)
    rows = (
        ("slope of one weight: pair by pair, multiplied;", "added up over the rows"),
        ("slope of one bias:", "added up over the rows"),
        ("slope of one input: pair by pair, multiplied;", "added up over the neurons"),
    )
    for top, (first, second) in zip(tops, rows, strict=True):
        axes.text(0.1, top + 1.2, f"{first} {second}", fontsize=10.5, va="center")
        axes.text(6.3, top - 0.85, r"$\rightarrow$", fontsize=16, ha="center", va="center")
        axes.text(
            3.0,
            top - 0.85,
            "" if "bias" in first else "with",
            fontsize=11,
            ha="center",
            va="center",
        )
    slopes = {"colour": RED, "name": r"$d\mathbf{Z}$", "shape": "$(N, m)$"}
    column = [(k, 0) for k in every]
    _grid(
        axes, 0.5, tops[0], 4, 3, BLUE, r"$\mathbf{X}$", "$(N, n)$", marked=[(k, 1) for k in every]
    )
    _grid(axes, 4.2, tops[0], 4, 2, **slopes, marked=column)
    _grid(axes, 7.4, tops[0] - 0.2, 3, 2, GREEN, r"$d\mathbf{W}$", "$(n, m)$", marked=[(1, 0)])
    _grid(axes, 4.2, tops[1], 4, 2, **slopes, marked=column)
    _grid(axes, 7.4, tops[1] - 0.63, 1, 2, ORANGE, r"$d\mathbf{b}$", "$(1, m)$", marked=[(0, 0)])
    _grid(
        axes, 0.7, tops[2] - 0.2, 3, 2, GREEN, r"$\mathbf{W}$", "$(n, m)$", marked=[(1, 0), (1, 1)]
    )
    _grid(axes, 4.2, tops[2], 4, 2, **slopes, marked=[(2, 0), (2, 1)])
    _grid(axes, 7.4, tops[2], 4, 3, BLUE, r"$d\mathbf{X}$", "$(N, n)$", marked=[(2, 1)])
    return made


def draw_gate():
    """ReLU on the way forward and back: the same boxes are open."""
    made, axes = figure(width=6.4, height=3.1)
    _blank(axes, 11.4, 5.2)
    inputs = np.array([[2.0, -1.0, 0.5], [-3.0, 4.0, -0.5]])
    slopes = np.array([[-5.0, 6.0, 7.0], [8.0, -9.0, 1.0]])
    passed = slopes * (inputs > 0)
    rectified = inputs * (inputs > 0)

    def table(x, y, numbers, colour, title):
        for (row, column), value in np.ndenumerate(numbers):
            shut = inputs[row, column] <= 0
            axes.add_patch(
                Rectangle(
                    (x + column, y - row * 0.7), 1, 0.7, edgecolor=GREY, linewidth=1.2,
                    facecolor="#E4E4E4" if shut else "white", hatch="///" if shut else "",
                )
            )  # fmt: skip
            axes.text(
                x + column + 0.5, y - row * 0.7 + 0.35, f"{value + 0.0:g}", ha="center", va="center",
                fontsize=11, color=colour,
                bbox={"facecolor": "#E4E4E4" if shut else "white", "edgecolor": "none", "pad": 1.5},
            )  # fmt: skip
        axes.text(x + 1.5, y + 0.85, title, ha="center", fontsize=10.5, color=colour)

    table(0.7, 3.6, inputs, BLUE, "comes in: $\\mathbf{Z}$")
    table(7.7, 3.6, rectified, BLUE, "goes out: $\\mathbf{A}$")
    table(0.7, 1.0, passed, RED, "is passed on: $d\\mathbf{Z}$")
    table(7.7, 1.0, slopes, RED, "arrives: $d\\mathbf{A}$")
    _arrow(axes, (4.3, 3.6), (7.1, 3.6), BLUE)
    axes.text(5.7, 3.78, "forward", ha="center", fontsize=10.5, color=BLUE)
    _arrow(axes, (7.1, 1.0), (4.3, 1.0), RED, "--")
    axes.text(5.7, 1.18, "back", ha="center", fontsize=10.5, color=RED)
    return made


def draw_difference():
    """Shares minus truth, as three bar charts."""
    made, panels = figure(3, width=6.4, height=3.2, sharey=True)
    shares, truth = np.array([0.2, 0.5, 0.3]), np.array([1.0, 0.0, 0.0])
    for axes, heights, title, colour, hatch in (
        (panels[0], shares, "said:\nthe shares", BLUE, ""),
        (panels[1], truth, "true:\nclass 0", GREEN, ".."),
        (panels[2], shares - truth, "said minus true:\nthe slopes", ORANGE, "//"),
    ):
        axes.bar(range(3), heights, color=colour, hatch=hatch, edgecolor="white", width=0.7)
        for place, height in enumerate(heights):
            above = height >= 0
            axes.text(
                place, height + (0.04 if above else -0.04), f"{height + 0.0:g}", ha="center",
                va="bottom" if above else "top", fontsize=11,
            )  # fmt: skip
        axes.axhline(0, color=BLACK, linewidth=0.8)
        axes.set(title=title, xticks=range(3), xlabel="class", ylim=(-1.05, 1.2))
    return made


def draw_network():
    """Dense, ReLU, Dense, softmax with cross-entropy: values to the right, slopes to the left."""
    made, axes = figure(width=6.4, height=3.5)
    _blank(axes, 12.8, 7.0)
    blocks = ((2.35, "Dense\n1", GREEN), (5.0, "ReLU", BLACK), (7.65, "Dense\n2", GREEN),
              (10.45, "softmax,\ncross-\nentropy", ORANGE))  # fmt: skip
    for x, name, colour in blocks:
        _box(axes, x, 3.9, 1.75 if x > 10 else 1.45, 2.3, name, colour, 10.5)
    gaps = ((0.3, 1.6), (3.1, 4.25), (5.75, 6.9), (8.4, 9.55), (11.35, 12.6))
    forward = (r"$\mathbf{X}$", r"$\mathbf{Z}_1$", r"$\mathbf{A}_1$", r"$\mathbf{S}$", "$L$")
    back = ("", r"$d\mathbf{Z}_1$", r"$d\mathbf{A}_1$", r"$d\mathbf{S}$", "1")
    shapes = ("$(N, n)$", "$(N, h)$", "$(N, h)$", "$(N, C)$", "")
    for (left, right), name, slope, shape in zip(gaps, forward, back, shapes, strict=True):
        middle = (left + right) / 2
        _arrow(axes, (left, 4.55), (right, 4.55), BLUE)
        axes.text(middle, 4.75, name, ha="center", va="bottom", fontsize=12, color=BLUE)
        axes.text(middle, 5.4, shape, ha="center", va="bottom", fontsize=10, color=GREY)
        if slope:
            _arrow(axes, (right, 3.25), (left, 3.25), RED, "--")
            axes.text(middle, 3.05, slope, ha="center", va="top", fontsize=12, color=RED)
    for x, names in (
        (2.35, r"$d\mathbf{W}_1,\ d\mathbf{b}_1$"),
        (7.65, r"$d\mathbf{W}_2,\ d\mathbf{b}_2$"),
    ):
        _arrow(axes, (x, 2.7), (x, 1.75), RED, "--")
        axes.text(x, 1.6, names, ha="center", va="top", fontsize=12, color=RED)
    axes.text(0.2, 6.6, "forward, solid: values", fontsize=11, color=BLUE)
    axes.text(0.2, 0.2, "back, dashed: slopes of the loss, shaped as the value above", fontsize=11,
              color=RED)  # fmt: skip
    return made


def draw_shares():
    """The Jacobian of softmax for the worked example of step 4, as a table of numbers."""
    made, axes = figure(width=6.4, height=3.1)
    p = np.array([0.5, 0.25, 0.25])
    table = np.diag(p) - np.outer(p, p)
    _blank(axes, 9.4, 5.1)
    axes.set_ylim(0.5, 5.1)
    for (row, column), value in np.ndenumerate(table):
        up = value > 0
        axes.add_patch(
            Rectangle(
                (3.6 + column * 1.7, 3 - row * 1.1), 1.7, 1.1, edgecolor=GREY, linewidth=1.2,
                facecolor=SKY if up else "#F6D9C2", alpha=0.6,
            )
        )  # fmt: skip
        axes.text(
            4.45 + column * 1.7,
            3.55 - row * 1.1,
            f"{value:+.4g}",
            ha="center",
            va="center",
            fontsize=11,
        )
    for k in range(3):
        axes.text(4.45 + k * 1.7, 4.3, f"$s_{k}$", ha="center", fontsize=11)
        axes.text(3.35, 3.55 - k * 1.1, f"$p_{k} = {p[k]:g}$", ha="right", va="center", fontsize=11)
    axes.text(6.15, 4.75, "one score moves up", ha="center", fontsize=10.5, color=GREY)
    axes.text(
        0.55, 2.45, "the shares\nrespond", ha="center", va="center", fontsize=10.5, color=GREY
    )
    return made
