"""Grades for Moodle: *Grades*, *Import*, *CSV file*.

The format is described in https://docs.moodle.org/311/en/Grade_import, and exactly in Moodle's own importer
(https://github.com/moodle/moodle/blob/main/grade/import/csv/classes/load_data.php):

- UTF-8, comma, the usual quotes; the first line is the head, whose names are chosen from when importing;
- a learner is looked up by user name, ID number or e-mail address, whichever is chosen as *Map from* and *Map to*;
- a grade is a number with a point (or the site's own decimal sign); `-` or nothing is no grade;
- a grade above 100 stops the import, unless the site allows it.
"""

from __future__ import annotations

from typing import Any

from grading.exports.grades import Grades, TableExporter, number
from grading.reporting.tables import guarded

HIGHEST = 100.0
"""What Moodle takes for a grade, unless the site allows more."""


class MoodleExporter(TableExporter):
    """Grades as Moodle imports them; a learner's id is the user name."""

    default_to = "moodle.csv"

    def rows(self, grades: Grades) -> list[list[Any]]:
        """The head and the learners."""
        for lesson, most in grades.points.items():
            if most > HIGHEST:
                self.log.warning(
                    "%s has %s points. Moodle stops at grades above %s, unless unlimitedgrades is set there.",
                    *(lesson, number(most), number(HIGHEST)),
                )
        head = ["Username", "First name", "Last name", "Email address", *grades.points]
        return [
            head,
            *(
                [
                    *map(guarded, (one.id, one.first_name, one.last_name, one.email)),
                    *self.marks(one, grades),
                ]
                for one in grades.learners
            ),
        ]
