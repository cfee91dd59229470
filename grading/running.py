"""What makes a run of autograding safe to interrupt: one at a time, and nothing half is taken for graded.

nbgrader takes a submission for graded when its folder in `term/autograded` is there. After a crash it may be there with a
notebook that was not executed yet, and the next run would pass it over. `forget_unfinished` removes what was not graded to
the end, or is not in the gradebook, so that nbgrader grades it again.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sqlite3
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from logging import Logger
from pathlib import Path
from typing import TextIO

from nbgrader.api import (
    Assignment,
    BaseCell,
    Grade,
    Gradebook,
    SubmittedAssignment,
    SubmittedNotebook,
)
from nbgrader.converters.base import NbGraderException
from sqlalchemy import event, select
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DBAPIError

from grading.records import VERDICTS

TIMESTAMP, SECRET = "timestamp.txt", "submission_secret.txt"
"""The files that nbgrader's exchange puts beside a notebook. It stops where feedback goes out without them."""

PATIENCE = 60.0
"""Seconds that a run waits for another one to end."""

GRADEBOOK_PATIENCE = 30.0
"""Seconds that a gradebook in SQLite may be locked by another program; nbgrader alone waits 5."""


RERUN = (
    "What was graded is kept. When the cause is mended, run this again: the rest is graded then."
)


class GateError(NbGraderException):
    """The gate cannot do its work; the message says what was expected, what was found, what to do."""


class NotNow(GateError):
    """Grading cannot go on; the message says why, and what to do. Nothing is lost."""


# --- one at a time


@contextlib.contextmanager
def alone(term: Path, log: Logger, patience: float = PATIENCE) -> Iterator[None]:
    """Keep other runs of autograding away from a course's data for a while.

    The lock is the system's own: it ends with the process, however that ends.

    Parameters
    ----------
    term : Path
        Where the course's data are.
    log : Logger
    patience : float
        Seconds.

    Raises
    ------
    NotNow
        If another run is still there after so many seconds.
    """
    try:
        import fcntl
    except ImportError:  # where rooms cannot be had either
        yield
        return
    term.mkdir(parents=True, exist_ok=True)
    with open(term / ".autograding", "a+") as file:
        until, said = time.monotonic() + patience, False
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() >= until:
                    raise NotNow(
                        f"Another run of autograding works on this course (process {_named(file)}), and had not "
                        f"ended after {patience:.0f} seconds. Nothing was changed: run this again when it has."
                    ) from None
            if not said:
                log.warning("Waiting for another run of autograding to end.")
                said = True
            time.sleep(0.1)
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


def _named(file: TextIO) -> str:
    file.seek(0)
    return file.read(20) or "unknown"


# --- the gradebook


def wait_for_sqlite() -> None:
    """Let every connection to SQLite of this process wait for a locked gradebook; again changes nothing."""
    if not event.contains(Engine, "connect", _be_patient):
        event.listen(Engine, "connect", _be_patient)


def _be_patient(connection: object, _record: object) -> None:
    if isinstance(connection, sqlite3.Connection):
        connection.execute(f"PRAGMA busy_timeout = {int(1000 * GRADEBOOK_PATIENCE)}")


@contextlib.contextmanager
def said_plainly(log: Logger) -> Iterator[None]:
    """Say what an error of a run means for the grades.

    Raises
    ------
    NotNow
        In the place of errors of the gradebook or the disk.
    """
    try:
        yield
    except (DBAPIError, OSError) as error:
        raise NotNow(_plainly(error)) from error
    except GateError:
        raise
    except NbGraderException as error:
        if isinstance(error.__context__, DBAPIError | OSError):
            raise NotNow(_plainly(error.__context__)) from error
        log.error(RERUN)
        raise


def _plainly(error: Exception) -> str:
    if isinstance(error, DBAPIError):
        return (
            f"The gradebook could not be used ({error.orig}). If it is locked, end the program that holds it; if the disk "
            f"is full, make room; if the file is damaged, bring it back from a copy. {RERUN}"
        )
    return f"A file could not be written or read ({error}). {RERUN}"


# --- what was not graded to the end


def forget_unfinished(
    autograded: Path, url: str, meant: Iterable[tuple[str, str]], log: Logger
) -> None:
    """Remove graded folders that are not whole, or that the gradebook does not know.

    Parameters
    ----------
    autograded : Path
    url : str
        The gradebook's.
    meant : iterable of (str, str)
        Learners and lessons.
    """
    there = [one for one in meant if os.path.lexists(autograded / one[0] / one[1])]
    known = in_gradebook(url) if there else {}
    for learner, lesson in there:
        place = autograded / learner / lesson
        if not is_finished(place, lesson, known.get((learner, lesson))):
            log.warning("%s of %s was not graded to the end, and is graded again.", lesson, learner)
            shutil.rmtree(place)


@dataclass
class Known:
    """What the gradebook has of a submission: its time, and what grading found, by the names of cells."""

    time: datetime | None
    scores: dict[str, float | None] = field(default_factory=dict)


def is_finished(place: Path, lesson: str, known: Known | None) -> bool:
    """Whether a folder holds a judged notebook, and the gradebook has its time and a score for each of its checks.

    The executed notebook is written last, and its metadata hold the judge's verdicts: one that was cut short, or was not
    executed, has none.
    """
    try:
        written = (place / TIMESTAMP).read_text("ascii").removesuffix(" UTC")
        judged = json.loads((place / f"{lesson}.ipynb").read_text("utf-8"))["metadata"][VERDICTS]
        time = datetime.fromisoformat(written) if written else None
    except (OSError, ValueError, LookupError, TypeError):
        return False
    if known is None or not (place / SECRET).is_file() or time not in (None, known.time):
        return False
    return all(known.scores.get(name) is not None for name in judged)


def in_gradebook(url: str) -> dict[tuple[str, str], Known]:
    """What the gradebook has, for learners and lessons."""
    asked = (
        select(
            SubmittedAssignment.student_id,
            Assignment.name,
            SubmittedAssignment.timestamp,
            BaseCell.name,
            Grade.auto_score,
        )
        .join(Assignment, SubmittedAssignment.assignment_id == Assignment.id)
        .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(Grade, Grade.notebook_id == SubmittedNotebook.id)
        .join(BaseCell, Grade.cell_id == BaseCell.id)
    )
    found: dict[tuple[str, str], Known] = {}
    with Gradebook(url) as gradebook:
        for learner, lesson, time, cell, score in gradebook.db.execute(asked):
            found.setdefault((learner, lesson), Known(time)).scores[cell] = score
    return found
