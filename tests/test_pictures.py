"""Every picture has words of its own, and colours can be told apart in light, dark and grey."""

from __future__ import annotations

import ast
import itertools
import re
from collections import Counter
from pathlib import Path

import nbformat
import numpy as np
import pytest
from bs4 import BeautifulSoup

from neuronlab import plots, rendering
from tests.course import REPO
from tools import build
from tools.lessontext import read_lesson

LESSONS = build.texts(REPO)
SHORTEST = 40
"""Characters of an alternative text; a shorter one hardly says what a picture shows."""

LIGHT, DARK = "#ffffff", "#111111"
"""The grounds of JupyterLab's two themes (--jp-layout-color0)."""


# --- words


def stored(lesson: str) -> list[tuple[str, str]]:
    """The cell and the words of every picture that a solved notebook shows."""
    notebook = nbformat.read(build.solved_of(REPO, lesson), as_version=4)
    found = []
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            words = re.findall(r"!\[([^\]]*)\]\(", cell.source)
            found += [(cell.id, " ".join(one.split())) for one in words]
            assert not re.search(r"<img\b", cell.source), f"{cell.id}: a picture without Markdown"
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            bare = [kind for kind in data if kind.startswith("image/")]
            assert not bare, f"{cell.id}: shown without `show(figure, alt=...)`"
            soup = BeautifulSoup(data.get("text/html", ""), "html.parser")
            found += [(cell.id, one.get("alt", "")) for one in soup.find_all("img")]
    return found


@pytest.mark.parametrize("lesson", LESSONS)
def test_every_stored_picture_says_what_it_shows(lesson):
    found = stored(lesson)
    assert found
    for cell, words in found:
        assert len(words) >= SHORTEST, f"{cell}: {words!r}"
    often = [words for words, count in Counter(words for _, words in found).items() if count > 1]
    assert not often, f"several pictures of {lesson} have the same words: {often}"


def calls_of_play(source: str) -> list[ast.Call]:
    """Every call of `play` in a cell."""
    nodes = ast.walk(ast.parse(source))
    return [
        node for node in nodes if isinstance(node, ast.Call) and ast.unparse(node.func) == "play"
    ]


@pytest.mark.parametrize("lesson", LESSONS)
def test_every_play_says_what_it_shows_at_its_setting(lesson):
    """Its words name the sliders, so that they change with the picture, and are not the still picture's."""
    still = {words for _, words in stored(lesson)}
    for cell in read_lesson(build.text_of(REPO, lesson)).cells:
        if cell.cell_type != "code":
            continue
        for call in calls_of_play(cell.source):
            given = {one.arg: one.value for one in call.keywords}
            assert "alt" in given, f"{cell.id}: say what the play shows, alt=..."
            text = ast.unparse(given["alt"])
            text = ast.literal_eval(text) if text[0] in "'\"" else text
            assert len(text) >= SHORTEST, f"{cell.id}: {text!r}"
            assert text not in still, f"{cell.id}: the words of the still picture"
            assert re.search(r"\{\w+", text), f"{cell.id}: no slider's value is named: {text!r}"


@pytest.mark.parametrize("words", ["", " \n "])
def test_a_picture_without_words_is_refused(words):
    made, _ = plots.figure()
    with pytest.raises(ValueError, match="what the picture shows"):
        plots.Picture(made, words)


# --- colours


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.1 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return float(np.dot([0.2126, 0.7152, 0.0722], linear))


def contrast(one: str, other: str) -> float:
    """Contrast ratio as WCAG 2.1 defines it: from 1 to 21."""
    low, high = sorted([luminance(one), luminance(other)])
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_measured_as_wcag_does():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("ground", [LIGHT, DARK])
@pytest.mark.parametrize("name", ["GREEN", "ORANGE", "BLUE", "GREY"])
def test_marks_of_results_are_seen_in_both_themes(name, ground):
    assert contrast(getattr(rendering, name), ground) >= 3


def test_text_of_results_has_the_colour_of_its_surroundings():
    """Marks and lines alone are coloured, so that no text can be too faint in a theme."""
    source = Path(rendering.__file__).read_text("utf-8")
    assert not re.findall(r"(?<![\w-])color:", source)


def test_lines_of_figures_are_seen_on_their_white_ground():
    assert plots.STYLE["figure.facecolor"] == "white"
    for colour in (plots.BLUE, plots.RED, plots.GREEN, plots.PURPLE, plots.GREY):
        assert contrast(colour, LIGHT) >= 3, colour
    assert contrast(plots.GREY, LIGHT) >= 4.5  # also of text
    assert contrast(plots.BLUE, LIGHT) >= 4.5


def test_lines_that_are_alike_in_grey_have_other_styles():
    _, axes = plots.figure()
    drawn = [axes.plot([0, 1], [0, 1])[0] for _ in range(len(plots.LINES))]
    for one, other in itertools.combinations(drawn, 2):
        assert one.get_linestyle() != other.get_linestyle()


def test_feedback_s_own_colours_are_readable():
    style = (REPO / "grading/templates/feedback-page/style.css").read_text("utf-8")
    named = dict(re.findall(r"--(\w+): (#[0-9a-f]{6});", style))
    texts = {named.get(one[6:-1], one) for one in re.findall(r"[ {]color: ([^;]+);", style)}
    texts = {colour for colour in texts if colour.startswith("#")} - {"inherit"}
    assert len(texts) >= 6
    for colour in texts:
        assert contrast(colour, named["soft"]) >= 4.5, colour
    for colour in re.findall(r"solid (#[0-9a-f]{6})", style):
        assert contrast(colour, LIGHT) >= 3, colour


# --- grounds


@pytest.mark.parametrize("path", sorted((REPO / "img").glob("*.png")), ids=lambda path: path.stem)
def test_figures_bring_their_ground_along(path):
    """A see-through figure with black letters would vanish on a dark page."""
    from PIL import Image

    with Image.open(path) as image:
        assert image.convert("RGBA").getextrema()[3] == (255, 255)


def test_a_shown_figure_brings_its_ground_along():
    import base64
    import io

    from PIL import Image

    made, _ = plots.figure()
    shown = Image.open(io.BytesIO(base64.b64decode(plots.Picture(made, "Empty axes.").content)))
    assert shown.convert("RGBA").getextrema()[3] == (255, 255)
    assert shown.convert("RGB").getpixel((0, 0)) == (255, 255, 255)
