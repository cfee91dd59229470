"""`make renew LESSON=01`: take the new edition of a lesson, with the answers of the old one put into it."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from tools.run import ROOT
from tools.work import UnknownLesson, begin_again, find_lesson, lessons

PREDICTION = re.compile(r"(\w+) *=")
UNANSWERED = ("raise NotImplementedError  # your code here", "= None  # your prediction")
NO_WORDS = "*Write your answer here.*"

Key = tuple[str, str]
"""What kind of answer a cell holds, and its name, which stays when a lesson changes."""


def main(arguments: list[str]) -> int:
    """Do it for the one lesson that is named."""
    released, work = ROOT / "notebooks", ROOT / "work"
    try:
        lesson = find_lesson(" ".join(arguments), lessons(released))
        kept, carried, left = renew(lesson, released, work, datetime.now())
    except UnknownLesson as error:
        print(error, file=sys.stderr)
        return 2
    except (OSError, ValueError) as error:
        print(f"The lesson could not be renewed: {error}", file=sys.stderr)
        print("Save and close it in JupyterLab, and try again.", file=sys.stderr)
        return 1
    if kept is not None:
        print(f"Your work is kept in {kept.relative_to(ROOT)}, with the cells that you added.")
    print(
        f"{(work / lesson).relative_to(ROOT)} is the new edition, with {carried} of your answers."
    )
    if left:
        print(f"Not asked any more, and only in the kept copy: {', '.join(left)}.")
    return 0


def renew(
    lesson: str, released: Path, work: Path, now: datetime
) -> tuple[Path | None, int, list[str]]:
    """Put a lesson's work aside, bring its new edition, and write the answers into it.

    Returns
    -------
    Path or None
        Where the old work is kept; None if there was none.
    int
        How many answers were carried over.
    list of str
        Names of answers that the new edition does not ask for.

    Raises
    ------
    OSError
        If the work cannot be put aside; nothing is changed then.
    ValueError
        If the notebook cannot be read; nothing is changed then.
    """
    mine = work / lesson / f"{lesson}.ipynb"
    given = answers(read(mine)) if mine.exists() else {}
    kept = begin_again(lesson, released, work, now)
    new = read(mine)
    places = dict(_answer_cells(new))
    carried = {key: text for key, text in given.items() if key in places}
    for key, text in carried.items():
        places[key]["source"] = text
    if carried:
        text = json.dumps(new, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
        mine.write_text(text, "utf-8", newline="\n")
    left = [name.removesuffix("-answer") for kind, name in given if (kind, name) not in places]
    return kept, len(carried), left


def answers(notebook: dict) -> dict[Key, str]:
    """What a learner has answered, by kind and name; stubs are left out. Of two of one name the last counts."""
    found = {}
    for key, cell in _answer_cells(notebook):
        text = "".join(cell["source"])
        stub = any(line in text for line in UNANSWERED) or text.strip() in ("", NO_WORDS)
        if not stub:
            found[key] = text
    return found


def _answer_cells(notebook: dict) -> Iterator[tuple[Key, dict]]:
    """The cells that a learner fills, each with its key."""
    question = ""
    for cell in notebook["cells"]:
        metadata = cell.get("metadata", {})
        ours, tags = metadata.get("nbgrader", {}), metadata.get("tags", [])
        if ours.get("task"):
            question = ours["grade_id"]
        if ours.get("solution"):
            yield ("answer", ours["grade_id"]), cell
        elif "own-words" in tags:
            yield ("words", question), cell
        elif "predict" in tags and (name := PREDICTION.match("".join(cell["source"]))):
            yield ("prediction", name[1]), cell


def read(path: Path) -> dict:
    """A notebook as it is on disk.

    Raises
    ------
    OSError, ValueError
        If it cannot be read, or is no notebook.
    """
    notebook = json.loads(path.read_text("utf-8"))
    if not isinstance(notebook, dict) or not isinstance(notebook.get("cells"), list):
        raise ValueError(f"A notebook was expected in {path}, found something else.")
    return notebook


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
