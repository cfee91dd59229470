"""Lines to put in order: letters become a program, and what the program gives is judged.

Any order that works is accepted; no order is stored as the right one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from neuronlab.exercise import Unsuitable, a_kind_of


def assemble(
    order: Any,
    header: str,
    lines: Mapping[str, str],
    footer: str = "",
    every: bool = True,
    given: Mapping[str, Any] | None = None,
) -> Callable[..., Any]:
    """The function whose body is the lines in the order of the letters.

    Parameters
    ----------
    order : str
        One letter a line, each at most once; spaces and commas between them do not matter.
    header, footer : str
        The `def` line, such as `"def count(values):"`, and what stands under the lines, if anything.
    lines : mapping of str to str
        For each letter its line, indented.
    every : bool
        Every line must be used; else some may be left over.
    given : mapping, optional
        Names that the lines may use, such as `{"np": np}`.

    Raises
    ------
    Unsuitable
        If the order is no text, misses or repeats a letter, or is none that Python can read.
    """
    letters = letters_of(order, lines, every)
    source = "\n".join([header, *(lines[letter] for letter in letters), footer])
    namespace: dict[str, Any] = dict(given or {})
    try:
        exec(compile(source, "lines in order", "exec"), namespace)
    except SyntaxError as error:
        place = min(max((error.lineno or 2) - 2, 0), len(letters) - 1)
        raise Unsuitable(
            f"In the order {' '.join(letters)} Python cannot read line {letters[place]}: how far it is "
            "indented does not fit the line before it."
        ) from None
    return namespace[header.split()[1].partition("(")[0]]


def letters_of(order: Any, lines: Mapping[str, str], every: bool = True) -> list[str]:
    """The letters of an order, however they are spaced.

    Raises
    ------
    Unsuitable
        As `assemble`.
    """
    if not isinstance(order, str):
        example = " ".join(sorted(lines) if every else sorted(lines)[:3])
        raise Unsuitable(
            f'It should return the letters as text, such as "{example}", and it '
            f"returned {a_kind_of(order)}."
        )
    letters = [letter for letter in order.upper() if letter not in " ,.;-\n\t"]
    left_over = bool(letters) and not every
    if len(set(letters)) < len(letters) or not set(letters) <= set(lines):
        raise Unsuitable(_uneven(letters, () if left_over else lines, lines))
    if not left_over and set(letters) < set(lines):
        raise Unsuitable(_uneven(letters, lines, lines))
    return letters


def _uneven(letters: list[str], wanted: Iterable[str], lines: Mapping[str, str]) -> str:
    missing = [letter for letter in wanted if letter not in letters]
    repeated = sorted({letter for letter in letters if letters.count(letter) > 1})
    unknown = sorted({letter for letter in letters if letter not in lines})
    found = [
        f"{' and '.join(which)} {what}"
        for which, what in (
            (missing, "missing"),
            (repeated, "there more than once"),
            (unknown, "not among the lines"),
        )
        if which
    ]
    often = "once" if wanted else "at most once"
    return f"Each letter should stand there {often}: {', '.join(found)}."
