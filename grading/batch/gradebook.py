"""nbgrader's gradebook for a writer that writes much: opened once, read once a submission, written once a submission.

nbgrader's own steps open the gradebook anew, look up every grade with a query of its own and commit after each. They
decide here as they always do; `lent_to_nbgrader` only gives them this gradebook instead of a fresh one.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from unittest import mock

from nbgrader.api import (
    Assignment,
    BaseCell,
    Comment,
    Grade,
    Gradebook,
    MissingEntry,
    SubmittedAssignment,
    SubmittedNotebook,
)
from sqlalchemy.orm import Session, scoped_session, sessionmaker

PLACES = (
    "nbgrader.preprocessors.saveautogrades",
    "nbgrader.preprocessors.latesubmissions",
    "grading.executing",
    "grading.schemes",
)
"""Modules whose steps open a gradebook."""


class _Patient(Session):
    """A session in which a commit waits until the whole submission is written.

    While a submission is open not even the single changes are sent: whatever asks the database sends them first.
    """

    gathers = False

    def commit(self) -> None:
        if not self.gathers:
            self.flush()

    def settle(self) -> None:
        """Commit at last."""
        super().commit()
        self.expunge_all()


class BatchGradebook(Gradebook):
    """The gradebook of one run of batch grading. Closed by `end`, not by those who borrow it."""

    def __init__(self, url: str, course: str):
        Gradebook(
            url
        ).close()  # nbgrader's steps open it without a course: that leaves an entry of its own
        super().__init__(url, course)
        self.url = url
        self.db.remove()
        self.db = scoped_session(sessionmaker(class_=_Patient, bind=self.engine))
        self._grades: dict[str, Grade] = {}
        self._comments: dict[str, Comment] = {}
        self._at: tuple[str, str, str] | None = None
        self._sources: dict[tuple, Any] = {}

    def close(self) -> None:
        """Nothing: the batch goes on with it."""

    def end(self) -> None:
        """Close the connection."""
        super().close()

    @contextlib.contextmanager
    def lent_to_nbgrader(self) -> Iterator[None]:
        """For this time nbgrader's steps use this gradebook."""
        with contextlib.ExitStack() as stack:
            for place in PLACES:
                stack.enter_context(mock.patch(f"{place}.Gradebook", return_value=self))
            yield

    def resources(self, lesson: str, learner: str) -> dict[str, Any]:
        """What nbgrader's steps want to know about a submission."""
        return {
            "nbgrader": {
                "student": learner,
                "assignment": lesson,
                "notebook": lesson,
                "db_url": self.url,
            }
        }

    # reading

    def graded(self, lesson: str) -> set[str]:
        """Learners of whom there is something in the gradebook for a lesson."""
        asked = (
            self.db.query(SubmittedAssignment.student_id)
            .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
            .filter(Assignment.name == lesson)
        )
        found = {student for (student,) in asked}
        self.db().rollback()
        return found

    def time_of(self, lesson: str, learner: str) -> datetime | None:
        """When a submission was handed in, as the gradebook has it from an earlier run."""
        found = (
            self.db.query(SubmittedAssignment.timestamp)
            .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
            .filter(Assignment.name == lesson, SubmittedAssignment.student_id == learner)
            .one_or_none()
        )
        self.db().rollback()
        return found[0] if found else None

    def find_source_cell(self, name: str, notebook: str, assignment: str) -> Any:
        """A released cell; looked up once in a run."""
        place = (name, notebook, assignment)
        if place not in self._sources:
            cell = super().find_source_cell(*place)
            self.db().expunge(cell)
            self._sources[place] = cell
        return self._sources[place]

    # writing

    def open_submission(self, lesson: str, learner: str, time: datetime | None) -> dict[str, float]:
        """Begin with a submission; what is written from here on is written by `settle`, or not at all.

        Returns
        -------
        dict
            The points that each graded cell had.
        """
        self.forget()
        with self.db().no_autoflush:
            self.update_or_create_student(learner)
            when = {"timestamp": time} if time else {}
            submission = self.update_or_create_submission(lesson, learner, **when)
        for notebook in submission.notebooks:
            if notebook.name != lesson:
                self._zero(notebook)
        (ours,) = [one for one in submission.notebooks if one.name == lesson]
        self._at = (lesson, lesson, learner)
        for kind, held in ((Grade, self._grades), (Comment, self._comments)):
            asked = self.db.query(BaseCell.name, kind).join(BaseCell, BaseCell.id == kind.cell_id)
            for name, one in asked.filter(kind.notebook_id == ours.id):
                held[name] = one
        self.db().gathers = True
        return self.points()

    def points(self) -> dict[str, float]:
        """The points that each graded cell of the open submission has now."""
        return {name: one.auto_score for name, one in self._grades.items()}

    def settle(self) -> None:
        """Write all that was said about the open submission, in one transaction."""
        self.db().settle()
        self.forget()

    def forget(self) -> None:
        """Write nothing of what was not settled."""
        self.db().gathers = False
        self.db().rollback()
        self.db().expunge_all()
        self._grades, self._comments, self._at = {}, {}, None

    def find_grade(self, grade_cell: str, notebook: str, assignment: str, student: str) -> Grade:
        """A grade; of the open submission without a query."""
        if (assignment, notebook, student) == self._at and grade_cell in self._grades:
            return self._grades[grade_cell]
        return super().find_grade(grade_cell, notebook, assignment, student)

    def find_comment(
        self, solution_cell: str, notebook: str, assignment: str, student: str
    ) -> Comment:
        """A comment; of the open submission without a query."""
        if (assignment, notebook, student) == self._at and solution_cell in self._comments:
            return self._comments[solution_cell]
        return super().find_comment(solution_cell, notebook, assignment, student)

    def find_submission_notebook(
        self, notebook: str, assignment: str, student: str
    ) -> SubmittedNotebook:
        """A notebook, with the sum of its points as they are now."""
        found = super().find_submission_notebook(notebook, assignment, student)
        self.db().flush()
        self.db().expire(found, ["score"])
        return found

    def known(self, lesson: str) -> bool:
        """Whether the lesson and its notebook are in the gradebook."""
        try:
            self.find_notebook(lesson, lesson)
        except MissingEntry:
            return False
        finally:
            self.db().rollback()
        return True

    @staticmethod
    def _zero(notebook: SubmittedNotebook) -> None:
        """A notebook of the lesson that is never handed in earns nothing, as nbgrader has it."""
        for grade in notebook.grades:
            grade.auto_score = 0
            grade.needs_manual_grade = False
