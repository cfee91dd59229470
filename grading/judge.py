"""The judge of one submission: asks the room, believes nothing but right outputs, keeps the verdict.

It runs in the grader's process, in a thread of its own, and listens where the room's `check` calls. A
call counts for the released cell that is being executed and for no other, and only once.
"""

from __future__ import annotations

import json
import os
import socket
import tempfile
import threading
from collections.abc import Sequence
from typing import BinaryIO

from neuronlab.exercises import exercises
from neuronlab.judging import Verdict, judge
from neuronlab.observing import Observation
from neuronlab.plain import NotPlain, encode
from solutions import oracle

LONGEST = 300_000_000
"""Bytes of one message from a room; a longer one ends the conversation."""

GRACE = 20.0
"""Seconds beyond the exercise's own limit that a room may take to answer."""


class Judge:
    """Ask one room about the cells of one notebook.

    Parameters
    ----------
    seed : sequence of int
        Of the submission's secret draws.

    Attributes
    ----------
    address : str
        What the room is told: a socket's path, or host:port where there are no Unix sockets.
    """

    def __init__(self, seed: Sequence[int]):
        self.seed = list(seed)
        self._open: str | None = None
        self._asked = False
        self._verdict: Verdict | None = None
        self._failure: BaseException | None = None
        self._lock = threading.Lock()
        self._folder = tempfile.TemporaryDirectory(prefix="judge-")
        if hasattr(socket, "AF_UNIX"):
            self._listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            self.address = os.path.join(self._folder.name, "judge")
            self._listener.bind(self.address)
        else:
            self._listener = socket.create_server(("127.0.0.1", 0))
            self.address = "{}:{}".format(*self._listener.getsockname())
        self._listener.listen()
        self._thread = threading.Thread(target=self._serve, name="judge", daemon=True)
        self._thread.start()

    def __enter__(self) -> Judge:
        return self

    def __exit__(self, *error: object) -> None:
        try:
            self._listener.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        self._listener.close()
        self._thread.join(5)
        self._folder.cleanup()

    def open(self, name: str) -> None:
        """From now on a call for the exercise of this name counts, once."""
        with self._lock:
            self._open, self._asked, self._verdict = name, False, None

    def close(self) -> Verdict:
        """The verdict on what was opened. Where no call came, or none that could be read, nothing holds.

        Raises
        ------
        Exception
            What went wrong on this side: an error of the course, not of the submission.
        """
        with self._lock:
            name, verdict, self._open = self._open, self._verdict, None
        if self._failure is not None:
            raise self._failure
        if name is None:
            raise RuntimeError("`close` was called, and no exercise is open.")
        if verdict is None:
            exercise = exercises()[name]
            return Verdict(exercise, "unanswered", (False,) * len(exercise.behaviours))
        return verdict

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            with connection:
                try:
                    self._converse(connection)
                except (OSError, NotPlain, ValueError, RecursionError):
                    continue  # the room hung up, or sent what is no answer: nothing is earned
                except BaseException as error:
                    self._failure = error

    def _converse(self, connection: socket.socket) -> None:
        connection.settimeout(GRACE)
        with connection.makefile("rwb") as line:
            called = _read(line).get("check")
            with self._lock:
                if called is None or called != self._open or self._asked:
                    return
                self._asked = True  # one call, one set of questions
            verdict = self._question(called, connection, line)
            with self._lock:
                if self._open == called:  # else the cell has ended, and it is too late
                    self._verdict = verdict

    def _question(self, called: str, connection: socket.socket, line: BinaryIO) -> Verdict | None:
        exercise = exercises()[called]
        cases = oracle.questions(called, self.seed)
        expected = oracle.expected(called, cases)
        mistakes = oracle.mistakes(called, cases)
        connection.settimeout(exercise.seconds + GRACE)
        asked = [
            {name: encode(value, packed=True) for name, value in case.inputs.items()}
            for case in cases
        ]
        line.write(json.dumps({"inputs": asked}).encode() + b"\n")
        line.flush()
        claimed = _read(line).get("seen")
        if not isinstance(claimed, list) or len(claimed) != len(cases):
            return None
        seen = [Observation.from_plain(one) for one in claimed]
        return judge(exercise, cases, seen, expected, mistakes)


def _read(line: BinaryIO) -> dict:
    text = line.readline(LONGEST)
    if not text.endswith(b"\n"):
        raise ValueError("The message is cut short.")
    message = json.loads(text)
    if not isinstance(message, dict):
        raise ValueError("A message is an object.")
    return message
