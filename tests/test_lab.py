"""`make lab` and `make teach`, started for real in a scratch copy of the course and asked over HTTP."""

from __future__ import annotations

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from tests.serving import scratch_course, served

LESSON = "01_scratch"


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A scratch copy of the course with one small lesson."""
    root = scratch_course(tmp_path_factory.mktemp("course"))
    notebook = new_notebook(cells=[new_code_cell("1 + 1")])
    for folder in ("notebooks", "solutions/notebooks"):
        (root / folder / LESSON).mkdir(parents=True)
        nbformat.write(notebook, root / folder / LESSON / f"{LESSON}.ipynb")
    return root


@pytest.fixture(scope="module")
def lab(course, tmp_path_factory):
    """A learner's Lab."""
    with served("tools.lab", course, tmp_path_factory.mktemp("learner")) as server:
        yield server


@pytest.fixture(scope="module")
def teach(course, tmp_path_factory):
    """A teacher's Lab."""
    with served("tools.teach", course, tmp_path_factory.mktemp("teacher")) as server:
        yield server


class TestLab:
    """What a learner gets."""

    def test_lab_is_served(self, lab):
        status, page = lab.ask("/lab")
        assert status == 200
        assert "jupyter-config-data" in page

    def test_the_lessons_are_there_and_nothing_else(self, lab):
        content = lab.json("/api/contents")["content"]
        assert [one["name"] for one in content] == [LESSON]

    def test_a_notebook_can_be_read(self, lab):
        notebook = lab.json(f"/api/contents/{LESSON}/{LESSON}.ipynb")
        assert notebook["content"]["cells"][0]["source"] == "1 + 1"
        assert notebook["writable"]

    def test_a_kernel_reaches_the_checks_and_not_the_solutions(self, lab, course):
        found = lab.run(
            f"{LESSON}/{LESSON}.ipynb",
            "import importlib.util, os\n"
            "for name in ('neuronlab', 'solutions', 'grading', 'tools'):\n"
            "    print(name, importlib.util.find_spec(name) is not None)\n"
            "from neuronlab import check\n"
            "from neuronlab.keeping import folder\n"
            "print(folder())\n",
        )
        assert found.splitlines() == [
            "neuronlab True",
            "solutions False",
            "grading False",
            "tools False",
            str(course / "work" / ".neuronlab"),
        ]

    def test_nbgrader_finds_the_course(self, lab):
        found = lab.json("/assignments?course_id=neuronlab")
        assert found == {"success": True, "value": []}

    def test_a_learner_meets_no_formgrader(self, lab):
        assert lab.ask("/formgrader")[0] == 404
        assert '"@jupyter/nbgrader:formgrader"' in lab.ask("/lab")[1]


class TestTeach:
    """What a teacher gets."""

    def test_the_formgrader_lists_the_assignments(self, teach):
        assert teach.ask("/formgrader")[0] == 200
        found = teach.json("/formgrader/api/assignments")
        assert [one["name"] for one in found] == [LESSON]

    def test_a_solved_notebook_finds_the_solutions(self, teach):
        found = teach.run(
            f"solutions/notebooks/{LESSON}/{LESSON}.ipynb",
            "from solutions import against_reference\nprint('found')",
        )
        assert found == "found\n"


def test_a_release_is_fetched_into_the_work_and_can_be_handed_in(lab, teach, course):
    mine = course / "work" / LESSON / f"{LESSON}.ipynb"
    mine.write_text(mine.read_text("utf-8").replace("1 + 1", "2 + 2"), "utf-8")
    released = teach.json(f"/formgrader/api/assignment/{LESSON}/release", x=0)
    assert released["success"], released
    [assignment] = lab.json("/assignments?course_id=neuronlab")["value"]
    assert (assignment["status"], assignment["path"]) == ("fetched", LESSON)
    handed_in = lab.json("/assignments/submit", assignment_id=LESSON, course_id="neuronlab")
    assert handed_in["success"], handed_in
    [inbound] = (course / "term" / "exchange" / "neuronlab" / "inbound").iterdir()
    assert "2 + 2" in (inbound / f"{LESSON}.ipynb").read_text("utf-8")
