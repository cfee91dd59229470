"""Batch grading: the same as serial grading to the last digit, nothing twice, nothing lost."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Base

from tests.course import REPO, Course, solutions_of

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Locked rooms need Linux.")
LESSON = "00_kinds"
WRONG = "def softmax(scores):\n    return scores / scores.sum()"


@pytest.fixture
def released(course: Course) -> Course:
    """A course whose lesson is in the gradebook, with a secret and nothing handed in."""
    course.nbgrader("generate_assignment", LESSON, "--force")
    (course.root / "term" / "secret").write_text("of the tests")
    return course


def hand_in_all_sorts(course: Course) -> None:
    """Right, wrong, partly answered, untouched, late, without a time, damaged, empty, and deadly work."""
    right = solutions_of(course.solved(LESSON))
    course.hand_in("right", LESSON, right.get)
    course.hand_in("wrong", LESSON, {**right, "softmax-answer": WRONG}.get)
    course.hand_in("partly", LESSON, {"softmax-answer": right["softmax-answer"]}.get)
    course.hand_in("untouched", LESSON, {}.get)
    course.hand_in("late", LESSON, right.get)
    (place(course, "late", "submitted") / "timestamp.txt").write_text("2026-04-01 12:00:00 UTC")
    course.hand_in("timeless", LESSON, right.get)
    (place(course, "timeless", "submitted") / "timestamp.txt").unlink()
    course.hand_in("damaged", LESSON, right.get)
    file = place(course, "damaged", "submitted") / f"{LESSON}.ipynb"
    file.write_text(file.read_text()[:-2000])
    course.hand_in("empty", LESSON, right.get)
    (place(course, "empty", "submitted") / f"{LESSON}.ipynb").write_bytes(b"")
    deadly = "def softmax(scores):\n    import os; os._exit(0)"
    course.hand_in("déadly one", LESSON, {**right, "softmax-answer": deadly}.get)


def place(course: Course, learner: str, folder: str = "autograded") -> Path:
    return course.root / "term" / folder / learner / LESSON


def executed(course: Course, learner: str) -> nbformat.NotebookNode:
    return nbformat.read(place(course, learner) / f"{LESSON}.ipynb", as_version=4)


def batch(course: Course, *arguments: str, status: int = 0, **more: str) -> str:
    """Run batch grading as a teacher does; returns what it printed."""
    done = start(course, *arguments, **more)
    printed = done.communicate(timeout=300)[0]
    assert done.returncode == status, printed
    return printed


def start(course: Course, *arguments: str, **more: str) -> subprocess.Popen:
    known = {name: text for name, text in os.environ.items() if not name.startswith("NEURONLAB")}
    paths = [str(REPO), os.environ.get("PYTHONPATH", "")]
    return subprocess.Popen(
        [sys.executable, "-m", "grading", "autograde", *arguments],
        cwd=course.root,
        env={**known, "PYTHONPATH": os.pathsep.join(filter(None, paths)), **more},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def rows(course: Course) -> dict[str, list[tuple]]:
    """All of the gradebook, with names in the place of its random numbers."""
    with sqlite3.connect(course.root / "term" / "gradebook.db") as database:
        return rows_of(lambda query: database.execute(query).fetchall())


def rows_of(ask) -> dict[str, list[tuple]]:
    names = {}
    for table, name in (
        ("assignment", "name"),
        ("notebook", "name"),
        ("base_cell", "name"),
        ("submitted_assignment", "student_id"),
    ):
        names.update({number: str(said) for number, said in ask(f"select id, {name} from {table}")})
    for number, submission in ask("select id, assignment_id from submitted_notebook"):
        names[number] = f"notebook of {names[submission]}"
    found = {}
    for table in (one.name for one in Base.metadata.sorted_tables):
        listed = [
            tuple(names.get(one, one) for one in row) for row in ask(f"select * from {table}")
        ]
        if table in ("grade", "comment", "source_cell"):  # their own numbers name nothing
            listed = [row[1:] for row in listed]
        found[table] = sorted(listed, key=repr)
    return found


def files(course: Course) -> dict[str, bytes | int]:
    root = course.root / "term" / "autograded"
    found = {}
    for path in sorted(root.rglob("*")):
        if path.is_file():
            name = str(path.relative_to(root))
            found[name] = path.read_bytes()
            found[f"{name} mode"] = path.stat().st_mode
    return found


def test_it_writes_what_nbgrader_writes(released, tmp_path):
    """Row by row, file by file; and each leaves alone what the other has graded."""
    settings = released.root / "nbgrader_config.py"
    settings.write_text(settings.read_text() + "\nc.LateSubmissionPlugin.penalty_method = 'zero'\n")
    due = "2026-03-15 12:00:00 UTC"
    released.nbgrader("db", "assignment", "add", LESSON, "--duedate", due)
    hand_in_all_sorts(released)
    serial = Course.__new__(Course)
    serial.root = tmp_path / "serial"
    shutil.copytree(released.root, serial.root)

    printed = batch(released, LESSON, "--jobs", "2")
    assert "9" in printed.split("all", 1)[1].split("\n")[0]
    serial.nbgrader("autograde", LESSON)
    ours, theirs = rows(released), rows(serial)
    for table in theirs:
        assert ours[table] == theirs[table], table
    assert len(theirs["grade"]) == 9 * 9
    assert files(released) == files(serial)
    assert released.scores(LESSON)["right"]["softmax"] == 4.0
    assert 0 < released.scores(LESSON)["wrong"]["softmax"] < 4.0

    before = files(released)
    assert "Skipping existing assignment" in released.nbgrader("autograde", LESSON)
    assert files(released) == before
    unchanged = batch(serial, "00").split("\nall", 1)[1].split("\n")[0].split()
    assert unchanged == ["0", "9", "0", "0"]
    assert files(serial) == before

    released.nbgrader("generate_feedback", LESSON)
    page = released.root / "term" / "feedback" / "wrong" / LESSON / f"{LESSON}.html"
    assert "softmax" in page.read_text()
    released.nbgrader("export", "--to", str(tmp_path / "grades.csv"))
    assert "late" in (tmp_path / "grades.csv").read_text()
