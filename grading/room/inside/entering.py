"""From the nursery into a room: fresh namespaces, fresh folders, no rights, limits.

The order matters. What comes first is still trusted; the last step gives up what the first ones needed.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import signal
import sys

from . import calls

HOME = "/home/learner"
USER = 1000
"""Who a room's code believes to be, whatever account it runs under."""

_NAMESPACES = {
    "user": 0x10000000,
    "mount": 0x00020000,
    "process": 0x20000000,
    "network": 0x40000000,
    "ipc": 0x08000000,
    "name": 0x04000000,
    "cgroup": 0x02000000,
}
_NOSUID, _NODEV, _NOEXEC, _READ_ONLY = 2, 4, 8, 1
_PR_DUMPABLE, _PR_NAME, _PR_NO_NEW_PRIVS = 4, 15, 38
_PR_AMBIENT, _AMBIENT_CLEAR_ALL = 47, 4
_PR_DEATH_SIGNAL, _PR_DROP_BOUND = 1, 24
_CAPABILITIES_3 = 0x20080522

_libc = ctypes.CDLL(None, use_errno=True)


def close_all_but(*kept: int) -> None:
    """Close every open file but these, and point the three standard ones at nothing."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nothing, standard)
    low = 3
    for handle in sorted(kept):
        os.closerange(low, handle)
        low = handle + 1
    os.closerange(low, resource.getrlimit(resource.RLIMIT_NOFILE)[0])


def enter_namespaces() -> None:
    """Leave the nursery's namespaces for fresh ones; the next child is the first process there."""
    user, group = os.getuid(), os.getgid()
    _checked(_libc.unshare(sum(_NAMESPACES.values())), "no fresh namespaces")
    _write("/proc/self/setgroups", "deny")
    _write("/proc/self/uid_map", f"{USER} {user} 1")
    _write("/proc/self/gid_map", f"{USER} {group} 1")


def furnish(scratch: int) -> None:
    """Scratch folders of this room's own, together `scratch` bytes at most, and an empty `/proc`."""
    _mount("/proc", 4096, 2, _READ_ONLY)
    _mount("/dev/shm", scratch // 4, 200)
    _mount("/tmp", scratch // 4, 2000)
    _mount(HOME, scratch // 2, 2000)
    os.chdir(HOME)


def give_up_rights() -> None:
    """No capability is left, none can be gained, and nobody may look into this process."""
    for capability in range(64):
        _libc.prctl(_PR_DROP_BOUND, capability, 0, 0, 0)
    _libc.prctl(_PR_AMBIENT, _AMBIENT_CLEAR_ALL, 0, 0, 0)
    header = (ctypes.c_uint32 * 2)(_CAPABILITIES_3, 0)
    _checked(_libc.capset(header, (ctypes.c_uint32 * 6)()), "rights could not be given up")
    _checked(_libc.prctl(_PR_NO_NEW_PRIVS, 1, 0, 0, 0), "new rights could not be ruled out")
    hide()


def hide() -> None:
    """Nobody traces this process, and it leaves no core file."""
    if sys.platform == "linux":
        _checked(_libc.prctl(_PR_DUMPABLE, 0, 0, 0, 0), "the process could not be hidden")


def end_with_parent() -> None:
    """End this process when the one that started it ends, where the system knows how."""
    if sys.platform == "linux":
        _libc.prctl(_PR_DEATH_SIGNAL, signal.SIGKILL, 0, 0, 0)


def limit(limits: dict[str, int]) -> None:
    """Limits of each process: memory, processes, open files, a file's size, time of the processor."""
    wanted = {
        "RLIMIT_AS": limits["address_space"] + limits["memory"],
        "RLIMIT_NPROC": limits["processes"],
        "RLIMIT_NOFILE": limits["files"],
        "RLIMIT_FSIZE": limits["file"],
        "RLIMIT_CPU": limits["seconds"],
        "RLIMIT_CORE": 1,  # 1 byte keeps programs that collect core files away, too; 0 does not
        "RLIMIT_MEMLOCK": 0,
        "RLIMIT_MSGQUEUE": 0,
    }
    for name, most in wanted.items():
        number = getattr(resource, name, None)
        if number is None:
            continue
        hard = resource.getrlimit(number)[1]
        if hard != resource.RLIM_INFINITY:
            most = min(most, hard)
        try:
            resource.setrlimit(number, (most, most))
        except (ValueError, OSError):
            if sys.platform == "linux":
                raise


def lock_calls() -> None:
    """The filter on system calls: the last step before an answer's first line."""
    calls.install()


def go_first() -> None:
    """When the machine runs out of memory, this process ends before any other."""
    with contextlib.suppress(OSError):
        _write("/proc/self/oom_score_adj", "1000")


def address_space() -> int:
    """What the nursery's own code takes of the address space, before any answer."""
    try:
        with open("/proc/self/statm") as file:
            return int(file.read().split()[0]) * resource.getpagesize()
    except OSError:
        return 1_000_000_000


def _mount(place: str, size: int, entries: int, more: int = 0) -> None:
    options = f"size={size},nr_inodes={entries},mode=700"
    flags = _NOSUID | _NODEV | _NOEXEC | more
    done = _libc.mount(b"tmpfs", place.encode(), b"tmpfs", flags, options.encode())
    _checked(done, f"no scratch folder at {place}")


def _write(path: str, text: str) -> None:
    with open(path, "w") as file:
        file.write(text)


def _checked(result: int, what: str) -> None:
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")
