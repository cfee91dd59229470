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
    dweights, dbiases : arrays
        Set by `backward`, shaped as the parameters.
    """

    def __init__(self, n_inputs: int, n_neurons: int, rng: np.random.Generator):
        self.weights = 0.01 * rng.standard_normal((n_inputs, n_neurons))
        self.biases = np.zeros((1, n_neurons))

    def forward(self, inputs: np.ndarray) -> np.ndarray:
        """Outputs (N, n_neurons) for inputs (N, n_inputs)."""
        self.inputs = inputs
        return inputs @ self.weights + self.biases

    def backward(self, doutput: np.ndarray) -> np.ndarray:
        """Slopes of the inputs (N, n_inputs), from those of the output (N, n_neurons).

        Every weight and every bias serves all N rows, so its slopes add up over them. What an earlier pass
        left in `dweights` and `dbiases` is overwritten.

        References
        ----------
        Goodfellow, Bengio, Courville, *Deep Learning* (2016), algorithm 6.4, for a batch.
        """
        self.dweights = self.inputs.T @ doutput
        self.dbiases = doutput.sum(axis=0, keepdims=True)
        return doutput @ self.weights.T


class ReLU:
    """The rectified linear unit as a layer: what is not above 0 becomes 0.

    References
    ----------
    Nair & Hinton (2010), *Rectified linear units improve restricted Boltzmann machines*.
    """

    def forward(self, inputs: np.ndarray) -> np.ndarray:
        """Outputs shaped as the inputs."""
        self.open = inputs > 0
        return np.where(self.open, inputs, 0.0)

    def backward(self, doutput: np.ndarray) -> np.ndarray:
        """Slopes pass where the input was above 0; at exactly 0 they do not, by convention."""
        return np.where(self.open, doutput, 0.0)


class Tanh:
    """The hyperbolic tangent as a layer."""

    def forward(self, inputs: np.ndarray) -> np.ndarray:
        """Outputs shaped as the inputs, from -1 to 1."""
        self.outputs = np.tanh(inputs)
        return self.outputs

    def backward(self, doutput: np.ndarray) -> np.ndarray:
        """Slopes of the inputs: the slope of tanh, told by its height, is 1 - height squared."""
        return doutput * (1.0 - self.outputs**2)


class Gain:
    """One factor a column: a knob for how loud each neuron is.

    Parameters
    ----------
    gains : array (1, n)

    Attributes
    ----------
    dgains : array (1, n)
        Set by `backward`.

    References
    ----------
    Ba, Kiros & Hinton (2016), *Layer normalization*, section 3: the gain that follows normalization.
    """

    def __init__(self, gains: np.ndarray):
        self.gains = gains

    def forward(self, inputs: np.ndarray) -> np.ndarray:
        """Outputs (N, n) for inputs (N, n)."""
        self.inputs = inputs
        return inputs * self.gains

    def backward(self, doutput: np.ndarray) -> np.ndarray:
        """Slopes of the inputs (N, n). Each gain serves all rows, so its slopes add up over them."""
        self.dgains = (doutput * self.inputs).sum(axis=0, keepdims=True)
        return doutput * self.gains
