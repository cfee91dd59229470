"""`make lab`: copy what is missing to `work/`, and open JupyterLab there."""

from __future__ import annotations

import os
import sys

from neuronlab.keeping import FOLDER
from tools.run import ROOT
from tools.server import start, without
from tools.work import copy_missing, lessons


def main(given: list[str]) -> None:
    """Prepare `work/` and serve it."""
    released, work = ROOT / "notebooks", ROOT / "work"
    work.mkdir(exist_ok=True)
    (work / FOLDER).mkdir(exist_ok=True)  # progress is kept here: beside the work, not in the home
    (ROOT / "term" / "exchange").mkdir(parents=True, exist_ok=True)
    if not lessons(released):
        print("There are no lessons in notebooks/ yet. `make build` makes them from their texts.")
    else:
        for line in copy_missing(released, work):
            print(line)
    # A learner's kernel must not reach the solutions, whatever the surroundings say.
    os.environ["PYTHONPATH"] = without(ROOT, os.environ.get("PYTHONPATH", ""))
    start("learner", ROOT, work, given)


if __name__ == "__main__":
    main(sys.argv[1:])
