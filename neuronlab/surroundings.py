"""What an answer could leave changed behind it, and how it is put back.

A check runs in the learner's own kernel. What comes after it, the next check above all, finds things as they were: the working
directory, the random generators, Python and NumPy themselves. What cannot be taken back in one process, such as closed sockets of the kernel,
is for the locked room of grading, where a process belongs to one submission.
"""

from __future__ import annotations

import builtins
import contextlib
import copy
import gc
import json
import math
import operator
import os
import random
import sys
import threading
import time
from collections.abc import Callable, Iterator
from types import TracebackType
from typing import Any

import numpy as np

LENT = (builtins, copy, json, math, os, random, threading, time, np, np.linalg, np.random)
"""Modules that judging uses, and that an answer shares with it."""

HELD = ("stdin", "stdout", "stderr", "displayhook", "excepthook")
"""Attributes of `sys` that others can replace."""

STREAMS = (1, 2)
"""What the operating system calls a program's two outputs."""


class Tools:
    """Python's and NumPy's own functions, classes and numbers, to see whether somebody changed one."""

    def __init__(self):
        self._kept = [(module, dict(vars(module))) for module in LENT]

    def put_back(self) -> list[str]:
        """Put back what was changed, and name it."""
        changed = []
        for module, kept in self._kept:
            now = vars(module)
            if _same(kept, now):
                continue
            for name, one in kept.items():
                if now.get(name) is not one and _matters(name, one):
                    now[name] = one
                    changed.append(f"{module.__name__}.{name}")
        return changed


def _same(kept: dict, now: dict) -> bool:
    """Whether everything that was kept is still the same object; nothing of an answer's is asked."""
    return all(map(operator.is_, map(now.get, kept), kept.values()))


def _matters(name: str, one: Any) -> bool:
    return callable(one) or (not name.startswith("_") and isinstance(one, float))


class Surroundings:
    """The state of this process, to be put back at the end of a `with`."""

    def __enter__(self) -> Surroundings:
        self._undo: list[Callable[[], None]] = []
        for keep in (
            _keep_streams,
            _keep_sys,
            _keep_modules,
            _keep_folder,
            _keep_environment,
            _keep_chance,
            _keep_habits,
        ):
            self._undo.append(keep())
        return self

    def __exit__(
        self, kind: type | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for undo in reversed(self._undo):
            undo()


def _keep_folder() -> Callable[[], None]:
    with contextlib.suppress(OSError):
        before = os.getcwd()

        def undo() -> None:
            with contextlib.suppress(OSError):
                os.chdir(before)

        return undo
    return lambda: None  # it was gone before


def _keep_environment() -> Callable[[], None]:
    before = dict(os.environ)

    def undo() -> None:
        if dict(os.environ) != before:
            os.environ.clear()
            os.environ.update(before)

    return undo


def _keep_chance() -> Callable[[], None]:
    """The random generators that everybody shares."""
    python, numpy = random.getstate(), np.random.get_state(legacy=False)

    def undo() -> None:
        random.setstate(python)
        with contextlib.suppress(
            ValueError, TypeError
        ):  # another kind of generator is in its place
            np.random.set_state(numpy)

    return undo


def _keep_modules() -> Callable[[], None]:
    before = dict(sys.modules)

    def undo() -> None:
        if not _same(before, sys.modules):
            sys.modules.update(before)

    return undo


def _keep_sys() -> Callable[[], None]:
    before = {name: getattr(sys, name) for name in HELD}
    path, depth, interval = list(sys.path), sys.getrecursionlimit(), sys.getswitchinterval()

    def undo() -> None:
        for name, one in before.items():
            setattr(sys, name, one)
        if sys.path != path:
            sys.path[:] = path
        sys.setrecursionlimit(depth)
        sys.setswitchinterval(interval)

    return undo


def _keep_habits() -> Callable[[], None]:
    """How arrays are shown, whether memory is swept, and who watches new threads."""
    shown, swept = np.get_printoptions(), gc.isenabled()
    hooks = threading.gettrace(), threading.getprofile()

    def undo() -> None:
        if np.get_printoptions() != shown:
            np.set_printoptions(**shown)
        (gc.enable if swept else gc.disable)()
        threading.settrace(hooks[0])
        threading.setprofile(hooks[1])

    return undo


def _keep_streams() -> Callable[[], None]:
    """The program's two outputs, on both levels: Python's objects, and the files under them."""
    spare = {}
    for number in STREAMS:
        with contextlib.suppress(OSError):
            spare[number] = os.dup(number)
    open_before = [name for name in ("stdout", "stderr") if not _closed(getattr(sys, name))]

    def undo() -> None:
        for number, copied in spare.items():
            if not _is_open(number) and _is_open(copied):
                os.dup2(copied, number)
            with contextlib.suppress(OSError):
                os.close(copied)
        for number, name in zip(STREAMS, ("stdout", "stderr"), strict=True):
            if name in open_before and _closed(getattr(sys, name)):
                setattr(sys, name, open(number, "w", closefd=False, errors="replace"))  # noqa: SIM115

    return undo


def _closed(stream: Any) -> bool:
    return stream is None or bool(getattr(stream, "closed", False))


def _is_open(number: int) -> bool:
    try:
        os.fstat(number)
    except OSError:
        return False
    return True


@contextlib.contextmanager
def noting_threads() -> Iterator[list[threading.Thread]]:
    """The threads that are started meanwhile by the threads in the list, in the order of their start."""
    family: list[threading.Thread] = []
    start = threading.Thread.start

    def noted(thread: threading.Thread) -> None:
        if threading.current_thread() in family:
            family.append(thread)
        start(thread)

    threading.Thread.start = noted
    try:
        yield family
    finally:
        threading.Thread.start = start
