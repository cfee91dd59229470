"""From a lesson's text to a notebook, before it is run.

A lesson is a Python file in jupytext's percent format. Short keys in a cell's header say what the cell is;
nbgrader's metadata follow from them, so that they are written in one place:

==================================  ====================================================
`# %% answer="softmax"`             the learner's cell for an exercise
`# %% check="softmax"`              its check cell: graded, locked, hidden test added
`# %% predict="predict_x"`          a prediction: `predict_x = 0.665`, `None` in the release
`# %% check="predict_x"`            its check cell: no points
`# %% given="dense"`                a locked cell with code that the learner is given
`# %% [markdown] task="x-words" points=3`   a question that a teacher grades, with its scheme
`# %% [markdown] words="x-words"`   where the learner writes; emptied in the release
==================================  ====================================================
"""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any

import jupytext
import nbformat

from neuronlab.exercises import exercises, predictions

KEYS = ("answer", "check", "predict", "given", "task", "words")
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
HIDDEN = """
### BEGIN HIDDEN TESTS
from solutions import against_reference
against_reference({arguments})
### END HIDDEN TESTS"""


class BadLesson(ValueError):
    """A lesson's text that cannot become a notebook; the message names the file and the cell."""


def read_lesson(path: Path) -> nbformat.NotebookNode:
    """The notebook that a lesson's text describes, with nbgrader's metadata and steady cell ids.

    Raises
    ------
    BadLesson
        If a header has an unknown or a wrong key, or a check cell does not call `check`.
    """
    notebook = jupytext.read(path, fmt="py:percent")
    notebook.metadata = nbformat.NotebookNode({"kernelspec": dict(KERNEL)})
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    for place, cell in enumerate(notebook.cells):
        where = f"{path.name}, cell {place + 1}"
        cell.metadata = nbformat.from_dict(_metadata(cell, dict(cell.metadata), where))
        cell.id = f"{path.stem}-{place:03}"
    nbformat.validate(notebook)
    return notebook


def predicted(path: Path) -> dict[str, Any]:
    """The right values of a lesson's predictions, as its text assigns them."""
    values = {}
    for cell in read_lesson(path).cells:
        if "predict" in cell.metadata.get("tags", []):
            name, value = assignment(cell.source)
            values[name] = ast.literal_eval(value)
    return values


def assignment(source: str) -> tuple[str, str]:
    """The name and the value of a cell that holds one assignment and nothing else."""
    found = re.fullmatch(r"(\w+) = (.+?)(?:  # .*)?", source.strip())
    if not found:
        raise BadLesson(f"One line `name = value` was expected, found {source!r}.")
    return found[1], found[2]


def _metadata(cell: nbformat.NotebookNode, header: dict, where: str) -> dict:
    kinds = [key for key in KEYS if key in header]
    known = {*KEYS, "points", "tags", "lines_to_next_cell", "cell_marker", "editable", "title"}
    if unknown := set(header) - known:
        raise BadLesson(f"{where}: unknown key {sorted(unknown)}; known are {', '.join(KEYS)}.")
    if len(kinds) > 1:
        raise BadLesson(f"{where}: one of {', '.join(KEYS)} was expected, found {kinds}.")
    tags = list(header.get("tags", []))
    if not kinds:
        return {"tags": tags} if tags else {}
    kind, name = kinds[0], header[kinds[0]]
    if kind == "predict":
        if name not in predictions():
            raise BadLesson(f"{where}: {name!r} is not listed in PREDICTIONS.")
        if assignment(cell.source)[0] != name:
            raise BadLesson(f"{where}: the cell should assign {name}.")
        return {"tags": [*tags, "predict"]}
    if kind == "words":
        return {"tags": [*tags, "own-words"]}
    if kind == "check":
        return _check(cell, name, tags, where)
    if kind == "answer" and name not in exercises():
        raise BadLesson(f"{where}: {name!r} is not listed in EXERCISES.")
    ours = {
        "answer": {"grade_id": f"{name}-answer", "solution": True, "locked": False},
        "given": {"grade_id": f"{name}-given", "solution": False, "locked": True},
        "task": {
            "grade_id": name,
            "solution": False,
            "locked": True,
            "task": True,
            "points": header.get("points"),
        },
    }[kind]
    return {**({"tags": tags} if tags else {}), "nbgrader": _nbgrader(cell, **ours)}


def _check(cell: nbformat.NotebookNode, name: str, tags: list[str], where: str) -> dict:
    arguments = re.search(
        r'^check\(((?:"|\')' + re.escape(name) + r'(?:"|\'), .+)\)$', cell.source, re.M
    )
    if not arguments:
        raise BadLesson(f'{where}: the cell should call check("{name}", ...).')
    tags = [*tags, "raises-exception"]
    if name in predictions():
        return {"tags": tags}
    if name not in exercises():
        raise BadLesson(f"{where}: {name!r} is not listed in EXERCISES.")
    cell.source += HIDDEN.format(arguments=arguments[1])
    points = exercises()[name].points
    ours = _nbgrader(cell, grade_id=name, grade=True, locked=True, points=points)
    return {"tags": tags, "nbgrader": ours}


def _nbgrader(cell: nbformat.NotebookNode, **given: Any) -> dict:
    return {
        "cell_type": cell.cell_type,
        "grade": False,
        "locked": False,
        "schema_version": 3,
        "solution": False,
        "task": False,
        **given,
    }
