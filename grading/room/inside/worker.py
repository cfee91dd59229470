"""The one who runs a notebook's cells in a room, for whoever holds the other end of the line."""

from __future__ import annotations

import asyncio
import base64
import os
import signal
import socket
from pathlib import Path, PurePosixPath
from typing import Any

from neuronlab import carrier

from .messages import receive_with_handle, send
from .shell import RoomShell, run_cell

LARGEST_QUESTION = 1 << 28
"""Bytes of one message from outside."""


def work(line: socket.socket, shell: RoomShell) -> None:
    """Take cells and send what they showed, until the line ends.

    An interrupt ends the cell that runs, and nothing between cells.
    """
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    while True:
        try:
            asked, handle = receive_with_handle(line, LARGEST_QUESTION)
        except EOFError:
            return
        _put_files(asked.get("files", {}))
        connection = None if handle is None else socket.socket(fileno=handle)
        carrier.use(connection)
        try:
            signal.signal(signal.SIGINT, signal.default_int_handler)
            ran: dict[str, Any] = run_cell(shell, loop, asked["source"])
            signal.signal(signal.SIGINT, signal.SIG_IGN)
        except KeyboardInterrupt:
            ran = {"outputs": shell.outputs.finish(), "ok": False, "count": shell.execution_count}
        carrier.use(None)
        if connection is not None:
            connection.close()
        send(line, {"ran": ran})


def _put_files(files: dict[str, str]) -> None:
    """Put the lesson's files into the working folder."""
    for name, content in files.items():
        place = PurePosixPath(name)
        if place.is_absolute() or ".." in place.parts:
            raise ValueError(f"A file's name stays in the folder; found {name!r}.")
        path = Path(os.getcwd(), place)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(base64.b64decode(content))
