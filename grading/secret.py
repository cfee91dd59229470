"""The seed of a submission's secret draws.

It follows from the course's secret, the submission and its attempt: a rerun asks the same questions, another
learner or another attempt gets others.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import secrets
from datetime import datetime
from pathlib import Path

from nbformat import NotebookNode

from grading.writing import write_once

VARIABLE = "NEURONLAB_SECRET"


def course_secret(root: Path) -> str:
    """The course's secret: `NEURONLAB_SECRET`, else `term/secret`, made when it is first needed."""
    if given := os.environ.get(VARIABLE):
        return given
    path = root / "term" / "secret"
    if not path.exists():
        with contextlib.suppress(FileExistsError):
            write_once(path, secrets.token_hex(32).encode("ascii"))
    kept = path.read_text("ascii").strip()
    if not kept:
        raise ValueError(f"{path} is empty; delete it, and a new secret is made.")
    return kept


def seed_of_attempt(
    secret: str, lesson: str, learner: str, time: datetime | None, notebook: NotebookNode
) -> list[int]:
    """The seed of one attempt: a rerun draws alike, other code or another time draws afresh.

    The time alone would not do. It is written on the learner's side: who hands in again under the same time would
    meet the questions that the first feedback has shown.
    """
    code = json.dumps([cell.source for cell in notebook.cells if cell.cell_type == "code"])
    return seed_of(secret, lesson, lesson, learner, time.isoformat() if time else "", code)


def seed_of(secret: str, *parts: str) -> list[int]:
    """Four whole numbers for a generator, from the secret and what names the attempt."""
    text = "\0".join([secret, *parts]).encode()
    digest = hashlib.sha256(text).digest()
    return [int.from_bytes(digest[start : start + 8], "big") for start in range(0, 32, 8)]
