"""Lesson 03, right in other hands."""

import math
from typing import NamedTuple

import numpy as np

from solutions.registry import variant


@variant("batch_dot")
def batch_dot_by_loops(X, weights, biases):
    outputs = []
    for row in X:
        outputs.append(
            [
                sum(value * weight for value, weight in zip(row, neuron, strict=True)) + bias
                for neuron, bias in zip(weights, biases, strict=True)
            ]
        )
    return np.array(outputs)


@variant("batch_dot")
def batch_dot_by_einsum(X, weights, biases):
    return np.einsum("ni,mi->nm", X, weights) + biases


@variant("batch_dot")
def batch_dot_the_other_way_round(X, weights, biases):
    return (np.dot(weights, X.T) + biases.reshape(-1, 1)).T


@variant("batch_dot")
def batch_dot_by_rows(X, weights, biases):
    output = np.zeros((X.shape[0], weights.shape[0]))
    for i in range(len(X)):
        output[i] = np.dot(weights, X[i]) + biases
    return output


@variant("batch_dot")
def batch_dot_by_inner(X, weights, biases):
    product = np.inner(X, weights)
    product += np.asarray(biases)[None, :]
    return product


@variant("two_layers")
def two_layers_by_einsum(X, weights1, biases1, weights2, biases2):
    hidden = np.einsum("ni,hi->nh", X, weights1) + biases1
    return np.einsum("nh,oh->no", hidden, weights2) + biases2


@variant("two_layers")
def two_layers_in_one_line(X, weights1, biases1, weights2, biases2):
    return np.dot(np.dot(X, weights1.T) + biases1, weights2.T) + biases2


@variant("two_layers")
def two_layers_as_a_loop(X, weights1, biases1, weights2, biases2):
    output = X
    for weights, biases in [(weights1, biases1), (weights2, biases2)]:
        output = output @ np.transpose(weights) + biases
    return output


@variant("two_layers")
def two_layers_sample_by_sample(X, weights1, biases1, weights2, biases2):
    return np.stack([weights2 @ (weights1 @ row + biases1) + biases2 for row in X])


@variant("rows_to_columns")
def rows_to_columns_by_copies(weights, biases):
    return weights.copy().T, np.array([biases])


@variant("rows_to_columns")
def rows_to_columns_by_stacking(weights, biases):
    return np.stack(list(weights), axis=1), biases.reshape(1, -1)


@variant("rows_to_columns")
def rows_to_columns_as_a_list(weights, biases):
    n_neurons, n_inputs = weights.shape
    columns = np.zeros((n_inputs, n_neurons))
    for j in range(n_neurons):
        for k in range(n_inputs):
            columns[k, j] = weights[j, k]
    return [columns, np.expand_dims(biases, 0)]


@variant("rows_to_columns")
def rows_to_columns_by_swapping(weights, biases):
    return np.swapaxes(weights, 0, 1), np.atleast_2d(biases)


@variant("repair_columns_to_rows")
def columns_to_rows_by_ravel(weights, biases):
    return np.transpose(weights), biases.ravel()


@variant("repair_columns_to_rows")
def columns_to_rows_by_reshape_of_biases(weights, biases):
    n_inputs, n_neurons = weights.shape
    return weights.T.reshape(n_neurons, n_inputs), biases.reshape(n_neurons)


@variant("repair_columns_to_rows")
def columns_to_rows_by_comprehension(weights, biases):
    rows = np.array([weights[:, j] for j in range(weights.shape[1])])
    return rows, np.squeeze(biases, axis=0)


@variant("repair_columns_to_rows")
def columns_to_rows_by_zip(weights, biases):
    return np.array(list(zip(*weights, strict=True))), biases[0].copy()


@variant("Dense")
class DenseWithDot:
    def __init__(self, n_inputs, n_neurons, rng):
        self.biases = np.zeros((1, n_neurons))
        self.weights = rng.standard_normal(size=(n_inputs, n_neurons)) * 0.01

    def forward(self, X):
        self.inputs = X
        self.output = np.dot(X, self.weights) + self.biases
        return self.output


@variant("Dense")
class DenseWithNormal:
    def __init__(self, n_inputs, n_neurons, rng):
        self.n_inputs, self.n_neurons = n_inputs, n_neurons
        self.weights = rng.normal(0, 0.01, (n_inputs, n_neurons))
        self.biases = np.array([[0.0] * n_neurons])

    def forward(self, X):
        return np.matmul(X, self.weights) + self.biases


class _Layer:
    def forward(self, X):
        return np.einsum("ni,im->nm", X, self.weights) + self.biases


@variant("Dense")
class DenseFromABase(_Layer):
    def __init__(self, n_inputs, n_neurons, rng):
        super().__init__()
        self.weights = 0.01 * rng.standard_normal((n_inputs, n_neurons))
        self.biases = 0 * self.weights[:1]


@variant("Dense")
class DenseByRows:
    def __init__(self, n_inputs, n_neurons, rng):
        self.weights = 0.01 * rng.standard_normal(n_inputs * n_neurons).reshape(n_inputs, n_neurons)
        self.biases = np.zeros(n_neurons).reshape(1, n_neurons)

    def forward(self, X):
        return np.array([(self.weights.T @ row) + self.biases[0] for row in X])


@variant("minibatches")
def minibatches_as_a_list(X, y, batch_size, rng):
    indices = np.arange(len(X))
    rng.shuffle(indices)
    batches = []
    while len(indices) > 0:
        batches.append((X[indices[:batch_size]], y[indices[:batch_size]]))
        indices = indices[batch_size:]
    return batches


@variant("minibatches")
def minibatches_of_lists(X, y, batch_size, rng):
    pairs = list(zip(X.tolist(), y.tolist(), strict=True))
    order = np.argsort(rng.random(len(pairs)))
    shuffled = [pairs[i] for i in order]
    return [
        [
            np.array([row for row, _ in shuffled[start : start + batch_size]]),
            np.array([label for _, label in shuffled[start : start + batch_size]]),
        ]
        for start in range(0, len(shuffled), batch_size)
    ]


@variant("minibatches")
def minibatches_of_shuffled_copies(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    X, y = X[order], y[order]
    for k in range(math.ceil(len(X) / batch_size)):
        yield X[k * batch_size : (k + 1) * batch_size], y[k * batch_size : (k + 1) * batch_size]


@variant("minibatches")
def minibatches_by_splitting(X, y, batch_size, rng):
    order = rng.choice(len(X), size=len(X), replace=False)
    cuts = range(batch_size, len(X), batch_size)
    return zip(np.split(X[order], cuts), np.split(y[order], cuts), strict=True)


@variant("minibatches")
def minibatches_one_table(X, y, batch_size, rng):
    table = rng.permutation(np.column_stack([X, y]), axis=0)
    return tuple(
        (table[start : start + batch_size, :-1], table[start : start + batch_size, -1].astype(int))
        for start in range(0, len(table), batch_size)
    )


@variant("product_shape")
def product_shape_unpacked(left, right):
    rows, inner = left
    other, columns = right
    if inner != other:
        return None
    return [rows, columns]


@variant("product_shape")
def product_shape_by_trying(left, right):
    try:
        return (np.zeros(left) @ np.zeros(right)).shape
    except ValueError:
        return None


@variant("product_shape")
def product_shape_by_slices(left, right):
    if left[-1] == right[0]:
        return left[:1] + right[1:]
    return None


# Written from the learner's notebook alone


@variant("rows_to_columns")
def columns_stacked(weights, biases):
    return np.column_stack(list(weights)), np.atleast_2d(biases)


@variant("rows_to_columns")
def columns_zipped(weights, biases):
    return [np.array(list(zip(*weights, strict=True))), np.array([biases])]


class Columns(NamedTuple):
    """A pair with names is a pair."""

    weights: np.ndarray
    biases: np.ndarray


@variant("rows_to_columns")
def columns_with_names(weights, biases):
    return Columns(np.rot90(weights)[::-1], np.einsum("i->i", biases)[None])
