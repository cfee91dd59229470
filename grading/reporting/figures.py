"""What can be counted of a class. Plain functions of plain values; how each is computed is said on the page too."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import fmean

from grading.reporting.families import OTHER, family_of
from grading.reporting.gathering import UNRECORDED, Answer, Class
from neuronlab.exercises import exercises
from solutions.registry import misconceptions

DIFFICULTY_FROM = 10
"""Learners from which a difficulty is printed: below, one learner moves it by more than a tenth."""

DISCRIMINATION_FROM = 20
"""Learners from which a discrimination is printed: below, chance alone reaches 0.45 in one case of twenty."""

OFTEN = 2
"""Exercises in which a learner makes mistakes of a family before the family is named beside the learner."""


@dataclass
class Count:
    """How many of some answers, and which."""

    what: str
    number: int
    share: float
    hint: str = ""
    family: str = ""


@dataclass
class Item:
    """One exercise in numbers.

    Attributes
    ----------
    answers : int
        Learners whose work on the lesson was graded.
    judged : int
        Those of them whose verdict is recorded; shares of behaviours and mistakes are of these.
    solved, tried : int
        With all points; with something that could be judged.
    mean : float
        Points on average.
    difficulty : float or None
        The mean's share of the points: 1 is easy, 0 hard. None where there are too few learners.
    discrimination : float or None
        The correlation of this exercise's points with those of the lesson's others. None where it means nothing.
    behaviours, mistakes : list of Count
        What fails, among those who tried; what was recognised, most frequent first.
    unknown : int
        Answers that are not right and like no known mistake.
    """

    name: str
    lesson: str
    most: float
    extra: bool
    answers: int
    judged: int
    tried: int
    solved: int
    mean: float
    difficulty: float | None
    discrimination: float | None
    why_not: str
    behaviours: list[Count] = field(default_factory=list)
    mistakes: list[Count] = field(default_factory=list)
    unknown: int = 0


@dataclass
class Standing:
    """One learner in numbers.

    Attributes
    ----------
    share : float
        Of the points of the lessons that were handed in.
    of_all : float
        Of the points of all lessons of the report; what was not handed in counts as nothing.
    by_lesson : dict
        The share of each lesson; None where nothing was handed in.
    keeps : list of (str, list of str)
        Families of mistakes that come back, with the exercises.
    """

    learner: str
    share: float
    of_all: float
    points: float
    handed_in: int
    late: int
    untouched: int
    by_lesson: dict[str, float | None]
    keeps: list[tuple[str, list[str]]]


def items(found: Class) -> dict[str, list[Item]]:
    """For each lesson its exercises in numbers."""
    return {lesson: _items_of(found, lesson) for lesson in found.lessons}


def _items_of(found: Class, lesson: str) -> list[Item]:
    names = found.exercises_of(lesson)
    rest: dict[str, dict[str, float]] = {name: {} for name in names}
    for learner in found.learners:
        points = {
            name: found.answers[learner, name].points
            for name in names
            if (learner, name) in found.answers
        }
        for name in points:
            rest[name][learner] = sum(points.values()) - points[name]
    return [_item(found.answers_to(name), rest[name]) for name in names]


def _item(answers: Sequence[Answer], rest: dict[str, float]) -> Item:
    first = answers[0]
    judged = [one for one in answers if one.status != UNRECORDED]
    tried = [one for one in judged if one.status != "unanswered"]
    mean = fmean(one.points for one in answers)
    discrimination, why_not = discriminates(
        [one.points for one in answers], [rest[one.learner] for one in answers]
    )
    hints = {one.name: one.hint for one in misconceptions(first.exercise)}
    named = Counter(name for one in judged for name in one.mistakes)
    return Item(
        first.exercise,
        first.lesson,
        first.most,
        exercises()[first.exercise].extra,
        len(answers),
        len(judged),
        len(tried),
        sum(one.points >= one.most for one in answers),
        mean,
        mean / first.most if len(answers) >= DIFFICULTY_FROM and first.most else None,
        discrimination,
        why_not,
        _failing(tried),
        [
            Count(name, number, number / len(judged), hints.get(name, ""), family_of(name))
            for name, number in sorted(named.items(), key=lambda pair: (-pair[1], pair[0]))
        ],
        sum(one.status == "not yet" and not one.mistakes for one in judged),
    )


def _failing(tried: Sequence[Answer]) -> list[Count]:
    if not tried:
        return []
    names = tried[-1].behaviours
    counts = [
        Count(name, sum(not one.holds[place] for one in tried if place < len(one.holds)), 0.0)
        for place, name in enumerate(names)
    ]
    for count in counts:
        count.share = count.number / len(tried)
    return counts


def discriminates(item: Sequence[float], rest: Sequence[float]) -> tuple[float | None, str]:
    """The corrected item-rest correlation, or None and the reason.

    Parameters
    ----------
    item, rest : sequences of float
        For each learner the points of this exercise, and those of the lesson's others together.
    """
    if len(item) < DISCRIMINATION_FROM:
        return None, f"fewer than {DISCRIMINATION_FROM} learners"
    here, there = fmean(item), fmean(rest)
    both = sum((a - here) * (b - there) for a, b in zip(item, rest, strict=True))
    spread = math.sqrt(sum((a - here) ** 2 for a in item) * sum((b - there) ** 2 for b in rest))
    if spread < 1e-12:
        return None, "all learners have the same points"
    return both / spread, ""


def standings(found: Class) -> list[Standing]:
    """Every learner in numbers, in the order of the class."""
    lesson_points = {
        lesson: max(
            (one.most for (_, name), one in found.submissions.items() if name == lesson),
            default=0.0,
        )
        for lesson in found.lessons
    }
    mistakes: dict[str, dict[str, list[str]]] = {learner: {} for learner in found.learners}
    untouched: Counter[str] = Counter()
    for (learner, exercise), one in found.answers.items():
        untouched[learner] += one.status == "unanswered"
        for family in {family_of(name) for name in one.mistakes} - {OTHER}:
            mistakes.setdefault(learner, {}).setdefault(family, []).append(exercise)
    whole = sum(lesson_points.values())
    made = []
    for learner in found.learners:
        work = [found.submissions.get((learner, lesson)) for lesson in found.lessons]
        done = [one for one in work if one is not None]
        points, most = sum(one.points for one in done), sum(one.most for one in done)
        keeps = [
            (family, names)
            for family, names in mistakes.get(learner, {}).items()
            if len(names) >= OFTEN
        ]
        made.append(
            Standing(
                learner,
                points / most if most else 0.0,
                points / whole if whole else 0.0,
                points,
                len(done),
                sum(one.late > 0 for one in done),
                untouched[learner],
                {
                    lesson: one.points / one.most if one and one.most else None
                    for lesson, one in zip(found.lessons, work, strict=True)
                },
                sorted(keeps, key=lambda pair: -len(pair[1])),
            )
        )
    return made


# --- what to say in the next class

WORDS_FOR_TEACHERS = (
    (r"\bthat you were given\b", "that the function was given"),
    (r"\byou were given\b", "the function was given"),
    (r"\b[Yy]our\b", "the"),
    (r"\byou\b", "they"),
)


@dataclass
class Saying:
    """Something that a class should hear.

    Attributes
    ----------
    did : str
        What was done, in words for the teacher.
    say : str
        What helps, in the words that learners read; may be empty.
    """

    exercise: str
    number: int
    of: int
    did: str
    say: str = ""


def sayings(lesson: Sequence[Item], most: int = 5) -> list[Saying]:
    """What to say in the next class about a lesson: what concerns most learners comes first."""
    found = []
    for item in lesson:
        found += [
            Saying(item.name, one.number, item.judged, *for_teachers(one.hint, one.what))
            for one in item.mistakes
            if one.number > 1 or item.judged < DIFFICULTY_FROM
        ]
        untouched = item.judged - item.tried
        if untouched * 4 >= item.judged and untouched > 1 and not item.extra:
            found.append(
                Saying(
                    item.name,
                    untouched,
                    item.judged,
                    "gave nothing that could be judged.",
                    "Is it clear what is asked? Was there time?",
                )
            )
        if item.unknown > 2 and item.unknown * 10 >= item.judged:
            worst = max(item.behaviours, key=lambda one: one.number)
            found.append(
                Saying(
                    item.name,
                    item.unknown,
                    item.judged,
                    f"are wrong in a way that no known mistake explains; what fails most: {worst.what}.",
                    "Read some of them: it may be a mistake that the lesson should know.",
                )
            )
    return sorted(found, key=lambda one: -one.number)[:most]


def for_teachers(hint: str, name: str) -> tuple[str, str]:
    """A learner's hint, split into what was done, in words for a teacher, and what to say."""
    if not hint:
        return f"{name}.", ""
    before, mark, after = hint.partition("It looks as if ")
    if not mark:
        before, after = "", hint
    did, *rest = re.split(r"(?<=[^.][.?:]) +", after, maxsplit=1)
    for pattern, words in WORDS_FOR_TEACHERS:
        did = re.sub(pattern, words, did)
    did = did[0].lower() + did[1:] if mark else did
    did = did.rstrip(":") + ("." if did.endswith(":") else "")
    say = rest[0] if rest else ""
    if re.match(r"[a-z]{2}", say):  # a name of one letter stays as it is written
        say = say[0].upper() + say[1:]
    return f"{before.strip()} It looks as if {did}".strip() if mark else did, say
