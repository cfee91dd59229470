"""The sandbox around the nursery: what bubblewrap is told, and what to do where it cannot be had.

Root needs a way of its own. As real root `/proc/sys` would stay writable and the limit of processes would be ignored, so
the nursery gives up being root once the folders are bound: until then it takes root to reach a Python that lies in root's home.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
import sysconfig
from pathlib import Path

import neuronlab

LAB, PYTHON = "/lab", "/python"
"""Where the course's own code and Python are in the sandbox, wherever they are on the machine."""

_CODE = (Path(__file__).resolve().parent / "inside", Path(neuronlab.__file__).resolve().parent)

PACKAGES = ("numpy", "matplotlib", "IPython", "ipywidgets", "comm", "matplotlib_inline")
"""What notebooks are run with; whatever lies beside these packages can be imported, too."""

SYSTEM = ("/lib", "/lib32", "/lib64", "/usr/lib", "/usr/lib32", "/usr/lib64")
ALSO = ("/etc/ld.so.cache", "/etc/alternatives", "/usr/share/zoneinfo")

WAYS = ("own proc", "borrowed proc")
"""The second is for containers that mask parts of `/proc`: the nursery then sees theirs. Rooms see none either way."""

DOCS = "docs/locked-room.md says more."
REMEDY = (
    "Rooms need Linux, bubblewrap (`apt-get install bubblewrap`) and user namespaces. If the system forbids those: "
    "`sysctl user.max_user_namespaces=10000`; on Ubuntu also `sysctl kernel.apparmor_restrict_unprivileged_userns=0`; on older "
    "Debian `sysctl kernel.unprivileged_userns_clone=1`; a container has to be allowed to make them. "
    "NEURONLAB_UNLOCKED=yes grades without a lock, and says so wherever the grades are. " + DOCS
)

PROC = """
import ctypes, os
if ctypes.CDLL(None, use_errno=True).mount(b"proc", b"/proc", b"proc", 14, None):
    raise OSError(ctypes.get_errno(), "mounting /proc")
"""
NO_LONGER_ROOT = """
import ctypes, os
os.setgroups([]); os.setresgid({user}, {user}, {user}); os.setresuid({user}, {user}, {user})
ctypes.CDLL(None).prctl(4, 1, 0, 0, 0)  # readable for itself again
"""
START = """
import sys
sys.path[:0] = {path!r}
from inside.nursery import main
main({control}, locked={locked})
"""


class NoSandbox(Exception):
    """No locked room can be had here. The text says why, and what to do."""

    def __init__(self, reason: str):
        super().__init__(f"There is no locked room here: {reason} {REMEDY}")


def locked_command(control: int, copied: Path | None = None, way: str = WAYS[0]) -> list[str]:
    """The command that starts a nursery inside bubblewrap.

    Parameters
    ----------
    control : int
        The open file by which the grader talks to the nursery.
    copied : Path, optional
        Where `copy_to` has put the course's code; else it is read where it is.
    way : str
        One of `WAYS`.

    Raises
    ------
    NoSandbox
        If this is no Linux, or there is no bubblewrap.
    """
    if sys.platform != "linux":
        raise NoSandbox(f"the system is {sys.platform}, and not Linux.")
    bubblewrap = shutil.which("bwrap")
    if bubblewrap is None:
        raise NoSandbox("bubblewrap (the command `bwrap`) is not installed.")
    code = [copied / path.name for path in _CODE] if copied else _CODE
    root, own_proc = is_really_root(), way == "own proc"
    places = _places()
    packages = [_moved(path, places) for path in _packages()]
    start = START.format(path=[LAB, *packages], control=control, locked=True)
    if root:
        start = (PROC if own_proc else "") + NO_LONGER_ROOT.format(user=_spare_user()) + start
    return [
        bubblewrap,
        *_namespaces(root),
        *("--as-pid-1", "--clearenv", "--new-session", "--hostname", "room"),
        *(word for path in _parents(places) for word in ("--dir", path)),
        *_system(),
        *(word for path, place in places.items() for word in ("--ro-bind", str(path), place)),
        *(word for path in code for word in ("--ro-bind", str(path), f"{LAB}/{path.name}")),
        *("--tmpfs", "/dev"),
        *(word for name in ("null", "random", "urandom") for word in _device(name)),
        *("--dir", "/dev/shm", "--remount-ro", "/dev"),
        *("--dir", "/home", "--dir", "/home/learner", "--dir", "/proc"),
        *_proc(root, own_proc),
        *("--perms", "1777", "--tmpfs", "/tmp", "--remount-ro", "/", "--chdir", "/tmp"),
        *(word for pair in environment("/tmp", PYTHON).items() for word in ("--setenv", *pair)),
        *_python(f"{PYTHON}/bin/{_executable().name}", start),
    ]


def open_command(control: int, folder: Path) -> tuple[list[str], dict[str, str]]:
    """The command and the environment of a nursery without a lock.

    Parameters
    ----------
    folder : Path
        A folder of its own, to which `copy_to` has put the course's code.
    """
    path = [str(folder), *map(str, _packages())]
    start = START.format(path=path, control=control, locked=False)
    return _python(str(_executable()), start), environment(str(folder), sys.base_prefix)


def environment(home: str, prefix: str) -> dict[str, str]:
    """All that a nursery and its rooms have in their environment."""
    shared = sysconfig.get_config_var("Py_ENABLE_SHARED")
    libraries = {"LD_LIBRARY_PATH": f"{prefix}/lib"} if shared else {}
    return {
        "HOME": home,
        "IPYTHONDIR": f"{home}/.ipython",
        "LANG": "C.UTF-8",
        "LOGNAME": "learner",
        "MPLCONFIGDIR": f"{home}/.matplotlib",
        "NEURONLAB_PROGRESS": "off",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "PATH": "",
        "TMPDIR": home,
        "USER": "learner",
        **libraries,
    }


def readable(reason: str) -> str:
    """A reason, with a remedy where root's Python cannot be read by anybody else."""
    if is_really_root() and ("ModuleNotFoundError" in reason or "Permission" in reason):
        reason += (
            "; as root, Python and its packages have to be readable for everybody: chmod -R o+rX "
            f"{sys.prefix} {sys.base_prefix}"
        )
    return reason


def is_really_root() -> bool:
    """Whether this account is the machine's own root, and not only called so in a namespace."""
    if os.geteuid() != 0:
        return False
    try:
        first = Path("/proc/self/uid_map").read_text().split()
    except OSError:
        return True
    return first[:2] == ["0", "0"]


def _namespaces(root: bool) -> list[str]:
    fresh = ["pid", "net", "ipc", "uts", "cgroup-try"]
    words = [f"--unshare-{name}" for name in fresh]
    if not root:
        return [*words, "--unshare-user", "--uid", "1000", "--gid", "1000"]
    words += ["--cap-drop", "ALL"]
    for right in ("CAP_SYS_ADMIN", "CAP_SETUID", "CAP_SETGID"):
        words += ["--cap-add", right]
    return words


def _proc(root: bool, own_proc: bool) -> list[str]:
    if not own_proc:
        return ["--bind", "/proc", "/proc"]
    return (
        [] if root else ["--proc", "/proc"]
    )  # bubblewrap's own, made by root, lets no room make one


def can_be_read_inside() -> bool:
    """Whether the account behind the lock may read the course's code where it is."""
    if not is_really_root():
        return True
    wanted = {path: 0o005 if path.is_dir() else 0o004 for path in _files_of_the_code()}
    return all(path.stat().st_mode & rights == rights for path, rights in wanted.items())


def copy_to(folder: Path) -> None:
    """Copy the course's code for behind the lock, so that everybody can read it."""
    folder.chmod(0o755)
    for source in _CODE:
        shutil.copytree(source, folder / source.name)
        for path in (folder / source.name, *(folder / source.name).rglob("*")):
            path.chmod(0o755 if path.is_dir() else 0o644)


def _files_of_the_code() -> list[Path]:
    return [path for source in _CODE for path in (source, *source.rglob("*"))]


def _places() -> dict[Path, str]:
    """For Python and its packages: where on the machine, and where in the sandbox."""
    base, executable = Path(sys.base_prefix), _executable()
    places = {executable: f"{PYTHON}/bin/{executable.name}"}
    for name in ("lib", "lib64"):
        if (base / name).is_dir():
            places[base / name] = f"{PYTHON}/{name}"
    for number, path in enumerate(_packages()):
        if not any(path.is_relative_to(known) for known in places):
            places[path] = f"{PYTHON}/packages/{number}"
    return places


def _moved(path: Path, places: dict[Path, str]) -> str:
    """Where a path of the machine is in the sandbox."""
    for known, place in places.items():
        if path.is_relative_to(known):
            return str(Path(place) / path.relative_to(known))
    raise NoSandbox(f"{path} is not in the sandbox.")


def _parents(places: dict[Path, str]) -> list[str]:
    """Folders above what is bound, named so that everybody may enter them."""
    above = {str(parent) for place in places.values() for parent in Path(place).parents}
    return sorted({*above, "/etc", "/usr", "/usr/share", LAB} - {"/"})


def _system() -> list[str]:
    """The system's libraries, to read; nothing else of the machine."""
    words = []
    for name in (*SYSTEM, *ALSO):
        path = Path(name)
        if path.is_symlink():
            words += ["--symlink", os.readlink(path), name]
        elif path.exists():
            words += ["--ro-bind", name, name]
    return words


def _device(name: str) -> list[str]:
    return ["--dev-bind", f"/dev/{name}", f"/dev/{name}"]


def _executable() -> Path:
    """Python itself, without the links of a virtual environment: packages are named one by one."""
    return Path(getattr(sys, "_base_executable", sys.executable)).resolve()


def _packages() -> list[Path]:
    """The folders in which the packages lie, most wanted first."""
    found = []
    for name in PACKAGES:
        spec = importlib.util.find_spec(name)
        if spec is None or spec.origin is None:
            raise NoSandbox(f"the package {name} is missing.")
        found.append(Path(spec.origin).resolve().parent.parent)
    return list(dict.fromkeys(found))


def _python(executable: str, start: str) -> list[str]:
    # -I: no PYTHON... variable, no folder of the user; -S: no .pth file, which could name the course's folder
    return [executable, "-I", "-S", "-B", "-c", start]


def _spare_user() -> int:
    """The number of an account that nobody has."""
    import pwd  # not on every system

    for number in range(64_000, 65_000):
        try:
            pwd.getpwuid(number)
        except KeyError:
            return number
    raise NoSandbox("every account from 64000 to 64999 is somebody's.")
