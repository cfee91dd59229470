"""No secret crosses: everything that a room could read, and everything that reaches a learner, is searched.

What is looked for are marks of what is secret: the course's secret and the seeds made of it, the gradebook's URL, other learners'
names, lines of the reference, of the misconceptions and of hidden regions, marking schemes, the labels and the images that
no learner has. `tests/test_leaks.py` reads the releases line by line, `tests/grading/test_room.py` attacks the room.
"""

from __future__ import annotations

import base64
import copy
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
import numpy as np
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from traitlets.config import Config

from grading import executing, judge
from grading.executing import NURSERIES, ExecuteAndJudge
from grading.room import room as outside
from grading.room.watching import group_of
from grading.secret import seed_of
from neuronlab.datasets import read_digits
from neuronlab.exercises.network import asked
from solutions import unseen
from tests.course import REPO, Course
from tests.grading.test_room import memory_of
from tests.test_leaks import REGION
from tools import build
from tools.lessontext import read_lesson

linux = pytest.mark.skipif(sys.platform != "linux", reason="Locked rooms need Linux.")

SECRET = "the-course-secret-6f1d0c"
DATABASE = "postgresql://teacher:pass-91b3@db.invalid/grades"
NEIGHBOUR = "quintilla-the-neighbour"
LEARNER = "learner-who-looks"
PLANTED = (SECRET, DATABASE, "pass-91b3", NEIGHBOUR)
SEED = seed_of(SECRET, "11_network", "11_network", LEARNER, "")


# --- marks of what is secret


def hidden_lines() -> set[str]:
    """Lines of the hidden side that stand nowhere in what is meant to be seen."""
    hidden, shown = set(), set()
    for lesson in build.texts(REPO):
        for cell in read_lesson(build.text_of(REPO, lesson)).cells:
            if "own-words" in cell.metadata.get("tags", []):
                hidden |= lines_of(cell.source)
                continue
            hidden |= {
                line for region in REGION.finditer(cell.source) for line in lines_of(region[2])
            }
            shown |= lines_of(REGION.sub("", cell.source))
    for room in ("reference", "misconceptions", "variants"):
        for path in (REPO / "solutions" / room).glob("*.py"):
            hidden |= lines_of(path.read_text("utf-8"))
    for path in [*(REPO / "neuronlab").rglob("*.py"), *(REPO / "docs").glob("*.md")]:
        shown |= lines_of(path.read_text("utf-8"))
    return {line for line in hidden - shown if not line.startswith(("from ", "import "))}


def lines_of(text: str) -> set[str]:
    return {line.strip() for line in text.splitlines() if len(line.strip()) > 35}


def in_bytes() -> dict[str, bytes]:
    """Marks to look for in memory: few, because there is much of it."""
    images, labels = unseen.kept()
    lines = sorted(hidden_lines(), key=len)
    return {
        **{mark: mark.encode() for mark in PLANTED},
        "a seed": str(SEED[0]).encode(),
        "the labels": labels.tobytes(),
        "the labels in bytes": labels.astype(np.uint8).tobytes(),
        "images as they are kept": np.ascontiguousarray(images[:4]).tobytes(),
        "hidden tests": b"against_reference(",
        "a longest line": lines[-1].encode(),
        "a line": lines[len(lines) // 2].encode(),
    }


HIDDEN = hidden_lines()
FORBIDDEN = ("BEGIN SOLUTION", "HIDDEN TESTS", "MARK SCHEME", "against_reference", *PLANTED)


def marks_in(text: str, but: tuple[str, ...] = ()) -> set[str]:
    """The marks that stand in a text."""
    found = {mark for mark in FORBIDDEN if mark in text and mark not in but}
    found |= {str(part) for part in SEED if str(part) in text}
    return found | (HIDDEN & {line.strip() for line in text.splitlines()})


def test_the_marks_are_marks():
    assert len(HIDDEN) > 1000
    line = next(iter(HIDDEN))
    assert marks_in(f"x\n    {line}\n{SECRET} {SEED[1]}") == {line, SECRET, str(SEED[1])}


# --- what a room could read

LOOK = """
import base64, gc, json, os, sys
marks = [base64.b64decode(one).decode() for one in MARKS]  # so that this cell is no place to find them
trees = ("/python", "/usr", "/lib", "/lib32", "/lib64")
odd = ("solutions", "gradebook", "secret", "misconceptions", "submitted", "autograded")
found, read, named = [], 0, 0
for folder, folders, names in os.walk("/"):
    for name in [*folders, *names]:
        named += 1
        whole = os.path.join(folder, name)
        if any(mark in name for mark in marks):
            found.append(whole)
        if not folder.startswith(trees) and any(one in name for one in odd):
            found.append(whole)
    for name in names:
        whole = os.path.join(folder, name)
        if folder.startswith(trees) and not name.endswith((".pth", ".egg-link", "direct_url.json")):
            continue  # Python and the system, as they came
        if not os.path.isfile(whole):
            continue
        with open(whole, "rb") as file:
            content = file.read()
        read += 1
        found += [[whole, mark] for mark in marks if mark.encode() in content]
texts = [str(dict(os.environ)), str(sys.argv), str(sys.orig_argv), str(sorted(sys.modules))]
gc.unfreeze()  # what was there before the room, too
texts += [one for one in gc.get_objects() if type(one) is str]
for one in gc.get_objects():
    if type(one) in (dict, list, tuple, set):
        texts += [part for part in (one.values() if type(one) is dict else one) if type(part) is str]
    try:
        if getattr(one, "__module__", None) in ("solutions", "grading"):
            found.append(repr(one))
    except Exception:
        pass
texts = [one for one in texts if one not in marks]
found += [["memory", mark] for mark in marks for one in texts if mark in one]
print(json.dumps([found[:20], read, named, len(texts)]))
"""

NEAREST = """
import numpy as np
asked_for = []
def digits(train_images, train_labels, images):
    asked_for.append(images)
    far = (train_images**2).sum(axis=1) - 2 * images @ train_images.T
    return train_labels[far.argmin(axis=1)]
"""


@dataclass
class Watched:
    """What went into a room, and what was in the memory behind the lock when its work was done."""

    sent: list[dict] = field(default_factory=list)
    asked: list[dict] = field(default_factory=list)
    remembered: dict[str, set[str]] = field(default_factory=dict)
    processes: int = 0
    looked: list = field(default_factory=list)
    points: str = ""


@pytest.fixture(scope="module")
def watched() -> Iterator[Watched]:
    """A notebook with `digits` and a cell that looks around, graded under planted secrets."""
    one, marks = Watched(), in_bytes()
    looked_for = sorted({*PLANTED, "def against_reference", *sorted(HIDDEN, key=len)[-40:]})
    hidden_from_itself = [base64.b64encode(one.encode()).decode() for one in looked_for]
    stock_send, stock_write, stock_close = outside.send, judge._write, judge.Judge.close

    def send(line, message, handles=None):
        one.sent.append(copy.deepcopy(message))
        return stock_send(line, message, handles)

    def write(file, message):
        one.asked.append(copy.deepcopy(message))
        return stock_write(file, message)

    def close(self):
        nursery = NURSERIES._kept[True]._running.process.pid
        for process in group_of(nursery):
            try:
                parts = [*memory_of(Path(f"/proc/{process}"))]
                parts += [
                    Path(f"/proc/{process}", name).read_bytes() for name in ("environ", "cmdline")
                ]
            except (PermissionError, FileNotFoundError):
                continue
            one.processes += 1
            for part in parts:
                for name, mark in marks.items():
                    if mark in part:
                        one.remembered.setdefault(name, set()).add(str(process))
        return stock_close(self)

    NURSERIES.close()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NEURONLAB_SECRET", SECRET)
        patch.setenv("NEURONLAB_DATABASE", DATABASE)
        patch.setattr(executing, "_seed", lambda *_: SEED)
        patch.setattr(outside, "send", send)
        patch.setattr(judge, "_write", write)
        patch.setattr(judge.Judge, "close", close)
        check = new_code_cell('from neuronlab import check\ncheck("digits", digits)')
        check.metadata["nbgrader"] = {
            "grade": True,
            "solution": False,
            "locked": True,
            "task": False,
            "points": 4,
            "grade_id": "digits",
            "schema_version": 3,
            "cell_type": "code",
        }
        look = new_code_cell(LOOK.replace("MARKS", repr(hidden_from_itself)))
        notebook = new_notebook(cells=[new_code_cell(NEAREST), check, look])
        notebook, _ = ExecuteAndJudge(config=Config()).preprocess(
            notebook, {"nbgrader": {"assignment": "11_network"}}
        )
        one.points = notebook.cells[1].outputs[0].data["text/plain"]
        one.looked = json.loads(notebook.cells[2].outputs[0].text)
    yield one
    NURSERIES.close()


@linux
def test_nothing_that_a_room_can_read_or_remembers_is_secret(watched):
    found, read, named, texts = watched.looked
    assert found == []
    assert read > 100
    assert named > 1000
    assert texts > 10_000, "the search found too little: is it looking right?"


@linux
def test_the_memory_behind_the_lock_holds_no_secret(watched):
    """Looked at from outside while the line to the judge is open: nursery, first process and worker."""
    assert watched.remembered == {}
    assert watched.processes >= 2
    assert watched.points == "4", "the answer was right, so the images were there to be found"


@linux
def test_what_is_sent_into_a_room_are_questions_and_no_answers(watched):
    assert {frozenset(one) for one in watched.sent} == {frozenset({"source", "files"})}
    questions = [one for one in watched.asked if one]
    assert {frozenset(one) for one in questions} == {frozenset({"inputs", "longest"})}
    for message in questions:
        for inputs in message["inputs"]:
            assert set(inputs) == {"pool", "draw", "at_least", "images"}
            _, labels = asked(unseen.POOL, inputs["draw"])
            text = json.dumps(message)
            for kind in (np.int64, np.uint8, np.float64):
                packed = base64.b64encode(labels.astype(kind).tobytes()).decode()
                assert packed[:200] not in text
            assert json.dumps(labels.tolist())[1:-1] not in text
    for message in [*watched.sent, *questions]:
        assert (
            marks_in(json.dumps(message).replace("\\n", "\n"), but=("against_reference",)) == set()
        )


@linux
def test_a_question_s_limit_does_not_tell_how_long_the_right_answer_is(watched):
    for message in filter(None, watched.asked):
        assert message["longest"] % judge.SPACE == 0


@pytest.mark.parametrize("name", ["softmax", "Adam", "numerical_gradient", "confusion_matrix"])
def test_no_expected_value_is_in_a_question(name):
    """To the bit: whatever is expected and did not come in is nowhere in what is sent."""
    from neuronlab.plain import encode
    from solutions import oracle

    cases = oracle.questions(name, SEED)
    sent = json.dumps(
        [{key: encode(v, packed=True) for key, v in one.inputs.items()} for one in cases]
    )
    looked_at = 0
    for one in oracle.expected(name, cases):
        for value in one.outputs.values():
            if value.array.size > 3 and value.array.any():
                looked_at += 1
                assert encode(value.array, packed=True)["values"] not in sent
    assert looked_at > 2


# --- what reaches a learner


@pytest.mark.parametrize("lesson", build.texts(REPO))
def test_released_notebooks_hold_nothing_secret(lesson):
    released = nbformat.read(build.released_of(REPO, lesson), as_version=4)
    everything = [cell.source for cell in released.cells]
    everything += [json.dumps(cell.metadata) for cell in released.cells]
    everything.append(json.dumps(released.metadata))
    assert marks_in("\n".join(everything)) == set()
    names = {path.name for path in build.released_of(REPO, lesson).parent.iterdir()}
    assert names == {f"{lesson}.ipynb"}


def test_the_package_for_learners_holds_nothing_secret(tmp_path):
    """The wheel, as it is built from the whole repository."""
    place = tmp_path / "repository"
    left_out = shutil.ignore_patterns(
        ".*", "term", "work", "notebooks", "build", "*.egg-info", "__pycache__"
    )
    shutil.copytree(REPO, place, ignore=left_out)
    build_it = "from setuptools.build_meta import build_wheel; print(build_wheel('..'))"
    done = subprocess.run(
        [sys.executable, "-c", build_it], cwd=place, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    images, _ = unseen.kept()
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        for name in wheel.namelist():
            assert name.startswith(("neuronlab/", "neuronlab-")), name
            content = wheel.read(name)
            if name.endswith(".npz"):
                (tmp_path / "shipped.npz").write_bytes(content)
                shipped, _ = read_digits(tmp_path / "shipped.npz")
                assert not {one.tobytes() for one in shipped} & {one.tobytes() for one in images}
                continue
            assert marks_in(content.decode("utf-8", "replace"), but=("MARK SCHEME",)) == set(), name


SEES = """
def softmax(scores):
    import os, sys
    raise ValueError(str(dict(os.environ)) + str(sys.argv) + str(os.listdir("/")))
"""


@linux
def test_feedback_and_what_it_is_made_of_hold_nothing_secret(kinds, tmp_path, monkeypatch):
    """Of a learner who fails everywhere, beside one who has all: failing inputs, hints, tracebacks."""
    lesson = "00_kinds"
    course = Course(tmp_path / "course", kinds)
    (course.root / "term").mkdir()
    (course.root / "term" / "secret").write_text(SECRET)
    monkeypatch.setenv("COURSE_DATABASE", DATABASE)
    course.nbgrader("generate_assignment", lesson, "--force")
    wrong = {
        "softmax-answer": SEES,
        "neuron_loop-answer": "def neuron_loop(inputs, weights, bias):\n    return bias",
        "Dense-answer": "import solutions",
        "train-answer": "def train(layers, loss, X, y, epochs, lr):\n    return [0.0] * epochs",
    }
    course.hand_in(LEARNER, lesson, wrong.get)
    course.hand_in(NEIGHBOUR, lesson, {}.get)
    course.nbgrader("autograde", lesson)
    course.nbgrader("generate_feedback", lesson, f"--student={LEARNER}")
    term = course.root / "term"
    page = (term / "feedback" / LEARNER / lesson / f"{lesson}.html").read_text("utf-8")
    assert "smallest case" in page
    notebook = (term / "autograded" / LEARNER / lesson / f"{lesson}.ipynb").read_text("utf-8")
    shown = json.dumps(
        [
            [cell.get("outputs"), cell.source, cell.get("attachments")]
            for cell in nbformat.reads(notebook, as_version=4).cells
            if not cell.metadata.get("nbgrader", {}).get("task")  # teachers see their scheme there
        ]
    )
    text = re.sub("<[^>]+>", "\n", page).replace("&#39;", "'").replace("&quot;", '"')
    for where in (page, text, shown.replace("\\n", "\n")):
        assert marks_in(where) == set()
        for place in (str(course.root), str(REPO), os.path.expanduser("~/"), "sqlite:///"):
            assert place not in where
    assert {one.name for one in (term / "feedback").iterdir()} == {LEARNER}
