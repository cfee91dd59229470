"""The hostile class through the real commands: nobody gains a point, and nobody else notices.

Each attack is in `tests/grading/hostile/`. None of them deserves a point. `docs/hostile-class.md` has the same class in nbgrader
as it is, beside this course's grading; `tools/hostile.py` makes it.
"""

from __future__ import annotations

import ctypes
import fnmatch
import hashlib
import json
import os
import re
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from tests.course import REPO, Course, solutions_of
from tests.grading.hostile import EXERCISES, LESSON, WRONG, Attack, attacks
from tests.grading.hostile.lesson import build_lesson

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Locked rooms need Linux.")

ATTACKS = attacks()
NOT_A_NAME = {"honest-right\u200b"}
"""Names that the gate refuses: their owners are said in the log, and not graded."""

LOW = """
c.ExecuteAndJudge.timeout = 2
c.ExecuteAndJudge.submission_timeout = 12.0
c.ExecuteAndJudge.memory = 700_000_000
c.ExecuteAndJudge.restarts = 3
"""
"""Limits that the slow attacks run into soon."""

SHOWN = "[sw][ho][or]*"
"""The attackers whose feedback is made: those called `show-...` and `words-...`."""


class Class:
    """The hostile class and a few honest learners, graded: first the honest ones alone, then all."""

    def __init__(self, root: Path):
        build_lesson(root / "lesson")
        self.course = course = Course(root / "course", root / "lesson")
        self.home, self.scratch = root / "home", root / "scratch"
        self.home.mkdir()
        self.scratch.mkdir()
        config = course.root / "nbgrader_config.py"
        config.write_text(config.read_text() + LOW)
        course.nbgrader("generate_assignment", LESSON, "--force")
        for learner, answers in honest(course).items():
            course.hand_in(learner, LESSON, answers.get)
        course.nbgrader("autograde", LESSON)
        self.alone = course.scores(LESSON)
        self.pages_alone = self.executed()

        submitted = course.root / "term" / "submitted"
        release = course.root / "notebooks" / LESSON / f"{LESSON}.ipynb"
        for one in ATTACKS.values():
            one.hand_in(submitted, release, course.root)
        self.before = snapshot(course.root)
        self.log = course.nbgrader("autograde", LESSON, "--force", timeout=1800)
        self.scores = course.scores(LESSON)
        self.after = snapshot(course.root)
        self.orphans = children()

    def executed(self) -> dict[str, str]:
        """The executed notebooks of the honest learners."""
        return {learner: self.page(learner) for learner in honest(self.course)}

    def page(self, learner: str) -> str:
        """The executed notebook of a learner, as it is in its file."""
        path = self.course.root / "term" / "autograded" / learner / LESSON / f"{LESSON}.ipynb"
        return path.read_text("utf-8")

    def outputs(self, learner: str) -> list[dict]:
        """All that the cells of a learner showed."""
        cells = json.loads(self.page(learner))["cells"]
        return [output for cell in cells for output in cell.get("outputs", [])]


def honest(course: Course) -> dict[str, dict[str, str]]:
    """Learners who attack nobody."""
    right = solutions_of(course.solved(LESSON))
    wrong = {f"{name}-answer": source for name, source in WRONG.items()}
    return {
        "honest-part": {"softmax-answer": right["softmax-answer"]},
        "honest-right": right,
        "honest-untouched": {},
        "honest-wrong": wrong,
    }


def snapshot(root: Path) -> dict[str, tuple]:
    """All files of a course but those that grading makes: kind, size, and what is in the small ones."""
    made = (
        "term/admitted",
        "term/autograded",
        "term/gradebook.db",
        "term/feedback",
        "term/.autograding",  # names the run that holds the lock
    )
    found = {}
    for folder, folders, names in os.walk(root):
        for name in [*folders, *names]:
            path = Path(folder, name)
            place = str(path.relative_to(root))
            if not place.startswith(made):
                found[place] = _seen(path)
    return found


def _seen(path: Path) -> tuple:
    found = os.lstat(path)
    content = ""
    if stat.S_ISREG(found.st_mode) and found.st_size < 30_000_000:
        content = hashlib.sha256(path.read_bytes()).hexdigest()
    if stat.S_ISLNK(found.st_mode):
        content = os.readlink(path)
    size = 0 if stat.S_ISDIR(found.st_mode) else found.st_size
    return stat.S_IFMT(found.st_mode), found.st_mode, size, content


def children() -> set[int]:
    """Processes whose parent is this one; orphans of what it started are among them."""
    found = set()
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(fields[1]) == os.getpid() and fields[0] != "Z":
                found.add(int(entry.name))
    return found


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Class]:
    """The class, with a home and a folder for scratch files of its own."""
    root = tmp_path_factory.mktemp("hostile")
    before = children()
    ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)  # PR_SET_CHILD_SUBREAPER: orphans come to this process
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(root / "home"))
        patch.setenv("TMPDIR", str(root / "scratch"))
        one = Class(root)
        one.orphans -= before
        yield one
    ctypes.CDLL(None).prctl(36, 0, 0, 0, 0)


@pytest.mark.parametrize("one", ATTACKS.values(), ids=ATTACKS)
def test_no_attack_gains_a_point(graded: Class, one: Attack):
    if one.name in NOT_A_NAME:
        assert one.name not in graded.scores
        assert f"The folder {one.name!r}" in graded.log
        return
    earned = graded.scores[one.name]
    assert set(earned) == {*EXERCISES, "kinds-words"}, "Not every grade is recorded."
    assert earned == dict.fromkeys(earned, 0.0), one.tries


def test_honest_learners_have_what_they_had_alone(graded: Class):
    whole = {
        cell.metadata.nbgrader.grade_id: cell.metadata.nbgrader.points
        for cell in graded.course.released(LESSON).cells
        if cell.metadata.get("nbgrader", {}).get("grade")
    }
    none = {**dict.fromkeys(whole, 0.0), "kinds-words": 0.0}
    assert graded.alone["honest-right"] == {**none, **whole}
    assert graded.alone["honest-part"] == {**none, "softmax": whole["softmax"]}
    assert graded.alone["honest-wrong"] == graded.alone["honest-untouched"] == none
    for learner, scores in graded.alone.items():
        assert graded.scores[learner] == scores
    assert graded.executed() == graded.pages_alone


def test_nothing_else_of_the_course_changed(graded: Class):
    changed = {
        place
        for place in {*graded.before, *graded.after}
        if graded.before.get(place) != graded.after.get(place)
    }
    assert changed == set()
    known = {*ATTACKS, *honest(graded.course)} - NOT_A_NAME
    assert set(graded.scores) == known
    for folder in ("admitted", "autograded"):
        assert {one.name for one in (graded.course.root / "term" / folder).iterdir()} == known


def test_nothing_is_left_on_the_machine(graded: Class):
    left = [one for one in graded.scratch.rglob("*") if "hostile" in one.name or one.is_file()]
    assert left == []
    ours = (".ipython", ".jupyter", ".local", ".cache", ".config")
    at_home = [one for one in graded.home.iterdir() if one.name not in ours]
    assert at_home == []
    assert [one for one in graded.home.rglob("*") if "hostile" in one.name] == []
    assert graded.orphans == set()


def test_what_attackers_were_shown_holds_no_secret(graded: Class):
    """Attacks that look for something print FOUND where they find it, and SENT where they send it."""
    term = graded.course.root / "term"
    marks = ("FOUND ", "SENT ", "One point each", "BEGIN SOLUTION", (term / "secret").read_text())
    for name in graded.scores:
        outputs = json.dumps(graded.outputs(name))
        assert [mark for mark in marks if mark in outputs] == [], name


CLUMSY = {
    "AttributeError",
    "IndexError",
    "KeyError",
    "TypeError",
    "UnsupportedOperation",
    "ValueError",
}
"""Errors that an attack makes by itself, and never meant to."""


def test_attacks_were_carried_out(graded: Class):
    """An attack that stumbles over itself would pass for one that was held off."""
    for name in graded.scores:
        raised = {one["ename"] for one in graded.outputs(name) if one["output_type"] == "error"}
        assert not raised & CLUMSY, name


def test_feedback_runs_and_loads_nothing(graded: Class):
    graded.course.nbgrader("generate_feedback", LESSON, f"--student={SHOWN}", timeout=1800)
    pages = list((graded.course.root / "term" / "feedback").glob(f"*/{LESSON}/{LESSON}.html"))
    assert {path.parent.parent.name for path in pages} == set(fnmatch.filter(ATTACKS, SHOWN))
    secret = (graded.course.root / "term" / "secret").read_text()
    for path in pages:
        page = path.read_text("utf-8")
        soup = BeautifulSoup(page, "html.parser")
        assert soup.find_all(["script", "iframe", "object", "embed", "link", "base", "form"]) == []
        for element in soup.find_all(True):
            for name, value in element.attrs.items():
                assert not name.startswith("on"), path
                if name in ("src", "href", "xlink:href", "action"):
                    assert str(value).startswith(("data:image/", "#")), (path, value)
        assert secret not in page
        assert "One point each" not in page
        assert not re.search("[\u202a-\u202e\u2066-\u2069]", page), path


def test_every_attack_stands_in_the_table():
    table = (REPO / "docs" / "hostile-class.md").read_text("utf-8")
    for one in ATTACKS.values():
        assert one.tries.replace("|", "\\|") in table, f"{one.name}: run `python -m tools.hostile`."
