"""The report's figures as CSV files, for those who go on computing."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from grading.reporting.figures import Item, Standing
from grading.reporting.gathering import Class

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""How a text begins that a spreadsheet would compute."""


def guarded(text: str) -> str:
    """A text that no spreadsheet takes for a formula: an apostrophe stands before it.

    References
    ----------
    OWASP, *CSV Injection*.
    """
    return f"'{text}" if text.startswith(FORMULA) else text


def write(
    folder: Path,
    found: Class,
    items: dict[str, list[Item]],
    standings: Sequence[Standing],
    shown: Callable[[str], str],
) -> list[Path]:
    """Write `exercises.csv`, `behaviours.csv`, `mistakes.csv`, `learners.csv` and `answers.csv`."""
    everything = [item for lesson in found.lessons for item in items[lesson]]
    names = [item.name for item in everything]
    return [
        _table(
            folder / "exercises.csv",
            "lesson exercise extra learners judged tried solved share_solved mean_points points difficulty "
            "discrimination unknown_mistakes",
            (
                (
                    *(one.lesson, one.name, int(one.extra), one.answers, one.judged, one.tried),
                    *(one.solved, one.solved / one.answers, one.mean, one.most),
                    *(one.difficulty, one.discrimination, one.unknown),
                )
                for one in everything
            ),
        ),
        _table(
            folder / "behaviours.csv",
            "lesson exercise behaviour fails tried",
            (
                (item.lesson, item.name, one.what, one.number, item.tried)
                for item in everything
                for one in item.behaviours
            ),
        ),
        _table(
            folder / "mistakes.csv",
            "lesson exercise mistake family learners judged",
            (
                (item.lesson, item.name, one.what, one.family, one.number, item.judged)
                for item in everything
                for one in item.mistakes
            ),
        ),
        _table(
            folder / "learners.csv",
            f"learner points share_of_handed_in share_of_all handed_in late untouched {' '.join(found.lessons)}",
            (
                (
                    *(shown(one.learner), one.points, one.share, one.of_all),
                    *(one.handed_in, one.late, one.untouched, *one.by_lesson.values()),
                )
                for one in standings
            ),
        ),
        _table(
            folder / "answers.csv",
            "learner lesson exercise points of status failed_at fails mistakes",
            (
                (
                    *(shown(one.learner), one.lesson, one.exercise, one.points, one.most),
                    *(one.status, one.stage),
                    "; ".join(
                        behaviour
                        for behaviour, holds in zip(one.behaviours, one.holds, strict=False)
                        if not holds
                    ),
                    "; ".join(one.mistakes),
                )
                for standing in standings
                for name in names
                if (one := found.answers.get((standing.learner, name))) is not None
            ),
        ),
    ]


def _table(path: Path, head: str, rows: Iterable[Sequence[Any]]) -> Path:
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([guarded(name) for name in head.split(" ")])
        writer.writerows([_cell(one) for one in row] for row in rows)
    return path


def _cell(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.4f}".rstrip("0").rstrip(".") or "0"
    return guarded(value) if isinstance(value, str) else value
