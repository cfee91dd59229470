"""Mutants of the reference that no check can notice, because nothing that is promised changes; and why.

The key is the function and the line before and after, as `tools/mutants.py` writes it.
"""

EQUIVALENT: dict[str, str] = {}
