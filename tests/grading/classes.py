"""A short lesson, and what a class of learners got for it: for tests that hand in many submissions."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path

import nbformat

from tests.course import Answers, Course, solutions_of

LESSON = "00_kinds"
LEFT_OUT = ("and_gate", "Dense", "numerical_gradient", "train", "Adam", "save_parameters")
"""Sections of the scratch lesson that take long; what is left has a prediction, two exercises and own words."""

REMARKED = "About this notebook as it was handed in"
IN_PARTS = (
    "def softmax(scores):\n    return np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)"
)
"""An answer that overflows: right in some behaviours."""


def shorten(course: Course, but: tuple[str, ...] = ()) -> None:
    """Leave only the short sections of the scratch lesson, and some that are named, and release it."""
    solved = course.solved(LESSON)
    cells, kept = [], True
    for cell in solved.cells:
        if cell.cell_type == "markdown" and cell.source.startswith("## "):
            kept = not any(f"`{name}`" in cell.source for name in LEFT_OUT if name not in but)
        if kept:
            cells.append(cell)
    solved.cells = cells
    nbformat.write(solved, course.root / "solutions" / "notebooks" / LESSON / f"{LESSON}.ipynb")
    course.nbgrader("generate_assignment", LESSON, "--force")


def whole(course: Course, lesson: str = LESSON) -> dict[str, float]:
    """All that can be had without a person: words are graded by one."""
    return {
        cell.metadata.nbgrader.grade_id: float(cell.metadata.nbgrader.points)
        if cell.cell_type == "code"
        else 0.0
        for cell in course.released(lesson).cells
        if is_graded(cell)
    }


def is_graded(cell: nbformat.NotebookNode) -> bool:
    ours = cell.metadata.get("nbgrader", {})
    return bool(ours.get("grade") or ours.get("task"))


def honest(course: Course) -> dict[str, Answers]:
    """Learners who stand at the beginning, in the middle and at the end of the class: all, part, nothing."""
    right = solutions_of(course.solved(LESSON))
    return {
        "aa honest": right.get,
        "mm honest": {**right, "softmax-answer": IN_PARTS}.get,
        "zz honest": {}.get,
    }


def submitted(course: Course, learner: str, lesson: str = LESSON) -> Path:
    """Where a learner's notebook is handed in."""
    return course.root / "term" / "submitted" / learner / lesson / f"{lesson}.ipynb"


def executed(course: Course, learner: str) -> list[dict]:
    """The cells of a learner's graded notebook, outputs and verdicts included."""
    path = course.root / "term" / "autograded" / learner / LESSON / f"{LESSON}.ipynb"
    return json.loads(path.read_text("utf-8"))["cells"]


def feedback(course: Course, learner: str) -> str:
    """What can be read on a learner's feedback page, as one line."""
    path = course.root / "term" / "feedback" / learner / LESSON / f"{LESSON}.html"
    page = re.sub(r"<style.*?</style>|<[^>]*>", "", path.read_text("utf-8"), flags=re.DOTALL)
    return " ".join(html.unescape(page).split())


def differing(found: dict, expected: dict) -> dict:
    """For each learner the scores that are not as expected, so that a failure can be read."""
    assert set(found) == set(expected)
    return {
        learner: {
            name: (score, due[name]) for name, score in found[learner].items() if score != due[name]
        }
        for learner, due in expected.items()
        if found[learner] != due
    }
