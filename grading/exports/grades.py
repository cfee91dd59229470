"""What all exports share: the grades of a class, and how texts and numbers are written."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nbgrader.api import (
    Assignment,
    Grade,
    Gradebook,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
)
from nbgrader.plugins import ExportPlugin
from sqlalchemy import func
from traitlets import Dict, Unicode

from grading.reporting.tables import guarded
from neuronlab.lessons import LESSONS


@dataclass
class Learner:
    """A learner with grades; a lesson that was not handed in is missing."""

    id: str
    first_name: str
    last_name: str
    email: str
    platform_id: str
    grades: dict[str, float] = field(default_factory=dict)


@dataclass
class Grades:
    """The grades of a class: the points that a lesson can earn, and every learner."""

    points: dict[str, float]
    learners: list[Learner]


class TableExporter(ExportPlugin):
    """Write one row a learner; how a row looks is the platform's.

    A grade is what nbgrader shows: points by checks and by hand, less the penalty for being late, never below 0.
    """

    default_to = "grades.csv"

    absent = Unicode(
        "", help="What stands where nothing was handed in: empty is no grade; 0 is one."
    ).tag(config=True)
    columns = Dict(
        help="For each lesson the platform's own number of its column, if there is one already."
    ).tag(config=True)

    def export(self, gradebook: Gradebook) -> None:
        """Write the file; what a person should know goes to the log."""
        path = Path(self.to or self.default_to)
        grades = grades_of(gradebook, self.assignment, self.student)
        if not grades.points:
            self.log.warning("No lesson was graded: %s has no grades.", path)
        waiting = (
            gradebook.db.query(Grade).filter(Grade.needs_manual_grade, Grade.manual_score.is_(None))
        ).count()
        if waiting:
            self.log.warning("%s questions wait for a grade by hand; they count as 0.", waiting)
        for learner in grades.learners:
            if guarded(learner.id) != learner.id:
                self.log.warning("%r could be taken for a formula: ' stands before it.", learner.id)
        with open(path, "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, quoting=self.quoting())
            writer.writerows(self.rows(grades))
        self.log.info(
            "%s learners and %s lessons: %s", len(grades.learners), len(grades.points), path
        )

    def quoting(self) -> int:
        """Which fields stand in quotes."""
        return csv.QUOTE_MINIMAL

    def rows(self, grades: Grades) -> Sequence[Sequence[Any]]:
        """All rows, the head first."""
        raise NotImplementedError

    def marks(self, learner: Learner, grades: Grades) -> list[str]:
        """A learner's grades, in the order of the lessons."""
        return [
            number(learner.grades[lesson]) if lesson in learner.grades else self.absent
            for lesson in grades.points
        ]


def number(value: float) -> str:
    """With a point and at most two decimals: `7`, `7.5`, `7.25`."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def grades_of(
    gradebook: Gradebook, lessons: Sequence[str] = (), learners: Sequence[str] = ()
) -> Grades:
    """The grades of some lessons and learners, all if left out.

    A few queries for all, so that a large class takes no longer than its data.
    """
    session = gradebook.db
    graded = {
        name
        for (name,) in session.query(Assignment.name)
        .join(SubmittedAssignment, SubmittedAssignment.assignment_id == Assignment.id)
        .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(Grade, Grade.notebook_id == SubmittedNotebook.id)
        .distinct()
    }
    wanted = set(map(str, lessons))
    order = [one for one in (*LESSONS, *sorted(graded - LESSONS.keys())) if one in graded]
    order = [one for one in order if not wanted or one in wanted]
    most = dict(session.query(Assignment.name, Assignment.max_score))
    found = {
        one.id: Learner(
            one.id,
            one.first_name or "",
            one.last_name or "",
            one.email or "",
            one.lms_user_id or "",
        )
        for one in session.query(Student).order_by(Student.id)
        if not learners or one.id in set(map(str, learners))
    }
    notebooks = (
        session.query(
            SubmittedAssignment.student_id,
            Assignment.name,
            SubmittedNotebook.id,
            SubmittedNotebook.late_submission_penalty,
            func.sum(Grade.score),
        )
        .select_from(Grade)
        .join(SubmittedNotebook, Grade.notebook_id == SubmittedNotebook.id)
        .join(SubmittedAssignment, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(Assignment, SubmittedAssignment.assignment_id == Assignment.id)
        .group_by(
            SubmittedAssignment.student_id,
            Assignment.name,
            SubmittedNotebook.id,
            SubmittedNotebook.late_submission_penalty,
        )
    )
    for learner, lesson, _, penalty, points in notebooks:
        if learner in found and lesson in order:
            sofar = found[learner].grades.get(lesson, 0.0)
            found[learner].grades[lesson] = sofar + float(points or 0) - float(penalty or 0)
    for learner in found.values():
        learner.grades = {lesson: max(0.0, one) for lesson, one in learner.grades.items()}
    return Grades({one: float(most[one] or 0) for one in order}, list(found.values()))
