"""`make bundle`: one archive with all that a learner needs, and nothing that a learner must not have.

It holds what is named here and nothing else. From the same tree come the same bytes, on every machine: the order,
the dates and the rights in it are fixed, line ends are made alike, and nothing is compressed, because the
libraries that compress differ.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import nbformat

from grading.releasing import keep
from tools.run import EDITION, ROOT
from tools.work import lessons

FOLDER = "neuron-lab"
"""The folder that the archive unpacks to."""

PROGRAMS = ("__init__", "fresh", "handin", "lab", "renew", "run", "server", "work")
"""What a learner's commands run, of `tools/`."""

SETTINGS = ("learner", "everybody")
"""What a learner's Lab shows, of `tools/jupyter/`."""

NEEDED = ("ipywidgets", "jupyterlab", "matplotlib", "nbgrader", "numpy", "tqdm")
"""What is installed where people learn, of `requirements.txt`."""

TEXTS = (".ipynb", ".json", ".md", ".py", ".txt")
OLDEST_DATE = (1980, 1, 1, 0, 0, 0)
"""The first date that a zip file knows."""


def main(arguments: list[str]) -> int:
    """Make the wheel and the archive in `dist/`."""
    wheel = make_wheel(ROOT)
    name = wheel[0].split("-")[1]
    out = ROOT / "dist"
    out.mkdir(exist_ok=True)
    made = {wheel[0]: wheel[1], f"{FOLDER}-{name}.zip": archive(contents(ROOT, wheel))}
    for name, content in made.items():
        (out / name).write_bytes(content)
        print(f"Made: {out / name} ({len(content) / 1e6:.1f} MB)")
    for lesson in lessons(ROOT / "notebooks"):  # what learners have now can be graded later, too
        path = ROOT / "notebooks" / lesson / f"{lesson}.ipynb"
        keep(ROOT, lesson, nbformat.read(path, as_version=4))
    return 0


def contents(root: Path, wheel: tuple[str, bytes]) -> dict[str, bytes]:
    """Every file of the bundle, by its path in it.

    Parameters
    ----------
    root : Path
        The course.
    wheel : (str, bytes)
        Name and content of the wheel of `neuronlab`.
    """
    own = root / "tools" / "learner"
    chosen = {one.name: one for one in sorted(own.iterdir()) if one.is_file()}
    chosen |= {name: root / name for name in ("LICENSE", "constraints.txt")}
    chosen |= {f"tools/{name}.py": root / "tools" / f"{name}.py" for name in PROGRAMS}
    settings = root / "tools" / "jupyter"
    for reader in SETTINGS:
        for path in sorted((settings / reader).rglob("*.json")):
            chosen[f"tools/jupyter/{path.relative_to(settings).as_posix()}"] = path
    for lesson in lessons(root / "notebooks"):
        name = f"notebooks/{lesson}/{lesson}.ipynb"
        chosen[name] = root / name
    files = {name: _content(path) for name, path in chosen.items()}
    files["requirements.txt"] = _requirements(root).encode("ascii")
    files[EDITION] = f"{wheel[0]}\n".encode("ascii")
    files[wheel[0]] = wheel[1]
    return {f"{FOLDER}/{name}": content for name, content in files.items()}


def archive(files: dict[str, bytes]) -> bytes:
    """A zip file of these files; the same files give the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as target:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, OLDEST_DATE)
            entry.create_system = 3  # what the rights below are read as
            entry.external_attr = 0o100644 << 16
            target.writestr(entry, files[name])
    return buffer.getvalue()


def make_wheel(root: Path) -> tuple[str, bytes]:
    """Name and content of the wheel of `neuronlab`, made from a copy: nothing is left behind in the tree."""
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch) / "source"
        source.mkdir()
        for name in ("pyproject.toml", "README.md", "LICENSE"):
            (source / name).write_bytes(_content(root / name))
        leave = shutil.ignore_patterns("__pycache__", ".*")
        shutil.copytree(root / "neuronlab", source / "neuronlab", ignore=leave)
        for path in source.rglob("*"):
            if path.suffix in TEXTS:
                path.write_bytes(_content(path))
        options = ["--no-deps", "--no-build-isolation", "--disable-pip-version-check", "--quiet"]
        subprocess.run(
            [sys.executable, "-m", "pip", "wheel", *options, "--wheel-dir", scratch, source],
            check=True,
        )
        [wheel] = Path(scratch).glob("neuronlab-*.whl")
        with zipfile.ZipFile(wheel) as made:
            files = {name: made.read(name) for name in made.namelist() if not name.endswith("/")}
        return wheel.name, archive(files)


def _content(path: Path) -> bytes:
    """A file's content; texts with the line ends that every system reads."""
    content = path.read_bytes()
    return content.replace(b"\r\n", b"\n") if path.suffix in TEXTS else content


def _requirements(root: Path) -> str:
    """The pinned requirements of a learner.

    Raises
    ------
    ValueError
        If one is not in `requirements.txt`.
    """
    lines = (root / "requirements.txt").read_text("utf-8").splitlines()
    pins = {line.partition("==")[0]: line for line in lines if "==" in line}
    if missing := [name for name in NEEDED if name not in pins]:
        raise ValueError(f"Pins were expected in requirements.txt, none found for {missing}.")
    head = "# What it takes to learn. Everything these need in turn is pinned in constraints.txt."
    return "\n".join([head, "-c constraints.txt", *(pins[name] for name in NEEDED), ""])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
