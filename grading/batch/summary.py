"""What a run did, for a person."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from typing import Any

from grading.batch.running import Tally

MOST_LINES = 20
"""Lines of one kind that are shown."""

COLUMNS = ("graded", "unchanged", "repaired", "failed")


def summary(tally: Tally, lessons: Sequence[str], said: Sequence[str]) -> str:
    """The table and what there is to say beside it.

    Parameters
    ----------
    tally : Tally
    lessons : sequence of str
        In their order.
    said : sequence of str
        Errors that belong to no submission.
    """
    lines = [_row("lesson", COLUMNS)]
    counts = [getattr(tally, name) for name in COLUMNS]
    for lesson in lessons:
        if any(count[lesson] for count in counts):
            lines.append(_row(lesson, [count[lesson] for count in counts]))
    lines.append(_row("all", [count.total() for count in counts]))
    graded = tally.graded.total()
    rate = f", {60 * graded / tally.elapsed:.0f} a minute" if graded and tally.elapsed else ""
    lines.append(f"{tally.elapsed:.1f} s{rate}")
    if tally.rooms:
        lines.append(f"Rooms that died and were replaced: {tally.rooms}")
    if tally.left:
        lines.append(f"Not looked at: {tally.left}. Start again, and it goes on there.")
    lines += _listed(
        "Points that changed for the same work, because the exercise was mended:",
        (
            f"{one.learner}  {one.lesson}  {one.exercise}: {_points(one.old)} -> {_points(one.new)}"
            for one in tally.changes
        ),
        most=None,
    )
    lines += _listed(
        "Repaired (each notebook's first cell says it, too):",
        (f"{learner}  {lesson}: {remark}" for learner, lesson, remark in tally.remarks),
    )
    lines += _listed(
        "Failed:",
        [
            *(f"{learner}  {lesson}: {reason}" for learner, lesson, reason in tally.failures),
            *said,
        ],
        most=None,
    )
    return "\n".join(lines)


def profile(tally: Tally) -> str:
    """Where the time went: milliseconds for each submission that was graded, part by part."""
    count = max(1, tally.graded.total())
    parts = [f"{name} {1e3 * took / count:.1f}" for name, took in tally.seconds.items()]
    return f"\nMilliseconds a submission: {', '.join(parts)}"


class Log:
    """A log that a progress bar does not mind: errors are said at once and kept, the rest is left out."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.logger = logging.Logger("grading", logging.ERROR)
        handler = logging.Handler()
        handler.emit = self._keep
        self.logger.addHandler(handler)

    def _keep(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())


def _row(name: str, cells: Sequence[Any]) -> str:
    return f"{name:<24}" + "".join(f"{cell:>11}" for cell in cells)


def _points(value: float | None) -> str:
    return "nothing" if value is None else f"{value:g}"


def _listed(title: str, lines: Iterable[str], most: int | None = MOST_LINES) -> list[str]:
    found = list(lines)
    if not found:
        return []
    shown = found[:most]
    if len(found) > len(shown):
        shown.append(f"and {len(found) - len(shown)} more")
    return ["", title, *(f"  {line}" for line in shown)]
