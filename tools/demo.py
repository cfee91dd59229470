"""`make demo`: a class of thirty goes through the whole course, and the report opens.

Everything happens in a folder of its own, which is kept and named at the end; `term/` is never touched. Nobody in the
class is a person: `tools/classroom.py` makes its answers.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import webbrowser
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from glob import iglob
from pathlib import Path

from tqdm import tqdm

from neuronlab.exercises import exercises
from neuronlab.lessons import LESSONS
from solutions.registry import misconceptions
from tools import agreement, classroom

ROOT = Path(__file__).resolve().parent.parent
PAGE = Path("term/report/report.html")
FEEDBACK = ("-m", "tools.demosteps", "feedback")


class Failed(Exception):
    """A step that did not work, with what it printed."""


def main(given: Sequence[str] | None = None) -> int:
    """Run the demo; returns the exit status."""
    parser = argparse.ArgumentParser(prog="make demo", description=__doc__)
    parser.add_argument("lessons", nargs="*", metavar="LESSON", help="all if left out")
    parser.add_argument("--learners", type=int, default=30, help="how many (30)")
    parser.add_argument("--seed", type=int, default=0, help="another class (0)")
    parser.add_argument("--to", metavar="FOLDER", help="a new folder to work in")
    parser.add_argument(
        "--check", action="store_true", help="compare every figure with what was handed in"
    )
    parser.add_argument("--no-open", action="store_true", help="open nothing in the browser")
    arguments = parser.parse_args(given)
    began = time.perf_counter()
    root = Path(arguments.to or tempfile.mkdtemp(prefix="neuronlab-demo-")).resolve()
    try:
        truth = demonstrate(
            root, arguments.lessons or list(LESSONS), arguments.learners, arguments.seed
        )
    except Failed as trouble:
        print(f"{trouble}\n\nThe folder is kept: {root}", file=sys.stderr)
        return 1
    status = compare(truth, root) if arguments.check else 0
    print(f"\n{time.perf_counter() - began:.0f} s in all. The course: {root}")
    print(f"The report: {root / PAGE}")
    if not arguments.no_open:
        with contextlib.suppress(webbrowser.Error):
            webbrowser.open((root / PAGE).as_uri())
    return status


def demonstrate(
    root: Path, lessons: Sequence[str], learners: int, seed: int = 0
) -> classroom.Truth:
    """Let a class hand in, grade it, give feedback and report, in a new folder.

    Raises
    ------
    Failed
        If a command fails.
    """
    with step("A course of its own"):
        make_course(root)
        python(root, "-m", "tools.demosteps", "prepare", *lessons)
    with step(f"{learners} learners hand in"):
        truth = classroom.hand_in(
            root,
            lessons,
            learners,
            seed,
            progress=lambda things: tqdm(things, unit="lesson", leave=False, disable=None),
        )
        truth.save(root / "truth.json")
    print(told(truth))
    count = sum(map(len, truth.work.values()))
    with step(f"Grading {count} notebooks"):
        with watched(root / "term" / "autograded", "*/*/*.ipynb", count):
            grade(root, lessons)
        add_the_others(root, truth)
    cores = min(os.cpu_count() or 1, len(lessons))
    shares = [lessons[first::cores] for first in range(cores)]
    with (
        step(f"Feedback on {count} notebooks"),
        watched(root / "term" / "feedback", "*/*/*.html", count),
        ThreadPoolExecutor(cores) as pool,  # feedback only reads the gradebook
    ):
        list(pool.map(lambda some: python(root, *FEEDBACK, *some), shares))
    with step("The report, and grades for Canvas, Moodle and Blackboard"):
        python(root, "-m", "grading", "report", "--similar")
        for name in ("Canvas", "Moodle", "Blackboard"):
            exporter = f"--exporter=grading.exports.{name}Exporter"
            nbgrader(root, "export", exporter, "--to", f"term/{name.lower()}.csv")
    return truth


def make_course(root: Path) -> None:
    """Copy what a course consists of into a folder.

    Raises
    ------
    Failed
        If something is in it already.
    """
    if root.exists() and any(root.iterdir()):
        raise Failed(
            f"Expected:   a new or empty folder\nFound:      {root}\nWhat to do: name another: --to FOLDER"
        )
    root.mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / "nbgrader_config.py", root)
    for folder in ("solutions/notebooks", "notebooks", "img"):
        shutil.copytree(ROOT / folder, root / folder)


def grade(root: Path, lessons: Sequence[str]) -> None:
    """Grade everything that was handed in."""
    if importlib.util.find_spec("grading.batch"):
        # Its status is 1 where something in a submission was worth a word, and here much is.
        python(root, "-m", "grading", "autograde", "--all", accepted=(0, 1))
        return
    for lesson in lessons:
        nbgrader(root, "autograde", lesson)


def add_the_others(root: Path, truth: classroom.Truth) -> None:
    """Enter in the gradebook who handed in nothing."""
    for learner in truth.learners:
        if not truth.work[learner]:
            nbgrader(root, "db", "student", "add", learner)


def told(truth: classroom.Truth) -> str:
    """What was handed in, in a few lines."""
    kinds: dict[str, int] = {}
    for *_, given in truth.answers():
        kinds[given.kind] = kinds.get(given.kind, 0) + 1
    work = [one for lessons in truth.work.values() for one in lessons.values()]
    damaged = sum(one.shape in classroom.DAMAGES for one in work)
    hostile = sum(one.shape in classroom.ATTACKS for one in work)
    known = sum(
        len(misconceptions(name))
        for name, one in exercises().items()
        if one.lesson in truth.lessons
    )
    return (
        f"  {len(work)} of {len(truth.learners) * len(truth.lessons)} notebooks were handed in: "
        f"{sum(one.late for one in work)} late, {damaged} damaged, {hostile} hostile.\n"
        f"  {sum(kinds.values())} answers: {kinds.get('right', 0)} right, {kinds.get('mistake', 0)} with a mistake "
        f"({len(truth.mistakes())} different ones of {known} that the course knows), "
        f"{kinds.get('half', 0)} unfinished, {kinds.get('untouched', 0)} untouched."
    )


def compare(truth: classroom.Truth, root: Path) -> int:
    """Compare the report with the truth; returns the exit status."""
    found = agreement.differences(truth, root / PAGE.parent, root / "notebooks")
    answers = sum(1 for _ in truth.answers())
    if found:
        print(f"\n{len(found)} figures of the report are not what was handed in:")
        print("\n".join(found[:50]))
        return 1
    print(
        f"\nEvery figure of the report's tables follows from what was handed in ({answers} answers)."
    )
    return 0


# --- commands


def nbgrader(root: Path, *arguments: str) -> str:
    """Run an nbgrader command in a course."""
    return python(root, "-m", "nbgrader", *arguments)


def python(root: Path, *arguments: str, accepted: Sequence[int] = (0,)) -> str:
    """Run Python in a course, as the commands of a terminal there would; returns what it printed.

    Raises
    ------
    Failed
        If it fails.
    """
    kept = {name: value for name, value in os.environ.items() if not name.startswith("NEURONLAB_")}
    if os.environ.get("NEURONLAB_UNLOCKED"):
        kept["NEURONLAB_UNLOCKED"] = os.environ["NEURONLAB_UNLOCKED"]
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=root,
        env={
            **kept,
            "NEURONLAB_SECRET": "demo",
            "PYTHONPATH": os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")])),
            "JUPYTER_CONFIG_PATH": str(root),
        },
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode not in accepted:
        said = (done.stderr + done.stdout)[-4000:]
        raise Failed(f"{' '.join(arguments)} failed in {root}:\n{said}")
    return done.stderr + done.stdout


@contextlib.contextmanager
def step(title: str) -> Iterator[None]:
    """Say what is done now, and afterwards how long it took."""
    print(f"{title} ...", flush=True)
    began = time.perf_counter()
    yield
    print(f"  {time.perf_counter() - began:.0f} s", flush=True)


@contextlib.contextmanager
def watched(folder: Path, pattern: str, total: int) -> Iterator[None]:
    """Show how many files there are already while a command makes them."""
    done = threading.Event()

    def watch() -> None:
        with tqdm(total=total, unit="notebook", leave=False, disable=None) as bar:
            while not done.wait(1.0):
                # not `folder.glob`: it fails where a folder goes while it looks
                bar.update(sum(1 for _ in iglob(pattern, root_dir=folder)) - bar.n)

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


if __name__ == "__main__":
    sys.exit(main())
