"""Steps of the demo that nbgrader does for many lessons, in one process: it takes seconds to start.

Run in a course's folder: `python -m tools.demosteps prepare LESSON ...`, or `feedback`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from nbgrader.apps import NbGraderAPI
from traitlets.config import PyFileConfigLoader

from tools.classroom import due_of


def prepare(api: NbGraderAPI, lesson: str) -> dict:
    """Enter a lesson with its due date, and generate it."""
    with api.gradebook as gradebook:
        gradebook.update_or_create_assignment(lesson, duedate=due_of(lesson))
    return api.generate_assignment(lesson, force=True)


def feedback(api: NbGraderAPI, lesson: str) -> dict:
    """Make the feedback of all who handed in a lesson."""
    return api.generate_feedback(lesson, force=True)


STEPS: dict[str, Callable[[NbGraderAPI, str], dict]] = {"prepare": prepare, "feedback": feedback}


def main(step: str, lessons: list[str]) -> int:
    """Do one step for some lessons; 1 if nbgrader failed, with its log."""
    config = PyFileConfigLoader("nbgrader_config.py", path=str(Path.cwd())).load_config()
    api = NbGraderAPI(config=config)
    for lesson in lessons:
        result = STEPS[step](api, lesson)
        if not result["success"]:
            print(f"{lesson}: {result.get('error', '')}\n{result.get('log', '')}", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
