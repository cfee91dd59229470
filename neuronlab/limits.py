"""Run somebody's code for a limited time, on every system, without a second process."""

from __future__ import annotations

import contextvars
import ctypes
import threading
import time
from collections.abc import Callable

PATIENCE = 1.0
"""Seconds that code gets to end after it was told to."""


class OutOfTime(BaseException):
    """Raised inside code that ran longer than it may; no `except Exception` holds it back.

    Attributes
    ----------
    still_running : bool
        The code took no notice: it goes on in the background until the kernel is restarted.
    """

    still_running = False


BRIEFLY = 0.2
"""Seconds that threads which the code has started get to end by themselves."""


def within(
    seconds: float, work: Callable[[], None], family: list[threading.Thread] | None = None
) -> None:
    """Run `work()` in a thread of its own and wait for it, but not for ever.

    Parameters
    ----------
    seconds : float
    work : callable
    family : list of Thread, optional
        The thread is put into it. Whoever puts the threads in that this one starts (see
        `neuronlab.surroundings.noting_threads`) has them ended, too.

    Raises
    ------
    OutOfTime
        If it has not ended after `seconds`. Code that sits inside one long call of a C library
        cannot be stopped; it is left alone, and `still_running` says so.
    """
    failed: list[BaseException] = []
    context = contextvars.copy_context()

    def body() -> None:
        try:
            try:
                context.run(work)
            except BaseException as error:
                failed.append(error)
        except OutOfTime:  # it came while the last words were said
            pass

    thread = threading.Thread(target=body, name="neuronlab-answer", daemon=True)
    family = [] if family is None else family
    family.append(thread)
    thread.start()
    try:
        thread.join(seconds)
    except BaseException:  # the learner pressed "interrupt"
        _stop_all(family)
        raise
    late = thread.is_alive()
    still_running = not _stop_all(family)
    if late:
        error = OutOfTime(f"not finished after {seconds:g} s")
        error.still_running = still_running
        raise error
    if failed:
        raise failed[0]


def _stop_all(family: list[threading.Thread]) -> bool:
    """End a thread, and those that it has started, which get a moment to end by themselves; True if all did."""
    first, *others = family
    ended = _stop(first)
    deadline = time.monotonic() + BRIEFLY
    for thread in others:
        _wait_for(thread, deadline)
    deadline = time.monotonic() + BRIEFLY
    for thread in others:
        _raise_in(thread, SystemExit)  # of which a thread dies in silence
    for thread in others:
        _wait_for(thread, deadline)
    return ended and not any(thread.is_alive() for thread in others)


def _wait_for(thread: threading.Thread, deadline: float) -> None:
    """Wait until a thread ends; one whose start was broken off may never begin."""
    while (left := deadline - time.monotonic()) > 0:
        try:
            thread.join(left)
            return
        except RuntimeError:  # not started, or not yet
            time.sleep(min(left, 0.01))


def _stop(thread: threading.Thread) -> bool:
    """Raise OutOfTime inside the thread until it ends; True if it did."""
    waited = 0.0
    while thread.is_alive() and waited < PATIENCE:
        _raise_in(thread, OutOfTime)
        thread.join(0.05)
        waited += 0.05
    return not thread.is_alive()


def _raise_in(thread: threading.Thread, error: type[BaseException]) -> None:
    if thread.is_alive():
        ctypes.pythonapi.PyThreadState_SetAsyncExc(
            ctypes.c_ulong(thread.ident), ctypes.py_object(error)
        )
