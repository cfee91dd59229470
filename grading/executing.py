"""Preprocessors of `nbgrader autograde`: the answers run in a locked room, the judge sits outside.

nbgrader's own `Execute` starts a Jupyter kernel with the teacher's rights. Here no kernel is started.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell, new_output
from nbgrader import utils
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.preprocessors import Execute, NbGraderPreprocessor
from traitlets import Float, Integer

from grading.judge import GRACE, Judge
from grading.room import Limits, Nursery, NurseryLost, Sitting
from grading.running import VERDICTS
from grading.secret import course_secret, seed_of
from neuronlab.exercises import exercises
from neuronlab.judging import Verdict
from neuronlab.rendering import Report

UNLOCKED = "NEURONLAB_UNLOCKED"
"""`yes` lets grading go on where no locked room can be had."""

ATTEMPTS = 3
"""Runs of a notebook that is interrupted from outside of its room; then it is not graded, and the log says so."""

WITHOUT_A_LOCK = "Graded without a locked room."
IDLE = 60.0
"""Seconds after which a nursery that nobody needs is ended."""

SPOKEN = {
    "name": "python",
    "file_extension": ".py",
    "mimetype": "text/x-python",
    "pygments_lexer": "ipython3",
}


class ExecuteAndJudge(Execute):
    """Execute a submission; a graded check cell's output becomes the judge's verdict.

    `timeout` is the limit of one cell, as in nbgrader. What else is limited is in `grading.room.Limits`.
    """

    submission_timeout = Float(
        Limits.submission, help="Seconds that all cells of a submission may take."
    ).tag(config=True)
    restarts = Integer(
        Limits.restarts, help="Fresh rooms that a submission gets where its room died."
    ).tag(config=True)
    memory = Integer(
        Limits.memory, help="Bytes of memory that all processes of a submission may hold."
    ).tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: dict, km: Any = None) -> tuple:
        """Execute all cells, with a judge at hand for the graded ones."""
        root = Path(self.config.CourseDirectory.get("root") or ".")
        limits = Limits(
            cell=self.timeout if (self.timeout or 0) > 0 else Limits.cell,
            submission=self.submission_timeout,
            restarts=self.restarts,
            memory=self.memory,
        )
        locked = os.environ.get(UNLOCKED) != "yes"
        if not locked:
            self.log.warning("%s %s is set to yes.", WITHOUT_A_LOCK, UNLOCKED)
        resources["neuronlab_locked"] = locked
        files = _files(root / self.config.CourseDirectory.get("release_directory", ""), resources)
        seed = _seed(root, resources, nb)
        with NURSERIES.lent(locked) as nursery:
            for attempt in range(1, ATTEMPTS + 1):
                try:
                    with Judge(seed) as judge, Sitting(nursery, limits, files) as sitting:
                        self._execute(nb, judge, sitting)
                    break
                except NurseryLost as lost:
                    self.log.warning(str(lost))
                    if attempt == ATTEMPTS:
                        raise
        for reason in sitting.deaths:
            ours = resources["nbgrader"]
            self.log.warning(
                "A room of %s died and was replaced: %s. If it was not the answer that ended it, grade it again: "
                "nbgrader autograde %s --student=%s --force",
                ours.get("student"),
                reason,
                ours["assignment"],
                ours.get("student"),
            )
        for trouble in judge.troubles:
            self.log.error("Outputs that judging stumbled over earned nothing: %s", trouble)
        nb.metadata.setdefault("language_info", NotebookNode(SPOKEN))
        if not locked:
            nb.metadata["neuronlab_room"] = "unlocked"
            nb.cells.insert(0, new_markdown_cell(f"**{WITHOUT_A_LOCK}**", id="graded-without-lock"))
        return nb, resources

    def _execute(self, nb: NotebookNode, judge: Judge, sitting: Sitting) -> None:
        count = 0
        nb.metadata[VERDICTS] = {}
        for cell in nb.cells:
            if cell.cell_type != "code":
                continue
            count += 1
            cell.execution_count = count
            cell.outputs = self._outputs(cell, judge, sitting, nb.metadata[VERDICTS])

    def _outputs(
        self, cell: NotebookNode, judge: Judge, sitting: Sitting, verdicts: dict
    ) -> list[NotebookNode]:
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        graded = utils.is_grade(cell) and not utils.is_solution(cell)
        if not (graded and name in exercises()):
            outputs = [NotebookNode(one) for one in sitting.run(cell.source).outputs]
            return [_nothing(cell, name), *outputs] if graded else outputs
        connection = judge.open(name)
        try:
            seconds = max(self.timeout or 0, exercises()[name].seconds + GRACE)
            shown = sitting.run(cell.source, seconds, connection).outputs
        finally:
            connection.close()
            verdict = judge.close()
        verdicts[name] = recorded(verdict)
        cell.outputs = [NotebookNode(one) for one in shown]
        return rendered(verdict, cell)


class NoteTheRoom(NbGraderPreprocessor):
    """Where there was no lock, the gradebook says so: in the comment on each answer."""

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple:
        """Comment on the answers; after `SaveAutoGrades`, which writes these comments anew."""
        if resources.get("neuronlab_locked", True):
            return nb, resources
        ours = resources["nbgrader"]
        place = (ours["notebook"], ours["assignment"], ours["student"])
        with Gradebook(ours["db_url"]) as gradebook:
            for cell in nb.cells:
                if not utils.is_solution(cell):
                    continue
                try:
                    comment = gradebook.find_comment(cell.metadata.nbgrader["grade_id"], *place)
                except MissingEntry:
                    continue
                said = [comment.auto_comment] if comment.auto_comment else []
                comment.auto_comment = " ".join([*said, WITHOUT_A_LOCK])
            gradebook.db.commit()
        return nb, resources


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


def _files(release: Path, resources: dict) -> dict[str, bytes]:
    """What lies beside the released notebook, as nbgrader would copy it; none of it is the learner's."""
    lesson = release / resources["nbgrader"]["assignment"]
    paths = [one for one in sorted(lesson.rglob("*")) if one.is_file() and one.suffix != ".ipynb"]
    return {str(path.relative_to(lesson)): path.read_bytes() for path in paths}


def _seed(root: Path, resources: dict, nb: NotebookNode) -> list[int]:
    """The seed of this attempt: a rerun draws alike, other code or another time draws afresh.

    The time alone would not do. It is written on the learner's side: who hands in again under the same time would
    meet the questions that the first feedback has shown.
    """
    ours = resources["nbgrader"]
    with Gradebook(ours["db_url"]) as gradebook:
        submission = gradebook.find_submission(ours["assignment"], ours["student"])
        time = submission.timestamp.isoformat() if submission.timestamp else ""
    code = json.dumps([cell.source for cell in nb.cells if cell.cell_type == "code"])
    names = (ours["assignment"], ours["notebook"], ours["student"], time, code)
    return seed_of(course_secret(root), *names)
