"""What a learner gets back: points and the named mistake at once, and a page that reads on any screen."""

from __future__ import annotations

import nbformat
import pytest
from bs4 import BeautifulSoup
from nbconvert.exporters import Exporter
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from traitlets.config import PyFileConfigLoader

from grading.executing import VERDICTS, recorded, rendered
from grading.feedback import FeedbackExporter
from neuronlab.checking import judge_publicly
from neuronlab.exercises import exercises
from solutions import reference
from tests.course import REPO
from tools.browser import chromium

WRONG = """def softmax(scores):
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=0, keepdims=True)"""
MISTAKE = "It looks as if the sum runs over the batch (axis 0) and not over the classes (axis 1)."


def wrong(scores):
    import numpy as np

    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=0, keepdims=True)


def an_exercise(name, answer, source, comment=""):
    """An answer cell and its judged check cell, as nbgrader leaves them, and the verdict."""
    exercise = exercises()[name]
    verdict = judge_publicly(exercise, answer)
    written = new_code_cell(source)
    written.metadata["nbgrader"] = {
        "grade_id": f"{name}-answer",
        "solution": True,
        "grade": False,
        "comment": comment,
    }
    check = new_code_cell(f'check("{name}", {name})')
    check.metadata["nbgrader"] = {
        "grade_id": name,
        "grade": True,
        "solution": False,
        "points": exercise.points,
        "score": float(verdict.points),
    }
    check.outputs = rendered(verdict, check)
    return written, check, recorded(verdict)


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    first = an_exercise("softmax", wrong, WRONG, "Which axis has the *classes*?")
    second = an_exercise("relu", reference.ANSWERS["relu"], "relu = 1", "No response.")
    third = an_exercise("sigmoid", None, "def sigmoid(x):\n    raise NotImplementedError")
    task = new_markdown_cell("## In your own words\n\nWhy does a network need a bend?")
    task.metadata["nbgrader"] = {"grade_id": "w", "task": True, "grade": False, "solution": False}
    task.metadata.nbgrader.update(points=3, score=2.0, comment="And what else?")
    words = new_markdown_cell("Because lines stay lines.", metadata={"tags": ["own-words"]})
    remark = new_markdown_cell("**About this notebook**", id="remarks")
    lesson = new_markdown_cell("# Bends\n\nThe first words of the lesson.")
    added = new_code_cell("'a cell of my own' " + "+ 1 " * 60)
    cells = [remark, lesson, *first[:2], added, *second[:2], *third[:2], task, words]
    notebook = new_notebook(cells=cells)
    notebook.metadata[VERDICTS] = {"softmax": first[2], "relu": second[2], "sigmoid": third[2]}
    config = PyFileConfigLoader("nbgrader_config.py", path=str(REPO)).load_config()
    config.Exporter.default_preprocessors = []
    ours = {"notebook": "04_activations", "student": "ada"}
    ours |= {"score": 5.0, "max_score": 14.0, "late_penalty": 1.5}
    made: Exporter = FeedbackExporter(config=config)
    text, _ = made.from_notebook_node(nbformat.from_dict(notebook), {"nbgrader": ours})
    path = tmp_path_factory.mktemp("page") / "page.html"
    path.write_text(text, "utf-8")
    return path


@pytest.fixture(scope="module")
def soup(page):
    return BeautifulSoup(page.read_text("utf-8"), "html.parser")


def test_points_come_first(soup):
    top = soup.find(id="top").get_text(" ", strip=True)
    assert "04 Activations" in top
    assert "5 of 14 points" in top
    assert "1.5 points are taken off" in top
    assert "1 of 4 parts have all their points" in top


def test_the_summary_names_the_mistake_and_leads_to_it(soup):
    rows = [row.get_text(" ", strip=True) for row in soup.select(".summary tbody tr")]
    assert rows == [
        f"softmax 0 of 4 {MISTAKE} A comment for you.",
        "relu 3 of 3 Everything holds.",
        "sigmoid 0 of 4 Not yet answered.",
        "In your own words 2 of 3 Graded by hand. A comment for you.",
    ]
    for link in soup.select("a[href^='#']"):
        assert soup.find(id=link["href"][1:]), link


def test_a_box_shows_what_holds_the_mistake_the_smallest_case_and_the_answer(soup):
    box = soup.find("section", id="softmax").get_text(" ", strip=True)
    for part in (MISTAKE, "smallest case", "expected", "yours", "Which axis has the classes"):
        assert part in box
    assert "powers.sum" in soup.find("section", id="softmax").find(class_="input_area").get_text()
    own = soup.find("section", id="w").get_text(" ", strip=True)
    for part in ("Why does a network need a bend?", "Because lines stay lines.", "And what else?"):
        assert part in own
    assert own.count("In your own words") == 1


def test_the_lesson_is_folded_and_remarks_are_seen(soup):
    assert [one.summary.get_text() for one in soup.select("details.lesson")] == [
        "The lesson: Bends",
        "The lesson: what comes next",
    ]
    assert "The first words of the lesson." in soup.select("details.lesson")[0].get_text()
    assert "a cell of my own" in soup.select("details.lesson")[1].get_text()
    assert soup.find(id="notebook-container").find("strong").find_parent("details") is None


def test_it_fits_a_phone_and_large_letters_and_prints_on_little_paper(page):
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        view = browser.new_page()
        asked = []
        view.on("request", lambda request: asked.append(request.url))
        for width, letters in ((360, 100), (800, 100), (1200, 100), (800, 200)):
            view.set_viewport_size({"width": width, "height": 900})
            view.goto(page.as_uri(), wait_until="load")
            view.evaluate("size => document.documentElement.style.fontSize = size", f"{letters}%")
            view.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
            wide = view.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            assert wide <= 0, f"{wide} pixels too wide at {width}, letters {letters} %"
        view.goto(page.as_uri(), wait_until="load")
        view.emulate_media(media="print")
        shown = view.evaluate(
            "[...document.querySelectorAll('details.lesson')].map(one => one.offsetHeight)"
        )
        browser.close()
    assert shown == [0, 0], "folded cells of the lesson are printed"
    assert set(asked) == {page.as_uri()}
