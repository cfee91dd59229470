"""A network in one object, and the loop that trains it and stops in time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from solutions.reference.batches import minibatches

Pair = tuple[np.ndarray, np.ndarray]


class Network:
    """A chain of layers and a loss.

    Parameters
    ----------
    layers : sequence of layers
        Each has `forward` and `backward`. Those that learn have `weights`, `biases`, `dweights` and `dbiases`;
        those that behave differently while training have `training`.
    loss : loss object
        With `forward(scores, y)` and `backward(scores, y)`.

    Attributes
    ----------
    training : bool
        True at first. Each forward pass hands it on to the layers that have such a switch.
    """

    def __init__(self, layers: Sequence[Any], loss: Any):
        self.layers, self.loss = layers, loss
        self.training = True

    def forward(self, X: np.ndarray) -> np.ndarray:
        """The scores (N, n_outputs) of a batch (N, n_inputs)."""
        for layer in self.layers:
            if hasattr(layer, "training"):
                layer.training = self.training
            X = layer.forward(X)
        self.scores = X
        return X

    def backward(self, y: np.ndarray) -> np.ndarray:
        """Leave every layer with its slopes at the last forward pass; returns those in the inputs."""
        slopes = self.loss.backward(self.scores, y)
        for layer in reversed(self.layers):
            slopes = layer.backward(slopes)
        return slopes

    def parameters(self) -> list[np.ndarray]:
        """The layers' own arrays, `[W, b, W, b, ...]`: who changes them changes the network."""
        return [one for layer in self._learning() for one in (layer.weights, layer.biases)]

    def gradients(self) -> list[np.ndarray]:
        """The slopes of the last backward pass, in the order of `parameters`."""
        return [one for layer in self._learning() for one in (layer.dweights, layer.dbiases)]

    def _learning(self) -> list[Any]:
        return [layer for layer in self.layers if hasattr(layer, "weights")]


def fit(
    network: Any,
    optimizer: Any,
    train: Pair,
    validation: Pair,
    epochs: int,
    batch_size: int,
    patience: int,
    rng: np.random.Generator,
) -> dict[str, list[float]]:
    """Train in mini-batches, stop when the validation loss no longer falls, keep the best.

    Parameters
    ----------
    network : Network
        Left with the parameters of the epoch whose validation loss was lowest, and not training.
    optimizer : optimizer
        With `step(parameters, gradients)`.
    train, validation : (X, y)
    epochs : int
        At most so many.
    batch_size : int
    patience : int
        Stop after so many epochs in a row without a strictly lower validation loss.
    rng : numpy.random.Generator
        Shuffles.

    Returns
    -------
    dict
        `train_loss`, the mean over the epoch's samples as they were met, and `validation_loss`: lists with one
        number an epoch.

    References
    ----------
    Goodfellow, Bengio, Courville, *Deep Learning* (2016), Algorithm 7.1.
    """
    history: dict[str, list[float]] = {"train_loss": [], "validation_loss": []}
    best, best_loss, waited = [], np.inf, 0
    for _ in range(epochs):
        history["train_loss"].append(_one_epoch(network, optimizer, train, batch_size, rng))
        loss = evaluate(network, validation)
        history["validation_loss"].append(loss)
        if loss < best_loss:
            best, best_loss, waited = [one.copy() for one in network.parameters()], loss, 0
        else:
            waited += 1
        if waited == patience:
            break
    for one, kept in zip(network.parameters(), best, strict=bool(best)):
        one[...] = kept
    return history


def evaluate(network: Any, data: Pair) -> float:
    """The loss on data, with training switched off; it stays off."""
    X, y = data
    network.training = False
    return network.loss.forward(network.forward(X), y)


def _one_epoch(
    network: Any, optimizer: Any, train: Pair, batch_size: int, rng: np.random.Generator
) -> float:
    network.training = True
    X, y = train
    total = 0.0
    for some_X, some_y in minibatches(X, y, batch_size, rng):
        scores = network.forward(some_X)
        total += network.loss.forward(scores, some_y) * len(some_X)
        network.backward(some_y)
        optimizer.step(network.parameters(), network.gradients())
    return total / len(X)
