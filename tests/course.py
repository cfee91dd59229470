"""A scratch course for tests: the real commands in a folder that is thrown away."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

import nbformat

REPO = Path(__file__).resolve().parent.parent

Answers = Callable[[str], str | None]
"""For a grade_id such as `softmax-answer`, the source to put there; None leaves the stub."""


class Course:
    """A course of its own under `root`, with this repository's code and configuration."""

    variables: Mapping[str, str] = MappingProxyType({})
    """What commands have in their environment besides."""

    def __init__(self, root: Path, course: Path, **variables: str):
        """Copy texts, solved notebooks and releases of `course` to `root`.

        What is named further goes into the environment of every command.
        """
        self.root = root
        self.variables = variables
        root.mkdir(parents=True, exist_ok=True)
        shutil.copy(REPO / "nbgrader_config.py", root)
        for folder in ("solutions/notebooks", "notebooks"):
            if (course / folder).exists():
                shutil.copytree(course / folder, root / folder)
        if (REPO / "img").exists():
            shutil.copytree(REPO / "img", root / "img")

    @classmethod
    def at(cls, root: Path) -> Course:
        """A course that is there already."""
        course = cls.__new__(cls)
        course.root = root
        return course

    def nbgrader(
        self, *arguments: str, cwd: Path | None = None, ok: bool = True, timeout: float = 900
    ) -> str:
        """Run an nbgrader command; returns what it printed."""
        return self._run(["-m", "nbgrader", *arguments], cwd or self.root, ok, timeout)

    def python(self, code: str) -> str:
        """Run Python in the course's folder as nbgrader runs there; returns what it printed."""
        return self._run(["-c", code], self.root, True)

    def grading(self, *arguments: str, ok: bool = True) -> str:
        """Run `python -m grading`; returns what it printed."""
        return self._run(["-m", "grading", *arguments], self.root, ok)

    def environment(self) -> dict[str, str]:
        """What a command of this course has in its environment."""
        environment = {
            name: value for name, value in os.environ.items() if not name.startswith("NEURONLAB")
        }
        if sys.platform != "linux":
            environment["NEURONLAB_UNLOCKED"] = "yes"  # there are no locked rooms elsewhere
        paths = [str(REPO), os.environ.get("PYTHONPATH", "")]
        return {
            **environment,
            **self.variables,
            "PYTHONPATH": os.pathsep.join(path for path in paths if path),
            "JUPYTER_CONFIG_PATH": str(self.root),
        }

    def _run(self, arguments: list[str], cwd: Path, ok: bool, timeout: float = 900) -> str:
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=cwd,
            env=self.environment(),
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
        )
        printed = done.stderr + done.stdout
        assert (done.returncode == 0) == ok, printed
        return printed

    def solved(self, lesson: str) -> nbformat.NotebookNode:
        """The solved notebook of a lesson."""
        return _read(self.root / "solutions" / "notebooks" / lesson / f"{lesson}.ipynb")

    def released(self, lesson: str) -> nbformat.NotebookNode:
        """The learner's notebook of a lesson."""
        return _read(self.root / "notebooks" / lesson / f"{lesson}.ipynb")

    def hand_in(self, learner: str, lesson: str, answers: Answers) -> None:
        """Put a learner's work into the course as if it had been collected."""
        place = self.root / "term" / "submitted" / learner / lesson
        place.mkdir(parents=True)
        answer(
            self.root / "notebooks" / lesson / f"{lesson}.ipynb", answers, place / f"{lesson}.ipynb"
        )
        (place / "timestamp.txt").write_text("2026-03-01 12:00:00 UTC")

    def scores(self, lesson: str) -> dict[str, dict[str, float]]:
        """For each learner the score of every graded cell."""
        from nbgrader.api import Gradebook

        with Gradebook(f"sqlite:///{self.root}/term/gradebook.db") as gradebook:
            return {
                submission.student.id: {
                    grade.cell.name: grade.score
                    for notebook in submission.notebooks
                    for grade in notebook.grades
                }
                for submission in gradebook.assignment_submissions(lesson)
            }


def answer(source: Path, answers: Answers, target: Path) -> None:
    """Copy a learner's notebook with answers written into their cells."""
    notebook = _read(source)
    for cell in notebook.cells:
        written = answers(cell.metadata.get("nbgrader", {}).get("grade_id", ""))
        if written is not None:
            cell.source = written
    nbformat.write(notebook, target)


def solutions_of(notebook: nbformat.NotebookNode) -> dict[str, str]:
    """The sources of a solved notebook's answer cells."""
    return {
        cell.metadata.nbgrader.grade_id: cell.source
        for cell in notebook.cells
        if cell.metadata.get("nbgrader", {}).get("solution")
    }


def _read(path: Path) -> nbformat.NotebookNode:
    return nbformat.read(path, as_version=4)
