"""Training: forward, loss, backward, update, and again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np


def train(
    layers: Sequence[Any], loss: Any, X: np.ndarray, y: np.ndarray, epochs: int, lr: float
) -> list[float]:
    """Full-batch gradient descent through a chain of layers.

    Parameters
    ----------
    layers : sequence of layers
        Each has `forward` and `backward`; those that learn have `weights`, `biases`, `dweights`, `dbiases`.
    loss : loss object
        With `forward(scores, y)` and `backward(scores, y)`.
    X : array (N, n_inputs)
    y : array (N,) or (N, n_classes)
    epochs : int
    lr : float

    Returns
    -------
    list of float
        The loss before each update, `epochs` numbers.
    """
    losses = []
    for _ in range(epochs):
        scores = X
        for layer in layers:
            scores = layer.forward(scores)
        losses.append(loss.forward(scores, y))
        slope = loss.backward(scores, y)
        for layer in reversed(layers):
            slope = layer.backward(slope)
        for layer in layers:
            if hasattr(layer, "weights"):
                layer.weights -= lr * layer.dweights
                layer.biases -= lr * layer.dbiases
    return losses
