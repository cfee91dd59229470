"""What an exercise is: how an answer is run, what is asked of it, how near is near enough.

An exercise knows no right answer. Expected values come from outside: for learners from
`neuronlab/expected/`, compiled from the hidden reference; for grading from the live reference.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import BuiltinFunctionType, FunctionType
from typing import Any

import numpy as np

Inputs = dict[str, Any]
"""The named inputs of one run: float arrays, lists of numbers, numbers or text."""

Arrays = Mapping[str, np.ndarray]
"""Named outputs of one run, as arrays."""


class Unsuitable(Exception):
    """Raised inside `run` when an answer has not the form that the exercise asks for.

    The text goes to the learner: it says what was expected and what was found.
    """


@dataclass(frozen=True)
class Behaviour:
    """One thing that a right answer does, with the inputs that show whether it does.

    Parameters
    ----------
    name : str
        A sentence that is true of a right answer ("each row sums to one").
    draw : callable
        `draw(rng) -> inputs`: one set of inputs from a `numpy.random.Generator`. Every draw alone
        should tell right from wrong.
    cases : sequence of inputs
        Hand-picked inputs that are always asked first; the smallest one is best for reading.
    draws : int
        How many sets are drawn beside the hand-picked ones.
    quiet : bool
        The answer must give no NumPy warning here.
    unchanged : bool
        The answer must leave its inputs as they were here.
    """

    name: str
    draw: Callable[[np.random.Generator], Inputs] | None = None
    cases: Sequence[Inputs] = ()
    draws: int = 2
    quiet: bool = False
    unchanged: bool = False

    def __post_init__(self):
        if self.draw is None and not self.cases:
            raise ValueError(
                f"The behaviour {self.name!r} asks nothing: give it `draw` or `cases`."
            )

    def inputs(self, rng: np.random.Generator) -> list[Inputs]:
        """The hand-picked inputs, then fresh ones drawn from `rng`."""
        drawn = [self.draw(rng) for _ in range(self.draws)] if self.draw else []
        return [dict(case) for case in self.cases] + drawn


@dataclass(frozen=True)
class Case:
    """One question to an answer: inputs, and the behaviour that they show."""

    behaviour: int
    inputs: Inputs


def call(answer: Callable, **inputs: Any) -> Any:
    """The plainest way to run an answer: a call with the inputs in their order."""
    return answer(*inputs.values())


@dataclass(frozen=True)
class Exercise:
    """One exercise, from the learner's stub to the grade.

    Parameters
    ----------
    name : str
        Used everywhere: check cell, reference, misconceptions, gradebook.
    lesson : str
        The lesson's folder, such as `"04_activations"`.
    behaviours : sequence of Behaviour
        What is asked; points follow them.
    run : callable
        `run(answer, **inputs)`: drives the answer and returns what it gave, one value or a dictionary
        of named values.
    returns : str or dict
        The form of each output: `"array"`, `"list"` (an array is taken too) or `"number"` (anything
        with no dimension); one word for all, or one for each name.
    rtol, atol : float
        Near enough: `abs(found - expected) <= atol + rtol * abs(expected)`.
    view : callable, optional
        `view(inputs, outputs) -> arrays`: what of the outputs is judged, where not the values
        themselves matter but what they do. Runs on the judge's side.
    remark : callable, optional
        `remark(inputs, outputs, expected) -> str`: a true sentence about values that are not right,
        or an empty string.
    seconds : float
        How long all runs of a check may take together.
    extra : bool
        Marked (x) in the lessons: offered, not required.
    """

    name: str
    lesson: str
    behaviours: Sequence[Behaviour]
    run: Callable[..., Any] = call
    returns: str | Mapping[str, str] = "array"
    rtol: float = 1e-6
    atol: float = 1e-9
    view: Callable[[Inputs, Arrays], Arrays] | None = None
    remark: Callable[[Inputs, Arrays, Arrays], str] | None = None
    seconds: float = 10.0
    extra: bool = False

    @property
    def points(self) -> int:
        """One point for each behaviour."""
        return len(self.behaviours)

    def form(self, output: str) -> str:
        """The form that the output of this name should have."""
        return self.returns if isinstance(self.returns, str) else self.returns[output]

    def cases(self, seed: int | Sequence[int]) -> list[Case]:
        """All questions for one seed: each behaviour has a generator of its own."""
        seeds = [seed] if isinstance(seed, int) else list(seed)
        found = []
        for index, behaviour in enumerate(self.behaviours):
            rng = np.random.default_rng([*seeds, zlib.crc32(self.name.encode()), index])
            found += [Case(index, inputs) for inputs in behaviour.inputs(rng)]
        return found


@dataclass(frozen=True)
class Prediction:
    """A value to commit to before a cell is run. It carries no points.

    Parameters
    ----------
    name : str
        `predict_...` or, for questions on earlier lessons, `remember_...`.
    lesson : str
        The lesson's folder.
    decimals : int
        How many decimals of a number count; the prompt says so too.
    """

    name: str
    lesson: str
    decimals: int = 0


def parts(value: Any, *names: str) -> dict[str, Any]:
    """Name the parts of a pair (or longer): a tuple or a list with as many entries as names.

    Raises
    ------
    Unsuitable
        If the value is no tuple or list, or has another length.
    """
    wanted = f"{len(names)} values ({', '.join(names)})"
    if not isinstance(value, tuple | list):
        raise Unsuitable(f"It should return {wanted}, and it returned {a_kind_of(value)}.")
    if len(value) != len(names):
        raise Unsuitable(f"It should return {wanted}, and it returned {len(value)}.")
    return dict(zip(names, value, strict=True))


def a_kind_of(value: Any) -> str:
    """A few harmless words for what a value is, whatever it is."""
    if value is None:
        return "nothing (None)"
    kind = type(value)
    if isinstance(value, str):
        return f"text, {value[:40]!r}"
    if isinstance(value, bool | int | float | complex | np.number):
        text = str(value) if abs(value) < 1e30 else ""
        return f"a number, {text}" if len(text) in range(1, 40) else "a number"
    if isinstance(value, np.ndarray):
        return f"an array of shape {value.shape} and type {value.dtype}"
    if kind in (list, tuple, dict, set):
        return f"a {kind.__name__} of length {len(value)}"
    if isinstance(value, FunctionType | BuiltinFunctionType):
        return f"the function {value.__name__} itself"
    return f"an object of type {kind.__name__}"
