"""A simulated class hands in what it says, and its answers are what they say."""

from __future__ import annotations

import json
import re
from collections import Counter

import pytest

from neuronlab.exercises import exercises
from solutions import reference
from solutions.registry import misconceptions, variants
from tests.course import REPO
from tools import classroom
from tools.carving import CannotCarve, carve

LESSON = "04_activations"
MINE = [name for name, one in exercises().items() if one.lesson == LESSON]


@pytest.fixture(scope="module")
def class_(tmp_path_factory):
    """A class of 40 that handed in one lesson."""
    root = tmp_path_factory.mktemp("class")
    return root, classroom.hand_in(root, [LESSON], 40, release=REPO / "notebooks")


@pytest.mark.parametrize("name", MINE)
def test_answers_are_carved_and_judged_as_what_they_are(name):
    stock = classroom.answers_of(name, LESSON)
    assert len(stock.right) >= len(variants(name)) + 1 - len(stock.skipped)
    assert {one.found.status for one in stock.right} == {"holds"}
    for one in stock.mistakes:
        assert one.mistake in one.found.mistakes
    assert {one.mistake for one in stock.mistakes} | set(stock.skipped) >= {
        one.name for one in misconceptions(name)
    }
    assert all(not all(one.found.holds) for one in stock.half)


def test_nearly_all_answers_of_the_course_can_be_carved():
    cannot = []
    count = 0
    for name in exercises():
        asked, _, _ = classroom._cells(name, exercises()[name].lesson)
        wrong = [one.answer for one in misconceptions(name)]
        for answer in (reference.ANSWERS[name], *variants(name), *wrong):
            count += 1
            try:
                source = carve(answer, asked)
            except CannotCarve as reason:
                cannot.append((name, str(reason)))
                continue
            compile(source, name, "exec")
            assert not re.search(
                r"^\s*(from|import) (solutions|grading|tools|tests)", source, re.M
            ), name
    assert len(cannot) < 0.01 * count, cannot


def test_a_carved_answer_needs_nothing_around_it():
    for name in MINE:
        for one in classroom.answers_of(name, LESSON).mistakes:
            assert "solutions" not in one.source
            assert "@mistake" not in one.source


def test_the_same_seed_makes_the_same_class(class_, tmp_path):
    root, truth = class_
    again = classroom.hand_in(tmp_path, [LESSON], 40, release=REPO / "notebooks")
    assert again == truth
    for path in sorted(root.rglob("*.ipynb")):
        if not path.is_symlink():
            assert path.read_bytes() == (tmp_path / path.relative_to(root)).read_bytes()
    other = classroom.hand_in(tmp_path / "other", [LESSON], 40, 1, release=REPO / "notebooks")
    assert other.work != truth.work


def test_it_is_a_class(class_):
    _, truth = class_
    kinds = Counter(given.kind for *_, given in truth.answers())
    assert set(kinds) == {"right", "mistake", "half", "untouched"}
    assert kinds["right"] > kinds["mistake"] > kinds["half"]
    work = [one for lessons in truth.work.values() for one in lessons.values()]
    assert 0 < sum(one.late for one in work) < len(work) / 3
    assert any(one.shape in classroom.DAMAGES for one in work)
    assert any(one.shape in classroom.ATTACKS for one in work)
    assert len(work) < len(truth.learners)
    right = Counter(
        given.source
        for _, _, name, given in truth.answers()
        if given.kind == "right" and name == "softmax"
    )
    assert len(right) > 2  # right ones in several hands


def test_what_is_handed_in_is_what_the_truth_says(class_):
    root, truth = class_
    for learner, lessons in truth.work.items():
        for lesson, work in lessons.items():
            place = root / "term" / "submitted" / learner / lesson
            if work.shape not in ("whole", "early call", "script"):
                continue
            cells = json.loads((place / f"{lesson}.ipynb").read_text("utf-8"))["cells"]
            sources = {one["metadata"].get("nbgrader", {}).get("grade_id"): one for one in cells}
            for name, given in work.answers.items():
                if given.source:
                    assert sources[f"{name}-answer"]["source"] == given.source


def test_the_truth_can_be_kept(class_, tmp_path):
    _, truth = class_
    truth.save(tmp_path / "truth.json")
    kept = classroom.Truth.load(tmp_path / "truth.json")
    assert [one[:3] for one in kept.answers()] == [one[:3] for one in truth.answers()]
    assert [one[3].found for one in kept.answers()] == [one[3].found for one in truth.answers()]


def test_work_without_trouble_is_whole_and_in_time(tmp_path):
    truth = classroom.hand_in(tmp_path, [LESSON], 12, release=REPO / "notebooks", trouble=False)
    work = [lessons[LESSON] for lessons in truth.work.values()]
    assert {(one.shape, one.late) for one in work} == {("whole", False)}
