"""A layer as one writes it by hand: one sample, and one row of weights for each neuron."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np


def layer_loops(
    inputs: Sequence[float], weights: Sequence[Sequence[float]], biases: Sequence[float]
) -> list[float]:
    """The outputs of a layer, in plain Python.

    Parameters
    ----------
    inputs : sequence of float
        n_inputs numbers; every neuron sees all of them.
    weights : sequence of sequences of float
        One row of n_inputs weights for each neuron.
    biases : sequence of float
        One for each neuron.

    Returns
    -------
    list of float
        For each neuron its weighted sum plus its bias.

    Raises
    ------
    ValueError
        If the lengths do not fit together.
    """
    outputs = []
    for row, bias in zip(weights, biases, strict=True):
        output = bias
        for value, weight in zip(inputs, row, strict=True):
            output += value * weight
        outputs.append(output)
    return outputs


def layer_dot(inputs: np.ndarray, weights: np.ndarray, biases: np.ndarray) -> np.ndarray:
    """The outputs of a layer as one product, W x + b.

    Parameters
    ----------
    inputs : array (n_inputs,)
    weights : array (n_neurons, n_inputs)
    biases : array (n_neurons,)

    Returns
    -------
    array (n_neurons,)

    Raises
    ------
    ValueError
        If the shapes do not fit together.

    References
    ----------
    Goodfellow, Bengio, Courville, *Deep Learning* (2016), section 6.1, where the weights of one unit are
    a column of W and the product is written with its transpose.
    """
    return weights @ inputs + biases


def layer_by_columns(inputs: np.ndarray, weights: np.ndarray, biases: np.ndarray) -> np.ndarray:
    """The same outputs, gathered input by input: each input scales its own column of weights.

    Parameters and what comes back are those of `layer_dot`.
    """
    outputs = biases.copy()
    for value, column in zip(inputs, weights.T, strict=True):
        outputs += value * column
    return outputs


def layer_order() -> str:
    """The lines of the lesson in an order that computes each neuron's weighted sum."""
    return "C A D E B F"


def read_layer(weights: np.ndarray) -> tuple[int, int, int]:
    """How many inputs, neurons and parameters a layer has.

    Parameters
    ----------
    weights : array (n_neurons, n_inputs)

    Returns
    -------
    n_inputs, n_neurons, n_parameters : int
        Parameters are the weights and one bias for each neuron.
    """
    n_neurons, n_inputs = weights.shape
    return n_inputs, n_neurons, weights.size + n_neurons


def count_parameters(layer_sizes: Sequence[int]) -> int:
    """The number of weights and biases of a network of layers.

    Parameters
    ----------
    layer_sizes : sequence of int
        The number of inputs, then the number of neurons of each layer.

    Returns
    -------
    int
        The inputs have no parameters of their own.
    """
    return sum(n_inputs * n_neurons + n_neurons for n_inputs, n_neurons in pairwise(layer_sizes))


def xor_layer() -> tuple[np.ndarray, np.ndarray, np.ndarray, float]:
    """Two neurons and a third that sees only those two: together they fire where one input of two is 1.

    The first neuron says "at least one", the second "both"; the third wants the first without the second.

    Returns
    -------
    weights : array (2, 2)
        One row a neuron.
    biases : array (2,)
    out_weights : array (2,)
    out_bias : float

    References
    ----------
    Goodfellow, Bengio, Courville, *Deep Learning* (2016), section 6.1 solves the same with ReLU.
    """
    weights = np.array([[1.0, 1.0], [1.0, 1.0]])
    return weights, np.array([-0.5, -1.5]), np.array([1.0, -1.0]), -0.5
