"""The gate lets in what is a notebook, says the rest, and never follows or opens anything odd."""

from __future__ import annotations

import copy
import json
import logging
import os
import shutil
import time
from datetime import datetime, timedelta
from pathlib import Path

import nbformat
import pytest

from grading import gate, releasing
from grading.gate import Folders, GateError, admit_all, time_of
from tests.course import Course, solutions_of
from tests.grading.damages import (
    dead_link,
    device,
    folder,
    link,
    no_file,
    pipe,
    sparse,
    unix_socket,
)
from tests.grading.test_rebuilding import ONE, RELEASE, TWO, answers, hand_in

LESSON = "lesson"
LOG = logging.getLogger("gate")
WORK = hand_in(lambda notebook: None)


class Term:
    """A course's folders with one lesson, and what a run of the gate makes of them."""

    def __init__(self, root: Path):
        self.root = root
        self.folders = Folders(
            root, root / "term/submitted", root / "term/admitted", root / "notebooks"
        )
        place = root / "notebooks" / LESSON
        place.mkdir(parents=True)
        nbformat.write(RELEASE, place / f"{LESSON}.ipynb")

    def place(self, learner: str) -> Path:
        """The folder of a learner's submission."""
        place = self.folders.submitted / learner / LESSON
        place.mkdir(parents=True, exist_ok=True)
        return place

    def hand_in(self, learner: str, content: bytes = WORK, name: str = f"{LESSON}.ipynb") -> Path:
        path = self.place(learner) / name
        path.write_bytes(content)
        return path

    def admit(self) -> dict[str, nbformat.NotebookNode]:
        """Run the gate; the admitted notebooks of all learners."""
        admit_all(self.folders, LOG)
        found = {}
        for path in sorted(self.folders.admitted.glob("*/*/*.ipynb")):
            notebook = nbformat.read(path, 4)
            nbformat.validate(notebook)
            assert path.name == f"{LESSON}.ipynb"
            assert sorted(one.name for one in path.parent.iterdir()) == [
                path.name,
                "submission_secret.txt",
                "timestamp.txt",
            ]
            found[path.parent.parent.name] = notebook
        return found

    def remark(self, learner: str) -> str:
        """What stands at the top of an admitted notebook."""
        first = self.admit()[learner].cells[0]
        return first.source if first.id == "remarks" else ""


@pytest.fixture
def term(tmp_path, monkeypatch) -> Term:
    monkeypatch.setenv("NEURONLAB_SECRET", "for tests")
    return Term(tmp_path)


def is_untouched(notebook) -> bool:
    return notebook.cells[1:] == RELEASE.cells


def test_good_work_gets_in(term):
    term.hand_in("ann")
    notebook = term.admit()["ann"]
    assert answers(notebook) == (ONE, TWO)
    assert notebook.cells[0].id != "remarks"


def test_other_files_do_not(term):
    term.hand_in("ann")
    place = term.place("ann")
    for name in ("numpy.py", "ipykernel_launcher.py", "sitecustomize.py", "timestamp.txt.py"):
        (place / name).write_text("raise SystemExit")
    (place / ".ipython" / "profile_default" / "startup").mkdir(parents=True)
    (place / ".ipython/profile_default/startup/x.py").write_text("")
    (place / "solutions").mkdir()
    assert answers(term.admit()["ann"]) == (ONE, TWO)


ODD = {
    no_file: "No notebook was handed in.",
    link: "It is a link; what it points to was not read.",
    dead_link: "It is a link; what it points to was not read.",
    device: "It is a link; what it points to was not read.",
    pipe: "It is not a plain file.",
    unix_socket: "It is not a plain file.",
    folder: "It is a folder.",
    sparse: "It is larger than 20 MB and was not read",
}


@pytest.mark.parametrize(("make", "says"), ODD.items(), ids=[make.__name__ for make in ODD])
def test_what_is_no_plain_file_gets_a_zero_and_a_sentence(term, make, says):
    make(term.hand_in("bob"))
    term.hand_in("ann")
    begun = time.monotonic()
    admitted = term.admit()
    assert time.monotonic() - begun < 5
    assert is_untouched(admitted["bob"])
    assert says in term.remark("bob")
    assert "There is nothing to grade, so there are no points." in term.remark("bob")
    assert answers(admitted["ann"]) == (ONE, TWO)


@pytest.mark.parametrize(
    ("content", "says"),
    [(b"", "empty"), (b"\0" * 99, "not a Jupyter"), (b"[" * 10**6, "nested"), (b"{}", "not a")],
)
def test_unreadable_content_gets_a_zero_and_a_sentence(term, content, says):
    term.hand_in("bob", content)
    assert is_untouched(term.admit()["bob"])
    assert says in term.remark("bob")


def test_no_permission_is_said(term, monkeypatch):
    path = term.hand_in("bob")
    path.chmod(0)
    opened = os.open

    def refuse(file, *arguments, **more):  # the tests may run as root
        if Path(file) == path:
            raise PermissionError(13, "Permission denied")
        return opened(file, *arguments, **more)

    monkeypatch.setattr(os, "open", refuse)
    assert "could not be opened (no permission)" in term.remark("bob")


def test_a_hard_link_is_read_and_never_written(term):
    outside = term.root / "outside.ipynb"
    outside.write_bytes(WORK)
    os.link(outside, term.place("bob") / f"{LESSON}.ipynb")
    assert answers(term.admit()["bob"]) == (ONE, TWO)
    assert outside.read_bytes() == WORK


def test_a_lesson_that_is_a_link_is_not_followed(term):
    term.hand_in("ann")
    (term.folders.submitted / "bob").mkdir()
    (term.folders.submitted / "bob" / LESSON).symlink_to(term.place("ann"))
    (term.folders.submitted / "eve").mkdir()
    (term.folders.submitted / "eve" / LESSON).write_text("a file")
    admitted = term.admit()
    assert is_untouched(admitted["bob"])
    assert "is a link" in term.remark("bob")
    assert is_untouched(admitted["eve"])
    assert "is not a folder" in term.remark("eve")


def test_a_learner_s_folder_that_is_a_link_is_not_graded(term, caplog):
    term.hand_in("ann")
    (term.folders.submitted / "bob").symlink_to(term.folders.submitted / "ann")
    assert set(term.admit()) == {"ann"}
    assert "'bob'" in caplog.text


def test_one_notebook_under_another_name_is_the_lesson_s(term):
    term.hand_in("bob", name="Lesson (1).IPYNB")
    assert answers(term.admit()["bob"]) == (ONE, TWO)
    assert "The notebook Lesson (1).IPYNB was taken for lesson.ipynb." in term.remark("bob")


def test_of_several_the_right_name_counts_else_the_best_fit(term):
    other = json.dumps({"cells": [{"cell_type": "code", "source": "other"}]}).encode()
    term.hand_in("bob", other, "a.ipynb")
    term.hand_in("bob", name="b.ipynb")
    assert answers(term.admit()["bob"]) == (ONE, TWO)
    term.hand_in("bob", other)
    assert answers(term.admit()["bob"]) != (ONE, TWO)
    assert "Several notebooks were handed in; lesson.ipynb counts." in term.remark("bob")


def test_if_the_right_name_cannot_be_read_another_does(term):
    term.hand_in("bob", b"rubbish")
    term.hand_in("bob", name="copy.ipynb")
    assert answers(term.admit()["bob"]) == (ONE, TWO)
    assert "lesson.ipynb: The file is not a Jupyter notebook" in term.remark("bob")


def test_a_file_s_name_cannot_format_a_remark(term):
    term.hand_in("bob", name="[x](javascript:1)<b>`*_\n.ipynb")
    assert "[x](" not in term.remark("bob")
    assert "<" not in term.remark("bob").split("**")[2]


def test_ten_thousand_files_take_no_time(term):
    place = term.place("bob")
    for number in range(10_000):
        (place / f"{number}.ipynb").touch()
    begun = time.monotonic()
    term.admit()
    assert time.monotonic() - begun < 5


@pytest.mark.parametrize(
    "learner",
    ["a b", "a+b", "-rf", "Zoë", "学生", "a'b\"c", "a;b", "$(id)", "{0}", "x" * 128, "a%b"],
)
def test_odd_names_of_learners_are_names(term, learner):
    term.hand_in(learner)
    term.hand_in("ann")
    assert answers(term.admit()[learner]) == (ONE, TWO)


@pytest.mark.parametrize(
    "learner", ["a\nb", " a", "a ", "a[1]", "*", "a?", "<b>", "x" * 129, "a\x1b[0m", "\udcff"]
)
def test_names_that_nbgrader_cannot_use_are_said_and_stop_nobody(term, learner, caplog):
    term.hand_in(learner)
    term.hand_in("ann")
    assert set(term.admit()) == {"ann"}
    assert repr(learner) in caplog.text or learner in caplog.text
    assert "Rename it." in caplog.text


def test_only_those_who_are_meant_are_admitted(term):
    term.hand_in("ann")
    term.hand_in("bob")
    term.folders = Folders(**{**vars(term.folders), "learners": "bob", "lessons": LESSON})
    assert set(term.admit()) == {"bob"}
    term.folders = Folders(**{**vars(term.folders), "learners": "..", "lessons": LESSON})
    assert set(term.admit()) == {"bob"}


def test_what_is_no_longer_handed_in_is_no_longer_admitted(term):
    term.hand_in("ann")
    term.hand_in("bob")
    term.admit()
    shutil.rmtree(term.folders.submitted / "bob")
    assert set(term.admit()) == {"ann"}


def test_what_did_not_change_is_not_written_again(term):
    term.hand_in("ann")
    term.admit()
    path = term.folders.admitted / "ann" / LESSON / f"{LESSON}.ipynb"
    before = path.stat()
    term.admit()
    assert path.stat().st_ino == before.st_ino
    assert path.stat().st_mtime_ns == before.st_mtime_ns


def test_leftovers_of_a_crash_go_and_links_in_the_way_are_not_followed(term):
    term.hand_in("ann")
    place = term.folders.admitted / "ann" / LESSON
    place.mkdir(parents=True)
    precious = term.root / "precious"
    precious.write_text("precious")
    (place / ".new-x").write_text("half")
    (place / "old").mkdir()
    (place / "extra.ipynb").symlink_to(precious)
    assert answers(term.admit()["ann"]) == (ONE, TWO)
    assert precious.read_text() == "precious"


def test_a_crash_while_writing_leaves_the_old_file(term, monkeypatch):
    term.hand_in("ann")
    term.admit()
    term.hand_in("ann", hand_in(lambda notebook: notebook.cells.pop(4) and None))

    def crash(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", crash)
    with pytest.raises(KeyboardInterrupt):
        term.admit()
    monkeypatch.undo()
    path = term.folders.admitted / "ann" / LESSON / f"{LESSON}.ipynb"
    assert answers(nbformat.read(path, 4)) == (ONE, TWO)
    assert [one.name for one in path.parent.iterdir() if one.name.startswith(".")] == []


def test_an_error_of_ours_costs_one_learner_and_is_said(term, monkeypatch, caplog):
    term.hand_in("ann")
    term.hand_in("bob")
    rebuild = gate.rebuild

    def fail(*arguments):
        if not hasattr(fail, "done"):
            fail.done = True
            raise ZeroDivisionError
        return rebuild(*arguments)

    monkeypatch.setattr(gate, "rebuild", fail)
    admitted = term.admit()
    assert is_untouched(admitted["ann"])
    assert answers(admitted["bob"]) == (ONE, TWO)
    assert "ZeroDivisionError" in caplog.text


def test_a_missing_release_is_said(term):
    term.hand_in("ann")
    shutil.rmtree(term.root / "notebooks")
    assert term.admit() == {}
    term.folders = Folders(**{**vars(term.folders), "lessons": LESSON})
    with pytest.raises(GateError, match="generate_assignment"):
        term.admit()


def test_work_is_put_into_the_release_that_it_was_made_from(term):
    releasing.keep(term.root, LESSON, RELEASE)
    term.hand_in("ann")
    newer = copy.deepcopy(RELEASE)
    newer.cells[7].source = "def given():\n    return 2"
    newer.cells[0].source = "# A better lesson"
    newer.metadata.neuronlab.release = releasing.hash_of(newer)
    nbformat.write(newer, term.root / "notebooks" / LESSON / f"{LESSON}.ipynb")
    term.hand_in("bob", WORK.replace(RELEASE.metadata.neuronlab.release.encode(), b"0" * 64))
    term.hand_in("eve", WORK.replace(RELEASE.metadata.neuronlab.release.encode(), b"../../x"))
    admitted = term.admit()
    assert admitted["ann"].cells[7].source == "def given():\n    return 1"
    for learner in ("bob", "eve"):
        assert "# A better lesson" in [cell.source for cell in admitted[learner].cells]
        assert answers(admitted[learner]) == (ONE, TWO)


def test_a_release_with_other_graded_cells_is_not_used(term):
    releasing.keep(term.root, LESSON, RELEASE)
    term.hand_in("ann")
    newer = copy.deepcopy(RELEASE)
    newer.cells[5].metadata.nbgrader.points = 4
    newer.metadata.neuronlab.release = releasing.hash_of(newer)
    nbformat.write(newer, term.root / "notebooks" / LESSON / f"{LESSON}.ipynb")
    notebook = term.admit()["ann"]
    assert notebook.metadata.neuronlab.release == newer.metadata.neuronlab.release
    assert answers(notebook) == (ONE, TWO)
    assert "has changed since you fetched it" in term.remark("ann")


def test_a_kept_release_that_was_changed_is_not_used(term):
    releasing.keep(term.root, LESSON, RELEASE)
    digest = RELEASE.metadata.neuronlab.release
    path = term.root / releasing.KEPT / LESSON / f"{digest}.ipynb"
    assert releasing.kept(term.root, LESSON, digest) == RELEASE
    path.write_text(path.read_text().replace("def given", "def taken"))
    assert releasing.kept(term.root, LESSON, digest) is None


# --- time


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2020-03-01 12:00:00.123456 UTC", datetime(2020, 3, 1, 12, 0, 0, 123456)),
        ("2020-03-01 12:00:00 UTC\n", datetime(2020, 3, 1, 12)),
        ("2020-03-01 12:00:00 +0100", datetime(2020, 3, 1, 11)),
        ("2020-03-01 12:00:00.5 -03", datetime(2020, 3, 1, 15, 0, 0, 500000)),
        ("2020-03-01T12:00:00Z", datetime(2020, 3, 1, 12)),
        ("2020-07-01 12:00:00 Europe/Berlin", datetime(2020, 7, 1, 10)),
        ("2020-03-01 12:00", datetime(2020, 3, 1, 12)),
    ],
)
def test_times_in_all_zones_are_read(tmp_path, text, expected):
    (tmp_path / "timestamp.txt").write_text(text)
    assert time_of(tmp_path) == (expected, [])


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"yesterday",
        b"9999-12-31 23:59:59 UTC",
        b"0001-01-01 00:00:00 +2300",
        b"1970-01-01 00:00:00 UTC",
        b"2020-13-45 12:00:00 UTC",
        b"2020-03-01 12:00:00 /etc/passwd",
        b"2020-03-01 12:00:00 ../../etc/passwd",
        b"2020-03-01 12:00:00 UTC UTC",
        b"\xff\xfe2\x000\x00",
        b"2020-03-01 12:00:00 UTC" + b" " * 100_000,
        b"1583064000",
        b"<script>",
    ],
)
def test_times_that_make_no_sense_are_none_and_said(tmp_path, text):
    (tmp_path / "timestamp.txt").write_bytes(text)
    found, said = time_of(tmp_path)
    assert found is None
    assert "without a time" in said[0]


def test_a_time_after_the_arrival_is_none(tmp_path):
    now = datetime.utcfromtimestamp(time.time())
    path = tmp_path / "timestamp.txt"
    for later, expected in ((timedelta(hours=20), True), (timedelta(days=2), False)):
        path.write_text(f"{now + later} UTC")
        assert (time_of(tmp_path)[0] is not None) == expected


def test_no_time_is_none_and_a_pipe_does_not_block(tmp_path):
    assert time_of(tmp_path) == (None, [])
    os.mkfifo(tmp_path / "timestamp.txt")
    assert time_of(tmp_path)[0] is None


def test_the_admitted_time_is_one_that_nbgrader_reads(term):
    term.hand_in("ann")
    (term.place("ann") / "timestamp.txt").write_text("2020-07-01 12:00:00 Europe/Berlin")
    term.hand_in("bob")
    term.admit()
    place = term.folders.admitted
    assert (place / f"ann/{LESSON}/timestamp.txt").read_text() == "2020-07-01 10:00:00 UTC"
    assert (place / f"bob/{LESSON}/timestamp.txt").read_text() == ""


def test_the_secret_of_feedback_is_kept_or_made_up(term):
    for learner, secret in (("ann", "ab" * 64), ("bob", ""), ("eve", "../" * 40)):
        term.hand_in(learner)
        (term.place(learner) / "submission_secret.txt").write_text(secret)
    term.admit()
    given = {
        learner: (term.folders.admitted / learner / LESSON / "submission_secret.txt").read_text()
        for learner in ("ann", "bob", "eve")
    }
    assert given["ann"] == "ab" * 64
    assert len(set(given.values())) == 3
    assert all(gate.SECRET_FORM.fullmatch(one) for one in given.values())


# --- in front of nbgrader


def test_another_nbgrader_is_refused(monkeypatch):
    monkeypatch.setattr(gate.nbgrader, "__version__", "0.10.0")
    with pytest.raises(GateError, match=r"0\.9\.6 was expected, found 0\.10\.0"):
        gate.refuse_untested()


def test_installing_twice_is_installing_once():
    from nbgrader.converters import Autograde

    gate.install()
    once = Autograde.start
    gate.install()
    assert Autograde.start is once


def test_collecting_copies_plain_files_alone(tmp_path, caplog):
    inbound, secret = tmp_path / "inbound", tmp_path / "solved.ipynb"
    inbound.mkdir()
    secret.write_text("the solutions")
    (inbound / "a.ipynb").write_bytes(WORK)
    (inbound / "b.ipynb").symlink_to(secret)
    os.mkfifo(inbound / "c.ipynb")
    (inbound / "numpy.py").write_text("")
    (inbound / "folder").symlink_to(tmp_path)
    (inbound / "timestamp.txt").write_text("2020-03-01 12:00:00 UTC")
    gate.copy_plain(inbound, tmp_path / "copy", LOG)
    assert sorted(one.name for one in (tmp_path / "copy").iterdir()) == ["a.ipynb", "timestamp.txt"]
    assert "b.ipynb" in caplog.text
    assert "c.ipynb" in caplog.text
    (tmp_path / "link").symlink_to(inbound)
    with pytest.raises(OSError, match="link"):
        gate.copy_plain(tmp_path / "link", tmp_path / "other", LOG)


KINDS = "00_kinds"

IN_THE_FORMGRADER = f"""
import json, sys
from nbgrader.apps import NbGraderAPI, NbGraderApp
app = NbGraderApp()
app.load_config_file()
api = NbGraderAPI(config=app.config)
before = api.coursedir.submitted_directory
done = [api.autograde({KINDS!r}, name) for name in ("good", "bad", "good")]
assert api.coursedir.submitted_directory == before
listed = api.get_submissions({KINDS!r})
print(json.dumps([[one["success"] for one in done], sorted(x["student"] for x in listed if x["autograded"])]))
"""


def test_the_formgrader_s_button_passes_the_gate(course: Course):
    """The lists, the button, and what a time that cannot be read does to them."""
    course.nbgrader("generate_assignment", KINDS, "--force")
    right = solutions_of(course.solved(KINDS))
    for learner in ("good", "bad"):
        course.hand_in(learner, KINDS, right.get)
    place = course.root / "term" / "submitted" / "bad" / KINDS
    (place / f"{KINDS}.ipynb").write_text("rubbish")
    (place / "timestamp.txt").write_text("rubbish")
    printed = course.python(IN_THE_FORMGRADER)
    assert json.loads(printed.splitlines()[-1]) == [[True] * 3, ["bad", "good"]]
    assert course.scores(KINDS)["good"]["softmax"] == 4
    assert set(course.scores(KINDS)["bad"].values()) == {0}


def test_lateness_follows_the_admitted_time(course: Course):
    from nbgrader.api import Gradebook

    course.nbgrader("generate_assignment", KINDS, "--force")
    course.nbgrader("db", "assignment", "add", KINDS, "--duedate=2026-03-01 11:00:00 UTC")
    for learner in ("late", "timeless"):
        course.hand_in(learner, KINDS, {}.get)
    (course.root / f"term/submitted/timeless/{KINDS}/timestamp.txt").write_text("-")
    course.nbgrader("autograde", KINDS)
    with Gradebook(f"sqlite:///{course.root}/term/gradebook.db") as gradebook:
        late = {
            one.student.id: one.total_seconds_late
            for one in gradebook.assignment_submissions(KINDS)
        }
    assert late == {"late": 3600, "timeless": 0}
