"""Measure how often a check names a mistake that was not made: `python -m tools.truth`.

Thousands of wrong answers are made mechanically: each right answer, each misconception and each variant with one small change, or
with two. Where a check names a mistake on the public questions, the answer and the mistake meet further, secret ones. If they part there, the
name was not true.
"""

from __future__ import annotations

import argparse
import ast
import importlib
import inspect
import multiprocessing
import os
import random
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from tqdm import tqdm

from neuronlab.exercises import exercises
from neuronlab.judging import alike, judge
from neuronlab.lessons import LESSONS, topic
from neuronlab.observing import observe_all
from solutions import oracle, reference, registry
from tools import mutants
from tools.build import PUBLIC_SEED

SECONDS = 2.0
"""How long an answer may take on one set of questions."""

TWICE = 3
"""Of so many small changes to a function, one gets a second change on top of it."""


@dataclass(frozen=True)
class Made:
    """One answer that was made mechanically, and how."""

    exercise: str
    how: str
    answer: Any


@dataclass(frozen=True)
class Untrue:
    """A name that was given and that does not hold on other questions."""

    exercise: str
    how: str
    named: tuple[str, ...]
    apart: int  # on how many of the secret seeds the answer does something else

    def __str__(self) -> str:
        return (
            f"{self.exercise}: {' = '.join(self.named)} ({self.apart} seeds apart)\n    {self.how}"
        )


@dataclass(frozen=True)
class Found:
    """What one module's answers showed."""

    made: int
    rejected: int
    named: int
    untrue: list[Untrue]


def main() -> None:
    """Print the share of untrue names, and each of them."""
    parser = argparse.ArgumentParser(prog="python -m tools.truth", description=__doc__)
    parser.add_argument("modules", nargs="*", help="parts of their names; all if left out")
    parser.add_argument("--seeds", type=int, default=200, help="secret seeds (200)")
    parser.add_argument("--cores", type=int, default=os.cpu_count() or 1, help="all if left out")
    arguments = parser.parse_args()
    chosen = [
        one
        for one in modules()
        if not arguments.modules or any(part in one for part in arguments.modules)
    ]
    seeds = range(1, arguments.seeds + 1)
    os.environ.update({"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"})
    found = []
    with ProcessPoolExecutor(arguments.cores, multiprocessing.get_context("spawn")) as pool:
        pieces = [pool.submit(search, module, seeds) for module in chosen]
        for piece in tqdm(as_completed(pieces), "truth", len(pieces), unit="module"):
            found.append(piece.result())
    untrue = sorted((one for part in found for one in part.untrue), key=str)
    print("\n".join(map(str, untrue)))
    print(summary(found))


def summary(found: Sequence[Found]) -> str:
    """The counts in a sentence."""
    made, rejected, named = (
        sum(getattr(one, key) for one in found) for key in ("made", "rejected", "named")
    )
    untrue = sum(len(one.untrue) for one in found)
    return (
        f"{made} answers made, {rejected} rejected, {named} of them with a name; {untrue} names are not true on other "
        f"questions ({100 * untrue / max(named, 1):.1f} of 100)."
    )


def modules() -> list[str]:
    """All modules that hold answers, right or wrong."""
    rooms = [f"solutions.{room}" for room in ("misconceptions", "variants")]
    return mutants.modules() + [f"{room}.{topic(lesson)}" for room in rooms for lesson in LESSONS]


def search(module: str, seeds: Sequence[int]) -> Found:
    """Make answers from one module and see whether what they are called is true."""
    made, rejected, named, untrue = 0, 0, 0, []
    for one in answers(module):
        made += 1
        names = names_of(one)
        if names is None:
            continue
        rejected += 1
        named += bool(names)
        apart = {name: _apart(one, name, seeds) for name in names}
        # Two names are an "or": it is enough that one of them is true.
        if apart and all(apart.values()):
            untrue.append(Untrue(one.exercise, one.how, names, min(apart.values())))
    return Found(made, rejected, named, untrue)


def names_of(made: Made) -> tuple[str, ...] | None:
    """What the public questions call an answer; None if they accept it."""
    exercise = exercises()[made.exercise]
    cases, expected, mistakes = _public(made.exercise)
    seen = _seen(made, cases)
    verdict = judge(exercise, cases, seen, expected, mistakes)
    return None if verdict.status != "not yet" else tuple(one.name for one in verdict.mistakes)


def _apart(made: Made, name: str, seeds: Sequence[int]) -> int:
    """On how many seeds an answer does something else than the mistake that it is said to be."""
    exercise, apart = exercises()[made.exercise], 0
    for seed in seeds:
        cases, expected = _secret(made.exercise, seed)
        theirs = _mistake(made.exercise, name, seed)
        apart += not all(
            alike(exercise, case, one, other, right)
            for case, one, other, right in zip(
                cases, _seen(made, cases), theirs, expected, strict=True
            )
        )
    return apart


def _seen(made: Made, cases: list) -> list:
    exercise = exercises()[made.exercise]
    asked = [case.inputs for case in cases]
    return observe_all(exercise, made.answer, asked, min(SECONDS, exercise.seconds))[0]


@cache
def _public(name: str):
    cases = exercises()[name].cases(PUBLIC_SEED)
    return cases, oracle.expected(name, cases), oracle.mistakes(name, cases)


@cache
def _secret(name: str, seed: int):
    cases = oracle.questions(name, seed)
    return cases, oracle.expected(name, cases)


@cache
def _mistake(name: str, mistake: str, seed: int):
    answer = next(one.answer for one in registry.misconceptions(name) if one.name == mistake)
    return _seen(Made(name, mistake, answer), _secret(name, seed)[0])


# Making answers


def answers(module: str) -> Iterator[Made]:
    """Every answer of a module with one small change, some with two, and its functions with what they take or give changed."""
    tree = ast.parse(Path(inspect.getfile(importlib.import_module(module))).read_text("utf-8"))
    chance = random.Random(module)
    for position, statement in enumerate(tree.body):
        if not isinstance(statement, ast.FunctionDef | ast.ClassDef):
            continue
        for changed in mutants.small_changes(statement):
            yield from _made(module, tree, position, changed)
            if chance.randrange(TWICE) == 0:
                again = list(mutants.small_changes(changed))
                if again:
                    yield from _made(module, tree, position, chance.choice(again))
    for exercise, name, answer in _answers_in(module):
        for how, around in AROUND.items():
            if inspect.isfunction(answer):
                yield Made(exercise, f"{name}, {how}", around(answer))


AROUND: dict[str, Callable[[Callable], Callable]] = {
    "negated": lambda answer: lambda *given: _each(np.negative, answer(*given)),
    "doubled": lambda answer: lambda *given: _each(lambda one: 2 * one, answer(*given)),
    "one more": lambda answer: lambda *given: _each(lambda one: one + 1, answer(*given)),
    "sizes": lambda answer: lambda *given: _each(np.abs, answer(*given)),
    "not below 0": lambda answer: (
        lambda *given: _each(lambda one: np.maximum(one, 0), answer(*given))
    ),
    "first input twice": lambda answer: (
        lambda first, *given: answer(_each(lambda one: 2 * one, first), *given)
    ),
    "sizes of the first input": lambda answer: (
        lambda first, *given: answer(_each(np.abs, first), *given)
    ),
    "last input twice": lambda answer: (
        lambda *given: answer(*given[:-1], _each(lambda one: 2 * one, given[-1]))
    ),
}
"""Small changes around a function."""


def _each(change: Callable, output: Any) -> Any:
    """Change an output, or each part of it."""
    if isinstance(output, tuple):
        return tuple(_each(change, one) for one in output)
    if isinstance(output, dict):
        return {name: _each(change, one) for name, one in output.items()}
    if isinstance(output, list):
        return [_each(change, one) for one in output]
    return change(output)


def _made(module: str, tree: ast.Module, position: int, changed: ast.stmt) -> Iterator[Made]:
    """The answers of a module that a changed statement makes other."""
    body = [changed, *_depending(changed, tree.body[position + 1 :])]
    how = _short(changed, tree.body[position])
    for exercise, name, answer in _run(module, body):
        yield Made(exercise, f"{name}: {how}", answer)


def _depending(changed: ast.stmt, later: Sequence[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements further down that use what was changed, or what uses it."""
    names = _bound(changed)
    for statement in later:
        used = {node.id for node in ast.walk(statement) if isinstance(node, ast.Name)}
        if used & names:
            names |= _bound(statement)
            yield statement


def _bound(statement: ast.stmt) -> set[str]:
    if isinstance(statement, ast.FunctionDef | ast.ClassDef):
        return {statement.name}
    return {
        node.id
        for node in ast.walk(statement)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }


def _run(module: str, body: list[ast.stmt]) -> list[tuple[str, str, Any]]:
    """Run statements where the module left off; the answers that they announce, or that the reference would have."""
    before = importlib.import_module(module)
    registry.misconceptions("")  # everything is announced before anything is counted
    registry.variants("")
    space = dict(vars(before))
    with _Announced() as announced:
        try:
            exec(compile(ast.fix_missing_locations(ast.Module(body, [])), "changed", "exec"), space)
        except Exception:
            return []
    if not module.startswith("solutions.reference"):
        return announced.answers
    return [
        (exercise, "right", space[answer.__name__])
        for exercise, answer in reference.ANSWERS.items()
        if not isinstance(answer, tuple)
        and answer.__module__ == module
        and space[answer.__name__] is not answer
        and _quick(exercise)
    ]


def _answers_in(module: str) -> list[tuple[str, str, Any]]:
    """The answers of a module as they are."""
    tree = ast.parse(Path(inspect.getfile(importlib.import_module(module))).read_text("utf-8"))
    return _run(module, [one for one in tree.body if not isinstance(one, ast.ImportFrom)])


class _Announced:
    """What announces itself meanwhile, and is forgotten at the end."""

    answers: list[tuple[str, str, Any]]

    def __enter__(self) -> _Announced:
        self.wrong, self.predicted = len(registry._misconceptions), len(registry._wrong_predictions)
        self.right = {name: len(found) for name, found in registry._variants.items()}
        return self

    def __exit__(self, *error: object) -> None:
        self.answers = [
            (one.exercise, one.name, one.answer) for one in registry._misconceptions[self.wrong :]
        ]
        del registry._misconceptions[self.wrong :]
        del registry._wrong_predictions[self.predicted :]
        for name, found in registry._variants.items():
            self.answers += [(name, "variant", one) for one in found[self.right[name] :]]
            del found[self.right[name] :]
        self.answers = [one for one in self.answers if _quick(one[0])]


def _quick(exercise: str) -> bool:
    """Whether an answer is no training of a network on images, which takes seconds each time."""
    return "pool" not in exercises()[exercise].cases(PUBLIC_SEED)[0].inputs


def _short(changed: ast.stmt, before: ast.stmt) -> str:
    """The lines that differ."""
    old, new = ast.unparse(before).splitlines(), ast.unparse(changed).splitlines()
    gone = [line.strip() for line in old if line not in new]
    come = [line.strip() for line in new if line not in old]
    return f"{changed.name}: {' / '.join(gone)} -> {' / '.join(come)}"


if __name__ == "__main__":
    sys.exit(main())
