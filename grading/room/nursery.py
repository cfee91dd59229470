"""The nursery, seen from the grader: it is started once, and gives a room to each submission."""

from __future__ import annotations

import base64
import os
import socket
import subprocess
import tempfile
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from grading.room import lock, watching
from grading.room.inside.messages import receive, send
from grading.room.limits import Limits
from grading.room.lock import NoSandbox
from grading.room.room import Room, RoomClosed
from grading.room.temporary import TemporaryFolder

PATIENCE = 60.0
"""Seconds that a nursery gets to import everything."""

AND_MORE = 200
"""Processes that the account may start elsewhere while a room is open."""

INSIDE_ONLY = frozenset(lock.environment("", "")) | {"LC_CTYPE", "MPLBACKEND", "PWD"}
"""Names that may be in a room's environment."""


class NurseryLost(Exception):
    """The nursery was ended, and all rooms with it. Nothing in a locked room can do that."""

    def __init__(self) -> None:
        super().__init__(
            "The sandbox was ended from outside while a notebook ran in it (short of memory, perhaps); what ran there is "
            "worth nothing, and has to run again from the beginning."
        )


class Nursery:
    """A warm process in a sandbox; every submission gets a fork of it in namespaces of its own.

    Parameters
    ----------
    locked : bool
        False leaves the sandbox away: rooms are then processes with limits and nothing more.

    Attributes
    ----------
    number : int
        How often it was started.
    """

    def __init__(self, locked: bool = True):
        self.locked = locked
        self.number = 0
        self._guard = threading.RLock()
        self._running: _Running | None = None
        self._why_not: NoSandbox | None = None

    def __enter__(self) -> Nursery:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def room(self, files: Mapping[str, bytes] | None = None, limits: Limits | None = None) -> Room:
        """A fresh room.

        Parameters
        ----------
        files : mapping of str to bytes, optional
            What is in its working folder.
        limits : Limits, optional

        Raises
        ------
        NoSandbox
            If no locked room can be had here.
        """
        with self._guard:
            problems = []
            while len(problems) < 2:
                self.start()
                try:
                    return self._open(files or {}, limits or Limits())
                except (OSError, EOFError, RoomClosed) as error:
                    problems.append(error)
                    if isinstance(error, OSError | EOFError):  # the nursery is not there any more
                        self.close()
            raise NoSandbox(f"a room could not be opened ({problems[-1]}).") from problems[-1]

    def start(self) -> None:
        """Start the nursery if it is not there, and try a room.

        Raises
        ------
        NoSandbox
            If no locked room can be had here; it is not tried again.
        """
        with self._guard:
            if self._why_not is not None:
                raise self._why_not
            if self._running is not None and self._running.process.poll() is None:
                return
            self.close()
            try:
                self._running = self._tried()
                self.number += 1
            except NoSandbox as error:
                self._why_not = error
                raise

    def is_lost(self, number: int) -> bool:
        """Whether the nursery that was started as this number has ended; without a lock a room may have ended it."""
        if not self.locked:
            return False
        with self._guard:
            if self.number != number or self._running is None:
                return True
            try:
                self._open({}, Limits()).close()
            except (OSError, EOFError):
                return True
            except RoomClosed:
                return False
            return False

    def _tried(self) -> _Running:
        """A nursery that has shown that it makes rooms, by the first way that works."""
        reasons = []
        for way in lock.WAYS if self.locked else ("unlocked",):
            try:
                self._running = _start(way)
                if self.locked:
                    with self._open({}, Limits()) as room:
                        _look_around(room.facts)
                return self._running
            except NoSandbox as error:
                reasons.append(error)
            except (OSError, EOFError, RoomClosed) as error:
                reasons.append(NoSandbox(f"the first room could not be opened ({error})."))
            self.close()
        raise reasons[0]

    def close(self) -> None:
        """End the nursery, and all rooms with it."""
        with self._guard:
            if self._running is not None:
                self._running.close()
                self._running = None

    def _open(self, files: Mapping[str, bytes], limits: Limits) -> Room:
        ours, theirs = socket.socketpair()
        if hasattr(socket, "SO_PASSCRED"):
            ours.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
        folder = None if self.locked else TemporaryFolder("room-")
        asked = {
            "limits": {
                "memory": limits.memory,
                "processes": limits.processes + _others(self.locked),
                "files": limits.files,
                "file": limits.file,
                "scratch": limits.scratch,
                "seconds": int(limits.submission) + 10,
            },
            "folder": folder and folder.name,
        }
        with theirs:
            send(self._running.line, asked, [theirs.fileno()])
        encoded = {name: base64.b64encode(content).decode() for name, content in files.items()}
        return Room(ours, limits, encoded, folder)


@dataclass
class _Running:
    process: subprocess.Popen
    line: socket.socket
    folder: TemporaryFolder | None

    def close(self) -> None:
        self.line.close()  # the nursery ends when its line does
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        if self.folder is not None:
            self.folder.cleanup()


def _start(way: str) -> _Running:
    if not hasattr(os, "fork"):
        raise NoSandbox("this system cannot fork. Grade in a Linux container, or in WSL.")
    ours, theirs = socket.socketpair()
    folder = None
    if way == "unlocked" or not lock.can_be_read_inside():
        folder = TemporaryFolder("nursery-")
        lock.copy_to(Path(folder.name))
    with theirs, tempfile.TemporaryFile() as said:
        control = theirs.fileno()
        if way == "unlocked":
            command, environment = lock.open_command(control, Path(folder.name))
        else:
            command = lock.locked_command(control, folder and Path(folder.name), way)
            environment = {"PATH": os.defpath}
        process = subprocess.Popen(
            command,
            env=environment,
            cwd=folder.name if way == "unlocked" else "/",
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            pass_fds=[control],
        )
        theirs.close()
        running = _Running(process, ours, folder)
        ours.settimeout(PATIENCE)
        try:
            receive(ours, 1 << 16)
        except (OSError, EOFError, ValueError) as error:
            running.close()
            said.seek(0)
            reason = said.read().decode("utf-8", "replace").strip()[-2000:] or repr(error)
            raise NoSandbox(f"the warm process did not start ({lock.readable(reason)}).") from error
    return running


def _look_around(facts: dict) -> None:
    """Compare what a room found with what a locked room is.

    Raises
    ------
    NoSandbox
        If anything is open that should not be.
    """
    open_doors = []
    if facts.get("user") == 0:
        open_doors.append("the room's code runs as root")
    if facts.get("processes") != []:
        open_doors.append("processes can be seen")
    if facts.get("network") is not False:
        open_doors.append("there is a network")
    if facts.get("writable") != []:
        open_doors.append(f"{facts.get('writable')} can be written")
    if strangers := set(facts.get("environment", ["?"])) - INSIDE_ONLY:
        open_doors.append(f"the environment holds {sorted(strangers)}")
    if len(facts.get("handles", [])) > 5:
        open_doors.append(f"files {facts['handles']} are open")
    if open_doors:
        raise NoSandbox(f"a room was made, but {' and '.join(open_doors)}.")


def _others(locked: bool) -> int:
    """Where the kernel counts all of the account's processes together: room for those outside."""
    if locked and watching.counts_by_namespace():
        return 0
    return watching.threads_of_this_user() + AND_MORE
