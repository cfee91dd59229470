"""Every lesson keeps to its anatomy, and an untouched one runs to its end."""

from __future__ import annotations

import os
import re

import nbformat
import pytest
from nbclient import NotebookClient

from neuronlab.exercises import exercises, predictions
from neuronlab.lessons import LESSONS as ORDER
from tests.course import REPO
from tools import build
from tools.lessontext import read_lesson

LESSONS = build.texts(REPO)
BANNED = re.compile(r"\b(simply|just|obviously|trivial(ly)?)\b|[—–!](?![=\[])", re.I)
CODE = re.compile(r"```.*?```|`[^`]*`|\$\$.*?\$\$|\$[^$]*\$|<[^>]+>|!\[", re.DOTALL)


@pytest.fixture(scope="module", params=LESSONS)
def lesson(request):
    return request.param


@pytest.fixture(scope="module")
def cells(lesson):
    return read_lesson(build.text_of(REPO, lesson)).cells


def graded(cell) -> dict:
    return cell.metadata.get("nbgrader", {})


def test_texts_are_lessons():
    assert set(LESSONS) <= set(ORDER)


def test_every_exercise_and_prediction_has_its_cells(lesson, cells):
    asked = [one.name for one in exercises().values() if one.lesson == lesson]
    guessed = [one.name for one in predictions().values() if one.lesson == lesson]
    checks = [graded(cell)["grade_id"] for cell in cells if graded(cell).get("grade")]
    answers = [graded(cell)["grade_id"] for cell in cells if graded(cell).get("solution")]
    assert sorted(checks) == sorted(asked)
    assert sorted(answers) == sorted(f"{name}-answer" for name in asked)
    text = "\n".join(cell.source for cell in cells)
    for name in guessed:
        assert f'check("{name}", {name})' in text


def test_the_parts_are_there(lesson, cells):
    text = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    wanted = ["You will be able to", "You need", "Find the bug", "Play", "In your own words"]
    wanted += ["What you built"] + (["Remember"] if lesson != "00_start" else [])
    for part in wanted:
        assert part in text, part
    assert 35 <= len(cells) <= 80
    assert sum(bool(graded(cell).get("task")) for cell in cells) == 1
    assert cells[0].source.startswith("# ")
    assert "progress()" in cells[-1].source


def test_every_exercise_has_a_heading_and_three_hints(cells):
    text = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    headings = [line for line in text.splitlines() if re.match(r"#+ .*(Exercise|Repair|bug)", line)]
    named = " ".join(headings)
    for cell in cells:
        if graded(cell).get("grade"):
            assert f"`{graded(cell)['grade_id']}`" in named, f"no heading for {cell.id}"
    count = sum("Exercise" in line for line in headings)
    for hint in ("A nudge", "The idea", "Nearly the code"):
        assert text.count(f"<summary>{hint}</summary>") >= count, hint


def test_cells_are_short(cells):
    for cell in cells:
        if cell.cell_type == "code" and not graded(cell).get("solution"):
            source = re.sub(r"### BEGIN HIDDEN.*", "", cell.source, flags=re.DOTALL)
            assert len(source.strip().splitlines()) <= 15, cell.id


def test_stubs_say_shapes_and_an_example(cells):
    for cell in cells:
        if cell.cell_type == "code" and graded(cell).get("solution"):
            assert '"""' in cell.source, cell.id


def test_pictures_have_words(cells):
    for cell in cells:
        for alt in re.findall(r"!\[([^\]]*)\]\(", cell.source):
            assert len(alt) > 25, f"{cell.id}: {alt!r}"


def test_the_words_are_plain(cells):
    for cell in cells:
        if cell.cell_type == "markdown":
            found = BANNED.search(CODE.sub(" ", cell.source))
            assert not found, f"{cell.id}: {found[0]!r}"


def run_untouched(path, progress) -> nbformat.NotebookNode:
    """Run All over a notebook as a learner's kernel would, with no `solutions` in reach."""
    notebook = nbformat.read(path, as_version=4)
    environment = {**os.environ, "NEURONLAB_PROGRESS": str(progress)}
    client = NotebookClient(notebook, timeout=600, startup_timeout=300, kernel_name="python3")
    client.execute(env=environment, cwd=str(progress.parent))
    return notebook


def test_run_all_on_an_untouched_lesson_reaches_the_end(lesson, tmp_path):
    notebook = run_untouched(build.released_of(REPO, lesson), tmp_path / "progress")
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert all(cell.execution_count for cell in code if cell.source.strip())
    for cell in code:
        for output in cell.outputs:
            if output.output_type == "error":
                assert len(output.traceback) == 1, f"{cell.id}: {output.traceback}"
                assert "not yet answered" in output.traceback[0], cell.id
            assert output.get("name") != "stderr", f"{cell.id}: {output.get('text')}"
