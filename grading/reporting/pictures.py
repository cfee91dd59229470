"""The pictures of a report, in the house's palette, once for a light page and once for a dark one."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from grading.reporting.figures import Item, Standing
from grading.reporting.gathering import Class
from neuronlab.plots import BLUE, ORANGE, SKY, figure

MOST_COLUMNS = 60
"""Learners that a heat map shows one by one; more are shown in groups of neighbours."""

MOST_BARS = 12


@dataclass(frozen=True)
class Picture:
    """A picture for light and for dark pages, as PNG in base64, with words for those who cannot see it."""

    alt: str
    width: int
    light: str
    dark: str


@dataclass(frozen=True)
class _Ink:
    text: str
    paper: str
    empty: str
    ramp: tuple[str, str]
    bar: str
    mark: str


LIGHT = _Ink("#1a1a1a", "#ffffff", "#d9d9d9", ("#f3f6fa", BLUE), BLUE, "#8a4b00")
DARK = _Ink("#e6e6e6", "#16181c", "#3a3d42", ("#20303c", SKY), SKY, ORANGE)


def _both(draw: Callable[[_Ink], Any], alt: str) -> Picture:
    drawn, width = [], 0
    for ink in (LIGHT, DARK):
        made = draw(ink)
        buffer = io.BytesIO()
        made.savefig(buffer, format="png", dpi=130, facecolor=ink.paper)
        width = round(made.get_figwidth() * 100)
        drawn.append(base64.b64encode(buffer.getvalue()).decode("ascii"))
    return Picture(" ".join(alt.split()), width, *drawn)


def heat_of_lesson(
    found: Class, lesson: str, order: Sequence[str], shown: Callable[[str], str]
) -> Picture:
    """Exercises against learners: how much of its points each answer earned.

    Parameters
    ----------
    order : sequence of str
        The learners from left to right.
    shown : callable
        What a learner is called on the page.
    """
    names = found.exercises_of(lesson)
    shares = [
        [
            one.share if (one := found.answers.get((learner, name))) is not None else None
            for learner in order
        ]
        for name in names
    ]
    untouched = [
        [
            (one := found.answers.get((learner, name))) is not None and one.status == "unanswered"
            for learner in order
        ]
        for name in names
    ]
    return _heat(
        names,
        [shown(learner) for learner in order],
        shares,
        untouched,
        f"Heat map of {lesson}: {len(names)} exercises from top to bottom, {len(order)} learners "
        "from left to right, from most points to fewest. The darker a field, the more of its points were earned.",
    )


def heat_of_course(
    found: Class, standings: Sequence[Standing], shown: Callable[[str], str]
) -> Picture:
    """Lessons against learners: how much of its points each lesson earned."""
    shares = [[one.by_lesson[lesson] for one in standings] for lesson in found.lessons]
    return _heat(
        found.lessons,
        [shown(one.learner) for one in standings],
        shares,
        [[False] * len(standings) for _ in found.lessons],
        f"Heat map of the course: {len(found.lessons)} lessons from top to bottom, {len(standings)} learners "
        "from left to right, from most points to fewest. The darker a field, the more of its points were earned.",
    )


def _heat(
    rows: Sequence[str],
    columns: Sequence[str],
    shares: list[list[float | None]],
    marked: list[list[bool]],
    alt: str,
) -> Picture:
    import numpy as np
    from matplotlib.colors import LinearSegmentedColormap

    values = np.array(
        [[np.nan if one is None else one for one in row] for row in shares], dtype=float
    ).reshape(len(rows), -1)
    marks = np.array(marked, dtype=float).reshape(values.shape)
    labels = list(columns)
    grouped = values.shape[1] > MOST_COLUMNS
    if grouped:
        parts = np.array_split(np.arange(values.shape[1]), MOST_COLUMNS)
        counts = np.array([(~np.isnan(values[:, part])).sum(axis=1) for part in parts]).T
        sums = np.array([np.nansum(values[:, part], axis=1) for part in parts]).T
        values = np.divide(sums, counts, out=np.full(sums.shape, np.nan), where=counts > 0)
        marks = np.zeros_like(values)
        alt += f" Each column is the mean of about {len(columns) / MOST_COLUMNS:.0f} learners."

    def draw(ink: _Ink) -> Any:
        longest = max(map(len, rows), default=1)
        width = max(5.0, 0.085 * longest + 0.24 * values.shape[1] + 1.2)
        down = 0.3 if grouped else 0.075 * max(map(len, labels), default=1)
        made, axes = figure(width=min(width, 18.0), height=0.28 * len(rows) + down + 0.8)
        ramp = LinearSegmentedColormap.from_list("points", ink.ramp).with_extremes(bad=ink.empty)
        shown = axes.imshow(
            np.ma.masked_invalid(values), cmap=ramp, vmin=0, vmax=1, aspect="auto", rasterized=True
        )
        ys, xs = np.nonzero(np.isnan(values))
        axes.plot(xs, ys, linestyle="", marker="x", markersize=4, color=ink.text, markeredgewidth=1)
        ys, xs = np.nonzero(marks)
        axes.plot(xs, ys, linestyle="", marker=".", markersize=5, color=ink.mark)
        axes.set_yticks(range(len(rows)), rows)
        if grouped:
            axes.set_xticks([])
            axes.set_xlabel("learners in groups, from most points to fewest", color=ink.text)
        else:
            axes.set_xticks(range(len(labels)), labels, rotation=90)
        axes.set_xticks(np.arange(-0.5, values.shape[1]), minor=True)
        axes.set_yticks(np.arange(-0.5, len(rows)), minor=True)
        axes.grid(which="minor", color=ink.paper, linewidth=1.5)
        axes.tick_params(which="both", length=0, colors=ink.text)
        for spine in axes.spines.values():
            spine.set_visible(False)
        bar = made.colorbar(shown, ax=axes, ticks=[0, 0.5, 1], fraction=0.03, pad=0.02)
        bar.ax.set_yticklabels(["0", "half", "all points"])
        bar.ax.tick_params(colors=ink.text, length=0)
        bar.outline.set_visible(False)
        return made

    if np.isnan(values).any():
        alt += " A grey field with a cross: nothing was handed in."
    if marks.any():
        alt += " A dot: left untouched."
    return _both(draw, alt)


def bars_of_mistakes(lesson: str, items: Sequence[Item]) -> Picture | None:
    """The most frequent mistakes of a lesson as bars; None where there were none."""
    counted = sorted(
        ((one.number, item.name, one.what) for item in items for one in item.mistakes),
        key=lambda one: -one[0],
    )[:MOST_BARS]
    if not counted:
        return None
    if counted[0][0] > 1:  # what one learner alone did is in the tables
        counted = [one for one in counted if one[0] > 1]

    def draw(ink: _Ink) -> Any:
        labels = [f"{name}: {_short(what)}" for _, name, what in counted]
        made, axes = figure(width=8.2, height=0.32 * len(counted) + 0.7)
        numbers = [number for number, *_ in counted]
        axes.barh(range(len(counted)), numbers, color=ink.bar, height=0.62)
        for place, number in enumerate(numbers):
            axes.text(number, place, f" {number}", va="center", color=ink.text)
        axes.set_yticks(range(len(counted)), labels)
        axes.invert_yaxis()
        axes.set_xlim(0, max(numbers) * 1.1)
        axes.set_xticks([])
        axes.set_xlabel("learners", color=ink.text)
        axes.tick_params(length=0, colors=ink.text)
        for spine in axes.spines.values():
            spine.set_visible(False)
        axes.set_facecolor(ink.paper)
        return made

    words = "; ".join(f"{name}, {what}: {number}" for number, name, what in counted)
    return _both(
        draw, f"Bars of the most frequent mistakes in {lesson} by number of learners. {words}."
    )


def _short(text: str, most: int = 44) -> str:
    # matplotlib reads a pair of dollar signs as a formula.
    text = text.replace("$", r"\$")
    return text if len(text) <= most else text[: most - 3] + "..."
