"""Small layers and a loss that keep the course's conventions and answer none of its exercises.

An exercise that is given layers or a loss is run on these: how they are called is what it is about.
"""

from __future__ import annotations

import numpy as np


class Affine:
    """Each column times a weight of its own, plus a bias: `weights` and `biases` are (1, n)."""

    def __init__(self, weights: np.ndarray, biases: np.ndarray):
        self.weights, self.biases = weights.copy(), biases.copy()
        self.dweights, self.dbiases = np.zeros_like(weights), np.zeros_like(biases)

    def forward(self, inputs: np.ndarray) -> np.ndarray:
        self.inputs = inputs
        return inputs * self.weights + self.biases

    def backward(self, doutput: np.ndarray) -> np.ndarray:
        self.dweights = np.sum(doutput * self.inputs, axis=0, keepdims=True)
        self.dbiases = np.sum(doutput, axis=0, keepdims=True)
        return doutput * self.weights


class Halve:
    """A layer without parameters: half of what comes in."""

    def forward(self, inputs: np.ndarray) -> np.ndarray:
        return inputs / 2

    def backward(self, doutput: np.ndarray) -> np.ndarray:
        return doutput / 2


class Quadratic:
    """A loss: the squared distance of each row from its target, meaned over the batch."""

    def forward(self, scores: np.ndarray, y: np.ndarray) -> float:
        return float(np.sum((scores - y) ** 2) / len(y))

    def backward(self, scores: np.ndarray, y: np.ndarray) -> np.ndarray:
        return 2 * (scores - y) / len(y)


class Switch:
    """A layer that answers in one way while training and in another way afterwards."""

    def __init__(self, factor: float):
        self.factor, self.training = factor, True

    def forward(self, inputs: np.ndarray) -> np.ndarray:
        self.by = self.factor if self.training else 1.0
        return inputs * self.by

    def backward(self, doutput: np.ndarray) -> np.ndarray:
        return doutput * self.by


class Offset:
    """A network that adds two numbers, its parameters, to what comes in, and while training 1 more."""

    def __init__(self):
        self.layers, self.loss, self.training = [], Quadratic(), True
        self.first, self.second = np.zeros((1, 1)), np.zeros((1, 1))
        self.slope = np.zeros((1, 1))

    def forward(self, X: np.ndarray) -> np.ndarray:
        self.scores = X + self.first + self.second + (1.0 if self.training else 0.0)
        return self.scores

    def backward(self, y: np.ndarray) -> None:
        self.slope = np.sum(self.loss.backward(self.scores, y), axis=0, keepdims=True)

    def parameters(self) -> list[np.ndarray]:
        return [self.first, self.second]

    def gradients(self) -> list[np.ndarray]:
        return [self.slope, self.slope]


class Walk:
    """An optimizer that goes where it is told: `stay` steps at each of the `stations`.

    The first parameter becomes the station, the second one tenth of it. What gradients it is given is
    written down, and moves nothing.
    """

    def __init__(self, stations: np.ndarray, stay: int):
        self.stations, self.stay = stations, stay
        self.steps, self.given = 0, 0.0

    def step(self, parameters: list[np.ndarray], gradients: list[np.ndarray]) -> None:
        self.given += float(gradients[0].sum())
        self.steps += 1
        station = self.stations[min(self.steps // self.stay, len(self.stations) - 1)]
        parameters[0][...] = station
        parameters[1][...] = station / 10
