"""A submission through the room and the judge: what is earned, what a death costs, what is said."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell
from nbgrader.api import Gradebook
from traitlets.config import Config

from grading import executing
from grading.executing import NURSERIES, WITHOUT_A_LOCK, ExecuteAndJudge
from tests.course import Course, answer, solutions_of

LESSON = "00_kinds"


@pytest.fixture(scope="module", autouse=True)
def _no_nursery_left() -> Iterator[None]:
    yield
    NURSERIES.close()


@pytest.fixture
def seed(monkeypatch) -> None:
    monkeypatch.setattr(executing, "_seed", lambda *_: [1, 2, 3])


def notebook(course: Course, changes: dict[str, str | None]) -> nbformat.NotebookNode:
    """The released notebook with right answers, some of them changed."""
    place = course.root / "answered.ipynb"
    right = solutions_of(course.solved(LESSON))
    source = course.root / "notebooks" / LESSON / f"{LESSON}.ipynb"
    answer(source, {**right, **changes}.get, place)
    return nbformat.read(place, as_version=4)


def execute(nb: nbformat.NotebookNode, **settings: object) -> dict[str, float]:
    """Run a notebook, and say what each exercise earned."""
    step = ExecuteAndJudge(config=Config(ExecuteAndJudge=settings))
    nb, _ = step.preprocess(nb, {"nbgrader": {"assignment": LESSON}})
    nbformat.validate(nb)
    return {
        cell.metadata.nbgrader.grade_id: float(cell.outputs[0].data["text/plain"])
        for cell in nb.cells
        if cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("grade")
    }


def whole(nb: nbformat.NotebookNode) -> dict[str, float]:
    return {
        cell.metadata.nbgrader.grade_id: float(cell.metadata.nbgrader.points)
        for cell in nb.cells
        if cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("grade")
    }


def shown(nb: nbformat.NotebookNode, name: str) -> str:
    """All that a check cell shows."""
    for cell in nb.cells:
        if cell.metadata.get("nbgrader", {}).get("grade_id") == name:
            return json.dumps(cell.outputs)
    raise AssertionError(name)


@pytest.mark.usefixtures("seed")
def test_right_answers_earn_all(course):
    nb = notebook(course, {})
    assert execute(nb) == whole(nb)
    assert [cell.execution_count for cell in nb.cells if cell.cell_type == "code"][:2] == [1, 2]


@pytest.mark.usefixtures("seed")
@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("import os; os._exit(0)", "Python ended while this cell ran"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "Python ended"),
        ("import ctypes; ctypes.string_at(0)", "Python ended"),
        ("import os; os.closerange(0, 100)", "Python ended"),
    ],
)
def test_a_death_costs_the_exercise_in_which_it_happened(course, body, said):
    nb = notebook(course, {"softmax-answer": f"def softmax(scores):\n    {body}"})
    assert execute(nb) == {**whole(nb), "softmax": 0.0}
    assert said in shown(nb, "softmax")


@pytest.mark.usefixtures("seed")
def test_an_answer_that_never_ends_costs_its_exercise(course, monkeypatch):
    monkeypatch.setattr(executing, "GRACE", -9.0)
    monkeypatch.setattr("grading.room.room.GRACE", 0.5)
    body = "import itertools\n    return sum(itertools.count())"
    nb = notebook(course, {"softmax-answer": f"def softmax(scores):\n    {body}"})
    assert execute(nb, timeout=2) == {**whole(nb), "softmax": 0.0}
    assert "longer than" in shown(nb, "softmax")


@pytest.mark.usefixtures("seed")
def test_what_a_cell_shows_is_never_a_grade(course):
    forged = (
        "import sys\nsys.displayhook = lambda value: None\n"
        "def softmax(scores):\n    print(99); return scores\n99"
    )
    nb = notebook(course, {"softmax-answer": forged})
    unknown = new_code_cell("4", metadata={"nbgrader": {"grade_id": "unknown", "grade": True}})
    unknown.metadata.nbgrader.update(
        {"points": 4, "solution": False, "locked": True, "schema_version": 3, "task": False}
    )
    nb.cells.append(unknown)
    earned = execute(nb)
    assert earned["unknown"] == 0
    assert earned["softmax"] < 4


@pytest.mark.usefixtures("seed")
def test_a_notebook_has_only_so_much_time(course):
    nb = notebook(course, {"neuron_loop-answer": "while True: pass"})
    earned = execute(nb, submission_timeout=1.0)
    assert set(earned.values()) == {0.0}
    assert "were used up" in shown(nb, "softmax")


@pytest.mark.usefixtures("seed")
def test_without_a_lock_it_is_said(course, monkeypatch):
    monkeypatch.setenv(executing.UNLOCKED, "yes")
    nb = notebook(course, {})
    assert execute(nb) == whole(nb)
    assert WITHOUT_A_LOCK in nb.cells[0].source
    assert nb.metadata.neuronlab_room == "unlocked"


def test_where_there_is_no_lock_grading_refuses_unless_told_to_go_on(course, tmp_path, monkeypatch):
    course.nbgrader("generate_assignment", LESSON, "--force")
    course.hand_in("learner", LESSON, solutions_of(course.solved(LESSON)).get)
    monkeypatch.setenv("PATH", str(tmp_path))
    printed = course.nbgrader("autograde", LESSON, ok=False)
    assert "bubblewrap (the command `bwrap`) is not installed" in printed
    assert "NEURONLAB_UNLOCKED=yes" in printed
    assert not (course.root / "term" / "autograded" / "learner" / LESSON).exists()

    printed = course.nbgrader("autograde", LESSON, NEURONLAB_UNLOCKED="yes")
    assert WITHOUT_A_LOCK in printed
    assert course.scores(LESSON)["learner"]["softmax"] == 4.0
    course.nbgrader("generate_feedback", LESSON)
    feedback = course.root / "term" / "feedback" / "learner" / LESSON / f"{LESSON}.html"
    assert WITHOUT_A_LOCK in feedback.read_text()
    with Gradebook(f"sqlite:///{Path(course.root)}/term/gradebook.db") as gradebook:
        comment = gradebook.find_comment("softmax-answer", LESSON, LESSON, "learner")
        assert comment.auto_comment == WITHOUT_A_LOCK
