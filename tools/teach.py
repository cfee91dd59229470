"""`make teach`: open JupyterLab on the whole course, with the formgrader."""

from __future__ import annotations

import os
import sys

from tools.run import ROOT
from tools.server import start, without


def main(given: list[str]) -> None:
    """Make the folders of a running course and serve the course."""
    for folder in ("submitted", "autograded", "feedback", "exchange"):
        (ROOT / "term" / folder).mkdir(parents=True, exist_ok=True)
    # Solved notebooks import the reference, and a teacher's tries are nobody's progress.
    others = without(ROOT, os.environ.get("PYTHONPATH", ""))
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(ROOT), others]))
    os.environ.setdefault("NEURONLAB_PROGRESS", "off")
    start("teacher", ROOT, ROOT, given)


if __name__ == "__main__":
    main(sys.argv[1:])
