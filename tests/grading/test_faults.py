"""Faults of the machine while a class is graded: after a rerun every grade is there, and nothing is left behind."""

from __future__ import annotations

import contextlib
import errno
import logging
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
import pytest

from grading import running
from grading.feedback import RefuseUnfinished
from grading.room import watching
from grading.room.nursery import Nursery
from grading.running import NotNow, alone
from grading.secret import course_secret
from grading.writing import OLD, PREFIX, remove_leftovers
from tests.course import Course, solutions_of
from tests.grading.classes import LESSON, executed, honest, shorten, submitted, whole

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Locked rooms need Linux.")

COMMANDS = {"nbgrader": ["-m", "nbgrader", "autograde", LESSON]}
"""The ways to grade a class; what is said here holds for each."""

SEEDS = (1, 2, 3)
AGAIN = "run this again: the rest is graded then."
PATIENT = 120.0
"""Seconds that are waited for what takes one, on a machine that is busy."""

SLOW = "import time\n\ntime.sleep(3)"


@dataclass
class Graded:
    """What an undisturbed run leaves."""

    scores: dict
    cells: dict[str, list]
    files: list[str]
    lines: int
    root: Path


class Class(Course):
    """A course with a class that was handed in, graded by a command that can be disturbed."""

    def __init__(self, root: Path, arguments: list[str], expected: Graded | None = None):
        self.root, self.arguments, self.expected = root, arguments, expected
        self.temporary = root.parent / "temporary"
        self.temporary.mkdir(exist_ok=True)

    def environment(self) -> dict[str, str]:
        return {**super().environment(), "TMPDIR": str(self.temporary)}

    def begin(self, *more: str, **changes: str) -> Run:
        """Start grading."""
        process = subprocess.Popen(
            [sys.executable, *self.arguments, *more],
            cwd=self.root,
            env={**self.environment(), **changes},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
        )
        return Run(process)

    def grade(self, *more: str, **changes: str) -> str:
        """Grade to the end; returns what was printed."""
        return self.ended(self.begin(*more, **changes), 0)

    def refuse(self, *more: str, **changes: str) -> str:
        """Grade, and fail; returns what was printed."""
        return self.ended(self.begin(*more, **changes), 1)

    def ended(self, run: Run, status: int) -> str:
        assert run.wait() == status, run.text()
        return run.text()

    def check(self) -> None:
        """All is as if nothing had happened."""
        assert self.scores(LESSON) == self.expected.scores
        for learner, cells in self.expected.cells.items():
            assert executed(self, learner) == cells, learner
        assert self.files() == self.expected.files
        assert list(self.temporary.iterdir()) == []

    def set(self, name: str, value: float) -> None:
        """Give a setting of `grading.running` another value in this course's commands."""
        settings = self.root / "nbgrader_config.py"
        line = f"import grading.running\n\ngrading.running.{name} = {value}\n"
        settings.write_text(line + settings.read_text())

    def files(self) -> list[str]:
        """All files of the course's data."""
        term = self.root / "term"
        return sorted(str(path.relative_to(term)) for path in term.rglob("*"))

    def database(self) -> Path:
        return self.root / "term" / "gradebook.db"


@dataclass
class Run:
    """A command that runs, and the lines that it printed so far."""

    process: subprocess.Popen
    lines: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._news = threading.Condition()
        self._ended = False
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        for line in self.process.stdout:
            with self._news:
                self.lines.append(line)
                self._news.notify_all()
        with self._news:
            self._ended = True
            self._news.notify_all()

    def text(self) -> str:
        return "".join(self.lines)

    def until(self, reached) -> None:
        """Wait until something is true of the lines, or the command has ended."""
        with self._news:
            assert self._news.wait_for(lambda: self._ended or reached(self.lines), PATIENT)

    def until_said(self, words: str) -> None:
        self.until(lambda lines: any(words in line for line in lines))
        assert words in self.text()

    def wait(self) -> int:
        status = self.process.wait(PATIENT)
        self._reader.join(PATIENT)
        return status

    def end(self, number: signal.Signals) -> None:
        """Send a signal, and wait until the command and all that it had started have ended."""
        handles = [watching.Handle(one) for one in family(self.process.pid)]
        os.kill(self.process.pid, number)
        self.wait()
        for handle in handles:
            assert handle.wait(PATIENT), "A process outlived the grader."
            handle.close()

    def sandbox(self) -> int:
        """The nursery in which a slow cell runs now: one whose room stays the same for a while."""
        until = time.monotonic() + PATIENT
        seen: dict[int, tuple[list[int], float]] = {}
        while time.monotonic() < until:
            for nursery in family(self.process.pid):
                inside = family(nursery)
                name = command_of(nursery).split(b"\0")
                if (
                    len(inside) < 3
                    or b"bwrap" in name[0]
                    or b"inside.nursery" not in b"".join(name)
                ):
                    continue
                before, since = seen.setdefault(nursery, (inside, time.monotonic()))
                if before != inside:
                    del seen[nursery]
                elif time.monotonic() - since > 1:
                    return nursery
            time.sleep(0.05)
        raise AssertionError(f"No notebook came to run: {self.text()}")


def family(process: int) -> list[int]:
    """A process and all that descend from it, as long as they are there."""
    found = []
    for one in watching.group_of(process):
        with contextlib.suppress(OSError):
            os.kill(one, 0)
            found.append(one)
    return found


def command_of(process: int) -> bytes:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{process}/cmdline").read_bytes()
    return b""


@pytest.fixture(scope="module", params=COMMANDS)
def command(request) -> list[str]:
    return COMMANDS[request.param]


@pytest.fixture(scope="module")
def undisturbed(kinds: Path, tmp_path_factory, command) -> Iterator[tuple[Path, Graded]]:
    """A course as it was before grading, and what an undisturbed run of the command makes of it."""
    place = tmp_path_factory.mktemp("undisturbed")
    course = Course(place / "before", kinds)
    shorten(course)
    for learner, answers in honest(course).items():
        course.hand_in(learner, LESSON, answers)
    (course.root / "term" / "secret").write_text("of this course")
    shutil.copytree(course.root, place / "course")
    graded = Class(place / "course", command)
    printed = graded.grade()
    scores = graded.scores(LESSON)
    assert scores["aa honest"] == whole(graded)
    assert 0 < scores["mm honest"]["softmax"] < 4
    assert set(scores["zz honest"].values()) == {0}
    cells = {learner: executed(graded, learner) for learner in scores}
    lines = len(printed.splitlines())
    yield place / "before", Graded(scores, cells, graded.files(), lines, graded.root)
    shutil.rmtree(place, ignore_errors=True)


@pytest.fixture
def course(undisturbed, tmp_path: Path, command) -> Class:
    """A class to be graded."""
    before, expected = undisturbed
    shutil.copytree(before, tmp_path / "course")
    return Class(tmp_path / "course", command, expected)


# --- the grader is ended


@pytest.mark.parametrize("seed", SEEDS)
def test_kill_9_at_random_moments(course: Class, seed: int):
    """Two runs in a row are killed, each at a moment of its own; the third goes to the end."""
    draw = random.Random(seed)
    for _ in range(2):
        line = draw.randrange(course.expected.lines)
        delay = draw.uniform(0, 0.4)
        run = course.begin()
        run.until(lambda lines, line=line: len(lines) >= line)
        time.sleep(delay)
        print(f"seed {seed}: killed {delay:.3f} s after line {line} of {course.expected.lines}")
        if run.process.poll() is None:
            run.end(signal.SIGKILL)
    course.grade()
    course.check()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt(course: Class, number: signal.Signals):
    run = course.begin()
    run.until_said("Autograding")
    run.end(number)
    assert run.process.returncode != 0
    course.grade()
    course.check()


def test_two_at_the_same_time(course: Class):
    course.set("PATIENCE", PATIENT)
    runs = [course.begin() for _ in range(2)]
    printed = [course.ended(run, 0) for run in runs]
    assert sum("Waiting for another run of autograding to end." in one for one in printed) <= 1
    assert "".join(printed).count("[AutogradeApp | INFO] Autograding ") == 3  # nobody's work twice
    course.check()


# --- the sandbox is ended


@pytest.fixture
def slow(course: Class) -> Class:
    """The class, and a learner whose notebook runs for a while."""
    course.hand_in("slow", LESSON, solutions_of(course.solved(LESSON)).get)
    notebook = nbformat.read(submitted(course, "slow"), 4)
    place = next(i for i, cell in enumerate(notebook.cells) if "`softmax`" in cell.source)
    notebook.cells.insert(place, nbformat.v4.new_code_cell(SLOW))
    nbformat.write(notebook, submitted(course, "slow"))
    return course


def test_a_nursery_that_is_killed_costs_nobody_anything(slow: Class):
    """Without a second run: the notebook in which it happened runs again from the beginning."""
    run = slow.begin("--student=slow")
    os.kill(run.sandbox(), signal.SIGKILL)
    printed = slow.ended(run, 0)
    assert "The sandbox was ended from outside" in printed
    assert slow.scores(LESSON)["slow"] == slow.expected.scores["aa honest"]
    assert list(slow.temporary.iterdir()) == []


def test_a_room_that_is_killed_is_named_and_can_be_graded_again(slow: Class):
    run = slow.begin("--student=slow")
    nursery = run.sandbox()
    os.kill(family(nursery)[-1], signal.SIGKILL)
    printed = slow.ended(run, 0)
    assert "A room of slow died and was replaced" in printed
    assert f"nbgrader autograde {LESSON} --student=slow --force" in printed
    slow.grade("--student=slow", "--force")
    assert slow.scores(LESSON)["slow"] == slow.expected.scores["aa honest"]


# --- the gradebook, the release and the secret


def test_a_gradebook_that_is_locked_for_a_while_is_waited_for(course: Class):
    with locked(course.database()):
        run = course.begin()
        run.until_said("Copying")  # the next step is the gradebook's
        time.sleep(6)  # nbgrader alone gives up after 5
        assert run.process.poll() is None
    course.ended(run, 0)
    course.check()


def test_what_cannot_be_used_is_said_and_a_rerun_grades(course: Class):
    """One after the other: a gradebook that stays locked, is read-only, is damaged; no release, no secret."""
    course.set("GRADEBOOK_PATIENCE", 0.2)
    with locked(course.database()):
        printed = course.refuse()
    assert "The gradebook could not be used (database is locked)" in printed
    assert AGAIN in printed

    course.grade("--student=aa honest")  # the others are still to come
    read_only = f"sqlite:///file:{course.database()}?mode=ro&uri=true"
    printed = course.refuse(NEURONLAB_DATABASE=read_only)
    assert "readonly database" in printed
    assert AGAIN in printed

    whole_one = course.database().read_bytes()
    course.database().write_bytes(b"damaged" + whole_one[7:])
    printed = course.refuse()
    assert "The gradebook could not be used (file is not a database)" in printed
    assert AGAIN in printed
    course.database().write_bytes(whole_one)

    release = course.root / "notebooks" / LESSON
    release.rename(release.with_name("away"))
    printed = course.refuse()
    assert f"The release of {LESSON} was expected" in printed
    release.with_name("away").rename(release)

    (course.root / "term" / "secret").unlink()  # other questions for those who were not graded yet
    printed = course.grade()
    assert printed.count("Skipping existing assignment") == 1
    course.expected.cells = {"aa honest": course.expected.cells["aa honest"]}
    course.check()


def test_a_gradebook_from_an_older_copy_gets_the_grades_that_it_lacks(course: Class):
    copy = course.database().read_bytes()
    course.grade("--student=aa honest")
    course.database().write_bytes(copy)
    printed = course.grade()
    assert "00_kinds of aa honest was not graded to the end, and is graded again." in printed
    course.check()


# --- the disk

SMALL_DISK = """
set -e
mount -t tmpfs -o size=64m tmpfs "$TERM_FOLDER"
cp -a "$COPY/." "$TERM_FOLDER"
used=$(du -s --block-size=4096 --apparent-size "$TERM_FOLDER" | cut -f1)
for more in $PAGES; do
    free=$(stat -f -c %f "$TERM_FOLDER")
    all=$(stat -f -c %b "$TERM_FOLDER")
    mount -o "remount,nr_blocks=$((all - free + more))" "$TERM_FOLDER"
    echo "== a disk with $more pages left"
    "$@" && exit 9
done
mount -o remount,size=64m,ro "$TERM_FOLDER"
echo "== a disk that is read-only"
"$@" && exit 8
mount -o remount,size=64m,rw "$TERM_FOLDER"
echo "== room enough"
"$@"
cp -a "$TERM_FOLDER/." "$COPY"
"""
"""Put a course's data on a disk of its own, grade while it is too small, then read-only, then large enough."""


def test_a_full_disk_and_one_that_is_read_only(course: Class, undisturbed):
    """The disk is too small in several places of the run: for the gate, for the gradebook, for a notebook."""
    term, copy = course.root / "term", course.root.parent / "copy"
    term.rename(copy)
    term.mkdir()
    alone_there = ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "-rm"]
    done = subprocess.run(
        [*alone_there, "sh", "-c", SMALL_DISK, "sh", sys.executable, *course.arguments],
        cwd=course.root,
        env={
            **course.environment(),
            "TERM_FOLDER": str(term),
            "COPY": str(copy),
            "PAGES": "2 28",
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=3 * PATIENT,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert done.stdout.count("No space left on device") + done.stdout.count("disk is full") >= 2
    assert "Read-only file system" in done.stdout or "readonly database" in done.stdout
    assert done.stdout.count(AGAIN) == 3
    term.rmdir()
    copy.rename(term)
    course.check()


# --- pieces


def cut(place: Path) -> None:
    path = place / f"{LESSON}.ipynb"
    path.chmod(0o644)
    path.write_bytes(path.read_bytes()[:-2])


def not_executed(place: Path) -> None:
    path = place / f"{LESSON}.ipynb"
    path.unlink()
    shutil.copy(place.parents[2] / "admitted" / place.parent.name / LESSON / path.name, path)


def without(name: str):
    return lambda place: (place / name).unlink()


def of_another_time(place: Path) -> None:
    (place / "timestamp.txt").chmod(0o644)
    (place / "timestamp.txt").write_text("2026-03-02 12:00:00 UTC")


HALF = {
    "cut": cut,
    "not executed": not_executed,
    "no notebook": without(f"{LESSON}.ipynb"),
    "no time": without("timestamp.txt"),
    "no secret": without("submission_secret.txt"),
    "of another time": of_another_time,
}


@pytest.mark.parametrize("spoil", HALF.values(), ids=HALF)
def test_what_is_half_is_not_taken_for_graded(undisturbed, tmp_path, spoil):
    shutil.copytree(undisturbed[1].root / "term", tmp_path / "term")
    known = running.in_gradebook(f"sqlite:///{tmp_path}/term/gradebook.db")["aa honest", LESSON]
    place = tmp_path / "term" / "autograded" / "aa honest" / LESSON
    assert running.is_finished(place, LESSON, known)
    assert not running.is_finished(place, LESSON, None)
    assert not running.is_finished(place, LESSON, running.Known(known.time, {}))
    spoil(place)
    assert not running.is_finished(place, LESSON, known)


def test_no_feedback_is_made_of_what_was_not_graded_to_the_end(undisturbed):
    released = undisturbed[1].root / "notebooks" / LESSON / f"{LESSON}.ipynb"
    with pytest.raises(NotNow, match="Run `nbgrader autograde` again"):
        RefuseUnfinished().preprocess(nbformat.read(released, 4), {})


def test_a_secret_is_whole_or_not_there(tmp_path, monkeypatch):
    """A full disk or a crash leaves no empty one, which would stop all grading."""

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.delenv("NEURONLAB_SECRET", raising=False)
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        course_secret(tmp_path)
    monkeypatch.undo()
    monkeypatch.delenv("NEURONLAB_SECRET", raising=False)
    assert [one.name for one in (tmp_path / "term").iterdir()] == []
    assert len(course_secret(tmp_path)) == 64


@contextlib.contextmanager
def locked(database: Path) -> Iterator[None]:
    """Another program holds the gradebook for itself."""
    with contextlib.closing(sqlite3.connect(database)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        yield
        connection.rollback()


def test_a_run_that_does_not_end_is_not_waited_for(tmp_path, monkeypatch, caplog):
    monkeypatch.setattr(running, "PATIENCE", 0.2)
    log = logging.getLogger("faults")
    refused = pytest.raises(NotNow, match=rf"\(process {os.getpid()}\)")
    with alone(tmp_path, log), refused, alone(tmp_path, log):
        pass
    with alone(tmp_path, log):
        pass
    assert caplog.text.count("Waiting for another run") == 1


def test_half_files_of_a_killed_writer_are_removed_when_they_are_old(tmp_path):
    for name, age in (("old", 2 * OLD), ("young", 0)):
        path = tmp_path / f"{PREFIX}{name}"
        path.touch()
        os.utime(path, (time.time() - age,) * 2)
    remove_leftovers(tmp_path)
    assert [one.name for one in tmp_path.iterdir()] == [f"{PREFIX}young"]


def test_the_copy_of_the_code_of_a_killed_grader_is_removed_by_the_next(tmp_path, monkeypatch):
    """Where a nursery needs a folder of its own; here one without a lock."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    code = "from grading.room import Nursery; n = Nursery(False); n.start(); print(1, flush=True); input()"
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    with subprocess.Popen(
        [sys.executable, "-c", code], env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as grader:
        assert grader.stdout.readline() == b"1\n"
        (left,) = tmp_path.iterdir()
        os.utime(left, (0, 0))
        with Nursery(False) as other:
            other.start()
            assert left.exists()  # its owner lives
        grader.kill()
        grader.wait()
    with Nursery(False) as other:
        other.start()
        assert not left.exists()
    assert list(tmp_path.iterdir()) == []
