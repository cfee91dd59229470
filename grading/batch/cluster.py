"""Executing on a Dask cluster: the same as `grading.batch.workers`, on processes that may be anywhere.

Workers need the packages `neuronlab`, `solutions` and `grading`, bubblewrap, and nothing else: no shared disk, no
database, no course. Dask looks after them: what a lost worker was at goes to another one.
"""

from __future__ import annotations

import contextlib
import hashlib
import queue
import threading
import time
from collections.abc import Hashable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from grading.batch.course import Trouble
from grading.batch.workers import AHEAD, PATIENCE, Failed, Refused
from grading.execution import NURSERIES, Outcome, Task, execute
from grading.room import NoSandbox

CONNECTING = 20.0
"""Seconds that a scheduler gets to be there, at first and when it was lost."""

COUNTING = 5.0
"""Seconds between two looks at how many workers there are."""

PACKAGES = ("neuronlab", "solutions", "grading")

_one_at_a_time = threading.Lock()


class ClusterCrew:
    """The workers of a Dask scheduler.

    Parameters
    ----------
    address : str
        The scheduler's, as `tcp://10.0.0.5:8786`.

    Raises
    ------
    Trouble
        If Dask is not installed, or the scheduler is not there, or has no workers.
    """

    def __init__(self, address: str):
        try:
            import distributed
        except ImportError:
            raise Trouble(
                "Dask, for --scheduler",
                "the package distributed is not installed",
                "pip install distributed, in the version of requirements-dev.txt",
            ) from None
        self._address = address
        try:
            self._client = distributed.Client(address, timeout=CONNECTING, set_as_default=False)
        except (OSError, ValueError) as error:
            raise Trouble(
                f"a Dask scheduler at {address}",
                f"none could be reached ({error or type(error).__name__})",
                "start one (`dask scheduler`), or look at the address; docs/batch.md has the commands",
            ) from None
        try:
            self._client.wait_for_workers(1, timeout=CONNECTING)
        except TimeoutError:
            self._client.close()
            raise Trouble(
                f"workers of the scheduler at {address}",
                "there is none",
                "start some (`dask worker ADDRESS --nthreads 1`); docs/batch.md has the commands",
            ) from None
        self._came: queue.SimpleQueue = queue.SimpleQueue()
        self._at: dict[Hashable, tuple[Any, float]] = {}
        self._lost: list[Hashable] = []
        self._count, self._counted, self._number = 1, 0.0, 0

    def start(self) -> None:
        """Nothing: the workers are there."""

    @property
    def has_room(self) -> bool:
        """Whether another task can be handed in."""
        now = time.monotonic()
        if now - self._counted > COUNTING and self._client.status == "running":
            with contextlib.suppress(OSError, TimeoutError):
                self._count = max(1, len(self._client.nthreads()))
            self._counted = now
        return not self._lost and len(self._at) < AHEAD * self._count

    def hand(self, key: Hashable, task: Task) -> None:
        """Hand in a task; `finished` will say what came of it."""
        self._number += 1
        future = self._client.submit(
            run_task,
            task,
            version(),
            key=f"{task.lesson}/{task.learner}/{self._number}",
            pure=False,
        )
        self._at[key] = (future, time.monotonic() + 2 * task.limits.submission + PATIENCE)
        future.add_done_callback(lambda done: self._came.put((key, done)))

    def finished(self, seconds: float) -> list[tuple[Hashable, Outcome | Failed]]:
        """What has come back; waits so long for something to come.

        Raises
        ------
        Refused
            If the workers cannot work, or the scheduler is gone and does not come back.
        """
        found = [
            one for key, future in self._arrived(seconds) if (one := self._result(key, future))
        ]
        if self._lost:
            found += self._after_a_loss()
        for key, (future, until) in list(self._at.items()):
            if time.monotonic() > until:
                del self._at[key]
                future.cancel()
                found.append((key, Failed("no worker gave an answer in time", again=True)))
        return found

    def close(self) -> None:
        """Let the workers go; what they are at is not wanted any more."""
        with contextlib.suppress(Exception):
            self._client.cancel([future for future, _ in self._at.values()])
        self._client.close(timeout=5)

    def _arrived(self, seconds: float) -> Iterator[tuple[Hashable, Any]]:
        try:
            yield self._came.get(timeout=seconds) if seconds else self._came.get_nowait()
            while True:
                yield self._came.get_nowait()
        except queue.Empty:
            return

    def _result(self, key: Hashable, future: Any) -> tuple[Hashable, Outcome | Failed] | None:
        if key not in self._at or self._at[key][0] is not future:
            return None  # it was handed in again meanwhile
        if future.status in ("cancelled", "lost"):
            del self._at[key]
            self._lost.append(key)
            return None
        try:
            result = future.result(timeout=CONNECTING)
        except Exception as error:
            if self._client.status != "running" or isinstance(error, OSError | TimeoutError):
                self._lost.append(key)
                result = None
            else:  # its workers ended, again and again, or something of ours raised
                result = Failed(f"{type(error).__name__}: {error}")
        del self._at[key]
        if isinstance(result, Refused):
            raise result
        return None if result is None else (key, result)

    def _after_a_loss(self) -> list[tuple[Hashable, Failed]]:
        """The scheduler was lost: when it is back, what was with it is to be handed in again."""
        if self._client.status == "running":
            lost, self._lost = self._lost, []
            return [(key, Failed("", again=True, blamed=False)) for key in lost]
        if self._client.status == "closed":
            raise Refused(
                f"The scheduler at {self._address} is gone, and did not come back in {CONNECTING:.0f} "
                "seconds. What is done is recorded; start again when it is there, and it goes on."
            )
        time.sleep(0.2)
        return []


def run_task(task: Task, wanted: str) -> Outcome | Failed | Refused:
    """On a worker: execute one task. Two at a time would be in each other's way.

    Parameters
    ----------
    task : Task
    wanted : str
        The `version` of the course's code that the task was made by.
    """
    if version() != wanted:
        return Refused(
            f"The worker {_whoami()} has another version of the course. It needs the same "
            f"{', '.join(PACKAGES)}: bring it up to date and start it again."
        )
    try:
        with _one_at_a_time, NURSERIES.lent(task.locked) as nursery:
            return execute(task, nursery)
    except NoSandbox as error:
        return Refused(f"On the worker {_whoami()}: {error}")
    except Exception as error:
        return Failed(f"{type(error).__name__}: {error}")


@cache
def version() -> str:
    """The hash of all code that decides what a task comes to."""
    import importlib

    digest = hashlib.sha256()
    for package in PACKAGES:
        folder = Path(importlib.import_module(package).__file__).parent
        for path in sorted(folder.rglob("*.py")):
            digest.update(str(path.relative_to(folder)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _whoami() -> str:
    from distributed import get_worker

    try:
        return get_worker().address
    except ValueError:
        return "here"
