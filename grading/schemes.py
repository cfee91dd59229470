"""Marking schemes: teachers see them while they grade, learners do not.

A scheme says what a full answer holds, so it would help in another attempt. Preprocessors of `nbgrader autograde`
(put back) and `nbgrader generate_feedback` (taken out).
"""

from __future__ import annotations

from nbformat import NotebookNode
from nbgrader import utils
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.preprocessors import ClearMarkScheme, NbGraderPreprocessor
from traitlets import List


class ShowScheme(NbGraderPreprocessor):
    """Put the marking scheme that the gradebook knows into questions that are graded by hand."""

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Look up and put back the schemes of one notebook."""
        ours = resources["nbgrader"]
        without = ClearMarkScheme(parent=self)
        with Gradebook(ours["db_url"]) as gradebook:
            for cell in filter(utils.is_task, nb.cells):
                try:
                    source = gradebook.find_source_cell(
                        cell.metadata.nbgrader.grade_id, ours["notebook"], ours["assignment"]
                    ).source
                except MissingEntry:
                    continue
                cell.source = _with_scheme(cell.source, source, without)
        return nb, resources


class HideScheme(ClearMarkScheme):
    """Take marking schemes out of the lesson's questions; what a learner wrote is not looked at."""

    display_data_priority = List(help="Not used; nbconvert sets it for all.").tag(config=True)

    def preprocess_cell(
        self, cell: NotebookNode, resources: dict, cell_index: int
    ) -> tuple[NotebookNode, dict]:
        """Take it out of one cell."""
        if utils.is_task(cell):
            return super().preprocess_cell(cell, resources, cell_index)
        return cell, resources


def _with_scheme(question: str, source: str, without: ClearMarkScheme) -> str:
    """A released question with the scheme of the teacher's; an older question keeps its words."""
    bare = NotebookNode(source=source)
    without._remove_mark_scheme_region(bare)
    if bare.source == question:
        return source
    lines, inside = [], False
    for line in source.split("\n"):
        inside = inside or without.begin_mark_scheme_delimeter in line
        if inside:
            lines.append(line)
        if without.end_mark_scheme_delimeter in line:
            inside = False
    return "\n".join([question, "", *lines])
