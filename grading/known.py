"""Right outputs that were known before the question was asked earn nothing by themselves.

Some behaviours ask for an edge: far out a slope is 0, a strength of 0 leaves all as it is, a probability of 0 costs
16.118. Their questions differ from draw to draw, and their answer does not. Whoever sends back the values that ship with the
course, a constant, or what came in, would have their points without having written anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import replace
from functools import cache

import numpy as np

from neuronlab import expected as public
from neuronlab.exercise import Case, Exercise
from neuronlab.exercises import exercises
from neuronlab.judging import Verdict, examine
from neuronlab.observing import Observation, Value
from solutions import oracle

CONSTANTS = (0.0, 1.0)

PROBES = range(6)
"""Seeds of the draws that are looked at."""


def without_known(verdict: Verdict, known: Set[int]) -> Verdict:
    """The verdict, where behaviours whose answer was known before wait for one whose answer was not.

    Where every answer was known, as in an exercise without inputs, there is nothing to wait for.

    Parameters
    ----------
    verdict : Verdict
    known : set of int
        As `always_known` says.
    """
    places = range(len(verdict.holds))
    others = [verdict.holds[place] for place in places if place not in known]
    if any(others) or not others:
        return verdict
    waits = verdict.waits or (False,) * len(verdict.holds)
    return replace(
        verdict,
        holds=(False,) * len(verdict.holds),
        waits=tuple(waits[place] or verdict.holds[place] for place in places),
    )


@cache
def always_known(name: str) -> frozenset[int]:
    """The behaviours of an exercise whose answers are known before, whatever is drawn.

    That the answer to one draw stands among its inputs by chance is no reason: a grade would hang on luck.
    """
    exercise = exercises()[name]
    drawn = [oracle.questions(name, [seed]) for seed in PROBES]
    found = [known_before(exercise, cases, oracle.expected(name, cases)) for cases in drawn]
    return frozenset.intersection(*map(frozenset, found))


def known_before(
    exercise: Exercise, cases: Sequence[Case], expected: Sequence[Observation]
) -> set[int]:
    """The behaviours for which each question is answered by something that was there before it."""
    shipped, right, _ = public.load(exercise.name)
    known = set(range(len(exercise.behaviours)))
    for number, (case, one) in enumerate(zip(cases, expected, strict=True)):
        ready = _ready(number, case, one, shipped, right)
        if case.behaviour in known and not any(
            _will_do(exercise, case, try_, one) for try_ in ready
        ):
            known.discard(case.behaviour)
    return known


def _ready(
    number: int,
    case: Case,
    wanted: Observation,
    shipped: Sequence[Case],
    right: Sequence[Observation],
) -> Iterator[Observation]:
    """What can be sent back without work: shipped values, constants, the question itself."""
    if number < len(right):
        yield right[number]
    yield from (
        one for asked, one in zip(shipped, right, strict=True) if _same(asked.inputs, case.inputs)
    )
    for constant in CONSTANTS:
        yield _filled(wanted, lambda array, constant=constant: np.full_like(array, constant))
    arrays = list(_arrays(list(case.inputs.values())))
    yield _filled(wanted, lambda array: _echoed(array, arrays))


def _filled(wanted: Observation, fill: Callable[[np.ndarray], np.ndarray]) -> Observation:
    return replace(
        wanted,
        view=None,
        outputs={
            name: Value(value.form, value.said, fill(value.array))
            for name, value in wanted.outputs.items()
            if value.array is not None
        },
    )


def _echoed(wanted: np.ndarray, arrays: Sequence[np.ndarray]) -> np.ndarray:
    """The input that is nearest to being this output; zeros where none has its shape."""
    alike = [one.astype(wanted.dtype) for one in arrays if one.shape == wanted.shape]
    return min(
        alike,
        key=lambda one: float(np.abs(one.astype(float) - wanted.astype(float)).sum()),
        default=np.zeros_like(wanted),
    )


def _arrays(value: object) -> Iterator[np.ndarray]:
    """All that is numbers in some inputs: arrays, numbers, lists, and what is in lists."""
    try:
        array = np.asarray(value)
    except ValueError:  # rows that differ in length
        array = np.array([], dtype=object)
    if array.dtype.kind in "biuf":
        yield array
    if isinstance(value, list):
        for one in value:
            yield from _arrays(one)


def _will_do(exercise: Exercise, case: Case, sent: Observation, wanted: Observation) -> bool:
    if sent.view is not None:  # it ships in the place of numbers, and cannot be sent
        return False
    try:
        return examine(exercise, case, sent, wanted) is None
    except Exception:  # numbers of a form that the exercise's own view cannot read
        return False


def _same(one: dict, other: dict) -> bool:
    return one.keys() == other.keys() and all(
        type(value) is type(other[name]) and np.array_equal(value, other[name])
        for name, value in one.items()
    )
