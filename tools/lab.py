"""`make lab`: copy what is missing to `work/`, and open JupyterLab there."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from neuronlab.keeping import FOLDER
from tools.run import ROOT, Trouble, typed
from tools.server import start, without
from tools.work import copy_missing, lessons, renewed


def main(given: list[str]) -> None:
    """Prepare `work/` and serve it."""
    try:
        prepare(ROOT)
    except OSError as error:
        sys.exit(
            str(
                Trouble(
                    f"that lessons can be copied to {ROOT / 'work'}",
                    str(error),
                    "see that the folder can be written and the disk has room",
                )
            )
        )
    # A learner's kernel must not reach the solutions, whatever the surroundings say.
    os.environ["PYTHONPATH"] = without(ROOT, os.environ.get("PYTHONPATH", ""))
    start("learner", ROOT, ROOT / "work", given)


def prepare(root: Path) -> None:
    """Make a learner's folders and copy the lessons that are missing.

    Raises
    ------
    OSError
        If something cannot be written.
    """
    released, work = root / "notebooks", root / "work"
    (work / FOLDER).mkdir(parents=True, exist_ok=True)  # progress stays beside the work
    if not lessons(released):
        print("There are no lessons in notebooks/ yet: `make build` makes them from their texts.")
        return
    for line in copy_missing(released, work):
        print(line)
    for lesson in renewed(released, work):
        print(
            f"{lesson} has a new edition. Yours stays as it is; `{typed('renew', lesson)}` takes the"
        )
        print("new one with your answers in it, and keeps yours beside it.")


if __name__ == "__main__":
    main(sys.argv[1:])
