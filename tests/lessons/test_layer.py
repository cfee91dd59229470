"""Lesson 02: published numbers, the numbers of its prose, and what must hold for any layer."""

from itertools import pairwise

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from neuronlab.checking import NotAnswered, NotYet
from neuronlab.exercise import Unsuitable
from neuronlab.exercises.layer import CORNERS, PAPER, SEED, layer_order, xor_layer
from neuronlab.plots import Picture
from neuronlab.plots.layer import layer_picture
from solutions.reference import one_sample
from solutions.reference.one_sample import (
    count_parameters,
    layer_by_columns,
    layer_dot,
    layer_loops,
    read_layer,
)
from solutions.registry import misconceptions

INPUTS, WEIGHTS, BIASES = (np.array(SEED[name]) for name in ("inputs", "weights", "biases"))
BATCH = np.array([[1.0, 2.0, 3.0, 2.5], [2.0, 5.0, -1.0, 2.0], [-1.5, 2.7, 3.3, -0.8]])
LAYERS = [layer_loops, layer_dot, layer_by_columns]


@pytest.mark.parametrize("layer", LAYERS)
def test_the_published_layer_to_every_printed_digit(layer):
    found = layer(INPUTS, WEIGHTS, BIASES)
    assert [f"{one:.10g}" for one in found] == ["4.8", "1.21", "2.385"]
    np.testing.assert_allclose(found, [4.8, 1.2099999999999997, 2.385], rtol=1e-7, atol=1e-12)


@pytest.mark.parametrize("layer", LAYERS)
def test_the_published_batch_and_two_layers_sample_by_sample(layer):
    outputs = np.array([layer(row, WEIGHTS, BIASES) for row in BATCH])
    published = [[4.8, 1.21, 2.385], [8.9, -1.81, 0.2], [1.41, 1.051, 0.026]]
    np.testing.assert_allclose(outputs, published, rtol=1e-7, atol=1e-9)
    weights2 = np.array([[0.1, -0.14, 0.5], [-0.5, 0.12, -0.33], [-0.44, 0.73, -0.13]])
    second = [layer(row, weights2, np.array([-1.0, 2.0, -0.5])) for row in outputs]
    published = [
        [0.5031, -1.04185, -2.03875],
        [0.2434, -2.7332, -5.7633],
        [-0.99314, 1.41254, -0.35655],
    ]
    np.testing.assert_allclose(second, published, rtol=1e-7, atol=1e-9)


@pytest.mark.parametrize("layer", LAYERS)
def test_the_published_spiral_through_a_small_layer(layer):
    """The first five points of the spiral, drawn as its authors drew them, in float32."""
    old = np.random.RandomState(0)
    points = []
    for number in range(3):
        t = np.linspace(4 * number, 4 * number + 4, 100) + 0.2 * old.standard_normal(100)
        radius = np.linspace(0.0, 1.0, 100)
        points.append(np.column_stack([radius * np.sin(2.5 * t), radius * np.cos(2.5 * t)]))
    first = np.concatenate(points).astype(np.float32)[:5].astype(float)
    columns = 0.01 * old.standard_normal((2, 3)).astype(np.float32).astype(float)
    np.testing.assert_allclose(columns[0], [-0.0130652683, 0.0165813062, -0.0011816404], rtol=1e-6)
    published = [
        [0, 0, 0],
        [-0.00010475188, 0.00011395361, -4.79835e-05],
        [-0.00027414842, 0.0003172915, -8.6921798e-05],
        [-0.00042188365, 0.00052666257, -5.5912682e-05],
        [-0.0005770768, 0.00071401405, -8.9430439e-05],
    ]
    found = [layer(row, columns.T, np.zeros(3)) for row in first]
    np.testing.assert_allclose(found, published, rtol=2e-6, atol=1e-12)


@pytest.mark.parametrize("scale", [1.0, 1000.0])
@pytest.mark.parametrize("layer", LAYERS)
def test_it_agrees_with_pytorch(layer, scale):
    rng = np.random.default_rng(0)
    for _ in range(30):
        neurons, size = rng.integers(1, 40, 2)
        x, b = scale * rng.standard_normal(size), scale * rng.standard_normal(neurons)
        weights = scale * rng.standard_normal((neurons, size))
        linear = torch.nn.Linear(int(size), int(neurons), dtype=torch.float64)
        assert tuple(linear.weight.shape) == weights.shape  # one row a neuron, as the lesson says
        with torch.no_grad():
            linear.weight.copy_(torch.from_numpy(weights))
            linear.bias.copy_(torch.from_numpy(b))
            right = linear(torch.from_numpy(x)).numpy()
        rounding = 1e-12 * (np.abs(weights) @ np.abs(x) + np.abs(b))
        assert (np.abs(np.array(layer(x, weights, b)) - right) <= rounding).all()


def test_parameters_are_counted_as_pytorch_counts():
    sizes = [784, 16, 16, 10]
    layers = [torch.nn.Linear(one, other) for one, other in pairwise(sizes)]
    counted = sum(one.numel() for layer in layers for one in layer.parameters())
    assert count_parameters(sizes) == counted == 13_002


def test_numbers_in_the_prose():
    assert layer_loops(**PAPER) == [-0.5, 6.0]
    assert layer_loops([2.0, 3.0], [[2.0, 0.0]], [1.0]) == [5.0]
    assert layer_loops([2.0, 3.0], [[0.5, -1.0]], [4.0]) == [2.0]
    assert layer_loops([1.0, 1.0], [[2.0, -1.0]], [-1.0]) == [0.0]
    lesson_one = layer_loops([0.34, 0.45, 0.69], [[0.24, 0.53, 0.78]], [0.72])
    assert len(lesson_one) == 1
    assert round(lesson_one[0], 10) == 1.5783
    matrix = np.array([[1.0, 0.0, 2.0], [-1.0, 3.0, 0.5]])
    x = np.array([2.0, 1.0, 4.0])
    np.testing.assert_array_equal(layer_dot(x, matrix, np.zeros(2)), [10.0, 3.0])
    np.testing.assert_array_equal(layer_dot(x, matrix, np.array([0.5, 1.0])), [10.5, 4.0])
    square, v = np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([1.0, 10.0])
    np.testing.assert_array_equal(np.dot(v, square), [31.0, 42.0])
    np.testing.assert_array_equal(layer_dot(v, square, np.array([0.5, 0.25])), [21.5, 43.25])
    assert layer_dot(np.zeros(3), np.zeros((5, 3)), np.zeros(5)).shape == (5,)
    assert layer_dot(np.zeros(8), np.zeros((2, 8)), np.zeros(2)).shape == (2,)
    assert np.ones((5, 2)).mean(axis=0).shape == (2,)
    assert read_layer(WEIGHTS) == (4, 3, 15)
    assert [count_parameters(one) for one in ([4, 3], [3, 2], [4, 3, 2], [64, 10])] == [
        15,
        8,
        23,
        650,
    ]
    less = np.array([1.0, 2.0, 3.0, 1.5])
    step = layer_dot(less, WEIGHTS, BIASES) - layer_dot(INPUTS, WEIGHTS, BIASES)
    assert round(step[1], 10) == 0.5


def test_the_sliders_reach_what_the_lesson_asks_for():
    z1, z2, z3 = layer_dot(np.array([0.0, 3.0, 0.0, 3.0]), WEIGHTS, BIASES)
    assert z1 > 0 > z2
    assert z3 > 0


@st.composite
def a_layer(draw):
    neurons, size = draw(st.integers(1, 6)), draw(st.integers(1, 6))
    numbers = st.floats(-1e3, 1e3)
    shapes = [size, (neurons, size), neurons]
    return [draw(arrays(float, shape, elements=numbers)) for shape in shapes]


@given(a_layer())
def test_loops_rows_and_columns_give_the_same(layer):
    inputs, weights, biases = layer
    before = [one.copy() for one in layer]
    found = [one(inputs, weights, biases) for one in LAYERS]
    for other in found[1:]:
        np.testing.assert_allclose(found[0], other, rtol=1e-9, atol=1e-6)
    for one, kept in zip(layer, before, strict=True):
        np.testing.assert_array_equal(one, kept)


@given(a_layer(), st.randoms(use_true_random=False))
def test_neurons_do_not_see_each_other(layer, chance):
    """Put the neurons in another order: their numbers come in that order, and do not change."""
    inputs, weights, biases = layer
    order = chance.sample(range(len(biases)), len(biases))
    outputs = np.array(layer_loops(inputs, weights, biases))
    shuffled = layer_loops(inputs, weights[order], biases[order])
    np.testing.assert_array_equal(shuffled, outputs[order])


@given(a_layer())
def test_no_input_leaves_the_biases(layer):
    inputs, weights, biases = layer
    np.testing.assert_array_equal(layer_dot(0 * inputs, weights, biases), biases)


@given(st.lists(st.integers(1, 50), min_size=2, max_size=6))
def test_parameters_are_those_of_the_layers_one_by_one(sizes):
    shapes = [(sizes[k + 1], sizes[k]) for k in range(len(sizes) - 1)]
    assert count_parameters(sizes) == sum(read_layer(np.zeros(shape))[2] for shape in shapes)


def _ordered(letters):
    return layer_order.run(lambda: letters, INPUTS.tolist(), WEIGHTS.tolist())


@pytest.mark.parametrize(
    "letters", ["CADEBF", "c, a, d, e, b, f", "C G A D E B F", "G C A D E B F"]
)
def test_any_order_that_works_is_accepted(letters):
    np.testing.assert_allclose(_ordered(letters), WEIGHTS @ INPUTS)


@pytest.mark.parametrize(
    ("letters", "said"),
    [
        (None, "letters as text"),
        (["C", "A"], "letters as text"),
        ("C A D E B X", "X not among the lines"),
        ("C A D E B B F", "B there more than once"),
        ("D A E B F C", "cannot read line A"),
        ("C A", "cannot read line A"),
        ("", "missing"),
        ("C A E B D F", "stop at line B"),
        ("A D E B F", "stop at line F"),
    ],
)
def test_an_order_that_cannot_run_is_explained(letters, said):
    with pytest.raises(Unsuitable, match=said):
        _ordered(letters)


@pytest.mark.parametrize("wrong", misconceptions("layer_order"), ids=lambda one: one.name)
def test_every_wrong_order_that_has_a_hint_can_run(wrong):
    """One that cannot would lend its hint to every other order that cannot."""
    assert len(_ordered(wrong.answer())) > 0


def test_two_neurons_and_a_third_are_xor():
    found = xor_layer.run(one_sample.xor_layer, CORNERS)
    np.testing.assert_array_equal(found, [0, 1, 1, 0])


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (([[1, 1]], [0, 0], [1, 1], 0), "weights should have the shape"),
        (([[1, 1], [1, 1]], [0, 0], [1, 1], [0]), "out_bias should have the shape"),
        (([[1, 1], [1]], [0, 0], [1, 1], 0), "weights should hold numbers"),
        (([[1, 1], [1, 1]], [0, 0], [1, 1]), "4 values"),
    ],
)
def test_an_unsuitable_xor_is_explained(answer, said):
    with pytest.raises(Unsuitable, match=said):
        xor_layer.run(lambda: answer, CORNERS)


def test_the_picture_is_drawn_by_the_learners_function():
    asked = []

    def layer(*given):
        asked.append(given)
        return layer_dot(*given)

    Picture(layer_picture(layer, WEIGHTS, BIASES, [1, -2, 3, -3]), "a layer")
    assert len(asked) == 1


def test_the_picture_says_what_is_missing():
    def unanswered(inputs, weights, biases):
        raise NotImplementedError

    with pytest.raises(NotAnswered, match="not yet answered"):
        layer_picture(unanswered, WEIGHTS, BIASES, INPUTS)
    with pytest.raises(NotYet, match=r"\(3, 1\)"):
        layer_picture(lambda x, w, b: np.ones((3, 1)), WEIGHTS, BIASES, INPUTS)
