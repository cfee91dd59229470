"""Temporary folders that do not stay for good where their owner was killed."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
import time
from pathlib import Path

YOUNG = 60.0
"""Seconds in which a folder may not be locked yet."""


class TemporaryFolder:
    """A temporary folder that is locked as long as its owner lives. Making one removes the unlocked ones.

    Parameters
    ----------
    prefix : str
        How its name begins; folders of this account with the same beginning are looked at.
    """

    def __init__(self, prefix: str):
        _remove_abandoned(prefix)
        self._folder = tempfile.TemporaryDirectory(prefix=prefix)
        self.name = self._folder.name
        self._lock = _locked(Path(self.name))

    def cleanup(self) -> None:
        """Remove the folder."""
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None
        self._folder.cleanup()


def _remove_abandoned(prefix: str) -> None:
    for path in Path(tempfile.gettempdir()).glob(f"{prefix}*"):
        try:
            found = path.lstat()
            ours = stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid()
            if not ours or time.time() - found.st_mtime < YOUNG:
                continue
            lock = _locked(path)
        except OSError:  # it has just gone, or its owner lives
            continue
        shutil.rmtree(path, ignore_errors=True)
        if lock is not None:
            os.close(lock)


def _locked(path: Path) -> int | None:
    """The open folder, locked; None where the system has no such lock.

    Raises
    ------
    BlockingIOError
        If somebody else has locked it.
    """
    try:
        import fcntl
    except ImportError:
        return None
    handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BaseException:
        os.close(handle)
        raise
    return handle
