"""Every kind of damage in one class, through the real commands: each gets its due, and nobody stops anybody."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.course import Course, solutions_of
from tests.grading.classes import (
    LESSON,
    REMARKED,
    differing,
    executed,
    feedback,
    honest,
    shorten,
    submitted,
    whole,
)
from tests.grading.damages import ALL, DAMAGES, NONE


@pytest.fixture(scope="module")
def course(kinds: Path, tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A course with a class that is whole, and graded."""
    course = Course(tmp_path_factory.mktemp("broken") / "course", kinds)
    shorten(course)
    for learner, answers in honest(course).items():
        course.hand_in(learner, LESSON, answers)
    course.nbgrader("autograde", LESSON)
    return course


def test_a_broken_class(course: Course):
    undisturbed = {
        learner: (scores, executed(course, learner))
        for learner, scores in course.scores(LESSON).items()
    }
    everything = whole(course)
    assert undisturbed["aa honest"][0] == everything
    expected = {learner: scores for learner, (scores, _) in undisturbed.items()}
    for learner, damage in DAMAGES.items():
        course.hand_in(learner, LESSON, solutions_of(course.solved(LESSON)).get)
        damage.do(submitted(course, learner))
        due = (
            {ALL: everything, NONE: {}}.get(damage.due)
            if isinstance(damage.due, str)
            else damage.due
        )
        expected[learner] = {**dict.fromkeys(everything, 0.0), **due}

    course.nbgrader("autograde", LESSON, "--force")
    assert differing(course.scores(LESSON), expected) == {}
    for learner, (_, cells) in undisturbed.items():
        assert executed(course, learner) == cells, learner

    course.nbgrader("generate_feedback", LESSON)
    course.nbgrader("release_feedback", LESSON)
    silent = {learner: feedback(course, learner) for learner in undisturbed}
    assert not any(REMARKED in page for page in silent.values())
    assert {learner: missing for learner in DAMAGES if (missing := unsaid(course, learner))} == {}

    # again: a newer attempt is graded, and nothing else
    place = submitted(course, "empty").parent
    shutil.copy(submitted(course, "aa honest"), place)
    (place / "timestamp.txt").write_text("2026-03-02 12:00:00 UTC")
    newer = course.nbgrader("autograde", LESSON)
    assert newer.count("Skipping existing assignment") == len(expected) - 1
    assert differing(course.scores(LESSON), {**expected, "empty": everything}) == {}


def unsaid(course: Course, learner: str) -> list[str]:
    """What a learner's feedback should say and does not, or says and should not."""
    page = feedback(course, learner)
    wrong = [sentence for sentence in DAMAGES[learner].says if sentence not in page]
    if (REMARKED in page) != bool(DAMAGES[learner].says):
        wrong.append(page[page.find(REMARKED) :][:600])
    return wrong + [secret for secret in ("One point each", "against_reference") if secret in page]
