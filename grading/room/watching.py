"""What a group of processes holds, as the kernel shows it outside, and how it is ended."""

from __future__ import annotations

import contextlib
import mmap
import os
import re
import select
import signal
import time
from pathlib import Path


def group_of(first: int) -> list[int]:
    """A process and all that descend from it."""
    found, places = [], [first]
    while places:
        process = places.pop()
        found.append(process)
        try:
            for task in os.listdir(f"/proc/{process}/task"):
                text = Path(f"/proc/{process}/task/{task}/children").read_text()
                places += [int(child) for child in text.split()]
        except OSError:
            continue  # it has just ended
    return found


def held_by(processes: list[int]) -> int:
    """Bytes of memory that processes hold now; what they share is counted for each."""
    total = 0
    for process in processes:
        try:
            total += int(Path(f"/proc/{process}/statm").read_text().split()[1]) * mmap.PAGESIZE
        except (OSError, IndexError):
            continue
    return total


class Handle:
    """A process that can be ended for sure: its number cannot come to mean another one."""

    def __init__(self, process: int):
        self.process = process
        self._handle = os.pidfd_open(process) if hasattr(os, "pidfd_open") else None
        self._closed = False

    def send(self, number: signal.Signals) -> None:
        """Send a signal, unless the process is gone."""
        if self._closed:
            return
        try:
            if self._handle is not None:
                signal.pidfd_send_signal(self._handle, number)
            else:
                os.kill(self.process, number)
        except OSError:
            pass

    def wait(self, seconds: float) -> bool:
        """Wait until it has ended; False if it has not."""
        if self._handle is not None:
            ended = select.poll()
            ended.register(self._handle, select.POLLIN)
            return bool(ended.poll(1000 * seconds))
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            try:
                os.kill(self.process, 0)
            except OSError:
                return True
            time.sleep(0.005)
        return False

    def close(self) -> None:
        """Forget the process."""
        self._closed = True
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


def kill_what_can_be_found(handle: Handle) -> None:
    """Where nothing holds a group together: the process, what descends from it, and its session."""
    descendants = [Handle(one) for one in group_of(handle.process)[1:] if _exists(one)]
    with contextlib.suppress(OSError):
        os.killpg(handle.process, signal.SIGKILL)
    for one in (*descendants, handle):
        one.send(signal.SIGKILL)
    for one in descendants:
        one.close()


def _exists(process: int) -> bool:
    try:
        os.kill(process, 0)
    except OSError:
        return False
    return True


def threads_of_this_user() -> int:
    """How many threads this account runs on the whole machine, as far as that can be seen."""
    user, count = str(os.getuid()), 0
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            lines = dict(line.split(":", 1) for line in status.read_text().splitlines())
            if lines["Uid"].split()[0] == user:
                count += int(lines["Threads"])
        except (OSError, KeyError, ValueError):
            continue
    return count


def counts_by_namespace() -> bool:
    """Whether the limit of processes is each user namespace's own (Linux 5.14 and later)."""
    numbers = re.findall(r"\d+", os.uname().release)
    return tuple(map(int, numbers[:2])) >= (5, 14)
