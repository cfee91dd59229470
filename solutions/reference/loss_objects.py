"""Loss objects: `forward(scores, y)` gives the loss, `backward(scores, y)` its slopes in the scores."""

from __future__ import annotations

import numpy as np

from solutions.reference.activations import softmax


class SoftmaxCrossEntropy:
    """Mean cross-entropy of a softmax, from the scores themselves.

    It keeps nothing: both methods are about the scores that they are given. No probability is put into a logarithm,
    so none needs a clip, and scores of any size will do.

    References
    ----------
    Goodfellow, Bengio, Courville, *Deep Learning* (2016), equation 6.30, and section 6.2.2.3 on why the
    two belong together.
    """

    def forward(self, scores: np.ndarray, y: np.ndarray) -> float:
        """The mean loss of scores (N, C) with labels (N,), or one-hot labels (N, C)."""
        shifted = scores - scores.max(axis=1, keepdims=True)
        log_sums = np.log(np.exp(shifted).sum(axis=1))
        return (log_sums - _at_true_class(shifted, y)).mean()

    def backward(self, scores: np.ndarray, y: np.ndarray) -> np.ndarray:
        """The slopes of the loss in the scores, (N, C): shares minus truth, divided by N."""
        return scores_slopes(softmax(scores), y)


def scores_slopes(shares: np.ndarray, y: np.ndarray) -> np.ndarray:
    """(shares - truth) / N for shares (N, C) and labels in either form."""
    slopes = shares.copy()
    slopes[np.arange(len(y)), _class_numbers(y)] -= 1.0
    return slopes / len(y)


def _at_true_class(values: np.ndarray, y: np.ndarray) -> np.ndarray:
    return values[np.arange(len(values)), _class_numbers(y)]


def _class_numbers(y: np.ndarray) -> np.ndarray:
    return y.argmax(axis=1) if y.ndim == 2 else y
