"""Figures of lesson 00."""

import numpy as np
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch, Rectangle

from neuronlab.plots import BLACK, BLUE, GREEN, ORANGE, RED, figure
from neuronlab.plots.start import blank, table


def _arrow(ax, start, end, colour=BLACK, curve=0.0, width=2.0, style="-"):
    ax.add_patch(
        FancyArrowPatch(
            start,
            end,
            arrowstyle="-|>",
            mutation_scale=18,
            connectionstyle=f"arc3,rad={curve}",
            color=colour,
            linewidth=width,
            linestyle=style,
            shrinkA=0,
            shrinkB=0,
        )
    )


def _box(ax, centre, width, height, title, below="", colour=BLUE):
    x, y = centre
    ax.add_patch(
        FancyBboxPatch(
            (x - width / 2, y - height / 2),
            width,
            height,
            boxstyle="round,pad=0.02,rounding_size=0.18",
            facecolor="white",
            edgecolor=colour,
            linewidth=2.2,
        )
    )
    ax.text(x, y + (0.22 if below else 0), title, ha="center", va="center", size=14, weight="bold")
    if below:
        ax.text(x, y - 0.3, below, ha="center", va="center", size=11)


def draw_loop():
    """Write, run, check, and a hint on the way back."""
    made, ax = figure(width=8.0, height=2.9)
    blank(ax, 16, 5.6)
    _box(ax, (2.2, 3.9), 3.6, 1.5, "write", "a few lines", BLUE)
    _box(ax, (8.0, 3.9), 3.6, 1.5, "run", "Shift + Enter", BLUE)
    _box(ax, (13.8, 3.9), 3.6, 1.5, "check", "what holds?", GREEN)
    _box(ax, (8.0, 1.0), 3.6, 1.5, "hint", "what to look at", RED)
    _arrow(ax, (4.1, 3.9), (6.1, 3.9))
    _arrow(ax, (9.9, 3.9), (11.9, 3.9))
    _arrow(ax, (13.8, 3.1), (9.9, 1.0), RED, -0.3, style="--")
    _arrow(ax, (6.1, 1.0), (2.2, 3.1), RED, -0.3, style="--")
    ax.text(13.3, 1.2, "not yet", size=12, color=RED)
    ax.text(1.9, 1.2, "again", size=12, color=RED)
    return made


def draw_check():
    """A check's answer with each part explained."""
    made, ax = figure(width=8.4, height=3.9)
    blank(ax, 16.8, 7.8)
    ax.add_patch(Rectangle((0.2, 0.5), 0.12, 6.9, color=RED))
    mono = {"family": "monospace", "size": 11, "va": "center"}
    ax.text(0.7, 7.0, "count_positive", size=12, weight="bold", va="center")
    ax.text(4.0, 7.0, "2 of 3 behaviours hold", size=12, va="center")
    rows = [
        (6.2, "holds", GREEN, "numbers above zero are counted"),
        (5.5, "holds", GREEN, "numbers below zero are left out"),
        (4.8, "not yet", RED, "zero itself is left out"),
    ]
    for y, word, colour, name in rows:
        inside = colour if word == "holds" else "white"
        ax.plot(0.85, y, "o", markersize=9, color=inside, markeredgecolor=colour, markeredgewidth=2)
        ax.text(1.3, y, word, size=12, weight="bold", va="center")
        ax.text(3.1, y, name, size=12, va="center")
    ax.text(0.7, 4.0, "It looks as if 0 is counted too.", size=12, weight="bold", va="center")
    ax.text(0.7, 3.35, "Your count is 1 too high.", size=12, va="center")
    for y, label, text in [
        (2.5, "smallest case", "numbers = [ 3,  0, -1]"),
        (1.8, "expected", "1"),
        (1.1, "yours", "2"),
    ]:
        ax.text(0.7, y, label, size=12, va="center")
        ax.text(3.9, y, text, **mono)
    notes = [
        (7.0, 8.7, "the count: each behaviour is a point"),
        (5.5, 9.2, "what a right answer does"),
        (4.0, 7.4, "the mistake that it looks like"),
        (1.8, 8.4, "the smallest input tried that shows it"),
    ]
    for y, end, text in notes:
        ax.text(10.8, y, text, size=11, va="center", color=BLUE)
        _arrow(ax, (10.6, y), (end, y), BLUE, width=1.6)
    return made


def draw_axes():
    """The two axes of a table as arrows, and where each sum lands."""
    made, ax = figure(width=8.0, height=3.9)
    blank(ax, 16, 7.8)
    X = np.array([[1, 2, 3, 4], [10, 20, 30, 40], [5, 6, 7, 8]])
    table(ax, X, 3.0, 6.0)
    _arrow(ax, (2.6, 6.0), (2.6, 3.0), BLUE, width=3)
    ax.text(2.3, 4.5, "axis 0\ndown the rows", ha="right", va="center", size=12, color=BLUE)
    _arrow(ax, (3.0, 6.4), (7.0, 6.4), RED, width=3, style="-")
    ax.text(5.0, 6.95, "axis 1: across the columns", ha="center", va="center", size=12, color=RED)
    table(ax, X.max(axis=0)[np.newaxis], 3.0, 1.6, colour=ORANGE)
    _arrow(ax, (5.0, 2.9), (5.0, 1.7), BLUE, width=1.6)
    ax.text(5.0, 0.25, "X.max(axis=0)   shape (4,)", ha="center", va="center", size=12, color=BLUE)
    table(ax, X.max(axis=1)[np.newaxis], 9.0, 5.0, colour=ORANGE)
    _arrow(ax, (7.1, 4.5), (8.9, 4.5), RED, width=1.6)
    ax.text(9.0, 3.5, "X.max(axis=1)   shape (3,)", ha="left", va="center", size=12, color=RED)
    ax.text(9.0, 1.1, "X has the shape (3, 4):\n3 rows, 4 columns", size=12, va="center")
    return made


def draw_views():
    """A view looks at the numbers of another array; a copy has its own."""
    made, axes = figure(columns=2, width=8.6, height=3.2)
    for ax in axes:
        blank(ax, 8.4, 6.0)
    left, right = axes
    left.set_title("view = a[:2]: one set of numbers", size=12)
    table(left, np.array([[9, 2, 3, 4]]), 2.6, 3.0)
    left.text(0.9, 5.0, "a", size=15, weight="bold", color=BLUE, ha="center")
    left.text(0.9, 0.6, "view", size=15, weight="bold", color=RED, ha="center")
    _arrow(left, (1.3, 5.0), (2.9, 3.1), BLUE)
    _arrow(left, (1.7, 0.9), (2.9, 1.9), RED, style="--")
    left.add_patch(
        Rectangle((2.5, 1.9), 2.2, 1.2, fill=False, edgecolor=RED, linewidth=2.5, ls="--")
    )
    left.text(5.0, 0.6, "view[0] = 9", size=12, family="monospace", color=RED, ha="center")
    right.set_title("copy = a[:2].copy(): two sets", size=12)
    table(right, np.array([[1, 2, 3, 4]]), 2.6, 5.0)
    table(right, np.array([[9, 2]]), 2.6, 2.0, colour=ORANGE)
    right.text(0.9, 4.3, "a", size=15, weight="bold", color=BLUE, ha="center")
    right.text(0.9, 1.3, "copy", size=15, weight="bold", color=RED, ha="center")
    _arrow(right, (1.3, 4.5), (2.5, 4.5), BLUE)
    _arrow(right, (1.7, 1.5), (2.5, 1.5), RED, style="--")
    right.text(
        6.6, 1.5, "copy[0] = 9", size=12, family="monospace", color=RED, ha="center", va="center"
    )
    return made


def draw_broadcasting():
    """A flat array lies along the rows of a table; a column lies beside them."""
    made, axes = figure(rows=2, width=7.6, height=4.9)
    X = np.array([[1, 2], [3, 4], [5, 6]])
    cases = [
        (np.array([[10, 20]]), "(3, 2) + (2,): one number for each column"),
        (np.array([[10], [20], [30]]), "(3, 2) + (3, 1): one number for each row"),
    ]
    for ax, (other, title) in zip(axes, cases, strict=True):
        blank(ax, 13, 3.4)
        ax.set_title(title, size=12, loc="left", x=0.09)
        table(ax, X, 1.5, 3.2)
        table(ax, np.broadcast_to(other, (3, 2)), 5.5, 3.2, other.shape, ORANGE)
        table(ax, X + other, 9.5, 3.2, colour="#dddddd")
        ax.text(4.5, 1.7, "+", size=18, ha="center", va="center")
        ax.text(8.5, 1.7, "=", size=18, ha="center", va="center")
    return made


def draw_product():
    """One entry of a matrix product: a row of the left meets a column of the right."""
    made, ax = figure(width=8.0, height=3.1)
    blank(ax, 16, 6.2)
    A = np.array([[2, 0, 1], [1, 3, -1]])
    B = np.array([[1, 4], [5, 2], [3, 0]])
    table(ax, A, 0.6, 4.6)
    table(ax, B, 5.4, 5.1, colour=ORANGE)
    table(ax, A @ B, 10.0, 4.6, colour="#dddddd")
    for x, text in ((4.5, "@"), (8.7, "=")):
        ax.text(x, 3.6, text, size=18, ha="center", va="center")
    ax.add_patch(Rectangle((0.6, 2.6), 3, 1, fill=False, edgecolor=RED, linewidth=3))
    ax.add_patch(
        Rectangle((5.4, 2.1), 1, 3, fill=False, edgecolor=RED, linewidth=3, linestyle="--")
    )
    ax.add_patch(Rectangle((10.0, 2.6), 1, 1, fill=False, edgecolor=RED, linewidth=3))
    ax.text(2.1, 5.2, "(2, 3)", size=13, ha="center")
    ax.text(6.4, 5.6, "(3, 2)", size=13, ha="center")
    ax.text(11.0, 5.2, "(2, 2)", size=13, ha="center")
    ax.text(
        8.0, 0.8, "1 times 1  +  3 times 5  +  (-1) times 3  =  13", size=13, ha="center", color=RED
    )
    ax.text(12.3, 3.1, "second row, first column", size=11, color=RED, va="center")
    return made
