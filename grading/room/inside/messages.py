"""One message: its length in four bytes, then that many bytes of JSON. Used on both sides of the lock."""

from __future__ import annotations

import json
import socket
import struct
from typing import Any

HEADER = struct.Struct(">I")


class TooLong(ValueError):
    """A message announces more bytes than the reader takes."""


def send(line: socket.socket, message: Any, handles: list[int] | None = None) -> None:
    """Send a message, with open files for another process if there are any."""
    body = json.dumps(message, ensure_ascii=False).encode("utf-8", "surrogatepass")
    header = HEADER.pack(len(body))
    if handles:
        socket.send_fds(line, [header], handles)
        line.sendall(body)
    else:
        line.sendall(header + body)


def receive(line: socket.socket, most: int) -> Any:
    """Receive a message of at most `most` bytes.

    Raises
    ------
    EOFError
        If the other side is gone.
    TooLong
        Before a byte of a longer message is read.
    ValueError
        If it is no JSON.
    """
    return _parsed(line, _exactly(line, HEADER.size), most)


def receive_with_handle(line: socket.socket, most: int) -> tuple[Any, int | None]:
    """Receive a message and the open file that came with it, if one did."""
    header, handles, _flags, _address = socket.recv_fds(line, HEADER.size, 1)
    if not header:
        raise EOFError
    header += _exactly(line, HEADER.size - len(header))
    return _parsed(line, header, most), handles[0] if handles else None


def receive_with_sender(line: socket.socket, most: int) -> tuple[Any, int | None]:
    """Receive a message and the number of the process that sent it, as the kernel tells it here.

    The line needs `SO_PASSCRED`; where there is no such thing the number is None.
    """
    credentials = struct.Struct("3i")
    space = socket.CMSG_SPACE(credentials.size)
    header, ancillary, _flags, _address = line.recvmsg(HEADER.size, space)
    if not header:
        raise EOFError
    sender = None
    for level, kind, content in ancillary:
        if (level, kind) == (socket.SOL_SOCKET, getattr(socket, "SCM_CREDENTIALS", 2)):
            sender = credentials.unpack(content[: credentials.size])[0]
    header += _exactly(line, HEADER.size - len(header))
    return _parsed(line, header, most), sender


def _parsed(line: socket.socket, header: bytes, most: int) -> Any:
    (length,) = HEADER.unpack(header)
    if length > most:
        raise TooLong(f"At most {most} bytes are taken, and {length} were announced.")
    return json.loads(_exactly(line, length))


def _exactly(line: socket.socket, count: int) -> bytes:
    parts = []
    while count:
        part = line.recv(min(count, 1 << 20))
        if not part:
            raise EOFError
        parts.append(part)
        count -= len(part)
    return b"".join(parts)
