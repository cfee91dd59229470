"""Processes of this machine that execute: each has a nursery of its own, and takes one task after the other.

A worker that dies is replaced. The task that it was at is tried once more; whatever else it was handed is handed to
another. All that is said between the processes is said here.
"""

from __future__ import annotations

import multiprocessing
import os
import queue
import signal
import threading
import time
from collections import deque
from collections.abc import Hashable
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import NoReturn

from grading.execution import Outcome, Task

STILLBORN = 3
"""Processes for each job that may end before anything has come back; then something is wrong with all."""

AHEAD = 2
"""Tasks that a worker is handed at a time: the second waits with it, so that it never waits for the writer."""

PATIENCE = 120.0
"""Seconds beyond twice a submission's own limit after which a worker counts as hung."""


class Refused(Exception):
    """No worker can work here; the text says why, and what to do."""


@dataclass(frozen=True)
class Failed:
    """A task that came to nothing.

    Attributes
    ----------
    reason : str
    again : bool
        It can be handed in again.
    blamed : bool
        It may itself be why: its worker ended while it was at it.
    """

    reason: str
    again: bool = False
    blamed: bool = True


@dataclass
class _Worker:
    process: BaseProcess
    line: Connection
    handed: deque[Hashable] = field(default_factory=deque)
    until: float = float("inf")


class LocalCrew:
    """So many processes of this machine.

    Parameters
    ----------
    jobs : int
    locked : bool
        Whether they have locked rooms.
    """

    def __init__(self, jobs: int, locked: bool):
        self._jobs, self._locked = jobs, locked
        self._context = multiprocessing.get_context("forkserver")
        self._workers: list[_Worker] = []
        self._seconds = 0.0
        self._tries = STILLBORN * jobs

    def start(self) -> None:
        """Start the processes, if they are not there. They get ready while this one goes on."""
        while len(self._workers) < self._jobs:
            self._workers.append(self._hired())

    @property
    def has_room(self) -> bool:
        """Whether another task can be handed in."""
        return not self._workers or any(len(one.handed) < AHEAD for one in self._workers)

    def hand(self, key: Hashable, task: Task) -> None:
        """Hand in a task; `finished` will say what came of it."""
        self.start()
        self._seconds = 2 * task.limits.submission + PATIENCE
        worker = min(self._workers, key=lambda one: len(one.handed))
        worker.handed.append(key)
        if len(worker.handed) == 1:
            worker.until = time.monotonic() + self._seconds
        try:
            worker.line.send((key, task))
        except OSError:
            pass  # it has died: `finished` sees that

    def finished(self, seconds: float) -> list[tuple[Hashable, Outcome | Failed]]:
        """What has come back; waits so long for something to come.

        Raises
        ------
        Refused
            If the workers cannot work here.
        """
        found = []
        ready = wait([one.line for one in self._workers], seconds) if self._workers else []
        for worker in list(self._workers):
            if worker.line in ready:
                found += self._heard(worker)
            elif time.monotonic() > worker.until:
                worker.process.kill()
                found += self._lost(worker, "it gave no answer in time")
        return found

    def close(self) -> None:
        """End the processes, whatever they are at."""
        for worker in self._workers:
            worker.process.kill()
        for worker in self._workers:
            worker.process.join()
            worker.line.close()
        self._workers = []

    def _hired(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=_serve, args=(theirs, self._locked), daemon=True)
        process.start()
        theirs.close()
        return _Worker(process, ours)

    def _heard(self, worker: _Worker) -> list[tuple[Hashable, Outcome | Failed]]:
        try:
            said = worker.line.recv()
        except (EOFError, OSError):
            return self._lost(worker, "")
        if isinstance(said, Refused):
            raise said
        self._tries = STILLBORN * self._jobs
        worker.handed.remove(said[0])
        worker.until = time.monotonic() + self._seconds if worker.handed else float("inf")
        return [said]

    def _lost(self, worker: _Worker, reason: str) -> list[tuple[Hashable, Outcome | Failed]]:
        """Replace a worker; the first task that it was handed is the one that it was at."""
        worker.process.join()
        worker.line.close()
        status = worker.process.exitcode
        self._tries -= 1
        if self._tries <= 0:
            raise Refused(f"The processes that should grade end at once (status {status}).")
        self._workers[self._workers.index(worker)] = self._hired()
        reason = reason or f"the process that graded it ended (status {status})"
        return [
            (key, Failed(reason, again=True, blamed=number == 0))
            for number, key in enumerate(worker.handed)
        ]


def _serve(line: Connection, locked: bool) -> NoReturn:
    """A worker: execute what comes down the line until it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the one who writes
    from grading.batch.warming import settle_down
    from grading.execution import execute
    from grading.room import NoSandbox, Nursery

    settle_down()
    tasks: queue.SimpleQueue = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(line, tasks), daemon=True).start()
    with Nursery(locked) as nursery:
        try:
            nursery.start()
            while True:
                key, task = tasks.get()
                try:
                    said = execute(task, nursery)
                except NoSandbox:
                    raise
                except Exception as error:
                    said = Failed(f"{type(error).__name__}: {error}")
                line.send((key, said))
        except NoSandbox as error:
            line.send(Refused(str(error)))
            threading.Event().wait()  # until the other side ends this process
        except OSError:
            os._exit(1)  # nobody listens any more


def _listen(line: Connection, tasks: queue.SimpleQueue) -> None:
    """Take tasks at once, so that whoever hands them in does not wait."""
    try:
        while True:
            tasks.put(line.recv())
    except (EOFError, OSError):
        os._exit(1)  # the one who writes is gone; the nursery and its rooms end with this process
