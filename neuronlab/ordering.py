"""Lines to put in order: letters become a program, and what the program gives is judged.

Any order that works is accepted; no order is stored as the right one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from neuronlab.exercise import Unsuitable, a_kind_of


def assemble(order: Any, header: str, lines: Mapping[str, str]) -> Callable[..., Any]:
    """The function whose body is the lines in the order of the letters.

    Parameters
    ----------
    order : str
        One letter a line, each once; spaces and commas between them do not matter.
    header : str
        The `def` line, such as `"def count(values):"`.
    lines : mapping of str to str
        For each letter its line, indented.

    Raises
    ------
    Unsuitable
        If the order is no text, misses or repeats a letter, or is none that Python can read.
    """
    example = " ".join(sorted(lines))
    if not isinstance(order, str):
        raise Unsuitable(
            f'It should return the letters as text, such as "{example}", and it returned '
            f"{a_kind_of(order)}."
        )
    letters = [letter for letter in order.upper() if letter not in " ,.;-\n\t"]
    if sorted(letters) != sorted(lines):
        raise Unsuitable(_uneven(letters, lines))
    source = "\n".join([header, *(lines[letter] for letter in letters)])
    namespace: dict[str, Any] = {}
    try:
        exec(compile(source, "lines in order", "exec"), namespace)
    except SyntaxError as error:
        place = min(max((error.lineno or 2) - 2, 0), len(letters) - 1)
        raise Unsuitable(
            f"In the order {' '.join(letters)} Python cannot read line {letters[place]}: how far it is "
            "indented does not fit the line before it."
        ) from None
    return namespace[header.split()[1].partition("(")[0]]


def _uneven(letters: list[str], lines: Mapping[str, str]) -> str:
    missing = [letter for letter in lines if letter not in letters]
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
    return f"Each letter should stand there once: {', '.join(found)}."
