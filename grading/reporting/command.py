"""`python -m grading report`: what a class understood."""

from __future__ import annotations

import argparse
import sys
import webbrowser
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook
from nbgrader.coursedir import CourseDirectory
from tqdm import tqdm
from traitlets.config import Config, PyFileConfigLoader

from grading.reporting import figures, page, tables
from grading.reporting.gathering import NoGrades, gather
from grading.reporting.naming import by_name, by_pseudonym
from grading.secret import course_secret

CONFIG = "nbgrader_config.py"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("lesson", nargs="*", metavar="LESSON", help="all graded ones if left out")
    parser.add_argument(
        "--anonymous",
        action="store_true",
        help="leave names out: everybody gets a pseudonym that stays the same",
    )
    parser.add_argument(
        "--similar",
        action="store_true",
        help="also list answers that are suspiciously alike; a list to look at, not a verdict",
    )
    parser.add_argument(
        "--to", metavar="FOLDER", help="term/report, or term/report-anonymous, if left out"
    )
    parser.add_argument("--open", action="store_true", help="open the page in the browser")


def run(arguments: argparse.Namespace) -> int:
    """Write the page and the tables; returns the exit status."""
    try:
        course = the_course(Path.cwd())
        path = report(
            course,
            arguments.lesson,
            anonymous=arguments.anonymous,
            similar=arguments.similar,
            to=Path(arguments.to) if arguments.to else None,
        )
    except NoGrades as trouble:
        print(trouble, file=sys.stderr)
        return 2
    print(path)
    if arguments.open:
        webbrowser.open(path.resolve().as_uri())
    return 0


def the_course(root: Path) -> CourseDirectory:
    """The course whose configuration is in a folder.

    Raises
    ------
    NoGrades
        If there is none.
    """
    if not (root / CONFIG).exists():
        raise NoGrades(
            f"Expected:   a course's folder, with {CONFIG} in it\n"
            f"Found:      {root}\n"
            "What to do: go to the course's folder and run the command there"
        )
    given: Config = PyFileConfigLoader(CONFIG, path=str(root)).load_config()
    return CourseDirectory(config=given)


def report(
    course: CourseDirectory,
    lessons: Sequence[str] = (),
    *,
    anonymous: bool = False,
    similar: bool = False,
    to: Path | None = None,
) -> Path:
    """Write `report.html` and the tables; returns the page's path.

    Parameters
    ----------
    course : CourseDirectory
    lessons : sequence of str
        All that were graded if left out.
    anonymous : bool
        Pseudonyms in place of names, in a folder of its own.
    similar : bool
        Also list answers that are alike.
    to : Path, optional
        The folder to write to.
    """
    root = Path(course.root)
    folder = to or root / "term" / ("report-anonymous" if anonymous else "report")
    folder.mkdir(parents=True, exist_ok=True)
    with Gradebook(course.db_url, course.course_id) as gradebook:
        found = gather(gradebook, root / course.autograded_directory, lessons, _progress("reading"))
    shown = by_pseudonym(course_secret(root)) if anonymous else by_name(found.learners)
    items, standings = figures.items(found), figures.standings(found)
    if anonymous:  # the order of the gradebook would tell who is who
        standings.sort(key=lambda one: shown(one.learner))
    pairs = None
    if similar:
        from grading.reporting.similar import similar_answers

        pairs = similar_answers(
            root / course.autograded_directory,
            root / course.release_directory,
            found,
            _progress("comparing"),
        )
    text = page.render(
        found,
        items,
        standings,
        shown,
        course=course.course_id,
        made=datetime.now(),
        anonymous=anonymous,
        similar=pairs,
    )
    path = folder / "report.html"
    path.write_text(text, encoding="utf-8")
    tables.write(folder, found, items, standings, shown)
    return path


def _progress(what: str) -> Any:
    return lambda things: tqdm(things, desc=what, disable=not sys.stderr.isatty(), leave=False)
