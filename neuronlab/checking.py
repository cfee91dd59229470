"""`check` and `mine`: what a learner calls."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from types import CodeType
from typing import Any

from neuronlab import calm, carrier, expected, keeping
from neuronlab.exercise import Exercise, Prediction, a_kind_of
from neuronlab.exercises import exercises, find
from neuronlab.judging import Verdict, judge
from neuronlab.observing import observe_all
from neuronlab.rendering import Note, Report, one_line, present

calm.install()


class NotYet(Exception):
    """A check that does not hold yet. What to look at was shown before; this is one line."""

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


class NotAnswered(NotYet):
    """An exercise or a prediction that nobody has answered yet."""


@contextmanager
def waiting_for(*names: str) -> Iterator[None]:
    """Say in one calm line which exercises a picture waits for, where one is not written yet."""
    try:
        yield
    except NotImplementedError:
        listed = ", ".join(names)
        raise NotAnswered(f"{listed}: not yet answered.\nThis cell needs your own.") from None


def check(name: str, answer: Any) -> None:
    """Judge an answer at once and say what holds, what does not, and which mistake it looks like.

    Parameters
    ----------
    name : str
        The exercise or prediction, as it stands in the check cell.
    answer : function, class or value
        What was written for it.

    Raises
    ------
    NotYet
        If a behaviour does not hold (`NotAnswered` if there is no answer yet).
    UnknownExercise
        If there is no exercise of this name.
    """
    if carrier.is_called_for():
        carrier.carry(name, answer)
        return
    exercise = find(name)
    if isinstance(exercise, Prediction):
        _check_prediction(exercise, answer)
        return
    verdict = judge_publicly(exercise, answer)
    if verdict.status == "unanswered":
        raise NotAnswered(f"{name}: not yet answered.") from None
    _remember(verdict, answer)
    present(Report(verdict))
    if verdict.status != "holds":
        raise NotYet(one_line(verdict)) from None


def judge_publicly(exercise: Exercise, answer: Any) -> Verdict:
    """Judge an answer on the public questions, with the expected values that ship with the course."""
    if answer is None or answer is Ellipsis:
        return Verdict(exercise, "unanswered", (False,) * len(exercise.behaviours))
    cases, right, mistakes = expected.load(exercise.name)
    asked = [case.inputs for case in cases]
    seen, printed = observe_all(exercise, answer, asked, exercise.seconds)
    return judge(exercise, cases, seen, right, mistakes, printed)


def mine(name: str, otherwise: Any) -> Any:
    """Your own answer to an earlier exercise if it was kept and still holds, else the given one.

    Parameters
    ----------
    name : str
        The exercise.
    otherwise : function or class
        What is used where there is no own answer.

    Returns
    -------
    function or class
        With a line shown that says whose code it is.
    """
    source = keeping.kept_answer(name)
    if not source:
        present(Note(f"{otherwise.__name__}: the given code is running."))
        return otherwise
    try:
        own = _from_cell(source, otherwise.__name__)
        holds = judge_publicly(find(name), own).status == "holds"
    except (Exception, SystemExit):
        holds = False
    if not holds:
        present(
            Note(
                f"{otherwise.__name__}: the given code is running, because your own from {name!r} "
                "does not pass its check here."
            )
        )
        return otherwise
    present(Note(f"{otherwise.__name__}: your own code is running."))
    return own


def _from_cell(source: str, wanted: str) -> Any:
    """Run a kept cell and return what it defines; other kept answers that it calls come with it."""
    import numpy as np

    namespace = {"np": np, "numpy": np, "__name__": "own_code"}
    _run_cell(source, wanted, namespace, running={wanted})
    return namespace[wanted]


def _run_cell(source: str, name: str, namespace: dict, running: set[str]) -> None:
    code = compile(source, f"<your cell with {name}>", "exec")
    for called in _names(code) - set(namespace) - running:
        kept = keeping.kept_answer(called) if called in exercises() else ""
        if kept:
            running.add(called)
            _run_cell(kept, called, namespace, running)
    exec(code, namespace)


def _names(code: CodeType) -> set[str]:
    """All names that some code and the functions in it look up."""
    inner = (one for one in code.co_consts if isinstance(one, CodeType))
    return set(code.co_names).union(*map(_names, inner))


def _check_prediction(prediction: Prediction, value: Any) -> None:
    if value is None or value is Ellipsis:
        raise NotAnswered(f"{prediction.name}: not yet answered.") from None
    entry = expected.load_predictions(prediction.lesson)[prediction.name]
    text = expected.canonical(value, prediction.decimals)
    found = expected.digest(entry["salt"], text)
    if found == entry["digest"]:
        _note_progress(prediction.name, 1, 1)
        present(Note(f"{prediction.name}: yes, that is it.", good=True))
        return
    hint = entry["hints"].get(found, "")
    if not hint and entry["form"] != expected.form_of(value):
        hint = f"The answer is {entry['form']}, and yours is {a_kind_of(value)}."
    message = f"{prediction.name}: not this. {hint}".strip()
    present(Note(message + (" Think again, or run on and see." if not hint else ""), wrong=True))
    raise NotYet(f"{prediction.name}: not yet.") from None


def _remember(verdict: Verdict, answer: Any) -> None:
    name = verdict.exercise.name
    _note_progress(name, verdict.points, len(verdict.holds))
    if verdict.status == "holds":
        try:
            keeping.keep_answer(name, answer)
        except OSError:
            pass  # said once already, by _note_progress


def _note_progress(name: str, holds: int, of: int) -> None:
    """Record progress; where the folder cannot be written, say so and go on."""
    try:
        keeping.record(name, holds, of)
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else str(error)
        present(
            Note(
                f"Your progress could not be kept in {keeping.folder()} ({reason}); the check itself "
                "is not affected. Set NEURONLAB_PROGRESS to a folder that you can write."
            )
        )
