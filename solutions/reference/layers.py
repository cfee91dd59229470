"""Layers: `forward` keeps what `backward` needs."""

from __future__ import annotations

import numpy as np


class Dense:
    """A fully connected layer: every neuron sees every input.

    Parameters
    ----------
    n_inputs, n_neurons : int
    rng : numpy.random.Generator
        Draws the weights, 0.01 times standard normal.

    Attributes
    ----------
    weights : array (n_inputs, n_neurons)
    biases : array (1, n_neurons)
    """

    def __init__(self, n_inputs: int, n_neurons: int, rng: np.random.Generator):
        self.weights = 0.01 * rng.standard_normal((n_inputs, n_neurons))
        self.biases = np.zeros((1, n_neurons))

    def forward(self, inputs: np.ndarray) -> np.ndarray:
        """Outputs (N, n_neurons) for inputs (N, n_inputs)."""
        self.inputs = inputs
        return inputs @ self.weights + self.biases
