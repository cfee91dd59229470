"""The hostile class in nbgrader as it is, and in this course's grading: makes `docs/hostile-class.md`.

`python -m tools.hostile`. Linux with bubblewrap. In nbgrader as it is, attacks run with the rights of whoever grades. So each of
them gets a course of its own inside a sandbox that has no network and can write to that course alone, and ends with it.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from fnmatch import fnmatch
from pathlib import Path

from tests.course import REPO, Course, answer, solutions_of
from tests.grading.hostile import EXERCISES, IN_TIME, LESSON, WRONG, Attack, attacks
from tests.grading.hostile.lesson import build_lesson

TABLE = REPO / "docs" / "hostile-class.md"
PLACE = Path("/tmp/course")
"""Where an attack finds the stock course."""

SECONDS = 150
"""What one attack in nbgrader as it is may take, its feedback included."""

SHOWN = "[sw][chor]*"
"""Attacks whose feedback is looked at: `show-...`, `words-...`, `script-...`, `source-...` and a few others."""

NEIGHBOUR = "honest-right"
STOCK = """
c = get_config()
c.CourseDirectory.root = {root!r}
c.CourseDirectory.course_id = "stock"
c.CourseDirectory.source_directory = "solutions/notebooks"
c.CourseDirectory.release_directory = "notebooks"
c.CourseDirectory.submitted_directory = "term/submitted"
c.CourseDirectory.autograded_directory = "term/autograded"
c.CourseDirectory.feedback_directory = "term/feedback"
c.CourseDirectory.db_url = "sqlite:///{root}/term/gradebook.db"
c.ClearSolutions.code_stub = {{"python": "raise NotImplementedError"}}
c.Execute.timeout = 8
"""

GRADE = """
import json, sys, time
from nbgrader.apps import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from traitlets.config import PyFileConfigLoader

learner, lesson, page = sys.argv[1:4]
config = PyFileConfigLoader("nbgrader_config.py").load_config()
api = NbGraderAPI(CourseDirectory(config=config), config=config)
done = api.autograde(lesson, learner, create=True, force=True)
time.sleep(1.5)
if page == "yes" and done["success"]:
    api.generate_feedback(lesson, learner, force=True)
with open("result.json", "w") as file:
    json.dump({"success": done["success"]}, file)
"""
LOW = """
c.ExecuteAndJudge.timeout = 5
c.ExecuteAndJudge.submission_timeout = 30.0
c.ExecuteAndJudge.memory = 700_000_000
"""
HEAD = """# The hostile class

Made by `python -m tools.hostile`; nothing here is written by hand. Every line is a submission of `tests/grading/hostile/`
that answers nothing rightly and deserves no point. On the left it meets nbgrader {version} as it is, on the right this
course's grading ([how](grading.md), [what is defended](threat-model.md)). Both grade the same lesson, with {most:g} points; in
nbgrader as it is the check cells hold `check` and the hidden comparison with the reference.

With nbgrader as it is {gained} of {count} attacks gain points, {failed} leave no grade, and {harmed} have another effect on other
learners, on the course, or on whoever reads. Here {ours_gained} gain points, {ours_failed} leave no grade, and {ours_harmed} have an effect. *Not graded* stands for a
learner's name that the gate refuses and names in the log.

Some attacks have nothing to attack in nbgrader as it is: there is no line to a judge there, and no rebuilding. They are kept in the table, because
they were made for what is here.

A dash is: no points, no effect that was looked for. Looked for were: other learners' grades in the gradebook; files of the course and of the grader's home; what the feedback
page runs or loads; marks of the reference and of the grader's secrets in what the cells showed.

| Attack | What it tries | nbgrader as it is | Here |
|---|---|---|---|
"""


def main() -> None:
    """Run both sides and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="*", default=[], help="attacks; the table is then printed")
    parser.add_argument("--cores", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--kept", type=Path, help="a file of results, to go on where a run stopped")
    given = parser.parse_args()
    chosen = {name: one for name, one in attacks().items() if name in (given.only or attacks())}
    if shutil.which("bwrap") is None:
        sys.exit(
            "bubblewrap was expected, and there is none: attacks would run with your own rights."
        )
    with tempfile.TemporaryDirectory(prefix="hostile-") as folder:
        root = Path(folder)
        build_lesson(root / "lesson")
        found = in_stock(chosen, root, given.cores, given.kept)
        here = in_this_course(chosen, root)
    table = as_table(chosen, found, here)
    if given.only:
        print(table)
    else:
        TABLE.write_text(table, "utf-8")


# --- nbgrader as it is


def in_stock(
    chosen: dict[str, Attack], root: Path, cores: int, kept: Path | None
) -> dict[str, dict]:
    """What each attack gains and does, in a course of its own."""
    template = stock_course(root)
    found = json.loads(kept.read_text()) if kept and kept.exists() else {}

    def one(attack: Attack) -> None:
        if attack.name not in found:
            found[attack.name] = graded_alone(attack, template)
            print(attack.name, found[attack.name], flush=True)
            if kept:
                kept.write_text(json.dumps(found, indent=1))

    with ThreadPoolExecutor(cores) as pool:
        list(pool.map(one, chosen.values()))
    return found


def stock_course(root: Path) -> Path:
    """A course in nbgrader as it is, with one honest learner who is already graded."""
    course = root / "stock"
    shutil.copytree(root / "lesson" / "solutions" / "notebooks", course / "solutions" / "notebooks")
    (course / "home").mkdir()
    (course / "term").mkdir()
    (course / "term" / "secret").write_text("the-secret-of-the-grader")
    (course / "nbgrader_config.py").write_text(STOCK.format(root=str(PLACE)))
    (course / "grade.py").write_text(GRADE)
    guarded(course, "-m", "nbgrader", "generate_assignment", LESSON, "--force", sure=True)
    solved = course / "solutions" / "notebooks" / LESSON / f"{LESSON}.ipynb"
    place = course / "term" / "submitted" / NEIGHBOUR / LESSON
    place.mkdir(parents=True)
    import nbformat

    right = solutions_of(nbformat.read(solved, as_version=4))
    answer(course / "notebooks" / LESSON / f"{LESSON}.ipynb", right.get, place / f"{LESSON}.ipynb")
    (place / "timestamp.txt").write_text(IN_TIME)
    guarded(course, "grade.py", NEIGHBOUR, LESSON, "no", sure=True)
    points = points_of(course)[NEIGHBOUR]
    if points != most_points(course):
        raise RuntimeError(f"An honest learner was to have all points, and has {points}.")
    return course


def graded_alone(attack: Attack, template: Path) -> dict:
    """Hand one attack in to a copy of the course, grade it, and look around."""
    with tempfile.TemporaryDirectory(prefix="attack-") as folder:
        course = Path(folder) / "course"
        shutil.copytree(template, course, symlinks=True)
        release = course / "notebooks" / LESSON / f"{LESSON}.ipynb"
        attack.hand_in(course / "term" / "submitted", release, PLACE)
        before = files_of(course, attack.name)
        others = points_of(course)
        page = "yes" if fnmatch(attack.name, SHOWN) else "no"
        ended = guarded(course, "grade.py", attack.name, LESSON, page)
        points = points_of(course)
        effects = [] if ended else [f"not done after {SECONDS} s"]
        if any(points.get(name) != had for name, had in others.items()):
            effects.append("another learner's grade is changed")
        after = files_of(course, attack.name)
        changed = sorted(one for one in {*before, *after} if before.get(one) != after.get(one))
        if changed:
            listed = ", ".join(f"`{one}`" for one in changed[:2])
            effects.append(f"{len(changed)} files outside changed or made, such as {listed}")
        effects += looked_at(course, attack.name)
        return {"points": points.get(attack.name), "effects": effects}


def guarded(course: Path, *arguments: str, sure: bool = False) -> bool:
    """Run Python in a sandbox that can write to `course` alone; False if it did not end in time.

    Where it is `sure`, what is no success is an error, and is shown.
    """
    hidden = [one for one in ("/tmp", "/home", "/run", "/var/tmp") if Path(one).is_dir()]
    needed = {str(Path(one).resolve()) for one in (sys.prefix, sys.base_prefix, str(REPO))}
    process = subprocess.Popen(
        [
            *("bwrap", "--unshare-all", "--die-with-parent", "--new-session", "--clearenv"),
            *("--ro-bind", "/", "/", "--proc", "/proc", "--dev", "/dev"),
            *(word for one in hidden for word in ("--tmpfs", one)),
            *(word for one in sorted(needed) for word in ("--ro-bind", one, one)),
            *("--bind", str(course), str(PLACE), "--chdir", str(PLACE)),
            *("--setenv", "HOME", str(PLACE / "home"), "--setenv", "PYTHONPATH", str(REPO)),
            *("--setenv", "PATH", os.environ["PATH"], "--setenv", "NEURONLAB_PROGRESS", "off"),
            *("--setenv", "PYTHONDONTWRITEBYTECODE", "1"),
            *(sys.executable, *arguments),
        ],
        stdin=subprocess.DEVNULL,
        stdout=None if sure else subprocess.DEVNULL,
        stderr=None if sure else subprocess.DEVNULL,
        preexec_fn=_limited,
    )
    try:
        if process.wait(SECONDS) and sure:
            raise RuntimeError(f"{arguments} did not succeed in the sandbox.")
        return True
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)  # and everything in the sandbox with it
        process.wait()
        return False


def _limited() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (3_000_000_000, 3_000_000_000))
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000_000, 200_000_000))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def files_of(course: Path, learner: str) -> dict[str, object]:
    """Files of the course and of the home that are neither this learner's nor made by grading."""
    from tests.grading.test_hostile import snapshot

    known = (
        "home/.local",
        "home/.cache",
        "home/.jupyter",
        "home/.config",
        "result.json",
        ".nbgrader.log",
    )
    known += ("home/.ipython/profile_default/history", "home/.ipython/profile_default/db")
    return {
        place: seen
        for place, seen in snapshot(course).items()
        if not place.startswith(known)
        and not place.startswith(f"term/submitted/{learner}")
        and (seen[2] or not place.startswith("home/.ipython"))
    }


def looked_at(course: Path, learner: str) -> Iterator[str]:
    """What whoever reads the outputs and the feedback meets."""
    from bs4 import BeautifulSoup

    path = course / "term" / "autograded" / learner / LESSON / f"{LESSON}.ipynb"
    try:
        cells = json.loads(path.read_text("utf-8"))["cells"]
        shown = json.dumps([cell.get("outputs") for cell in cells])
    except (OSError, ValueError):
        shown = ""
    marks = (
        "FOUND ",
        "SENT ",
        "the-secret-of-the-grader",
        "def softmax(scores: ",
        "np.exp(shifted)",
        "powers.sum",
    )
    if any(mark in shown for mark in marks):
        yield "secrets are shown"
    page = course / "term" / "feedback" / learner / LESSON / f"{LESSON}.html"
    if page.exists():
        soup = BeautifulSoup(page.read_text("utf-8"), "html.parser")
        if any("hostile" in one.get_text() for one in soup.find_all("script")) or any(
            name.startswith("on") or "hostile" in str(value)
            for one in soup.find_all(True)
            for name, value in one.attrs.items()
            if name.startswith("on") or name in ("src", "href", "xlink:href")
        ):
            yield "its feedback runs or loads what it likes"
        if soup.find("div", style=lambda style: style and "position:fixed" in style):
            yield "its feedback covers the page"


# --- here


def in_this_course(chosen: dict[str, Attack], root: Path) -> dict[str, dict]:
    """What each attack gains and does where this course's grading is."""
    from tests.grading.test_hostile import NOT_A_NAME, snapshot

    course = Course(root / "course", root / "lesson")
    config = course.root / "nbgrader_config.py"
    config.write_text(config.read_text() + LOW)
    course.nbgrader("generate_assignment", LESSON, "--force")
    course.hand_in(NEIGHBOUR, LESSON, solutions_of(course.solved(LESSON)).get)
    wrong = {f"{name}-answer": source for name, source in WRONG.items()}
    course.hand_in("honest-wrong", LESSON, wrong.get)
    course.nbgrader("autograde", LESSON)
    others = points_of(course.root)
    submitted = course.root / "term" / "submitted"
    release = course.root / "notebooks" / LESSON / f"{LESSON}.ipynb"
    for one in chosen.values():
        one.hand_in(submitted, release, course.root)
    before = snapshot(course.root)
    course.nbgrader("autograde", LESSON, timeout=3600)
    if any(fnmatch(name, SHOWN) for name in chosen):
        course.nbgrader("generate_feedback", LESSON, f"--student={SHOWN}", timeout=3600)
    points = points_of(course.root)
    shared = []
    if snapshot(course.root) != before:
        shared.append("files of the course changed")
    if any(points[name] != had for name, had in others.items()):
        shared.append("another learner's grade is changed")
    return {
        name: {
            "points": "not graded" if name in NOT_A_NAME else points.get(name),
            "effects": [*shared, *looked_at(course.root, name)],
        }
        for name in chosen
    }


# --- the table


def points_of(course: Path) -> dict[str, float]:
    """The points of everybody in a gradebook."""
    from nbgrader.api import Gradebook

    try:
        with Gradebook(f"sqlite:///{course}/term/gradebook.db") as gradebook:
            return {
                one.student.id: sum(
                    grade.score for notebook in one.notebooks for grade in notebook.grades
                )
                for one in gradebook.assignment_submissions(LESSON)
                if any(
                    grade.auto_score is not None
                    for notebook in one.notebooks
                    for grade in notebook.grades
                )
            }
    except Exception as error:  # whatever is left of the file
        return {"": f"the gradebook cannot be read ({type(error).__name__})"}


def most_points(course: Path) -> float:
    """What the check cells of the lesson are worth together."""
    import nbformat

    release = nbformat.read(course / "notebooks" / LESSON / f"{LESSON}.ipynb", as_version=4)
    return float(
        sum(
            cell.metadata.nbgrader.points
            for cell in release.cells
            if cell.metadata.get("nbgrader", {}).get("grade_id") in EXERCISES
        )
    )


def as_table(chosen: dict[str, Attack], found: dict[str, dict], here: dict[str, dict]) -> str:
    """The page."""
    import nbgrader

    from neuronlab.exercises import exercises

    most = float(sum(exercises()[name].points for name in EXERCISES))
    numbers = {}
    for label, side in (("", found), ("ours_", here)):
        results = [side[name] for name in chosen]
        scored = [one["points"] for one in results if isinstance(one["points"], float | int)]
        numbers[f"{label}gained"] = sum(points > 0 for points in scored)
        numbers[f"{label}failed"] = sum(one["points"] is None for one in results)
        numbers[f"{label}harmed"] = sum(bool(one["effects"]) for one in results)
    page = HEAD.format(version=nbgrader.__version__, most=most, count=len(chosen), **numbers)
    for name, one in chosen.items():
        words = [name.encode("unicode_escape").decode(), one.tries]
        words += [_said(side[name], most) for side in (found, here)]
        page += "| " + " | ".join(word.replace("|", "\\|") for word in words) + " |\n"
    return page


def _said(result: dict, most: float) -> str:
    points = result["points"]
    if points is None:
        said = ["**no grade**"]
    elif isinstance(points, str):
        said = [points]
    else:
        said = [f"**{points:g} of {most:g} points**"] if points else []
    return "; ".join([*said, *result["effects"]]) or "-"


if __name__ == "__main__":
    main()
