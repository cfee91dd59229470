"""What a right answer, and each known mistake, gives on the public questions.

The files beside this one are compiled from the hidden reference by `make build`; nobody edits them.
Predictions are kept as salted hashes: they can be checked, not read.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import Any

from neuronlab.exercise import Case, Exercise
from neuronlab.judging import Mistake, told
from neuronlab.observing import Observation, from_file
from neuronlab.plain import decode, encode

ROUNDS = 20_000
"""Rounds of the hash: slow to search, quick to check."""


def to_text(
    exercise: Exercise,
    cases: Sequence[Case],
    expected: Sequence[Observation],
    mistakes: Sequence[Mistake],
) -> str:
    """The text of one exercise's file. A mistake that answers as expected is written as null."""
    lines = []
    for index, case in enumerate(cases):
        right = told(exercise, case, expected[index]).brief().plain()
        answers = {
            one.name: told(exercise, case, one.observations[index]).brief().plain()
            for one in mistakes
        }
        entry = {
            "behaviour": case.behaviour,
            "inputs": {name: encode(value) for name, value in case.inputs.items()},
            "expected": right,
            "mistakes": {name: _unless_same(given, right) for name, given in answers.items()},
        }
        lines.append(json.dumps(entry, ensure_ascii=False))
    hints = json.dumps({one.name: one.hint for one in mistakes}, indent=1, ensure_ascii=False)
    body = ",\n".join(lines)
    return f'{{"hints": {hints},\n"cases": [\n{body}\n]}}\n'


def _unless_same(one: dict, other: dict) -> dict | None:
    return None if json.dumps(one) == json.dumps(other) else one


def from_text(text: str) -> tuple[list[Case], list[Observation], list[Mistake]]:
    """Read what `to_text` wrote."""
    content = json.loads(text)
    cases, expected = [], []
    answers: dict[str, list[Observation]] = {name: [] for name in content["hints"]}
    for entry in content["cases"]:
        inputs = {name: decode(value) for name, value in entry["inputs"].items()}
        cases.append(Case(entry["behaviour"], inputs))
        expected.append(from_file(entry["expected"]))
        for name, given in entry["mistakes"].items():
            answers[name].append(from_file(given) if given else expected[-1])
    mistakes = [Mistake(name, hint, answers[name]) for name, hint in content["hints"].items()]
    return cases, expected, mistakes


@cache
def load(name: str) -> tuple[list[Case], list[Observation], list[Mistake]]:
    """The public questions of an exercise, what is expected, and what known mistakes give."""
    return from_text(_read(f"{name}.json"))


@cache
def load_predictions(lesson: str) -> dict[str, dict]:
    """For each prediction of a lesson: salt, hash of the right value, hints for likely wrong ones."""
    return json.loads(_read(f"predictions_{lesson}.json"))


def canonical(value: Any, decimals: int) -> str:
    """One text for all ways to write the same prediction: 0.6650 and "0.665"; "B C", "b, c" and "BC"."""
    if hasattr(value, "tolist"):  # an array or a NumPy number
        value = value.tolist()
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        if isinstance(value, int) and abs(value) > 2**53:
            return str(value)
        return f"{round(float(value), decimals) + 0.0:.{decimals}f}"
    if isinstance(value, tuple | list):
        return "(" + ", ".join(canonical(entry, decimals) for entry in value) + ")"
    if isinstance(value, str):
        text = " ".join(value.casefold().split())
        letters = text.replace(",", " ").split()
        if len(letters) > 1 and all(len(one) == 1 and one.isalpha() for one in letters):
            return "".join(letters)  # lines in order: "B A D C" and "BADC" are one
        try:
            return canonical(float(text), decimals)
        except ValueError:
            return text
    return f"an object of type {type(value).__name__}"


def form_of(value: Any) -> str:
    """What a prediction looks like, in words: said when an answer has another form."""
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, bool):
        return "True or False"
    if isinstance(value, int | float):
        return "a number"
    if isinstance(value, tuple | list):
        return f"{len(value)} values in brackets"
    return "text" if isinstance(value, str) else "something else"


def digest(salt: str, text: str) -> str:
    """The hash of a prediction's canonical text."""
    return hashlib.pbkdf2_hmac("sha256", text.encode(), salt.encode(), ROUNDS).hex()[:32]


def _read(file: str) -> str:
    return resources.files(__name__).joinpath(file).read_text("utf-8")
