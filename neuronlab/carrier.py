"""Under grading `check` only carries questions and answers between the answer and a judge outside.

Whoever runs the cells hands over a line to the judge for the cell that is about to run, or none. Nothing that is decided at
the other end comes back here, and nothing that is said here is believed there: what crosses are inputs and claimed
outputs. One message is one line of JSON.
"""

from __future__ import annotations

import json
import socket
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, BinaryIO

from neuronlab.exercises import exercises
from neuronlab.observing import Observation, Value, observe_all
from neuronlab.plain import decode

_called_for = False
_line: BinaryIO | None = None


def use(connection: socket.socket | None) -> None:
    """From now on answers are judged at the other end of `connection`; None: they are not judged now."""
    global _called_for, _line
    _called_for = True
    _line = None if connection is None else connection.makefile("rwb")


def stop() -> None:
    """Answers are judged in this process again."""
    global _called_for, _line
    _called_for, _line = False, None


def is_called_for() -> bool:
    """Whether this process is one whose answers are judged outside."""
    return _called_for


def carry(name: str, answer: Any) -> None:
    """Say that the check of this name was reached, and answer whatever the judge asks."""
    exercise, line = exercises().get(name), _line
    if exercise is None or line is None:
        return
    try:
        _send(line, {"check": name})
        while asked := json.loads(line.readline() or b"{}"):
            inputs = [{key: decode(value) for key, value in one.items()} for one in asked["inputs"]]
            seen, _ = observe_all(exercise, answer, inputs, exercise.seconds)
            _send(line, _fitting(seen, asked["longest"]))
    except (BrokenPipeError, ConnectionError):
        return  # the judge has heard enough


def _fitting(seen: Sequence[Observation], longest: int) -> dict:
    """What was seen, in at most `longest` bytes: arrays that do not fit are said to be too large."""
    message = {"seen": [one.plain(packed=True) for one in seen]}
    if len(json.dumps(message)) < longest:
        return message
    return {"seen": [_without_arrays(one).plain() for one in seen]}


def _without_arrays(seen: Observation) -> Observation:
    outputs = {
        name: Value("other", f"{value.said}, which is far too large", None)
        for name, value in seen.outputs.items()
    }
    return replace(seen, outputs=outputs)


def _send(line: BinaryIO, message: dict) -> None:
    line.write(json.dumps(message).encode() + b"\n")
    line.flush()
