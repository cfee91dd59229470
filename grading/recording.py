"""Grades go into the gradebook as the judge gave them."""

from __future__ import annotations

from typing import Any

from nbformat import NotebookNode
from nbgrader import utils
from nbgrader.preprocessors import SaveAutoGrades


class SaveJudgedGrades(SaveAutoGrades):
    """nbgrader's own step, for check cells that begin with the judge's points.

    To nbgrader a check cell whose result is no number, or that shows nothing, has earned full marks.
    Here that is an error: it earns nothing, and the log says so.
    """

    def _add_score(self, cell: NotebookNode, resources: dict) -> None:
        if (
            not utils.is_solution(cell)
            and cell.cell_type == "code"
            and not _begins_with_points(cell)
        ):
            self.log.error(
                "%s of %s: points were expected as the first output of the check cell, found %.80r. "
                "Nothing is recorded as earned; please report this.",
                cell.metadata.nbgrader["grade_id"],
                self.student_id,
                cell.outputs[:1],
            )
            cell.outputs = [NotebookNode(output_type="error", ename="", evalue="", traceback=[])]
        super()._add_score(cell, resources)


def _begins_with_points(cell: NotebookNode) -> bool:
    first: Any = cell.outputs[0] if cell.outputs else {}
    if first.get("output_type") != "execute_result":
        return False
    try:
        points = float(first["data"]["text/plain"])
    except (KeyError, TypeError, ValueError):
        return False
    return 0 <= points <= float(cell.metadata.nbgrader["points"])
