"""`progress`: what a learner has done, by lesson."""

from __future__ import annotations

from neuronlab import keeping
from neuronlab.exercises import exercises
from neuronlab.lessons import LESSONS
from neuronlab.rendering import Progress, present


def progress() -> None:
    """Draw what is done, by lesson. It is kept on disk: a restart of the kernel takes nothing away."""
    known = keeping.done()
    begun, later = [], []
    for lesson, title in LESSONS.items():
        found = [one for one in exercises().values() if one.lesson == lesson]
        shares = [(one.name, _share(known.get(one.name), one.points)) for one in found]
        name = f"{lesson[:2]} {title}"
        if any(share for _, share in shares):
            begun.append((name, shares))
        else:
            later.append(name)
    present(Progress(begun, later))


def _share(entry: dict | None, points: int) -> float:
    holds = min(entry.get("holds", 0), points) if entry else 0
    return holds / points
