"""The course as nbgrader's configuration describes it: its folders, its gradebook, its steps."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode
from nbgrader.apps.baseapp import NbGrader
from nbgrader.converters import Autograde
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import AssignLatePenalties, CheckCellMetadata, SaveAutoGrades

from grading.executing import ExecuteAndJudge, NoteTheRoom, is_locked
from grading.feedback import MakeHarmless
from grading.gate import Folders, folders_of, refuse_untested
from grading.room import Limits

Step = Callable[[NotebookNode, dict], tuple[NotebookNode, dict]]
"""A preprocessor: takes a notebook and what is known about it, and gives both back."""

WRITING = (SaveAutoGrades, NoteTheRoom, AssignLatePenalties)
"""The steps of autograding that write to the gradebook."""


class Trouble(Exception):
    """Something that the reader can mend: what was expected, what was found, what to do."""

    def __init__(self, expected: str, found: str, todo: str):
        super().__init__(f"Expected:   {expected}\nFound:      {found}\nWhat to do: {todo}")


@dataclass
class Course:
    """What batch grading has to know of a course.

    Attributes
    ----------
    directory : CourseDirectory
        nbgrader's own description of the folders.
    sanitizing, before, writing, after : list of Step
        nbgrader's steps as they are configured: of the first pass; and of the second, before the gradebook is
        written, while it is, and afterwards. Executing is not among them.
    """

    directory: CourseDirectory
    converter: Autograde
    limits: Limits
    locked: bool = field(default_factory=is_locked)
    sanitizing: list[Step] = field(default_factory=list)
    before: list[Step] = field(default_factory=list)
    writing: list[Step] = field(default_factory=list)
    after: list[Step] = field(default_factory=list)

    @property
    def root(self) -> Path:
        """The course's folder."""
        return Path(self.directory.root)

    def folders(self, lesson: str, learners: str) -> Folders:
        """Where the gate finds and puts things, for one lesson."""
        self.directory.assignment_id, self.directory.student_id = lesson, learners
        return folders_of(self.directory)

    def path(self, folder: str, learner: str, lesson: str) -> Path:
        """A learner's folder of a lesson, under one of nbgrader's folders."""
        return Path(self.directory.format_path(folder, learner, lesson))

    def lessons(self) -> list[str]:
        """The lessons that have a release."""
        release = self.root / self.directory.release_directory
        found = release.iterdir() if release.is_dir() else []
        return sorted(one.name for one in found if (one / f"{one.name}.ipynb").is_file())


def load() -> Course:
    """The course in whose folder this process runs.

    Raises
    ------
    Trouble
        If there is none, or it is configured in a way that batch grading does not know.
    """
    refuse_untested()
    app = NbGrader(log_level=logging.ERROR)
    app.initialize([])
    if not getattr(Autograde.start, "admits_first", False):
        raise Trouble(
            "the course's nbgrader_config.py in this folder",
            str(Path.cwd()),
            "run the command in the course's folder",
        )
    converter = Autograde(coursedir=app.coursedir, parent=app)
    for hook in ("pre_convert_hook", "post_convert_hook"):
        if getattr(converter, hook):
            raise Trouble(
                f"no {hook}, which nbgrader calls around each submission",
                f"c.Autograde.{hook} in nbgrader_config.py",
                "take it out, or grade with `nbgrader autograde`",
            )
    steps = _made(converter, converter.autograde_preprocessors)
    executing = [one for one in steps if isinstance(one, ExecuteAndJudge)]
    if len(executing) != 1:
        raise Trouble(
            "grading.executing.ExecuteAndJudge once in c.Autograde.autograde_preprocessors",
            f"it is there {len(executing)} times",
            "take the list of the repository's nbgrader_config.py",
        )
    course = Course(app.coursedir, converter, executing[0].limits())
    course.sanitizing = _made(converter, converter.sanitize_preprocessors)
    for step in steps:
        if isinstance(step, WRITING):
            course.writing.append(step)
        elif not isinstance(step, ExecuteAndJudge | MakeHarmless):
            (course.after if course.writing else course.before).append(step)
    return course


class CheckOnce:
    """nbgrader's check of cells' metadata, left out where it has already passed the same metadata."""

    def __init__(self, step: CheckCellMetadata):
        self._step = step
        self._passed: set[str] = set()

    def __call__(self, notebook: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Check one notebook."""
        known = [
            [cell.cell_type, cell.metadata["nbgrader"]]
            for cell in notebook.cells
            if "nbgrader" in cell.metadata
        ]
        text = json.dumps([notebook.nbformat, known], sort_keys=True)
        if text not in self._passed:
            notebook, resources = self._step(notebook, resources)
            self._passed.add(text)
        return notebook, resources


def _made(converter: Autograde, classes: Sequence[Any]) -> list[Step]:
    """Steps, made as nbgrader makes them."""
    exporter = NotebookExporter(parent=converter, config=converter.config)
    exporter._preprocessors = []
    for one in classes:
        exporter.register_preprocessor(one)
    return [
        CheckOnce(one) if isinstance(one, CheckCellMetadata) else one
        for one in exporter._preprocessors
    ]
