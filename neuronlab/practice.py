"""A check to practise on, before the first one that counts: nothing is recorded and nothing raised."""

from __future__ import annotations

from typing import Any

import numpy as np

from neuronlab.exercise import Arrays, Behaviour, Exercise, Inputs
from neuronlab.judging import Mistake, Verdict, judge
from neuronlab.observing import Observation, observe_all, value_of
from neuronlab.rendering import Note, Report, present

_ASKED = ([3, -1, 4], [-2, -5, 6], [3, 0, -1])


def _remark(inputs: Inputs, outputs: Arrays, expected: Arrays) -> str:
    over = float(outputs[""] - expected[""])
    return f"Your count is {abs(over):g} too {'high' if over > 0 else 'low'}."


COUNT = Exercise(
    name="count_positive",
    lesson="00_start",
    behaviours=[
        Behaviour("numbers above zero are counted", cases=[{"numbers": _ASKED[0]}]),
        Behaviour("numbers below zero are left out", cases=[{"numbers": _ASKED[1]}]),
        Behaviour("zero itself is left out", cases=[{"numbers": _ASKED[2]}]),
    ],
    returns="number",
    remark=_remark,
)


def practice_check(answer: Any) -> None:
    """Judge a function that counts the numbers above zero, and show what a check shows.

    Parameters
    ----------
    answer : function
        Takes a list of numbers, returns how many are above zero.
    """
    verdict = judge_practice(answer)
    if verdict.status == "unanswered":
        present(Note("count_positive: not yet answered."))
    else:
        present(Report(verdict))


def judge_practice(answer: Any) -> Verdict:
    """The verdict that `practice_check` shows."""
    cases = COUNT.cases(0)
    seen, printed = observe_all(COUNT, answer, [case.inputs for case in cases])
    right = _observations(np.greater)
    mistakes = [
        Mistake(
            "zero counted", "It looks as if 0 is counted too.", _observations(np.greater_equal)
        ),
        Mistake(
            "below zero counted",
            "It looks as if the numbers below zero are counted: the sign of the comparison points the "
            "other way.",
            _observations(np.less),
        ),
    ]
    return judge(COUNT, cases, seen, right, mistakes, printed)


def _observations(above: np.ufunc) -> list[Observation]:
    return [Observation({"": value_of(int(above(asked, 0).sum()))}) for asked in _ASKED]
