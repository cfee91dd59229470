"""Importing takes seconds: what workers need is imported in a process beside this one, while this one imports its own."""

from __future__ import annotations

import gc
import multiprocessing
import sys
import tempfile
from multiprocessing import forkserver, util

PRELOADED = (__name__, "grading.batch.workers", "grading.feedback")

# Where it finds this package, jsonschema builds a grammar of web addresses at every start, which takes longer than all else
# together. Nothing here checks addresses.
sys.modules.setdefault("rfc3987_syntax", None)

LONGEST = 60
"""Characters of a temporary folder that leave room for a socket's name (108 in all on Linux)."""


def warm_up() -> None:
    """Start the process that workers are forked from."""
    _within_reach()
    multiprocessing.get_context("forkserver").set_forkserver_preload(list(PRELOADED))
    forkserver.ensure_running()


def _within_reach() -> None:
    """Workers meet at a socket in the temporary folder, and the name of a socket cannot be long."""
    kept = tempfile.tempdir
    if len(tempfile.gettempdir()) > LONGEST:
        tempfile.tempdir = "/tmp"
    try:
        util.get_temp_dir()  # made once, and remembered
    finally:
        tempfile.tempdir = kept


def settle_down() -> None:
    """What is imported stays: looking for garbage in it again and again takes a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
