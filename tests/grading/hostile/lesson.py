"""The scratch lesson that the hostile class hands in: three exercises, a prediction, a question in own words."""

from __future__ import annotations

import re
from pathlib import Path

from tests.course import REPO
from tests.grading.hostile import EXERCISES, LESSON
from tools import build

TEXT = Path("solutions") / "lessons" / LESSON / f"{LESSON}.py"


def build_lesson(root: Path) -> None:
    """Build it under `root`, as lessons are built."""
    text = (REPO / "tests" / "kinds" / TEXT).read_text("utf-8")
    head, *sections = re.split(r'(?=# %% \[markdown\][^\n]*\nr"""\n## )', text)
    kept = [
        section
        for section in sections
        if not (named := re.search(r'^# %% answer="(\w+)"', section, re.M)) or named[1] in EXERCISES
    ]
    path = root / TEXT
    path.parent.mkdir(parents=True)
    path.write_text("".join([head, *kept]), "utf-8")
    build.build(root, [LESSON])
