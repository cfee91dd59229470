"""Activations: functions of each number alone, and softmax, a function of each row."""

from __future__ import annotations

import numpy as np


def softmax(scores: np.ndarray) -> np.ndarray:
    """Shares of confidence, row by row.

    The largest score of a row is taken away first: the shares stay the same, and no exponential can
    overflow.

    Parameters
    ----------
    scores : array (N, C)
        One row a sample, one score a class.

    Returns
    -------
    array (N, C)
        Positive numbers; each row sums to 1.

    References
    ----------
    Goodfellow, Bengio, Courville, *Deep Learning* (2016), section 4.1 and equation 6.29.
    """
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)
