"""One neuron, and what one neuron can decide."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np


def neuron_loop(inputs: Sequence[float], weights: Sequence[float], bias: float) -> float:
    """The output of one neuron, in plain Python.

    Parameters
    ----------
    inputs, weights : sequence of float
        n numbers each.
    bias : float

    Returns
    -------
    float
        The weighted sum of the inputs plus the bias.
    """
    output = bias
    for value, weight in zip(inputs, weights, strict=True):
        output += value * weight
    return output


def and_gate() -> tuple[np.ndarray, float]:
    """Weights (2,) and a bias with which w.x + b > 0 for (1, 1) alone, among zeros and ones."""
    return np.array([1.0, 1.0]), -1.5
