"""An exercise's fingerprint: the same in every process, another one when the exercise is mended."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest

from neuronlab.exercises import exercises
from solutions import oracle, reference
from solutions.fingerprints import fingerprint
from tests.course import REPO

SOME = ("softmax", "minibatches", "Adam")
"""The second has a mistake that draws from a generator of its own."""

fresh = fingerprint.__wrapped__


def test_another_process_finds_the_same():
    code = f"from solutions.fingerprints import fingerprint\nprint(*map(fingerprint, {SOME!r}))"
    said = subprocess.run(
        [sys.executable, "-c", code], cwd=REPO, capture_output=True, text=True, check=True
    )
    assert said.stdout.split() == [fresh(name) for name in SOME]
    assert len(set(said.stdout.split())) == len(SOME)


def test_the_generators_of_this_process_go_on_as_if_nothing_had_been():
    np.random.seed(3)
    wanted = np.random.random(2)[1]
    np.random.seed(3)
    np.random.random()
    fresh("minibatches")
    assert np.random.random() == wanted
    assert np.random.default_rng().random() != np.random.default_rng().random()


@pytest.mark.parametrize("mended", ["reference", "behaviour", "tolerance", "mistake", "hint"])
def test_mending_changes_it(mended, monkeypatch):
    before, other = fresh("softmax"), fresh("relu")
    exercise = exercises()["softmax"]
    if mended == "reference":
        right = reference.ANSWERS["softmax"]
        monkeypatch.setitem(reference.ANSWERS, "softmax", lambda scores: right(scores) * 1.001)
    elif mended == "behaviour":
        first, *rest = exercise.behaviours
        named = replace(first, name=f"{first.name}, really")
        monkeypatch.setitem(exercises(), "softmax", replace(exercise, behaviours=(named, *rest)))
    elif mended == "tolerance":
        monkeypatch.setitem(exercises(), "softmax", replace(exercise, rtol=1e-3))
    else:
        known = oracle.misconceptions
        change = {"answer": np.asarray} if mended == "mistake" else {"hint": "Look again."}

        def changed(name):
            first, *rest = known(name)
            return [replace(first, **change), *rest] if name == "softmax" else [first, *rest]

        monkeypatch.setattr(oracle, "misconceptions", changed)
    assert fresh("softmax") != before
    assert fresh("relu") == other


def test_what_is_rewritten_and_does_the_same_keeps_it(monkeypatch):
    before, right = fresh("softmax"), reference.ANSWERS["softmax"]
    monkeypatch.setitem(reference.ANSWERS, "softmax", lambda scores: right(scores.copy()))
    assert fresh("softmax") == before
