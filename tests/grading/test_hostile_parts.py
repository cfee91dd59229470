"""What the hostile class found, one by one: each was a gain, a crash or a leak once."""

from __future__ import annotations

import json
import logging
import os

import numpy as np
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output
from nbgrader import utils
from nbgrader.api import Gradebook
from traitlets.config import Config

from grading.executing import _seed, rendered
from grading.feedback import MakeHarmless
from grading.gate import copy_plain
from grading.judge import Judge
from grading.known import always_known, known_before
from grading.recording import SaveJudgedGrades
from neuronlab import expected as public
from neuronlab.exercises import exercises
from neuronlab.judging import Verdict
from neuronlab.observing import Observation, observe_all
from neuronlab.plain import decode
from solutions import oracle, reference

SEED = [8, 1, 5, 3]


def graded(outputs: list) -> object:
    cell = new_code_cell("check('softmax', softmax)", outputs=outputs)
    cell.metadata["nbgrader"] = {
        "cell_type": "code",
        "grade": True,
        "grade_id": "softmax",
        "locked": True,
        "points": 4,
        "schema_version": 3,
        "solution": False,
        "task": False,
    }
    return cell


def test_points_stay_readable_however_much_a_notebook_has_shown():
    """To nbgrader a result that is no number is full marks."""
    flood = [new_output("display_data", {"text/plain": "x" * 19_990}) for _ in range(90)]
    exercise = exercises()["softmax"]
    none = Verdict(exercise, "not yet", (False,) * 4)
    check = graded([])
    check.outputs = rendered(none, check)
    notebook = new_notebook(cells=[new_code_cell("", outputs=flood), check])
    notebook, _ = MakeHarmless().preprocess(notebook, {})
    assert "not shown" in json.dumps(notebook.cells[0].outputs)
    assert utils.determine_grade(notebook.cells[1]) == (0, 4)
    assert "0 of 4" in notebook.cells[1].outputs[0].data["text/html"]


UNREADABLE = [
    [],
    [new_output("stream", text="4")],
    [new_output("display_data", {"text/plain": "4"})],
    [new_output("execute_result", {"text/plain": "(the rest is not shown)"})],
    [new_output("execute_result", {"text/html": "4"})],
    [new_output("execute_result", {"text/plain": "5"})],
    [new_output("execute_result", {"text/plain": "nan"})],
]


@pytest.fixture
def place(tmp_path) -> dict[str, str]:
    """A submission in a gradebook of its own, as nbgrader names it to its steps."""
    url = f"sqlite:///{tmp_path}/gradebook.db"
    with Gradebook(url) as gradebook:
        gradebook.add_assignment("lesson")
        gradebook.add_notebook("lesson", "lesson")
        gradebook.add_grade_cell("softmax", "lesson", "lesson", max_score=4, cell_type="code")
        gradebook.add_student("learner")
        gradebook.add_submission("lesson", "learner", timestamp="2026-03-01 12:00:00")
    return {"notebook": "lesson", "assignment": "lesson", "student": "learner", "db_url": url}


def test_a_check_without_readable_points_earns_nothing_and_is_said(place, caplog):
    def earned(outputs: list) -> float:
        notebook = new_notebook(cells=[graded(outputs)])
        SaveJudgedGrades(config=Config()).preprocess(notebook, {"nbgrader": place})
        with Gradebook(place["db_url"]) as gradebook:
            return gradebook.find_grade("softmax", "lesson", "lesson", "learner").auto_score

    assert earned([new_output("execute_result", {"text/plain": "3"})]) == 3
    assert "points were expected" not in caplog.text
    assert [earned(outputs) for outputs in UNREADABLE] == [0] * len(UNREADABLE)
    assert caplog.text.count("points were expected") == len(UNREADABLE)


def test_the_same_time_with_other_code_meets_other_questions(tmp_path, place, monkeypatch):
    monkeypatch.setenv("NEURONLAB_SECRET", "one")

    def seed(*sources: str) -> list[int]:
        cells = [new_code_cell(source) for source in sources]
        return _seed(tmp_path, {"nbgrader": place}, new_notebook(cells=cells))

    assert seed("a", "b") == seed("a", "b")
    assert len({str(seed(*sources)) for sources in (("a", "b"), ("a", "c"), ("ab",), ("a",))}) == 4


def asked_and_told(name: str, answer_all) -> Verdict:
    """The judge's verdict on a room that answers what `answer_all(inputs)` says."""
    with Judge(SEED) as judge:
        line = judge.open(name)
        with line, line.makefile("rwb") as file:
            file.write(json.dumps({"check": name}).encode() + b"\n")
            file.flush()
            asked = json.loads(file.readline())["inputs"]
            inputs = [{key: decode(value) for key, value in one.items()} for one in asked]
            seen = [one.plain(packed=True) for one in answer_all(inputs)]
            file.write(json.dumps({"seen": seen}).encode() + b"\n")
            file.flush()
            file.readline()
        return judge.close()


def replayed(name: str):
    _, right, _ = public.load(name)
    return lambda inputs: [right[number % len(right)] for number in range(len(inputs))]


@pytest.mark.parametrize(
    "name", ["cross_entropy_one", "binary_cross_entropy", "sigmoid_slope", "l2_gradient", "Dropout"]
)
def test_sending_back_what_ships_with_the_course_earns_nothing(name):
    verdict = asked_and_told(name, replayed(name))
    assert verdict.points == 0
    assert verdict.status == "not yet"


def test_what_was_known_counts_where_something_else_was_found_out():
    """Who has the ordinary case right has the edges, too."""

    def clumsy(probabilities, label):
        found = max(float(probabilities[label]), 1e-7)
        probabilities[:] = 0  # costs one behaviour
        return -np.log(min(found, 1 - 1e-7))

    exercise = exercises()["cross_entropy_one"]
    verdict = asked_and_told(
        "cross_entropy_one", lambda inputs: observe_all(exercise, clumsy, inputs)[0]
    )
    assert verdict.holds == (True, True, True, False)


def test_an_honest_answer_loses_nothing():
    for name in ("cross_entropy_one", "and_gate", "neuron_order", "save_parameters", "decayed_lr"):
        answer, exercise = reference.ANSWERS[name], exercises()[name]
        verdict = asked_and_told(
            name, lambda inputs, a=answer, e=exercise: observe_all(e, a, inputs)[0]
        )
        assert verdict.status == "holds", name


def test_in_which_exercises_every_answer_was_known():
    """Two ask for numbers of one's own and have no inputs (docs/threat-model.md)."""
    quick = [name for name in exercises() if exercises()[name].seconds <= 10]
    assert len(quick) > 60
    always = set(quick)
    for seed in (SEED, [1], [2], [3]):
        for name in list(always):
            cases = oracle.questions(name, seed)
            known = known_before(exercises()[name], cases, oracle.expected(name, cases))
            if len(known) < len(exercises()[name].behaviours):
                always.discard(name)
    assert always == {"and_gate", "or_gate"}


def test_half_characters_in_an_observation_become_letters_that_can_be_written():
    plain = {
        "outputs": {"\ud800": ["other", "\udfff", None]},
        "raised": ["\ud800", "\ud800", "\ud800", 1],
        "changed": ["\ud800"],
        "warned": ["\ud800"],
    }
    json.dumps(Observation.from_plain(plain).plain(), ensure_ascii=False).encode("utf-8")


def test_a_file_with_a_second_name_is_not_collected(tmp_path, caplog):
    """On a shared exchange it may be the work of somebody else, or a file that only the teacher may read."""
    source, target, other = tmp_path / "inbound", tmp_path / "collected", tmp_path / "other.ipynb"
    source.mkdir()
    other.write_text("{}")
    os.link(other, source / "lesson.ipynb")
    (source / "timestamp.txt").write_text("2026-03-01 12:00:00 UTC")
    copy_plain(source, target, logging.getLogger("collect"))
    assert [one.name for one in target.iterdir()] == ["timestamp.txt"]
    assert "second name" in caplog.text


def test_no_grade_hangs_on_a_lucky_draw():
    """By chance the answer to a draw stands among its inputs; what waits is the same for everybody."""
    exercise = exercises()["neuron_order"]
    lucky = []
    for seed in range(30):
        cases = oracle.questions(exercise.name, [seed, 77])
        known = known_before(exercise, cases, oracle.expected(exercise.name, cases))
        assert always_known(exercise.name) <= known
        lucky.append(known - always_known(exercise.name))
    assert any(lucky)
    assert not all(lucky)
