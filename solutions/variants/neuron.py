"""Lesson 01, right in other hands."""

import functools
import math
import operator

import numpy as np

from solutions.registry import variant

# neuron_one_input


@variant("neuron_one_input")
def one_in_steps(x, weight, bias):
    output = bias
    output += weight * x
    return output


@variant("neuron_one_input")
def one_as_numpy_number(x, weight, bias):
    return np.add(np.multiply(x, weight), bias)


@variant("neuron_one_input")
def one_as_array_without_dimension(x, weight, bias):
    return np.array(sum([x * weight, bias]))


# neuron_loop and its repair


@variant("repair_neuron")
@variant("neuron_loop")
def loop_by_index(inputs, weights, bias):
    total = 0
    for i in range(len(inputs)):
        total = total + inputs[i] * weights[i]
    return total + bias


@variant("repair_neuron")
@variant("neuron_loop")
def loop_as_comprehension(inputs, weights, bias):
    return sum(x * w for x, w in zip(inputs, weights, strict=True)) + bias


@variant("repair_neuron")
@variant("neuron_loop")
def loop_with_while(inputs, weights, bias):
    i, total = 0, bias
    while i < len(weights):
        total += weights[i] * inputs[i]
        i += 1
    return total


@variant("neuron_loop")
def loop_by_folding(inputs, weights, bias):
    return functools.reduce(operator.add, map(operator.mul, inputs, weights), bias)


@variant("neuron_loop")
def loop_with_an_input_of_one(inputs, weights, bias):
    return sum(x * w for x, w in zip([*inputs, 1], [*weights, bias], strict=True))


@variant("repair_neuron")
def repair_by_shares(inputs, weights, bias):
    total = 0.0
    for i in range(len(inputs)):
        total = total + inputs[i] * weights[i] + bias / len(inputs)
    return total


# neuron_dot


@variant("neuron_dot")
def dot_with_at(inputs, weights, bias):
    return bias + weights @ inputs


@variant("neuron_dot")
def dot_by_sum(inputs, weights, bias):
    return (inputs * weights).sum() + bias


@variant("neuron_dot")
def dot_by_einsum(inputs, weights, bias):
    return np.einsum("i,i->", inputs, weights) + bias


@variant("neuron_dot")
def dot_as_array_without_dimension(inputs, weights, bias):
    return np.asarray(np.inner(inputs, weights) + bias)


@variant("neuron_dot")
def dot_on_a_copy(inputs, weights, bias):
    work = inputs.astype(float)
    work *= weights
    return float(np.sum(work)) + bias


@variant("neuron_dot")
def dot_by_loop(inputs, weights, bias):
    output = bias
    for x, w in zip(inputs, weights, strict=True):
        output += x * w
    return output


# decision_line


@variant("decision_line")
def line_as_list(weights, bias):
    return [-(weights[0] / weights[1]), -(bias / weights[1])]


@variant("decision_line")
def line_through_two_points(weights, bias):
    w1, w2 = weights
    at_0 = (-bias - w1 * 0) / w2
    at_1 = (-bias - w1 * 1) / w2
    return at_1 - at_0, at_0


@variant("decision_line")
def line_by_one_division(weights, bias):
    slope, intercept = np.array([weights[0], bias]) / -weights[1]
    return slope, intercept


@variant("decision_line")
def line_by_solving(weights, bias):
    points = np.linalg.solve(
        np.array([[1.0, 0.0], weights]), np.array([[0.0, 1.0], [-bias, -bias]])
    )
    return points[1, 1] - points[1, 0], points[1, 0]


# and_gate and or_gate


@variant("and_gate")
def and_of_whole_numbers():
    return (2, 2), -3


@variant("and_gate")
def and_at_the_edge():
    return [1, 1], -1


@variant("and_gate")
def and_of_uneven_weights():
    return [np.array([0.3, 20.0]), np.float64(-20.1)]


@variant("or_gate")
def or_of_given_weights():
    return [2.0, 3.0], -1.0


@variant("or_gate")
def or_at_the_edge():
    return np.array([1, 1]), 0


@variant("or_gate")
def or_of_uneven_weights():
    return (40, 0.2), -0.1


def learned(fires):
    """Weights that Rosenblatt's rule finds: after each mistake, towards the input or away from it."""
    weights, bias = [0, 0], 0
    for _ in range(20):
        for (x1, x2), wanted in zip([(0, 0), (0, 1), (1, 0), (1, 1)], fires, strict=True):
            found = int(weights[0] * x1 + weights[1] * x2 + bias > 0)
            weights = [weights[0] + (wanted - found) * x1, weights[1] + (wanted - found) * x2]
            bias += wanted - found
    return weights, bias


@variant("and_gate")
def and_by_learning():
    return learned([0, 0, 0, 1])


@variant("or_gate")
def or_by_learning():
    return learned([0, 1, 1, 1])


# neuron_order


@variant("neuron_order")
def order_close():
    return "EBDFAC"


@variant("neuron_order")
def order_with_commas():
    return "e, b, d, f, a, c"


@variant("neuron_order")
def order_over_lines():
    return "\n".join("EBDFAC")


# Written from the learner's notebook alone


@variant("neuron_loop")
def neuron_that_starts_at_the_bias(inputs, weights, bias):
    return sum(map(operator.mul, inputs, weights), bias)


@variant("neuron_loop")
def neuron_rounded_once(inputs, weights, bias):
    return math.fsum([*(x * w for x, w in zip(inputs, weights, strict=True)), bias])


@variant("neuron_loop")
def neuron_from_the_end(inputs, weights, bias):
    if not inputs:
        return bias
    return inputs[-1] * weights[-1] + neuron_from_the_end(inputs[:-1], weights[:-1], bias)


@variant("neuron_loop")
def neuron_as_a_convolution(inputs, weights, bias):
    return np.convolve(inputs, weights[::-1], "valid")[0] + bias
