"""The teacher's way through a lesson with the formgrader of `make teach`, in a real browser.

With its buttons: a due date, a new assignment, generate, release, collect, autograde, points and a comment for an
answer in words, feedback made and given back. With commands: what the learner does (fetch, submit; the learner's
own way is in `test_learner.py`), and the export, for which the formgrader has no button.
The tests are the steps of one story, in their order.
"""

from __future__ import annotations

import csv
import shutil

import pytest
from playwright.sync_api import FrameLocator, expect

from tests.browser import lab
from tests.browser.lab import WAIT
from tests.course import REPO, Course, answer, solutions_of
from tests.serving import scratch_course, served

LESSON = "01_neuron"
WORDS = "One line would have to part the corners, with $w_1 + w_2 + 2b > 0$ on one side."
COMMENT = "Two of three: say why the border is a line."


@pytest.fixture(scope="module")
def course(exchange, tmp_path_factory) -> Course:
    """A course with one lesson, of which nothing is generated yet."""
    source = tmp_path_factory.mktemp("source")
    shutil.copytree(
        REPO / "solutions" / "notebooks" / LESSON, source / "solutions" / "notebooks" / LESSON
    )
    root = scratch_course(tmp_path_factory.mktemp("course"))
    return Course(root, source, NEURONLAB_EXCHANGE=str(exchange))


@pytest.fixture(scope="module")
def opened(course, exchange, tmp_path_factory):
    """Lab as `make teach` serves it, and a watch on what it asks for."""
    home = tmp_path_factory.mktemp("teacher")
    lab.settle(home)
    with (
        served("tools.teach", course.root, home, NEURONLAB_EXCHANGE=str(exchange)) as server,
        lab.browsing() as browser,
    ):
        yield lab.opened(browser, server)


@pytest.fixture
def formgrader(page) -> FrameLocator:
    """What the formgrader shows, inside of Lab."""
    if not page.locator("iframe").count():
        lab.choose(page, "Nbgrader", "Formgrader")
    return page.frame_locator("iframe")


def row(formgrader: FrameLocator, lesson: str = LESSON):
    """A lesson's line in the list of assignments."""
    found = formgrader.locator("#main-table tr").filter(
        has=formgrader.locator(f'td.name[data-order="{lesson}"]')
    )
    expect(found).to_have_count(1, timeout=WAIT)
    return found


def press(formgrader: FrameLocator, place, button: str, says: str) -> None:
    """Press one of a line's buttons, read what it says, and close that."""
    place.locator(f"td.{button} a").click()
    said = formgrader.locator(".modal-dialog")
    expect(said).to_contain_text(says, timeout=2 * WAIT)
    said.get_by_role("button", name="OK").click()
    expect(said).to_have_count(0, timeout=WAIT)


def test_the_lesson_is_listed_and_gets_a_due_date(formgrader):
    row(formgrader).locator("td.edit a").click()
    dialog = formgrader.locator("#edit-assignment-modal")
    dialog.locator(".modal-duedate").fill("2031-12-01T18:00")
    dialog.get_by_role("button", name="Save").click()
    expect(row(formgrader).locator("td.duedate")).to_contain_text("2031-12-01 18:00", timeout=WAIT)


def test_an_assignment_of_ones_own_is_created(formgrader, course):
    formgrader.get_by_role("link", name="Add new assignment...").click()
    dialog = formgrader.locator("#add-assignment-modal")
    dialog.locator("input.name").fill("12_own")
    dialog.get_by_role("button", name="Save").click()
    expect(row(formgrader, "12_own").locator("td.status")).to_have_text("draft", timeout=WAIT)
    assert (course.root / "solutions" / "notebooks" / "12_own").is_dir()


def test_the_lesson_is_generated_and_released(formgrader, course):
    press(formgrader, row(formgrader), "assign", "Successfully created the student version")
    made = (course.root / "notebooks" / LESSON / f"{LESSON}.ipynb").read_bytes()
    assert made == (REPO / "notebooks" / LESSON / f"{LESSON}.ipynb").read_bytes()
    press(formgrader, row(formgrader), "release", "Successfully released")
    expect(row(formgrader).locator("td.status")).to_have_text("released")


def test_a_submission_is_collected_and_graded(formgrader, course, tmp_path):
    course.nbgrader("fetch_assignment", LESSON, cwd=tmp_path)
    right = solutions_of(course.solved(LESSON))
    answers = {**right, "repair_neuron-answer": lab.FRIENDS_NEURON}
    mine = tmp_path / LESSON / f"{LESSON}.ipynb"
    answer(mine, answers.get, mine)
    mine.write_text(mine.read_text("utf-8").replace("*Write your answer here.*", WORDS), "utf-8")
    course.nbgrader("submit", LESSON, cwd=tmp_path)

    press(formgrader, row(formgrader), "collect", "Successfully collected")
    row(formgrader).locator("td.num-submissions a").click()
    submission = formgrader.locator("#main-table tr").filter(has_text="needs autograding")
    expect(submission).to_have_count(1, timeout=WAIT)
    press(formgrader, formgrader.locator("#main-table tr"), "autograde", "Successfully autograded")
    graded = formgrader.locator("#main-table tr")
    expect(graded.locator("td.status")).to_have_text("needs manual grading", timeout=WAIT)
    expect(graded.locator("td.score")).to_have_text("17 / 22")


def test_an_answer_in_words_is_graded_beside_its_marking_scheme(formgrader, course):
    formgrader.get_by_role("link", name="Manual Grading").first.click()
    formgrader.get_by_role("link", name=LESSON).click()
    formgrader.get_by_role("link", name=LESSON).last.click()
    formgrader.get_by_role("link", name="Submission #1").click()

    expect(formgrader.get_by_text("One line would have to part the corners")).to_be_visible(
        timeout=WAIT
    )
    assert formgrader.locator("math").count() > 10  # formulas are there without MathJax
    question = formgrader.locator(".nbgrader_cell").filter(has=formgrader.locator("#neuron-words"))
    expect(question).to_contain_text("One point each:")
    expect(question).to_contain_text("Draws the contradiction")

    question.locator("#neuron-words").fill("2")
    question.locator("#neuron-words").press("Tab")
    question.locator("#neuron-words-comment").fill(COMMENT)
    question.locator("#neuron-words-comment").press("Escape")  # the formgrader's key for saving
    expect(question.locator(".comment-saved")).to_be_visible(timeout=WAIT)
    expect(question.locator(".comment-saved")).not_to_be_visible(timeout=WAIT)
    [scores] = course.scores(LESSON).values()
    assert (scores["neuron-words"], scores["repair_neuron"]) == (2, 0)


def test_feedback_is_made_and_given_back(formgrader, course):
    formgrader.get_by_role("link", name="Manual Grading").first.click()
    formgrader.get_by_role("link", name="Manage Assignments").click()
    press(formgrader, row(formgrader), "generate-feedback", "Successfully generated feedback")
    press(formgrader, row(formgrader), "release-feedback", "Successfully released feedback")
    [page] = (course.root / "term" / "feedback").glob(f"*/{LESSON}/{LESSON}.html")
    text = page.read_text("utf-8")
    assert COMMENT in text
    assert "Draws the contradiction" not in text


def test_the_grades_are_exported(course):
    course.nbgrader("export", "--to", "term/grades.csv")
    with (course.root / "term" / "grades.csv").open(encoding="utf-8") as file:
        [line] = [line for line in csv.DictReader(file) if line["assignment"] == LESSON]
    assert (float(line["score"]), float(line["max_score"])) == (19, 22)


def test_nothing_was_asked_from_outside_and_nothing_went_wrong(opened):
    opened[1].assert_quiet()
