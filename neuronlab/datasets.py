"""Data sets: points that are drawn."""

from __future__ import annotations

import numpy as np


def spiral(
    samples_per_class: int, classes: int, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Points on interleaved spiral arms, one arm a class.

    Parameters
    ----------
    samples_per_class, classes : int
    rng : numpy.random.Generator
        Draws how far each point turns from its arm.

    Returns
    -------
    X : array (samples_per_class * classes, 2)
    y : integer array (samples_per_class * classes,)

    References
    ----------
    Karpathy, CS231n, *Putting it together: minimal neural network case study*.
    """
    radii = np.linspace(0.0, 1.0, samples_per_class)
    arms = []
    for arm in range(classes):
        turns = np.linspace(4 * arm, 4 * arm + 4, samples_per_class)
        turns = turns + 0.2 * rng.standard_normal(samples_per_class)
        arms.append(np.column_stack([radii * np.sin(2.5 * turns), radii * np.cos(2.5 * turns)]))
    return np.vstack(arms), np.repeat(np.arange(classes), samples_per_class)
