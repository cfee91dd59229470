"""`make fresh LESSON=01`: begin a lesson again, and keep what was done under a dated name."""

from __future__ import annotations

import sys
from datetime import datetime

from tools.run import ROOT
from tools.work import UnknownLesson, begin_again, find_lesson, lessons


def main(arguments: list[str]) -> int:
    """Do it for the one lesson that is named."""
    released, work = ROOT / "notebooks", ROOT / "work"
    try:
        lesson = find_lesson(" ".join(arguments), lessons(released))
        kept = begin_again(lesson, released, work, datetime.now())
    except UnknownLesson as error:
        print(error, file=sys.stderr)
        return 2
    except OSError as error:
        print(f"The work could not be put aside: {error}", file=sys.stderr)
        print("Close the lesson in JupyterLab, and try again.", file=sys.stderr)
        return 1
    if kept is not None:
        print(f"Your work is kept in {kept.relative_to(ROOT)}.")
    print(f"{(work / lesson).relative_to(ROOT)} is as at the beginning.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
