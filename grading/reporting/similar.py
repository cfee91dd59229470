"""Answers that are suspiciously alike: a list to look at, not a verdict.

The stub's own lines, comments and docstrings are left out, and so are answers that are too short to tell. What is left
is weighed by rarity: what many in the class write says nothing, what two write and nobody else does says something.
How alike two answers are is measured by RapidFuzz.
"""

from __future__ import annotations

import ast
import io
import json
import math
import tokenize
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path

from rapidfuzz.distance import Indel

from grading.reporting.gathering import Class

LEAST_TOKENS = 20
"""Tokens beyond the stub that an answer must have to be compared: shorter ones have few natural spellings."""

GRAM = 4
"""Tokens in a row that are looked up."""

ALIKE = 0.85
"""How alike two answers must be, from 0 to 1."""

LEAST_BITS = 15.0
"""How surprising it must be that both write so: 15 bits is one chance in 30,000, if lines were drawn at random."""

SHOWN = 40
"""Pairs of learners on the page."""

SKIPPED_TOKENS = {
    tokenize.COMMENT,
    tokenize.NL,
    tokenize.NEWLINE,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.ENDMARKER,
    tokenize.ENCODING,
}


@dataclass(frozen=True)
class Likeness:
    """Two answers to one exercise that are alike."""

    exercise: str
    alike: float
    bits: float
    text: str


@dataclass
class Pair:
    """Two learners, and where they write alike."""

    one: str
    other: str
    found: list[Likeness] = field(default_factory=list)

    @property
    def bits(self) -> float:
        """How surprising it is, over all exercises."""
        return sum(one.bits for one in self.found)


@dataclass
class Similar:
    """What was found, the most surprising first."""

    pairs: list[Pair]
    more: int
    compared: int
    exercises: int
    skipped: int


@dataclass(frozen=True)
class Text:
    """An answer without what the lesson gives: lines of tokens, with the lines as they are written."""

    tokens: tuple[str, ...]
    lines: tuple[tuple[tuple[str, ...], str], ...]


def similar_answers(
    autograded: Path,
    released: Path,
    found: Class,
    progress: Callable[[Sequence], Iterable] = iter,
) -> Similar:
    """Compare all answers of a class, exercise by exercise.

    Parameters
    ----------
    autograded, released : Path
        Where the executed notebooks and the released ones are.
    found : Class
    progress : callable
        Wraps the list of learners and lessons.
    """
    stubs = {lesson: _answers(released / lesson / f"{lesson}.ipynb") for lesson in found.lessons}
    texts: dict[str, dict[str, Text]] = defaultdict(dict)
    for learner, lesson in progress(sorted(found.submissions)):
        for name, source in _answers(autograded / learner / lesson / f"{lesson}.ipynb").items():
            text = beyond(source, stubs[lesson].get(name, ""))
            if len(text.tokens) >= LEAST_TOKENS:
                texts[name][learner] = text
    pairs: dict[tuple[str, str], Pair] = {}
    for exercise, answers in texts.items():
        for one, other, likeness in alike(exercise, answers):
            pairs.setdefault((one, other), Pair(one, other)).found.append(likeness)
    ranked = sorted(pairs.values(), key=lambda pair: (-pair.bits, pair.one, pair.other))
    names = {name for lesson in found.lessons for name in found.exercises_of(lesson)}
    compared = {name for name, answers in texts.items() if len(answers) > 1}
    return Similar(
        ranked[:SHOWN],
        max(0, len(ranked) - SHOWN),
        sum(len(texts[name]) for name in compared),
        len(compared),
        len(names - compared),
    )


def alike(exercise: str, answers: dict[str, Text]) -> Iterable[tuple[str, str, Likeness]]:
    """The pairs of answers to one exercise that are suspiciously alike."""
    grams = {learner: _grams(text.tokens) for learner, text in answers.items()}
    holders: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for learner in sorted(grams):
        for gram in grams[learner]:
            holders[gram].append(learner)
    # What many write is the natural way; it neither counts nor makes a pair worth a look.
    many = min(30, max(4, len(answers) // 5))
    shared: Counter[tuple[str, str]] = Counter()
    for who in holders.values():
        if 2 <= len(who) <= many:
            surprise = math.log2(len(answers) / len(who)) / GRAM
            for pair in combinations(who, 2):
                shared[pair] += surprise
    for (one, other), bits in shared.items():
        if bits < LEAST_BITS:
            continue
        share = Indel.normalized_similarity(answers[one].tokens, answers[other].tokens)
        if share >= ALIKE:
            yield one, other, Likeness(exercise, share, bits, _common(answers[one], answers[other]))


def beyond(source: str, stub: str) -> Text:
    """What of an answer is not the stub's own text."""
    given = Counter(line for line, _ in _lines(stub))
    kept = []
    for line, written in _lines(source):
        if given[line] > 0:
            given[line] -= 1
        else:
            kept.append((line, written))
    return Text(tuple(token for line, _ in kept for token in line), tuple(kept))


def _grams(tokens: tuple[str, ...]) -> set[tuple[str, ...]]:
    return {tokens[place : place + GRAM] for place in range(len(tokens) - GRAM + 1)}


def _common(one: Text, other: Text) -> str:
    theirs = {line for line, _ in other.lines}
    return "\n".join(written for line, written in one.lines if line in theirs)


def _lines(source: str) -> list[tuple[tuple[str, ...], str]]:
    """The lines of a source as tokens, each with its text; no comments, no docstrings."""
    written = source.splitlines()
    documents = _docstrings(source)
    found: dict[int, list[str]] = defaultdict(list)
    try:
        for token in tokenize.generate_tokens(io.StringIO(source).readline):
            if token.type not in SKIPPED_TOKENS and token.start[0] not in documents:
                found[token.start[0]].append(token.string)
    except (tokenize.TokenError, SyntaxError, ValueError):  # cut short: what came before counts
        pass
    return [(tuple(found[row]), written[row - 1]) for row in sorted(found) if row <= len(written)]


def _docstrings(source: str) -> set[int]:
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return set()
    rows: set[int] = set()
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Expr)
            and isinstance(node.value, ast.Constant)
            and isinstance(node.value.value, str)
        ):
            rows.update(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    return rows


def _answers(path: Path) -> dict[str, str]:
    """The sources of a notebook's answer cells, by exercise; none if it cannot be read."""
    try:
        cells = json.loads(path.read_bytes())["cells"]
        found = {}
        for cell in cells:
            mark = cell["metadata"].get("nbgrader", {})
            if cell["cell_type"] == "code" and mark.get("solution"):
                name = mark["grade_id"].removesuffix("-answer")
                found[name] = "".join(cell["source"])
        return found
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}
