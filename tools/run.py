"""The one entry for everything: `make lab` calls it, and so can you on a machine without make.

It needs nothing but Python. It makes the course's own environment in `.venv`, keeps it up to date, and
runs the command there.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

OLDEST = (3, 11)
ROOT = Path(__file__).resolve().parent.parent
COURSE = ("requirements.txt",)
ALL = ("requirements.txt", "requirements-dev.txt")
EDITION = "edition.txt"
"""In a learner's bundle a file that names the wheel of `neuronlab` in it; `tools/bundle.py` writes it."""

PLACE = "made-in"
"""A file in `.venv` that says where it was made."""


class Command(NamedTuple):
    """A command: the module that does it, what must be installed for it, and a sentence for people."""

    module: str
    needs: tuple[str, ...]
    says: str
    usage: str = ""


COMMANDS = {
    "lab": Command(
        "tools.lab", COURSE, "open the lessons in JupyterLab, on copies of your own in work/"
    ),
    "fresh": Command(
        "tools.fresh", (), "begin one lesson again; a dated copy of your work is kept", "LESSON"
    ),
    "renew": Command(
        "tools.renew", (), "take a lesson's new edition, with your answers put into it", "LESSON"
    ),
    "handin": Command(
        "tools.handin", (), "say which file to hand in where a class has no exchange", "LESSON"
    ),
    "teach": Command("tools.teach", COURSE, "open JupyterLab with the formgrader, for teachers"),
    "demo": Command(
        "tools.demo", COURSE, "let a class of thirty go through the course, and open the report"
    ),
    "test": Command("tools.testing", ALL, "check everything: style, tests, solved notebooks"),
    "build": Command(
        "tools.build", COURSE, "make the notebooks again from the lessons' texts", "[LESSON ...]"
    ),
    "bundle": Command("tools.bundle", COURSE, "make the archive that learners get, in dist/"),
    "proof": Command("tools.proof", ALL, "show which mistakes are named and which answers pass"),
    "bench": Command("tools.bench", ALL, "measure how fast checks and notebooks are"),
}


class Trouble(Exception):
    """Something that the reader can mend: what was expected, what was found, what to do."""

    def __init__(self, expected: str, found: str, todo: str):
        super().__init__(f"Expected:   {expected}\nFound:      {found}\nWhat to do: {todo}")


def main(arguments: list[str]) -> int:
    """Run one command, or say what there is."""
    name, rest = (arguments[0], arguments[1:]) if arguments else ("help", [])
    if name in ("help", "-h", "--help"):
        print(help_text())
        return 0
    try:
        check_python(sys.version_info[:3], sys.executable)
        if name not in COMMANDS:
            raise Trouble(f"one of {', '.join(COMMANDS)}", name, "choose one of these commands")
        command = COMMANDS[name]
        if rest[:1] in (["-h"], ["--help"]):
            print(f"{name} {command.usage}: {command.says}")
            return 0
        if not (ROOT / f"{command.module.replace('.', '/')}.py").exists():
            raise Trouble(
                f"{command.module} for the command {name!r}",
                "no such file",
                "take the whole course: git checkout, or download it again",
            )
        python = prepared(command.needs)
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return 2
    given = rest[1:] if rest[:1] == ["--"] else rest
    return hand_over([str(python), "-m", command.module, *given])


def help_text() -> str:
    """What there is, for a person."""
    lines = [
        "Neuron Lab. Commands:",
        "",
        *(
            f"  make {f'{name} LESSON=01' if one.usage == 'LESSON' else name:<18}{one.says}"
            for name, one in COMMANDS.items()
        ),
        "",
        "Without make, write `python3 tools/run.py` for `make`, on Windows `py tools\\run.py`:",
        "",
        "  python3 tools/run.py lab",
        "  python3 tools/run.py fresh 01",
        "",
        "What follows `--` goes on to JupyterLab (lab, teach) or to pytest (test):",
        "",
        "  python3 tools/run.py lab -- --no-browser --port 8899",
        "  python3 tools/run.py test -- -k softmax",
    ]
    return "\n".join(lines)


def check_python(version: tuple, where: str) -> None:
    """Refuse a Python that is too old.

    Raises
    ------
    Trouble
        If it is.
    """
    if version < OLDEST:
        raise Trouble(
            f"Python {OLDEST[0]}.{OLDEST[1]} or newer",
            f"Python {'.'.join(map(str, version))} ({where})",
            f"install a newer one from python.org, and name it: {with_another_python()}",
        )


def typed(command: str, lesson: str = "") -> str:
    """What somebody types for a command: with make, or in a learner's bundle with its `start.py`."""
    if not is_bundle(ROOT):
        return f"make {command} LESSON={lesson}" if lesson else f"make {command}"
    python = "py" if os.name == "nt" else "python3"
    return " ".join(filter(None, [python, "start.py", command, lesson]))


def with_another_python() -> str:
    """How the course is started with a Python of another name."""
    return "python3.13 start.py" if is_bundle(ROOT) else "make lab PYTHON=python3.13"


def is_bundle(root: Path) -> bool:
    """Whether this is what learners get, and not the whole course."""
    return (root / EDITION).exists()


def prepared(needs: tuple[str, ...]) -> Path:
    """The Python to run a command with, after everything it needs was installed.

    Parameters
    ----------
    needs : tuple of str
        Requirements files; with none the present Python will do.

    Raises
    ------
    Trouble
        If the environment cannot be made or filled.
    """
    if not needs:
        return Path(sys.executable)
    venv = ROOT / ".venv"
    python = python_of(venv)
    if was_moved(venv):
        print(f"The course was moved to {ROOT}: its environment is made anew.", flush=True)
        shutil.rmtree(venv)
    if not python.exists():
        print(f"Making an environment in {venv} (once).", flush=True)
        make_venv(venv)
    stale = [file for file in needs if not is_installed(venv, file)]
    for file in stale:
        print(f"Installing {file} (once, and when it changes; some minutes).", flush=True)
        install(python, ["-r", str(ROOT / file)])
    if stale:
        install(python, own_package(ROOT))
    for file in stale:
        stamp_of(venv, file).write_text(fingerprint(ROOT, file), "ascii")
    return python


def own_package(root: Path) -> list[str]:
    """How pip installs `neuronlab`: this folder as it is, or the wheel of a bundle, also in place of an older one."""
    if is_bundle(root):
        return ["--no-deps", "--force-reinstall", str(source_of(root))]
    return ["--no-deps", "--no-build-isolation", "-e", str(root)]


def source_of(root: Path) -> Path:
    """The file that changes when `neuronlab` has to be installed again."""
    if is_bundle(root):
        return root / (root / EDITION).read_text("ascii").strip()
    return root / "pyproject.toml"


def python_of(venv: Path) -> Path:
    """Where an environment has its Python."""
    return venv / "Scripts" / "python.exe" if os.name == "nt" else venv / "bin" / "python"


def stamp_of(venv: Path, file: str) -> Path:
    """Where it is noted what was installed."""
    return venv / f"installed-{file}"


def is_installed(venv: Path, file: str) -> bool:
    """Whether a requirements file was installed as it is now."""
    stamp = stamp_of(venv, file)
    return stamp.exists() and stamp.read_text("ascii") == fingerprint(ROOT, file)


def fingerprint(root: Path, file: str) -> str:
    """Changes whenever something has to be installed again."""
    digest = hashlib.sha256()
    for path in (root / file, root / "constraints.txt", source_of(root)):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def was_moved(venv: Path) -> bool:
    """Whether an environment was made here and then moved: its programs name the old folder."""
    note = venv / PLACE
    return note.exists() and note.read_text("utf-8") != str(venv)


def make_venv(venv: Path) -> None:
    """Make an environment, whole or not at all.

    Raises
    ------
    Trouble
        If Python lacks what it takes, or the folder cannot be written.
    """
    missing = [name for name in ("venv", "ensurepip") if not importlib.util.find_spec(name)]
    if missing:
        raise Trouble(
            "a Python that can make environments",
            f"{sys.executable} without its module {' and '.join(missing)}",
            "install it (Debian and Ubuntu: sudo apt install python3-venv), then try again",
        )
    try:
        venv.mkdir(exist_ok=True)
    except OSError as error:
        raise Trouble(
            f"a folder that can be written: {venv.parent}",
            error.strerror or str(error),
            "copy the course to a folder of your own, and start it there",
        ) from None
    finished = False
    try:
        finished = subprocess.run([sys.executable, "-m", "venv", str(venv)]).returncode == 0
    finally:
        if not finished:  # also when interrupted: half an environment would only confuse
            shutil.rmtree(venv, ignore_errors=True)
    if finished:
        (venv / PLACE).write_text(str(venv), "utf-8")
    else:
        raise Trouble(
            f"an environment in {venv}",
            "Python could not make it; its own words are above",
            "free disk space, or install python3-venv (Debian and Ubuntu), then try again",
        )


def install(python: Path, what: list[str]) -> None:
    """Let pip install something.

    Raises
    ------
    Trouble
        If it cannot.
    """
    pip = [str(python), "-m", "pip", "install", "--disable-pip-version-check", *what]
    if subprocess.run(pip).returncode:
        raise Trouble(
            f"that pip installs {what[-1]}",
            "it could not; its own words are above",
            "see that there is a network (behind a proxy, set HTTPS_PROXY) and disk space, then "
            "try again: it goes on where it stopped. If .venv is damaged, delete that folder",
        )


def environment(python: Path) -> dict[str, str]:
    """The environment of a command: programs of `.venv` come first.

    nbgrader looks for `alembic` there, and people for `nbgrader` in Lab's terminals.
    """
    place = str(python.parent)
    return {
        **os.environ,
        "PATH": os.pathsep.join([place, os.environ.get("PATH", "")]),
        "VIRTUAL_ENV": str(python.parent.parent),
        "JUPYTER_PREFER_ENV_PATH": "1",
    }


def hand_over(command: list[str]) -> int:
    """Become the command; Windows cannot, so there it is waited for."""
    surroundings = environment(Path(command[0]))
    os.chdir(ROOT)
    sys.stdout.flush()
    if os.name != "nt":
        os.execve(command[0], command, surroundings)
    process = subprocess.Popen(command, env=surroundings)
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:  # it heard it too, and ends in its own time
            continue


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
