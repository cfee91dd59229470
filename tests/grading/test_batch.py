"""Batch grading: the same as serial grading to the last digit, nothing twice, nothing lost."""

from __future__ import annotations

import json
import logging
import os
import signal
import subprocess
import sys
import threading
from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace

import pytest
from nbgrader.api import Gradebook

from grading import execution
from grading.batch import running, workers
from grading.batch.running import Run
from grading.batch.workers import Failed, LocalCrew
from grading.execution import NURSERIES, VERDICTS, Outcome, Task, as_text, execute
from grading.fingerprints import mended, work_of
from grading.judge import Judge
from grading.room import Limits
from grading.running import alone
from tests.batches import (
    KINDS,
    all_sorts,
    batch,
    copy_of,
    counts,
    executed,
    files,
    place,
    rows,
    start,
    wait_for,
    workers_of,
)
from tests.course import REPO, Course, solutions_of

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Locked rooms need Linux.")

BROKEN = """
from solutions import reference
right = reference.ANSWERS["softmax"]
reference.ANSWERS["softmax"] = lambda scores: 2 * right(scores)
"""
"""As `sitecustomize.py` on the path: in all of Python the reference of one exercise is wrong."""


@pytest.fixture(scope="module")
def handed_in(kinds: Path, tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A class of all sorts, nothing graded yet; to be copied."""
    return all_sorts(Course(tmp_path_factory.mktemp("handed-in") / "course", kinds))


@pytest.fixture(scope="module")
def serial(handed_in: Course, tmp_path_factory: pytest.TempPathFactory) -> Course:
    """The same class as `nbgrader autograde` grades it; to be looked at."""
    course = copy_of(handed_in, tmp_path_factory.mktemp("serial"))
    course.nbgrader("autograde", KINDS)
    return course


def test_it_writes_what_nbgrader_writes(handed_in, serial, tmp_path):
    """Row by row and file by file; each leaves alone what the other has graded; and teaching goes on from there."""
    course = copy_of(handed_in, tmp_path)
    printed = batch(course, KINDS, "--jobs", "2")
    assert counts(printed) == {"graded": 9, "unchanged": 0, "repaired": 2, "failed": 0}
    ours, theirs = rows(course), rows(serial)
    for table in theirs:
        assert ours[table] == theirs[table], table
    assert len(theirs["grade"]) == 9 * 9
    assert files(course) == files(serial)
    scores = course.scores(KINDS)
    assert scores["right"]["softmax"] == 4.0
    assert 0 < scores["wrong"]["softmax"] < 4.0
    assert scores["untouched"]["softmax"] == 0.0

    assert "Skipping existing assignment" in course.nbgrader("autograde", KINDS)
    assert counts(batch(course, "00"))["unchanged"] == 9
    again = copy_of(serial, tmp_path / "again")
    assert counts(batch(again, "--all")) == {
        "graded": 0,
        "unchanged": 9,
        "repaired": 0,
        "failed": 0,
    }
    assert files(course) == files(again) == files(serial)

    course.nbgrader("generate_feedback", KINDS)
    page = course.root / "term" / "feedback" / "wrong" / KINDS / f"{KINDS}.html"
    assert "softmax" in page.read_text()
    course.nbgrader("export", "--to", str(tmp_path / "grades.csv"))
    assert "timeless" in (tmp_path / "grades.csv").read_text()


def test_newer_work_is_graded_and_the_rest_left_alone(serial, tmp_path):
    course = copy_of(serial, tmp_path)
    before = files(course)
    handed = course.root / "term" / "submitted" / "untouched" / KINDS
    source = course.root / "term" / "submitted" / "right" / KINDS / f"{KINDS}.ipynb"
    (handed / f"{KINDS}.ipynb").write_bytes(source.read_bytes())
    printed = batch(course, KINDS, "--students", "u*")
    assert counts(printed) == {"graded": 1, "unchanged": 0, "repaired": 0, "failed": 0}
    assert course.scores(KINDS)["untouched"]["softmax"] == 4.0
    changed = {name for name, content in files(course).items() if before[name] != content}
    assert changed == {f"untouched/{KINDS}/{KINDS}.ipynb"}


def test_a_mended_exercise_is_judged_again_by_itself(handed_in, tmp_path):
    """Nobody has to ask for it; it is said whose points changed; and what a person gave stays."""
    course = copy_of(handed_in, tmp_path, ("right", "wrong"))
    (tmp_path / "sitecustomize.py").write_text(BROKEN)
    batch(course, KINDS, PYTHONPATH=os.pathsep.join([str(tmp_path), str(REPO)]))
    before = course.scores(KINDS)
    assert before["right"]["softmax"] < 4.0
    here = ("softmax", KINDS, KINDS, "wrong")
    with Gradebook(f"sqlite:///{course.root}/term/gradebook.db") as gradebook:
        gradebook.find_grade("kinds-words", KINDS, KINDS, "right").manual_score = 1.5
        gradebook.find_comment("softmax-answer", *here[1:]).manual_comment = "Look again."
        gradebook.db.commit()

    listed = batch(course, KINDS).split("because the exercise was mended:")[1]
    after = course.scores(KINDS)
    assert f"right  {KINDS}  softmax: {before['right']['softmax']:g} -> 4" in listed
    assert after["right"]["softmax"] == 4.0
    for learner in before:
        assert {**after[learner], **before[learner]} == before[learner]
        others = {name for name in before[learner] if after[learner][name] != before[learner][name]}
        assert others <= {"softmax", "kinds-words"}, learner
        record = executed(course, learner).metadata[VERDICTS]["softmax"]
        assert record["status"] == ("holds" if learner == "right" else "not yet")
    with Gradebook(f"sqlite:///{course.root}/term/gradebook.db") as gradebook:
        grade = gradebook.find_grade("kinds-words", KINDS, KINDS, "right")
        assert (grade.manual_score, grade.score) == (1.5, 1.5)
        assert gradebook.find_grade(*here).auto_score == after["wrong"]["softmax"]
        comment = gradebook.find_comment("softmax-answer", *here[1:])
        assert comment.manual_comment == "Look again."

    kept = files(course)
    printed = batch(course, KINDS, "--force")
    assert counts(printed)["graded"] == 2
    assert "mended" not in printed
    assert files(course) == kept


def test_whatever_interrupts_it_a_rerun_goes_on(handed_in, serial, tmp_path):
    """Ctrl-C, `kill -9`, a worker that dies: in the end all is as if nothing had happened."""
    course = copy_of(handed_in, tmp_path)
    process = start(course, KINDS, "--jobs", "2")
    wait_for(lambda: files(course), process)
    process.send_signal(signal.SIGINT)
    printed = process.communicate(timeout=120)[0]
    assert process.returncode == 1, printed
    assert "Start again, and it goes on there" in printed
    done = files(course)

    process = start(course, KINDS, "--jobs", "2")
    wait_for(lambda: len(files(course)) > len(done), process)
    crew = workers_of(process)
    process.kill()
    process.communicate()
    assert crew
    wait_for(lambda: not any(one.is_running() for one in crew))

    process = start(course, KINDS, "--jobs", "2")
    wait_for(lambda: workers_of(process), process)[0].kill()
    printed = process.communicate(timeout=300)[0]
    assert process.returncode == 0, printed
    assert {name: files(course)[name] for name in done} == done
    assert files(course) == files(serial)
    assert rows(course) == rows(serial)
    assert not (course.root / "term" / "autograded" / ".new").exists()


def test_a_long_temporary_folder_is_no_trouble(handed_in, tmp_path):
    """Workers meet at a socket there, whose name cannot be longer than 108 characters."""
    course = copy_of(handed_in, tmp_path)
    deep = tmp_path / ("deep" * 20)
    deep.mkdir()
    printed = batch(course, KINDS, "--students", "right", TMPDIR=str(deep))
    assert counts(printed) == {"graded": 1, "unchanged": 0, "repaired": 0, "failed": 0}
    assert not (course.root / "term" / "autograded" / ".new").exists()


def test_there_is_one_writer(handed_in, tmp_path):
    course = copy_of(handed_in, tmp_path, ("right",))
    with alone(course.root / "term", logging.getLogger()):
        printed = batch(course, KINDS, status=2)
        assert f"process {os.getpid()})" in printed
        assert "Nothing was changed: run this again" in printed
    assert counts(batch(course, KINDS))["graded"] == 1  # the file that is left locks nobody out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "the lessons to grade, or --all"),
        (["--all", "00"], "the lessons to grade, or --all"),
        (["12_nothing"], "one of 00_kinds"),
        ([KINDS, "--students", "zoe"], "learners called zoe"),
        ([KINDS, "--jobs", "0"], "a number of processes was expected"),
        ([KINDS, "--scheduler", "tcp://127.0.0.1:1"], "none could be reached"),
    ],
)
def test_bad_input_is_explained(handed_in, arguments, said, monkeypatch, capsys):
    from grading.__main__ import main

    monkeypatch.setattr("grading.batch.cluster.CONNECTING", 1.0)
    monkeypatch.chdir(handed_in.root)
    try:
        status = main(["autograde", *arguments])
    except SystemExit as ended:
        status = ended.code
    assert status == 2
    assert said in capsys.readouterr().err


def test_without_a_lock_it_says_what_to_do(handed_in, tmp_path):
    course = copy_of(handed_in, tmp_path, ("right",))
    no_bubblewrap = {"PATH": str(tmp_path)}
    printed = batch(course, KINDS, status=2, **no_bubblewrap)
    assert "bubblewrap (the command `bwrap`) is not installed" in printed
    assert not place(course, "right").exists()
    printed = batch(course, KINDS, NEURONLAB_UNLOCKED="yes", **no_bubblewrap)
    assert counts(printed)["graded"] == 1
    assert execution.WITHOUT_A_LOCK in executed(course, "right").cells[0].source
    with Gradebook(f"sqlite:///{course.root}/term/gradebook.db") as gradebook:
        comment = gradebook.find_comment("softmax-answer", KINDS, KINDS, "right")
        assert comment.auto_comment == execution.WITHOUT_A_LOCK
    assert counts(batch(course, KINDS))["graded"] == 1  # with a lock it is worth doing again


def test_elsewhere_it_says_where_to_run_it(tmp_path, monkeypatch, capsys):
    from nbgrader.converters import Autograde

    from grading.__main__ import main

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(Autograde.start, "admits_first", False, raising=False)
    assert main(["autograde", KINDS]) == 2
    assert "run the command in the course's folder" in capsys.readouterr().err


def test_help_is_for_people(capsys):
    from grading.__main__ import main

    with pytest.raises(SystemExit):
        main(["autograde", "--help"])
    shown = capsys.readouterr().out
    for word in ("--jobs", "--students", "--scheduler", "--force", "examples:", "goes on"):
        assert word in shown


# --- the parts


def task_of(course: Course, changes: dict[str, str] | None = None, **more) -> Task:
    """The solved scratch lesson as a task."""
    right = {**solutions_of(course.solved(KINDS)), **(changes or {})}
    notebook = course.released(KINDS)
    for cell in notebook.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        cell.source = right.get(name, cell.source)
    return Task(KINDS, "one", as_text(notebook), (1, 2), work_of(notebook, (1, 2), True), **more)


def test_only_what_is_not_kept_is_asked(handed_in, monkeypatch):
    asked = []
    opened = Judge.open
    monkeypatch.setattr(Judge, "open", lambda self, name: asked.append(name) or opened(self, name))
    task = task_of(handed_in)
    with NURSERIES.lent(True) as nursery:
        first = json.loads(execute(task, nursery).notebook)
        assert len(asked) == 8
        outputs = {
            cell["metadata"]["nbgrader"]["grade_id"]: cell["outputs"]
            for cell in first["cells"]
            if cell["metadata"].get("nbgrader", {}).get("grade") and cell["cell_type"] == "code"
        }
        records = first["metadata"][VERDICTS]
        kept = {name: (records[name], outputs[name]) for name in records if name != "Adam"}
        asked.clear()
        second = json.loads(execute(task_of(handed_in, kept=kept), nursery).notebook)
    NURSERIES.close()
    assert asked == ["Adam"]
    assert second == first


def test_what_has_to_be_judged_again(handed_in):
    notebook = handed_in.released(KINDS)
    now = work_of(notebook, [1, 2], True)
    assert set(now["exercises"]) >= {"softmax", "Adam"}
    assert mended(now, now) == set()
    assert mended(json.loads(json.dumps(now)), now) == set()
    other = {**now, "exercises": {**now["exercises"], "softmax": "another"}}
    assert mended(other, now) == {"softmax"}
    for before in (None, {}, "x", {"notebook": now["notebook"]}, {**now, "notebook": "y"}):
        assert mended(before, now) is None
    assert mended(work_of(notebook, [1, 3], True), now) is None
    assert mended(work_of(notebook, [1, 2], False), now) is None
    notebook.cells[0].source += "!"
    assert mended(work_of(notebook, [1, 2], True), now) is None


class Scripted:
    """A crew that says what the test wants it to."""

    has_room = True

    def __init__(self, *said):
        self.said, self.handed = list(said), []

    def start(self) -> None: ...

    def hand(self, key, task) -> None:
        self.handed.append(key)

    def finished(self, seconds):
        return [(self.handed[-1], self.said.pop(0))] if self.handed and self.said else []


@pytest.fixture
def bare_run(monkeypatch):
    """A run of which planning and recording are left out."""

    def make(crew):
        recorded = []
        monkeypatch.setattr(running, "Recorder", lambda *_: SimpleNamespace(record=record))
        monkeypatch.setattr(running, "Planner", lambda *_: SimpleNamespace(lesson=KINDS, plan=plan))

        def plan(learner):
            admitted = SimpleNamespace(remarks=[])
            return SimpleNamespace(
                lesson=KINDS, learner=learner, task="task", admitted=admitted, deaths=0
            )

        def record(planned, outcome):
            recorded.append(planned.learner)
            return []

        book = SimpleNamespace(lent_to_nbgrader=nullcontext)
        run = Run(None, book, crew, False, lambda: not crew.said, lambda: None)
        return run, recorded

    return make


def test_a_submission_that_ends_two_workers_is_failed_and_said(bare_run):
    died = Failed("the process that graded it ended (status -9)", again=True)
    crew = Scripted(died, died)
    run, recorded = bare_run(crew)
    tally = run.go([(KINDS, "deadly")], None)
    assert len(crew.handed) == 2
    assert tally.failures == [("deadly", KINDS, died.reason)]
    assert recorded == []


def test_who_only_waited_with_it_is_not_blamed(bare_run):
    lost = Failed("", again=True, blamed=False)
    crew = Scripted(lost, lost, lost, Outcome("{}"))
    run, recorded = bare_run(crew)
    assert run.go([(KINDS, "unlucky")], None).failed.total() == 0
    assert recorded == ["unlucky"]


def test_what_comes_twice_is_recorded_once(bare_run):
    crew = Scripted(Outcome("{}"), Outcome("{}"), Outcome("{}"))
    run, recorded = bare_run(crew)
    run.go([(KINDS, "one"), (KINDS, "two")], None)
    assert sorted(recorded) == ["one", "two"]


def test_a_worker_that_hangs_or_dies_is_replaced(handed_in, monkeypatch):
    monkeypatch.setattr(workers, "PATIENCE", -1.0)
    slow = {"softmax-answer": "import time\ntime.sleep(60)"}
    hung = task_of(handed_in, slow, limits=Limits(submission=6.0, cell=30.0))
    crew = LocalCrew(1, True)
    try:
        crew.hand("killed", task_of(handed_in, slow))
        crew.hand("waiting", task_of(handed_in))
        threading.Timer(1.0, lambda: crew._workers[0].process.kill()).start()
        found = dict(come(crew, 2))
        assert found["killed"].again
        assert found["killed"].blamed
        assert "status -9" in found["killed"].reason
        assert found["waiting"] == Failed(found["waiting"].reason, again=True, blamed=False)
        crew.hand("waiting", task_of(handed_in))
        (finished,) = come(crew, 1)
        assert isinstance(finished[1], Outcome)
        monkeypatch.setattr(workers, "PATIENCE", -10.0)
        crew.hand("hung", hung)
        (finished,) = come(crew, 1)
        assert finished == ("hung", Failed("it gave no answer in time", again=True))
    finally:
        crew.close()


def come(crew: LocalCrew, count: int) -> list:
    found: list = []
    wait_for(lambda: found.extend(crew.finished(0.2)) or len(found) >= count)
    return found


def test_the_one_who_executes_needs_no_course(handed_in, tmp_path):
    """From a task on its way as bytes to an outcome, in an empty folder, with nothing but the packages."""
    import pickle

    (tmp_path / "task").write_bytes(pickle.dumps(task_of(handed_in)))
    code = (
        "import pickle; from pathlib import Path\n"
        "from grading.execution import NURSERIES, execute\n"
        "task = pickle.loads(Path('task').read_bytes())\n"
        "with NURSERIES.lent(True) as nursery:\n"
        "    Path('outcome').write_bytes(pickle.dumps(execute(task, nursery)))\n"
        "NURSERIES.close()\n"
        "import sys; print('sqlalchemy' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(REPO)},
        capture_output=True,
        text=True,
        check=True,
    )
    outcome = pickle.loads((tmp_path / "outcome").read_bytes())
    assert outcome.deaths == ()
    assert json.loads(outcome.notebook)["metadata"][VERDICTS]["Adam"]["status"] == "holds"
    assert done.stdout
