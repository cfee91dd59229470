"""Grades for Canvas: *Gradebook*, *Import*.

The format is what the gradebook's own export writes, as the guides say
(https://teaching.resources.osu.edu/toolsets/carmencanvas/guides/calculating-final-grades/import-csv-file-carmen-grades), and exactly what
Canvas's importer reads (https://github.com/instructure/canvas-lms/blob/master/lib/gradebook_importer.rb):

- UTF-8, comma, the usual quotes; the first line is the head;
- `Student`, `ID`, `SIS User ID`, `SIS Login ID`, `Section`, in this order, then one column an assignment;
- a learner is looked up by `ID` (Canvas's number), then by the SIS ids, then by name;
- an assignment is known by `Title (number)`, else by its title; one that is not known is made anew;
- a line with `Points Possible` in its first field says how many points an assignment has;
- an empty grade changes nothing.
"""

from __future__ import annotations

from typing import Any

from grading.exports.grades import Grades, Learner, TableExporter, number
from grading.reporting.tables import guarded


class CanvasExporter(TableExporter):
    """Grades as Canvas imports them.

    A learner's id is the SIS login; `lms_user_id` in nbgrader's gradebook is Canvas's own number, if it is known.
    """

    default_to = "canvas.csv"

    def rows(self, grades: Grades) -> list[list[Any]]:
        """The head, the points, the learners."""
        titles = [
            f"{lesson} ({self.columns[lesson]})" if lesson in self.columns else lesson
            for lesson in grades.points
        ]
        return [
            ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", *titles],
            ["    Points Possible", "", "", "", "", *map(number, grades.points.values())],
            *([*_who(one), *self.marks(one, grades)] for one in grades.learners),
        ]


def _who(learner: Learner) -> list[str]:
    name = ", ".join(part for part in (learner.last_name, learner.first_name) if part)
    return [guarded(name or learner.id), guarded(learner.platform_id), "", guarded(learner.id), ""]
