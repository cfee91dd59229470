"""A learner's first ten minutes, in the real JupyterLab and a real browser."""

from __future__ import annotations

import json
import re
import shutil

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from tests.course import REPO, solutions_of
from tests.serving import scratch_course, served
from tools import build
from tools.browser import chromium

LESSON = "00_start"
OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
WAIT = 60_000
"""Milliseconds that Lab gets; a good machine needs a tenth."""


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A scratch copy of the course with its first lesson."""
    root = scratch_course(tmp_path_factory.mktemp("course"))
    shutil.copytree(REPO / "notebooks" / LESSON, root / "notebooks" / LESSON)
    return root


@pytest.fixture(scope="module")
def page(course, tmp_path_factory):
    """Lab with the first lesson open, every cell drawn, no help from outside."""
    home = tmp_path_factory.mktemp("learner")
    settings = home / "config_dir" / "lab" / "user-settings" / "@jupyterlab"
    for name, content in {
        "notebook-extension/tracker": {"windowingMode": "none"},
        "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
    }.items():
        path = settings / f"{name}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(content))
    with served("tools.lab", course, home) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=OPTIONS)
        page = browser.new_page(viewport={"width": 1200, "height": 900})
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.asked = asked
        page.goto(
            f"http://127.0.0.1:{server.port}/lab/tree/{LESSON}/{LESSON}.ipynb?token={server.token}"
        )
        page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=WAIT)
        expect(page.locator(".jp-Notebook-ExecutionIndicator")).to_have_attribute(
            "data-status", "idle", timeout=WAIT
        )
        yield page
        browser.close()


def cell(page: Page, text: str):
    """The first code cell that contains some text now; it stays this one when its text changes."""
    cells = page.locator(".jp-CodeCell")
    expect(cells.filter(has_text=text).first).to_be_attached(timeout=WAIT)
    texts = [one.replace("\xa0", " ") for one in cells.locator(".jp-InputArea").all_inner_texts()]
    place = next(index for index, one in enumerate(texts) if text in one)
    return cells.nth(place)


def enter(page: Page, place) -> None:
    """Click into a cell until it takes what is typed: Lab may still be moving the page."""
    for _ in range(20):
        place.locator(".cm-content").click()
        page.wait_for_timeout(200)
        if place.locator(".cm-focused").count():
            return
    raise AssertionError("The cell does not take the keyboard.")


def write(page: Page, start: str, source: str) -> None:
    """Replace what a cell holds, as a person would: select all, type over it, run it."""
    place = cell(page, start)
    for _ in range(5):
        enter(page, place)
        page.keyboard.press("Control+A")
        page.keyboard.insert_text(source)
        page.wait_for_timeout(100)
        if "".join(source.split()) == "".join(place.locator(".cm-content").inner_text().split()):
            break
    go(page, place)


def run(page: Page, start: str):
    """Run a cell and return its outputs."""
    place = cell(page, start)
    go(page, place)
    return place.locator(".jp-OutputArea-output")


def go(page: Page, place) -> None:
    """Run a cell and wait until it has run."""
    prompt = place.locator(".jp-InputPrompt")
    before = prompt.inner_text()
    for _ in range(5):
        enter(page, place)
        page.keyboard.press("Shift+Enter")
        try:
            expect(prompt).not_to_have_text(before, timeout=5_000)
            break
        except AssertionError:
            continue
    expect(prompt).to_have_text(re.compile(r"\[\d+\]:"), timeout=WAIT)


def solution(name: str) -> str:
    import nbformat

    solved = nbformat.read(build.solved_of(REPO, LESSON), as_version=4)
    return solutions_of(solved)[f"{name}-answer"]


def test_first_ten_minutes(page):
    # Run All reaches the end and says calmly what is not answered yet
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    last = page.locator(".jp-CodeCell").filter(has_text="progress()").last
    expect(last.locator(".jp-OutputArea-output")).to_contain_text("Your progress", timeout=3 * WAIT)
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
    write(page, "def double(x)", solution("double"))
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


def test_progress_survives_a_restart(page):
    page.get_by_role("menuitem", name="Kernel", exact=True).click()
    page.locator(".lm-Menu-itemLabel", has_text="Restart Kernel…").first.click()
    page.locator(".jp-Dialog").get_by_role("button", name="Confirm Kernel Restart").click()
    expect(page.locator(".jp-Notebook-ExecutionIndicator")).to_have_attribute(
        "data-status", "idle", timeout=WAIT
    )
    run(page, "import numpy as np")
    outputs = run(page, "progress()")
    expect(outputs.get_by_role("img", name="double: done")).to_be_visible(timeout=WAIT)


def test_nothing_was_asked_from_outside(page):
    outside = [
        url for url in page.asked if not url.startswith(("http://127.0.0.1", "data:", "blob:"))
    ]
    assert [url for url in outside if not url.startswith("attachment:")] == []
