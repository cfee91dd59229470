"""The exercises of all lessons, one module a lesson, found by name.

A module lists what it holds in `EXERCISES` and `PREDICTIONS`.
"""

from __future__ import annotations

import difflib
import importlib
import importlib.util
from collections.abc import Iterable
from functools import cache

from neuronlab.exercise import Exercise, Prediction
from neuronlab.lessons import LESSONS, topic


class UnknownExercise(LookupError):
    """No exercise or prediction has this name."""

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


@cache
def exercises() -> dict[str, Exercise]:
    """All exercises by name, in the order of the lessons."""
    return _by_name(one for module in _modules() for one in module.EXERCISES)


@cache
def predictions() -> dict[str, Prediction]:
    """All predictions by name, in the order of the lessons."""
    return _by_name(one for module in _modules() for one in module.PREDICTIONS)


def find(name: str) -> Exercise | Prediction:
    """The exercise or prediction of this name.

    Raises
    ------
    UnknownExercise
        If there is none; the message names what is nearest.
    """
    for known in (exercises(), predictions()):
        if name in known:
            return known[name]
    names = [*exercises(), *predictions()]
    near = difflib.get_close_matches(str(name), names, n=1)
    meant = f" Did you mean {near[0]!r}?" if near else ""
    raise UnknownExercise(f"There is no exercise called {str(name)[:60]!r}.{meant}")


def _by_name(found: Iterable) -> dict:
    named: dict = {}
    for one in found:
        if one.name in named:
            raise ValueError(f"{one.name!r} is in {named[one.name].lesson} and in {one.lesson}.")
        named[one.name] = one
    return named


def _modules() -> list:
    names = [f"{__name__}.{topic(lesson)}" for lesson in LESSONS]
    return [importlib.import_module(name) for name in names if importlib.util.find_spec(name)]
