"""Every wrong answer is rejected with its own hint, every right one accepted."""

from __future__ import annotations

import pytest

from neuronlab.checking import judge_publicly
from neuronlab.exercises import exercises
from solutions import reference
from solutions.registry import misconceptions, variants
from tools.proof import prove

SEEDS = range(1, 6)


@pytest.mark.parametrize("name", exercises())
def test_proof(name):
    assert prove(name, SEEDS).problems == []


@pytest.mark.parametrize("name", exercises())
def test_what_ships_to_learners_judges_alike(name):
    """The compiled values, not the live reference: they are what a learner's machine has."""
    exercise = exercises()[name]
    assert judge_publicly(exercise, reference.ANSWERS[name]).status == "holds"
    for answer in variants(name):
        assert judge_publicly(exercise, answer).status == "holds"
    for mistake in misconceptions(name):
        verdict = judge_publicly(exercise, mistake.answer)
        assert verdict.status == "not yet", mistake.name
        assert mistake.name in [one.name for one in verdict.mistakes], mistake.name


def test_every_exercise_has_a_reference_and_none_is_left_over():
    assert list(reference.ANSWERS) == list(exercises())


def test_names_are_unique_and_hints_are_kind():
    for name in exercises():
        found = misconceptions(name)
        assert len({one.name for one in found}) == len(found), name
        for one in found:
            assert one.hint.endswith((".", "?")), one.hint
            for word in ("simply", "just ", "obviously", "!", "stupid"):
                assert word not in one.hint.lower(), one.hint
