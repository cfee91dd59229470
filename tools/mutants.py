"""Mechanical mutants of the reference: small changes to its code, each of which some check should notice.

A mutant that every check accepts is either the same function in other words, and then
`solutions/equivalents.py` says why, or it shows a hole in the behaviours.
"""

from __future__ import annotations

import ast
import copy
import importlib
import inspect
import sys
import types
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from neuronlab.exercises import exercises
from neuronlab.judging import judge
from neuronlab.observing import observe_all
from solutions import oracle, reference
from solutions.equivalents import EQUIVALENT, RECIPES
from tools.build import PUBLIC_SEED

SEEDS = range(1, 4)
"""Secret questions that each mutant meets, beside the public ones."""

SECONDS = 5.0
"""How long a mutant may take: some never end. Recipes for training have as long as an answer has."""

OPERATORS = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.Pow: ast.Mult,
    ast.FloorDiv: ast.Div,
    ast.Mod: ast.Mult,
}
COMPARISONS = {
    ast.Lt: (ast.LtE, ast.Gt),
    ast.LtE: (ast.Lt, ast.GtE),
    ast.Gt: (ast.GtE, ast.Lt),
    ast.GtE: (ast.Gt, ast.LtE),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
NAMES = {
    "max": "min",
    "min": "max",
    "argmax": "argmin",
    "sum": "mean",
    "mean": "sum",
    "maximum": "minimum",
    "minimum": "maximum",
    "zeros": "ones",
    "zeros_like": "ones_like",
    "ones": "zeros",
    "exp": "exp2",
    "log": "log2",
    "sqrt": "square",
    "abs": "negative",
    "std": "var",
}


@dataclass(frozen=True)
class Mutant:
    """One change: where it is, and what the line became."""

    module: str
    owner: str  # the function, or Class.method, that was changed
    change: str
    source: ast.Module

    @property
    def name(self) -> str:
        """What it is called in the list of equivalents."""
        return f"{self.owner}: {self.change}"


def mutants(module: str) -> Iterator[Mutant]:
    """Every mutant of a reference module, docstrings and signatures of types apart."""
    tree = ast.parse(Path(inspect.getfile(importlib.import_module(module))).read_text("utf-8"))
    for owner, function in _functions(tree):
        for node in _inside(function):
            for change in _changes(node):
                before = ast.unparse(_statement(function, node))
                changed = _replaced(tree, node, change)
                after = ast.unparse(_statement(function, node, changed))
                yield Mutant(module, owner, f"{_short(before)} -> {_short(after)}", changed)


def small_changes(statement: ast.stmt) -> Iterator[ast.stmt]:
    """Every copy of a top-level function or class with one place of it changed."""
    for _, function in _functions(ast.Module([statement], [])):
        for node in _inside(function):
            for change in _changes(node):
                yield ast.fix_missing_locations(_Swap(node, change).visit(statement))


def judged_by(mutant: Mutant) -> list[str]:
    """The exercises whose right answer the mutant changes: its own, or all that share a helper."""
    answers = {
        name: answer if isinstance(answer, tuple) else (answer,)
        for name, answer in reference.ANSWERS.items()
    }
    here = {
        name: found
        for name, answer in answers.items()
        if (found := [one.__name__ for one in answer if one.__module__ == mutant.module])
    }
    top = mutant.owner.partition(".")[0]
    own = [name for name, found in here.items() if top in found]
    return own or list(here)


@dataclass(frozen=True)
class Outcome:
    """What became of one mutant.

    Attributes
    ----------
    exercise : str
        The first whose check notices it. Where none does: the first whose answer it changes.
    how : str
        One of `HOW`.
    """

    mutant: str
    exercise: str
    how: str


HOW = ("noticed", "same", "recipe", "surviving")
"""A mutant is noticed; or listed as the same in other words; or another recipe that reaches the accuracy; or none of these."""


def outcomes(module: str, seeds: Iterable[int]) -> list[Outcome]:
    """What becomes of every mutant of a module, on the public questions and on those of all seeds."""
    return [_outcome(mutant, seeds) for mutant in mutants(module)]


def _outcome(mutant: Mutant, seeds: Iterable[int]) -> Outcome:
    first = judged_by(mutant)[0]
    if mutant.name in EQUIVALENT:
        return Outcome(mutant.name, first, "same")
    noticed = noticed_by(mutant, seeds)
    if noticed is not None:
        return Outcome(mutant.name, noticed, "noticed")
    return Outcome(mutant.name, first, "recipe" if mutant.owner in RECIPES else "surviving")


def noticed_by(mutant: Mutant, seeds: Iterable[int]) -> str | None:
    """The first exercise whose check rejects the mutant; None if all accept it, whatever they ask."""
    changed = _loaded(mutant)
    if changed is None:
        return judged_by(mutant)[0]
    for name in judged_by(mutant):
        exercise = exercises()[name]
        answer = reference.ANSWERS[name]
        parts = tuple(
            getattr(changed, one.__name__) if one.__module__ == mutant.module else one
            for one in (answer if isinstance(answer, tuple) else (answer,))
        )
        mutated = parts if isinstance(answer, tuple) else parts[0]
        for seed in (PUBLIC_SEED, *seeds):
            cases, expected = _questions(name, seed)
            limit = exercise.seconds if mutant.owner in RECIPES else min(SECONDS, exercise.seconds)
            seen, _ = observe_all(exercise, mutated, [case.inputs for case in cases], limit)
            if judge(exercise, cases, seen, expected).status != "holds":
                return name
    return None


def modules() -> list[str]:
    """The reference modules that hold an answer."""
    found = {
        one.__module__
        for answer in reference.ANSWERS.values()
        for one in (answer if isinstance(answer, tuple) else (answer,))
    }
    return sorted(found)


@cache
def _questions(name: str, seed: int):
    cases = exercises()[name].cases(seed)
    return cases, oracle.expected(name, cases)


def _loaded(mutant: Mutant) -> types.ModuleType | None:
    """The mutant as a module; None if it cannot even be imported."""
    made = types.ModuleType(mutant.module)
    made.__file__ = "mutant"
    try:
        exec(compile(ast.fix_missing_locations(mutant.source), "mutant", "exec"), vars(made))
    except Exception:
        return None
    return made


def _functions(tree: ast.Module) -> Iterator[tuple[str, ast.FunctionDef]]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            yield node.name, node
        if isinstance(node, ast.ClassDef):
            for method in node.body:
                if isinstance(method, ast.FunctionDef):
                    yield f"{node.name}.{method.name}", method


def _inside(function: ast.FunctionDef) -> Iterator[ast.AST]:
    """The nodes of a function's body and of its default values, without docstrings and type hints."""
    yield from (node for default in function.args.defaults for node in ast.walk(default))
    for statement in function.body:
        if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
            continue
        if isinstance(statement, ast.Raise):
            continue
        hints = set()
        for node in ast.walk(statement):
            if isinstance(node, ast.AnnAssign):
                hints |= set(ast.walk(node.annotation))
            if isinstance(node, ast.Raise | ast.JoinedStr):
                hints |= set(ast.walk(node))
            if isinstance(node, ast.keyword) and node.arg == "strict":
                hints |= set(ast.walk(node))  # lengths that differ are nothing that is promised
        yield from (node for node in ast.walk(statement) if node not in hints)


def _changes(node: ast.AST) -> Iterator[ast.AST]:
    """What a node may be changed into."""
    match node:
        case ast.BinOp() if type(node.op) in OPERATORS:
            yield _with(node, op=OPERATORS[type(node.op)]())
        case ast.BinOp(op=ast.MatMult()):
            yield _with(node, left=node.right, right=node.left)
        case ast.AugAssign() if type(node.op) in OPERATORS:
            yield _with(node, op=OPERATORS[type(node.op)]())
            yield ast.Pass()
        case ast.Compare() if len(node.ops) == 1:
            for other in COMPARISONS.get(type(node.ops[0]), ()):
                yield _with(node, ops=[other()])
        case ast.BoolOp():
            yield _with(node, op=ast.Or() if isinstance(node.op, ast.And) else ast.And())
        case ast.UnaryOp(op=ast.USub() | ast.Not()):
            yield node.operand
        case ast.Constant(value=bool()):
            yield ast.Constant(not node.value)
        case ast.Constant(value=int()):
            yield ast.Constant(node.value + 1)
            if node.value:
                yield ast.Constant(node.value - 1)
        case ast.Constant(value=float()):
            yield ast.Constant(node.value * 2 if node.value else 1.0)
        case ast.Call(func=ast.Attribute(attr="copy")) if not node.args:
            yield node.func.value
        case ast.Call(keywords=[_, *_]):
            for left_out in node.keywords:
                if left_out.arg != "strict":
                    kept = [one for one in node.keywords if one is not left_out]
                    yield _with(node, keywords=kept)
        case ast.Attribute() if node.attr in NAMES:
            yield _with(node, attr=NAMES[node.attr])
        case ast.Attribute(attr="T"):
            yield node.value
        case ast.IfExp():
            yield _with(node, body=node.orelse, orelse=node.body)


def _with(node: ast.AST, **changed: object) -> ast.AST:
    other = copy.copy(node)
    for name, value in changed.items():
        setattr(other, name, value)
    return other


class _Swap(ast.NodeTransformer):
    def __init__(self, old: ast.AST, new: ast.AST):
        self.old, self.new = old, new

    def visit(self, node: ast.AST) -> ast.AST:
        if node is self.old:
            return self.new
        return super().visit(
            _with(node, **{name: _copied(value) for name, value in vars(node).items()})
        )


def _copied(value: object) -> object:
    return list(value) if isinstance(value, list) else value


def _replaced(tree: ast.AST, old: ast.AST, new: ast.AST) -> ast.Module:
    """A copy of the tree with one node replaced; everything else is shared or copied, never changed."""
    return _Swap(old, new).visit(tree)


def _statement(function: ast.FunctionDef, node: ast.AST, changed: ast.AST | None = None) -> ast.AST:
    """The smallest statement around a node, or around what stands there in a changed tree."""
    best: ast.AST = function.args
    for statement in ast.walk(function):
        holds = isinstance(statement, ast.stmt) and statement is not function
        if holds and any(one is node for one in ast.walk(statement)):
            best = statement
    if changed is None:
        return _head(best)
    for other in ast.walk(changed):
        same = type(other) in (type(best), ast.Pass)
        if same and getattr(other, "lineno", None) == getattr(best, "lineno", -1):
            return _head(other)
    for other in ast.walk(changed):
        if isinstance(other, ast.FunctionDef) and other.lineno == function.lineno:
            return other.args if best is function.args else ast.Pass()
    return ast.Pass()


def _head(statement: ast.AST) -> ast.AST:
    """A statement without its body: the `for` line of a loop."""
    if hasattr(statement, "body"):
        return _with(
            statement, body=[ast.Pass()], **({"orelse": []} if hasattr(statement, "orelse") else {})
        )
    return statement


def _short(text: str) -> str:
    return " ".join(text.removesuffix("pass").split()) or "(left out)"


def main() -> None:
    """Print the mutants that survive."""
    chosen = [
        name for name in modules() if not sys.argv[1:] or name.rpartition(".")[2] in sys.argv[1:]
    ]
    found = [one for module in chosen for one in outcomes(module, SEEDS)]
    counted = Counter(one.how for one in found)
    print(f"{len(found)} mutants:", ", ".join(f"{counted[how]} {how}" for how in HOW))
    print("\n".join(one.mutant for one in found if one.how == "surviving"))


if __name__ == "__main__":
    main()
