"""Importing takes seconds: what workers need is imported in a process beside this one, while this one imports its own."""

from __future__ import annotations

import gc
import multiprocessing
import sys
from multiprocessing import forkserver

PRELOADED = (__name__, "grading.batch.workers", "grading.feedback")

# Where it finds this package, jsonschema builds a grammar of web addresses at every start, which takes longer than all else
# together. Nothing here checks addresses.
sys.modules.setdefault("rfc3987_syntax", None)


def warm_up() -> None:
    """Start the process that workers are forked from."""
    multiprocessing.get_context("forkserver").set_forkserver_preload(list(PRELOADED))
    forkserver.ensure_running()


def settle_down() -> None:
    """What is imported stays: looking for garbage in it again and again takes a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
