"""Preprocessors of `nbgrader autograde`: the answers run in a room, the judge sits outside.

The room is a Jupyter kernel: another process, with an environment and a home folder of its own.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

from jupyter_core.utils import run_sync
from nbformat import NotebookNode
from nbformat.v4 import new_output
from nbgrader import utils
from nbgrader.api import Gradebook
from nbgrader.preprocessors import ClearHiddenTests, Execute

from grading.judge import Judge
from grading.secret import course_secret, seed_of
from neuronlab.carrier import ADDRESS
from neuronlab.exercises import exercises
from neuronlab.judging import Verdict
from neuronlab.rendering import Report

PASSED_ON = ("PATH", "LANG", "LC_ALL", "TZ", "SYSTEMROOT", "TEMP", "TMP", "VIRTUAL_ENV")
"""What of the grader's environment a room may know."""


class LeaveOutHiddenTests(ClearHiddenTests):
    """`OverwriteCells` puts hidden tests back; in a room they have no place."""


class ExecuteAndJudge(Execute):
    """Execute a submission; a graded check cell's output becomes the judge's verdict."""

    def preprocess(self, nb: NotebookNode, resources: dict, km: Any = None) -> tuple:
        """Execute all cells, with a judge listening."""
        root = Path(self.config.CourseDirectory.get("root") or ".")
        seed = _seed(root, resources)
        with tempfile.TemporaryDirectory(prefix="room-") as home, Judge(seed) as judge:
            self._judge, self._home = judge, home
            return super().preprocess(nb, resources, km)

    async def async_start_new_kernel(self, **kwargs: Any) -> None:
        """Start the kernel with the room's environment and not the grader's."""
        kwargs["env"] = {
            **{name: os.environ[name] for name in PASSED_ON if name in os.environ},
            "HOME": self._home,
            "NEURONLAB_PROGRESS": "off",
            "MPLCONFIGDIR": os.path.join(self._home, "matplotlib"),
            "IPYTHONDIR": os.path.join(self._home, "ipython"),
            ADDRESS: self._judge.address,
        }
        await super().async_start_new_kernel(**kwargs)

    start_new_kernel = run_sync(async_start_new_kernel)

    def preprocess_cell(self, cell: NotebookNode, resources: dict, index: int) -> tuple:
        """Execute one cell; open the judge for it if it is graded."""
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        judged = cell.cell_type == "code" and utils.is_grade(cell) and name in exercises()
        if judged:
            self._judge.open(name)
        cell, resources = super().preprocess_cell(cell, resources, index)
        if judged:
            cell.outputs = rendered(self._judge.close(), cell)
        return cell, resources


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
        {"text/plain": f"{points:g}", "text/html": report._repr_html_()},
        execution_count=cell.get("execution_count"),
    )
    return [shown, *(one for one in cell.outputs if one.output_type == "error")]


def _seed(root: Path, resources: dict) -> list[int]:
    """The seed of this attempt: its time is in the gradebook, so that a rerun draws alike."""
    ours = resources["nbgrader"]
    with Gradebook(ours["db_url"]) as gradebook:
        submission = gradebook.find_submission(ours["assignment"], ours["student"])
        time = submission.timestamp.isoformat() if submission.timestamp else ""
    names = (ours["assignment"], ours["notebook"], ours["student"], time)
    return seed_of(course_secret(root), *names)
