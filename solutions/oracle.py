"""What the live reference and the live misconceptions answer to any question."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Any

from neuronlab.exercise import Case
from neuronlab.exercises import exercises
from neuronlab.judging import Mistake, Verdict, judge
from neuronlab.observing import Observation, observe_all
from neuronlab.rendering import Report
from solutions import reference, unseen
from solutions.registry import misconceptions


class NotAsReference(AssertionError):
    """An answer that differs from the reference."""


def questions(name: str, seed: int | Sequence[int]) -> list[Case]:
    """The secret questions of one seed: images that are asked about are such as no learner has."""
    return [unseen.secret(case) for case in exercises()[name].cases(seed)]


def expected(name: str, cases: Sequence[Case]) -> list[Observation]:
    """What the reference answers.

    Raises
    ------
    RuntimeError
        If there is no reference, or it raises: that is an error in the exercise.
    """
    if name not in reference.ANSWERS:
        raise RuntimeError(f"{name!r} has no line in ANSWERS, in solutions/reference/__init__.py.")
    seen, _ = observe_all(
        exercises()[name], reference.ANSWERS[name], [case.inputs for case in cases], seconds=None
    )
    for case, one in zip(cases, seen, strict=True):
        if one.raised is not None:
            raise RuntimeError(f"The reference of {name!r} raised {one.raised} on {case.inputs}.")
    return seen


def mistakes(name: str, cases: Sequence[Case]) -> list[Mistake]:
    """What each misconception answers."""
    exercise, asked = exercises()[name], [case.inputs for case in cases]
    return [
        Mistake(one.name, one.hint, observe_all(exercise, one.answer, asked, exercise.seconds)[0])
        for one in misconceptions(name)
    ]


def judge_live(name: str, answer: Any, seed: int | Sequence[int]) -> Verdict:
    """Judge an answer in this process against the live reference, on the questions of one seed."""
    exercise = exercises()[name]
    cases = questions(name, seed)
    asked = [case.inputs for case in cases]
    seen, printed = observe_all(exercise, answer, asked, exercise.seconds)
    return judge(exercise, cases, seen, expected(name, cases), mistakes(name, cases), printed)


def against_reference(name: str, answer: Any, seed: int | None = None) -> None:
    """Compare an answer with the reference on fresh inputs.

    Raises
    ------
    NotAsReference
        If a behaviour does not hold; the text says which, and on what input.
    """
    verdict = judge_live(name, answer, secrets.randbits(32) if seed is None else seed)
    if verdict.status != "holds":
        raise NotAsReference(str(Report(verdict)))
