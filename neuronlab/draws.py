"""Ways to draw inputs that exercises share: readable numbers, and sizes that differ from each other."""

from __future__ import annotations

import numpy as np

Rng = np.random.Generator


def numbers(rng: Rng, *shape: int, scale: float = 1.0) -> np.ndarray:
    """Normal numbers with two decimals and no zero among them, so that nothing cancels by luck."""
    drawn = np.round(scale * rng.standard_normal(shape), 2)
    return np.where(drawn == 0, 0.37 * scale, drawn)


def number(rng: Rng, low: float, high: float, decimals: int = 2) -> float:
    """One number from `low` to `high`, rounded."""
    return round(float(rng.uniform(low, high)), decimals)


def sizes(rng: Rng, how_many: int, low: int = 2, high: int = 6) -> list[int]:
    """Whole numbers from `low` to `high`, all different: an exchanged axis cannot hide."""
    return [int(size) for size in rng.permutation(np.arange(low, high + 1))[:how_many]]


def seed(rng: Rng) -> int:
    """A seed for a generator that an answer is given; it says nothing about the one that draws."""
    return int(rng.integers(1, 10_000))
