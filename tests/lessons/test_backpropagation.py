"""Lesson 07: published numbers, an independent library, numbers in the prose, and central differences."""

import doctest
import itertools

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from neuronlab.checking import NotAnswered
from neuronlab.datasets import spiral
from neuronlab.exercises import exercises
from neuronlab.plots import backpropagation as pictures
from solutions import oracle
from solutions.misconceptions.backpropagation import GainMean, TanhOfInputs
from solutions.reference.activations import softmax
from solutions.reference.backward import (
    SoftmaxCrossEntropy,
    sigmoid_bce_backward,
    softmax_cross_entropy_backward,
    softmax_jacobian,
)
from solutions.reference.gradients import numerical_gradient
from solutions.reference.layers import Dense, Gain, ReLU, Tanh
from solutions.reference.losses import cross_entropy
from solutions.reference.mlp import mlp_gradients
from tools.build import ROOT, text_of
from tools.lessontext import predicted, read_lesson

LESSON = "07_backpropagation"
SETTINGS = settings(max_examples=40, deadline=None)


def dense(weights, biases):
    layer = Dense(*np.shape(weights), np.random.default_rng(0))
    layer.weights, layer.biases = np.array(weights), np.array(biases)
    return layer


def near(found, expected, rtol=1e-7, atol=1e-12):
    np.testing.assert_allclose(found, expected, rtol=rtol, atol=atol)


@pytest.fixture(scope="module")
def right():
    return predicted(text_of(ROOT, LESSON))


# Published numbers


def test_published_softmax_jacobian():
    """Kinsley & Kukiela, *Neural Networks from Scratch in Python*, chapter 9."""
    expected = [[0.21, -0.07, -0.14], [-0.07, 0.09, -0.02], [-0.14, -0.02, 0.16]]
    near(softmax_jacobian(np.array([0.7, 0.1, 0.2])), expected)


@pytest.mark.parametrize("hot", [False, True])
def test_published_combined_gradient(hot):
    shares = np.array([[0.7, 0.1, 0.2], [0.1, 0.5, 0.4], [0.02, 0.9, 0.08]])
    labels = np.array([0, 1, 1])
    expected = [
        [-0.1, 0.03333333, 0.06666667],
        [0.03333333, -0.16666667, 0.13333333],
        [0.00666667, -0.03333333, 0.02666667],
    ]
    found = softmax_cross_entropy_backward(shares, np.eye(3)[labels] if hot else labels)
    near(found, expected, atol=5e-9)


def test_published_dense_backward():
    layer = dense(
        [[0.2, 0.5, -0.26], [0.8, -0.91, -0.27], [-0.5, 0.26, 0.17], [1.0, -0.5, 0.87]],
        np.zeros((1, 3)),
    )
    layer.forward(np.array([[1.0, 2.0, 3.0, 2.5], [2.0, 5.0, -1.0, 2.0], [-1.5, 2.7, 3.3, -0.8]]))
    dinputs = layer.backward(np.array([[1.0], [2.0], [3.0]]) * np.ones(3))
    near(layer.dweights, np.array([[0.5], [20.1], [10.9], [4.1]]) * np.ones(3), atol=1e-9)
    near(layer.dbiases, [[6.0, 6.0, 6.0]])
    expected = [[0.44, -0.38, -0.07, 1.37], [0.88, -0.76, -0.14, 2.74], [1.32, -1.14, -0.21, 4.11]]
    near(dinputs, expected, atol=1e-9)


def test_published_relu_backward():
    layer = ReLU()
    layer.forward(np.array([[1.0, 2, -3, -4], [2, -7, -1, 3], [-1, 2, 5, -1]]))
    found = layer.backward(np.arange(1.0, 13).reshape(3, 4))
    assert found.tolist() == [[1, 2, 0, 0], [5, 0, 0, 8], [0, 10, 11, 0]]


class Legacy:
    """The generator of the published run: NumPy's old one, in float32."""

    def __init__(self, seed):
        self.state = np.random.RandomState(seed)

    def standard_normal(self, size):
        return self.state.standard_normal(size).astype(np.float32)


def test_published_gradients_of_a_whole_network():
    """Chapter 9's last script, as printed in issue 13 of its repository: digits differ between machines."""
    rng = Legacy(0)
    X, y = spiral(100, 3, rng)
    W1, W2 = 0.01 * rng.standard_normal((2, 3)), 0.01 * rng.standard_normal((3, 3))
    zeros = np.zeros((1, 3), np.float32)
    X = X.astype(np.float32)
    found = mlp_gradients(X, y, W1, zeros, W2, zeros)
    expected = {
        "dW1": [
            [0.00015766357, 7.8368583e-05, 4.73244e-05],
            [0.00018161038, 1.1045573e-05, -3.3096312e-05],
        ],
        "db1": [[-0.000360553473, 9.66117223e-05, -0.000103671395]],
        "dW2": [
            [5.44109462e-05, 0.000107411419, -0.000161822361],
            [-4.07913431e-05, -7.16780924e-05, 0.000112469446],
            [-5.30112993e-05, 8.58172934e-05, -3.28059905e-05],
        ],
    }
    for name, array in expected.items():
        near(found[name], array, rtol=2e-4, atol=1e-9)
    scores = np.maximum(X @ W1, 0) @ W2
    assert np.mean(scores.argmax(axis=1) == y) == pytest.approx(0.34)


# An independent library

SHAPES = [(1, 1, 1), (1, 3, 2), (4, 1, 3), (5, 4, 3), (3, 3, 3), (17, 8, 10)]


def tensor(array):
    return torch.tensor(array, dtype=torch.float64, requires_grad=True)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("scale", [1e-3, 1.0, 1e3])
def test_dense_agrees_with_autograd(shape, scale):
    rows, n_inputs, n_neurons = shape
    rng = np.random.default_rng(rows + n_neurons)
    X, W = scale * rng.standard_normal((rows, n_inputs)), rng.standard_normal((n_inputs, n_neurons))
    b, doutput = rng.standard_normal((1, n_neurons)), rng.standard_normal((rows, n_neurons))
    layer = dense(W, b)
    output = layer.forward(X)
    dinputs = layer.backward(doutput)
    tX, tW, tb = tensor(X), tensor(W), tensor(b)
    toutput = torch.nn.functional.linear(tX, tW.T, tb[0])
    toutput.backward(torch.tensor(doutput))
    largest = np.abs(X).max() * rows
    for found, theirs in (
        (output, toutput.detach()),
        (dinputs, tX.grad),
        (layer.dweights, tW.grad),
        (layer.dbiases, tb.grad),
    ):
        near(found, theirs.numpy(), rtol=1e-12, atol=1e-14 * max(largest, 1))


def test_relu_agrees_with_autograd_at_zero_too():
    inputs = np.array([[0.0, -0.0, 1e-300, -1e-300, 5.0, -5.0, 1e300]])
    doutput = np.array([[1.0, 2.0, 3.0, -4.0, -5.0, 6.0, 7.0]])
    layer = ReLU()
    layer.forward(inputs)
    theirs = tensor(inputs)
    torch.relu(theirs).backward(torch.tensor(doutput))
    assert np.array_equal(layer.backward(doutput), theirs.grad.numpy())


SCORES = {
    "ordinary": np.random.default_rng(1).standard_normal((6, 4)) * 3,
    "one sample": np.random.default_rng(2).standard_normal((1, 5)),
    "one class": np.array([[3.0], [-2.0]]),
    "large": np.array(
        [[1000.0, -1000.0, 999.0], [-1000.0, -1000.0, 1000.0], [0.0, 1000.0, 1000.0]]
    ),
    "all alike": np.full((2, 3), 1000.0),
    "hopeless": np.array([[1000.0, -1000.0]]),
}


@pytest.mark.parametrize("name", SCORES)
@pytest.mark.parametrize("hot", [False, True])
def test_loss_object_agrees_with_torch(name, hot):
    scores = SCORES[name]
    rows, classes = scores.shape
    labels = (np.arange(rows) + 1) % classes  # some classes stay empty
    y = np.eye(classes)[labels] if hot else labels
    theirs = tensor(scores)
    loss = torch.nn.functional.cross_entropy(theirs, torch.tensor(labels))
    loss.backward()
    ours = SoftmaxCrossEntropy()
    with np.errstate(all="raise", under="ignore"):
        found, slopes = ours.forward(scores, y), ours.backward(scores, y)
    near(found, loss.item(), rtol=1e-12, atol=1e-14)
    near(slopes, theirs.grad.numpy(), rtol=1e-12, atol=1e-15)
    near(softmax_cross_entropy_backward(softmax(scores), y), theirs.grad.numpy(), 1e-12, 1e-15)


@pytest.mark.parametrize("scale", [0.1, 1.0, 300.0])
@pytest.mark.parametrize("shape", [(1, 2, 3, 2), (5, 3, 4, 2), (8, 8, 8, 8), (20, 6, 5, 10)])
def test_whole_network_agrees_with_autograd(shape, scale):
    rows, n, h, classes = shape
    rng = np.random.default_rng(rows)
    X, y = rng.standard_normal((rows, n)), rng.integers(0, classes, rows)
    parameters = [
        rng.standard_normal((n, h)),
        rng.standard_normal((1, h)),
        scale * rng.standard_normal((h, classes)),
        rng.standard_normal((1, classes)),
    ]
    W1, b1, W2, b2 = (tensor(one) for one in parameters)
    scores = torch.relu(torch.tensor(X) @ W1 + b1) @ W2 + b2
    torch.nn.functional.cross_entropy(scores, torch.tensor(y)).backward()
    found = mlp_gradients(X, y, *parameters)
    for name, theirs in zip(("dW1", "db1", "dW2", "db2"), (W1, b1, W2, b2), strict=True):
        near(found[name], theirs.grad.numpy(), rtol=1e-12, atol=1e-13 * scale)


@pytest.mark.parametrize("scores", [[0.5, -2.0, 3.0], [0.0], [1000.0, -1000.0, 30.0, -30.0]])
def test_sigmoid_and_binary_cross_entropy_agree_with_torch(scores):
    y = (np.arange(len(scores)) % 2).astype(float)
    theirs = tensor(np.array(scores))
    torch.nn.functional.binary_cross_entropy_with_logits(theirs, torch.tensor(y)).backward()
    p = torch.sigmoid(theirs).detach().numpy()
    near(sigmoid_bce_backward(p, y), theirs.grad.numpy(), rtol=1e-12, atol=1e-16)


def test_jacobian_agrees_with_torch():
    for scores in ([0.3, -1.0, 2.0, 0.0], [1000.0, 999.0, -1000.0], [5.0]):
        theirs = torch.autograd.functional.jacobian(
            lambda s: torch.softmax(s, 0), torch.tensor(scores, dtype=torch.float64)
        )
        p = softmax(np.array([scores]))[0]
        near(softmax_jacobian(p), theirs.numpy(), rtol=1e-12, atol=1e-16)


def test_tanh_and_gain_agree_with_autograd():
    rng = np.random.default_rng(3)
    for rows, n in ((1, 1), (1, 4), (5, 3)):
        inputs, doutput = rng.standard_normal((2, rows, n)) * 3
        gains = rng.standard_normal((1, n))
        tanh, gain = Tanh(), Gain(gains)
        gain.forward(tanh.forward(inputs))
        dinputs = tanh.backward(gain.backward(doutput))
        tinputs, tgains = tensor(inputs), tensor(gains)
        (torch.tanh(tinputs) * tgains).backward(torch.tensor(doutput))
        near(dinputs, tinputs.grad.numpy(), rtol=1e-12, atol=1e-15)
        near(gain.dgains, tgains.grad.numpy(), rtol=1e-12, atol=1e-15)


# Every backward pass agrees with central differences

plain = st.floats(-3, 3).map(lambda value: round(value, 2))
clear_of_zero = plain.map(lambda value: value + 0.05 if value >= 0 else value - 0.05)
few = st.integers(1, 4)


def tables(*shapes, elements=plain):
    return st.tuples(*[arrays(float, shape, elements=elements) for shape in shapes])


def agree(found, f, x):
    near(found, numerical_gradient(f, x), rtol=1e-5, atol=1e-7)


@SETTINGS
@given(st.data(), few, few, few)
def test_dense_agrees_with_central_differences(data, rows, n, m):
    X, W, b, doutput = data.draw(tables((rows, n), (n, m), (1, m), (rows, m)))
    layer = dense(W, b)
    layer.forward(X)
    dinputs = layer.backward(doutput)
    agree(dinputs, lambda one: np.sum(doutput * dense(W, b).forward(one)), X)
    agree(layer.dweights, lambda one: np.sum(doutput * dense(one, b).forward(X)), W)
    agree(layer.dbiases, lambda one: np.sum(doutput * dense(W, one).forward(X)), b)


@SETTINGS
@given(st.data(), few, few)
def test_relu_agrees_with_central_differences_clear_of_its_kink(data, rows, n):
    (inputs,) = data.draw(tables((rows, n), elements=clear_of_zero))
    (doutput,) = data.draw(tables((rows, n)))
    layer = ReLU()
    layer.forward(inputs)
    agree(layer.backward(doutput), lambda one: np.sum(doutput * ReLU().forward(one)), inputs)


@SETTINGS
@given(st.data(), few, few)
def test_tanh_and_gain_agree_with_central_differences(data, rows, n):
    inputs, doutput, gains = data.draw(tables((rows, n), (rows, n), (1, n)))
    for make in (Tanh, lambda: Gain(gains)):
        layer = make()
        layer.forward(inputs)
        found = layer.backward(doutput)
        agree(found, lambda one, make=make: np.sum(doutput * make().forward(one)), inputs)
    agree(layer.dgains, lambda one: np.sum(doutput * Gain(one).forward(inputs)), gains)


@SETTINGS
@given(st.data(), few, st.integers(1, 5))
def test_the_loss_agrees_with_central_differences(data, rows, classes):
    (scores,) = data.draw(tables((rows, classes)))
    labels = np.array(
        data.draw(st.lists(st.integers(0, classes - 1), min_size=rows, max_size=rows))
    )
    loss = SoftmaxCrossEntropy()
    slopes = loss.backward(scores, labels)
    agree(slopes, lambda one: loss.forward(one, labels), scores)
    near(slopes, softmax_cross_entropy_backward(softmax(scores), labels))
    near(slopes, loss.backward(scores, np.eye(classes)[labels]))
    near(slopes.sum(axis=1), 0, atol=1e-15)
    near(loss.forward(scores, labels), cross_entropy(softmax(scores), labels), 1e-9, 2e-7)


@SETTINGS
@given(st.data(), st.integers(1, 6))
def test_the_jacobian_agrees_with_central_differences(data, classes):
    (scores,) = data.draw(tables((classes,)))
    table = softmax_jacobian(softmax(scores[np.newaxis])[0])
    for row in range(classes):
        agree(table[row], lambda one, row=row: softmax(one[np.newaxis])[0, row], scores)
    near(table, table.T)
    near(table.sum(axis=1), 0, atol=1e-15)


@SETTINGS
@given(st.data(), few)
def test_sigmoid_and_binary_cross_entropy_agree_with_central_differences(data, rows):
    (scores,) = data.draw(tables((rows,)))
    y = np.array(data.draw(st.lists(st.sampled_from([0.0, 1.0]), min_size=rows, max_size=rows)))

    def loss(one):
        return np.mean(np.logaddexp(0, one) - y * one)

    agree(sigmoid_bce_backward(1 / (1 + np.exp(-scores)), y), loss, scores)


@SETTINGS
@given(st.data(), few, few, few, st.integers(1, 4))
def test_the_network_agrees_with_central_differences_clear_of_kinks(data, rows, n, h, classes):
    X, W1, b1, W2, b2 = data.draw(tables((rows, n), (n, h), (1, h), (h, classes), (1, classes)))
    Z1 = X @ W1 + b1
    b1 = b1 + np.where(np.abs(Z1).min(axis=0) < 0.01, 0.0123, 0.0)
    if np.abs(X @ W1 + b1).min() < 1e-3:
        return
    y = np.arange(rows) % classes
    found = mlp_gradients(X, y, W1, b1, W2, b2)

    def loss(W1=W1, b1=b1, W2=W2, b2=b2):
        return SoftmaxCrossEntropy().forward(np.maximum(X @ W1 + b1, 0) @ W2 + b2, y)

    for name, values in {"W1": W1, "b1": b1, "W2": W2, "b2": b2}.items():
        agree(found[f"d{name}"], lambda one, name=name: loss(**{name: one}), values)


# Numbers in the prose


def test_step_1_two_samples_through_one_neuron(right):
    layer, gate = dense([[3.0], [1.0]], [[-1.0]]), ReLU()
    sums = layer.forward(np.array([[2.0, -1.0], [1.0, 3.0]]))
    assert sums.tolist() == [[4.0], [5.0]]
    gate.forward(sums)
    dinputs = layer.backward(gate.backward(np.array([[0.5], [2.0]])))
    assert dinputs[0].tolist() == [1.5, 0.5]
    assert (layer.dweights.ravel().tolist(), layer.dbiases.item()) == ([3.0, 5.5], 2.5)
    assert right["predict_backward_neuron"] == layer.dweights[1, 0]


def test_step_2_on_paper(right):
    layer = dense([[2.0, 1.0], [0.0, -1.0], [1.0, 3.0]], [[0.0, 0.0]])
    layer.forward(np.array([[1.0, 0.0, 2.0], [-1.0, 3.0, 1.0]]))
    dinputs = layer.backward(np.array([[1.0, -1.0], [2.0, 0.0]]))
    assert (layer.dweights[2, 0], layer.dbiases[0, 0], dinputs[0, 2]) == (4, 3, -2)
    layer.forward(np.zeros((3, 3)))
    layer.backward(np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]))
    assert layer.dbiases.tolist() == right["predict_backward_dbiases"]


def test_step_3_the_kink(right):
    slope = numerical_gradient(lambda x: float(np.maximum(x, 0).sum()), np.zeros(1))
    assert slope.round(6) == right["predict_backward_kink"]


def test_step_4_on_paper(right):
    p = np.array([0.5, 0.25, 0.25])
    table = softmax_jacobian(p)
    assert table.tolist() == [
        [0.25, -0.125, -0.125],
        [-0.125, 0.1875, -0.0625],
        [-0.125, -0.0625, 0.1875],
    ]
    assert (-1 / 0.5 * table[0]).tolist() == [-0.5, 0.25, 0.25]
    found = softmax_cross_entropy_backward(p[np.newaxis], np.array([0]))
    assert found.tolist() == [[-0.5, 0.25, 0.25]]
    assert np.log([0.49, 0.51]).round(4).tolist() == [-0.7133, -0.6733]
    batch = np.array([[0.1, 0.6, 0.3], [0.2, 0.3, 0.5]])
    slopes = softmax_cross_entropy_backward(batch, np.array([1, 0]))
    assert slopes[0, 1] == pytest.approx(right["predict_backward_score"])


def test_step_5_on_paper():
    hidden, gate, last = dense([[3.0]], [[-1.0]]), ReLU(), dense([[1.0, 2.0]], [[0.0, 0.0]])
    assert gate.forward(hidden.forward(np.array([[2.0]]))).item() == 5
    last.forward(np.array([[5.0]]))
    slopes = softmax_cross_entropy_backward(np.array([[0.4, 0.6]]), np.array([0]))
    hidden_slope = last.backward(slopes)
    hidden.backward(gate.backward(hidden_slope))
    near(slopes, [[-0.6, 0.6]])
    near(last.dweights, [[-3, 3]])
    near(last.dbiases, [[-0.6, 0.6]])
    near([hidden_slope.item(), hidden.dweights.item(), hidden.dbiases.item()], [0.6, 1.2, 0.6])


def test_step_6_counts_parameters():
    _, _, parameters = pictures.small_network()
    assert sum(array.size for array in parameters.values()) == 26
    assert 64 * 32 + 32 + 32 * 10 + 10 == 2410


def test_remembered(right):
    def path(x):
        return (2 * x) * x

    assert (path(3.001) - path(2.999)) / 0.002 == pytest.approx(right["remember_backward_paths"])
    assert abs(3 - 1) / (abs(3) + abs(1)) == right["remember_backward_error"]


# The gradient check and its map


def error(analytic, numeric):
    sizes = np.maximum(np.abs(analytic) + np.abs(numeric), 1e-8)
    return float(np.max(np.abs(analytic - numeric) / sizes))


def check(loss, gradients, parameters):
    maps, found = {}, gradients(**parameters)
    for name, values in parameters.items():
        numeric = numerical_gradient(
            lambda one, name=name: loss(**{**parameters, name: one}), values
        )
        maps[name] = pictures.entry_errors(error, found["d" + name], numeric)
    return maps


def friend(tanh, gain):
    X, y, _ = pictures.small_network()
    return pictures.Friend(Dense, tanh, gain, SoftmaxCrossEntropy, X, y)


def maps_of(tanh, gain):
    one = friend(tanh, gain)
    return check(one.loss, one.gradients, pictures.friends_parameters())


def lit(maps):
    return {name for name, errors in maps.items() if errors.max() > pictures.BUG}


def test_the_map_says_in_which_parameter_a_bug_sits():
    assert lit(maps_of(Tanh, Gain)) == set()
    assert lit(maps_of(Tanh, GainMean)) == {"gains"}
    assert lit(maps_of(TanhOfInputs, Gain)) == {"W1", "b1"}
    both = maps_of(TanhOfInputs, GainMean)
    assert lit(both) == {"W1", "b1", "gains"}
    assert both["gains"].round(3).tolist() == [[0.667] * 4]
    assert max(errors.max() for errors in both.values()) == pytest.approx(1, abs=5e-4)
    assert len(set(both["b1"].round(3).ravel())) > 1
    assert pictures.in_words(both).endswith(
        "W2: none of 8 entries above 0.001; b2: none of 2 entries above 0.001."
    )


def test_what_is_fine_is_far_from_what_is_not():
    """Rounding and the bug are so far apart that the words come out alike on every machine."""
    maps = maps_of(TanhOfInputs, GainMean)
    assert max(maps[name].max() for name in ("W2", "b2")) < pictures.FINE / 10
    assert min(maps[name].max() for name in ("W1", "b1", "gains")) > 10 * pictures.BUG
    X, y, parameters = pictures.small_network()

    def loss(W1, b1, W2, b2):
        return SoftmaxCrossEntropy().forward(np.maximum(X @ W1 + b1, 0) @ W2 + b2, y)

    own = check(loss, lambda **values: mlp_gradients(X, y, **values), parameters)
    assert max(errors.max() for errors in own.values()) < pictures.FINE / 10
    assert np.abs(X @ parameters["W1"] + parameters["b1"]).min() > 0.01  # clear of kinks


@pytest.mark.parametrize(
    ("tanh", "gain", "after"), [(TanhOfInputs, GainMean, 0.490), (Tanh, Gain, 0.442)]
)
def test_the_loss_falls_with_wrong_slopes_too(tanh, gain, after):
    one, parameters = friend(tanh, gain), pictures.friends_parameters()
    slopes = one.gradients(**parameters)
    stepped = {name: array - 0.1 * slopes["d" + name] for name, array in parameters.items()}
    assert round(one.loss(**parameters), 3) == 0.559
    assert round(one.loss(**stepped), 3) == after


def test_what_the_marking_scheme_says_of_the_wrong_slopes():
    wrong, parameters = friend(TanhOfInputs, GainMean), pictures.friends_parameters()
    slopes = wrong.gradients(**parameters)
    true = friend(Tanh, Gain).gradients(**parameters)
    for name in ("dW2", "db2"):
        near(slopes[name], true[name])
    near(5 * slopes["dgains"], true["dgains"])
    last = {name: parameters[name] - 0.1 * slopes["d" + name] for name in ("W2", "b2")}
    assert wrong.loss(**{**parameters, **last}) < 0.559
    assert sum((slopes[name] * true[name]).sum() for name in true) > 0


def test_errors_say_what_shape_was_expected():
    with pytest.raises(ValueError, match=r"\(1, 3\) were expected, and found \(3,\)"):
        pictures.entry_errors(error, np.zeros(3), np.zeros((1, 3)))


@pytest.mark.parametrize(
    ("number", "said"), [(0.0, "fine"), (1e-5, "look closer"), (0.5, "a bug"), (np.nan, "a bug")]
)
def test_an_error_in_words(number, said):
    assert pictures.verdict(number) == said


# The lesson's own code and pictures


def answers():
    known = {"np": np}
    for cell in read_lesson(text_of(ROOT, LESSON)).cells:
        if cell.metadata.get("nbgrader", {}).get("solution"):
            exec(cell.source, known)
    return known


def test_the_examples_in_the_docstrings_come_out():
    known = answers()
    parser, runner = doctest.DocTestParser(), doctest.DocTestRunner(verbose=False)
    for name, value in list(known.items()):
        if callable(value) and getattr(value, "__doc__", None) and ">>>" in value.__doc__:
            runner.run(parser.get_doctest(value.__doc__, dict(known), name, None, 0))
    assert runner.tries >= 20
    assert runner.failures == 0


@pytest.mark.parametrize("name", ["DenseBackward", "ReLUBackward", "SoftmaxCrossEntropy"])
def test_classes_that_later_lessons_take_along_stand_alone(name):
    """Their cells, run with nothing but NumPy."""
    called = {"DenseBackward": "Dense", "ReLUBackward": "ReLU"}.get(name, name)
    for cell in read_lesson(text_of(ROOT, LESSON)).cells:
        if cell.metadata.get("nbgrader", {}).get("grade_id") == f"{name}-answer":
            alone = {"np": np}
            exec(cell.source, alone)
    assert oracle.judge_live(name, alone[called], 11).status == "holds"


def test_the_still_picture_shows_what_its_words_say():
    parameters = {name: array.copy() for name, array in pictures.START.items()}
    found = mlp_gradients(np.array([[1.0, 0.5]]), np.array([0]), **parameters)
    assert np.sign(found["db1"]).tolist() == [[-1, 0, -1]]
    assert np.sign(found["dW1"]).tolist() == [[-1, 0, -1]] * 2
    assert np.sign(found["dW2"]).tolist() == [[-1, 1], [0, 0], [-1, 1]]


@pytest.mark.parametrize("place", list(itertools.product((-2.0, 0.0, 2.0), (-2.0, 2.0), (0, 1))))
def test_the_play_draws_at_the_sliders_ends(place, recwarn):
    x1, bias, true_class = place
    values = {"x1": x1, "x2": -x1, "weight": 2.0, "bias": bias}
    pictures.flow(mlp_gradients, **values, true_class=true_class)
    assert not list(recwarn)


def test_pictures_say_calmly_what_they_wait_for():
    def unwritten(*_, **__):
        raise NotImplementedError

    for draw in (
        lambda: pictures.flow(unwritten, 1.0, 1.0, 1.0, 1.0, 0),
        lambda: pictures.kink(unwritten),
        lambda: friend(unwritten, Gain).loss(**pictures.friends_parameters()),
        lambda: friend(Tanh, unwritten).gradients(**pictures.friends_parameters()),
    ):
        with pytest.raises(NotAnswered, match="not yet answered"):
            draw()


def test_every_draw_of_a_network_is_clear_of_kinks_or_exactly_at_one():
    for seed in range(10):
        for case in exercises()["mlp_gradients"].cases(seed):
            one = case.inputs
            sums = np.abs(one["X"] @ one["W1"] + one["b1"])
            assert ((sums > 0.01) | (sums == 0)).all()
            if case.behaviour == 2:
                assert (sums == 0).any()
