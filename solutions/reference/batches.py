"""Batches: many samples at once, and the two ways in which layers store their weights."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np


def batch_dot(X: np.ndarray, weights: np.ndarray, biases: np.ndarray) -> np.ndarray:
    """The outputs of a layer for every sample of a batch; weights by rows.

    Parameters
    ----------
    X : array (N, n_inputs)
        One row a sample.
    weights : array (n_neurons, n_inputs)
        One row a neuron.
    biases : array (n_neurons,)

    Returns
    -------
    array (N, n_neurons)
        Entry (i, j) is what neuron j answers to sample i.

    References
    ----------
    Goodfellow, Bengio, Courville, *Deep Learning* (2016), section 2.1, for adding a vector to each row.
    """
    return X @ weights.T + biases


def two_layers(
    X: np.ndarray,
    weights1: np.ndarray,
    biases1: np.ndarray,
    weights2: np.ndarray,
    biases2: np.ndarray,
) -> np.ndarray:
    """The outputs of two layers, one after the other; weights by rows.

    Parameters
    ----------
    X : array (N, n_inputs)
    weights1 : array (n_hidden, n_inputs)
    biases1 : array (n_hidden,)
    weights2 : array (n_outputs, n_hidden)
    biases2 : array (n_outputs,)

    Returns
    -------
    array (N, n_outputs)
    """
    return batch_dot(batch_dot(X, weights1, biases1), weights2, biases2)


def rows_to_columns(weights: np.ndarray, biases: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """From one row a neuron to one column a neuron.

    Parameters
    ----------
    weights : array (n_neurons, n_inputs)
    biases : array (n_neurons,)

    Returns
    -------
    weights : array (n_inputs, n_neurons)
        A view of the weights that were given.
    biases : array (1, n_neurons)
        A view of the biases that were given.
    """
    return weights.T, biases[np.newaxis, :]


def columns_to_rows(weights: np.ndarray, biases: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """From one column a neuron to one row a neuron: the way back of `rows_to_columns`.

    Parameters
    ----------
    weights : array (n_inputs, n_neurons)
    biases : array (1, n_neurons)

    Returns
    -------
    weights : array (n_neurons, n_inputs)
        A view of the weights that were given.
    biases : array (n_neurons,)
        A view of the biases that were given.
    """
    return weights.T, biases[0]


def minibatches(
    X: np.ndarray, y: np.ndarray, batch_size: int, rng: np.random.Generator
) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """One epoch in small batches: every sample once, in an order of chance.

    Parameters
    ----------
    X : array (N, ...)
    y : array (N, ...)
        Entry i belongs to row i of X.
    batch_size : int
    rng : numpy.random.Generator
        Shuffles; the next epoch with the same generator has another order.

    Yields
    ------
    (array, array)
        Rows of X and their entries of y, `batch_size` of them; the last pair may have fewer.

    References
    ----------
    Goodfellow, Bengio, Courville, *Deep Learning* (2016), section 8.1.3.
    """
    order = rng.permutation(len(X))
    for start in range(0, len(X), batch_size):
        chosen = order[start : start + batch_size]
        yield X[chosen], y[chosen]


def product_shape(left: tuple[int, int], right: tuple[int, int]) -> tuple[int, int] | None:
    """The shape of the product of two matrices, or None if they do not fit.

    Parameters
    ----------
    left, right : (rows, columns)

    Returns
    -------
    (rows, columns) or None
    """
    return (left[0], right[1]) if left[1] == right[0] else None
