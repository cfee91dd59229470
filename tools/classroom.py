"""A simulated class, with the truth about it: who handed in what, and what a judge must find.

Right answers come from the solved lessons, the reference and the variants, wrong ones from the misconceptions
(`tools/carving.py`). Each was run and judged here, without nbgrader and without a locked room, before it is handed in.
Learners have an ability, habits and good and bad days, and the course was hard for them: each mistake that the course knows is
made by somebody, where the class is large enough. Nobody here is a person.
"""

from __future__ import annotations

import ast
import json
import re
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from grading.known import always_known, without_known
from neuronlab.exercises import exercises
from neuronlab.judging import judge
from neuronlab.observing import observe_all
from solutions import oracle, reference
from solutions.registry import misconceptions, variants
from tools.carving import CannotCarve, carve

ROOT = Path(__file__).resolve().parent.parent
SEEDS = (11, 12, 13)
"""Secret questions on which an answer must behave alike, or it is not handed in."""

DUE = datetime(2026, 3, 8, 18)
"""Until when the first lesson is to be handed in; each further one a week later. UTC."""

DAMAGES = ("cut short", "no notebook", "renamed", "checks deleted", "utf-16", "doubled", "no time")
ATTACKS = (
    "early call",
    "false check",
    "search",
    "exit",
    "a file called numpy.py",
    "script",
    "link",
)

LOSING = ("no notebook", "link", "false check", "cut short")
"""In these shapes some answers, or all, are not there to be graded."""


@dataclass(frozen=True)
class Found:
    """What the judge must find: as in the record of `grading.executing.recorded`."""

    status: str
    holds: tuple[bool, ...]
    mistakes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Given:
    """What a learner gave for an exercise: `right`, `mistake`, `half` or `untouched`."""

    kind: str
    found: Found
    mistake: str = ""
    source: str = field(default="", repr=False)


@dataclass
class Work:
    """What a learner handed in for a lesson.

    Attributes
    ----------
    shape : str
        `whole`, one of `DAMAGES`, or one of `ATTACKS`.
    late : bool
        Whether its time lies after the due date.
    answers : dict
        For each exercise what was given, as it is to be graded: what a damage took away is untouched.
    """

    shape: str
    late: bool
    time: str
    answers: dict[str, Given]


@dataclass
class Truth:
    """A whole class: `work[learner][lesson]`; a lesson that was not handed in is missing."""

    learners: list[str]
    lessons: list[str]
    work: dict[str, dict[str, Work]]
    skipped: dict[str, list[str]] = field(default_factory=dict)

    def due(self, lesson: str) -> datetime:
        """Until when a lesson is to be handed in."""
        return due_of(lesson)

    def answers(self) -> Iterable[tuple[str, str, str, Given]]:
        """Learner, lesson, exercise and what was given, for all that was handed in."""
        for learner, lessons in self.work.items():
            for lesson, work in lessons.items():
                for exercise, given in work.answers.items():
                    yield learner, lesson, exercise, given

    def mistakes(self) -> set[tuple[str, str]]:
        """All mistakes that were handed in, as exercise and name."""
        return {(name, one.mistake) for _, _, name, one in self.answers() if one.kind == "mistake"}

    def save(self, path: Path) -> None:
        """Write it as JSON, without the sources."""
        plain = asdict(self)
        for lessons in plain["work"].values():
            for work in lessons.values():
                for given in work["answers"].values():
                    del given["source"]
        path.write_text(json.dumps(plain), encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> Truth:
        """Read what `save` wrote."""
        plain = json.loads(path.read_text(encoding="utf-8"))
        work = {
            learner: {lesson: _work_from(one) for lesson, one in lessons.items()}
            for learner, lessons in plain.pop("work").items()
        }
        return cls(work=work, **plain)


def _work_from(plain: dict[str, Any]) -> Work:
    answers = {}
    for name, given in plain.pop("answers").items():
        found = given.pop("found")
        found = Found(found["status"], tuple(found["holds"]), tuple(found["mistakes"]))
        answers[name] = Given(found=found, **given)
    return Work(answers=answers, **plain)


def due_of(lesson: str) -> datetime:
    """Until when a lesson is to be handed in: a week for each."""
    return DUE + timedelta(weeks=int(lesson[:2]) if lesson[:2].isdigit() else 0)


def hand_in(
    root: Path,
    lessons: Sequence[str],
    learners: int = 30,
    seed: int = 0,
    *,
    release: Path | None = None,
    trouble: bool = True,
    progress: Callable[[Sequence], Iterable] = iter,
) -> Truth:
    """Let a class hand in: write `root/term/submitted/NAME/LESSON/` for every learner and lesson.

    Parameters
    ----------
    root : Path
        A course's folder.
    lessons : sequence of str
        Folder names.
    learners : int
        How many; they are called `learner-01` and so on.
    seed : int
        The same seed, lessons and number give the same class.
    release : Path, optional
        Where the released notebooks are; `root/notebooks` if left out.
    trouble : bool
        Whether some hand in late, damaged, hostile or nothing; otherwise all work is whole and in time.
    progress : callable
        Wraps the lessons, to show how far it is.

    Returns
    -------
    Truth
    """
    class_ = Class(learners, seed)
    truth = Truth(class_.names, list(lessons), {name: {} for name in class_.names})
    for lesson in progress(truth.lessons):
        notebook = Notebook((release or root / "notebooks") / lesson / f"{lesson}.ipynb")
        handed = [class_.habit(number, lesson, trouble) for number in range(learners)]
        whole = [number for number, one in enumerate(handed) if one and one.shape not in LOSING]
        chosen = {
            name: class_.answers(name, lesson, whole, truth.skipped) for name in notebook.graded
        }
        for number, (learner, work) in enumerate(zip(class_.names, handed, strict=True)):
            if work is not None:
                given = {name: answers[number] for name, answers in chosen.items()}
                work.answers = notebook.counts(work.shape, given)
                place = root / "term" / "submitted" / learner / lesson
                write(work, notebook, place, class_.rng(number, lesson, "words"))
                truth.work[learner][lesson] = work
    return truth


class Class:
    """Abilities, habits and choices; every choice has a generator of its own."""

    def __init__(self, learners: int, seed: int):
        width = max(2, len(str(learners)))
        self.names = [f"learner-{number:0{width}}" for number in range(1, learners + 1)]
        self.seed = seed
        self.ability = self.rng(learners, "ability").normal(size=learners)
        self.habits = self.rng(learners, "habits").choice(list(HABITS), size=(learners, 2))

    def rng(self, *what: Any) -> np.random.Generator:
        """The generator of one choice."""
        return np.random.default_rng([self.seed, zlib.crc32(repr(what).encode())])

    def answers(
        self, exercise: str, lesson: str, whole: Sequence[int], skipped: dict[str, list[str]]
    ) -> list[Given]:
        """What each learner gives for an exercise.

        Of those whose work comes in whole, the weakest of the day make as many mistakes as are known, each once,
        and a few of them more often: every mistake is to be seen where the class is large enough.
        """
        rng = self.rng(exercise)
        stock = answers_of(exercise, lesson)
        if stock.skipped:
            skipped[exercise] = list(stock.skipped)
        day = 1.5 * self.ability + rng.logistic(size=len(self.names))
        count = max(len(stock.mistakes) + 3, round(0.2 * len(self.names)))
        weakest = sorted(whole, key=lambda number: day[number])
        erring = [
            int(one) for one in rng.permutation(weakest[: min(count, max(0, len(whole) - 4))])
        ]
        made = dict(zip(erring, self._mistakes(erring, stock.mistakes, rng), strict=True))
        # Who is weak stops early more often.
        stuck = rng.random(len(self.names)) < 0.08 + 0.12 * (self.ability < -0.7)
        given = []
        for number in range(len(self.names)):
            if made.get(number):
                given.append(made[number])
            elif not stuck[number]:
                given.append(stock.right[_early(rng, len(stock.right))])
            elif stock.half and rng.random() < 0.5:
                given.append(stock.half[int(rng.integers(len(stock.half)))])
            else:
                given.append(stock.untouched)
        return given

    def _mistakes(self, slots: list[int], known: list[Given], rng: np.random.Generator) -> list:
        """For each learner who makes one a mistake: one that nobody made yet, and when all are made a likely one.

        A learner rather makes a mistake that is a habit.
        """
        if not known:
            return [None] * len(slots)
        order = [known[one] for one in rng.permutation(len(known))]
        waiting, made = list(order), []
        for number in slots:
            if not waiting:
                made.append(order[_early(rng, min(3, len(order)))])
                continue
            habits = "|".join(HABITS[one] for one in self.habits[number])
            likely = [one for one in waiting if re.search(habits, one.mistake)]
            choice = likely[0] if likely and rng.random() < 0.6 else waiting[0]
            waiting.remove(choice)
            made.append(choice)
        return made

    def habit(self, number: int, lesson: str, trouble: bool) -> Work | None:
        """How a learner hands in a lesson, still without answers; None if not at all."""
        rng = self.rng(number, lesson, "work")
        due = due_of(lesson)
        time = due - timedelta(minutes=int(rng.integers(5, 5 * 24 * 60)))
        shape, late = "whole", False
        if trouble:
            kind = rng.random()
            if kind < 0.03 + 0.04 * (self.ability[number] < -0.7):
                return None
            if kind < 0.13:
                shape = str(rng.choice(DAMAGES))
            elif kind < 0.19:
                shape = str(rng.choice(ATTACKS))
            late = shape != "no time" and bool(rng.random() < 0.08)
        if late:
            time = due + timedelta(minutes=int(rng.integers(10, 50 * 60)))
        return Work(shape, late, f"{time:%Y-%m-%d %H:%M:%S} UTC", {})


def _early(rng: np.random.Generator, count: int) -> int:
    """A place in a list; the first are the likeliest."""
    weights = 1 / np.arange(1, count + 1)
    return int(rng.choice(count, p=weights / weights.sum()))


HABITS = {
    "axes": r"axis|column|row|transposed|batch",
    "in place": r"^changes|in place|replaced|alias",
    "signs": r"sign|uphill|subtract|minus|turned",
    "means": r"mean|sum|1/N|divided",
    "left out": r"left out|forgotten|missing|^no ",
    "exchanged": r"exchanged|order|other way",
    "off by one": r"off by one|too (far|long|short|early)|from 0|from 1|one step",
    "bias": r"bias",
}
"""What learners of this class tend to, as patterns of mistakes' names."""


# --- answers


@dataclass
class Stock:
    """All answers to one exercise that can be handed in; `skipped` says which cannot."""

    right: list[Given]
    mistakes: list[Given]
    half: list[Given]
    untouched: Given
    skipped: list[str]


@cache
def answers_of(exercise: str, lesson: str) -> Stock:
    """Carve, run and judge the answers of an exercise."""
    names, solved, stub = _cells(exercise, lesson)
    documents = _docstrings(stub)
    nothing = Found("unanswered", (False,) * exercises()[exercise].points)
    stock = Stock([], [], [], Given("untouched", nothing), [])
    sources = {"the lesson's solution": solved}
    for place, answer in enumerate((reference.ANSWERS[exercise], *variants(exercise))):
        sources[f"variant {place}" if place else "reference"] = answer
    for title, answer in sources.items():
        source = _carved(answer, names, documents)
        found = source and found_in(exercise, names, source)
        if found and found.status == "holds":
            stock.right.append(Given("right", found, source=source))
        else:
            stock.skipped.append(title)
    for one in misconceptions(exercise):
        source = _carved(one.answer, names, documents)
        found = source and found_in(exercise, names, source)
        if found and one.name in found.mistakes:
            stock.mistakes.append(Given("mistake", found, one.name, source))
        else:
            stock.skipped.append(one.name)
    for source in halves(stock.right[0].source):
        found = found_in(exercise, names, source)
        if found and found.status != "holds":
            stock.half.append(Given("half", found, source=source))
    return stock


def _carved(answer: Any, names: tuple[str, ...], documents: dict[str, str]) -> str:
    if isinstance(answer, str):
        return answer
    try:
        return carve(answer, names, documents)
    except CannotCarve:
        return ""


def found_in(exercise: str, names: Sequence[str], source: str) -> Found | None:
    """What the judge finds in a cell's source; None where it depends on the questions."""
    nothing = Found("unanswered", (False,) * exercises()[exercise].points)
    namespace: dict[str, Any] = {"np": np, "__name__": "__main__"}
    try:
        exec(compile(source, "<answer>", "exec"), namespace)
        parts = tuple(namespace[name] for name in names)
    except Exception:
        return nothing
    answer = parts[0] if len(parts) == 1 else parts
    found = {_judged(exercise, answer, seed) for seed in SEEDS}
    return found.pop() if len(found) == 1 else None


def _judged(exercise: str, answer: Any, seed: int) -> Found:
    one = exercises()[exercise]
    cases, expected, mistakes = _asked(exercise, seed)
    seen, _ = observe_all(one, answer, [case.inputs for case in cases], one.seconds)
    verdict = judge(one, cases, seen, expected, mistakes)
    verdict = without_known(verdict, always_known(exercise))
    names = tuple(mistake.name for mistake in verdict.mistakes)
    return Found(verdict.status, tuple(verdict.holds), names)


@cache
def _asked(exercise: str, seed: int) -> tuple:
    cases = oracle.questions(exercise, seed)
    return cases, oracle.expected(exercise, cases), oracle.mistakes(exercise, cases)


def halves(source: str) -> list[str]:
    """A right answer, left unfinished in two ways: the end not written yet, and a line cut short."""
    tree = ast.parse(source)
    last = tree.body[-1]
    while isinstance(last, ast.ClassDef):
        last = last.body[-1]
    found = []
    if isinstance(last, ast.FunctionDef):
        kept = last.body[: max(1, len(last.body) // 2)]
        last.body = [*(one for one in kept if not isinstance(one, ast.Return)), *_NOT_YET]
        found.append(ast.unparse(ast.fix_missing_locations(tree)))
    lines = source.rstrip().splitlines()
    found.append("\n".join([*lines[:-1], lines[-1].rstrip(")] ") + " ("]))
    return found


_NOT_YET = ast.parse("raise NotImplementedError").body


@cache
def _cells(exercise: str, lesson: str) -> tuple[tuple[str, ...], str, str]:
    """The names that a check asks for, the solution's source and the stub's."""
    solved = _notebook(ROOT / "solutions" / "notebooks" / lesson / f"{lesson}.ipynb")
    released = _notebook(ROOT / "notebooks" / lesson / f"{lesson}.ipynb")
    call = ast.parse(released[exercise].splitlines()[0]).body[0].value
    asked = call.args[1]
    parts = asked.elts if isinstance(asked, ast.Tuple) else [asked]
    answer = f"{exercise}-answer"
    return tuple(part.id for part in parts), solved[answer], released[answer]


@cache
def _notebook(path: Path) -> dict[str, str]:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    named = {cell["metadata"].get("nbgrader", {}).get("grade_id"): cell for cell in cells}
    return {name: "".join(cell["source"]) for name, cell in named.items() if name}


def _docstrings(stub: str) -> dict[str, str]:
    tree = ast.parse(stub)
    return {
        node.name: ast.get_docstring(node, clean=False)
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and ast.get_docstring(node)
    }


# --- files


class Notebook:
    """A released notebook whose cells are written as JSON once, for many learners."""

    def __init__(self, path: Path):
        self.lesson = path.parent.name
        self.plain = json.loads(path.read_text(encoding="utf-8"))
        self.cells = self.plain["cells"]
        self.written = [json.dumps(cell, indent=1) for cell in self.cells]
        marks = [cell["metadata"].get("nbgrader", {}) for cell in self.cells]
        self.graded = [
            mark["grade_id"] for mark in marks if mark.get("grade") and not mark.get("task")
        ]
        self.places = {mark["grade_id"]: place for place, mark in enumerate(marks) if mark}

    def cut_at(self) -> int:
        """Where a file that is cut short ends: in the answer to the exercise in the middle."""
        return self.places[f"{self.graded[len(self.graded) // 2]}-answer"]

    def counts(self, shape: str, given: dict[str, Given]) -> dict[str, Given]:
        """What of the answers is left to be graded when they come in this shape."""
        lost: set[str] = set()
        if shape == "cut short":
            lost = {name for name in given if self.places[f"{name}-answer"] >= self.cut_at()}
        elif shape in LOSING:
            lost = set(given)
        untouched = {
            name: Given("untouched", Found("unanswered", (False,) * len(one.found.holds)))
            for name, one in given.items()
        }
        # A check that a learner replaced never asks the judge; the answers are there all the same.
        return {name: untouched[name] if name in lost else one for name, one in given.items()}


def write(work: Work, notebook: Notebook, place: Path, rng: np.random.Generator) -> None:
    """Write what a learner hands in."""
    place.mkdir(parents=True)
    name = "my work" if work.shape == "renamed" else notebook.lesson
    path = place / f"{name}.ipynb"
    time = "some time in March" if work.shape == "no time" else work.time
    (place / "timestamp.txt").write_text(time, encoding="utf-8")
    if work.shape == "link":
        path.symlink_to("../../../gradebook.db")
        return
    if work.shape == "no notebook":
        path.write_bytes(bytes(rng.integers(0, 256, 3000, dtype=np.uint8)))
        return
    text = _text(work, notebook, rng)
    path.write_text(text, encoding="utf-16" if work.shape == "utf-16" else "utf-8")
    if work.shape == "a file called numpy.py":
        (place / "numpy.py").write_text("raise SystemExit('not the NumPy you know')\n")


def _text(work: Work, notebook: Notebook, rng: np.random.Generator) -> str:
    cells, cut = [], None
    added = ADDED.get(work.shape)
    if added:
        cells.append(json.dumps(_added_cell(added), indent=1))
    for place, cell in enumerate(notebook.cells):
        name = cell["metadata"].get("nbgrader", {}).get("grade_id", "")
        exercise = name.removesuffix("-answer")
        given = work.answers.get(exercise) if name != exercise else None
        source = given.source if given else ""
        if work.shape == "cut short" and place == notebook.cut_at():
            cut = sum(map(len, cells)) + 2 * len(cells) + len(notebook.written[place]) // 2
        if work.shape == "checks deleted" and exercise == name and name in work.answers:
            continue
        if "own-words" in cell["metadata"].get("tags", ()) and rng.random() < 0.7:
            source = str(rng.choice(WORDS))
        cells.append(json.dumps({**cell, "source": source}) if source else notebook.written[place])
        if work.shape == "doubled" and source and given:
            cells.append(notebook.written[place])
    rest = {key: value for key, value in notebook.plain.items() if key != "cells"}
    head = '{"cells": ['
    if cut is not None:
        return (head + ",\n".join(cells))[: len(head) + cut]
    return head + ",\n".join(cells) + "],\n" + json.dumps(rest, indent=1)[1:]


def _added_cell(source: str) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": "added",
        "metadata": {},
        "outputs": [],
        "source": source,
    }


ADDED = {
    "early call": "import numpy as np\nfrom neuronlab import check\n"
    "for name in ('double', 'softmax', 'Adam'):\n    check(name, lambda *x: x[0])",
    "false check": "import neuronlab\nneuronlab.check = lambda *given: 100",
    "search": "import os, socket\nfound = [one for one in os.walk('/') if 'gradebook.db' in one[2]]\n"
    "print(found)\nimport solutions.reference",
    "exit": "import os\nos._exit(0)",
    "script": "from IPython.display import HTML\nHTML('<script>alert(1)</script>')",
}
"""The cell that an attack puts before the lesson's own."""

WORDS = (
    "It is one matrix after the other, so it is one matrix in the end.",
    "Because the numbers add up.",
    "I would try it with a small example first, and look at the shapes.",
    "The slopes tell in which direction it gets better, and how fast.",
)
