"""Preprocessors of `nbgrader autograde`: the answers run in a locked room, the judge sits outside.

nbgrader's own `Execute` starts a Jupyter kernel with the teacher's rights. Here no kernel is started.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbgrader import utils
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.preprocessors import Execute, NbGraderPreprocessor
from traitlets import Float, Integer

from grading.execution import (
    NURSERIES,
    VERDICTS,
    WITHOUT_A_LOCK,
    Outcome,
    Task,
    as_notebook,
    as_text,
    execute,
    recorded,
    rendered,
)
from grading.fingerprints import work_of
from grading.room import Limits
from grading.secret import course_secret, seed_of_attempt

__all__ = [
    "NURSERIES",
    "VERDICTS",
    "WITHOUT_A_LOCK",
    "ExecuteAndJudge",
    "NoteTheRoom",
    "recorded",
    "rendered",
]

UNLOCKED = "NEURONLAB_UNLOCKED"
"""`yes` lets grading go on where no locked room can be had."""


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
        locked = is_locked()
        if not locked:
            self.log.warning("%s %s is set to yes.", WITHOUT_A_LOCK, UNLOCKED)
        resources["neuronlab_locked"] = locked
        seed = _seed(root, resources, nb)
        ours = resources["nbgrader"]
        release = root / self.config.CourseDirectory.get("release_directory", "")
        task = Task(
            lesson=ours["assignment"],
            learner=ours.get("student", ""),
            notebook=as_text(nb),
            seed=tuple(seed),
            work=work_of(nb, seed, locked),
            files=files_of(release / ours["assignment"]),
            limits=self.limits(),
            locked=locked,
        )
        with NURSERIES.lent(locked) as nursery:
            outcome = execute(task, nursery)
        self._say(outcome, ours)
        executed = as_notebook(outcome.notebook)
        nb.cells, nb.metadata = executed.cells, executed.metadata
        return nb, resources

    def limits(self) -> Limits:
        """The limits of a submission, as they are configured."""
        return Limits(
            cell=self.timeout if (self.timeout or 0) > 0 else Limits.cell,
            submission=self.submission_timeout,
            restarts=self.restarts,
            memory=self.memory,
        )

    def _say(self, outcome: Outcome, ours: dict) -> None:
        for loss in outcome.losses:
            self.log.warning(loss)
        for reason in outcome.deaths:
            self.log.warning(
                "A room of %s died and was replaced: %s. If it was not the answer that ended it, grade it again: "
                "nbgrader autograde %s --student=%s --force",
                ours.get("student"),
                reason,
                ours["assignment"],
                ours.get("student"),
            )
        for trouble in outcome.troubles:
            self.log.error("Outputs that judging stumbled over earned nothing: %s", trouble)


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


def is_locked() -> bool:
    """Whether answers run in a locked room, as the environment says."""
    return os.environ.get(UNLOCKED) != "yes"


def files_of(lesson: Path) -> dict[str, bytes]:
    """What lies beside the released notebook, as nbgrader would copy it; none of it is the learner's."""
    paths = [one for one in sorted(lesson.rglob("*")) if one.is_file() and one.suffix != ".ipynb"]
    return {str(path.relative_to(lesson)): path.read_bytes() for path in paths}


def _seed(root: Path, resources: dict, nb: NotebookNode) -> list[int]:
    """The seed of this attempt: its time is in the gradebook."""
    ours = resources["nbgrader"]
    with Gradebook(ours["db_url"]) as gradebook:
        time = gradebook.find_submission(ours["assignment"], ours["student"]).timestamp
    return seed_of_attempt(course_secret(root), ours["assignment"], ours["student"], time, nb)
