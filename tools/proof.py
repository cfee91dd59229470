"""Prove the checks: every wrong answer is rejected and named, every right one is accepted.

`make proof` asks everything and writes `docs/proof.md`. With names it asks these exercises alone and writes their rows anew:
`make proof ARGS="softmax relu"`. With another number of seeds it prints and writes nothing.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import astuple, dataclass, field, fields

from tqdm import tqdm

from neuronlab.exercise import Case
from neuronlab.exercises import exercises
from neuronlab.judging import judge
from neuronlab.observing import observe_all
from solutions import oracle, reference
from solutions.registry import misconceptions, variants
from tools.build import PUBLIC_SEED, ROOT
from tools.mutants import SEEDS as MUTANT_SEEDS
from tools.mutants import Outcome, modules, outcomes

PAGE = ROOT / "docs" / "proof.md"
SECRET_SEEDS = 200
AT_ONCE = 20
"""Seeds that one process asks an exercise before it takes the next piece of work."""


@dataclass
class Row:
    """What was found for one exercise."""

    exercise: str
    seeds: int = 0
    mistakes: int = 0
    variants: int = 0
    unrejected: set[str] = field(default_factory=set)
    unnamed: set[str] = field(default_factory=set)
    refused: set[int] = field(default_factory=set)
    verdicts: dict[str, set[tuple]] = field(default_factory=dict)
    ties: set[tuple[str, ...]] = field(default_factory=set)
    problems: list[str] = field(default_factory=list)
    mutants: Counter = field(default_factory=Counter)

    def add(self, other: Row) -> None:
        """Put what was found with other seeds beside it."""
        self.seeds += other.seeds
        for found in ("unrejected", "unnamed", "refused", "ties"):
            getattr(self, found).update(getattr(other, found))
        for mistake, verdicts in other.verdicts.items():
            self.verdicts.setdefault(mistake, set()).update(verdicts)
        self.problems += [one for one in other.problems if one not in self.problems]

    def wavering(self) -> list[str]:
        """Mistakes that do not lose the same points, or get the same names, whatever was asked; a sentence each."""
        behaviours = [one.name for one in exercises()[self.exercise].behaviours]
        found = []
        for mistake, verdicts in self.verdicts.items():
            all_holds, all_names = zip(*verdicts, strict=True)
            changing = [
                behaviour
                for behaviour, seen in zip(behaviours, zip(*all_holds, strict=True), strict=True)
                if len(set(seen)) > 1
            ]
            if len(set(all_names)) > 1:
                changing.append("the names that it gets")
            if changing:
                found.append(
                    f"{self.exercise}: {mistake!r} is judged differently from seed to seed: "
                    f"{'; '.join(changing)}"
                )
        return found

    @property
    def named(self) -> int:
        """How many misconceptions were named whatever was asked."""
        return self.mistakes - len(self.unnamed | self.unrejected)

    def figures(self) -> Figures:
        """The row as it stands on the page."""
        trains = "pool" in exercises()[self.exercise].cases(PUBLIC_SEED)[0].inputs
        return Figures(
            f"`{self.exercise}`" + (" *" if trains else ""),
            self.mistakes,
            self.mistakes - len(self.unrejected),
            self.named,
            "; ".join(" = ".join(tie) for tie in sorted(self.ties)) or "-",
            self.variants,
            self.variants - len(self.refused),
            self.mutants.total(),
            self.mutants["noticed"],
            self.mutants["same"],
            self.mutants["recipe"],
            self.seeds,
        )


@dataclass(frozen=True)
class Figures:
    """One line of the table; the fields are its columns."""

    exercise: str
    mistakes: int
    rejected: int
    named: int
    ties: str
    variants: int
    accepted: int
    mutants: int
    noticed: int
    same: int
    recipe: int
    seeds: int

    @property
    def name(self) -> str:
        """The exercise's name alone."""
        return self.exercise.split("`")[1]


COLUMNS = [one.name for one in fields(Figures)]


def main() -> None:
    """Prove what is asked for; exit with 1 if anything is not as it should be."""
    parser = argparse.ArgumentParser(prog="make proof", description=__doc__)
    parser.add_argument("exercises", nargs="*", help="names; all if left out")
    parser.add_argument("--seeds", type=int, default=SECRET_SEEDS, help="secret seeds (200)")
    parser.add_argument("--cores", type=int, default=os.cpu_count() or 1, help="all if left out")
    arguments = parser.parse_args()
    if unknown := set(arguments.exercises) - set(exercises()):
        parser.error(f"there is no exercise called {', '.join(sorted(unknown))}")
    names = arguments.exercises or list(exercises())
    began = time.perf_counter()
    rows, work = prove_all(names, range(1, arguments.seeds + 1), arguments.cores)
    took = _time(time.perf_counter() - began, arguments.cores, work)
    print("\n".join(_table([row.figures() for row in rows])))
    print(f"\n{took}\n")
    problems = [problem for row in rows for problem in row.problems]
    if problems:
        print("\n".join(problems))
        sys.exit(f"\n{PAGE.relative_to(ROOT)} stays as it was: {len(problems)} problems.")
    if arguments.seeds == SECRET_SEEDS:
        _write([row.figures() for row in rows], took if not arguments.exercises else "")


def prove_all(names: Sequence[str], seeds: Sequence[int], cores: int) -> tuple[list[Row], float]:
    """Prove some exercises on some processes.

    Returns
    -------
    rows : list of Row
        One for each name, in this order.
    work : float
        Seconds of processor time.
    """
    rows = {name: _empty(name) for name in names}
    work = 0.0
    # What a process imports is decided before it starts: one thread of linear algebra each.
    os.environ.update({"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"})
    with ProcessPoolExecutor(cores, multiprocessing.get_context("spawn")) as pool:
        pieces = [pool.submit(_timed, *piece) for piece in _pieces(names, seeds)]
        for piece in tqdm(as_completed(pieces), "proof", len(pieces), unit="piece"):
            found, seconds = piece.result()
            work += seconds
            if isinstance(found, Row):
                rows[found.exercise].add(found)
            else:
                _count(found, rows)
    for row in rows.values():
        row.problems = sorted(row.problems + row.wavering())
    return list(rows.values()), work


def _pieces(names: Sequence[str], seeds: Sequence[int]) -> list[tuple]:
    """Functions and what to call them with: long ones first. What trains is trained once in a process: one piece."""
    trains = [name for name in names if "pool" in exercises()[name].cases(PUBLIC_SEED)[0].inputs]
    pieces: list[tuple] = [(prove, name, (PUBLIC_SEED, *seeds)) for name in trains]
    pieces += [(outcomes, module, MUTANT_SEEDS) for module in _modules_of(names)]
    for name in names:
        if name not in trains:
            asked = (PUBLIC_SEED, *seeds)
            pieces += [
                (prove, name, asked[start : start + AT_ONCE])
                for start in range(0, len(asked), AT_ONCE)
            ]
    return pieces


def _modules_of(names: Sequence[str]) -> list[str]:
    """The reference modules that hold answers to these exercises."""
    wanted = set()
    for name in names:
        answer = reference.ANSWERS[name]
        wanted |= {one.__module__ for one in (answer if isinstance(answer, tuple) else (answer,))}
    return [module for module in modules() if module in wanted]


def _timed(work, *given):
    """What a piece of work finds, and its seconds of processor time."""
    began = time.process_time()
    return work(*given), time.process_time() - began


def _empty(name: str) -> Row:
    row = Row(name, mistakes=len(misconceptions(name)), variants=len(variants(name)))
    if row.variants < 3:
        row.problems.append(f"{name}: at least 3 variants are wanted, there are {row.variants}")
    if not row.mistakes:
        row.problems.append(f"{name}: there are no misconceptions")
    return row


def _count(found: Iterable[Outcome], rows: dict[str, Row]) -> None:
    """Put mutants into the rows of their exercises; those of other exercises are left out."""
    for one in found:
        if row := rows.get(one.exercise):
            row.mutants[one.how] += 1
            if one.how == "surviving":
                row.problems.append(f"A mutant survives: {one.mutant}")


def prove(name: str, seeds: Iterable[int]) -> Row:
    """Ask every misconception and every variant of an exercise the questions of some seeds.

    Parameters
    ----------
    name : str
    seeds : iterable of int
        `PUBLIC_SEED` stands for the questions that learners are asked.
    """
    row = _empty(name)
    for seed in seeds:
        row.seeds += seed != PUBLIC_SEED
        cases = _questions(name, seed)
        expected = oracle.expected(name, cases)
        _ask_mistakes(row, seed, cases, expected)
        _ask_variants(row, seed, cases, expected)
    return row


def _questions(name: str, seed: int) -> list[Case]:
    return exercises()[name].cases(seed) if seed == PUBLIC_SEED else oracle.questions(name, seed)


def _ask_mistakes(row: Row, seed: int, cases: list[Case], expected: list) -> None:
    mistakes = oracle.mistakes(row.exercise, cases)
    for mistake in mistakes:
        verdict = judge(exercises()[row.exercise], cases, mistake.observations, expected, mistakes)
        found = tuple(one.name for one in verdict.mistakes)
        row.verdicts.setdefault(mistake.name, set()).add((tuple(verdict.holds), found))
        if verdict.status != "not yet":
            row.unrejected.add(mistake.name)
            row.problems.append(f"{row.exercise}: {mistake.name!r} passes with seed {seed}")
        elif mistake.name not in found:
            row.unnamed.add(mistake.name)
            row.problems.append(
                f"{row.exercise}: {mistake.name!r} is called {found} with seed {seed}"
            )
        elif len(found) > 1:
            row.ties.add(found)


def _ask_variants(row: Row, seed: int, cases: list[Case], expected: list) -> None:
    exercise, asked = exercises()[row.exercise], [case.inputs for case in cases]
    for position, answer in enumerate((*variants(row.exercise), reference.ANSWERS[row.exercise])):
        seen, _ = observe_all(exercise, answer, asked, exercise.seconds)
        verdict = judge(exercise, cases, seen, expected)
        if verdict.status != "holds":
            row.refused.add(position)
            row.problems.append(
                f"{row.exercise}: variant {position + 1} is refused with seed {seed}: "
                f"{verdict.finding.message if verdict.finding else verdict.status}"
            )


# The page


def page(rows: Sequence[Figures], took: str) -> str:
    """The text of `docs/proof.md`."""
    total = _sum(rows)
    ties = sum(row.ties.count(";") + 1 for row in rows if row.ties != "-")
    return f"""# The proof

`make proof` writes this page; nobody writes it by hand. `make test` asks the same with fewer seeds, and fails when a figure here is
not what the course holds.

- **Wrong answers.** {total.mistakes:,} mistakes that people make, in {len(rows)} exercises. Rejected: {total.rejected:,}. Named with their own \
hint: {total.named:,}, which is
  {100 * total.named / total.mistakes:.1f} of 100. With {ties} of these hints stands that of another mistake, which gives the same answer: both are \
shown.
- **Right answers.** {total.variants:,} answers in other hands: loops, einsum, lists, float32, classes written differently. Accepted: \
{total.accepted:,}.
- **Mutants.** {total.mutants:,} small changes to the reference, made by a program. Noticed: {total.noticed:,}. The same in other words: \
{total.same:,}, each with
  its reason in `solutions/equivalents.py`. Another recipe for training, which reaches the accuracy that is asked: {total.recipe:,}. Surviving: \
{total.mutants - total.noticed - total.same - total.recipe:,}.
- **Luck.** Every mistake is rejected and named, and every right answer accepted, on the public questions and on each of {total.seeds} sets of \
secret
  ones; a mistake loses the same points and gets the same name on all of them. An exercise with a star trains a network: that is trained
  once, and asked about other images each time. A mutant meets the public questions and {len(MUTANT_SEEDS)} secret sets.

{took}

`make proof ARGS="softmax"` asks one exercise and writes its row anew; `make proof ARGS="--seeds 20"` is a quick look and writes nothing.

## Each exercise

*same*: mutants that are the reference in other words. *recipe*: mutants of a recipe for training that are as good. A mutant of code that
several exercises share is counted in the row of the first that notices it. *seeds*: sets of secret questions.

{chr(10).join(_table(rows))}
"""


def read(text: str) -> dict[str, Figures]:
    """The rows of the page, by exercise."""
    found = {}
    for line in text.splitlines():
        if line.startswith("| `"):
            cells = [cell.strip() for cell in line.strip("|").split("|")]
            row = Figures(
                *(
                    cell if one.type == "str" else int(cell)
                    for one, cell in zip(fields(Figures), cells, strict=True)
                )
            )
            found[row.name] = row
    return found


def _write(rows: Sequence[Figures], took: str) -> None:
    """Write the page; where some rows are new only, keep the others and the time of the last whole run."""
    text = PAGE.read_text("utf-8") if PAGE.exists() else ""
    known = read(text)
    for row in rows:
        _say_what_fell(row, known.get(row.name))
        known[row.name] = row
    if not took:
        took = next((line for line in text.splitlines() if line.startswith(_TOOK)), "")
    kept = [known[name] for name in exercises() if name in known]
    PAGE.write_text(page(kept, took), "utf-8")
    print(f"Written: {PAGE.relative_to(ROOT)}")


def _say_what_fell(row: Figures, before: Figures | None) -> None:
    for column in ("mistakes", "variants", "mutants", "noticed"):
        if before is not None and getattr(row, column) < getattr(before, column):
            old, new = getattr(before, column), getattr(row, column)
            print(f"Fewer than before: {column} of {row.name}, {old} -> {new}.")


def _table(rows: Sequence[Figures]) -> list[str]:
    lines = [COLUMNS, ["---"] * len(COLUMNS), *map(astuple, rows), astuple(_sum(rows))]
    return [f"| {' | '.join(map(str, line))} |" for line in lines]


def _sum(rows: Sequence[Figures]) -> Figures:
    """The last line: sums, and the fewest seeds that any row has seen."""
    cells = {
        name: sum(getattr(row, name) for row in rows)
        for name in COLUMNS
        if name not in ("exercise", "ties", "seeds")
    }
    ties = sum(row.ties.count(";") + 1 for row in rows if row.ties != "-")
    return Figures(
        exercise=f"{len(rows)} exercises",
        ties=str(ties),
        seeds=min(row.seeds for row in rows),
        **cells,
    )


_TOOK = "The last whole run took "


def _time(seconds: float, cores: int, work: float) -> str:
    counted = f"{cores} cores" if cores > 1 else "1 core"
    return f"{_TOOK}{seconds / 60:.1f} minutes on {counted}, with {work / 60:.1f} minutes of processor time."


if __name__ == "__main__":
    main()
