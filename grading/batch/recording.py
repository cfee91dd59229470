"""The one who writes: grades into nbgrader's gradebook, then the notebook into its folder.

The folder is put in place last and in one step. Whatever interrupts a run, at most one submission is in the gradebook and
not in its folder; the next run grades it again, into the same result.
"""

from __future__ import annotations

import json
import os
import shutil
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from nbformat import NotebookNode
from nbformat.v4.rwbase import split_lines, strip_transient
from nbgrader.utils import find_all_files

from grading.batch.course import Course
from grading.batch.gradebook import BatchGradebook
from grading.batch.planning import Planned
from grading.execution import Outcome, as_notebook
from grading.gate import files_beside

NEW = ".new"
"""Where folders are made before they are put in place: beside those of the learners, out of nbgrader's sight."""


@dataclass(frozen=True)
class Change:
    """Points that a learner has more or fewer, for the same work."""

    learner: str
    lesson: str
    exercise: str
    old: float | None
    new: float | None


@dataclass
class Recorder:
    """Writes what came of submissions, one at a time.

    Parameters
    ----------
    course : Course
    gradebook : BatchGradebook
    """

    course: Course
    gradebook: BatchGradebook
    _count: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        self._autograded = self.course.root / self.course.directory.autograded_directory
        shutil.rmtree(self._autograded / NEW, ignore_errors=True)  # of a run that was interrupted
        self._files: dict[str, dict[str, bytes]] = {}

    def record(self, planned: Planned, outcome: Outcome) -> list[Change]:
        """Write one submission.

        Returns
        -------
        list of Change
            Points that changed although the work did not.
        """
        lesson, learner = planned.lesson, planned.learner
        resources = self.gradebook.resources(lesson, learner)
        resources["neuronlab_locked"] = self.course.locked
        notebook = as_notebook(outcome.notebook)
        for step in self.course.before:
            notebook, resources = step(notebook, resources)
        try:
            if not self.course.converter.create_student:
                self.gradebook.find_student(learner)
            old = self.gradebook.open_submission(lesson, learner, planned.admitted.time)
            for step in self.course.writing:
                notebook, resources = step(notebook, resources)
            new = self.gradebook.points()
            self.gradebook.settle()
        except BaseException:
            self.gradebook.forget()
            raise
        for step in self.course.after:
            notebook, resources = step(notebook, resources)
        files = {
            **files_beside(planned.admitted),
            **self._lesson_files(lesson),
            f"{lesson}.ipynb": _file(notebook),
        }
        self._put(learner, lesson, files)
        if planned.mended is None:
            return []
        return [
            Change(learner, lesson, name, old[name], new[name])
            for name in sorted(planned.mended)
            if name in new and old[name] != new[name]
        ]

    def _lesson_files(self, lesson: str) -> dict[str, bytes]:
        """The teacher's own files beside the solved notebook, which nbgrader puts beside the graded one."""
        if lesson not in self._files:
            directory, converter = self.course.directory, self.course.converter
            source = directory.format_path(directory.source_directory, ".", lesson)
            left_out = {
                os.path.join(source, name) for name in converter.exclude_overwriting.get(lesson, [])
            }
            found = set(find_all_files(source, [*directory.ignore, "*.ipynb"])) - left_out
            self._files[lesson] = {
                os.path.relpath(path, source): Path(path).read_bytes() for path in found
            }
        return self._files[lesson]

    def _put(self, learner: str, lesson: str, files: dict[str, bytes]) -> None:
        """Put a folder in its place, whole."""
        place = self.course.path(self.course.directory.autograded_directory, learner, lesson)
        self._count += 1
        new, old = (self._autograded / NEW / f"{word}-{self._count}" for word in ("new", "old"))
        mode = int(str(self.course.converter.permissions), 8)
        for name, content in files.items():
            path = new / name
            path.parent.mkdir(parents=True, exist_ok=True)
            with open(path, "xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            path.chmod(mode)
        place.parent.mkdir(parents=True, exist_ok=True)
        self._share(new)
        self._share(place.parent)
        if place.exists():
            place.rename(old)
        new.rename(place)
        shutil.rmtree(old, ignore_errors=True)
        with suppress(OSError):
            new.parent.rmdir()

    def _share(self, folder: Path) -> None:
        """Where a group grades together, it may write to the folder."""
        if self.course.directory.groupshared:
            folder.chmod((folder.stat().st_mode | 0o2770) & 0o2777)


def _file(notebook: NotebookNode) -> bytes:
    """A notebook as `nbformat.writes` has it; without its copy and its check, which take most of its time."""
    lines = strip_transient(split_lines(notebook))
    text = json.dumps(lines, ensure_ascii=False, indent=1, sort_keys=True, separators=(",", ": "))
    return f"{text}\n".encode()
