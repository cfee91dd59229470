"""Lesson 00: arrays drawn as tables of numbers, and distances drawn as colours."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from neuronlab.checking import NotAnswered, waiting_for
from neuronlab.plots import BLACK, BLUE, GREY, ORANGE, RED, SKY, figure

HERD = np.array([[-2, 1], [-1, -1], [0, 2], [1, 0.5], [2, -1.5], [3, 1.5], [-3, -2]], dtype=float)
"""Seven places on a map, one a row."""


def table(
    ax: Any,
    values: np.ndarray,
    left: float,
    top: float,
    real: tuple[int, int] | None = None,
    colour: str = SKY,
    size: float = 13,
) -> None:
    """Draw an array (rows, columns) as a table whose upper left corner is at (left, top).

    Entries beyond the `real` rows and columns are what broadcasting repeats: pale, with dashed edges.
    """
    from matplotlib.patches import Rectangle

    rows, columns = real or values.shape
    for (i, j), value in np.ndenumerate(values):
        copied = i >= rows or j >= columns
        box = Rectangle(
            (left + j, top - i - 1),
            1,
            1,
            facecolor="white" if copied else colour,
            edgecolor=GREY if copied else BLACK,
            linestyle="--" if copied else "-",
            linewidth=1.2,
            alpha=1 if copied else 0.55,
        )
        ax.add_patch(box)
        ax.text(
            left + j + 0.5,
            top - i - 0.5,
            f"{value:g}",
            ha="center",
            va="center",
            size=size,
            color=GREY if copied else BLACK,
        )


def blank(ax: Any, width: float, height: float) -> None:
    """Axes without a frame, from (0, 0) to (width, height), in squares."""
    ax.set(xlim=(0, width), ylim=(0, height), aspect="equal")
    ax.axis("off")


def draw_broadcast(rows_a: float, columns_a: float, rows_b: float, columns_b: float) -> Any:
    """1, 2, ... plus 10, 20, ..., with what broadcasting repeats drawn pale."""
    a = np.arange(1, rows_a * columns_a + 1).reshape(int(rows_a), int(columns_a))
    b = 10 * np.arange(1, rows_b * columns_b + 1).reshape(int(rows_b), int(columns_b))
    made, ax = figure(width=8.4, height=3.4)
    blank(ax, 16, 6.2)
    try:
        shape = np.broadcast_shapes(a.shape, b.shape)
    except ValueError:
        shape = None
    for array, left, colour, name in ((a, 0.3, SKY, "A"), (b, 5.9, ORANGE, "B")):
        drawn = array if shape is None else np.broadcast_to(array, shape)
        table(ax, drawn, left, 4.8, array.shape, colour)
        ax.text(left, 5.2, f"{name}: {array.shape}", size=13, weight="bold")
    ax.text(5.1, 2.8, "+", size=20, ha="center", va="center")
    if shape is None:
        ax.text(10.9, 2.8, "=", size=20, ha="center", va="center")
        where = "rows" if _apart(a.shape[0], b.shape[0]) else "columns"
        ax.text(11.6, 3.2, "does not fit", size=14, weight="bold", color=RED)
        ax.text(11.6, 2.4, f"look at the {where}", size=12)
    else:
        ax.text(10.7, 2.8, "=", size=20, ha="center", va="center")
        table(ax, a + b, 11.4, 4.8, colour="#dddddd")
        ax.text(11.4, 5.2, f"A + B: {shape}", size=13, weight="bold")
    ax.text(0.3, 0.2, "filled: stored numbers      dashed: repeated by broadcasting", size=12.5)
    return made


def _apart(one: int, other: int) -> bool:
    return one != other and 1 not in (one, other)


def draw_distances(row_distances: Callable, x: float, y: float) -> Any:
    """Seven places and a point: lines and labels from the learner's own `row_distances`.

    Raises
    ------
    NotAnswered
        If `row_distances` is not written yet.
    """
    point = np.array([x, y])
    with waiting_for("row_distances"):
        distances = np.asarray(row_distances(HERD.copy(), point.copy()), dtype=float)
    if distances.shape != (len(HERD),):
        raise NotAnswered("row_distances: first its check, then its picture.")
    made, ax = figure(width=6.4, height=4.0)
    nearest = int(np.argmin(distances))
    for index, (place, distance) in enumerate(zip(HERD, distances, strict=True)):
        near = index == nearest
        ax.plot(
            [x, place[0]],
            [y, place[1]],
            color=BLUE if near else GREY,
            linestyle="-" if near else ":",
            linewidth=2.5 if near else 1.2,
        )
        ax.annotate(
            f"{distance:.1f}",
            place,
            (7, 8),
            textcoords="offset points",
            size=11,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 1},
        )
    ax.scatter(*HERD.T, s=60, color=BLUE, zorder=3, label="rows of X")
    ax.scatter(x, y, s=110, marker="X", color=RED, zorder=4, label="point")
    ax.set(xlim=(-4.2, 5.8), ylim=(-3.2, 3.2), aspect="equal", xlabel="column 0", ylabel="column 1")
    ax.legend(loc="upper right")
    return made
