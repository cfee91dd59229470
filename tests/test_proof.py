"""Every wrong answer is rejected with its own hint, every right one accepted; and no figure of docs/proof.md falls."""

from __future__ import annotations

import ast
from collections import Counter
from functools import cache

import pytest

from neuronlab.checking import judge_publicly
from neuronlab.exercises import exercises
from solutions import reference
from solutions.equivalents import EQUIVALENT
from solutions.registry import misconceptions, variants
from tests.course import REPO
from tools.build import PUBLIC_SEED
from tools.mutants import judged_by, modules, mutants
from tools.proof import PAGE, SECRET_SEEDS, page, prove, read

SEEDS = (PUBLIC_SEED, *range(1, 11))


@pytest.mark.parametrize("name", exercises())
def test_proof(name):
    row = prove(name, SEEDS)
    assert row.problems == row.wavering() == []
    figures = row.figures()
    assert figures.mistakes == figures.rejected
    assert figures.named >= 0.95 * figures.mistakes
    assert figures.variants == figures.accepted >= 3


@cache
def written():
    """The rows of docs/proof.md."""
    return read(PAGE.read_text("utf-8"))


def differs(name: str, what: str, page_says: int, there_are: int) -> str:
    """What to do where the page and the course hold different numbers."""
    if there_are < page_says:
        return (
            f"{name}: a figure fell. docs/proof.md says {page_says} {what}, and there are {there_are}. Bring back "
            f'what is gone. If it went on purpose, run `make proof ARGS="{name}"`, and say why in the commit.'
        )
    return (
        f"{name}: docs/proof.md says {page_says} {what}, and there are {there_are}. "
        f'Run `make proof ARGS="{name}"` and commit the page.'
    )


def test_the_page_has_a_row_for_each_exercise():
    assert list(written()) == list(exercises()), "run `make proof`"


@pytest.mark.parametrize("name", exercises())
def test_the_page_holds_what_the_course_holds(name):
    row = written()[name]
    for what, said, found in (
        ("mistakes", row.mistakes, len(misconceptions(name))),
        ("variants", row.variants, len(variants(name))),
    ):
        assert said == found, differs(name, what, said, found)
    assert (row.rejected, row.accepted, row.seeds) == (row.mistakes, row.variants, SECRET_SEEDS)
    assert row.mutants == row.noticed + row.same + row.recipe
    ties = row.ties.replace("; ", " = ").split(" = ") if row.ties != "-" else []
    assert set(ties) <= {one.name for one in misconceptions(name)}, differs(name, "ties", 1, 0)


def test_the_page_counts_every_mutant():
    """A mutant is counted in one row of those exercises whose answer it changes, so modules are compared."""
    made, same, said, listed = Counter(), Counter(), Counter(), Counter()
    for module in modules():
        for mutant in mutants(module):
            made[module] += 1
            same[judged_by(mutant)[0]] += mutant.name in EQUIVALENT
    for name, row in written().items():
        answer = reference.ANSWERS[name]
        said[(answer[0] if isinstance(answer, tuple) else answer).__module__] += row.mutants
        listed[name] += row.same
    for module, count in made.items():
        assert said[module] == count, differs(module, "mutants", said[module], count)
    for name in exercises():
        assert listed[name] == same[name], differs(name, "equivalents", listed[name], same[name])


def test_the_page_is_what_its_rows_say():
    """The sums and sentences, too, are the tool's: only the line with the time is taken as it stands."""
    text = PAGE.read_text("utf-8")
    took = next(line for line in text.splitlines() if line.startswith("The last whole run took"))
    assert page(list(written().values()), took) == text, "run `make proof`"


def test_the_course_keeps_what_it_promises():
    rows = written().values()
    assert sum(row.mistakes for row in rows) >= 400
    assert sum(row.named for row in rows) >= 0.95 * sum(row.mistakes for row in rows)
    assert sum(row.variants for row in rows) >= 280


@pytest.mark.parametrize("name", exercises())
def test_what_ships_to_learners_judges_alike(name):
    """The compiled values, not the live reference: they are what a learner's machine has."""
    exercise = exercises()[name]
    assert judge_publicly(exercise, reference.ANSWERS[name]).status == "holds"
    for answer in variants(name):
        assert judge_publicly(exercise, answer).status == "holds"
    for mistake in misconceptions(name):
        verdict = judge_publicly(exercise, mistake.answer)
        assert verdict.status == "not yet", mistake.name
        assert mistake.name in [one.name for one in verdict.mistakes], mistake.name


def test_every_exercise_has_a_reference_and_none_is_left_over():
    assert list(reference.ANSWERS) == list(exercises())


def test_names_are_unique_and_hints_are_kind():
    for name in exercises():
        found = misconceptions(name)
        assert len({one.name for one in found}) == len(found), name
        for one in found:
            assert one.hint.endswith((".", "?")), one.hint
            for word in ("simply", "just ", "obviously", "!", "stupid"):
                assert word not in one.hint.lower(), one.hint


KINDS = {
    "loops": ast.For,
    "loops with a condition": ast.While,
    "comprehensions": ast.ListComp,
    "generators": ast.GeneratorExp,
    "functions in functions": ast.Lambda,
    "changes in place": ast.AugAssign,
    "products by @": ast.MatMult,
}
NAMED = (
    "einsum",
    "matmul",
    "dot",
    "tolist",
    "float32",
    "reduce",
    "vectorize",
    "property",
    "dataclass",
)


def test_right_answers_are_of_every_kind():
    """As people write them, and not as the reference is written."""
    texts = [path.read_text("utf-8") for path in (REPO / "solutions" / "variants").glob("*.py")]
    nodes = [node for text in texts for node in ast.walk(ast.parse(text))]
    for kind, one in KINDS.items():
        assert sum(isinstance(node, one) for node in nodes) >= 3, kind
    used = Counter(getattr(node, "attr", getattr(node, "id", "")) for node in nodes)
    for name in NAMED:
        assert used[name], name
    functions = [node for node in nodes if isinstance(node, ast.FunctionDef)]
    assert any(_calls(node, node.name) for node in functions), "recursion"
    classes = [node for node in nodes if isinstance(node, ast.ClassDef)]
    assert sum(bool(node.bases) for node in classes) >= 3, "subclasses"
    assert sum("__slots__" in ast.unparse(node) for node in classes) >= 2, "other attributes"


def _calls(function: ast.FunctionDef, name: str) -> bool:
    inside = (node.func for node in ast.walk(function) if isinstance(node, ast.Call))
    return any(isinstance(one, ast.Name) and one.id == name for one in inside)
