"""Every lesson through nbgrader's autograding: solved it earns everything, untouched nothing."""

from __future__ import annotations

import pytest

from neuronlab.exercises import exercises
from tests.course import REPO, Course, solutions_of
from tools import build

LESSONS = build.texts(REPO)


@pytest.fixture(scope="module", params=LESSONS)
def graded(request, tmp_path_factory):
    """The scores of one lesson, handed in solved and untouched."""
    lesson = request.param
    course = Course(tmp_path_factory.mktemp("course"), REPO)
    course.nbgrader("generate_assignment", lesson, "--force")
    course.hand_in("solved", lesson, solutions_of(course.solved(lesson)).get)
    course.hand_in("untouched", lesson, {}.get)
    course.nbgrader("autograde", lesson)
    return lesson, course.scores(lesson)


def test_solved_earns_everything_and_untouched_nothing(graded):
    lesson, scores = graded
    whole = {one.name: float(one.points) for one in exercises().values() if one.lesson == lesson}
    assert {name: scores["solved"][name] for name in whole} == whole
    assert set(scores["untouched"].values()) == {0.0}
