"""What is derived equals what its source makes."""

from __future__ import annotations

import json
import math
import re
from pathlib import Path

import nbformat
import pytest

from img.draw import FOLDER as FIGURES
from img.draw import found as drawings
from neuronlab import expected
from tests.course import REPO, Course
from tools import build
from tools.lessontext import read_lesson
from tools.release import generate

LESSONS = build.texts(REPO)


def near(one, other) -> bool:
    """Whether two JSON values are the same, numbers to 1e-12."""
    if isinstance(one, float) and isinstance(other, float | int):
        both_nan = math.isnan(one) and math.isnan(other)
        return both_nan or one == other or math.isclose(one, other, rel_tol=1e-12, abs_tol=1e-13)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(near, one, other))
    if isinstance(one, dict) and isinstance(other, dict):
        return list(one) == list(other) and all(near(one[key], other[key]) for key in one)
    return one == other


def test_expected_values_are_what_the_reference_gives():
    folder = Path(expected.__file__).parent
    made = dict(build.expected_files(build.values_of_predictions(REPO)))
    assert {path.name for path in folder.glob("*.json")} == set(made)
    for name, text in made.items():
        kept = (folder / name).read_text("utf-8")
        assert near(json.loads(kept), json.loads(text)), f"{name}: run `make build`"


@pytest.mark.parametrize("lesson", LESSONS)
def test_solved_notebooks_are_their_texts(lesson):
    solved = nbformat.read(build.solved_of(REPO, lesson), as_version=4)
    text = read_lesson(build.text_of(REPO, lesson))
    for one, other in zip(solved.cells, text.cells, strict=True):
        for key in ("id", "cell_type", "metadata", "source"):
            assert one[key] == other[key], f"{lesson} {one.id}: run `make build`"
    assert solved.metadata.kernelspec == text.metadata.kernelspec


def test_releases_are_what_nbgrader_generates(tmp_path):
    course = Course(tmp_path, REPO)
    before = {path: path.read_bytes() for path in sorted((tmp_path / "notebooks").rglob("*.ipynb"))}
    generate(tmp_path, LESSONS)
    after = {path: path.read_bytes() for path in sorted((tmp_path / "notebooks").rglob("*.ipynb"))}
    assert list(before) == list(after) == [build.released_of(course.root, one) for one in LESSONS]
    for path, content in before.items():
        assert content == after[path], f"{path.name}: run `make build`"


def test_only_lessons_lie_among_the_notebooks():
    for folder in ("notebooks", "solutions/notebooks"):
        found = {str(path.relative_to(REPO / folder)) for path in (REPO / folder).rglob("*.*")}
        found = {path for path in found if ".ipynb_checkpoints" not in path}
        assert found == {f"{lesson}/{lesson}.ipynb" for lesson in LESSONS}


def test_every_figure_is_drawn_and_shown():
    shown = set()
    for lesson in LESSONS:
        text = build.text_of(REPO, lesson).read_text("utf-8")
        shown |= set(re.findall(r"\]\(\.\./\.\./\.\./img/([\w.-]+)\)", text))
    drawn = {name for name, _ in drawings()}
    kept = {path.name for path in FIGURES.glob("*.png")}
    assert shown <= kept
    assert drawn == {name for name in kept if not name.startswith("readme-")}
    assert drawn <= shown, "a figure that no lesson shows"


@pytest.mark.parametrize(("name", "draw"), list(drawings()), ids=[name for name, _ in drawings()])
def test_figures_can_be_drawn(name, draw, tmp_path):
    path = tmp_path / name
    draw().savefig(path, dpi=160)
    assert path.stat().st_size > 3_000
    assert (FIGURES / name).stat().st_size < 160_000
