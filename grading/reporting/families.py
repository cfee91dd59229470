"""Families of mistakes: what mistakes in different exercises have in common.

A family is told by a mistake's name, since names are short and say what was done. The first family whose pattern
is found in it takes it.
"""

from __future__ import annotations

import re
from functools import cache

OTHER = "of its own kind"

FAMILIES = {
    "changes what it was given": r"^changes|in place|alias|caller's|replaced|emptied|left changed|"
    r"moved entries|shared|view kept|gradient changed",
    "rows, columns, axes": r"ax[ei]s|transpos|column|row|diagonal|along|over the batch|batch of one|"
    r"neurons down|per sample|vote|broadcast|N, N",
    "shape of the result": r"flat|keepdims|squeez|dimension|one number|array of one|reshape|"
    r"table|a list|list of|handed back|a loss a sample|size|repeated",
    "kind of number": r"integer|boolean|whole number|floating|truncat|not whole|counts$",
    "sign or direction": r"sign|uphill|downhill|subtract|minus|turned|mirror|wrong side|other side|"
    r"plus for|NAND|NOR|negative|absolute|reverse|both sides|brake",
    "sum, mean, share": r"\bsums?\b|summed|\bmean|1/N|divid|added up|shares?\b|averag|votes|percent|total",
    "things exchanged": r"exchang|other way|order|backwards|swapped|for the|instead of|taken for|"
    r"apart|in place of|order of|other set|other ones|wrong one|front to back|outside in",
    "safe at the edges": r"clip|overflow|shift|eps|nan|log of|floor|at 0\b|zero|inf|small number|1e-7|room",
    "one too many or too few": r"too (far|long|short|early|late|large|small|many)|off by one|from [01]\b|"
    r"one step|comes late|N - 1|starts|digits from|classes from|once|twice|half|doubl",
    "stops or begins at the wrong place": r"returns|stops|before the|after the|after it|the first|the last|only|"
    r"last|first|alone|until|early|inside the loop",
    "state kept or lost": r"kept|keeps|cache|forget|reset|velocity|training|stored|memory|accumul|running|"
    r"corrected|moment|remember|mask",
    "a piece left out": r"left out|forgotten|missing|dropped|\bno\b|\bnot\b|without|lost|ignored|never|nothing|"
    r"fixed in|left at|stay|unmasked|unscaled",
    "a piece too much": r"for every|for each|twice|again|too,|as well|also|adds|added|over again|once more|both",
}
"""What people get wrong in many exercises, with a pattern of the mistakes' names."""


@cache
def family_of(mistake: str) -> str:
    """The family of a mistake, by its name."""
    for family, pattern in FAMILIES.items():
        if re.search(pattern, mistake):
            return family
    return OTHER
