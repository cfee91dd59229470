"""Where misconceptions and variants announce themselves.

```
@mistake("softmax", "whole-batch sum", "It looks as if ...")
def softmax_over_everything(scores): ...

@variant("softmax")
def softmax_by_rows(scores): ...
```
"""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Callable, Container
from dataclasses import dataclass
from functools import cache
from typing import Any

from neuronlab.exercises import exercises, predictions
from neuronlab.lessons import LESSONS, topic


@dataclass(frozen=True)
class Misconception:
    """A wrong answer that people really give, and the hint that it earns."""

    exercise: str
    name: str
    hint: str
    answer: Any


@dataclass(frozen=True)
class WrongPrediction:
    """A likely wrong prediction, and the hint that it earns."""

    prediction: str
    value: Any
    hint: str


_misconceptions: list[Misconception] = []
_variants: dict[str, list[Any]] = {}
_wrong_predictions: list[WrongPrediction] = []


def mistake(exercise: str, name: str, hint: str) -> Callable[[Any], Any]:
    """Announce a wrong answer; use it as a decorator or call it on a pair of functions."""
    _must_be_there(exercise, exercises())

    def announce(answer: Any) -> Any:
        _misconceptions.append(Misconception(exercise, name, hint, answer))
        return answer

    return announce


def variant(exercise: str) -> Callable[[Any], Any]:
    """Announce a right answer that is written differently."""
    _must_be_there(exercise, exercises())

    def announce(answer: Any) -> Any:
        _variants.setdefault(exercise, []).append(answer)
        return answer

    return announce


def wrong_prediction(prediction: str, value: Any, hint: str) -> None:
    """Announce what a likely mistake predicts."""
    _must_be_there(prediction, predictions())
    _wrong_predictions.append(WrongPrediction(prediction, value, hint))


def misconceptions(exercise: str) -> list[Misconception]:
    """The misconceptions of one exercise."""
    _load("misconceptions")
    return [one for one in _misconceptions if one.exercise == exercise]


def variants(exercise: str) -> list[Any]:
    """The variants of one exercise."""
    _load("variants")
    return list(_variants.get(exercise, []))


def wrong_predictions(prediction: str) -> list[WrongPrediction]:
    """The likely wrong values of one prediction."""
    _load("misconceptions")
    return [one for one in _wrong_predictions if one.prediction == prediction]


def _must_be_there(name: str, known: Container[str]) -> None:
    """A mistyped name would never be asked for, and nobody would notice."""
    if name not in known:
        raise ValueError(
            f"{name!r} is not listed in EXERCISES or PREDICTIONS, in neuronlab/exercises/."
        )


@cache
def _load(room: str) -> None:
    for lesson in LESSONS:
        name = f"solutions.{room}.{topic(lesson)}"
        if importlib.util.find_spec(name):
            importlib.import_module(name)
