"""Images that no learner has: secret questions about digits ask for these.

An exercise that asks about images names a pool (`neuronlab.exercises.network.POOLS`). This module adds the pool of
images that are kept apart, and turns a question about shipped images into one about those: the images go
along, because the room where the answer runs does not have them; their labels stay here.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np

from neuronlab.datasets import read_digits
from neuronlab.exercise import Case
from neuronlab.exercises.network import POOLS, asked

POOL = "kept apart"


@cache
def kept() -> tuple[np.ndarray, np.ndarray]:
    """The 360 images kept apart, and their labels; see `data/digits.md`."""
    return read_digits(Path(__file__).parent / "data" / "digits.npz")


POOLS[POOL] = kept


def secret(case: Case) -> Case:
    """The same question about images kept apart; a question that names no pool stays as it is."""
    if "pool" not in case.inputs:
        return case
    images, _ = asked(POOL, case.inputs["draw"])
    return replace(case, inputs={**case.inputs, "pool": POOL, "images": images})
