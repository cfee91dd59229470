"""Unusual ways to be right, through the real commands: full marks, and feedback that can be read."""

from __future__ import annotations

import shutil
from pathlib import Path

import nbformat
import pytest

from tests.course import REPO, Course, solutions_of
from tests.grading.classes import LESSON, REMARKED, differing, feedback, shorten, submitted, whole
from tests.grading.ways import EVERYWHERE, WAYS

SAID = {"the last exercise first", "answers in any order"}
"""Whose feedback says that answers were moved."""

REAL = ("01_neuron", "04_activations")


def work(course: Course, lesson: str, ways: dict) -> None:
    """Every learner hands in right answers, each in a way of their own."""
    right = solutions_of(course.solved(lesson))
    for learner, way in ways.items():
        course.hand_in(learner, lesson, right.get)
        path = submitted(course, learner, lesson)
        notebook = nbformat.read(path, 4)
        way(notebook)
        nbformat.write(notebook, path)


def test_unusual_right_answers_earn_all(kinds: Path, tmp_path: Path):
    course = Course(tmp_path / "course", kinds)
    shorten(course, but=("Dense",))
    work(course, LESSON, {**WAYS, **EVERYWHERE})
    course.nbgrader("autograde", LESSON)
    everything = whole(course)
    expected = dict.fromkeys([*WAYS, *EVERYWHERE], everything)
    assert differing(course.scores(LESSON), expected) == {}
    course.nbgrader("generate_feedback", LESSON)
    for learner in expected:
        page = feedback(course, learner)
        for exercise in ("softmax 4 of 4", "neuron_loop 3 of 3", "Dense 3 of 3"):
            assert f"{exercise} behaviours hold" in page, learner
        assert REMARKED not in page or learner in SAID, learner


@pytest.mark.parametrize("lesson", REAL)
def test_real_lessons_too(lesson: str, tmp_path: Path):
    course = Course(tmp_path / "course", tmp_path)
    for folder in ("solutions/notebooks", "notebooks"):
        shutil.copytree(REPO / folder / lesson, course.root / folder / lesson)
    course.nbgrader("generate_assignment", lesson, "--force")
    work(course, lesson, EVERYWHERE)
    course.nbgrader("autograde", lesson)
    everything = whole(course, lesson)
    assert sum(everything.values()) > 15
    assert differing(course.scores(lesson), dict.fromkeys(EVERYWHERE, everything)) == {}
