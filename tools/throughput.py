"""Measure batch grading: against stock nbgrader, with growing classes, on a cluster. Parts of `make bench`.

Everything happens in scratch courses that are thrown away.
"""

from __future__ import annotations

import logging
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import NamedTuple

import nbformat
import psutil

from tests.course import REPO, Course, answer, solutions_of
from tests.grading.test_cluster import scheduler, worker

LESSONS = ("01_neuron", "02_layer", "04_activations")
"""Three lessons; the last draws ten figures."""

LEARNERS = int(os.environ.get("NEURONLAB_BENCH_LEARNERS", "30"))
SMALL = "00_start"
SIZES = (10, 100, 1000, 3000)

STOCK = """
import sys
from pathlib import Path
c = get_config()
root = Path(__file__).resolve().parent
sys.path.insert(0, str(root))
c.CourseDirectory.root = str(root)
c.CourseDirectory.course_id = "stock"
c.CourseDirectory.source_directory = "solutions/notebooks"
c.CourseDirectory.release_directory = "notebooks"
c.CourseDirectory.submitted_directory = "term/submitted"
c.CourseDirectory.autograded_directory = "term/autograded"
c.CourseDirectory.db_url = f"sqlite:///{root}/term/gradebook.db"
c.ClearSolutions.code_stub = {"python": "raise NotImplementedError  # your code here"}
c.GenerateAssignment.preprocessors = [
    "grading.releasing.ResetAnswers",
    "nbgrader.preprocessors.LockCells",
    "nbgrader.preprocessors.ClearSolutions",
    "nbgrader.preprocessors.ClearOutput",
    "nbgrader.preprocessors.CheckCellMetadata",
    "nbgrader.preprocessors.ClearHiddenTests",
    "nbgrader.preprocessors.ComputeChecksums",
    "nbgrader.preprocessors.SaveCells",
    "nbgrader.preprocessors.ClearMarkScheme",
]
"""
"""nbgrader as it comes: its own steps, a Jupyter kernel for each notebook, no lock. Hidden tests are left away, which
makes it faster: it runs the public checks alone."""


def against_stock() -> None:
    """A class on three lessons: the same submissions through stock nbgrader and through batch grading, by turns."""
    print(f"{LEARNERS} learners, lessons {', '.join(LESSONS)}, {os.cpu_count()} cores", flush=True)
    for title, keep in WAYS.items():
        with tempfile.TemporaryDirectory(prefix="bench-") as place:
            ours = scratch(Path(place) / "ours", LESSONS, keep)
            stock = scratch(Path(place) / "stock", LESSONS, keep, STOCK)
            for lesson in LESSONS:
                hand_in(ours, lesson, LEARNERS)
                hand_in(stock, lesson, LEARNERS)
            fast, slow = [graded(ours)], []
            for lesson in LESSONS:
                slow.append(timed(stock, ["-m", "nbgrader", "autograde", lesson])[0])
                fast.append(graded(ours, "--force"))
            stocks = sum(one.seconds for one in slow)
            took = median(one.seconds for one, _ in fast)
            count = LEARNERS * len(LESSONS)
            print(
                f"\n{title}: stock nbgrader {stocks:.0f} s, {60 * count / stocks:.0f} a minute; batch "
                f"{took:.1f} s, {60 * count / took:.0f} a minute; {stocks / took:.1f} times the throughput"
            )
            print(f"   batch runs: {', '.join(f'{one.seconds:.1f}' for one, _ in fast)} s")
            if slow[0].processor is not None:
                work, less = (
                    sum(one.processor for one in slow),
                    median(one.processor for one, _ in fast),
                )
                print(
                    f"   of the processor: stock {work:.0f} s, batch {less:.1f} s, {work / less:.1f} times less"
                )
            print(f"   {fast[-1][1]}", flush=True)


def growth() -> None:
    """Time, memory and disk for each submission, in classes of growing size."""
    print(f"lesson {SMALL} without figures, {os.cpu_count()} cores")
    print(
        f"{'submissions':>12}{'s':>9}{'ms each':>9}{'a second':>10}{'writer MB':>11}{'all MB':>8}",
        end="",
    )
    print(f"{'gradebook KB each':>19}{'folder KB each':>16}  writer ms each")
    for size in SIZES:
        with tempfile.TemporaryDirectory(prefix="bench-") as place:
            course = scratch(Path(place) / "course", (SMALL,), draws_nothing)
            empty = (course.root / "term" / "gradebook.db").stat().st_size
            hand_in(course, SMALL, size)
            with watched() as memory:
                _, profile = graded(course, lessons=(SMALL,), started=memory.append)
            took = float(re.search(r"^([\d.]+) s", profile, re.MULTILINE)[1])
            book = (course.root / "term" / "gradebook.db").stat().st_size - empty
            folder = sum(
                one.stat().st_size for one in (course.root / "term" / "autograded").rglob("*.*")
            )
            writer = sum(
                float(re.search(rf"{part} ([\d.]+)", profile)[1]) for part in ("plan", "record")
            )
            print(
                f"{size:>12}{took:>9.1f}{1e3 * took / size:>9.0f}{size / took:>10.1f}"
                f"{memory[1] / 1e6:>11.0f}{memory[2] / 1e6:>8.0f}{book / size / 1e3:>19.1f}"
                f"{folder / size / 1e3:>16.0f}  {writer:.0f}",
                flush=True,
            )


def writer() -> None:
    """The one writer alone: one executed submission, recorded for ever more learners."""
    from grading.batch.course import load
    from grading.batch.gradebook import BatchGradebook
    from grading.batch.planning import Planner
    from grading.batch.recording import Recorder
    from grading.execution import NURSERIES, execute

    lesson = LESSONS[0]
    print(f"lesson {lesson}")
    with tempfile.TemporaryDirectory(prefix="bench-") as place:
        scratched = scratch(Path(place) / "course", (lesson,), draws_nothing)
        hand_in(scratched, lesson, 1)
        os.chdir(scratched.root)
        course = load()
        gradebook = BatchGradebook(course.directory.db_url, course.directory.course_id)
        database = scratched.root / "term" / "gradebook.db"
        empty = database.stat().st_size
        log = logging.Logger("bench")
        with gradebook.lent_to_nbgrader():
            planner = Planner(course, gradebook, lesson, False, log)
            planned = planner.plan("learner-0000")
            with NURSERIES.lent(course.locked) as nursery:
                outcome = execute(planned.task, nursery)
            NURSERIES.close()
            recorder, done = Recorder(course, gradebook), 0
            for size in SIZES:
                began, worked = time.perf_counter(), time.process_time()
                for number in range(done, size):
                    planner.plan("learner-0000")
                    recorder.record(replace(planned, learner=f"learner-{number:04}"), outcome)
                took, worked = time.perf_counter() - began, time.process_time() - worked
                count, done = size - done, size
                print(
                    f"to {size:>5}: {1e3 * took / count:.1f} ms each, of them {1e3 * worked / count:.1f} "
                    f"of the processor; gradebook {(database.stat().st_size - empty) / size / 1e3:.1f} KB "
                    f"each; {psutil.Process().memory_info().rss / 1e6:.0f} MB held",
                    flush=True,
                )
        gradebook.end()
        os.chdir(REPO)


def lessons() -> None:
    """Each lesson's solved notebook through a room and the judge: how long, and how large it comes out."""
    from grading.execution import NURSERIES, Task, as_text, execute

    total, size = 0.0, 0
    with NURSERIES.lent(True) as nursery:
        nursery.start()
        for path in sorted((REPO / "notebooks").glob("*/*.ipynb")):
            solved = nbformat.read(REPO / "solutions" / path.relative_to(REPO), as_version=4)
            right, notebook = solutions_of(solved), nbformat.read(path, as_version=4)
            for cell in notebook.cells:
                name = cell.metadata.get("nbgrader", {}).get("grade_id")
                cell.source = right.get(name, cell.source)
            outcome = execute(Task(path.stem, "bench", as_text(notebook), (1, 2)), nursery)
            took, length = sum(outcome.seconds.values()), len(outcome.notebook.encode())
            total, size = total + took, size + length
            print(f"{path.stem:<24}{took:6.2f} s{length / 1e6:8.2f} MB", flush=True)
    NURSERIES.close()
    print(f"{'all':<24}{total:6.2f} s{size / 1e6:8.2f} MB")


def cluster() -> None:
    """A Dask cluster on loopback: one worker against two, each a process of one thread."""
    lesson = LESSONS[-1]
    with tempfile.TemporaryDirectory(prefix="bench-") as place, ExitStack() as stack:
        course = scratch(Path(place) / "course", (lesson,), lambda cell: True)
        hand_in(course, lesson, LEARNERS)
        _, address = stack.enter_context(scheduler(Path(place)))
        times = {}
        for count in (1, 2):
            stack.enter_context(worker(address, Path(place) / f"worker-{count}"))
            time.sleep(5)
            words = ("--force", "--scheduler", address)
            runs = [graded(course, *words, lessons=(lesson,))[0].seconds for _ in range(3)]
            times[count] = median(runs)
            print(f"{count} worker(s): {LEARNERS} submissions of {lesson} in {times[count]:.1f} s")
        print(f"two workers against one: {times[1] / times[2]:.2f} times as fast")


def draws_nothing(cell: nbformat.NotebookNode) -> bool:
    """Whether a solved cell shows no picture and no sliders above one."""
    pictures = ("image/png", "application/vnd.jupyter.widget-view+json")
    return not any(
        any(kind in output.get("data", {}) for kind in pictures)
        or "data:image/png" in "".join(output.get("data", {}).get("text/html", ""))
        for output in cell.get("outputs", [])
    )


WAYS = {"without figures": draws_nothing, "with figures": lambda cell: True}
"""What is kept of a lesson."""


def scratch(
    root: Path, lessons: tuple[str, ...], keep: Callable, settings: str | None = None
) -> Course:
    """A course with these lessons, released; of their cells only those that are to be kept."""
    course = Course(root, REPO)
    (root / "term").mkdir()
    if settings is not None:
        (root / "nbgrader_config.py").write_text(settings)
    for lesson in lessons:
        path = root / "solutions" / "notebooks" / lesson / f"{lesson}.ipynb"
        notebook = nbformat.read(path, as_version=4)
        notebook.cells = [cell for cell in notebook.cells if keep(cell)]
        nbformat.write(notebook, path)
        course.nbgrader("generate_assignment", lesson, "--force")
    return course


def hand_in(course: Course, lesson: str, count: int) -> None:
    """So many learners hand in: right answers, but every fifth answer is missing, for each learner another one."""
    right = solutions_of(course.solved(lesson))
    names = [name for name in right if not name.endswith("-words")]
    released = course.root / "notebooks" / lesson / f"{lesson}.ipynb"
    made = []
    for number in range(min(5, count)):
        missing = {name for place, name in enumerate(names) if (place + number) % 5 == 0}
        made.append(course.root / f"made-{number}.ipynb")
        answer(released, lambda name, m=missing: None if name in m else right.get(name), made[-1])
    for number in range(count):
        place = course.root / "term" / "submitted" / f"learner-{number:04}" / lesson
        place.mkdir(parents=True)
        shutil.copy(made[number % len(made)], place / f"{lesson}.ipynb")
        (place / "timestamp.txt").write_text("2026-03-01 12:00:00 UTC")


def graded(
    course: Course,
    *words: str,
    lessons: tuple[str, ...] = LESSONS,
    started: Callable[[int], object] = lambda number: None,
) -> tuple[Took, str]:
    """Grade by batch; what it took from start to end, and what it printed at its end."""
    words = ("-m", "grading", "autograde", *lessons, "--profile", *words)
    took, printed = timed(course, words, started)
    table = printed[printed.index("all  ") :]
    return took, table.partition("\n")[2].strip()


@contextmanager
def watched() -> Iterator[list]:
    """A list for the number of a process; in the end the most bytes that it held follow, and that it and all below it did."""
    found: list = []
    over = threading.Event()
    most = [0, 0]

    def look() -> None:
        while not over.wait(0.2):
            if not found:
                continue
            try:
                process = psutil.Process(found[0])
                ours = process.memory_info().rss
                total = ours
                for child in process.children(recursive=True):
                    total += child.memory_full_info().uss
            except psutil.Error:
                continue
            most[0], most[1] = max(most[0], ours), max(most[1], total)

    thread = threading.Thread(target=look, daemon=True)
    thread.start()
    try:
        yield found
    finally:
        over.set()
        thread.join()
        found += most


class Took(NamedTuple):
    """What a command took: seconds, and seconds of the processor where those can be counted."""

    seconds: float
    processor: float | None


def timed(
    course: Course, words: Sequence[str], started: Callable[[int], object] = lambda number: None
) -> tuple[Took, str]:
    """Run Python in a course's folder; what it took, and what it printed."""
    known = {name: text for name, text in os.environ.items() if not name.startswith("NEURONLAB")}
    with counted() as (enter, used):
        began = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, *words],
            cwd=course.root,
            env={**known, "PYTHONPATH": str(REPO), "JUPYTER_CONFIG_PATH": str(course.root)},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            preexec_fn=enter,
        )
        started(process.pid)
        printed = process.communicate()[0]
        took = Took(time.perf_counter() - began, used())
    if process.returncode:
        raise RuntimeError(f"{' '.join(words)} ended with {process.returncode}: {printed}")
    return took, printed


@contextmanager
def counted() -> Iterator[tuple[Callable[[], None], Callable[[], float | None]]]:
    """A control group of its own: a function to enter it by, and one that says what all in it took of the processor.

    That is not moved by what else the machine does. It needs root; without, nothing is counted.
    """
    old = Path("/sys/fs/cgroup/cpuacct")
    place = (old if old.is_dir() else old.parent) / f"bench-{os.getpid()}"
    try:
        place.mkdir()
    except OSError:
        yield lambda: None, lambda: None
        return

    def enter() -> None:
        (place / "cgroup.procs").write_text(str(os.getpid()))

    def used() -> float:
        if old.is_dir():
            return int((place / "cpuacct.usage").read_text()) / 1e9
        return int((place / "cpu.stat").read_text().split()[1]) / 1e6

    try:
        yield enter, used
    finally:
        for _ in range(50):
            try:
                place.rmdir()
                break
            except OSError:  # the last processes are just ending
                time.sleep(0.1)
