"""The nursery: a process that has imported everything, waits, and becomes a room whenever one is asked for.

It is started with an empty environment inside the sandbox, and never sees a submission, a secret or a reference. A room is a
fork of it: `python -I -S -c "... from inside.nursery import main; main(...)"`.
"""

from __future__ import annotations

import asyncio
import errno
import gc
import linecache
import os
import random
import signal
import socket
import sys
import traceback
from pathlib import Path
from typing import Any

from . import entering
from .messages import receive_with_handle, send

WARM_UP = """
import importlib
import pkgutil
import neuronlab
for one in pkgutil.walk_packages(neuronlab.__path__, "neuronlab."):
    importlib.import_module(one.name)
from neuronlab.exercises import exercises, predictions
exercises(), predictions()
import numpy as np
import matplotlib.pyplot as plt
plt.plot([0, 1]); plt.title("Warm")
import ipywidgets
from IPython.display import HTML, Markdown, display
from neuronlab import check, mine, play, progress, show
from neuronlab.plots import figure
print(np.random.default_rng(0).standard_normal((3, 3)) @ np.eye(3))
fig, axes = figure()
axes.plot([0, 1], label="$x$"); axes.set_title("Warm"); axes.legend()
show(fig, "Warm.")
ipywidgets.IntSlider()
"""
FAILS = "def fails():\n    return 1 / 0\nfails()"


def main(control: int, locked: bool) -> None:
    """Warm up, say so, and make rooms until the line to the grader ends."""
    line = socket.socket(fileno=control)
    try:
        shell = warm()
        if locked:
            _check_handles(control)
    except BaseException:
        traceback.print_exc(file=sys.__stderr__)
        os._exit(1)
    gc.collect()
    gc.freeze()
    send(line, {"ready": True})
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for a room's processes
    while True:
        try:
            asked, handle = receive_with_handle(line, 1 << 20)
        except EOFError:
            os._exit(0)  # as the first process of the sandbox it takes all rooms with it
        if os.fork() == 0:
            _become_a_room(handle, shell, locked, asked)
        os.close(handle)


def warm() -> Any:
    """A shell that has shown a figure and an error, and has forgotten both."""
    from .shell import make_shell, run_cell

    shell = make_shell()

    async def nothing() -> None:
        pass

    loop = asyncio.new_event_loop()
    for source in (WARM_UP, FAILS):
        ran = run_cell(shell, loop, source)
        if not ran["ok"] and source is WARM_UP:
            raise RuntimeError(f"The warm-up failed: {ran['outputs']}")
    loop.close()
    _forget(shell)
    return shell


def _forget(shell: Any) -> None:
    import matplotlib.pyplot as plt
    from matplotlib import font_manager, mathtext

    shell.reset(new_session=True)
    shell.outputs.start()
    for name in [name for name in linecache.cache if name.startswith("<ipython-input")]:
        del linecache.cache[name]
    plt.close("all")
    for cached in (font_manager._get_font, mathtext.MathTextParser._parse_cached):
        cached.cache_clear()  # a font holds its file open
    gc.collect()


def _check_handles(control: int) -> None:
    """A file that is open here would be open in every room.

    Raises
    ------
    RuntimeError
        If one is left beside the standard ones and the line to the grader.
    """
    known = {0, 1, 2, control, sys.stdin.fileno()}
    listing = os.open("/proc/self/fd", os.O_RDONLY)
    left = {int(name) for name in os.listdir(listing)} - known - {listing}
    os.close(listing)
    named = {}
    for handle in left:
        try:
            named[handle] = os.readlink(f"/proc/self/fd/{handle}")
        except OSError:
            continue  # the listing's own
    if named:
        raise RuntimeError(f"Files are left open in the nursery: {named}.")


def _become_a_room(handle: int, shell: Any, locked: bool, asked: dict) -> None:
    """In a fork of the nursery: enter the room and work there. Never returns."""
    line = socket.socket(fileno=handle)
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        sys.stdin = None  # its file is closed with the others
        entering.close_all_but(handle)
        os.setsid()
        entering.go_first()
        asked["limits"]["address_space"] = entering.address_space()
        if locked:
            _enter(line, shell, asked)
        else:
            entering.end_with_parent()
            _settle(line, shell, asked, locked=False)
    except BaseException as error:
        _say(line, {"failed": f"{type(error).__name__}: {error}"})
    finally:
        os._exit(0)


def _enter(line: socket.socket, shell: Any, asked: dict) -> None:
    entering.enter_namespaces()
    if os.fork():
        os._exit(0)
    # From here on the first process of the room: when it ends, everything in the room ends.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    entering.furnish(asked["limits"]["scratch"])
    send(line, {"first": os.getpid()})
    worker = os.fork()
    if worker == 0:
        try:
            _settle(line, shell, asked, locked=True)
        except BaseException as error:
            _say(line, {"failed": f"{type(error).__name__}: {error}"})
        finally:
            os._exit(0)
    line.close()
    entering.give_up_rights()
    while os.wait()[0] != worker:
        pass


def _settle(line: socket.socket, shell: Any, asked: dict, locked: bool) -> None:
    import numpy as np

    from .worker import work

    network = _has_network()
    entering.limit(asked["limits"])
    if locked:
        entering.give_up_rights()
        entering.lock_calls()
    else:
        entering.hide()
        os.chdir(asked["folder"])
    home = os.getcwd()
    os.environ.update(HOME=home, TMPDIR="/tmp" if locked else home)
    random.seed()
    np.random.seed()
    sys.stdin = open(os.devnull)  # noqa: SIM115 - as long as the process
    sys.path.insert(0, "")
    facts = {**_facts(), "network": network} if locked else {}
    send(line, {"worker": os.getpid(), "facts": facts})
    work(line, shell)


def _has_network() -> bool:
    """Whether there is any way to anywhere, this machine itself included."""
    with socket.socket() as one:
        one.settimeout(1)
        return one.connect_ex(("127.0.0.1", 9)) != errno.ENETUNREACH


def _facts() -> dict[str, Any]:
    """What the room is like, tried out: the grader looks before it lets anybody in."""
    return {
        "user": os.getuid(),
        "processes": sorted(os.listdir("/proc")),
        "writable": [place for place in ("/", "/dev", "/lab") if _can_write(place)],
        "handles": sorted(_open_handles()),
        "environment": sorted(os.environ),
    }


def _can_write(place: str) -> bool:
    try:
        path = Path(place, "written")
        path.write_text("")
        path.unlink()
    except OSError:
        return False
    return True


def _open_handles() -> list[int]:
    found = []
    for handle in range(64):
        try:
            os.fstat(handle)
        except OSError:
            continue
        found.append(handle)
    return found


def _say(line: socket.socket, message: dict) -> None:
    try:
        send(line, message)
    except OSError:
        pass
