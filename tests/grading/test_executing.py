"""A submission through the room and the judge: what is earned, what a death costs, what is said."""

from __future__ import annotations

import base64
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook
from nbgrader.api import Gradebook
from traitlets.config import Config

from grading import executing, execution
from grading.executing import NURSERIES, WITHOUT_A_LOCK, ExecuteAndJudge
from grading.room import Limits, Sitting
from tests.course import REPO, Course, answer, solutions_of
from tools.solved import kernel_environment

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Locked rooms need Linux.")
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


AS_IN_LAB = [
    "import sys\nimport numpy as np\nimport matplotlib.pyplot as plt\nfrom neuronlab import show",
    "x = np.arange(6.0).reshape(2, 3)\nx",
    "x.sum();",
    "print('one', end=' '); print('two'); x.shape",
    "from IPython.display import HTML, Markdown, display\ndisplay(Markdown('*m*'), HTML('<b>h</b>'))",
    "plt.plot(x.T)\nplt.title('A title')\nprint('after')",
    "fig, axes = plt.subplots()\naxes.plot(x)\nplt.show()\nprint('after')",
    "from neuronlab.plots import figure\nfig, axes = figure()\nshow(fig, 'Empty axes.')",
    "def fails(n):\n    return 1 / n\n\nfails(0)",
    "def todo():\n    raise NotImplementedError\n\ntodo()",
    "x = = 1",
    "undefined",
    "%%capture held\nprint('held')",
    "held.stdout, _, Out[2].shape",
    "import asyncio\nawait asyncio.sleep(0.01, 'slept')",
    "class Odd:\n    def __repr__(self):\n        raise ValueError('odd')\n\nOdd()",
    "raise SystemExit(2)",
    "help(x.sum)",
    "input('?')",
]


def test_cells_show_what_they_show_in_a_kernel(tmp_path):
    """Everything but pictures is the same to the letter; pictures have the same size."""
    kernel = NotebookClient(
        new_notebook(cells=[new_code_cell(cell) for cell in AS_IN_LAB]),
        allow_errors=True,
        kernel_name="python3",
        extra_arguments=["--HistoryManager.hist_file=:memory:", "--log-level=40"],
        resources={"metadata": {"path": str(tmp_path)}},
    ).execute(env=kernel_environment(REPO))
    with NURSERIES.lent(True) as nursery, Sitting(nursery, Limits()) as sitting:
        for cell in kernel.cells:
            assert steady(sitting.run(cell.source).outputs) == steady(cell.outputs), cell.source


def steady(outputs: list[dict]) -> list[dict]:
    """Outputs without what may differ: paths, numbers of the machine, metadata and a picture's pixels."""
    found = []
    for output in outputs:
        one = {name: value for name, value in output.items() if name != "metadata"}
        if "image/png" in one.get("data", {}):
            picture = base64.b64decode(one["data"]["image/png"])
            one["data"] = {**one["data"], "image/png": picture[16:24].hex()}
        if one["output_type"] == "error":
            one["evalue"] = re.sub(r"<ipython-input-[^>]*>|\d+\.py", "CELL", one["evalue"])
            one["traceback"] = len(one["traceback"]) > 0
            if "input" in one["evalue"]:
                one["evalue"] = "no input"
        text = one.get("text", "")
        if "UserWarning: To exit" in text:
            continue
        found.append(one)
    return found


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
    monkeypatch.setattr(execution, "GRACE", -9.0)
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

    settings = course.root / "nbgrader_config.py"
    told = f'import os\n\nos.environ["{executing.UNLOCKED}"] = "yes"\n'
    settings.write_text(told + settings.read_text())
    printed = course.nbgrader("autograde", LESSON)
    assert WITHOUT_A_LOCK in printed
    assert course.scores(LESSON)["learner"]["softmax"] == 4.0
    course.nbgrader("generate_feedback", LESSON)
    feedback = course.root / "term" / "feedback" / "learner" / LESSON / f"{LESSON}.html"
    assert WITHOUT_A_LOCK in feedback.read_text()
    with Gradebook(f"sqlite:///{Path(course.root)}/term/gradebook.db") as gradebook:
        comment = gradebook.find_comment("softmax-answer", LESSON, LESSON, "learner")
        assert comment.auto_comment == WITHOUT_A_LOCK


@pytest.mark.usefixtures("seed")
def test_verdicts_are_recorded_for_reports(course):
    nb = notebook(
        course, {"softmax-answer": "def softmax(scores):\n    return scores / scores.sum()"}
    )
    execute(nb)
    record = nb.metadata[executing.VERDICTS]
    assert set(record) == set(whole(nb))
    assert record["softmax"]["status"] == "not yet"
    assert not all(record["softmax"]["holds"])
    assert len(record["softmax"]["behaviours"]) == len(record["softmax"]["holds"])
    others = [one["status"] for name, one in record.items() if name != "softmax"]
    assert set(others) == {"holds"}
