"""Compute a report's figures from the truth about a simulated class, and compare them with the tables.

Nothing here uses the gradebook, the recorded verdicts or the report's own code: only what was handed in, and the
released notebooks.
"""

from __future__ import annotations

import csv
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from statistics import correlation, fmean

from tools.classroom import Truth

CLOSE = 1e-3
"""Tables have four decimals."""

Table = dict[tuple[str, ...], dict[str, object]]


def differences(truth: Truth, report: Path, release: Path) -> list[str]:
    """Every figure in the tables that is not what follows from the truth.

    Parameters
    ----------
    truth : Truth
    report : Path
        Where `exercises.csv` and the other tables are.
    release : Path
        Where the released notebooks are.
    """
    most = {lesson: points_of(release / lesson / f"{lesson}.ipynb") for lesson in truth.lessons}
    expected: dict[str, tuple[tuple[str, ...], Table]] = {
        "exercises.csv": (("exercise",), _exercises(truth, most)),
        "behaviours.csv": (("exercise", "behaviour"), _behaviours(truth)),
        "mistakes.csv": (("exercise", "mistake"), _mistakes(truth)),
        "learners.csv": (("learner",), _learners(truth, most)),
        "answers.csv": (("learner", "exercise"), _answers(truth)),
    }
    return [
        difference
        for name, (keys, table) in expected.items()
        for difference in _compared(name, table, _read(report / name, keys))
    ]


def points_of(notebook: Path) -> dict[str, float]:
    """The points of every graded cell of a released notebook."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    marks = [cell["metadata"].get("nbgrader", {}) for cell in cells]
    return {one["grade_id"]: float(one["points"]) for one in marks if one.get("points")}


def _given(truth: Truth) -> dict[str, list[tuple[str, str, object]]]:
    found = defaultdict(list)
    for learner, lesson, exercise, given in truth.answers():
        found[exercise].append((learner, lesson, given))
    return found


def _exercises(truth: Truth, most: dict[str, dict[str, float]]) -> Table:
    earned: dict[tuple[str, str], float] = Counter()
    for learner, lesson, _, given in truth.answers():
        earned[learner, lesson] += sum(given.found.holds)
    table = {}
    for exercise, answers in _given(truth).items():
        points = [float(sum(given.found.holds)) for *_, given in answers]
        lesson = answers[0][1]
        whole = most[lesson][exercise]
        rest = [earned[who, lesson] - own for (who, *_), own in zip(answers, points, strict=True)]
        varied = len(set(points)) > 1 and len(set(rest)) > 1
        table[exercise,] = {
            "lesson": lesson,
            "learners": len(answers),
            "judged": len(answers),
            "tried": sum(given.found.status != "unanswered" for *_, given in answers),
            "solved": sum(given.found.status == "holds" for *_, given in answers),
            "share_solved": sum(all(given.found.holds) for *_, given in answers) / len(answers),
            "mean_points": fmean(points),
            "points": whole,
            "difficulty": fmean(points) / whole if len(answers) >= 10 else "",
            "discrimination": correlation(points, rest) if len(answers) >= 20 and varied else "",
            "unknown_mistakes": sum(
                given.found.status == "not yet" and not given.found.mistakes
                for *_, given in answers
            ),
        }
    return table


def _behaviours(truth: Truth) -> Table:
    from neuronlab.exercises import exercises

    table = {}
    for exercise, answers in _given(truth).items():
        tried = [one.found.holds for *_, one in answers if one.found.status != "unanswered"]
        for place, behaviour in enumerate(exercises()[exercise].behaviours if tried else ()):
            fails = sum(not holds[place] for holds in tried)
            table[exercise, behaviour.name] = {"fails": fails, "tried": len(tried)}
    return table


def _mistakes(truth: Truth) -> Table:
    table = {}
    for exercise, answers in _given(truth).items():
        counted = Counter(name for *_, given in answers for name in given.found.mistakes)
        for name, number in counted.items():
            table[exercise, name] = {"learners": number, "judged": len(answers)}
    return table


def _learners(truth: Truth, most: dict[str, dict[str, float]]) -> Table:
    whole = {lesson: sum(points.values()) for lesson, points in most.items()}
    table = {}
    for learner in truth.learners:
        work = truth.work[learner]
        points = {
            lesson: float(sum(sum(given.found.holds) for given in one.answers.values()))
            for lesson, one in work.items()
        }
        could = sum(whole[lesson] for lesson in work)
        table[learner,] = {
            "points": sum(points.values()),
            "share_of_handed_in": sum(points.values()) / could if could else 0.0,
            "share_of_all": sum(points.values()) / sum(whole.values()),
            "handed_in": len(work),
            "late": sum(one.late for one in work.values()),
            "untouched": sum(
                given.found.status == "unanswered"
                for one in work.values()
                for given in one.answers.values()
            ),
            **{
                lesson: points[lesson] / whole[lesson] if lesson in points else ""
                for lesson in truth.lessons
            },
        }
    return table


def _answers(truth: Truth) -> Table:
    return {
        (learner, exercise): {
            "lesson": lesson,
            "points": float(sum(given.found.holds)),
            "of": float(len(given.found.holds)),
            "status": given.found.status,
            "mistakes": "; ".join(given.found.mistakes),
        }
        for learner, lesson, exercise, given in truth.answers()
    }


def _read(path: Path, keys: tuple[str, ...]) -> dict[tuple[str, ...], dict[str, str]]:
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {tuple(_plain(row[key]) for key in keys): row for row in rows}


def _plain(text: str) -> str:
    """A text without the apostrophe that keeps it from being a formula."""
    return text[1:] if text[:1] == "'" and text[1:2] in tuple("=+-@") else text


def _compared(name: str, expected: Table, found: dict) -> Iterator[str]:
    for key in sorted(expected.keys() - found.keys()):
        yield f"{name}: {' / '.join(key)} is missing"
    for key in sorted(found.keys() - expected.keys()):
        yield f"{name}: {' / '.join(key)} is too much"
    for key in expected.keys() & found.keys():
        for column, value in expected[key].items():
            there = _plain(found[key][column])
            if not _equal(value, there):
                yield f"{name}: {' / '.join(key)}: {column} is {there!r}, and {value!r} follows from the truth"


def _equal(value: object, text: str) -> bool:
    if isinstance(value, int | float):
        try:
            return abs(float(text) - value) < CLOSE
        except ValueError:
            return False
    return str(value) == text
