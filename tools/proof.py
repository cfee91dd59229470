"""Prove the checks: every wrong answer is rejected and named, every right one is accepted.

Run it with `make proof`; `--seeds N` says how many sets of secret questions each answer meets.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from neuronlab.exercise import Case
from neuronlab.exercises import exercises
from neuronlab.judging import Verdict, judge
from neuronlab.observing import observe_all
from solutions import oracle, reference
from solutions.registry import misconceptions, variants
from tools.build import PUBLIC_SEED
from tools.mutants import modules, surviving

MUTANT_SEEDS = range(1, 4)
"""Secret questions that each mutant meets, beside the public ones."""


@dataclass
class Row:
    """What was found for one exercise."""

    exercise: str
    mistakes: int = 0
    rejected: int = 0
    named: int = 0
    ties: set[tuple[str, ...]] = field(default_factory=set)
    variants: int = 0
    accepted: int = 0
    problems: list[str] = field(default_factory=list)


def main() -> None:
    """Print the table; exit with 1 if anything is not as it should be."""
    parser = argparse.ArgumentParser(prog="make proof", description=__doc__)
    parser.add_argument("exercises", nargs="*", help="names; all if left out")
    parser.add_argument("--seeds", type=int, default=200, help="sets of secret questions (200)")
    arguments = parser.parse_args()
    names = arguments.exercises or list(exercises())
    began = time.perf_counter()
    rows = [prove(name, range(1, arguments.seeds + 1)) for name in names]
    print(table(rows))
    print(f"\n{arguments.seeds} secret seeds and the public questions, ", end="")
    print(f"{time.perf_counter() - began:.0f} s.")
    problems = [problem for row in rows for problem in row.problems]
    if not arguments.exercises:
        count, alive, equivalent = surviving(modules(), MUTANT_SEEDS)
        killed = count - len(alive) - len(equivalent)
        print(
            f"{count} mechanical mutants of the reference: {killed} noticed, {len(equivalent)} the same in "
            f"other words (solutions/equivalents.py), {len(alive)} surviving."
        )
        problems += [f"A mutant survives: {name}" for name in alive]
    print("\n".join(problems))
    sys.exit(bool(problems))


def prove(name: str, seeds: Iterable[int]) -> Row:
    """Ask every misconception and every variant of an exercise the public and some secret questions."""
    row = Row(name, mistakes=len(misconceptions(name)), variants=len(variants(name)))
    unrejected: set[str] = set()
    unnamed: set[str] = set()
    refused: set[int] = set()
    for seed in (PUBLIC_SEED, *seeds):
        for mistake, verdict in _mistakes(name, seed):
            found = tuple(one.name for one in verdict.mistakes)
            if verdict.status != "not yet":
                unrejected.add(mistake)
                row.problems.append(f"{name}: {mistake!r} passes with seed {seed}")
            elif mistake not in found:
                unnamed.add(mistake)
                row.problems.append(f"{name}: {mistake!r} is called {found} with seed {seed}")
            elif len(found) > 1:
                row.ties.add(found)
        for position, verdict in _variants(name, seed):
            if verdict.status != "holds":
                refused.add(position)
                row.problems.append(
                    f"{name}: variant {position + 1} is refused with seed {seed}: "
                    f"{verdict.finding.message if verdict.finding else verdict.status}"
                )
    row.rejected = row.mistakes - len(unrejected)
    row.named = row.mistakes - len(unnamed | unrejected)
    row.accepted = row.variants - len(refused)
    if row.variants < 3:
        row.problems.append(f"{name}: at least 3 variants are wanted, there are {row.variants}")
    if not row.mistakes:
        row.problems.append(f"{name}: there are no misconceptions")
    return row


def _questions(name: str, seed: int) -> list[Case]:
    return exercises()[name].cases(seed) if seed == PUBLIC_SEED else oracle.questions(name, seed)


def _mistakes(name: str, seed: int) -> Iterable[tuple[str, Verdict]]:
    exercise = exercises()[name]
    cases = _questions(name, seed)
    expected, mistakes = oracle.expected(name, cases), oracle.mistakes(name, cases)
    for mistake in mistakes:
        yield mistake.name, judge(exercise, cases, mistake.observations, expected, mistakes)


def _variants(name: str, seed: int) -> Iterable[tuple[int, Verdict]]:
    exercise = exercises()[name]
    cases = _questions(name, seed)
    expected, asked = oracle.expected(name, cases), [case.inputs for case in cases]
    for position, answer in enumerate((*variants(name), reference.ANSWERS[name])):
        seen, _ = observe_all(exercise, answer, asked, exercise.seconds)
        yield position, judge(exercise, cases, seen, expected)


def table(rows: Sequence[Row]) -> str:
    """The rows as a Markdown table, with their sum."""
    head = "| exercise | mistakes | rejected | named | ties | variants | accepted |"
    lines = [head, "|---|---|---|---|---|---|---|"]
    for row in rows:
        ties = "; ".join(" = ".join(tie) for tie in sorted(row.ties)) or "-"
        lines.append(
            f"| `{row.exercise}` | {row.mistakes} | {row.rejected} | {row.named} | {ties} "
            f"| {row.variants} | {row.accepted} |"
        )
    total = [sum(getattr(row, key) for row in rows) for key in ("mistakes", "rejected", "named")]
    right = [sum(getattr(row, key) for row in rows) for key in ("variants", "accepted")]
    ties = sum(len(row.ties) for row in rows)
    lines.append(
        f"| {len(rows)} exercises | {total[0]} | {total[1]} | {total[2]} | {ties} | {right[0]} | {right[1]} |"
    )
    return "\n".join(lines)


if __name__ == "__main__":
    main()
