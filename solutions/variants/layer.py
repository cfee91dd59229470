"""Lesson 02, right in other hands."""

from functools import reduce

import numpy as np

from solutions.registry import variant

for letters in ("CADEBF", "g, c, a, d, e, b, f", "C\nG\nA\nD\nE\nB\nF"):
    variant("layer_order")(lambda letters=letters: letters)


@variant("layer_loops")
def loops_by_index(inputs, weights, biases):
    outputs = []
    for j in range(len(biases)):
        total = 0
        for i in range(len(inputs)):
            total += weights[j][i] * inputs[i]
        outputs.append(total + biases[j])
    return outputs


@variant("layer_loops")
def loops_comprehension(inputs, weights, biases):
    return [
        sum(x * w for x, w in zip(inputs, row, strict=True)) + bias
        for row, bias in zip(weights, biases, strict=True)
    ]


@variant("layer_loops")
def loops_input_by_input(inputs, weights, biases):
    outputs = list(biases)
    for i, x in enumerate(inputs):
        for j in range(len(outputs)):
            outputs[j] = outputs[j] + x * weights[j][i]
    return outputs


@variant("layer_loops")
def loops_into_an_array(inputs, weights, biases):
    outputs = np.zeros(len(weights))
    for j, row in enumerate(weights):
        outputs[j] = biases[j]
        for x, w in zip(inputs, row, strict=True):
            outputs[j] += x * w
    return outputs


@variant("layer_loops")
def loops_tuple(inputs, weights, biases):
    return tuple(map(lambda row, bias: sum(map(float.__mul__, inputs, row), bias), weights, biases))


@variant("layer_dot")
def dot_at(inputs, weights, biases):
    return weights @ inputs + biases


@variant("layer_dot")
def dot_from_the_left(inputs, weights, biases):
    return np.dot(inputs, weights.T) + biases


@variant("layer_dot")
def dot_einsum(inputs, weights, biases):
    return np.einsum("ji,i->j", weights, inputs) + biases


@variant("layer_dot")
def dot_broadcast(inputs, weights, biases):
    return (weights * inputs).sum(axis=1) + biases


@variant("layer_dot")
def dot_row_by_row(inputs, weights, biases):
    outputs = []
    for row, bias in zip(weights, biases, strict=True):
        outputs.append(np.dot(row, inputs) + bias)
    return np.array(outputs)


@variant("layer_dot")
def dot_one_by_one(inputs, weights, biases):
    outputs = np.empty(biases.shape)
    for j in range(len(biases)):
        outputs[j] = inputs.dot(weights[j]) + biases[j]
    return outputs


@variant("layer_dot")
def dot_columns(inputs, weights, biases):
    return (weights @ inputs[:, None] + biases[:, None]).ravel()


@variant("layer_dot")
def dot_bias_as_a_weight(inputs, weights, biases):
    return np.column_stack([biases, weights]) @ np.concatenate([[1.0], inputs])


@variant("read_layer")
def read_by_len(weights):
    n_neurons, n_inputs = len(weights), len(weights[0])
    return n_inputs, n_neurons, n_neurons * (n_inputs + 1)


@variant("read_layer")
def read_as_list(weights):
    rows, columns = np.shape(weights)
    return [columns, rows, rows * columns + rows]


@variant("read_layer")
def read_from_the_transpose(weights):
    n_inputs, n_neurons = weights.T.shape
    return n_inputs, n_neurons, np.size(weights) + np.int64(n_neurons)


@variant("count_parameters")
def count_by_index(layer_sizes):
    total = 0
    for k in range(len(layer_sizes) - 1):
        total += layer_sizes[k] * layer_sizes[k + 1] + layer_sizes[k + 1]
    return total


@variant("count_parameters")
def count_with_numpy(layer_sizes):
    sizes = np.array(layer_sizes)
    return ((sizes[:-1] + 1) * sizes[1:]).sum()


@variant("count_parameters")
def count_one_more_input(layer_sizes):
    before, *rest = layer_sizes
    total = 0
    for size in rest:
        total += (before + 1) * size
        before = size
    return total


@variant("count_parameters")
def count_from_arrays(layer_sizes):
    shapes = zip(layer_sizes[1:], layer_sizes, strict=False)
    return sum(np.zeros(shape).size + shape[0] for shape in shapes)


@variant("repair_layer")
def repair_from_zero(inputs, weights, biases):
    outputs = np.zeros(len(biases))
    for i in range(weights.shape[1]):
        outputs = outputs + inputs[i] * weights[:, i]
    return outputs + biases


@variant("repair_layer")
def repair_zip(inputs, weights, biases):
    outputs = np.array(biases)
    for value, column in zip(inputs, weights.T, strict=True):
        outputs += value * column
    return outputs


@variant("repair_layer")
def repair_reduce(inputs, weights, biases):
    return reduce(np.add, [x * weights[:, i] for i, x in enumerate(inputs)], biases)


@variant("repair_layer")
def repair_by_product(inputs, weights, biases):
    return weights @ inputs + biases


@variant("xor_layer")
def xor_one_each():
    """One neuron for (1, 0), one for (0, 1); the third is an OR."""
    return [[1, -1], [-1, 1]], [-0.5, -0.5], [1, 1], -0.5


@variant("xor_layer")
def xor_nand_and_or():
    return np.array([[-2.0, -2.0], [2.0, 2.0]]), np.array([3.0, -1.0]), np.array([1.0, 1.0]), -1.5


@variant("xor_layer")
def xor_lists():
    return [[10.0, 10.0], [-10.0, -10.0]], [-15.0, 5.0], [-1.0, -1.0], np.float64(0.5)
