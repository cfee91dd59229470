"""Read what is known of a class: points from nbgrader's gradebook, verdicts from the executed notebooks.

Nothing is written. The gradebook is read with a few queries, so that a large class takes no longer than its data.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from nbgrader.api import (
    Assignment,
    BaseCell,
    Grade,
    Gradebook,
    GradeCell,
    Notebook,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
    TaskCell,
)

from grading.executing import VERDICTS
from neuronlab.exercises import exercises
from neuronlab.lessons import LESSONS

UNRECORDED = "unrecorded"
"""The status of an answer of which no verdict is kept: it was graded before there was a record."""


class NoGrades(LookupError):
    """There is nothing to report; the message says why and what to do."""


@dataclass(frozen=True)
class Answer:
    """One learner's answer to one exercise, as it was judged.

    Attributes
    ----------
    points, most : float
        What it earned, a correction by hand included, and what could be earned.
    status : str
        `holds`, `not yet`, `unanswered`, or `unrecorded`.
    holds : tuple of bool
        For each behaviour; empty where nothing is recorded.
    """

    learner: str
    lesson: str
    exercise: str
    points: float
    most: float
    status: str = UNRECORDED
    holds: tuple[bool, ...] = ()
    behaviours: tuple[str, ...] = ()
    stage: str = ""
    mistakes: tuple[str, ...] = ()

    @property
    def share(self) -> float:
        """Of its points, between 0 and 1."""
        return self.points / self.most if self.most else 0.0


@dataclass(frozen=True)
class Submission:
    """One learner's work on one lesson.

    Attributes
    ----------
    points : float
        All points, questions graded by hand included, less the penalty.
    penalty : float
        Points taken for being late.
    late : float
        Seconds after the due date.
    by_hand : int
        Questions that still wait for a grade by hand.
    """

    learner: str
    lesson: str
    points: float
    most: float
    penalty: float
    late: float
    by_hand: int
    time: datetime | None = None


@dataclass
class Class:
    """All that is known of a class, for some lessons.

    Attributes
    ----------
    learners : dict
        Ids in the gradebook, with the name to show.
    waiting : dict
        For each lesson how many were handed in and not graded yet.
    """

    learners: dict[str, str]
    lessons: list[str]
    submissions: dict[tuple[str, str], Submission] = field(default_factory=dict)
    answers: dict[tuple[str, str], Answer] = field(default_factory=dict)
    waiting: dict[str, int] = field(default_factory=dict)

    def exercises_of(self, lesson: str) -> list[str]:
        """The exercises of a lesson that were graded, in its order."""
        graded = {name for _, name in self.answers}
        return [one for one, it in exercises().items() if it.lesson == lesson and one in graded]

    def answers_to(self, exercise: str) -> list[Answer]:
        """All answers to an exercise, in the order of the learners."""
        found = (self.answers.get((learner, exercise)) for learner in self.learners)
        return [one for one in found if one is not None]


def gather(
    gradebook: Gradebook,
    autograded: Path,
    wanted: Sequence[str] = (),
    progress: Callable[[Sequence], Iterable] = iter,
) -> Class:
    """Read a class.

    Parameters
    ----------
    gradebook : Gradebook
    autograded : Path
        Where executed notebooks are, as `NAME/LESSON/LESSON.ipynb`.
    wanted : sequence of str
        Lessons; all that were graded if left out.
    progress : callable
        Wraps the list of notebooks that are read, to show how far it is.

    Raises
    ------
    NoGrades
        If nothing was graded, or a lesson is unknown.
    """
    grades = _grades(gradebook, wanted)
    graded = {lesson for _, lesson in grades}
    lessons = [one for one in (*LESSONS, *sorted(graded - LESSONS.keys())) if one in graded]
    _refuse_unknown(wanted, lessons, gradebook)
    found = Class(_learners(gradebook), lessons)
    found.submissions, found.waiting = _submissions(gradebook, grades, lessons)
    for learner, lesson in progress(sorted(grades)):
        verdicts = recorded_verdicts(autograded / learner / lesson / f"{lesson}.ipynb")
        for name, (points, most, kind) in grades[learner, lesson].items():
            if kind == "code" and name in exercises():
                found.answers[learner, name] = _answer(
                    learner, lesson, name, points, most, verdicts.get(name)
                )
    return found


def recorded_verdicts(path: Path) -> dict[str, dict[str, Any]]:
    """The verdicts that an executed notebook keeps; none if it cannot be read."""
    try:
        kept = json.loads(path.read_bytes())["metadata"].get(VERDICTS, {})
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}
    return kept if isinstance(kept, dict) else {}


def _answer(
    learner: str, lesson: str, name: str, points: float, most: float, verdict: dict | None
) -> Answer:
    if not verdict:
        return Answer(learner, lesson, name, points, most)
    return Answer(
        learner,
        lesson,
        name,
        points,
        most,
        verdict["status"],
        tuple(bool(one) for one in verdict["holds"]),
        tuple(verdict["behaviours"]),
        verdict["stage"],
        tuple(verdict["mistakes"]),
    )


def _learners(gradebook: Gradebook) -> dict[str, str]:
    rows = gradebook.db.query(Student.id, Student.first_name, Student.last_name).order_by(
        Student.id
    )
    return {
        name: " ".join(part for part in (first, last) if part) or name for name, first, last in rows
    }


def _grades(
    gradebook: Gradebook, wanted: Sequence[str]
) -> dict[tuple[str, str], dict[str, tuple[float, float, str]]]:
    """For each learner and lesson the points of each graded cell, their maximum and the cell's kind."""
    cells = {}
    for kind in (GradeCell, TaskCell):
        for one, name, most, cell_type in gradebook.db.query(
            kind.id, kind.name, kind.max_score, kind.cell_type
        ):
            cells[one] = (name, float(most or 0), "code" if cell_type == "code" else "by hand")
    rows = (
        gradebook.db.query(
            SubmittedAssignment.student_id, Assignment.name, Grade.cell_id, Grade.score
        )
        .select_from(Grade)
        .join(SubmittedNotebook, Grade.notebook_id == SubmittedNotebook.id)
        .join(SubmittedAssignment, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(Assignment, SubmittedAssignment.assignment_id == Assignment.id)
    )
    if wanted:
        rows = rows.filter(Assignment.name.in_(wanted))
    found: dict[tuple[str, str], dict] = {}
    for learner, lesson, cell, score in rows:
        name, most, kind = cells[cell]
        found.setdefault((learner, lesson), {})[name] = (float(score or 0), most, kind)
    return found


def _submissions(
    gradebook: Gradebook, grades: dict, lessons: Sequence[str]
) -> tuple[dict[tuple[str, str], Submission], dict[str, int]]:
    by_hand: dict[tuple[str, str], int] = {}
    rows = (
        gradebook.db.query(SubmittedAssignment.student_id, Assignment.name)
        .select_from(Grade)
        .join(SubmittedNotebook, Grade.notebook_id == SubmittedNotebook.id)
        .join(SubmittedAssignment, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(Assignment, SubmittedAssignment.assignment_id == Assignment.id)
        .filter(Grade.needs_manual_grade)
    )
    for key in rows:
        by_hand[tuple(key)] = by_hand.get(tuple(key), 0) + 1
    penalties: dict[tuple[str, str], float] = {}
    rows = (
        gradebook.db.query(
            SubmittedAssignment.student_id,
            Assignment.name,
            SubmittedNotebook.late_submission_penalty,
        )
        .select_from(SubmittedNotebook)
        .join(SubmittedAssignment, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(Assignment, SubmittedAssignment.assignment_id == Assignment.id)
    )
    for learner, lesson, penalty in rows:
        key = (learner, lesson)
        penalties[key] = penalties.get(key, 0.0) + float(penalty or 0)
    found, waiting = {}, dict.fromkeys(lessons, 0)
    rows = gradebook.db.query(
        SubmittedAssignment.student_id,
        Assignment.name,
        SubmittedAssignment.timestamp,
        SubmittedAssignment.extension,
        Assignment.duedate,
    ).join(Assignment, SubmittedAssignment.assignment_id == Assignment.id)
    for learner, lesson, time, extension, due in rows:
        key = (learner, lesson)
        if lesson not in waiting:
            continue
        if key not in grades:
            waiting[lesson] += 1
            continue
        if due and extension:
            due += extension
        late = max(0.0, (time - due).total_seconds()) if time and due else 0.0
        points = sum(one[0] for one in grades[key].values())
        penalty = penalties.get(key, 0.0)
        found[key] = Submission(
            learner,
            lesson,
            max(0.0, points - penalty),
            sum(one[1] for one in grades[key].values()),
            penalty,
            late,
            by_hand.get(key, 0),
            time,
        )
    return found, waiting


def _refuse_unknown(wanted: Sequence[str], lessons: Sequence[str], gradebook: Gradebook) -> None:
    missing = [one for one in wanted if one not in lessons]
    if missing or not lessons:
        there = _known(gradebook)
        raise NoGrades(
            f"Expected:   grades of {', '.join(missing) or 'a lesson'} in the gradebook\n"
            f"Found:      {'grades of ' + ', '.join(there) if there else 'no grades at all'}\n"
            "What to do: grade first (nbgrader autograde LESSON), or name a lesson that was graded"
        )


def _known(gradebook: Gradebook) -> list[str]:
    rows = (
        gradebook.db.query(Assignment.name)
        .join(Notebook, Notebook.assignment_id == Assignment.id)
        .join(BaseCell, BaseCell.notebook_id == Notebook.id)
        .join(Grade, Grade.cell_id == BaseCell.id)
        .distinct()
    )
    return sorted(name for (name,) in rows)
