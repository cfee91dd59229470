"""A room, seen from the grader: cells go in, what they showed comes out, and nothing of it is believed."""

from __future__ import annotations

import contextlib
import re
import signal
import socket
import threading
import time
from dataclasses import dataclass
from typing import Any

from grading.room import watching
from grading.room.inside.messages import TooLong, receive, receive_with_sender, send
from grading.room.limits import Limits
from grading.room.temporary import TemporaryFolder

LONGEST = 20_000_000
"""Bytes of one message from a room; a longer one ends it unread."""

GRACE = 3.0
"""Seconds that a cell gets to end after it was interrupted."""

OPENING = 10.0
"""Seconds that a room gets to open."""

EVERY = 0.03
"""Seconds between two looks at a room's memory."""

ENDED = "Python ended while this cell ran"

_MIME = re.compile(r"[a-z]+/[\w.+-]{1,80}")
_MOST = 400


class RoomClosed(Exception):
    """The room has ended, and what was in it is gone.

    Attributes
    ----------
    reason : str
        A plain sentence for the learner.
    """

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason


@dataclass
class Ran:
    """What a room claims that a cell showed.

    Attributes
    ----------
    outputs : list of dict
        As notebooks keep them; only text and base64, nothing else of it was looked at.
    ok : bool
        Nothing was raised.
    execution_count : int
    stopped : bool
        The cell took too long and was interrupted.
    """

    outputs: list[dict]
    ok: bool = False
    execution_count: int = 0
    stopped: bool = False


class Room:
    """One submission's process, and all that it starts. Made by `Nursery.room`."""

    def __init__(
        self,
        line: socket.socket,
        limits: Limits,
        files: dict[str, str],
        folder: TemporaryFolder | None,
    ):
        self._line, self._limits, self._files, self._folder = line, limits, files, folder
        self._first: watching.Handle | None = None
        self._worker: watching.Handle | None = None
        self._reason = ""
        self._over = threading.Event()
        self._watch = threading.Thread(target=self._watch_over, name="room", daemon=True)
        try:
            self.facts = self._come_in()
        except BaseException:
            self.close()
            raise
        self._watch.start()

    def __enter__(self) -> Room:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def run(self, source: str, seconds: float, connection: socket.socket | None = None) -> Ran:
        """Run one cell.

        Parameters
        ----------
        source : str
        seconds : float
            After this time the cell is interrupted, and if that does not help the room is closed.
        connection : socket, optional
            The room's end of a line to the judge, for a check cell; the caller closes its own copy.

        Raises
        ------
        RoomClosed
            If the room ended, or is closed.
        """
        if self._over.is_set():
            raise RoomClosed(self._reason or "The room is closed.")
        handles = [] if connection is None else [connection.fileno()]
        try:
            self._line.settimeout(seconds)
            send(self._line, {"source": source, "files": self._files}, handles)
            self._files = {}
            claimed, stopped = self._wait(seconds)
            ran = Ran(
                outputs_of(claimed["outputs"]),
                claimed["ok"] is True,
                int(claimed["count"]),
                stopped,
            )
        except (OSError, EOFError):
            self._end(ENDED)
        except TooLong:
            self._end("this cell sent more than a cell may show")
        except (ValueError, TypeError, KeyError, RecursionError, OverflowError):
            self._end("what this cell sent could not be read")
        else:
            return ran
        raise RoomClosed(self._reason)

    def close(self) -> None:
        """End everything in the room."""
        self._kill()
        if self._watch.is_alive():
            self._watch.join()
        for handle in (self._first, self._worker):
            if handle is not None:
                handle.wait(5)
                handle.close()
        self._first = self._worker = None
        self._line.close()
        if self._folder is not None:
            self._folder.cleanup()

    def _come_in(self) -> dict:
        """Learn which processes the room's are, before any code of a submission runs there."""
        self._line.settimeout(OPENING)
        while True:
            said, sender = receive_with_sender(self._line, 1 << 16)
            if "failed" in said:
                raise RoomClosed(str(said["failed"]))
            if "first" in said:
                self._first = watching.Handle(sender)
            if "worker" in said:
                self._worker = watching.Handle(said["worker"] if sender is None else sender)
                return said["facts"]

    def _wait(self, seconds: float) -> tuple[dict, bool]:
        try:
            return self._receive(seconds), False
        except TimeoutError:
            self._worker.send(signal.SIGINT)
        try:
            return self._receive(GRACE), True
        except TimeoutError:
            self._end(f"this cell ran longer than {seconds:.0f} seconds and could not be stopped")
            raise EOFError from None

    def _receive(self, seconds: float) -> dict:
        """One whole message; its parts together may not take longer than this."""
        return receive(_Hurried(self._line, seconds), LONGEST)["ran"]

    def _watch_over(self) -> None:
        first, worker = self._first or self._worker, self._worker
        while not self._over.wait(EVERY):
            if watching.held_by(watching.group_of(first.process)) > self._limits.memory:
                held = self._limits.memory / 1e9
                self._end(f"it took more memory than the {held:g} GB that there are")
            elif worker.wait(0):
                self._end(ENDED)

    def _end(self, reason: str) -> None:
        """End the room for a reason; the first one stays."""
        if not self._reason:
            self._reason = reason
        self._kill()
        with contextlib.suppress(OSError):
            self._line.shutdown(socket.SHUT_RDWR)  # nobody has to wait for it any longer

    def _kill(self) -> None:
        self._over.set()
        if self._first is not None:  # with it everything ends that was started in the room
            self._first.send(signal.SIGKILL)
        elif self._worker is not None:
            watching.kill_what_can_be_found(self._worker)


class _Hurried:
    """A line whose messages have to come whole within a time."""

    def __init__(self, line: socket.socket, seconds: float):
        self._line, self._until = line, time.monotonic() + seconds

    def recv(self, most: int) -> bytes:
        left = self._until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self._line.settimeout(left)
        return self._line.recv(most)


def outputs_of(claimed: Any) -> list[dict]:
    """What a room claims to have shown, in the form of a notebook's outputs.

    Whatever has another form is left out; text is made such that it can be written.
    """
    if not isinstance(claimed, list):
        raise TypeError("Outputs are a list.")
    return [one for one in map(_output_of, claimed[:_MOST]) if one is not None]


def _output_of(claimed: Any) -> dict | None:
    if not isinstance(claimed, dict):
        return None
    kind = claimed.get("output_type")
    if kind == "stream":
        name = "stderr" if claimed.get("name") == "stderr" else "stdout"
        return {"output_type": kind, "name": name, "text": _text(claimed.get("text"))}
    if kind == "error":
        lines = claimed.get("traceback")
        return {
            "output_type": kind,
            "ename": _text(claimed.get("ename")),
            "evalue": _text(claimed.get("evalue")),
            "traceback": [_text(line) for line in lines] if isinstance(lines, list) else [],
        }
    if kind not in ("display_data", "execute_result") or not isinstance(claimed.get("data"), dict):
        return None
    data = {
        name: _text(value)
        for name, value in claimed["data"].items()
        if isinstance(value, str) and _MIME.fullmatch(name)
    }
    output = {"output_type": kind, "data": data, "metadata": {}}
    if kind == "execute_result":
        count = claimed.get("execution_count")
        output["execution_count"] = count if isinstance(count, int) and 0 < count < 1e9 else None
    return output


def _text(claimed: Any) -> str:
    """Text as text, without halves of characters, which no file can hold."""
    return claimed.encode("utf-8", "replace").decode("utf-8") if isinstance(claimed, str) else ""
