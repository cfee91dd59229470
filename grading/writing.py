"""Files that are there whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

PREFIX = ".new-"
OLD = 3600.0
"""Seconds after which a file with this prefix is nobody's."""


def write_anew(path: Path, content: bytes) -> None:
    """Put a file in its place in one step; a crash leaves the old one, or none."""
    with _fresh(path, content) as fresh:
        os.chmod(fresh, 0o644)
        os.replace(fresh, path)


def write_once(path: Path, content: bytes) -> None:
    """Put a file where none is, in one step, readable for this account alone.

    Raises
    ------
    FileExistsError
        If there is one; it stays.
    """
    with _fresh(path, content) as fresh:
        try:
            os.link(fresh, path)
        except FileExistsError:
            raise
        except OSError:  # a file system without hard links
            os.rename(fresh, path)


def remove_leftovers(folder: Path) -> None:
    """Remove what writers left in a folder that were ended more than an hour ago."""
    for path in folder.glob(f"{PREFIX}*"):
        with contextlib.suppress(OSError):
            if path.is_file() and time.time() - path.lstat().st_mtime > OLD:
                path.unlink()


@contextlib.contextmanager
def _fresh(path: Path, content: bytes) -> Iterator[str]:
    """A file with this content beside the place where it is to be; it does not stay."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, fresh = tempfile.mkstemp(dir=path.parent, prefix=PREFIX)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        yield fresh
    finally:
        Path(fresh).unlink(missing_ok=True)
