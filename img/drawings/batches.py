"""The figures of lesson 03."""

from __future__ import annotations

import numpy as np
from matplotlib.patches import Circle, FancyArrowPatch, Rectangle

from neuronlab.plots import BLACK, BLUE, GREEN, GREY, ORANGE, PURPLE, RED, SKY, YELLOW, figure

NEURONS = (SKY, ORANGE, GREEN, YELLOW)
HATCHES = ("", "///", "...", "xx")


def _canvas(xlim, ylim, width=7.4):
    """Empty axes in which one unit is as long across as down; y runs downwards, as rows do."""
    height = width * (ylim[1] - ylim[0]) / (xlim[1] - xlim[0])
    made, axes = figure(width=width, height=height)
    axes.set(xlim=xlim, ylim=(ylim[1], ylim[0]), aspect="equal")
    axes.axis("off")
    return made, axes


def _cell(axes, x, y, text="", colour="white", hatch="", size=12, width=1.0, height=1.0):
    axes.add_patch(
        Rectangle((x, y), width, height, facecolor=colour, edgecolor=BLACK, linewidth=1.1)
    )
    if hatch:
        axes.add_patch(
            Rectangle(
                (x, y), width, height, fill=False, edgecolor="#00000038", hatch=hatch, linewidth=0
            )
        )
    if text:
        axes.text(
            x + width / 2,
            y + height / 2,
            text,
            ha="center",
            va="center",
            fontsize=size,
            bbox={"facecolor": colour, "edgecolor": "none", "pad": 1.2} if hatch else None,
        )


def _grid(axes, x, y, rows, columns, colour, texts=None, by="row"):
    """A matrix of cells; `colour` is one colour, or one a row or a column."""
    for i in range(rows):
        for j in range(columns):
            which = i if by == "row" else j
            one = colour if isinstance(colour, str) else colour[which]
            hatch = "" if isinstance(colour, str) else HATCHES[which]
            _cell(axes, x + j, y + i, "" if texts is None else str(texts[i][j]), one, hatch)


def _arrow(axes, start, end, colour=BLACK, style="-|>", width=1.6, line="-", curve=0.0):
    axes.add_patch(
        FancyArrowPatch(
            start,
            end,
            arrowstyle=style,
            mutation_scale=15,
            color=colour,
            linewidth=width,
            linestyle=line,
            connectionstyle=f"arc3,rad={curve}",
            shrinkA=0,
            shrinkB=0,
        )
    )


def _sizes(axes, x, y, rows, columns, down, across):
    axes.text(x - 0.25, y + rows / 2, down, ha="right", va="center", fontsize=12)
    axes.text(x + columns / 2, y + rows + 0.2, across, ha="center", va="top", fontsize=12)


def draw_overview():
    """Samples stacked as rows go through one layer at once."""
    made, axes = _canvas((-2.6, 16.2), (-1.2, 6.8))
    for row in range(5):
        for column in range(4):
            _cell(axes, column, row, colour=SKY if row == 1 else "white")
        for column in range(3):
            _cell(axes, 12 + column, row, colour=SKY if row == 1 else "white")
    axes.text(2, -0.35, "a batch", ha="center", va="bottom", fontsize=13)
    axes.text(13.5, -0.35, "its outputs", ha="center", va="bottom", fontsize=13)
    axes.text(
        2,
        1.5,
        "one sample",
        ha="center",
        va="center",
        fontsize=11,
        bbox={"facecolor": SKY, "edgecolor": "none", "pad": 2},
    )
    _arrow(axes, (0, 5.35), (4, 5.35), width=1.3)
    axes.text(2, 5.5, "axis 1: 4 inputs", ha="center", va="top", fontsize=11)
    _arrow(axes, (-0.35, 0), (-0.35, 5), width=1.3)
    axes.text(-0.55, 2.5, "axis 0:\n5 samples", ha="right", va="center", fontsize=11)
    axes.text(13.5, 5.5, "axis 1: 3 neurons", ha="center", va="top", fontsize=11)
    _arrow(axes, (12, 5.35), (15, 5.35), width=1.3)
    axes.add_patch(
        Rectangle((6.4, 0.3), 3.2, 4.4, facecolor="#EEEEEE", edgecolor=BLACK, linewidth=1.5)
    )
    for place, (colour, hatch) in enumerate(zip(NEURONS[:3], HATCHES[:3], strict=True)):
        axes.add_patch(
            Circle(
                (8, 1.1 + 1.4 * place),
                0.5,
                facecolor=colour,
                edgecolor=BLACK,
                hatch=hatch,
                linewidth=1.1,
            )
        )
    axes.text(8, -0.35, "one layer", ha="center", va="bottom", fontsize=13)
    axes.text(8, 5.25, "the same weights\nfor every row", ha="center", va="top", fontsize=11)
    for row in range(5):
        chosen = row == 1
        colour, line = (BLACK, "-") if chosen else (GREY, ":")
        _arrow(
            axes,
            (4.15, row + 0.5),
            (6.3, row + 0.5),
            colour,
            width=2.2 if chosen else 1.1,
            line=line,
        )
        _arrow(
            axes,
            (9.7, row + 0.5),
            (11.85, row + 0.5),
            colour,
            width=2.2 if chosen else 1.1,
            line=line,
        )
    return made


def draw_shape_rule():
    """The inner sizes go, the outer ones stay."""
    made, axes = _canvas((-2.2, 18.2), (-2.5, 6.2))
    _grid(axes, 0, 0, 5, 3, "white")
    _grid(axes, 6.5, 1, 3, 4, "white")
    _grid(axes, 13, 0, 5, 4, "white")
    for column in range(3):
        _cell(axes, column, 1, colour=SKY)
    for row in range(3):
        _cell(axes, 8.5, 1 + row, colour=ORANGE, hatch="///")
    _cell(axes, 15, 1, colour=GREEN, hatch="xx")
    for x, text in ((1.5, "$\\mathbf{A}$"), (8.5, "$\\mathbf{B}$"), (15, "$\\mathbf{C}$")):
        axes.text(x, 5.25, text, ha="center", va="top", fontsize=14)
    axes.text(4.9, 2.5, "@", ha="center", va="center", fontsize=18)
    axes.text(11.7, 2.5, "=", ha="center", va="center", fontsize=18)
    y = -1.35
    for x, text, colour, weight in (
        (0.75, "(5,", BLUE, "bold"),
        (2.15, "3)", RED, "normal"),
        (7.75, "(3,", RED, "normal"),
        (9.15, "4)", BLUE, "bold"),
        (14.35, "(5,", BLUE, "bold"),
        (15.75, "4)", BLUE, "bold"),
    ):
        axes.text(
            x, y, text, ha="center", va="center", fontsize=15, color=colour, fontweight=weight
        )
    axes.plot(
        [2.1, 2.1, 7.7, 7.7], [-1.9, -2.25, -2.25, -1.9], color=RED, linewidth=1.6, linestyle="--"
    )
    axes.text(4.9, -1.4, "equal, and go", ha="center", va="center", fontsize=11, color=RED)
    return made


def draw_transpose():
    """Transposing keeps each row together as a column; reshape goes on reading."""
    made, axes = _canvas((-3.2, 17.2), (-1.2, 4.8))
    colours = (SKY, ORANGE)
    _grid(axes, 0, 0.5, 2, 3, colours, [[1, 2, 3], [4, 5, 6]])
    _grid(axes, 7.5, 0, 3, 2, colours, [[1, 4], [2, 5], [3, 6]], by="column")
    texts, who = [[1, 2], [3, 4], [5, 6]], [[0, 0], [0, 1], [1, 1]]
    for i in range(3):
        for j in range(2):
            one = who[i][j]
            _cell(axes, 13.5 + j, i, str(texts[i][j]), colours[one], HATCHES[one])
    for x, text in ((1.5, "W"), (8.5, "W.T"), (14.5, "W.reshape(3, 2)")):
        axes.text(x, -0.35, text, ha="center", va="bottom", fontsize=12, family="monospace")
    axes.text(-0.2, 1.0, "neuron 1", ha="right", va="center", fontsize=11, rotation=0)
    axes.text(-0.2, 2.0, "neuron 2", ha="right", va="center", fontsize=11)
    axes.text(1.5, 3.4, "one row for each neuron\n(2, 3)", ha="center", va="top", fontsize=11)
    axes.text(8.5, 3.4, "one column for each neuron\n(3, 2)", ha="center", va="top", fontsize=11)
    axes.text(14.5, 3.4, "neurons mixed\n(3, 2)", ha="center", va="top", fontsize=11)
    _arrow(axes, (3.7, 1.5), (6.6, 1.5), BLACK)
    return made


def draw_chain():
    """A batch through two layers: the shapes of everything on the way."""
    made, axes = _canvas((-1.2, 24.2), (-2.2, 6.6))
    for x, columns, name, colour in (
        (0, 4, "X", SKY),
        (10, 5, "hidden", GREEN),
        (21, 2, "output", PURPLE),
    ):
        _grid(axes, x, 0.5, 3, columns, colour)
        axes.text(
            x + columns / 2, 0.15, name, ha="center", va="bottom", fontsize=12, family="monospace"
        )
        axes.text(x + columns / 2, 3.8, f"(3, {columns})", ha="center", va="top", fontsize=13)
    for start, end, name, shape, bias in (
        (4.3, 9.7, "layer 1", "weights (5, 4)", "biases (5,)"),
        (15.3, 20.7, "layer 2", "weights (2, 5)", "biases (2,)"),
    ):
        _arrow(axes, (start, 2), (end, 2), BLACK)
        middle = (start + end) / 2
        axes.text(middle, 1.5, name, ha="center", va="bottom", fontsize=12)
        axes.text(middle, 4.9, f"{shape}\n{bias}", ha="center", va="top", fontsize=11)
    axes.text(
        12.5,
        -1.6,
        "3 rows all the way: samples never mix",
        ha="center",
        va="center",
        fontsize=12,
        color=BLUE,
    )
    return made


def draw_rows_to_columns():
    """The change of storage: rows become columns, flat biases become one row."""
    made, axes = _canvas((-4.4, 19.0), (-1.7, 9.6))
    rows = np.array([[1, 2, 3], [4, 5, 6]])
    colours = (SKY, ORANGE)
    _grid(axes, 0, 1, 2, 3, colours, rows)
    _grid(axes, 12, 0, 3, 2, colours, rows.T, by="column")
    for j in range(2):
        _cell(axes, 0.5 + j, 6, str(7 + j), colours[j], HATCHES[j])
        _cell(axes, 12 + j, 6, str(7 + j), colours[j], HATCHES[j])
    axes.add_patch(Rectangle((11.8, 5.8), 2.4, 1.4, fill=False, edgecolor=BLACK, linewidth=1.6))
    axes.text(1.5, -1.1, "by hand: rows", ha="center", va="center", fontsize=13)
    axes.text(13, -1.1, "from Dense on: columns", ha="center", va="center", fontsize=13)
    axes.text(1.5, 3.3, "weights (2, 3)", ha="center", va="top", fontsize=12)
    axes.text(13, 3.3, "weights (3, 2)", ha="center", va="top", fontsize=12)
    axes.text(1.5, 7.4, "biases (2,)", ha="center", va="top", fontsize=12)
    axes.text(13, 7.4, "biases (1, 2)", ha="center", va="top", fontsize=12)
    axes.text(-0.3, 1.5, "neuron 1", ha="right", va="center", fontsize=11)
    axes.text(-0.3, 2.5, "neuron 2", ha="right", va="center", fontsize=11)
    axes.text(14.3, 1.5, "one column for\neach neuron", ha="left", va="center", fontsize=11)
    axes.text(14.5, 6.5, "one row, added\nto every sample", ha="left", va="center", fontsize=11)
    _arrow(axes, (4.6, 2), (10.4, 2))
    axes.text(7.5, 1.5, "transpose", ha="center", va="bottom", fontsize=12)
    _arrow(axes, (4.6, 6.5), (10.4, 6.5))
    axes.text(7.5, 6.1, "a second axis", ha="center", va="bottom", fontsize=12)
    axes.text(
        1.5,
        9.0,
        "$\\mathbf{X}\\,\\mathbf{W}^\\top + \\mathbf{b}$",
        ha="center",
        va="center",
        fontsize=14,
    )
    axes.text(
        13,
        9.0,
        "$\\mathbf{X}\\,\\mathbf{V} + \\mathbf{c}$",
        ha="center",
        va="center",
        fontsize=14,
    )
    axes.text(7.3, 9.0, "same output", ha="center", va="center", fontsize=12, color=BLUE)
    return made


def draw_minibatches():
    """Rows with their labels, shuffled once and cut into batches; the last is smaller."""
    made, axes = _canvas((-0.8, 21.5), (-1.1, 8.7))
    order = [4, 1, 6, 0, 3, 5, 2]
    labels = "aabbbcc"
    colours = {"a": SKY, "b": ORANGE, "c": GREEN}
    hatches = {"a": "", "b": "///", "c": "..."}

    def pair(x, y, row):
        label = labels[row]
        _cell(axes, x, y, f"row {row}", colours[label], hatches[label], 11, 2.6)
        _cell(axes, x + 2.8, y, label, colours[label], hatches[label], 11)

    for place in range(7):
        pair(0, place, place)
        pair(8.2, place, order[place])
        pair(16.4, place + 0.7 * (place // 3), order[place])
    for x, text in ((1.3, "X"), (3.3, "y")):
        axes.text(x, 7.25, text, ha="center", va="top", fontsize=12, family="monospace")
    for x, text in ((1.9, "as given"), (10.1, "shuffled"), (18.3, "cut, 3 at a time")):
        axes.text(x, -0.4, text, ha="center", va="bottom", fontsize=12)
    _arrow(axes, (4.5, 3.5), (7.6, 3.5))
    _arrow(axes, (12.7, 3.5), (15.8, 3.5))
    return made
