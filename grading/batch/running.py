"""One run of batch grading: plan, hand out, record, until everything is done or somebody stops it.

One thread does it all. Never are more submissions in memory than the workers need, whatever the size of the class.
"""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Protocol

from grading.batch.course import Course
from grading.batch.gradebook import BatchGradebook
from grading.batch.planning import Planned, Planner
from grading.batch.recording import Change, Recorder
from grading.batch.workers import Failed
from grading.execution import Outcome, Task
from grading.gate import submissions

DEATHS = 2
"""Workers that a submission may take with it before it counts as failed."""


class Crew(Protocol):
    """Those who execute: processes here, or a cluster."""

    has_room: bool

    def start(self) -> None: ...
    def hand(self, key: Any, task: Task) -> None: ...
    def finished(self, seconds: float) -> list[tuple[Any, Outcome | Failed]]: ...
    def close(self) -> None: ...


@dataclass
class Tally:
    """What a run did.

    Attributes
    ----------
    graded, unchanged, repaired, failed : Counter
        How many, for each lesson.
    remarks, failures : list of tuple
        Learner, lesson and a sentence.
    changes : list of Change
    rooms : int
        Rooms that died and were replaced.
    seconds : Counter
        Of the workers, by what they did; `plan` and `record` are of the one who writes.
    """

    graded: Counter = field(default_factory=Counter)
    unchanged: Counter = field(default_factory=Counter)
    repaired: Counter = field(default_factory=Counter)
    failed: Counter = field(default_factory=Counter)
    remarks: list[tuple[str, str, str]] = field(default_factory=list)
    failures: list[tuple[str, str, str]] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    rooms: int = 0
    seconds: Counter = field(default_factory=Counter)
    elapsed: float = 0.0
    left: int = 0

    def fail(self, learner: str, lesson: str, reason: str) -> None:
        """Note a submission that could not be graded."""
        self.failed[lesson] += 1
        self.failures.append((learner, lesson, reason))


class Run:
    """One run.

    Parameters
    ----------
    course : Course
    gradebook : BatchGradebook
    crew : Crew
    force : bool
    stopped : callable
        `stopped() -> bool`: whether to end after what is being recorded.
    step : callable
        `step()` is called whenever one submission is done with.
    """

    def __init__(
        self,
        course: Course,
        gradebook: BatchGradebook,
        crew: Crew,
        force: bool,
        stopped: Callable[[], bool],
        step: Callable[[], object],
    ):
        self._course, self._gradebook, self._crew = course, gradebook, crew
        self._force, self._stopped, self._step = force, stopped, step
        self._recorder = Recorder(course, gradebook)
        self._waiting: dict[tuple[str, str], Planned] = {}
        self.tally = Tally()

    def go(self, pairs: list[tuple[str, str]], log: logging.Logger) -> Tally:
        """Grade submissions, each a lesson and a learner; what is done is recorded, also when this is interrupted."""
        began = time.perf_counter()
        try:
            with self._gradebook.lent_to_nbgrader():
                self._go(iter(pairs), log)
        finally:
            done = (self.tally.graded, self.tally.unchanged, self.tally.failed)
            self.tally.left = len(pairs) - sum(map(Counter.total, done))
            self.tally.elapsed = time.perf_counter() - began
        return self.tally

    def _go(self, todo: Iterator[tuple[str, str]], log: logging.Logger) -> None:
        planner: Planner | None = None
        pair = next(todo, None)
        while (pair or self._waiting) and not self._stopped():
            if pair and self._crew.has_room:
                lesson, learner = pair
                if planner is None or planner.lesson != lesson:
                    planner = Planner(self._course, self._gradebook, lesson, self._force, log)
                self._plan(planner, learner)
                pair = next(todo, None)
            can_plan = pair and self._crew.has_room
            for key, result in self._crew.finished(0.0 if can_plan else 0.2):
                self._take(key, result)

    def _plan(self, planner: Planner, learner: str) -> None:
        try:
            with self._timed("plan"):
                planned = planner.plan(learner)
        except Exception as error:
            reason = f"it could not be read ({type(error).__name__}: {error})"
            self.tally.fail(learner, planner.lesson, reason)
            self._step()
            return
        if planned.task is None:
            self.tally.unchanged[planned.lesson] += 1
            self._step()
            return
        self._waiting[planned.lesson, learner] = planned
        self._crew.hand((planned.lesson, learner), planned.task)

    def _take(self, key: tuple[str, str], result: Outcome | Failed) -> None:
        """Record a result; a second one for the same submission is not looked at."""
        planned = self._waiting.get(key)
        if planned is None:
            return
        if isinstance(result, Failed) and result.again:
            planned.deaths += result.blamed
            if planned.deaths < DEATHS:
                self._crew.hand(key, planned.task)
                return
        del self._waiting[key]
        if isinstance(result, Failed):
            self.tally.fail(planned.learner, planned.lesson, result.reason)
        else:
            self._record(planned, result)
        self._step()

    def _record(self, planned: Planned, outcome: Outcome) -> None:
        try:
            with self._timed("record"):
                changes = self._recorder.record(planned, outcome)
        except Exception as error:
            reason = f"it could not be recorded ({type(error).__name__}: {error})"
            self.tally.fail(planned.learner, planned.lesson, reason)
            return
        self.tally.graded[planned.lesson] += 1
        self.tally.repaired[planned.lesson] += bool(planned.admitted.remarks)
        self.tally.remarks += [
            (planned.learner, planned.lesson, one) for one in planned.admitted.remarks
        ]
        self.tally.changes += changes
        self.tally.rooms += len(outcome.deaths)
        self.tally.seconds.update(outcome.seconds)

    @contextmanager
    def _timed(self, part: str) -> Iterator[None]:
        began = time.perf_counter()
        yield
        self.tally.seconds[part] += time.perf_counter() - began


def pairs_of(
    course: Course, lessons: list[str], learners: str, log: logging.Logger
) -> list[tuple[str, str]]:
    """The submissions that are meant: lesson by lesson, learner by learner."""
    excluded = set(course.directory.student_id_exclude.split(",")) - {""}
    found = []
    for lesson in lessons:
        handed_in = submissions(course.folders(lesson, learners), log)
        found += [(lesson, learner) for learner, _ in handed_in if learner not in excluded]
    return found
