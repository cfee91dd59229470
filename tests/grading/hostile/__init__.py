"""The hostile class: learners who want points for nothing, want to harm, or want to know.

Each attack is a submission. None of them answers anything rightly, so every point that one earns is a gain. The class is
handed in by `tests/grading/test_hostile.py`; `tools/hostile.py` hands it in to nbgrader without this course's grading, too, and writes
`docs/hostile-class.md`.
"""

from __future__ import annotations

import copy
import importlib
import json
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell

LESSON = "00_kinds"
"""The scratch lesson; `lesson.py` cuts it down to `EXERCISES`."""

EXERCISES = ("neuron_loop", "softmax", "Dense")
IN_TIME = "2026-03-01 12:00:00 UTC"

WRONG = {
    "neuron_loop": "def neuron_loop(inputs, weights, bias):\n    return -12345.5",
    "softmax": "def softmax(scores):\n    return np.full(scores.shape, 7.25)",
    "Dense": (
        "class Dense:\n"
        "    def __init__(self, n_inputs, n_neurons, rng):\n"
        "        self.weights = np.full((n_inputs, n_neurons), 7.25)\n"
        "        self.biases = np.full((1, n_neurons), 7.25)\n"
        "    def forward(self, inputs):\n"
        "        return np.full((len(inputs), self.weights.shape[1]), 7.25)"
    ),
}
"""Answers that are wrong in everything that is asked."""


@dataclass
class Work:
    """What one attacker hands in: the released notebook, to be changed, and a folder.

    Parameters
    ----------
    folder : Path
        The learner's folder of the lesson.
    notebook : NotebookNode
        A copy of the release.
    course : Path
        Where the attacker believes the course to be.
    """

    folder: Path
    notebook: NotebookNode
    course: Path
    time: str | bytes | None = IN_TIME
    raw: bytes | None = None
    name: str = f"{LESSON}.ipynb"
    files: dict[str, bytes] = field(default_factory=dict)

    def wrong(self, **other: str) -> Work:
        """Answer everything wrongly; `other` answers by exercise."""
        for name, source in {**WRONG, **other}.items():
            self.cell(f"{name}-answer").source = source
        return self

    def first(self, source: str) -> Work:
        """A cell of one's own before everything."""
        self.notebook.cells.insert(0, new_code_cell(source, id="own-first"))
        return self

    def early(self, source: str) -> Work:
        """A cell of one's own after the imports."""
        self.notebook.cells.insert(2, new_code_cell(source, id="own-early"))
        return self

    def before_check(self, name: str, source: str) -> Work:
        """A cell of one's own right before a check."""
        place = self.notebook.cells.index(self.cell(name))
        self.notebook.cells.insert(place, new_code_cell(source, id=f"own-{name}"))
        return self

    def last(self, source: str) -> Work:
        """A cell of one's own after everything."""
        self.notebook.cells.append(new_code_cell(source, id="own-last"))
        return self

    def words(self, source: str) -> Work:
        """Words of one's own at the top."""
        self.notebook.cells.insert(0, new_markdown_cell(source, id="own-words"))
        return self

    def cell(self, grade_id: str) -> NotebookNode:
        """The cell of this name."""
        for one in self.notebook.cells:
            if one.metadata.get("nbgrader", {}).get("grade_id") == grade_id:
                return one
        raise KeyError(grade_id)

    def checks(self) -> list[NotebookNode]:
        """The graded check cells."""
        return [self.cell(name) for name in EXERCISES]

    def write(self) -> None:
        """Put everything into the folder."""
        self.folder.mkdir(parents=True, exist_ok=True)
        if self.name:
            content = self.raw
            if content is None:  # as it is: invalid notebooks are handed in, too
                content = json.dumps(self.notebook).encode("utf-8", "surrogatepass")
            (self.folder / self.name).write_bytes(content)
        for name, content in self.files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        if self.time is not None:
            time = self.time if isinstance(self.time, bytes) else self.time.encode()
            (self.folder / "timestamp.txt").write_bytes(time)


@dataclass(frozen=True)
class Attack:
    """One attack.

    Attributes
    ----------
    name : str
        Also the attacker's name as a learner.
    tries : str
        One sentence.
    aim : str
        `"points"`, `"harm"` or `"secrets"`.
    make : callable
        Changes a `Work`, or does to its folder what cannot be said otherwise.
    slow : bool
        It takes all the time that it may.
    """

    name: str
    tries: str
    aim: str
    make: Callable[[Work], object]
    slow: bool = False

    def hand_in(self, submitted: Path, release: Path, course: Path) -> None:
        """Put the submission where collected work lies."""
        notebook = nbformat.read(release, as_version=4)
        work = Work(submitted / self.name / LESSON, copy.deepcopy(notebook), course)
        if self.make(work) is not False:
            work.write()


_ATTACKS: dict[str, Attack] = {}


def attack(name: str, tries: str, aim: str = "points", slow: bool = False) -> Callable:
    """Announce an attack; use it as a decorator. One that has written its folder itself returns False."""
    if aim not in ("points", "harm", "secrets"):
        raise ValueError(f"An aim is points, harm or secrets; found {aim!r}.")
    if name in _ATTACKS:
        raise ValueError(f"There are two attacks called {name!r}.")

    def announce(make: Callable[[Work], object]) -> Callable[[Work], object]:
        _ATTACKS[name] = Attack(name, tries, aim, make, slow)
        return make

    return announce


def attacks() -> dict[str, Attack]:
    """All attacks, by name."""
    for module in pkgutil.iter_modules(__path__):
        importlib.import_module(f"{__name__}.{module.name}")
    return dict(_ATTACKS)
