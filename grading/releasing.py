"""Preprocessors of `nbgrader generate_assignment`: they come before nbgrader's own."""

from __future__ import annotations

import base64
import mimetypes
import re
from pathlib import Path

from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Unicode

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

        root = Path(self.config.CourseDirectory.get("root") or ".")

        def embed(match: re.Match) -> str:
            path = root / self.folder / match["name"]
            kind = mimetypes.guess_type(path.name)[0]
            content = base64.b64encode(path.read_bytes()).decode("ascii")
            cell.setdefault("attachments", {})[path.name] = {kind: content}
            return f"![{match['alt']}](attachment:{path.name})"

        cell.source = IMAGE.sub(embed, cell.source)
        return cell, resources
