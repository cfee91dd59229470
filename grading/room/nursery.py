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

PATIENCE = 60.0
"""Seconds that a nursery gets to import everything."""

INSIDE_ONLY = frozenset(lock.environment("", "")) | {"LC_CTYPE", "MPLBACKEND", "PWD"}
"""Names that may be in a room's environment."""


class Nursery:
    """A warm process in a sandbox; every submission gets a fork of it in namespaces of its own.

    Parameters
    ----------
    locked : bool
        False leaves the sandbox away: rooms are then processes with limits and nothing more.
    limits : Limits
        Of each room.
    """

    def __init__(self, locked: bool = True, limits: Limits | None = None):
        self.locked = locked
        self.limits = limits or Limits()
        self._guard = threading.RLock()
        self._running: _Running | None = None
        self._why_not: NoSandbox | None = None

    def __enter__(self) -> Nursery:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def room(self, files: Mapping[str, bytes] | None = None) -> Room:
        """A fresh room with these files in its working folder.

        Raises
        ------
        NoSandbox
            If no locked room can be had here.
        """
        with self._guard:
            for attempt in (1, 2):
                self.start()
                try:
                    return self._open(files or {})
                except (OSError, EOFError, RoomClosed) as error:  # the nursery was ended
                    self.close()
                    if attempt == 2:
                        raise NoSandbox(f"a room could not be opened ({error}).") from error
        raise AssertionError

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
            except NoSandbox as error:
                self._why_not = error
                raise

    def _tried(self) -> _Running:
        """A nursery that has shown that it makes rooms, by the first way that works."""
        reasons = []
        for way in lock.WAYS if self.locked else ("unlocked",):
            try:
                self._running = _start(way)
                if self.locked:
                    with self._open({}) as room:
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

    def _open(self, files: Mapping[str, bytes]) -> Room:
        ours, theirs = socket.socketpair()
        if hasattr(socket, "SO_PASSCRED"):
            ours.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
        folder = None if self.locked else tempfile.TemporaryDirectory(prefix="room-")
        asked = {
            "limits": {
                "memory": self.limits.memory,
                "processes": self.limits.processes + _counted_already(),
                "files": self.limits.files,
                "file": self.limits.file,
                "scratch": self.limits.scratch,
                "seconds": int(self.limits.submission) + 10,
            },
            "folder": folder and folder.name,
        }
        with theirs:
            send(self._running.line, asked, [theirs.fileno()])
        encoded = {name: base64.b64encode(content).decode() for name, content in files.items()}
        return Room(ours, self.limits, encoded, folder)


@dataclass
class _Running:
    process: subprocess.Popen
    line: socket.socket
    folder: tempfile.TemporaryDirectory

    def close(self) -> None:
        self.line.close()  # the nursery ends when its line does
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.folder.cleanup()


def _start(way: str) -> _Running:
    ours, theirs = socket.socketpair()
    folder = tempfile.TemporaryDirectory(prefix="nursery-")
    said = Path(folder.name, "said")
    with theirs, open(said, "wb") as errors:
        control = theirs.fileno()
        if way == "unlocked":
            command, environment = lock.open_command(control, Path(folder.name))
        else:
            command = lock.locked_command(control, Path(folder.name), way)
            environment = {"PATH": os.defpath}
        process = subprocess.Popen(
            command,
            env=environment,
            cwd=folder.name if way == "unlocked" else "/",
            stdin=subprocess.DEVNULL,
            stdout=errors,
            stderr=errors,
            pass_fds=[control],
        )
    running = _Running(process, ours, folder)
    ours.settimeout(PATIENCE)
    try:
        receive(ours, 1 << 16)
    except (OSError, EOFError, ValueError) as error:
        reason = said.read_text("utf-8", "replace").strip()[-2000:] or repr(error)
        running.close()
        raise NoSandbox(f"the warm process did not start ({reason}).") from error
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


def _counted_already() -> int:
    """Where the kernel counts the account's processes over the whole machine: how many there are."""
    if watching.counts_processes_by_namespace() or not Path("/proc/self/status").exists():
        return 0
    return watching.threads_of_this_user()
