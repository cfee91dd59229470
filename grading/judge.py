"""The judge of one submission: asks the room, believes nothing but right outputs, keeps the verdict.

It runs in the grader's process. For each check cell it makes a line of its own, whose other end goes into the room for as long as
that cell runs. A call counts for that cell's exercise and for no other, and only once.
"""

from __future__ import annotations

import contextlib
import json
import math
import socket
import threading
from collections.abc import Sequence
from dataclasses import replace
from typing import BinaryIO

from grading.known import always_known, without_known
from neuronlab.exercise import Case, Exercise
from neuronlab.exercises import exercises
from neuronlab.judging import Verdict, diagnose, judge
from neuronlab.observing import Observation
from neuronlab.plain import encode
from solutions import oracle

LONGEST_CALL = 10_000
"""Bytes by which a room says that a check was reached."""

SPACE, TIMES = 1_000_000, 8
"""An answer may be this many bytes longer than right ones, and this many times as long; then it is not read.

The room is told the limit in whole `SPACE`s: to the byte, it would say how many digits the right answers have.
"""

CALLS = 100
"""Calls for other exercises that are heard before nobody listens any more."""

GRACE = 20.0
"""Seconds beyond the exercise's own limit that a room may take to answer."""


class Judge:
    """Ask a room about the cells of one notebook.

    Parameters
    ----------
    seed : sequence of int
        Of the submission's secret draws.

    Attributes
    ----------
    troubles : list of str
        Outputs that judging itself stumbled over, for the log; they earned nothing.
    """

    def __init__(self, seed: Sequence[int]):
        self.seed = list(seed)
        self.troubles: list[str] = []
        self._hearing: _Hearing | None = None

    def __enter__(self) -> Judge:
        return self

    def __exit__(self, *error: object) -> None:
        if self._hearing is not None:
            self._hearing.end()

    def open(self, name: str) -> socket.socket:
        """From now on a call for the exercise of this name counts, once.

        Returns
        -------
        socket.socket
            The room's end of the line. The caller closes it when the room has its own copy.
        """
        if self._hearing is not None:
            raise RuntimeError(f"{self._hearing.exercise.name!r} is still open.")
        ours, theirs = socket.socketpair()
        self._hearing = _Hearing(exercises()[name], self.seed, ours)
        return theirs

    def close(self) -> Verdict:
        """The verdict on what was opened. Where no call came, or none that could be read, nothing holds.

        Raises
        ------
        Exception
            What went wrong on this side: an error of the course, not of the submission.
        """
        hearing, self._hearing = self._hearing, None
        if hearing is None:
            raise RuntimeError("`close` was called, and no exercise is open.")
        hearing.end()
        if hearing.failure is not None:
            raise hearing.failure
        if hearing.trouble:
            self.troubles.append(f"{hearing.exercise.name}: {hearing.trouble}")
        if hearing.verdict is None:
            exercise = hearing.exercise
            return Verdict(exercise, "unanswered", (False,) * len(exercise.behaviours))
        return hearing.verdict


class _Hearing:
    """The conversation about one check cell, in a thread of its own."""

    def __init__(self, exercise: Exercise, seed: list[int], line: socket.socket):
        self.exercise, self.seed, self._line = exercise, seed, line
        self.verdict: Verdict | None = None
        self.failure: BaseException | None = None
        self.trouble = ""
        self._thread = threading.Thread(target=self._listen, name="judge", daemon=True)
        self._thread.start()

    def end(self) -> None:
        """Hear nothing more. What was said before is still judged, so that a rerun ends alike."""
        with contextlib.suppress(OSError):
            self._line.shutdown(socket.SHUT_RDWR)
        self._thread.join()

    def _listen(self) -> None:
        try:
            with self._line, self._line.makefile("rwb") as file:
                self._line.settimeout(self.exercise.seconds + GRACE)
                for _ in range(CALLS):
                    called = _read(file, LONGEST_CALL).get("check")
                    if called == self.exercise.name:
                        self._ask(file)
                        return
                    _write(file, {})  # of another cell
        except (OSError, Unreadable):
            return  # the room hung up, or sent what is no answer: nothing is earned
        except BaseException as error:
            self.failure = error

    def _ask(self, file: BinaryIO) -> None:
        cases = oracle.questions(self.exercise.name, self.seed)
        expected = oracle.expected(self.exercise.name, cases)
        asked = [
            {name: encode(value, packed=True) for name, value in case.inputs.items()}
            for case in cases
        ]
        right = json.dumps([one.plain(packed=True) for one in expected])
        longest = SPACE * math.ceil(1 + TIMES * len(right) / SPACE)  # tells nothing of `right`
        _write(file, {"inputs": asked, "longest": longest})
        seen = _observations(_read(file, longest), len(cases))
        with contextlib.suppress(OSError):
            _write(file, {})  # before judging: the room does not wait for it
        try:
            verdict = self._verdict(cases, seen, expected)
        except Exception as error:  # outputs of a kind that nobody thought of: they are not right
            self.trouble = f"{type(error).__name__}: {error}"
            return
        if any(verdict.holds) and not all(verdict.holds):
            verdict = without_known(verdict, always_known(self.exercise.name))
        self.verdict = verdict

    def _verdict(
        self, cases: list[Case], seen: list[Observation], expected: list[Observation]
    ) -> Verdict:
        """The verdict. Mistakes are run only where something is wrong: that is most of a judge's work."""
        verdict = judge(self.exercise, cases, seen, expected)
        if verdict.status == "not yet":
            mistakes = oracle.mistakes(self.exercise.name, cases)
            named = diagnose(self.exercise, cases, seen, expected, mistakes)
            verdict = replace(verdict, mistakes=named)
        return verdict


class Unreadable(Exception):
    """What a room sent is no message."""


def _write(file: BinaryIO, message: dict) -> None:
    file.write(json.dumps(message).encode() + b"\n")
    file.flush()


def _read(file: BinaryIO, longest: int) -> dict:
    text = file.readline(longest)
    if not text.endswith(b"\n"):
        raise Unreadable("The message is cut short.")
    try:
        message = json.loads(text)
    except (ValueError, RecursionError, MemoryError) as error:
        raise Unreadable(str(error)) from error
    if not isinstance(message, dict):
        raise Unreadable("A message is an object.")
    return message


def _observations(message: dict, count: int) -> list[Observation]:
    claimed = message.get("seen")
    if not isinstance(claimed, list) or len(claimed) != count:
        raise Unreadable(f"{count} observations were expected.")
    try:
        return [Observation.from_plain(one) for one in claimed]
    except Exception as error:  # all of it comes from outside
        raise Unreadable(str(error)) from error
