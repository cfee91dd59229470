"""Carve an answer out of the modules of `solutions/`: one piece of source that needs nothing around it.

What a reference, a variant or a misconception calls is taken along under a private name, constants and closures are
put in their place, and imports come first. A simulated class hands in such cells (`tools/classroom.py`).
"""

from __future__ import annotations

import ast
import builtins
import copy
import importlib
import inspect
import symtable
from collections.abc import Callable, Iterator
from functools import cache
from types import CodeType, FunctionType, ModuleType
from typing import Any

import numpy as np

ANNOUNCING = ("mistake", "variant")
"""Decorators that only announce."""

ALREADY_THERE = {"np": np}
"""What every lesson's first cell imports."""

Node = ast.FunctionDef | ast.ClassDef | ast.Lambda


class CannotCarve(Exception):
    """An answer that is not made of source: a class made by a call, say."""


def carve(answer: Any, names: tuple[str, ...], docstrings: dict[str, str] | None = None) -> str:
    """The source of an answer under the names that the lesson gives it.

    Parameters
    ----------
    answer : function, class, or tuple of these
    names : tuple of str
        One for each part of the answer.
    docstrings : dict, optional
        Docstrings of the lesson's stub by name, which learners keep.

    Raises
    ------
    CannotCarve
        If there is no source, or it uses what cannot be written down.
    """
    parts = answer if isinstance(answer, tuple) else (answer,)
    if len(parts) != len(names):
        raise CannotCarve(f"{len(parts)} parts for {len(names)} names")
    carver = _Carver()
    for part, name in zip(parts, names, strict=True):
        carver.known[id(part)] = name
    for part, name in zip(parts, names, strict=True):
        carver.add(part, name, (docstrings or {}).get(name))
    lines = sorted(carver.imports)
    return "\n".join(lines) + ("\n\n\n" if lines else "") + "\n\n\n".join(carver.pieces)


class _Carver:
    """Gathers pieces of source, each after those that it needs."""

    def __init__(self) -> None:
        self.known: dict[int, str] = {}
        self.imports: set[str] = set()
        self.pieces: list[str] = []

    def add(self, thing: Any, name: str, docstring: str | None = None) -> None:
        """Write a function or class as `name`."""
        if _is_made_of_bases(thing):
            node = ast.ClassDef(name, [], [], [ast.Pass()], [], type_params=[])
            node.bases = [self._expression(base.__name__, base) for base in thing.__bases__]
        else:
            imports = _TakeOutImports()
            node = imports.visit(_definition(thing))
            node = self._with_names(node, {**_surroundings(thing), **imports.found})
            node.name = name
        if docstring is not None:
            _document(node, docstring)
        self.pieces.append(ast.unparse(ast.fix_missing_locations(node)))

    def _with_names(self, node: ast.stmt, surroundings: dict[str, Any]) -> ast.stmt:
        wanted = {}
        memories = _filled(node)
        for name in _free_names(node):
            if name in memories and isinstance(surroundings.get(name), dict):
                self.pieces.append(f"{name} = {{}}")  # what it remembers, it begins anew
            elif name in surroundings:
                wanted[name] = surroundings[name]
            elif name != node.name and not hasattr(builtins, name):
                raise CannotCarve(f"{name} is nowhere")
        return _Replace(wanted, self._expression).visit(node)

    def _expression(self, name: str, value: Any) -> ast.expr:
        """What stands for a value of the surroundings."""
        if id(value) in self.known:
            return ast.Name(self.known[id(value)], ast.Load())
        if ALREADY_THERE.get(name) is value:
            return ast.Name(name, ast.Load())
        if isinstance(value, ModuleType):
            if value.__name__.startswith("solutions"):
                raise CannotCarve(f"the module {value.__name__} as a whole")
            self.imports.add(_import(value.__name__, name))
            return ast.Name(name, ast.Load())
        if isinstance(value, FunctionType | type) and value.__module__.startswith("solutions"):
            helper = self._free(value.__name__ if value.__name__.isidentifier() else name)
            self.known[id(value)] = helper
            self.add(value, helper)
            return ast.Name(helper, ast.Load())
        if callable(value) and getattr(value, "__module__", None):
            return ast.Name(self._import_from(value, name), ast.Load())
        return self._literal(name, value)

    def _literal(self, name: str, value: Any) -> ast.expr:
        """A plain value, written down; what it holds may be functions."""
        if isinstance(value, dict):
            keys = [self._expression(name, key) for key in value]
            return ast.Dict(keys, [self._expression(name, one) for one in value.values()])
        if isinstance(value, np.ndarray):
            return ast.parse(f"np.array({value.tolist()!r})", mode="eval").body
        try:
            expression = ast.parse(repr(value), mode="eval").body
            ast.literal_eval(expression)
        except (SyntaxError, ValueError):
            raise CannotCarve(f"{name} is {repr(value)[:60]}") from None
        return expression

    def _import_from(self, value: Any, name: str) -> str:
        """Import a function or class of a library; returns what it is called then."""
        own = getattr(value, "__name__", "")
        module = "numpy" if isinstance(value, np.ufunc) else value.__module__
        if getattr(importlib.import_module(module), own, None) is not value:
            raise CannotCarve(f"{name} has no address")
        self.imports.add(f"from {module} import {own}")
        return own

    def _free(self, name: str) -> str:
        """A private name that is not taken."""
        found = wanted = f"_{name.lstrip('_')}"
        number = 1
        while found in self.known.values():
            number += 1
            found = f"{wanted}_{number}"
        return found


class _Replace(ast.NodeTransformer):
    """Put expressions in the place of free names, and of attributes of the solutions' modules."""

    def __init__(self, wanted: dict[str, Any], expression: Callable[[str, Any], ast.expr]):
        self.wanted, self.expression = wanted, expression

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        owner = self.wanted.get(node.value.id) if isinstance(node.value, ast.Name) else None
        if isinstance(owner, ModuleType) and owner.__name__.startswith("solutions"):
            return self.expression(node.attr, getattr(owner, node.attr))
        return self.generic_visit(node)

    def visit_Name(self, node: ast.Name) -> ast.expr:
        if node.id in self.wanted and isinstance(node.ctx, ast.Load):
            return self.expression(node.id, self.wanted[node.id])
        return node


def _import(module: str, name: str) -> str:
    if module == name:
        return f"import {name}"
    return f"import {module} as {name}"


def _is_made_of_bases(thing: Any) -> bool:
    """Whether a class was made by a call of `type`, with nothing of its own."""
    if not isinstance(thing, type) or any(
        isinstance(one, FunctionType) for one in vars(thing).values()
    ):
        return False
    return len(thing.__bases__) > 1


def _definition(thing: Any) -> ast.FunctionDef | ast.ClassDef:
    """A copy of a definition without what only announces it, and without types, as learners write."""
    node = copy.deepcopy(_node_of(thing))
    if isinstance(node, ast.Lambda):
        node = ast.FunctionDef("answer", node.args, [ast.Return(node.body)], [], type_params=[])
    node.decorator_list = [one for one in node.decorator_list if not _announces(one)]
    return ast.fix_missing_locations(_WithoutTypes().visit(node))


class _TakeOutImports(ast.NodeTransformer):
    """Take out what a function itself imports of the solutions, and keep what that is."""

    def __init__(self) -> None:
        self.found: dict[str, Any] = {}

    def visit_ImportFrom(self, node: ast.ImportFrom) -> ast.stmt | None:
        if not (node.module or "").startswith("solutions"):
            return node
        module = importlib.import_module(node.module)
        for one in node.names:
            self.found[one.asname or one.name] = getattr(module, one.name)
        return None


class _WithoutTypes(ast.NodeTransformer):
    """Take annotations away."""

    def visit_arg(self, node: ast.arg) -> ast.arg:
        node.annotation = None
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        node.returns = None
        return self.generic_visit(node)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.stmt | None:
        if node.value is None:
            return None
        return ast.Assign([node.target], self.visit(node.value))


def _announces(decorator: ast.expr) -> bool:
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    return isinstance(called, ast.Name) and called.id in ANNOUNCING


def _document(node: ast.stmt, docstring: str) -> None:
    if ast.get_docstring(node) is not None:
        node.body = node.body[1:]
    node.body.insert(0, ast.Expr(ast.Constant(docstring)))


def _surroundings(thing: Any) -> dict[str, Any]:
    """What the free names of a function or class stand for."""
    if isinstance(thing, FunctionType):
        return {**thing.__globals__, **_closure(thing)}
    found = dict(vars(importlib.import_module(thing.__module__)))
    for value in vars(thing).values():
        method = getattr(value, "__func__", value)
        if isinstance(method, FunctionType):
            found.update(_closure(method))
    return found


def _closure(function: FunctionType) -> dict[str, Any]:
    names = function.__code__.co_freevars
    cells = function.__closure__ or ()
    return {
        name: cell.cell_contents
        for name, cell in zip(names, cells, strict=True)
        if name != "__class__"
    }


def _free_names(node: ast.stmt) -> list[str]:
    """The names that a definition takes from outside.

    Raises
    ------
    CannotCarve
        If a name is the outside's in one part of it and its own in another.
    """
    table = symtable.symtable(ast.unparse(node), "<carved>", "exec")
    free: dict[str, None] = {}
    own: set[str] = set()
    for scope in _scopes(table):
        for symbol in scope.get_symbols():
            if symbol.is_global():
                free[symbol.get_name()] = None
            elif scope.get_type() == "function":
                own.add(symbol.get_name())
    # What a definition is called is seen as global inside it: that is the definition itself.
    for symbol in table.get_symbols():
        if symbol.is_referenced() and not symbol.is_assigned():
            free[symbol.get_name()] = None
    both = own & free.keys()
    if both:
        raise CannotCarve(f"{', '.join(sorted(both))}: outside and inside")
    return list(free)


def _filled(node: ast.stmt) -> set[str]:
    """The names of what a definition writes entries into."""
    return {
        one.value.id
        for one in ast.walk(node)
        if isinstance(one, ast.Subscript)
        and isinstance(one.ctx, ast.Store)
        and isinstance(one.value, ast.Name)
    }


def _scopes(table: symtable.SymbolTable) -> Iterator[symtable.SymbolTable]:
    for child in table.get_children():
        yield child
        yield from _scopes(child)


def _node_of(thing: Any) -> Node:
    """The definition of a function, lambda or class in its module's source."""
    nodes = _definitions(thing.__module__)
    if isinstance(thing, type):
        found = [one for one in nodes[ast.ClassDef] if one.name == thing.__name__]
        if len(found) > 1:
            found = [one for one in found if _begins(one) == _first_line(thing)]
    elif isinstance(thing, FunctionType):
        code = thing.__code__
        kind = ast.Lambda if thing.__name__ == "<lambda>" else ast.FunctionDef
        found = [one for one in nodes[kind] if _begins(one) == code.co_firstlineno]
        if kind is ast.Lambda and len(found) > 1:
            found = [one for one in found if _starts(one.body, code)]
    else:
        raise CannotCarve(f"{thing!r} is neither function nor class")
    if len(found) != 1:
        raise CannotCarve(f"{thing!r} has {len(found)} definitions")
    return found[0]


def _begins(node: Node) -> int:
    decorators = getattr(node, "decorator_list", [])
    return min([node.lineno, *(one.lineno for one in decorators)])


def _first_line(kind: type) -> int:
    try:
        return inspect.getsourcelines(kind)[1]
    except (OSError, TypeError):
        return -1


def _starts(node: ast.expr, code: CodeType) -> bool:
    """Whether a function's instructions lie within an expression."""
    places = [place for place in code.co_positions() if place[2] is not None and place[3]]
    first = min((place[0], place[2]) for place in places if place[0] and place[2])
    return (node.lineno, node.col_offset) <= first and first <= (
        node.end_lineno,
        node.end_col_offset,
    )


@cache
def _definitions(module: str) -> dict[type, list[Any]]:
    """All definitions of a module, by their kind."""
    found: dict[type, list[Any]] = {ast.ClassDef: [], ast.FunctionDef: [], ast.Lambda: []}
    for node in ast.walk(ast.parse(inspect.getsource(importlib.import_module(module)))):
        if type(node) in found:
            found[type(node)].append(node)
    return found
