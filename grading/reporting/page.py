"""The report as one page that runs nothing and loads nothing, like a feedback page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from grading.feedback import POLICY
from grading.reporting import figures, pictures
from grading.reporting.families import OTHER
from grading.reporting.figures import Item, Standing
from grading.reporting.gathering import UNRECORDED, Class
from neuronlab.lessons import LESSONS
from neuronlab.rendering import marked

MOST_ROWS = 300
"""Learners that the page lists one by one; of more, those who need a word most. The table has all."""


@dataclass
class Part:
    """One lesson's part of the page."""

    lesson: str
    title: str
    items: Sequence[Item]
    sayings: Sequence[figures.Saying]
    heat: pictures.Picture
    bars: pictures.Picture | None
    handed_in: int
    waiting: int
    late: int
    by_hand: int
    unrecorded: int
    mean: float


def render(
    found: Class,
    items: dict[str, list[Item]],
    standings: Sequence[Standing],
    shown: Callable[[str], str],
    *,
    course: str,
    made: datetime,
    anonymous: bool = False,
    similar: Any = None,
) -> str:
    """The page as HTML."""
    ranked = sorted(standings, key=lambda one: (-one.of_all, shown(one.learner)))
    order = [one.learner for one in ranked]
    parts = [_part(found, lesson, items[lesson], order, shown) for lesson in found.lessons]
    return _template().render(
        policy=POLICY,
        course=course,
        made=f"{made:%Y-%m-%d %H:%M}",
        anonymous=anonymous,
        learners=len(found.learners),
        parts=parts,
        overview=pictures.heat_of_course(found, ranked, shown) if len(parts) > 1 else None,
        most_frequent=_most_frequent(parts),
        standings=ranked if len(ranked) <= MOST_ROWS else list(reversed(ranked[-MOST_ROWS:])),
        left_out=max(0, len(ranked) - MOST_ROWS),
        lessons=found.lessons,
        shown=shown,
        similar=similar,
        difficulty_from=figures.DIFFICULTY_FROM,
        discrimination_from=figures.DISCRIMINATION_FROM,
        often=figures.OFTEN,
    )


def _part(
    found: Class,
    lesson: str,
    items: list[Item],
    order: Sequence[str],
    shown: Callable[[str], str],
) -> Part:
    work = [one for (_, name), one in found.submissions.items() if name == lesson]
    there = {one.learner for one in work}
    answers = [one for one in found.answers.values() if one.lesson == lesson]
    return Part(
        lesson,
        LESSONS.get(lesson, lesson),
        items,
        figures.sayings(items),
        pictures.heat_of_lesson(found, lesson, [one for one in order if one in there], shown),
        pictures.bars_of_mistakes(lesson, items),
        len(work),
        found.waiting.get(lesson, 0),
        sum(one.late > 0 for one in work),
        sum(one.by_hand > 0 for one in work),
        len({one.learner for one in answers if one.status == UNRECORDED}),
        sum(one.points for one in work) / max(1.0, sum(one.most for one in work)),
    )


def _most_frequent(parts: Sequence[Part]) -> list[tuple[str, int]]:
    """Families of mistakes over all lessons, by the number of answers."""
    counted: dict[str, int] = {}
    for part in parts:
        for item in part.items:
            for one in item.mistakes:
                if one.family != OTHER:
                    counted[one.family] = counted.get(one.family, 0) + one.number
    return sorted(counted.items(), key=lambda pair: -pair[1])


def _template() -> Any:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["marked"] = lambda sentence: Markup(marked(sentence))
    environment.filters["percent"] = lambda share: "" if share is None else f"{100 * share:.0f} %"
    environment.filters["number"] = lambda value: "" if value is None else f"{value:.2f}"
    environment.filters["points"] = lambda value: f"{value:.2f}".rstrip("0").rstrip(".")
    return environment.get_template("report.html.j2")
