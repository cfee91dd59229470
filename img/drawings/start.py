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
        ax.text(x, y - 0.3, below, ha="center", va="center", size=12.5)


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
    ax.text(13.3, 1.2, "not yet", size=13, color=RED)
    ax.text(1.6, 1.2, "again", size=13, color=RED)
    return made


def draw_check():
    """A check's answer with each part explained."""
    made, ax = figure(width=6.0, height=4.9)
    blank(ax, 12.0, 9.8)
    ax.add_patch(Rectangle((0.1, 0.1), 0.12, 9.5, color=RED))

    def line(x, y, text, **more):
        ax.text(x, y, text, va="center", **{"size": 11, **more})

    line(0.5, 9.2, "count_positive", weight="bold")
    line(4.0, 9.2, "2 of 3 behaviours hold")
    rows = [
        (7.6, "holds", GREEN, "numbers above zero are counted"),
        (6.9, "holds", GREEN, "numbers below zero are left out"),
        (6.2, "not yet", RED, "zero itself is left out"),
    ]
    for y, word, colour, name in rows:
        inside = colour if word == "holds" else "white"
        ax.plot(0.7, y, "o", markersize=9, color=inside, markeredgecolor=colour, markeredgewidth=2)
        line(1.15, y, word, weight="bold")
        line(2.9, y, name)
    line(0.5, 4.6, "It looks as if 0 is counted too.", weight="bold")
    line(0.5, 3.9, "Your count is 1 too high.")
    for y, label, text in [
        (2.45, "smallest case", "numbers = [ 3,  0, -1]"),
        (1.75, "expected", "1"),
        (1.05, "yours", "2"),
    ]:
        line(0.5, y, label)
        line(3.7, y, text, family="monospace")
    notes = [
        (8.45, "the count: each behaviour is a point"),
        (5.45, "what a right answer does"),
        (3.2, "the mistake that it looks like"),
        (0.35, "the smallest input tried that shows it"),
    ]
    for y, text in notes:
        line(4.7, y, text, color=BLUE, style="italic")
        _arrow(ax, (4.5, y), (4.0, y + 0.45), BLUE, width=1.6)
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
    made, axes = figure(rows=2, width=6.0, height=4.8)
    for ax in axes:
        blank(ax, 12.0, 4.2)
    above, below = axes
    name = {"size": 14, "weight": "bold", "ha": "center", "va": "center"}
    code = {"size": 12, "family": "monospace", "color": RED, "va": "center"}
    above.set_title("view = a[:2]: one set of numbers", size=12)
    table(above, np.array([[9, 2, 3, 4]]), 3.6, 2.6)
    above.text(1.3, 3.6, "a", color=BLUE, **name)
    above.text(1.3, 0.6, "view", color=RED, **name)
    _arrow(above, (1.7, 3.5), (3.5, 2.5), BLUE)
    _arrow(above, (2.1, 0.7), (3.5, 1.6), RED, style="--")
    above.add_patch(
        Rectangle((3.5, 1.5), 2.2, 1.2, fill=False, edgecolor=RED, linewidth=2.5, ls="--")
    )
    above.text(3.6, 0.6, "view[0] = 9", **code)
    below.set_title("copy = a[:2].copy(): two sets", size=12)
    table(below, np.array([[1, 2, 3, 4]]), 3.6, 4.0)
    table(below, np.array([[9, 2]]), 3.6, 1.6, colour=ORANGE)
    below.text(1.3, 3.5, "a", color=BLUE, **name)
    below.text(1.3, 1.1, "copy", color=RED, **name)
    _arrow(below, (1.7, 3.5), (3.5, 3.5), BLUE)
    _arrow(below, (2.1, 1.1), (3.5, 1.1), RED, style="--")
    below.text(6.4, 1.1, "copy[0] = 9", **code)
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
    ax.text(12.3, 3.1, "second row,\nfirst column", size=12, color=RED, va="center")
    return made
