"""Exports are read back by the rules of the platforms that they are for."""

from __future__ import annotations

import csv
import logging
import shutil
from datetime import datetime
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from grading.exports import BlackboardExporter, CanvasExporter, MoodleExporter

LESSONS = {"01_neuron": 20.0, "02_layer": 24.0}
LEARNERS = {
    "learner-01": ("Río", "Ñandú, von", "one@example.org", "4711", (19.5, 24.0)),
    "learner-02": ('Quote "Q"', "Łódź", "two@example.org", "", (7.25, None)),
    "learner-03": ("=HYPERLINK(0)", "+plus", "three@example.org", "", (0.0, 0.0)),
    "learner-04": ("", "", "", "", (None, None)),
}
"""First name, last name, address, the platform's number, points in both lessons. Made of places and words."""


HEARD = logging.getLogger("neuronlab.exports")
"""A log of our own: the default is that of whichever application ran first in this process."""


@pytest.fixture(scope="module")
def kept(tmp_path_factory) -> Path:
    """A gradebook with two lessons, a penalty, and names that are hard to write."""
    path = tmp_path_factory.mktemp("gradebook") / "gradebook.db"
    with Gradebook(f"sqlite:///{path}") as made:
        for lesson, most in LESSONS.items():
            made.add_assignment(lesson, duedate=datetime(2026, 3, 1))
            made.add_notebook(lesson, lesson)
            made.add_grade_cell("one", lesson, lesson, max_score=most, cell_type="code")
        for name, (first, last, email, number, points) in LEARNERS.items():
            made.add_student(
                name, first_name=first, last_name=last, email=email, lms_user_id=number or None
            )
            for lesson, earned in zip(LESSONS, points, strict=True):
                if earned is not None:
                    made.add_submission(lesson, name)
                    grade = made.find_grade("one", lesson, lesson, name)
                    grade.auto_score, grade.needs_manual_grade = earned, False
        late = made.find_submission_notebook("02_layer", "02_layer", "learner-01")
        late.late_submission_penalty = 2.5
        made.db.commit()
    return path


@pytest.fixture
def gradebook(kept: Path, tmp_path: Path):
    """A copy of it for one test."""
    shutil.copy(kept, tmp_path / "gradebook.db")
    with Gradebook(f"sqlite:///{tmp_path}/gradebook.db") as copy:
        yield copy


def exported(kind, gradebook, path: Path, **settings) -> bytes:
    """What an exporter writes."""
    kind(to=str(path), log=HEARD, **settings).export(gradebook)
    return path.read_bytes()


# Canvas: lib/gradebook_importer.rb


def read_as_canvas(content: bytes) -> tuple[dict, dict]:
    """Points possible and grades by login, read as Canvas's importer does."""
    rows = list(csv.reader(content.decode("utf-8").splitlines()))
    head = rows[0]
    assert "Student" in head[0]
    assert "ID" in head[1]
    assert head[2:5] == ["SIS User ID", "SIS Login ID", "Section"]
    assert all(len(row) == len(head) for row in rows)
    points, grades = {}, {}
    for row in rows[1:]:
        marks = dict(zip(head[5:], row[5:], strict=True))
        if "Points Possible" in row[0]:
            points = {title: float(one) for title, one in marks.items()}
        else:
            assert row[0]
            assert row[3] not in grades
            grades[row[3]] = (row[1], {t: float(one) if one else None for t, one in marks.items()})
    return points, grades


def test_canvas_reads_it(gradebook, tmp_path):
    content = exported(CanvasExporter, gradebook, tmp_path / "c.csv", columns={"02_layer": "77"})
    points, grades = read_as_canvas(content)
    assert points == {"01_neuron": 20.0, "02_layer (77)": 24.0}
    assert grades == {
        "learner-01": ("4711", {"01_neuron": 19.5, "02_layer (77)": 21.5}),
        "learner-02": ("", {"01_neuron": 7.25, "02_layer (77)": None}),
        "learner-03": ("", {"01_neuron": 0.0, "02_layer (77)": 0.0}),
        "learner-04": ("", {"01_neuron": None, "02_layer (77)": None}),
    }
    names = [row[0] for row in csv.reader(content.decode("utf-8").splitlines())][2:]
    assert names[0] == "Ñandú, von, Río"
    assert names[1] == 'Łódź, Quote "Q"'
    assert names[2] == "'+plus, =HYPERLINK(0)"
    assert names[3] == "learner-04"


def test_canvas_takes_the_comma_for_the_delimiter(gradebook, tmp_path):
    """It counts the fields of the first three lines for `;` and for `,`, each line by itself."""
    content = exported(CanvasExporter, gradebook, tmp_path / "c.csv").decode("utf-8")
    first = content.splitlines()[:3]
    counts = {
        sign: {len(next(csv.reader([line], delimiter=sign))) for line in first} for sign in ";,"
    }
    assert len(counts[","]) == 1
    assert max(counts[","]) > max(counts[";"])


# Moodle: grade/import/csv/classes/load_data.php


def test_moodle_reads_it(gradebook, tmp_path):
    content = exported(MoodleExporter, gradebook, tmp_path / "m.csv")
    rows = list(csv.DictReader(content.decode("utf-8").splitlines()))
    assert [row["Username"] for row in rows] == list(LEARNERS)
    assert [row["Email address"] for row in rows] == [one[2] for one in LEARNERS.values()]
    grades = [[row[lesson] for lesson in LESSONS] for row in rows]
    # `update_grade_item`: nothing or `-` is no grade, else a number is wanted; `insert_grade_record`: at most 100.
    read = [[None if one in ("", "-") else float(one) for one in row] for row in grades]
    assert read == [[19.5, 21.5], [7.25, None], [0.0, 0.0], [None, None]]
    assert rows[0]["Last name"] == "Ñandú, von"
    assert rows[2]["First name"] == "'=HYPERLINK(0)"


def test_a_lesson_that_moodle_would_refuse_is_named(gradebook, tmp_path, caplog):
    gradebook.find_grade_cell("one", "01_neuron", "01_neuron").max_score = 120
    gradebook.db.commit()
    exported(MoodleExporter, gradebook, tmp_path / "m.csv")
    assert "01_neuron has 120 points" in caplog.text


# Blackboard: Uploading External Grade Center Items


def test_blackboard_reads_it(gradebook, tmp_path):
    content = exported(
        BlackboardExporter, gradebook, tmp_path / "b.csv", columns={"01_neuron": "123456"}
    ).decode("utf-8")
    for line in content.splitlines():
        fields = next(csv.reader([line]))
        assert line == ",".join('"' + one.replace('"', '""') + '"' for one in fields)
    rows = list(csv.reader(content.splitlines()))
    assert rows[0] == [
        "Last Name",
        "First Name",
        "Username",
        "01_neuron [Total Pts: 20] |123456",
        "02_layer",
    ]
    assert rows[1] == ["Ñandú, von", "Río", "learner-01", "19.5", "21.5"]
    assert rows[4] == ["", "", "learner-04", "", ""]
    assert [row[2] for row in rows[1:]] == list(LEARNERS)


# All


@pytest.mark.parametrize("kind", [CanvasExporter, MoodleExporter, BlackboardExporter])
def test_no_field_is_a_formula(kind, gradebook, tmp_path):
    content = exported(kind, gradebook, tmp_path / "x.csv").decode("utf-8")
    fields = [field for row in csv.reader(content.splitlines()) for field in row]
    assert not [one for one in fields if one.startswith(("=", "+", "-", "@"))]


@pytest.mark.parametrize("kind", [CanvasExporter, MoodleExporter, BlackboardExporter])
def test_lessons_learners_and_a_zero_can_be_chosen(kind, gradebook, tmp_path):
    path = tmp_path / "x.csv"
    exported(kind, gradebook, path, assignment=["02_layer"], student=["learner-02"], absent="0")
    rows = list(csv.reader(path.read_text("utf-8").splitlines()))
    assert rows[0][-1] == "02_layer"
    assert "01_neuron" not in rows[0]
    assert [row[-1] for row in rows if "learner-02" in row] == ["0"]
    assert not any("learner-01" in row for row in rows)


def test_grades_by_hand_that_are_missing_are_said(gradebook, tmp_path, caplog):
    gradebook.find_grade("one", "01_neuron", "01_neuron", "learner-01").needs_manual_grade = True
    gradebook.db.commit()
    exported(CanvasExporter, gradebook, tmp_path / "c.csv")
    assert "1 questions wait for a grade by hand" in caplog.text


def test_an_empty_gradebook_is_said(tmp_path, caplog):
    with Gradebook(f"sqlite:///{tmp_path}/empty.db") as empty:
        exported(CanvasExporter, empty, tmp_path / "c.csv")
    assert "No lesson was graded" in caplog.text
