"""Losses on the way back: their slopes in the scores, softmax's own, and a loss object for both ways.

A loss object has `forward(scores, y)`, which gives the loss, and `backward(scores, y)`, its slopes in the scores.
"""

from __future__ import annotations

import numpy as np

from solutions.reference.activations import softmax
from solutions.reference.losses import class_numbers, cross_entropy_from_scores


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


class SoftmaxCrossEntropy:
    """Mean cross-entropy of a softmax, from the scores themselves.

    It keeps nothing: both methods are about the scores that they are given. No probability is put into a
    logarithm, so none needs a clip, and scores of any size will do.

    References
    ----------
    Goodfellow, Bengio, Courville, *Deep Learning* (2016), equation 6.30; Bishop, *Pattern Recognition and Machine
    Learning* (2006), equation 4.109.
    """

    def forward(self, scores: np.ndarray, y: np.ndarray) -> float:
        """The mean loss of scores (N, C) with labels (N,), or one-hot labels (N, C)."""
        return cross_entropy_from_scores(scores, y)

    def backward(self, scores: np.ndarray, y: np.ndarray) -> np.ndarray:
        """The slopes of the loss in the scores, (N, C): shares minus truth, divided by N."""
        return softmax_cross_entropy_backward(softmax(scores), y)
