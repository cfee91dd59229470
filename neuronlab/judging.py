"""Judge what was observed of an answer against what was expected.

Everything here works on observations, which are plain values: it runs alike in a learner's kernel
and in a grader that has never been near the answer. Judging is staged, and the first stage that fails is
the message.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from neuronlab.exercise import Case, Exercise, a_kind_of
from neuronlab.observing import Observation, Value

LISTED = 12
"""How many entries of an array a sentence may hold."""

NAMELESS = ("NameError", "UnboundLocalError")
"""Exceptions whose kind says all: a name is used that is not there yet."""

PLAINLY = {
    "truth value of an array": "if, and, or, and Python's own max and min want one yes or no. An array has "
    "one for each entry: NumPy's functions go entry by entry.",
    "can be converted to Python scalars": "float(), int() and the math module take one number. For a whole "
    "array there are NumPy's functions and the method astype.",
    "can be converted to a scalar": "float(), int() and the math module take one number. For a whole "
    "array there are NumPy's functions and the method astype.",
    "takes 1 positional argument but 2": "In a class, is self the first parameter of every method?",
    "as a data type": "A shape is one argument, with brackets of its own: np.zeros((2, 3)).",
    "integers or slices, not tuple": "A list in a list takes one index at a time: weights[j][i].",
    "multiply sequence by non-int": "With * a list can only be repeated. To multiply, take its entries one by one.",
}
"""What some messages of Python and NumPy mean, for someone who meets them for the first time."""


@dataclass(frozen=True)
class Mistake:
    """A misconception: its name, its hint, and what it answers to each of the questions asked."""

    name: str
    hint: str
    observations: Sequence[Observation]


@dataclass(frozen=True)
class Finding:
    """What one question showed: the stage that failed and a true sentence about it."""

    case: Case
    stage: str
    message: str
    seen: Observation
    expected: Observation
    pairs: Sequence[Pair] = ()
    advice: str = ""  # what may help where no mistake can be named


@dataclass(frozen=True)
class Pair:
    """What was expected and what was found, of one output that differs."""

    name: str
    expected: np.ndarray
    found: Value | np.ndarray | None


@dataclass(frozen=True)
class Verdict:
    """The judgement of one answer.

    Attributes
    ----------
    status : str
        `"holds"`, `"not yet"` or `"unanswered"`.
    holds : tuple of bool
        For each behaviour of the exercise.
    waits : tuple of bool
        For each behaviour: it cannot be told yet, because it is about an input that stays unchanged and
        the values come first.
    finding : Finding or None
        The one thing to look at: the smallest question that shows what is not right.
    mistakes : tuple of Mistake
        Misconceptions that answer every question as this answer did; more than one is a tie.
    printed : str
        What the answer printed while it was run.
    """

    exercise: Exercise
    status: str
    holds: tuple[bool, ...]
    waits: tuple[bool, ...] = ()
    finding: Finding | None = None
    mistakes: tuple[Mistake, ...] = ()
    printed: str = field(default="", compare=False)

    @property
    def points(self) -> int:
        """One point for each behaviour that holds."""
        return sum(self.holds)


def judge(
    exercise: Exercise,
    cases: Sequence[Case],
    seen: Sequence[Observation],
    expected: Sequence[Observation],
    mistakes: Sequence[Mistake] = (),
    printed: str = "",
) -> Verdict:
    """Judge the observations of one answer, one for each case, against the expected ones."""
    if any(one.raised is not None and one.raised.kind == "NotImplementedError" for one in seen):
        return Verdict(exercise, "unanswered", (False,) * len(exercise.behaviours))
    findings = [
        finding
        for case, one, right in zip(cases, seen, expected, strict=True)
        if (finding := examine(exercise, case, one, right)) is not None
    ]
    if not findings:
        return Verdict(exercise, "holds", (True,) * len(exercise.behaviours), printed=printed)
    failed = {finding.case.behaviour for finding in findings}
    changing = {one.case.behaviour for one in findings if one.stage == "unchanged"}
    holds = tuple(index not in failed for index in range(len(exercise.behaviours)))
    waits = tuple(
        behaviour.unchanged and index in failed - changing
        for index, behaviour in enumerate(exercise.behaviours)
    )
    matching = diagnose(exercise, cases, seen, expected, mistakes)
    return Verdict(exercise, "not yet", holds, waits, min(findings, key=_effort), matching, printed)


def examine(
    exercise: Exercise, case: Case, seen: Observation, expected: Observation
) -> Finding | None:
    """The first stage that fails for one question, or None if the behaviour holds there."""
    behaviour = exercise.behaviours[case.behaviour]
    stage, message = _stages(exercise, case, seen, expected)
    if not stage and behaviour.unchanged and seen.changed:
        stage, message = "unchanged", _changed(seen.changed)
    if not stage and behaviour.quiet and seen.warned:
        stage, message = "quiet", f"The result is right, but NumPy warned: {seen.warned[0]}."
    if not stage:
        return None
    advice = _advice(exercise, seen, expected) if stage == "type" else ""
    if stage == "raised":
        advice = next((text for words, text in PLAINLY.items() if words in seen.raised.message), "")
    pairs = (
        [] if stage in ("raised", "unchanged", "quiet") else _pairs(exercise, case, seen, expected)
    )
    return Finding(case, stage, message, seen, expected, pairs, advice)


def told(exercise: Exercise, case: Case, seen: Observation) -> Observation:
    """An observation fit to ship to learners: where a view is judged, the view stands for the numbers."""
    formed = seen.raised is None and all(value.array is not None for value in seen.outputs.values())
    if exercise.view is None:
        return seen
    try:
        return seen.told(view_of(exercise, case, seen) if formed else {})
    except (ValueError, TypeError, KeyError, IndexError):  # numbers of a shape that has no view
        return seen.told({})


def diagnose(
    exercise: Exercise,
    cases: Sequence[Case],
    seen: Sequence[Observation],
    expected: Sequence[Observation],
    mistakes: Sequence[Mistake],
) -> tuple[Mistake, ...]:
    """The misconceptions that behave as the answer did, on every question that was asked."""
    return tuple(
        mistake
        for mistake in mistakes
        if all(
            alike(exercise, case, one, theirs, right)
            for case, one, theirs, right in zip(
                cases, seen, mistake.observations, expected, strict=True
            )
        )
        and _same_words(seen, mistake.observations)
    )


def _same_words(seen: Sequence[Observation], theirs: Sequence[Observation]) -> bool:
    """Where nothing but exceptions was seen, their kind alone names no mistake: the words must agree."""
    if not all(one.raised for one in seen):
        return True
    return all(
        one.raised.message == other.raised.message or one.raised.kind in NAMELESS
        for one, other in zip(seen, theirs, strict=True)
        if other.raised is not None
    )


def alike(
    exercise: Exercise, case: Case, one: Observation, other: Observation, right: Observation
) -> bool:
    """Whether two observations of the same question show the same behaviour."""
    behaviour = exercise.behaviours[case.behaviour]
    if (one.raised is None) != (other.raised is None) or one.changed != other.changed:
        return False
    if one.raised is not None:
        same = one.raised.kind == other.raised.kind
        return same and (
            one.raised.kind != "Unsuitable" or one.raised.message == other.raised.message
        )
    if behaviour.quiet and bool(one.warned) != bool(other.warned):
        return False
    if one.outputs.keys() != other.outputs.keys():
        return False
    for name, value in one.outputs.items():
        theirs = other.outputs[name]
        if value.form != theirs.form:
            return False
        if value.array is None:
            if value.said != theirs.said:
                return False
        elif value.array.shape != theirs.array.shape or (
            _kind(value, right.outputs.get(name)) != _kind(theirs, right.outputs.get(name))
        ):
            return False
    if any(value.array is None for value in one.outputs.values()):
        return True
    if not _formed(exercise, one, right):
        return exercise.view is not None or not _far(exercise, _arrays(one), _arrays(other))
    return not _far(exercise, view_of(exercise, case, one), view_of(exercise, case, other))


def _kind(value: Value, right: Value | None) -> str:
    """The kind of number, where it counts: 0 will do for 0.0 outside an array (see `_form_of`)."""
    kind = value.array.dtype.kind
    floats = right is not None and right.array is not None and right.array.dtype.kind == "f"
    return "f" if floats and kind in "iu" and value.form != "array" else kind


def _stages(
    exercise: Exercise, case: Case, seen: Observation, expected: Observation
) -> tuple[str, str]:
    if seen.raised is not None:
        return "raised", _raised(seen)
    for name, right in expected.outputs.items():
        value = seen.outputs.get(name)
        if value is None:
            return "there", f"{name or 'The result'} is missing."
        stage, message = _form_of(exercise, name, value, expected) or _shape_of(name, value, right)
        if stage:
            return stage, message
    found, wanted = view_of(exercise, case, seen), view_of(exercise, case, expected)
    for name, right in wanted.items():
        if np.isfinite(right).all() and not np.isfinite(found[name]).all():
            return "finite", f"{_subject(name)} holds {_odd(found[name])}, and should be finite."
    far = _far(exercise, found, wanted)
    if far:
        text = f"{_subject(far[0])} has values that differ from what is expected."
        right = wanted if exercise.view else _arrays(expected)
        return "values", _remark(exercise, case, _arrays(seen), right) or text
    return "", ""


def _remark(
    exercise: Exercise, case: Case, found: Mapping[str, np.ndarray], right: Mapping[str, np.ndarray]
) -> str:
    """What the exercise says of values that are not right; nothing, where they are too odd to speak of."""
    if exercise.remark is None:
        return ""
    try:
        with np.errstate(all="ignore"):
            return exercise.remark(case.inputs, found, right)
    except (ValueError, ArithmeticError, LookupError):
        return ""


def _advice(exercise: Exercise, seen: Observation, expected: Observation) -> str:
    """A question that often helps when the form is not right."""
    for name in expected.outputs:
        value = seen.outputs.get(name)
        if value is None:
            continue
        if value.said == a_kind_of(None):
            return "Is a `return` missing?"
        advice = {
            ("array", "list"): "np.array(...) makes an array of it.",
            ("number", "array"): "Is a sum or a mean still to be taken, or one entry to be picked?",
            ("array", "number"): "Is the result summed or averaged over too much?",
        }.get((exercise.form(name), value.form))
        if advice:
            return advice
    return ""


def _pairs(exercise: Exercise, case: Case, seen: Observation, expected: Observation) -> list[Pair]:
    """Every output that differs, as it is to be shown."""
    if _formed(exercise, seen, expected):
        found, wanted = view_of(exercise, case, seen), view_of(exercise, case, expected)
        far = _far(exercise, found, wanted)
        return [Pair(name, wanted[name], found[name]) for name in far]
    if exercise.view is not None:
        return []
    return [
        Pair(name, right.array, seen.outputs.get(name))
        for name, right in expected.outputs.items()
        if name not in seen.outputs
        or _form_of(exercise, name, seen.outputs[name], expected)
        or _shape_of(name, seen.outputs[name], right)[0]
    ]


def _formed(exercise: Exercise, seen: Observation, expected: Observation) -> bool:
    """Whether every output has the form and the shape that it should have."""
    return all(
        name in seen.outputs
        and not _form_of(exercise, name, seen.outputs[name], expected)
        and not _shape_of(name, seen.outputs[name], right)[0]
        for name, right in expected.outputs.items()
    )


def _form_of(
    exercise: Exercise, name: str, value: Value, expected: Observation
) -> tuple[str, str] | None:
    """Type and kind of number; None if both are as they should be."""
    form, right = exercise.form(name), expected.outputs[name].array
    subject = _subject(name)
    if value.form == "other":
        return "type", f"{subject} should be {_wanted(form)}, and it is {value.said}."
    if value.form != form and not (form == "list" and value.form == "array"):
        return "type", f"{subject} should be {_wanted(form)}, and it is {value.said}."
    kind = value.array.dtype.kind
    if right.dtype.kind == "f" and (kind == "b" or (kind in "iu" and form == "array")):
        what = "booleans" if kind == "b" else "whole numbers"
        return "dtype", f"{subject} should hold floating-point numbers, and it holds {what}."
    if right.dtype.kind in "iu" and kind not in "iu":
        what = "booleans" if kind == "b" else "floating-point numbers"
        return "dtype", f"{subject} should hold whole numbers, and it holds {what}."
    if right.dtype.kind == "b" and kind != "b":
        return "dtype", f"{subject} should hold booleans, and it holds numbers."
    return None


def _shape_of(name: str, value: Value, right: Value) -> tuple[str, str]:
    found, wanted = value.array.shape, right.array.shape
    if found == wanted:
        return "", ""
    if value.form == "list":
        found, wanted = list(found), list(wanted)
        return "shape", f"{_subject(name)} should have lengths {wanted}, and it has {found}."
    return "shape", f"{_subject(name)} should have the shape {wanted}, and it has {found}."


def _arrays(seen: Observation) -> dict[str, np.ndarray]:
    return {name: value.array for name, value in seen.outputs.items()}


def view_of(exercise: Exercise, case: Case, seen: Observation) -> dict[str, np.ndarray]:
    """What is judged of an observation whose outputs have the right form."""
    arrays = _arrays(seen)
    if exercise.view is None:
        return arrays
    if seen.view is not None:
        return seen.view
    with np.errstate(all="ignore"):
        views = exercise.view(case.inputs, arrays)
    return {name: np.asarray(array) for name, array in views.items()}


def _far(
    exercise: Exercise, found: Mapping[str, np.ndarray], wanted: Mapping[str, np.ndarray]
) -> list[str]:
    """Names of the arrays that are not near enough."""
    return [name for name, right in wanted.items() if not _near(exercise, found[name], right)]


def _near(exercise: Exercise, ours: np.ndarray, right: np.ndarray) -> bool:
    """As `np.allclose` has it, nan beside nan included; the usual case, numbers and no infinity, in fewer steps."""
    if ours.shape != right.shape:
        return False
    ours, right = ours.astype(float), right.astype(float)
    with np.errstate(all="ignore"):
        if np.isfinite(right).all():
            return bool(
                (np.abs(ours - right) <= exercise.atol + exercise.rtol * np.abs(right)).all()
            )
        return np.allclose(ours, right, exercise.rtol, exercise.atol, equal_nan=True)


def _effort(finding: Finding) -> int:
    """How much there is to read: few numbers, and the plain behaviours, which come first."""
    size = 4 * finding.case.behaviour
    for value in finding.case.inputs.values():
        array = np.asarray(value)
        size += array.size if array.dtype.kind in "biuf" else 1
    return size


def _raised(seen: Observation) -> str:
    raised = seen.raised
    if raised.kind == "Unsuitable":
        return raised.message
    if raised.kind == "OutOfTime":
        return f"It was stopped: {raised.message}. Is there a loop that never ends?"
    where = f", in line {raised.number} of its cell: {raised.line}" if raised.line else ""
    message = f": {raised.message}" if raised.message else ""
    return f"It stopped with {raised.kind}{message}{where}"


def _changed(names: Sequence[str]) -> str:
    listed = " and ".join(names)
    verb, they = ("is", "it was") if len(names) == 1 else ("are", "they were")
    return f"The result is right, but afterwards {listed} {verb} no longer what {they}: work on a copy."


def _subject(name: str) -> str:
    return name or "The result"


def _wanted(form: str) -> str:
    return {"array": "an array", "list": "a list", "number": "a single number"}[form]


def _odd(array: np.ndarray) -> str:
    return "nan (not a number)" if np.isnan(array).any() else "inf (infinity)"
