"""A learner's first ten minutes, in the real JupyterLab and a real browser."""

from __future__ import annotations

import re
import shutil

import pytest
from playwright.sync_api import expect

from tests.browser import lab
from tests.browser.lab import WAIT, cell, run, write
from tests.course import REPO
from tests.serving import scratch_course, served

LESSON = "00_start"


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A scratch copy of the course with its first lesson."""
    root = scratch_course(tmp_path_factory.mktemp("course"))
    shutil.copytree(REPO / "notebooks" / LESSON, root / "notebooks" / LESSON)
    return root


@pytest.fixture(scope="module")
def opened(course, tmp_path_factory):
    """Lab with the first lesson open, and a watch on what it asks for."""
    home = tmp_path_factory.mktemp("learner")
    lab.settle(home)
    with served("tools.lab", course, home) as server, lab.browsing() as browser:
        yield lab.opened(browser, server, f"{LESSON}/{LESSON}.ipynb")


def test_first_ten_minutes(page):
    # Run All reaches the end and says calmly what is not answered yet
    lab.run_all(page)
    answered = cell(page, 'check("double", double)').locator(".jp-OutputArea-output")
    expect(answered).to_have_text("double: not yet answered.")
    assert page.locator(".jp-OutputArea-output", has_text="Traceback").count() == 0

    # a mistake is named, with the words that a screen reader hears
    write(page, "def double(x)", "def double(x):\n    return x * 2\n")
    outputs = run(page, 'check("double", double)')
    report = outputs.get_by_role("status")
    expect(report).to_contain_text("It looks as if", timeout=WAIT)
    expect(report).to_contain_text("list")
    expect(report).to_contain_text("smallest case")

    # mended, it holds, and the progress shows it
    write(page, "def double(x)", lab.solution(LESSON, "double"))
    outputs = run(page, 'check("double", double)')
    expect(outputs.get_by_role("status")).to_contain_text("4 of 4 behaviours hold", timeout=WAIT)
    assert page.locator(".jp-OutputArea-output", has_text="Traceback").count() == 0
    outputs = run(page, "progress()")
    expect(outputs).to_contain_text("1 of", timeout=WAIT)
    expect(outputs.get_by_role("img", name="double: done")).to_be_visible()

    # a prediction
    write(page, "predict_list = None", "predict_list = [2, 4, 6]")
    outputs = run(page, 'check("predict_list", predict_list)')
    expect(outputs.first).to_contain_text("not this", timeout=WAIT)
    write(page, "predict_list = [2, 4, 6]", "predict_list = [1, 2, 3, 1, 2, 3]")
    outputs = run(page, 'check("predict_list", predict_list)')
    expect(outputs.first).to_contain_text("yes, that is it", timeout=WAIT)


def test_a_restart_runs_all_and_takes_no_progress_away(page):
    last = page.locator(".jp-CodeCell").filter(has_text="progress()").last
    prompt = last.locator(".jp-InputPrompt")
    before = prompt.inner_text()
    assert (
        int(before.strip("[]: ")) > page.locator(".jp-CodeCell").count()
    )  # it was run again by hand
    lab.choose(page, "Kernel", "Restart Kernel and Run All Cells…")
    page.locator(".jp-Dialog").get_by_role("button", name="Confirm Kernel Restart").click()
    expect(prompt).not_to_have_text(before, timeout=WAIT)
    expect(prompt).to_have_text(re.compile(r"\[\d+\]:"), timeout=3 * WAIT)
    assert int(prompt.inner_text().strip("[]: ")) <= page.locator(".jp-CodeCell").count()
    expect(last.get_by_role("img", name="double: done")).to_be_visible(timeout=WAIT)
    assert page.locator(".jp-OutputArea-output", has_text="Traceback").count() == 0


def test_nothing_was_asked_from_outside_and_nothing_went_wrong(opened):
    opened[1].assert_quiet()
