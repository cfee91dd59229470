"""axe-core looks at what is ours, where people meet it: outputs in Lab, light and dark, and whole pages.

What it calls serious or critical fails. axe-core comes with the package axe-playwright-python; nothing is fetched.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import Page, expect

from tests.browser import lab
from tests.browser.lab import WAIT, cell
from tests.course import REPO, Course, solutions_of
from tests.serving import scratch_course, served
from tools import build

LESSON = "00_start"
SERIOUS = ("serious", "critical")
DOUBLE = "import numpy as np\n\n\ndef double(x):\n    return np.array(x) * 2\n"
DOUBLE_OF_A_LIST = "def double(x):\n    print('called')\n    return x * 2\n"

OUTPUTS = {
    "a check that holds": f"{DOUBLE}\n\ncheck('double', double)  # holds",
    "a named mistake": f"{DOUBLE_OF_A_LIST}\n\ncheck('double', double)  # mistake",
    "not answered yet": "check('scale_rows', None)",
    "a right prediction": "check('predict_list', [1, 2, 3, 1, 2, 3])",
    "a wrong prediction": "check('predict_list', [2, 4, 6])",
    "the progress": "progress()",
    "a play": "play(wave, alt='A wave of height {height}.', height=(1, 5, 1, 2))",
}
"""What a learner sees, and the cell that shows it."""

BEFORE = """
from neuronlab import check, play, progress
from neuronlab.plots import figure


def wave(height):
    made, axes = figure()
    axes.plot([0, 1, 2], [0, height, 0])
    return made
"""


KNOWN = {
    (
        "aria-input-field-name",
        "noUi-handle",
    ): "ipywidgets gives its sliders no name and has no setting for one; "
    "the name stands right before the slider, and the words of the picture name every value",
}
"""What axe-core finds in what is not ours and cannot be set from here: the rule and a word of the element."""


def axe_finds(page: Page, part: str | None = None) -> list[str]:
    """What axe-core calls serious or critical, in a part of the page or in all of it."""
    for _ in range(20):
        found = Axe().run(page, context=part, options={"resultTypes": ["violations"]}).response
        looked = {one["id"] for kind in ("passes", "violations") for one in found[kind]}
        if "color-contrast" in looked:
            break
        page.wait_for_timeout(500)  # a theme that was just chosen still lies under Lab's splash
    assert "color-contrast" in looked, "axe-core found no text to look at: does the selector fit?"
    return [
        f"{one['id']}: {node['html']}: {node['failureSummary']}"
        for one in found["violations"]
        if one["impact"] in SERIOUS
        for node in one["nodes"]
        if not any(one["id"] == rule and word in node["html"] for rule, word in KNOWN)
    ]


ALONE = """output => {
    const alone = document.createElement("main");
    alone.id = "alone";
    alone.style = "background: var(--jp-layout-color0); padding: 1em";
    alone.append(output.cloneNode(true));
    document.querySelector(".jp-LabShell").style.display = "none";
    document.body.append(alone);
}"""
"""Show an output by itself in Lab's page and theme: axe-core measures no contrast inside of Lab's panels."""

TOGETHER = """() => {
    document.getElementById("alone").remove();
    document.querySelector(".jp-LabShell").style.display = "";
}"""


class TestOutputs:
    """In Lab."""

    @pytest.fixture(scope="class")
    def page(self, tmp_path_factory):
        """Lab with a notebook that shows every kind of output, all of it run."""
        root = scratch_course(tmp_path_factory.mktemp("course"))
        cells = [BEFORE, *OUTPUTS.values()]
        notebook = new_notebook(cells=[new_code_cell(one) for one in cells])
        for one in notebook.cells:
            one.metadata["tags"] = ["raises-exception"]
        kernel = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
        notebook.metadata["kernelspec"] = kernel
        (root / "work").mkdir()
        nbformat.write(notebook, root / "work" / "outputs.ipynb")
        home = tmp_path_factory.mktemp("home")
        lab.settle(home)
        with served("tools.lab", root, home) as server, lab.browsing() as browser:
            page, _ = lab.opened(browser, server, "outputs.ipynb")
            lab.run_all(page, last="play(wave")
            expect(page.get_by_role("img", name="A wave of height 2.")).to_be_visible(timeout=WAIT)
            yield page

    @pytest.fixture(scope="class", params=["JupyterLab Light", "JupyterLab Dark"])
    def themed(self, request, page):
        """The same in Lab's two themes."""
        lab.choose(page, "Settings", "Theme", request.param)
        light = str(request.param.endswith("Light")).lower()
        expect(page.locator("body")).to_have_attribute("data-jp-theme-light", light, timeout=WAIT)
        return page

    @pytest.mark.parametrize("output", OUTPUTS)
    def test_axe_finds_nothing_serious(self, themed, output):
        place = cell(themed, OUTPUTS[output].splitlines()[-1])
        place.locator(".jp-Cell-outputArea").evaluate(ALONE)
        try:
            assert axe_finds(themed, "#alone") == []
        finally:
            themed.evaluate(TOGETHER)


def feedback_page(course: Course) -> Path:
    """The feedback page of a learner."""
    course.nbgrader("generate_feedback", LESSON)
    [page] = (course.root / "term" / "feedback").glob(f"*/{LESSON}/*.html")
    return page


def report_page(course: Course) -> Path:
    """The class report."""
    course.grading("report")
    return course.root / "term" / "report" / "report.html"


PAGES: dict[str, Callable[[Course], Path]] = {"feedback": feedback_page, "report": report_page}
"""For each page how it is made of a graded course."""


class TestPages:
    """Pages of our own, opened as a file."""

    @pytest.fixture(scope="class")
    def graded(self, tmp_path_factory) -> Course:
        """A course with one submission: right answers, a named mistake, and an answer that is missing."""
        source = tmp_path_factory.mktemp("source")
        for folder in ("solutions/notebooks", "notebooks"):
            shutil.copytree(REPO / folder / LESSON, source / folder / LESSON)
        course = Course(tmp_path_factory.mktemp("course"), source)
        course.nbgrader("generate_assignment", LESSON, "--force")
        answers = solutions_of(nbformat.read(build.solved_of(REPO, LESSON), as_version=4))
        del answers["scale_rows-answer"]
        course.hand_in("learner", LESSON, {**answers, "double-answer": DOUBLE_OF_A_LIST}.get)
        course.nbgrader("autograde", LESSON)
        return course

    @pytest.mark.parametrize("kind", PAGES)
    def test_axe_finds_nothing_serious(self, graded, kind):
        path = PAGES[kind](graded)
        with lab.browsing() as browser:
            page = browser.new_context(bypass_csp=True).new_page()  # the page lets no script in
            watch = lab.Watch(page)
            page.goto(path.as_uri())
            assert axe_finds(page) == []
            assert watch.outside() == []
