"""JupyterLab in a real browser, driven as a person would: shared by the tests in this folder."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Iterator
from pathlib import Path

import nbformat
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from tests.course import REPO, solutions_of
from tests.serving import Server
from tools import build
from tools.browser import chromium

OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
FRIENDS_NEURON = """def repair_neuron(inputs, weights, bias):
    total = 0.0
    for i in range(len(inputs)):
        total = total + inputs[i] * weights[i] + bias
    return total
"""
"""The friend's neuron of lesson 01 as it was: handed in so, its mistake stands in the feedback."""

WAIT = 60_000
"""Milliseconds that Lab gets; a good machine needs a tenth."""

HERE = re.compile(r"(https?|wss?)://127\.0\.0\.1[:/]|data:|blob:|about:|file:")
"""Addresses that lead to nobody else."""

KNOWN_REQUESTS = {
    r"attachment:[\w.-]+": "Lab's renderer writes a figure's address into the page before it puts the "
    "embedded figure in its place; no browser knows this protocol, so nothing leaves",
}
KNOWN_ERRORS = {
    r"Failed to load resource: net::ERR_UNKNOWN_URL_SCHEME attachment:[\w.-]+": "the same address",
}
"""What the browser may say of Lab itself, as whole messages with the reason; nothing else passes."""


class Watch:
    """What a page asked for and what it complained of, from its first moment."""

    def __init__(self, page: Page):
        self.requests: list[str] = []
        self.errors: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("websocket", lambda socket: self.requests.append(socket.url))
        page.on("pageerror", lambda error: self.errors.append(f"uncaught: {error}"))
        page.on("console", self._hear)

    def _hear(self, message) -> None:
        if message.type == "error":
            self.errors.append(f"{message.text} {message.location.get('url', '')}".strip())

    def outside(self) -> list[str]:
        """Requests that leave this machine."""
        return [
            url for url in self.requests if not HERE.match(url) and not _known(url, KNOWN_REQUESTS)
        ]

    def complaints(self) -> list[str]:
        """Errors in the browser's console that are not Lab's own."""
        return [error for error in self.errors if not _known(error, KNOWN_ERRORS)]

    def assert_quiet(self) -> None:
        """Nothing was asked from outside, and nothing went wrong in the page."""
        assert self.requests, "nothing was asked at all: is this watch looking at the page?"
        assert self.outside() == []
        assert self.complaints() == []


def _known(text: str, known: dict[str, str]) -> bool:
    return any(re.fullmatch(pattern, text) for pattern in known)


@contextlib.contextmanager
def browsing() -> Iterator[Browser]:
    """A browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=OPTIONS)
        yield browser
        browser.close()


def settle(home: Path) -> None:
    """Lab's settings for tests: every cell is drawn, and no news are fetched."""
    settings = home / "config_dir" / "lab" / "user-settings" / "@jupyterlab"
    for name, content in {
        "notebook-extension/tracker": {"windowingMode": "none"},
        "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
    }.items():
        path = settings / f"{name}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(content))


def opened(browser: Browser, server: Server, path: str = "") -> tuple[Page, Watch]:
    """Lab, with a notebook or without."""
    page = browser.new_page(viewport={"width": 1200, "height": 900})
    watch = Watch(page)
    # Where a kernel is slow to come, Lab may ask for one, at any moment: say yes, as a person would.
    page.add_locator_handler(
        page.locator(".jp-Dialog").filter(has_text="Select Kernel"),
        lambda dialog: dialog.locator(".jp-mod-accept").click(),
    )
    tree = f"/tree/{path}" if path else ""
    page.goto(f"http://127.0.0.1:{server.port}/lab{tree}?token={server.token}")
    if path:
        wait_for_notebook(page)
    else:
        page.wait_for_selector("#jp-MainMenu", timeout=WAIT)
    return page, watch


def wait_for_notebook(page: Page) -> None:
    """Wait until the open notebook has its cells and its kernel."""
    page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=WAIT)
    expect(page.locator(".jp-Notebook-ExecutionIndicator")).to_have_attribute(
        "data-status", "idle", timeout=WAIT
    )


def choose(page: Page, menu: str, *entries: str) -> None:
    """Choose from Lab's menus."""
    page.get_by_role("menuitem", name=menu, exact=True).click()
    for entry in entries:
        page.locator(".lm-Menu-itemLabel").get_by_text(entry, exact=True).first.click()


def run_all(page: Page, last: str = "progress()") -> None:
    """Run every cell, and wait for the last one, named by its text. A kernel that is not quite there yet lets Lab do nothing."""
    first = page.locator(".jp-CodeCell .jp-InputPrompt").first
    before = first.inner_text()
    for _ in range(5):
        choose(page, "Run", "Run All Cells")
        try:
            expect(first).not_to_have_text(before, timeout=10_000)
            break
        except AssertionError:
            continue
    output = (
        page.locator(".jp-CodeCell").filter(has_text=last).last.locator(".jp-OutputArea-output")
    )
    expect(output).to_have_count(1, timeout=3 * WAIT)


def cell(page: Page, text: str) -> Locator:
    """The first code cell that contains some text now; it stays this one when its text changes."""
    cells = page.locator(".jp-CodeCell")
    expect(cells.filter(has_text=text).first).to_be_attached(timeout=WAIT)
    texts = [one.replace("\xa0", " ") for one in cells.locator(".jp-InputArea").all_inner_texts()]
    place = next(index for index, one in enumerate(texts) if text in one)
    return cells.nth(place)


def enter(page: Page, place: Locator) -> None:
    """Click into a cell until it takes what is typed: Lab may still be moving the page."""
    for _ in range(20):
        place.locator(".cm-content").click()
        page.wait_for_timeout(200)
        if place.locator(".cm-focused").count():
            return
    raise AssertionError("The cell does not take the keyboard.")


def write(page: Page, start: str, source: str) -> None:
    """Replace what a cell holds, as a person would: select all, type over it, run it."""
    fill(page, cell(page, start), source)


def fill(page: Page, place: Locator, source: str) -> None:
    """The same for a cell that was found already."""
    for _ in range(5):
        enter(page, place)
        page.keyboard.press("Control+A")
        page.keyboard.insert_text(source)
        page.wait_for_timeout(100)
        if "".join(source.split()) == "".join(place.locator(".cm-content").inner_text().split()):
            break
    go(page, place)


def run(page: Page, start: str) -> Locator:
    """Run a cell and return its outputs."""
    place = cell(page, start)
    go(page, place)
    return place.locator(".jp-OutputArea-output")


def go(page: Page, place: Locator) -> None:
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


def solution(lesson: str, name: str) -> str:
    """The lesson's own answer to an exercise."""
    solved = nbformat.read(build.solved_of(REPO, lesson), as_version=4)
    return solutions_of(solved)[f"{name}-answer"]
