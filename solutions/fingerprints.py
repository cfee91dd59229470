"""One hash for all that an exercise's verdicts follow from: it changes when the exercise is mended.

It is taken from what the exercise does, not from how it is written: from the questions of one seed, from what the reference
and every mistake answer to them, and from how near is near enough. Comments and names inside do not count.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Iterator
from functools import cache
from typing import Any
from unittest import mock

import numpy as np

from neuronlab.exercise import Case
from neuronlab.exercises import exercises
from neuronlab.judging import view_of
from neuronlab.observing import Observation
from solutions import oracle

PROBE = 271828
"""The seed of the questions that fingerprints are taken from. No submission is asked these."""

DIGITS = 10
"""Digits of a number that count: the last ones differ from processor to processor."""


@cache
def fingerprint(name: str) -> str:
    """The fingerprint of one exercise, as it is in this process."""
    exercise = exercises()[name]
    cases = oracle.questions(name, PROBE)
    expected = oracle.expected(name, cases)
    with _no_chance():
        mistakes = oracle.mistakes(name, cases)
    known = {
        "behaviours": [[one.name, one.quiet, one.unchanged] for one in exercise.behaviours],
        "near": [exercise.rtol, exercise.atol, exercise.seconds],
        "form": [[output, exercise.form(output)] for output in expected[0].outputs],
        "questions": [[case.behaviour, case.inputs] for case in cases],
        "expected": [
            [one, view_of(exercise, case, one)] for case, one in zip(cases, expected, strict=True)
        ],
        "mistakes": [[one.name, one.hint, one.observations] for one in mistakes],
    }
    text = json.dumps(known, default=_plain, sort_keys=True)
    return hashlib.sha256(text.encode("ascii")).hexdigest()


@contextlib.contextmanager
def _no_chance() -> Iterator[None]:
    """Mistakes that draw from a generator of their own draw the same each time."""
    fresh = np.random.default_rng
    before = np.random.get_state()
    np.random.seed(PROBE)
    try:
        with mock.patch.object(
            np.random, "default_rng", lambda seed=None: fresh(PROBE if seed is None else seed)
        ):
            yield
    finally:
        np.random.set_state(before)


def _plain(value: Any) -> Any:
    """Arrays, observations and questions for JSON, with numbers to so many digits."""
    if isinstance(value, Observation):
        return [value.outputs, value.raised, value.changed, bool(value.warned)]
    if isinstance(value, np.ndarray):
        return [str(value.dtype), list(value.shape), _rounded(value)]
    if isinstance(value, np.generic):
        return _rounded(np.asarray(value))
    if isinstance(value, Case) or hasattr(value, "__dict__"):
        return vars(value)
    return repr(type(value))


def _rounded(array: np.ndarray) -> list[str]:
    if array.dtype.kind == "f":
        return [f"{number:.{DIGITS}g}" for number in array.ravel().tolist()]
    return [str(number) for number in array.ravel().tolist()]
