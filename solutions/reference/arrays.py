"""Arrays: what the rest of the library takes for granted about shapes, axes and copies."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np


def double(x: np.ndarray | Sequence[float]) -> np.ndarray:
    """Twice each number.

    Parameters
    ----------
    x : array of any shape, or a list of numbers
        Left as it was.

    Returns
    -------
    array
        Shaped as x, floating point.
    """
    return 2.0 * np.asarray(x, dtype=float)


def column_means(X: np.ndarray) -> np.ndarray:
    """The mean of each column.

    Parameters
    ----------
    X : array (N, n)

    Returns
    -------
    array (n,)
    """
    return X.mean(axis=0)


def center_order() -> str:
    """The order of the lines that take each row's mean away; two of the five lines are not needed."""
    return "D A C"


def scale_rows(X: np.ndarray, factors: np.ndarray) -> np.ndarray:
    """Multiply each row by a factor of its own.

    Parameters
    ----------
    X : array (N, n)
    factors : array (N,)

    Returns
    -------
    array (N, n)

    References
    ----------
    NumPy user guide, *Broadcasting*: shapes are compared from the right, so the factors need a second
    axis, of length 1, to lie along the rows.
    """
    return X * factors[:, np.newaxis]


def row_distances(X: np.ndarray, point: np.ndarray) -> np.ndarray:
    """How far each row lies from a point, in a straight line (Euclidean distance).

    Parameters
    ----------
    X : array (N, n)
        One position a row.
    point : array (n,)

    Returns
    -------
    array (N,)

    References
    ----------
    Pythagoras' theorem; Strang, *Introduction to Linear Algebra*, 5th ed. (2016), section 1.2, the
    length of a vector.
    """
    return np.sqrt(((X - point) ** 2).sum(axis=1))


def repair_largest_rise(today: np.ndarray, yesterday: np.ndarray) -> float:
    """The largest rise from one day to the next, reading by reading.

    Parameters
    ----------
    today, yesterday : array (N,) or (N, 1)
        The same places in the same order.

    Returns
    -------
    float
    """
    return float((today.ravel() - yesterday.ravel()).max())


def swap_rows(X: np.ndarray, i: int, j: int) -> np.ndarray:
    """A copy of an array in which two rows have changed places.

    Parameters
    ----------
    X : array (N, n)
        Left as it was.
    i, j : int
        The rows.

    Returns
    -------
    array (N, n)
    """
    swapped = X.copy()
    swapped[i], swapped[j] = X[j], X[i]
    return swapped
