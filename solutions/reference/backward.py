"""Backward passes: from the slopes of a loss to the slopes of scores and parameters."""

from __future__ import annotations

import numpy as np

from solutions.reference.layers import Dense, ReLU
from solutions.reference.loss_objects import SoftmaxCrossEntropy, scores_slopes


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
    return scores_slopes(probabilities, labels)


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


def mlp_gradients(
    X: np.ndarray, y: np.ndarray, W1: np.ndarray, b1: np.ndarray, W2: np.ndarray, b2: np.ndarray
) -> dict[str, np.ndarray]:
    """The slopes of mean cross-entropy in all parameters of Dense, ReLU, Dense, softmax.

    Parameters
    ----------
    X : array (N, n_inputs)
    y : integer array (N,)
    W1 : array (n_inputs, n_hidden)
    b1 : array (1, n_hidden)
    W2 : array (n_hidden, C)
    b2 : array (1, C)

    Returns
    -------
    dict
        `dW1`, `db1`, `dW2`, `db2`, each shaped as its parameter.

    References
    ----------
    Rumelhart, Hinton & Williams (1986), *Learning representations by back-propagating errors*, Nature 323;
    Goodfellow, Bengio, Courville, *Deep Learning* (2016), algorithm 6.4.
    """
    first, relu, second, loss = _dense(W1, b1), ReLU(), _dense(W2, b2), SoftmaxCrossEntropy()
    scores = second.forward(relu.forward(first.forward(X)))
    first.backward(relu.backward(second.backward(loss.backward(scores, y))))
    return {
        "dW1": first.dweights,
        "db1": first.dbiases,
        "dW2": second.dweights,
        "db2": second.dbiases,
    }


def _dense(weights: np.ndarray, biases: np.ndarray) -> Dense:
    layer = Dense(*weights.shape, np.random.default_rng(0))
    layer.weights, layer.biases = weights, biases
    return layer
