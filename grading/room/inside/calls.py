"""A filter on system calls (seccomp), as a small program for the kernel.

It takes away what no answer needs and what the namespaces and limits do not cover: new namespaces and mounts, tracing,
keyrings (they outlive a room), memory that no process shows as its own, odd kinds of socket, leases on shared files.
"""

from __future__ import annotations

import ctypes
import errno
import os
import socket
import struct

_X86_64, _ARM64 = "x86_64", "aarch64"
ARCHITECTURES = {_X86_64: 0xC000003E, _ARM64: 0xC00000B7}

# Numbers on (x86_64, aarch64); None where the architecture has no such call.
REFUSED = {
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "process_madvise": (440, 440),
    "pidfd_getfd": (438, 438),
    "kcmp": (312, 272),
    "unshare": (272, 97),
    "setns": (308, 268),
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "chroot": (161, 51),
    "open_tree": (428, 428),
    "move_mount": (429, 429),
    "fsopen": (430, 430),
    "fsconfig": (431, 431),
    "fsmount": (432, 432),
    "fspick": (433, 433),
    "mount_setattr": (442, 442),
    "name_to_handle_at": (303, 264),
    "open_by_handle_at": (304, 265),
    "statmount": (457, 457),
    "listmount": (458, 458),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "keyctl": (250, 219),
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    "fanotify_init": (300, 262),
    "io_setup": (206, 0),
    "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "memfd_create": (319, 279),
    "memfd_secret": (447, 447),
    "shmget": (29, 194),
    "shmat": (30, 196),
    "semget": (64, 190),
    "msgget": (68, 186),
    "mq_open": (240, 180),
    "flock": (73, 32),
    "init_module": (175, 105),
    "finit_module": (313, 273),
    "delete_module": (176, 106),
    "kexec_load": (246, 104),
    "kexec_file_load": (320, 294),
    "reboot": (169, 142),
    "swapon": (167, 224),
    "swapoff": (168, 225),
    "acct": (163, 89),
    "quotactl": (179, 60),
    "syslog": (103, 116),
    "settimeofday": (164, 170),
    "clock_settime": (227, 112),
    "adjtimex": (159, 171),
    "clock_adjtime": (305, 266),
    "sethostname": (170, 161),
    "setdomainname": (171, 162),
    "iopl": (172, None),
    "ioperm": (173, None),
    "modify_ldt": (154, None),
}
NEWEST = 462
"""Newer calls are refused as if this kernel did not have them; so are those of the x32 kind, numbered far above."""

EXAMINED = {
    "clone": (56, 220),
    "clone3": (435, 435),
    "socket": (41, 198),
    "socketpair": (53, 199),
    "mmap": (9, 222),
    "fcntl": (72, 25),
}

_NEW_NAMESPACE = 0x7E020000  # all CLONE_NEW... that `clone` takes
_SHARED, _ANONYMOUS, _HUGE = 0x01, 0x20, 0x40000
_LEASE, _NOTIFY = 1024, 1026

_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _AND, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x54, 0x06
_ALLOW, _KILL, _FAIL = 0x7FFF0000, 0x80000000, 0x00050000

_PR_SET_SECCOMP, _MODE_FILTER = 22, 2


class Unsupported(OSError):
    """There is no filter for this kind of machine."""


def program(machine: str) -> bytes:
    """The filter for a kind of machine, as the kernel takes it.

    Raises
    ------
    Unsupported
        If the numbers of its system calls are not known here.
    """
    if machine not in ARCHITECTURES:
        raise Unsupported(f"no filter of system calls is known for {machine}")
    column = list(ARCHITECTURES).index(machine)
    steps = [
        _step(_LOAD, 4),
        _step(_EQUAL, ARCHITECTURES[machine], 1, 0),
        _step(_RETURN, _KILL),
        _step(_LOAD, 0),
    ]
    steps += [_step(_AT_LEAST, NEWEST + 1, 0, 1), _step(_RETURN, _FAIL | errno.ENOSYS)]
    for numbers in REFUSED.values():
        if numbers[column] is not None:
            steps += [_step(_EQUAL, numbers[column], 0, 1), _step(_RETURN, _FAIL | errno.EPERM)]
    for name, numbers in EXAMINED.items():
        block = _examination(name)
        steps += [_step(_EQUAL, numbers[column], 0, len(block)), *block]
    steps.append(_step(_RETURN, _ALLOW))
    return b"".join(steps)


def install() -> None:
    """Put the filter on this process for good; its children have it too."""
    code = program(os.uname().machine)

    class Program(ctypes.Structure):
        _fields_ = [("length", ctypes.c_ushort), ("steps", ctypes.c_void_p)]

    steps = ctypes.create_string_buffer(code, len(code))
    whole = Program(len(code) // 8, ctypes.addressof(steps))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_SECCOMP, _MODE_FILTER, ctypes.byref(whole), 0, 0):
        raise OSError(ctypes.get_errno(), "the filter of system calls was not taken")


def _examination(name: str) -> list[bytes]:
    """Steps that look at a call's arguments and end it: allowed, or refused."""
    allow, refuse = _step(_RETURN, _ALLOW), _step(_RETURN, _FAIL | errno.EPERM)
    if name == "clone3":  # its flags cannot be read from here; libraries fall back to clone
        return [_step(_RETURN, _FAIL | errno.ENOSYS)]
    if name == "clone":
        return [_argument(0), _step(_ANY_BIT, _NEW_NAMESPACE, 0, 1), refuse, allow]
    if (
        name == "socket"
    ):  # in an empty network nothing answers; this keeps the kernel's network code out of reach
        unknown = _step(_RETURN, _FAIL | errno.EAFNOSUPPORT)
        return [_argument(0), _step(_EQUAL, socket.AF_UNIX, 1, 0), unknown, allow]
    if name == "mmap":  # memory that stays when a process no longer shows it
        return [
            _argument(3),
            _step(_ANY_BIT, _HUGE, 2, 0),
            _step(_AND, _SHARED | _ANONYMOUS),
            _step(_EQUAL, _SHARED | _ANONYMOUS, 0, 1),
            refuse,
            allow,
        ]
    return [_argument(1), _step(_EQUAL, _LEASE, 1, 0), _step(_EQUAL, _NOTIFY, 0, 1), refuse, allow]


def _argument(place: int) -> bytes:
    return _step(_LOAD, 16 + 8 * place)  # its low half: both machines are little-endian


def _step(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("<HBBI", code, if_true, if_false, value)
