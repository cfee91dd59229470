"""A network with one hidden layer, from end to end."""

from __future__ import annotations

import numpy as np

from solutions.reference.backward import SoftmaxCrossEntropy
from solutions.reference.layers import Dense, ReLU


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
