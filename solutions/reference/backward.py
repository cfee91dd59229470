"""Slopes of losses in the scores, and of softmax alone."""

from __future__ import annotations

import numpy as np

from solutions.reference.losses import class_numbers


def softmax_jacobian(p: np.ndarray) -> np.ndarray:
    """How every share of a softmax answers to every score.

    Parameters
    ----------
    p : array (n,)
        Shares that sum to 1.

    Returns
    -------
    array (n, n)
        Row i, column j: the slope of share i in score j. It is symmetric, and its rows sum to 0.

    References
    ----------
    Bishop, *Pattern Recognition and Machine Learning* (2006), equation 4.106.
    """
    return np.diag(p) - np.outer(p, p)


def softmax_cross_entropy_backward(probabilities: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """The slope of mean cross-entropy in the scores that softmax was given.

    Parameters
    ----------
    probabilities : array (N, C)
        What softmax made of the scores.
    labels : integer array (N,) or one-hot array (N, C)

    Returns
    -------
    array (N, C)
        What was said minus what is true, divided by N. Each row sums to 0.

    References
    ----------
    Bishop, *Pattern Recognition and Machine Learning* (2006), equation 4.109, without the inputs.
    """
    slopes = probabilities.copy()
    slopes[np.arange(len(labels)), class_numbers(labels)] -= 1.0
    return slopes / len(labels)


def sigmoid_bce_backward(p: np.ndarray, y: np.ndarray) -> np.ndarray:
    """The slope of mean binary cross-entropy in the scores that sigmoid was given.

    Parameters
    ----------
    p : array (N,)
        The probability of yes.
    y : array (N,) of 0 and 1

    Returns
    -------
    array (N,)

    References
    ----------
    Bishop, *Pattern Recognition and Machine Learning* (2006), equation 4.91, without the inputs.
    """
    return (p - y) / len(y)
