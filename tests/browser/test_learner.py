"""The learner's way through a graded lesson: real JupyterLab, real nbgrader, a real browser.

The teacher's side is nbgrader's own commands, in a course of its own; the two share an exchange and nothing else.
The tests are the steps of one story, in their order.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser import lab
from tests.browser.lab import WAIT, cell, run, write
from tests.course import REPO, Course
from tests.serving import scratch_course, served

LESSON = "01_neuron"
BIAS_EVERY_TIME = """def neuron_loop(inputs, weights, bias):
    total = 0.0
    for x, w in zip(inputs, weights):
        total += x * w + bias
    return total
"""


@pytest.fixture(scope="module")
def teacher(exchange, tmp_path_factory) -> Course:
    """A course of which one lesson is released."""
    source = tmp_path_factory.mktemp("source")
    for folder in ("solutions/notebooks", "notebooks"):
        shutil.copytree(REPO / folder / LESSON, source / folder / LESSON)
    course = Course(tmp_path_factory.mktemp("teacher"), source, NEURONLAB_EXCHANGE=str(exchange))
    course.nbgrader("generate_assignment", LESSON, "--force")
    course.nbgrader("release_assignment", LESSON)
    return course


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """The learner's own copy of the course, in which the lesson is not there yet."""
    return scratch_course(tmp_path_factory.mktemp("course"))


@pytest.fixture(scope="module")
def opened(teacher, exchange, folder, tmp_path_factory):
    """Lab as `make lab` serves it, and a watch on what it asks for."""
    home = tmp_path_factory.mktemp("learner")
    lab.settle(home)
    with (
        served("tools.lab", folder, home, NEURONLAB_EXCHANGE=str(exchange)) as server,
        lab.browsing() as browser,
    ):
        yield lab.opened(browser, server)


def assignments(page, status: str):
    """The rows of one of nbgrader's three lists."""
    return page.locator(f"#{status}_assignments_list > .list_item")


def test_the_lesson_is_fetched_and_opened(page, folder):
    lab.choose(page, "Nbgrader", "Assignment List")
    released = assignments(page, "released")
    expect(released).to_have_count(1, timeout=WAIT)
    expect(released.locator(".item_name")).to_have_text(LESSON)
    released.get_by_role("button", name="Fetch").click()
    fetched = assignments(page, "fetched")
    expect(fetched).to_have_count(1, timeout=WAIT)
    assert (folder / "work" / LESSON / f"{LESSON}.ipynb").is_file()

    fetched.get_by_text(LESSON, exact=True).first.click()
    fetched.locator(".item_name a").get_by_text(LESSON, exact=True).last.click()
    lab.wait_for_notebook(page)


def test_it_runs_from_top_to_bottom(page):
    lab.run_all(page)
    answered = cell(page, 'check("neuron_loop", neuron_loop)').locator(".jp-OutputArea-output")
    expect(answered).to_have_text("neuron_loop: not yet answered.")
    assert page.locator(".jp-OutputArea-output", has_text="Traceback").count() == 0


def test_a_mistake_is_named_a_hint_opened_and_the_answer_mended(page):
    write(page, "def neuron_loop(", BIAS_EVERY_TIME)
    report = run(page, 'check("neuron_loop", neuron_loop)').get_by_role("status")
    expect(report).to_contain_text("the bias is added once for every input", timeout=WAIT)
    expect(report).to_contain_text("smallest case")

    prompt = page.locator(".jp-MarkdownCell").filter(has_text="Exercise: neuron_loop")
    hint = prompt.locator("details").filter(has_text="a till at a supermarket")
    expect(hint.get_by_text("Think of a till")).not_to_be_visible()
    hint.locator("summary").click()
    expect(hint.get_by_text("Think of a till")).to_be_visible()

    write(page, "def neuron_loop(", lab.solution(LESSON, "neuron_loop"))
    report = run(page, 'check("neuron_loop", neuron_loop)').get_by_role("status")
    expect(report).to_contain_text("3 of 3 behaviours hold", timeout=WAIT)


def test_a_prediction_is_made(page):
    write(page, "predict_neuron = None", "predict_neuron = 2.3")
    outputs = run(page, 'check("predict_neuron", predict_neuron)')
    expect(outputs.first).to_contain_text("yes, that is it", timeout=WAIT)


def test_a_slider_is_moved_with_the_keyboard_and_the_picture_follows(page):
    for name in ("neuron_dot", "decision_line"):
        write(page, f"def {name}(", lab.solution(LESSON, name))
    played = cell(page, "play(")
    lab.go(page, played)
    picture = played.get_by_role("img", name="A neuron with weights 1.0 and 2.0 and bias -4.0")
    expect(picture).to_be_visible(timeout=WAIT)
    before = picture.get_attribute("src")

    slider = played.locator(".noUi-handle").first
    slider.focus()
    page.keyboard.press("ArrowRight")
    moved = played.get_by_role("img", name="A neuron with weights 1.1 and 2.0 and bias -4.0")
    expect(moved).to_be_visible(timeout=WAIT)
    assert moved.get_attribute("src") != before


def test_the_progress_shows_what_is_done(page):
    outputs = run(page, "progress()")
    for name, state in (("neuron_loop", "done"), ("and_gate", "still to come")):
        expect(outputs.get_by_role("img", name=f"{name}: {state}")).to_be_visible(timeout=WAIT)


def test_validating_says_what_does_not_hold_yet(page):
    write(page, "def repair_neuron(", lab.FRIENDS_NEURON)
    page.locator(".validate-button").click()  # it saves, too
    dialog = page.locator(".jp-Dialog")
    expect(dialog).to_contain_text("repair_neuron", timeout=3 * WAIT)
    expect(dialog).to_contain_text("the bias still counts once for every input")
    expect(dialog).not_to_contain_text('check("neuron_loop"')
    dialog.get_by_role("button").last.click()


def test_the_lesson_is_handed_in(page, teacher):
    page.get_by_role("tab", name="Assignments").click()
    assignments(page, "fetched").get_by_role("button", name="Submit").click()
    expect(assignments(page, "submitted")).to_have_count(1, timeout=WAIT)

    teacher.nbgrader("collect", LESSON)
    teacher.nbgrader("autograde", LESSON)
    teacher.nbgrader("generate_feedback", LESSON)
    teacher.nbgrader("release_feedback", LESSON)
    [scores] = teacher.scores(LESSON).values()
    assert (scores["neuron_loop"], scores["repair_neuron"], scores["and_gate"]) == (3, 0, 0)


def test_the_feedback_is_fetched_and_read(page):
    page.locator("#refresh_assignments_list").click()
    submitted = assignments(page, "submitted")
    expect(submitted).to_contain_text("feedback available to fetch", timeout=WAIT)
    submitted.get_by_role("button", name="Fetch Feedback").click()
    page.get_by_text("(view feedback)").click()
    page.locator(".jp-DirListing-item").filter(has_text=f"{LESSON}.html").dblclick()
    feedback = page.frame_locator(".jp-HTMLViewer iframe")
    named = feedback.get_by_text("the bias still counts once for every input").first
    expect(named).to_be_attached(timeout=WAIT)


def test_the_feedback_page_loads_nothing_and_runs_nothing(opened, folder):
    """The same page as a file of its own, as somebody opens it who was sent it."""
    [path] = (folder / "work" / LESSON / "feedback").glob(f"*/{LESSON}.html")
    page = opened[0].context.browser.new_page()
    watch = lab.Watch(page)
    page.goto(path.as_uri())
    expect(page.locator("body")).to_contain_text("3 of 3 behaviours hold")
    expect(page.locator("body")).to_contain_text("smallest case")
    assert page.locator("math").count() > 10
    assert all(url.startswith(("file:", "data:")) for url in watch.requests)
    watch.assert_quiet()


def test_nothing_was_asked_from_outside_and_nothing_went_wrong(opened):
    opened[1].assert_quiet()
