"""Run somebody's code for a limited time, on every system, without a second process."""

from __future__ import annotations

import contextvars
import ctypes
import threading
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


def within(seconds: float, work: Callable[[], None]) -> None:
    """Run `work()` in a thread of its own and wait for it, but not for ever.

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
            context.run(work)
        except BaseException as error:
            failed.append(error)

    thread = threading.Thread(target=body, name="neuronlab-answer", daemon=True)
    thread.start()
    try:
        thread.join(seconds)
    except BaseException:  # the learner pressed "interrupt"
        _stop(thread)
        raise
    if thread.is_alive():
        late = OutOfTime(f"not finished after {seconds:g} s")
        late.still_running = not _stop(thread)
        raise late
    if failed:
        raise failed[0]


def _stop(thread: threading.Thread) -> bool:
    """Raise OutOfTime inside the thread until it ends; True if it did."""
    waited = 0.0
    while thread.is_alive() and waited < PATIENCE:
        ctypes.pythonapi.PyThreadState_SetAsyncExc(
            ctypes.c_ulong(thread.ident), ctypes.py_object(OutOfTime)
        )
        thread.join(0.05)
        waited += 0.05
    return not thread.is_alive()
