"""Grades for Blackboard Learn: *Gradebook* (*Full Grade Center*, *Work Offline*), *Upload*.

The format is described in Blackboard's help, *Uploading External Grade Center Items*
(http://library.blackboard.com/ref/36ba3329-e441-488a-93ce-7a55543cc999/Content/Grade%20Center/Uploading%20External%20Grade%20Center%20Items.htm):

- comma-separated with the extension `.csv`, every field in quotes; the first line is the head, then one line a learner;
- a learner is known by `Username`; names in `Last Name` and `First Name` are not read;
- a column that exists is known by its number, which stands at the end of its head, `Title [Total Pts: 24] |123456`,
  as a downloaded file shows;
- a column without a number is made anew, as text with 0 points, until it is edited.
"""

from __future__ import annotations

import csv
from typing import Any

from grading.exports.grades import Grades, TableExporter, number
from grading.reporting.tables import guarded


class BlackboardExporter(TableExporter):
    """Grades as Blackboard takes them; a learner's id is the user name."""

    default_to = "blackboard.csv"

    def quoting(self) -> int:
        """All fields, as Blackboard asks for."""
        return csv.QUOTE_ALL

    def rows(self, grades: Grades) -> list[list[Any]]:
        """The head and the learners."""
        titles = [
            f"{lesson} [Total Pts: {number(most)}] |{self.columns[lesson]}"
            if lesson in self.columns
            else lesson
            for lesson, most in grades.points.items()
        ]
        return [
            ["Last Name", "First Name", "Username", *titles],
            *(
                [
                    *map(guarded, (one.last_name, one.first_name, one.id)),
                    *self.marks(one, grades),
                ]
                for one in grades.learners
            ),
        ]
