"""`python -m grading autograde`: its arguments, its progress, its summary."""

from __future__ import annotations

import argparse
import logging
import os
import signal
import sys
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

DESCRIPTION = """
Grade what was handed in, many submissions at once, into nbgrader's own gradebook.

Run it in the course's folder. Submissions are read from term/submitted, as `nbgrader autograde` reads them, and grades,
comments and executed notebooks come out the same: the formgrader, feedback and exports go on from there. What has not
changed since it was graded is left alone. If it is interrupted, what is done is recorded; start it again, and
it goes on.
"""
EXAMPLES = """
examples:
  python -m grading autograde 01_neuron                 one lesson, on all processors
  python -m grading autograde 01 02 03 --jobs 4         three lessons, on four processors
  python -m grading autograde --all                     every lesson that somebody handed in
  python -m grading autograde 01 --students 'a*'        learners whose names begin with a
  python -m grading autograde 01 --force                also what has not changed
  python -m grading autograde --all --scheduler tcp://10.0.0.5:8786
                                                        on a Dask cluster (docs/batch.md says how)

The exit status is 0 if everything was graded, 1 if something failed or is left, 2 if nothing could be begun.
"""
ONE_THREAD = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
)
"""Each worker is one thread: more would only be in each other's way."""


WAITING = 5.0
"""Seconds that another run of autograding gets to end."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what can be given on the command line."""
    parser.description = textwrap.dedent(DESCRIPTION)
    parser.epilog = EXAMPLES
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument(
        "lessons", nargs="*", metavar="LESSON", help="a lesson: 01_neuron, or its number, 01"
    )
    parser.add_argument("--all", action="store_true", help="every lesson that somebody handed in")
    parser.add_argument(
        "--students",
        metavar="PATTERN",
        default="*",
        help="only learners whose names fit, as ada or 'a*'",
    )
    parser.add_argument(
        "--jobs",
        metavar="N",
        type=_number,
        help="processes that execute; as many as processors if left out",
    )
    parser.add_argument(
        "--scheduler", metavar="ADDRESS", help="execute on the Dask cluster of this scheduler"
    )
    parser.add_argument(
        "--force", action="store_true", help="execute everything again, also what has not changed"
    )
    parser.add_argument("--profile", action="store_true", help="say at the end where the time went")


def run(arguments: argparse.Namespace) -> int:
    """Grade; returns the process's exit status."""
    os.environ.update(
        dict.fromkeys(ONE_THREAD, "1")
    )  # before NumPy is imported, here and in workers
    from grading.batch.warming import settle_down, warm_up

    if not arguments.scheduler and os.name == "posix":
        warm_up()
    from grading.batch.course import Trouble, load
    from grading.batch.workers import Refused
    from grading.gate import GateError

    try:
        course = load()
        settle_down()
        lessons = _lessons(arguments, course.lessons())
        return _grade(course, lessons, arguments)
    except (Trouble, GateError, Refused) as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("Stopped at once. What is recorded stays; a rerun goes on.", file=sys.stderr)
        return 1


def _grade(course: Any, lessons: list[str], arguments: argparse.Namespace) -> int:
    from tqdm import tqdm

    from grading.batch.gradebook import BatchGradebook
    from grading.batch.running import Run, pairs_of
    from grading.batch.summary import Log, profile, summary
    from grading.batch.workers import Refused
    from grading.running import alone, said_plainly

    # What the gradebook cannot take is said in the summary; nbgrader would print its traceback as well.
    logging.getLogger("tornado.application").setLevel(logging.CRITICAL)
    log = Log()
    pairs = pairs_of(course, lessons, arguments.students, log.logger)
    if not pairs and not log.said:
        _nothing(course, lessons, arguments)
    term = course.folders("*", "*").submitted.parent
    with said_plainly(log.logger), alone(term, log.logger, WAITING):
        crew, run = _crew(course, arguments), None
        try:
            if any(not _autograded(course, *pair).exists() for pair in pairs):
                crew.start()
            gradebook = BatchGradebook(course.directory.db_url, course.directory.course_id)
            _check_known(gradebook, {lesson for lesson, _ in pairs})
            with (
                _interrupts() as stopped,
                tqdm(total=len(pairs), unit=" submissions", dynamic_ncols=True) as bar,
            ):
                run = Run(course, gradebook, crew, arguments.force, stopped, bar.update)
                run.go(pairs, log.logger)
            gradebook.end()
        except Refused:
            if run is not None and run.tally.graded:
                print(summary(run.tally, lessons, log.said))
            raise
        finally:
            crew.close()
    print(summary(run.tally, lessons, log.said))
    if arguments.profile:
        print(profile(run.tally))
    return 1 if run.tally.failures or run.tally.left or log.said else 0


def _crew(course: Any, arguments: argparse.Namespace) -> Any:
    if arguments.scheduler:
        from grading.batch.cluster import ClusterCrew

        return ClusterCrew(arguments.scheduler)
    from grading.batch.workers import LocalCrew

    return LocalCrew(arguments.jobs or _processors(), course.locked)


def _processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _lessons(arguments: argparse.Namespace, known: list[str]) -> list[str]:
    """The lessons that are meant.

    Raises
    ------
    Trouble
        If none is named, or one is not known.
    """
    from grading.batch.course import Trouble

    if bool(arguments.lessons) == arguments.all:
        raise Trouble(
            "the lessons to grade, or --all",
            "both" if arguments.all else "neither",
            "name lessons (01_neuron), or write --all; --help has examples",
        )
    if arguments.all:
        return known
    chosen = []
    for wanted in arguments.lessons:
        fitting = [one for one in known if _is_meant(wanted, one)]
        if not fitting:
            raise Trouble(
                f"one of {', '.join(known) or 'the released lessons (there is none)'}",
                wanted,
                "name a lesson that is released, by its folder or its number",
            )
        chosen += [one for one in fitting if one not in chosen]
    return chosen


def _is_meant(wanted: str, lesson: str) -> bool:
    """Whether somebody means a lesson by its folder or by its number."""
    number = lesson.partition("_")[0]
    both = wanted.isdecimal() and number.isdecimal()
    return wanted == lesson or (both and int(wanted) == int(number))


def _nothing(course: Any, lessons: list[str], arguments: argparse.Namespace) -> None:
    """Nobody handed in what is meant.

    Raises
    ------
    Trouble
        Always.
    """
    from grading.batch.course import Trouble

    submitted = course.folders("*", "*").submitted
    who = "anybody" if arguments.students == "*" else f"learners called {arguments.students}"
    raise Trouble(
        f"something that {who} handed in of {', '.join(lessons)}, as {submitted}/NAME/LESSON/",
        "nothing",
        "collect first (`nbgrader collect LESSON`), or look at --students",
    )


def _check_known(gradebook: Any, lessons: set[str]) -> None:
    """See that the gradebook has the lessons.

    Raises
    ------
    Trouble
        If it has not.
    """
    from grading.batch.course import Trouble

    for lesson in sorted(lessons):
        if not gradebook.known(lesson):
            raise Trouble(
                f"{lesson} in the gradebook, {gradebook.url}",
                "it is not there",
                f"run `nbgrader generate_assignment {lesson} --force`",
            )


def _autograded(course: Any, lesson: str, learner: str) -> Any:
    return course.path(course.directory.autograded_directory, learner, lesson)


@contextmanager
def _interrupts() -> Iterator[Any]:
    """Until the end Ctrl-C and SIGTERM only leave a note, so that nothing is broken off; a second one does."""
    asked = []

    def note(number: int, frame: object) -> None:
        asked.append(number)
        signal.signal(number, before[number])
        print("\nStopping. What is done is recorded.", file=sys.stderr)

    before = {number: signal.signal(number, note) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield lambda: bool(asked)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _number(text: str) -> int:
    try:
        number = int(text)
    except ValueError:
        number = 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"a number of processes was expected, found {text!r}")
    return number
