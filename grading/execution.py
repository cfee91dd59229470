"""Executing as a pure function: a rebuilt notebook and a seed go in, the judged notebook comes out.

`execute` knows no gradebook, no course folder and no configuration: all that it needs is in the `Task`, and all that it
found is in the `Outcome`. `nbgrader autograde` calls it through `grading.executing`, batch grading through
`grading.batch`, on this machine or on others; so both give the same scores.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell, new_output

from grading.fingerprints import is_check, judged_names
from grading.judge import GRACE, Judge
from grading.records import VERDICTS, WORK
from grading.room import Limits, Nursery, NurseryLost, Sitting
from neuronlab.exercises import exercises
from neuronlab.judging import Verdict
from neuronlab.rendering import Report

WITHOUT_A_LOCK = "Graded without a locked room."
ATTEMPTS = 3
"""Runs of a notebook that is interrupted from outside of its room; then it is not graded, and it is said why."""

IDLE = 60.0
"""Seconds after which a nursery that nobody needs is ended."""

SPOKEN = {
    "name": "python",
    "file_extension": ".py",
    "mimetype": "text/x-python",
    "pygments_lexer": "ipython3",
}


@dataclass(frozen=True)
class Task:
    """One submission to execute and judge.

    Parameters
    ----------
    lesson, learner : str
        Only to say whose it is.
    notebook : str
        The rebuilt notebook (`as_text`).
    seed : sequence of int
        Of the secret questions.
    work : mapping
        What `grading.fingerprints.work_of` says of it; kept in the executed notebook.
    files : mapping of str to bytes
        The lesson's own files, for the room's working folder.
    limits : Limits
    locked : bool
        False leaves the locked room away, and says so in the notebook.
    kept : mapping
        Exercises that are not asked again: for each its record in `VERDICTS` and the outputs of its check.
    """

    lesson: str
    learner: str
    notebook: str
    seed: tuple[int, ...]
    work: Mapping[str, Any] = field(default_factory=dict)
    files: Mapping[str, bytes] = field(default_factory=dict)
    limits: Limits = field(default_factory=Limits)
    locked: bool = True
    kept: Mapping[str, tuple[dict, list]] = field(default_factory=dict)


@dataclass(frozen=True)
class Outcome:
    """What became of a task.

    Parameters
    ----------
    notebook : str
        The executed notebook (`as_text`); it holds nothing that could run or load.
    deaths : tuple of str
        Why rooms died.
    losses : tuple of str
        Why it had to be run again from the beginning: its sandbox was ended from outside.
    troubles : tuple of str
        Outputs that judging stumbled over; they earned nothing.
    seconds : mapping of str to float
        How long each part took.
    """

    notebook: str
    deaths: tuple[str, ...] = ()
    losses: tuple[str, ...] = ()
    troubles: tuple[str, ...] = ()
    seconds: Mapping[str, float] = field(default_factory=dict)


def execute(task: Task, nursery: Nursery) -> Outcome:
    """Run a notebook's cells in a room and judge its checks outside.

    Raises
    ------
    NoSandbox
        If no locked room can be had here.
    NurseryLost
        If the sandbox was ended from outside again and again.
    """
    losses: list[str] = []
    while True:
        try:
            return replace(_executed(task, nursery), losses=tuple(losses))
        except NurseryLost as lost:
            losses.append(str(lost))
            if len(losses) == ATTEMPTS:
                raise


def _executed(task: Task, nursery: Nursery) -> Outcome:
    from grading.feedback import MakeHarmless

    watch = _Watch()
    notebook = as_notebook(task.notebook)
    watch.lap("read")
    with Judge(task.seed) as judge:
        with Sitting(nursery, task.limits, task.files) as sitting:
            sitting.open()
            watch.lap("room")
            run = _Run(task, judge, sitting)
            run.cells(notebook)
            watch.lap("cells")
        watch.lap("close")
    watch.move("cells", "judge", run.judging)
    notebook.metadata.setdefault("language_info", NotebookNode(SPOKEN))
    notebook.metadata[WORK] = NotebookNode(task.work)
    if not task.locked:
        notebook.metadata["neuronlab_room"] = "unlocked"
        notebook.cells.insert(
            0, new_markdown_cell(f"**{WITHOUT_A_LOCK}**", id="graded-without-lock")
        )
    notebook, _ = MakeHarmless().preprocess(notebook, {})
    watch.lap("harmless")
    text = as_text(notebook)
    watch.lap("write")
    return Outcome(
        text,
        deaths=tuple(sitting.deaths),
        troubles=tuple(judge.troubles),
        seconds=watch.seconds,
    )


def as_text(notebook: NotebookNode) -> str:
    """A notebook as one text, on its way to another process: plainer and faster than the file's form."""
    return json.dumps(notebook, ensure_ascii=False)


def as_notebook(text: str) -> NotebookNode:
    """The notebook of a text that `as_text` made."""
    return nbformat.from_dict(json.loads(text))


class _Run:
    """The cells of one task, in their order."""

    def __init__(self, task: Task, judge: Judge, sitting: Sitting):
        self._task, self._judge, self._sitting = task, judge, sitting
        self.judging = 0.0

    def cells(self, notebook: NotebookNode) -> None:
        names = judged_names(notebook)
        records = notebook.metadata[VERDICTS] = NotebookNode()
        count = 0
        for cell in notebook.cells:
            if cell.cell_type != "code":
                continue
            count += 1
            cell.execution_count = count
            name = cell.metadata.get("nbgrader", {}).get("grade_id")
            if name in self._task.kept:
                records[name], cell.outputs = map(nbformat.from_dict, self._task.kept[name])
            elif name in names:
                cell.outputs, records[name] = self._judged(cell, name)
            else:
                outputs = [NotebookNode(one) for one in self._sitting.run(cell.source).outputs]
                cell.outputs = [_nothing(cell, name), *outputs] if is_check(cell) else outputs

    def _judged(self, cell: NotebookNode, name: str) -> tuple[list[NotebookNode], NotebookNode]:
        connection = self._judge.open(name)
        try:
            seconds = max(self._task.limits.cell, exercises()[name].seconds + GRACE)
            shown = self._sitting.run(cell.source, seconds, connection).outputs
        finally:
            connection.close()
            began = time.perf_counter()
            verdict = self._judge.close()
            self.judging += time.perf_counter() - began
        cell.outputs = [NotebookNode(one) for one in shown]
        return rendered(verdict, cell), NotebookNode(recorded(verdict))


class _Watch:
    """How long each part took."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._last = time.perf_counter()

    def lap(self, part: str) -> None:
        now = time.perf_counter()
        self.seconds[part] = self.seconds.get(part, 0.0) + now - self._last
        self._last = now

    def move(self, source: str, target: str, seconds: float) -> None:
        self.seconds[source] -= seconds
        self.seconds[target] = self.seconds.get(target, 0.0) + seconds


def recorded(verdict: Verdict) -> dict[str, Any]:
    """A verdict as plain values: what holds, at which stage it failed first, and which mistakes were seen."""
    return {
        "status": verdict.status,
        "holds": list(verdict.holds),
        "behaviours": [one.name for one in verdict.exercise.behaviours],
        "stage": verdict.finding.stage if verdict.finding else "",
        "mistakes": [one.name for one in verdict.mistakes],
    }


def rendered(verdict: Verdict, cell: NotebookNode) -> list[NotebookNode]:
    """A verdict as outputs: first the points, which nbgrader reads, with the report to look at.

    Parameters
    ----------
    verdict : Verdict
    cell : NotebookNode
        The check cell; errors among its outputs are kept, so that it is seen why it did not get there.
    """
    most = float(cell.metadata.nbgrader["points"])
    points = most * verdict.points / len(verdict.holds)
    report = Report(verdict)
    shown = new_output(
        "execute_result",
        {"text/plain": f"{points:g}", "text/html": report.as_html()},
        execution_count=cell.get("execution_count"),
    )
    return [shown, *(one for one in cell.outputs if one.output_type == "error")]


def _nothing(cell: NotebookNode, name: object) -> NotebookNode:
    """No points, for a graded cell that no judge knows: what a room shows is never a grade."""
    said = f"<p>There is no exercise called {str(name)[:60]!r}, so nothing was judged.</p>"
    count = cell.get("execution_count")
    return new_output(
        "execute_result", {"text/plain": "0", "text/html": said}, execution_count=count
    )


class Nurseries:
    """The nurseries of this process: kept from submission to submission, ended when nobody needs them."""

    def __init__(self) -> None:
        self._guard = threading.RLock()
        self._kept: dict[bool, Nursery] = {}
        self._borrowers = 0
        self._timer: threading.Timer | None = None

    @contextlib.contextmanager
    def lent(self, locked: bool) -> Iterator[Nursery]:
        """A nursery, locked or not, for one submission."""
        with self._guard:
            self._borrowers += 1
            nursery = self._kept.setdefault(locked, Nursery(locked))
        try:
            yield nursery
        finally:
            with self._guard:
                self._borrowers -= 1
                self._wait()

    def close(self) -> None:
        """End all nurseries that nobody uses now."""
        with self._guard:
            while self._kept and not self._borrowers:
                self._kept.popitem()[1].close()

    def _wait(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = threading.Timer(IDLE, self.close)
        self._timer.daemon = True
        self._timer.start()


NURSERIES = Nurseries()
atexit.register(NURSERIES.close)
