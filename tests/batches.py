"""What the tests of batch grading share: a class of all sorts, the command, and what it leaves behind."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

import nbformat
import psutil
from nbgrader.api import Base

from tests.course import REPO, Course, solutions_of

KINDS = "00_kinds"
LEARNERS = (
    "right",
    "wrong",
    "partly",
    "untouched",
    "late",
    "timeless",
    "damaged",
    "empty",
    "déadly one",
)
WRONG = "def softmax(scores):\n    e = np.exp(scores)\n    return e / e.sum(axis=1, keepdims=True)"
DEADLY = "def softmax(scores):\n    import os; os._exit(0)"
Found = TypeVar("Found")


def all_sorts(course: Course) -> Course:
    """Release the lesson, and let a class of all sorts hand in: one is late and loses all points for it."""
    settings = course.root / "nbgrader_config.py"
    settings.write_text(settings.read_text() + "\nc.LateSubmissionPlugin.penalty_method = 'zero'\n")
    course.nbgrader("generate_assignment", KINDS, "--force")
    due = "2026-03-15 12:00:00 UTC"
    course.nbgrader("db", "assignment", "add", KINDS, "--duedate", due)
    (course.root / "term" / "secret").write_text("of the tests")
    right = solutions_of(course.solved(KINDS))
    answers: dict[str, dict[str, str]] = dict.fromkeys(LEARNERS, right)
    answers["wrong"] = {**right, "softmax-answer": WRONG}
    answers["partly"] = {"softmax-answer": right["softmax-answer"]}
    answers["untouched"] = {}
    answers["déadly one"] = {**right, "softmax-answer": DEADLY}
    for learner, written in answers.items():
        course.hand_in(learner, KINDS, written.get)
    submitted = course.root / "term" / "submitted"
    (submitted / "late" / KINDS / "timestamp.txt").write_text("2026-04-01 12:00:00 UTC")
    (submitted / "timeless" / KINDS / "timestamp.txt").unlink()
    damaged = submitted / "damaged" / KINDS / f"{KINDS}.ipynb"
    damaged.write_text(damaged.read_text()[:-2000])
    (submitted / "empty" / KINDS / f"{KINDS}.ipynb").write_bytes(b"")
    return course


def copy_of(course: Course, place: Path, learners: Sequence[str] = LEARNERS) -> Course:
    """The same course elsewhere, with some of its learners."""
    other = Course.__new__(Course)
    other.root = place / "course"
    shutil.copytree(course.root, other.root)
    for folder in (other.root / "term" / "submitted").iterdir():
        if folder.name not in learners:
            shutil.rmtree(folder)
    return other


def place(course: Course, learner: str) -> Path:
    """Where a learner's executed notebook is."""
    return course.root / "term" / "autograded" / learner / KINDS


def executed(course: Course, learner: str) -> nbformat.NotebookNode:
    """A learner's executed notebook."""
    return nbformat.read(place(course, learner) / f"{KINDS}.ipynb", as_version=4)


def batch(course: Course, *arguments: str, status: int = 0, **environment: str) -> str:
    """Run batch grading as a teacher does; returns what it printed."""
    process = start(course, *arguments, **environment)
    printed = process.communicate(timeout=300)[0]
    assert process.returncode == status, printed
    return printed


def start(course: Course, *arguments: str, **environment: str) -> subprocess.Popen:
    """Start batch grading."""
    command = [sys.executable, "-m", "grading", "autograde", *arguments]
    return started(course, command, **environment)


def started(course: Course, command: list[str], **environment: str) -> subprocess.Popen:
    """Start a command in the course's folder, with nothing of this machine's settings."""
    known = {name: text for name, text in os.environ.items() if not name.startswith("NEURONLAB")}
    return subprocess.Popen(
        command,
        cwd=course.root,
        env={**known, "PYTHONPATH": str(REPO), **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def counts(printed: str) -> dict[str, int]:
    """The last line of the table in what the command printed."""
    names = ("graded", "unchanged", "repaired", "failed")
    (line,) = [line for line in printed.split("\n") if line.startswith("all  ")]
    return dict(zip(names, map(int, line.split()[1:]), strict=True))


def files(course: Course) -> dict[str, tuple[bytes, int]]:
    """All files of executed work, with their rights."""
    root = course.root / "term" / "autograded"
    return {
        str(path.relative_to(root)): (path.read_bytes(), path.stat().st_mode)
        for path in sorted(root.glob("[!.]*/*/*"))
        if path.is_file()
    }


def rows(course: Course) -> dict[str, list[tuple]]:
    """All of the gradebook, with names in the place of its random numbers."""
    with sqlite3.connect(course.root / "term" / "gradebook.db") as database:
        return rows_by(lambda query: database.execute(query).fetchall())


def rows_by(ask: Callable[[str], list[tuple]]) -> dict[str, list[tuple]]:
    """The same, by any means of asking the database."""
    names: dict[Any, str] = {}
    for table, name in (
        ("assignment", "name"),
        ("notebook", "name"),
        ("base_cell", "name"),
        ("submitted_assignment", "student_id"),
    ):
        names.update((number, str(said)) for number, said in ask(f"select id, {name} from {table}"))
    for number, submission in ask("select id, assignment_id from submitted_notebook"):
        names[number] = f"notebook of {names[submission]}"
    found = {}
    for table in (one.name for one in Base.metadata.sorted_tables):
        listed = [tuple(map(_plain, row)) for row in ask(f'select * from "{table}"')]
        if table in ("grade", "comment", "source_cell"):  # their own numbers name nothing
            listed = [row[1:] for row in listed]
        named = [tuple(names.get(one, one) for one in row) for row in listed]
        found[table] = sorted(named, key=repr)
    return found


def _plain(value: Any) -> Any:
    """A value as SQLite keeps it."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M:%S.%f}"
    return value if value is None or isinstance(value, int | float | str) else str(value)


def wait_for(
    found: Callable[[], Found], process: subprocess.Popen | None = None, seconds: float = 120
) -> Found:
    """Wait until there is something; not longer than the process lives that should bring it."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if result := found():
            return result
        if process is not None and process.poll() is not None:
            raise AssertionError(f"It ended before:\n{process.communicate()[0]}")
        time.sleep(0.02)
    raise AssertionError("It did not come.")


def workers_of(process: subprocess.Popen) -> list[psutil.Process]:
    """The processes that execute for a running command."""
    found = []
    for helper in psutil.Process(process.pid).children():
        if "forkserver" in " ".join(helper.cmdline()):
            found += helper.children()
    return found
