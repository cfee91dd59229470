"""From release to export with nbgrader's own commands, for four learners."""

from __future__ import annotations

import csv

from tests.course import Course, answer, solutions_of

LESSON = "00_kinds"
SOFTMAX_OVER_THE_BATCH = """
def softmax(scores):
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=0, keepdims=True)
"""


def test_walk(course: Course):
    right = solutions_of(course.solved(LESSON))
    learners = {
        "solved": right.get,
        "part": {"neuron_loop-answer": right["neuron_loop-answer"]}.get,
        "untouched": {}.get,
        "mistaken": {**right, "softmax-answer": SOFTMAX_OVER_THE_BATCH}.get,
    }
    course.nbgrader("generate_assignment", LESSON, "--force")
    course.nbgrader("release_assignment", LESSON)
    for learner, answers in learners.items():
        home = course.root / "homes" / learner
        home.mkdir(parents=True)
        course.nbgrader("fetch_assignment", LESSON, cwd=home)
        notebook = home / LESSON / f"{LESSON}.ipynb"
        answer(notebook, answers, notebook)
        course.nbgrader("submit", LESSON, f"--student={learner}", cwd=home)
    course.nbgrader("collect", LESSON)
    course.nbgrader("autograde", LESSON)
    course.nbgrader("generate_feedback", LESSON)
    course.nbgrader("release_feedback", LESSON)
    home = course.root / "homes" / "mistaken"
    course.nbgrader("fetch_feedback", LESSON, "--student=mistaken", cwd=home)
    fetched = [page.read_text("utf-8") for page in home.rglob("*.html")]  # of all: one account here
    assert any("the sum runs over the batch" in page for page in fetched)
    course.nbgrader("export")

    scores = course.scores(LESSON)
    whole = {
        cell.metadata.nbgrader.grade_id: cell.metadata.nbgrader.points
        for cell in course.released(LESSON).cells
        if cell.metadata.get("nbgrader", {}).get("grade")
    }
    by_hand = {"kinds-words": 0.0}
    assert scores["solved"] == {**whole, **by_hand}
    assert scores["part"] == {**dict.fromkeys(whole, 0.0), **by_hand, "neuron_loop": 3.0}
    assert scores["untouched"] == {**dict.fromkeys(whole, 0.0), **by_hand}
    assert scores["mistaken"] == {**whole, **by_hand, "softmax": 0.0}

    with open(course.root / "grades.csv") as file:
        exported = {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)}
    assert exported["solved"] == sum(whole.values())
    assert exported["untouched"] == 0

    feedback = {
        learner: (course.root / f"term/feedback/{learner}/{LESSON}/{LESSON}.html").read_text()
        for learner in learners
    }
    assert "the sum runs over the batch (axis 0)" in feedback["mistaken"]
    assert "not yet answered" in feedback["untouched"]
    for page in feedback.values():
        assert "against_reference" not in page


def test_partial_credit_follows_behaviours(course: Course):
    right = solutions_of(course.solved(LESSON))
    in_place = right["softmax-answer"].replace(
        "powers = np.exp(scores - scores.max(axis=1, keepdims=True))",
        "scores -= scores.max(axis=1, keepdims=True)\n    powers = np.exp(scores)",
    )
    assert in_place != right["softmax-answer"]
    course.nbgrader("generate_assignment", LESSON, "--force")
    course.hand_in("in-place", LESSON, {**right, "softmax-answer": in_place}.get)
    course.nbgrader("autograde", LESSON)
    assert course.scores(LESSON)["in-place"]["softmax"] == 3.0
