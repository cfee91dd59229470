"""Preprocessors of `nbgrader generate_assignment`, and the releases that are kept.

`ResetAnswers` and `EmbedFigures` come before nbgrader's own preprocessors, `KeepRelease` after them.
"""

from __future__ import annotations

import base64
import hashlib
import json
import mimetypes
import re
from functools import lru_cache
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Unicode

from grading.writing import write_anew

KEPT = "term/releases"
"""Where releases are kept, in the course's folder: LESSON/HASH.ipynb."""

DIGEST = re.compile(r"[0-9a-f]{64}")
ASSIGNMENT = re.compile(r"^(\w+) = .*$", re.DOTALL)
IMAGE = re.compile(r"!\[(?P<alt>[^\]]*)\]\((?P<path>[^)\s]*/img/(?P<name>[\w.-]+))\)")


class ResetAnswers(NbGraderPreprocessor):
    """What nbgrader does not know as an answer is emptied here.

    Cells tagged `predict` hold the right value in the solved notebook; learners get `None`. Cells tagged
    `own-words` hold a good answer to the question above; learners get a line to write on.
    """

    words = Unicode("*Write your answer here.*", help="What learners get to write on.").tag(
        config=True
    )

    def preprocess_cell(
        self, cell: NotebookNode, resources: dict, index: int
    ) -> tuple[NotebookNode, dict]:
        """Empty one cell.

        Raises
        ------
        ValueError
            If the cell is no single assignment: its value would be given away.
        """
        tags = cell.metadata.get("tags", [])
        if "own-words" in tags:
            cell.source = self.words
        if "predict" in tags:
            found = ASSIGNMENT.match(cell.source)
            if not found:
                raise ValueError(
                    f"A prediction `name = value` was expected, found {cell.source!r}."
                )
            cell.source = f"{found[1]} = None  # your prediction"
        return cell, resources


class EmbedFigures(NbGraderPreprocessor):
    """Images named in the text become attachments, so that one file is complete wherever it is opened."""

    folder = Unicode("img", help="Where the figures are, in the course's folder.").tag(config=True)

    def preprocess_cell(
        self, cell: NotebookNode, resources: dict, index: int
    ) -> tuple[NotebookNode, dict]:
        """Embed the images of one cell.

        Raises
        ------
        FileNotFoundError
            If an image is not there.
        """
        if cell.cell_type != "markdown":
            return cell, resources

        root = _course(self)

        def embed(match: re.Match) -> str:
            path = root / self.folder / match["name"]
            kind = mimetypes.guess_type(path.name)[0]
            content = base64.b64encode(path.read_bytes()).decode("ascii")
            cell.setdefault("attachments", {})[path.name] = {kind: content}
            return f"![{match['alt']}](attachment:{path.name})"

        cell.source = IMAGE.sub(embed, cell.source)
        return cell, resources


class KeepRelease(NbGraderPreprocessor):
    """Write a release's hash into its metadata, and keep a copy under that name.

    A submission says with it which release it was made from, and is graded on that one.
    """

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Mark and keep one notebook."""
        nb.metadata["neuronlab"] = NotebookNode(release=hash_of(nb))
        keep(_course(self), resources["nbgrader"]["assignment"], nb)
        return nb, resources


def hash_of(notebook: NotebookNode) -> str:
    """The hash of what a release says, however it is written down."""
    metadata = {key: value for key, value in notebook.metadata.items() if key != "neuronlab"}
    said = {"metadata": metadata, "cells": notebook.cells}
    text = json.dumps(said, sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def keep(root: Path, lesson: str, notebook: NotebookNode) -> None:
    """Keep a release, if it is not kept yet."""
    path = root / KEPT / lesson / f"{hash_of(notebook)}.ipynb"
    if not path.exists():
        write_anew(path, (nbformat.writes(notebook) + "\n").encode("utf-8"))


def kept(root: Path, lesson: str, digest: str) -> NotebookNode | None:
    """The kept release of this hash, not to be changed; None if there is none, or it is no longer what it was."""
    path = root / KEPT / lesson / f"{digest}.ipynb"
    if not DIGEST.fullmatch(digest) or not path.is_file():
        return None
    now = path.stat()
    return _kept(path, digest, now.st_mtime_ns, now.st_size)


@lru_cache(maxsize=32)
def _kept(path: Path, digest: str, _time: int, _size: int) -> NotebookNode | None:
    """Read once as long as the file stays what it is: a class hands in the same release many times."""
    notebook = nbformat.read(path, as_version=4)
    return notebook if hash_of(notebook) == digest else None


def graded_alike(one: NotebookNode, other: NotebookNode) -> bool:
    """Whether two releases of a lesson have the same cells as far as the gradebook knows them."""
    return _known_to_gradebook(one) == _known_to_gradebook(other)


def _known_to_gradebook(notebook: NotebookNode) -> dict[str, tuple]:
    found = {}
    for cell in notebook.cells:
        ours = cell.metadata.get("nbgrader")
        if ours:
            flags = (bool(ours.get(name)) for name in ("grade", "solution", "task", "locked"))
            found[ours["grade_id"]] = (cell.cell_type, float(ours.get("points", 0)), *flags)
    return found


def _course(step: NbGraderPreprocessor) -> Path:
    return Path(step.config.CourseDirectory.get("root") or ".")
