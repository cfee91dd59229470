"""Slopes, by hand and by differences."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np


def numerical_gradient(
    f: Callable[[np.ndarray], float], x: np.ndarray, h: float = 1e-5
) -> np.ndarray:
    """The slope of f in each entry of x, by central differences.

    Parameters
    ----------
    f : callable
        A function of an array like x; returns a number and uses nothing but its argument.
    x : float array of any shape
        Left as it was, to the last bit.
    h : float
        The step. The error shrinks with h squared until rounding takes over.

    Returns
    -------
    array
        Shaped as x.

    References
    ----------
    Press et al., *Numerical Recipes*, 3rd ed. (2007), equation 5.7.7.
    """
    point = x.copy()
    gradient = np.zeros_like(point)
    for index in np.ndindex(point.shape):
        kept = point[index]
        point[index] = kept + h
        above = f(point)
        point[index] = kept - h
        below = f(point)
        point[index] = kept
        gradient[index] = (above - below) / (2 * h)
    return gradient
