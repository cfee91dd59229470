"""`make handin LESSON=01`: which file to hand in, where a class has no exchange."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

from tools.renew import answers, read
from tools.run import ROOT, typed
from tools.work import UnknownLesson, find_lesson, lessons


def main(arguments: list[str]) -> int:
    """Say it for the one lesson that is named."""
    try:
        lesson = find_lesson(" ".join(arguments), lessons(ROOT / "notebooks"))
    except UnknownLesson as error:
        print(error, file=sys.stderr)
        return 2
    path = ROOT / "work" / lesson / f"{lesson}.ipynb"
    try:
        print(what_to_hand_in(path))
    except FileNotFoundError:
        print(f"Expected:   your notebook, {path}", file=sys.stderr)
        print("Found:      no such file", file=sys.stderr)
        print(f"What to do: open the lesson first: {typed('lab')}", file=sys.stderr)
        return 1
    except (OSError, ValueError) as error:
        print(f"Expected:   a notebook that can be read, {path}", file=sys.stderr)
        print(f"Found:      {error}", file=sys.stderr)
        print("What to do: open it in JupyterLab, save it, and try again", file=sys.stderr)
        return 1
    return 0


def what_to_hand_in(path: Path) -> str:
    """A few lines about one notebook: where it is, when it was saved, and what is answered in it.

    Raises
    ------
    OSError
        If it is not there or cannot be read (`FileNotFoundError`).
    ValueError
        If it is no notebook.
    """
    found = answers(read(path))
    counts = {kind: sum(one == kind for one, _ in found) for kind in ("answer", "words")}
    saved = datetime.fromtimestamp(path.stat().st_mtime)
    return "\n".join(
        [
            "Hand in this one file, under the name that it has:",
            "",
            f"  {path}",
            "",
            f"Last saved: {saved:%Y-%m-%d, %H:%M}",
            f"Exercises begun or answered: {counts['answer']}",
            f"Questions answered in words: {counts['words']}",
            "",
            "If you have changed something since, save it in JupyterLab first (Ctrl + S).",
        ]
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
