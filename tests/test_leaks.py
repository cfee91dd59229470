"""Nothing on a learner's machine tells an answer."""

from __future__ import annotations

import ast
import importlib
import inspect
import json
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest

import neuronlab
import neuronlab.exercises
import neuronlab.plots
from neuronlab.exercises import exercises
from neuronlab.judging import examine
from neuronlab.observing import observe_all
from solutions import oracle
from tests.course import REPO
from tools import build
from tools.lessontext import assignment, read_lesson

LESSONS = build.texts(REPO)
REGION = re.compile(r"### BEGIN (SOLUTION|HIDDEN TESTS|MARK SCHEME)\n(.*?)### END \1", re.DOTALL)
SECRETS = ("BEGIN SOLUTION", "HIDDEN TESTS", "MARK SCHEME", "against_reference")
NAMES = re.compile(r"\b(?:from|import) +(?:solutions|grading)\b")


def hidden_lines(lesson: str) -> set[str]:
    """Lines that stand in hidden regions and nowhere else in the lesson's text."""
    hidden, shown = set(), set()
    for cell in read_lesson(build.text_of(REPO, lesson)).cells:
        source = cell.source
        if "own-words" in cell.metadata.get("tags", []):
            hidden |= {line.strip() for line in source.splitlines()}
            continue
        for region in REGION.finditer(source):
            hidden |= {line.strip() for line in region[2].splitlines()}
        shown |= {line.strip() for line in REGION.sub("", source).splitlines()}
    return {line for line in hidden - shown if len(line) > 14 and not line.startswith("#")}


def released(lesson: str) -> nbformat.NotebookNode:
    return nbformat.read(build.released_of(REPO, lesson), as_version=4)


@pytest.mark.parametrize("lesson", LESSONS)
def test_releases_tell_no_hidden_line(lesson):
    text = "\n".join(cell.source for cell in released(lesson).cells)
    lines = {line.strip() for line in text.splitlines()}
    assert hidden_lines(lesson), "nothing is hidden in this lesson: is the test looking right?"
    assert lines & hidden_lines(lesson) == set()
    for secret in SECRETS:
        assert secret not in text
    assert not NAMES.search(text)


@pytest.mark.parametrize("lesson", LESSONS)
def test_releases_hold_no_output_and_no_prediction(lesson):
    for cell in released(lesson).cells:
        assert not cell.get("outputs")
        if "predict" in cell.metadata.get("tags", []):
            assert assignment(cell.source)[1] == "None"
        if "own-words" in cell.metadata.get("tags", []):
            assert cell.source == "*Write your answer here.*"


def answers(lesson: str) -> Iterator[tuple[str, set[str]]]:
    """For each answer cell of a lesson, the lines of its solution regions."""
    for cell in read_lesson(build.text_of(REPO, lesson)).cells:
        if cell.metadata.get("nbgrader", {}).get("solution"):
            lines = {
                line.strip()
                for region in REGION.finditer(cell.source)
                for line in region[2].splitlines()
            }
            yield cell.metadata.nbgrader.grade_id, {line for line in lines if len(line) > 8}


@pytest.mark.parametrize("place", range(len(LESSONS)), ids=LESSONS)
def test_lessons_tell_no_answer_of_a_later_one(place):
    """Nor of this one; given code may show what an earlier lesson asked for."""
    lines = {
        line.strip() for cell in released(LESSONS[place]).cells for line in cell.source.splitlines()
    }
    for later in LESSONS[place:]:
        for name, answer in answers(later):
            told = answer <= lines and sum(map(len, answer)) > 24
            assert not told, f"{LESSONS[place]} tells {name} of {later}"


def learner_files() -> list[Path]:
    return list(Path(neuronlab.__file__).parent.rglob("*.py"))


@pytest.mark.parametrize("path", learner_files(), ids=lambda path: path.stem)
def test_the_package_names_nothing_hidden(path):
    assert not NAMES.search(path.read_text("utf-8"))


def test_the_package_tells_no_prediction():
    for lesson in LESSONS:
        path = REPO / "neuronlab" / "expected" / f"predictions_{lesson}.json"
        if path.exists():
            for entry in json.loads(path.read_text("utf-8")).values():
                assert set(entry) == {"salt", "digest", "form", "hints"}
                assert all(re.fullmatch("[0-9a-f]{32}", key) for key in entry["hints"])


def callables() -> list:
    """Every function and class that the learner's package defines for lessons."""
    found = []
    for package in (neuronlab.exercises, neuronlab.plots):
        for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            found.append(importlib.import_module(module.name))
    found += [importlib.import_module(f"neuronlab.{name}") for name in ("draws", "standins")]
    if importlib.util.find_spec("neuronlab.datasets"):
        found.append(importlib.import_module("neuronlab.datasets"))
    return [
        one
        for module in found
        for one in vars(module).values()
        if (inspect.isfunction(one) or inspect.isclass(one)) and one.__module__ == module.__name__
    ]


@pytest.mark.parametrize("name", exercises())
def test_nothing_in_the_package_answers_an_exercise(name):
    exercise = exercises()[name]
    cases = exercise.cases(3)
    expected = oracle.expected(name, cases)
    for answer in callables():
        seen, _ = observe_all(exercise, answer, [cases[0].inputs], seconds=5)
        assert examine(exercise, cases[0], seen[0], expected[0]) is not None, (
            f"{answer.__module__}.{answer.__qualname__} answers {name}"
        )


def test_the_package_defines_no_function_of_an_exercise_s_name():
    asked = set(exercises())
    for path in learner_files():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                assert node.name not in asked, f"{path.name} defines {node.name}"
