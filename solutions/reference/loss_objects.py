"""Loss objects: `forward(scores, y)` gives the loss, `backward(scores, y)` its slopes in the scores."""

from __future__ import annotations

import numpy as np

from solutions.reference.activations import softmax
from solutions.reference.backward import softmax_cross_entropy_backward
from solutions.reference.losses import cross_entropy_from_scores


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
