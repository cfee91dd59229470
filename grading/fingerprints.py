"""What a submission's grade follows from, as hashes: where they are the same, nothing has to be executed again.

The record is kept in the executed notebook's metadata, so that it goes wherever the notebook goes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from nbformat import NotebookNode

from neuronlab.exercises import exercises
from solutions.fingerprints import fingerprint


def work_of(notebook: NotebookNode, seed: Sequence[int], locked: bool) -> dict[str, Any]:
    """What the grade of a rebuilt notebook follows from.

    Returns
    -------
    dict
        `notebook`: the hash of its cells, its seed, and whether there is a lock; `exercises`: the fingerprint of each
        exercise that it asks.
    """
    cells = [
        [
            cell.cell_type,
            cell.source,
            cell.metadata.get("nbgrader", {}),
            cell.get("attachments", {}),
        ]
        for cell in notebook.cells
    ]
    text = json.dumps([cells, list(seed), bool(locked)], sort_keys=True)
    return {
        "notebook": hashlib.sha256(text.encode("ascii")).hexdigest(),
        "exercises": {name: fingerprint(name) for name in judged_names(notebook)},
    }


def mended(before: Any, now: Mapping[str, Any]) -> set[str] | None:
    """The exercises that have to be judged again; None if all of the notebook has to.

    Parameters
    ----------
    before : object
        The record in the notebook that was executed; anything, or nothing at all.
    now : mapping
        What `work_of` says.
    """
    if not isinstance(before, Mapping) or before.get("notebook") != now["notebook"]:
        return None
    known = before.get("exercises")
    if not isinstance(known, Mapping):
        return None
    return {name for name, one in now["exercises"].items() if known.get(name) != one}


def judged_names(notebook: NotebookNode) -> list[str]:
    """The exercises that a notebook's graded check cells ask."""
    asked = [
        cell.metadata.nbgrader.get("grade_id")
        for cell in notebook.cells
        if cell.cell_type == "code" and is_check(cell)
    ]
    return [name for name in asked if name in exercises()]


def is_check(cell: NotebookNode) -> bool:
    """Whether a cell is graded and not written by the learner."""
    ours = cell.metadata.get("nbgrader", {})
    return bool(ours.get("grade")) and not ours.get("solution")
