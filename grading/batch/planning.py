"""What has to be done: admit each submission, and see whether its grade already follows from what it is."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from logging import Logger
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from grading.batch.course import Course
from grading.batch.gradebook import BatchGradebook
from grading.executing import files_of
from grading.execution import Task, as_text
from grading.fingerprints import mended, work_of
from grading.gate import Admitted, admit, current_release
from grading.records import VERDICTS, WORK
from grading.secret import course_secret, seed_of_attempt


@dataclass
class Planned:
    """One submission, and what is to be done about it.

    Attributes
    ----------
    task : Task or None
        What has to be executed; None if nothing has changed.
    mended : set of str or None
        The exercises that are judged again in work that did not change; None if all of the work is new.
    """

    lesson: str
    learner: str
    admitted: Admitted
    task: Task | None = None
    mended: set[str] | None = None
    deaths: int = 0


@dataclass
class Planner:
    """Plans the submissions of one lesson, one after the other.

    Parameters
    ----------
    course : Course
    gradebook : BatchGradebook
    lesson : str
    force : bool
        Everything is executed again.
    log : Logger
    """

    course: Course
    gradebook: BatchGradebook
    lesson: str
    force: bool
    log: Logger
    _graded: set[str] = field(init=False)

    def __post_init__(self) -> None:
        self._folders = self.course.folders(self.lesson, "*")
        self._release = current_release(self._folders, self.lesson)
        self._graded = self.gradebook.graded(self.lesson)

    def plan(self, learner: str) -> Planned:
        """Look at one submission."""
        one = admit(self._folders, learner, self.lesson, self._release, self.log)
        notebook = self._sanitized(one.notebook, learner)
        time = one.time or self.gradebook.time_of(self.lesson, learner)
        seed = seed_of_attempt(self._secret, self.lesson, learner, time, notebook)
        work = work_of(notebook, seed, self.course.locked)
        before = self._before(learner)
        again = mended(before.get("metadata", {}).get(WORK), work)
        planned = Planned(self.lesson, learner, one, mended=again)
        if again == set() and not self.force:
            return planned
        kept = {} if again is None or self.force else _kept(before, again)
        planned.task = Task(
            self.lesson,
            learner,
            as_text(notebook),
            tuple(seed),
            work,
            self._files,
            self.course.limits,
            self.course.locked,
            kept,
        )
        if self.force and again is not None:
            planned.mended = set(work["exercises"])
        return planned

    @cached_property
    def _secret(self) -> str:
        return course_secret(self.course.root)

    @cached_property
    def _files(self) -> dict[str, bytes]:
        return files_of(self._folders.release / self.lesson)

    def _sanitized(self, notebook: NotebookNode, learner: str) -> NotebookNode:
        resources = self.gradebook.resources(self.lesson, learner)
        for step in self.course.sanitizing:
            notebook, resources = step(notebook, resources)
        return notebook

    def _before(self, learner: str) -> Mapping[str, Any]:
        """The executed notebook of an earlier run; empty if there is none, or it was not recorded."""
        place = self.course.path(self.course.directory.autograded_directory, learner, self.lesson)
        if learner not in self._graded:
            return {}
        try:
            found = json.loads(Path(place, f"{self.lesson}.ipynb").read_bytes())
            return found if isinstance(found["metadata"], dict) else {}
        except (OSError, ValueError, KeyError, TypeError):
            return {}


def _kept(before: Mapping[str, Any], again: set[str]) -> dict[str, tuple[dict, list]]:
    """Records and outputs of the checks that are not judged again."""
    records, kept = before["metadata"].get(VERDICTS, {}), {}
    for cell in before["cells"]:
        name = cell["metadata"].get("nbgrader", {}).get("grade_id")
        if name in records and name not in again:
            kept[name] = (records[name], [_joined(one) for one in cell["outputs"]])
    return kept


def _joined(output: dict) -> dict:
    """An output of a file, in which texts are lists of lines."""
    joined = dict(output)
    if isinstance(joined.get("text"), list):
        joined["text"] = "".join(joined["text"])
    if "data" in joined:
        joined["data"] = {
            kind: "".join(value) if isinstance(value, list) else value
            for kind, value in joined["data"].items()
        }
    return joined
