"""What a room may use."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """The limits of a room, and of one submission's rooms together.

    Parameters
    ----------
    cell : float
        Seconds that one cell may take.
    submission : float
        Seconds that all cells of a submission may take, rooms that follow a dead one included.
    restarts : int
        Rooms that may follow a dead one in a submission.
    shown : int
        Characters that all cells of a submission may show, pictures included.
    memory : int
        Bytes of memory that all processes of a room may hold together; each one is refused more, too.
    processes : int
        Processes and threads.
    files : int
        Open files of a process.
    file : int
        Bytes of one file.
    scratch : int
        Bytes of all files together.
    """

    cell: float = 30.0
    submission: float = 300.0
    restarts: int = 8
    shown: int = 20_000_000
    memory: int = 2_000_000_000
    processes: int = 48
    files: int = 128
    file: int = 32_000_000
    scratch: int = 64_000_000
