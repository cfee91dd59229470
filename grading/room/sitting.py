"""One submission in its rooms: a room that dies costs the cell in which it died, and the rest goes on in a fresh one."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Mapping

from grading.room.limits import Limits
from grading.room.nursery import Nursery, NurseryLost
from grading.room.room import Ran, Room, RoomClosed


class Sitting:
    """Run a notebook's cells in order, within a time in all.

    Parameters
    ----------
    nursery : Nursery
    limits : Limits
    files : mapping of str to bytes
        The lesson's own files, for the working folder.

    Attributes
    ----------
    deaths : list of str
        Why rooms died.
    """

    def __init__(self, nursery: Nursery, limits: Limits, files: Mapping[str, bytes] | None = None):
        self._nursery, self._limits, self._files = nursery, limits, files or {}
        self._until = time.monotonic() + limits.submission
        self._room: Room | None = None
        self._repeatable: list[str] = []
        self._shown = 0
        self._nursery_number = 0
        self.deaths: list[str] = []

    def __enter__(self) -> Sitting:
        return self

    def __exit__(self, *error: object) -> None:
        if self._room is not None:
            self._room.close()

    def open(self) -> None:
        """Open the first room now; else the first cell opens it."""
        self._have_a_room()

    def run(
        self,
        source: str,
        seconds: float | None = None,
        connection: socket.socket | None = None,
    ) -> Ran:
        """Run one cell; where that is not possible, what it shows says why.

        Parameters
        ----------
        source : str
        seconds : float, optional
            What the cell may take; the limit of a cell if left out.
        connection : socket.socket, optional
            The room's end of a line to the judge. Such a cell is not run again in a fresh room.

        Raises
        ------
        NurseryLost
            If the room ended because the whole sandbox did: no cell can do that.
        """
        wanted = self._limits.cell if seconds is None else seconds
        if not self._have_a_room() or (left := self._until - time.monotonic()) <= 0:
            return _said(self._why_not())
        seconds = min(wanted, left)
        try:
            ran = self._room.run(source, seconds, connection)
        except RoomClosed as closed:
            self._lose(closed.reason)
            return _said(
                f"This cell was stopped: {closed.reason}. What follows goes on without it."
            )
        if ran.stopped:
            text = f"This cell was stopped: it had not ended after {seconds:.0f} seconds."
            ran.outputs += _said(text).outputs
        elif connection is None:
            self._repeatable.append(source)
        return self._within_bounds(ran)

    def _within_bounds(self, ran: Ran) -> Ran:
        """What a cell showed, unless the notebook has shown too much already."""
        size = len(json.dumps(ran.outputs))
        if self._shown + size > self._limits.shown:
            ran.outputs = _said("Not shown: this notebook has shown too much already.").outputs
        else:
            self._shown += size
        return ran

    def _have_a_room(self) -> bool:
        """Whether there is a room in which all cells so far have run; a fresh one if need be."""
        while self._room is None:
            if len(self.deaths) > self._limits.restarts or time.monotonic() >= self._until:
                return False
            self._room = self._nursery.room(self._files, self._limits)
            self._nursery_number = self._nursery.number
            self._repeat()
        return True

    def _repeat(self) -> None:
        """Run the cells so far again. One that ends the room, or its time, is left out from then on."""
        for source in list(self._repeatable):
            left = self._until - time.monotonic()
            if left <= 0:
                return
            try:
                stopped = self._room.run(source, min(self._limits.cell, left)).stopped
            except RoomClosed as closed:
                self._repeatable.remove(source)
                self._lose(closed.reason)
                return
            if stopped:
                self._repeatable.remove(source)

    def _lose(self, reason: str) -> None:
        self._room.close()
        self._room = None
        if self._nursery.is_lost(self._nursery_number):
            raise NurseryLost
        self.deaths.append(reason)

    def _why_not(self) -> str:
        if len(self.deaths) > self._limits.restarts:
            return f"This cell did not run: Python had ended {len(self.deaths)} times before."
        return (
            f"This cell did not run: the {self._limits.submission:.0f} seconds that a notebook may "
            "take were used up."
        )


def _said(sentence: str) -> Ran:
    """A sentence in the place of what a cell would have shown."""
    return Ran(
        [{"output_type": "error", "ename": "Stopped", "evalue": sentence, "traceback": [sentence]}]
    )
