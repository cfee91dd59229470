"""Lesson 03: its published numbers, its claims, and the reference against an independent library."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from neuronlab.checking import judge_publicly
from neuronlab.datasets import spiral
from neuronlab.exercises import exercises
from neuronlab.plots import batches as plots
from solutions.oracle import judge_live
from solutions.reference.batches import (
    batch_dot,
    columns_to_rows,
    minibatches,
    product_shape,
    rows_to_columns,
    two_layers,
)
from solutions.reference.layers import Dense

X = np.array([[1.0, 2.0, 3.0, 2.5], [2.0, 5.0, -1.0, 2.0], [-1.5, 2.7, 3.3, -0.8]])
W1 = np.array([[0.2, 0.8, -0.5, 1.0], [0.5, -0.91, 0.26, -0.5], [-0.26, -0.27, 0.17, 0.87]])
B1 = np.array([2.0, 3.0, 0.5])
W2 = np.array([[0.1, -0.14, 0.5], [-0.5, 0.12, -0.33], [-0.44, 0.73, -0.13]])
B2 = np.array([-1.0, 2.0, -0.5])

sizes = st.integers(1, 8)
seeds = st.integers(0, 2**32 - 1)


def as_dense(weights, biases):
    layer = Dense(weights.shape[1], weights.shape[0], np.random.default_rng(0))
    layer.weights, layer.biases = rows_to_columns(weights, biases)
    return layer


# Published numbers ------------------------------------------------------------------------------


def test_a_batch_of_three_gives_the_published_numbers():
    """Sentdex/nnfs_book, chapter 2, last output."""
    expected = [[4.8, 1.21, 2.385], [8.9, -1.81, 0.2], [1.41, 1.051, 0.026]]
    np.testing.assert_allclose(batch_dot(X, W1, B1), expected, rtol=1e-7, atol=1e-9)
    np.testing.assert_allclose(as_dense(W1, B1).forward(X), expected, rtol=1e-7, atol=1e-9)


def test_two_layers_give_the_published_numbers():
    expected = [
        [0.5031, -1.04185, -2.03875],
        [0.2434, -2.7332, -5.7633],
        [-0.99314, 1.41254, -0.35655],
    ]
    found = two_layers(X, W1, B1, W2, B2)
    assert found.round(5).tolist() == expected
    np.testing.assert_allclose(found, expected, rtol=1e-7, atol=1e-9)
    by_columns = as_dense(W2, B2).forward(as_dense(W1, B1).forward(X))
    np.testing.assert_allclose(by_columns, expected, rtol=1e-7, atol=1e-9)


class Legacy:
    """The generator of NumPy before 1.17, its normal numbers cast to float32 as the book does."""

    def __init__(self, seed):
        self.state = np.random.RandomState(seed)

    def standard_normal(self, size):
        return self.state.standard_normal(size).astype(np.float32)


def test_a_new_layer_on_the_spiral_gives_the_published_numbers():
    """Sentdex/nnfs_book, chapter 3, printed output: 100 points a class, 3 classes, seed 0, float32."""
    rng = Legacy(0)
    points, _ = spiral(100, 3, rng)
    layer = Dense(2, 3, rng)
    np.testing.assert_allclose(
        layer.weights,
        [
            [-0.013065268285572529, 0.016581306234002113, -0.0011816404294222593],
            [-0.006801782175898552, 0.006663830950856209, -0.00460719782859087],
        ],
        rtol=1e-6,
    )
    expected = [
        [0, 0, 0],
        [-0.00010475188, 0.00011395361, -4.79835e-05],
        [-0.00027414842, 0.0003172915, -8.6921798e-05],
        [-0.00042188365, 0.00052666257, -5.5912682e-05],
        [-0.0005770768, 0.00071401405, -8.9430439e-05],
    ]
    np.testing.assert_allclose(layer.forward(points)[:5], expected, rtol=2e-6, atol=1e-12)


# What the lesson says ---------------------------------------------------------------------------


def test_the_worked_examples_are_right():
    samples = np.array([[1, 2], [3, 0], [-1, 1]])
    weights = np.array([[1, 0], [0, 1], [1, 1], [2, -1]])
    product = [[1, 2, 3, 0], [3, 0, 3, 6], [-1, 1, 0, -3]]
    assert (samples @ weights.T).tolist() == product
    found = batch_dot(samples, weights, np.array([0, 1, 0, -1]))
    assert found.tolist() == [[1, 3, 3, -1], [3, 1, 3, 5], [-1, 2, 0, -4]]
    first = np.array([[1.0, 0.0], [1.0, 1.0]]), np.array([0.0, 1.0])
    hidden = batch_dot(np.array([[1.0, 2.0]]), *first)
    assert hidden.tolist() == [[1, 4]]
    assert batch_dot(hidden, np.array([[2.0, 1.0]]), np.array([-3.0])).tolist() == [[3]]


def test_the_predictions_are_right():
    assert 3 * 4 + 3 == 15
    assert np.dot([2, -1], [1, 3]) + 0.5 == -0.5
    assert (np.zeros((4, 3)) + np.zeros(3)).shape == (4, 3)
    assert batch_dot(np.zeros((6, 4)), np.zeros((2, 4)), np.zeros(2)).shape == (6, 2)
    assert tuple(np.array([[7, 8, 9], [10, 11, 12]]).T[0]) == (7, 10)
    rng = np.random.default_rng(0)
    first, second = Dense(4, 8, rng), Dense(8, 3, rng)
    hidden = first.forward(np.zeros((32, 4)))
    assert (hidden.shape, second.forward(hidden).shape) == ((32, 8), (32, 3))
    layer, batch = Dense(4, 3, rng), np.zeros((32, 4))
    found = layer.weights, layer.biases, layer.forward(batch), layer.forward(batch[:1])
    assert tuple(one.shape for one in found) == ((4, 3), (1, 3), (32, 3), (1, 3))
    lengths = [len(some_y) for _, some_y in minibatches(*spiral(100, 3, rng), 32, rng)]
    assert (len(lengths), lengths[-1]) == (math.ceil(300 / 32), 12) == (10, 12)


def test_the_spiral_is_as_the_lesson_says():
    points, labels = spiral(100, 3, np.random.default_rng(0))
    assert points.shape == (300, 2)
    assert labels.shape == (300,)
    assert labels.dtype.kind == "i"
    assert not labels[:100].any()
    np.testing.assert_allclose(np.hypot(*points.T), np.tile(np.linspace(0, 1, 100), 3), atol=1e-12)


@pytest.mark.parametrize("size", [4, 16])
def test_four_times_the_rows_make_a_mean_about_twice_as_steady(size):
    points, labels = spiral(100, 3, np.random.default_rng(0))
    spreads = [
        plots._means(minibatches, points, labels, one, epochs=60).std() for one in (size, 4 * size)
    ]
    assert 1.7 < spreads[0] / spreads[1] < 2.5


def test_what_is_said_of_pytorch_is_true():
    layer = torch.nn.Linear(4, 3)
    assert tuple(layer.weight.shape) == (3, 4)
    assert tuple(layer.bias.shape) == (3,)
    data = torch.utils.data.DataLoader(torch.arange(7), batch_size=3)
    assert [len(batch) for batch in data] == [3, 3, 1]


# Against PyTorch, in float64 --------------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(sizes, sizes, sizes, st.sampled_from([1e-3, 1.0, 1000.0]), seeds)
def test_layers_agree_with_pytorch(N, n, m, scale, seed):
    rng = np.random.default_rng(seed)
    batch = scale * rng.standard_normal((N, n))
    weights, biases = rng.standard_normal((m, n)), rng.standard_normal(m)
    theirs = torch.nn.functional.linear(*map(torch.from_numpy, (batch, weights, biases))).numpy()
    terms = abs(batch) @ abs(weights).T + abs(biases)
    for ours in (batch_dot(batch, weights, biases), as_dense(weights, biases).forward(batch)):
        assert ours.shape == theirs.shape == (N, m)
        assert ours.dtype == np.float64
        assert (abs(ours - theirs) <= 1e-12 * terms).all()


@settings(max_examples=40, deadline=None)
@given(sizes, sizes, sizes, sizes, seeds)
def test_two_layers_agree_with_pytorch(N, n, h, m, seed):
    rng = np.random.default_rng(seed)
    batch = 1000 * rng.standard_normal((N, n))
    first = rng.standard_normal((h, n)), rng.standard_normal(h)
    second = rng.standard_normal((m, h)), rng.standard_normal(m)
    linear = torch.nn.functional.linear
    hidden = linear(*map(torch.from_numpy, (batch, *first)))
    theirs = linear(hidden, *map(torch.from_numpy, second)).numpy()
    terms = (abs(batch) @ abs(first[0]).T + abs(first[1])) @ abs(second[0]).T + abs(second[1])
    assert (abs(two_layers(batch, *first, *second) - theirs) <= 1e-12 * terms).all()


# Properties -------------------------------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(sizes, sizes, sizes, seeds)
def test_rows_and_columns_are_one_layer(N, n, m, seed):
    rng = np.random.default_rng(seed)
    batch, weights, biases = (
        rng.standard_normal((N, n)),
        rng.standard_normal((m, n)),
        rng.standard_normal(m),
    )
    columns, row = rows_to_columns(weights, biases)
    assert (columns.shape, row.shape) == ((n, m), (1, m))
    np.testing.assert_allclose(
        as_dense(weights, biases).forward(batch), batch_dot(batch, weights, biases), atol=1e-13
    )
    for one, other in zip(columns_to_rows(columns, row), (weights, biases), strict=True):
        assert one.shape == other.shape
        assert (one == other).all()


@settings(max_examples=60, deadline=None)
@given(sizes, sizes, sizes, seeds)
def test_samples_of_a_batch_do_not_mix(N, n, m, seed):
    rng = np.random.default_rng(seed)
    layer = Dense(n, m, rng)
    batch = rng.standard_normal((N, n))
    one_by_one = [layer.forward(batch[i : i + 1]) for i in range(N)]
    np.testing.assert_allclose(layer.forward(batch), np.concatenate(one_by_one), atol=1e-14)


@settings(max_examples=100, deadline=None)
@given(st.integers(1, 60), st.integers(1, 70), seeds)
def test_minibatches_cover_the_data_once(N, batch_size, seed):
    data, labels = np.arange(2.0 * N).reshape(N, 2), np.arange(N)
    kept = data.copy(), labels.copy()
    found = list(minibatches(data, labels, batch_size, np.random.default_rng(seed)))
    lengths = [len(some_y) for _, some_y in found]
    assert lengths[:-1] == [batch_size] * (math.ceil(N / batch_size) - 1)
    assert 1 <= lengths[-1] <= batch_size
    for some_X, some_y in found:
        assert (some_X == data[some_y]).all()
    assert sorted(np.concatenate([some_y for _, some_y in found])) == list(range(N))
    assert (data == kept[0]).all()
    assert (labels == kept[1]).all()


@settings(max_examples=100, deadline=None)
@given(*[st.integers(1, 6)] * 4)
def test_product_shape_says_what_numpy_does(a, b, c, d):
    said = product_shape((a, b), (c, d))
    try:
        assert (np.zeros((a, b)) @ np.zeros((c, d))).shape == said
    except ValueError:
        assert said is None


def test_a_new_layer_is_drawn_from_the_generator_alone():
    layer = Dense(3, 5, np.random.default_rng(7))
    drawn = np.random.default_rng(7).standard_normal((3, 5))
    assert (layer.weights == 0.01 * drawn).all()
    assert (layer.biases == np.zeros((1, 5))).all()


# The checks -------------------------------------------------------------------------------------


def shuffled_apart_otherwise(X, y, batch_size, rng):
    rows, labels = np.arange(len(X)), np.arange(len(X))
    rng.shuffle(labels)
    rng.shuffle(rows)
    return [
        (X[rows[k : k + batch_size]], y[labels[k : k + batch_size]])
        for k in range(0, len(X), batch_size)
    ]


def with_replacement_otherwise(X, y, batch_size, rng):
    for k in range(0, len(X), batch_size):
        some = rng.choice(len(X), min(batch_size, len(X) - k))
        yield X[some], y[some]


def fixed_seed_otherwise(X, y, batch_size, rng):
    order = np.random.RandomState(42).permutation(len(X))
    return [
        (X[order[k : k + batch_size]], y[order[k : k + batch_size]])
        for k in range(0, len(X), batch_size)
    ]


@pytest.mark.parametrize(
    ("answer", "name"),
    [
        (shuffled_apart_otherwise, "X and y shuffled apart"),
        (with_replacement_otherwise, "drawn with replacement"),
        (fixed_seed_otherwise, "the same order each time"),
    ],
)
def test_a_mistake_of_minibatches_is_named_whatever_numbers_it_draws(answer, name):
    for seed in range(10):
        assert [one.name for one in judge_live("minibatches", answer, seed).mistakes] == [name]
    assert [one.name for one in judge_publicly(exercises()["minibatches"], answer).mistakes] == [
        name
    ]


def test_right_minibatches_hold_whatever_order_they_draw():
    def reseeded(shift):
        def answer(X, y, batch_size, rng):
            return minibatches(X, y, batch_size, np.random.default_rng(rng.integers(2**40) + shift))

        return answer

    for shift in range(200):
        verdict = judge_publicly(exercises()["minibatches"], reseeded(shift))
        assert verdict.status == "holds", (shift, verdict.finding)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (lambda X, y, batch_size, rng: None, "a `for` can go through"),
        (lambda X, y, batch_size, rng: (X[:batch_size], y[:batch_size]), "should be a pair"),
        (lambda X, y, batch_size, rng: iter(lambda: (X, y), None), "a loop that never ends"),
        (lambda X, y, batch_size, rng: [(row, y[:1]) for row in X], "the shape (rows, 2)"),
        (lambda X, y, batch_size, rng: [(X, y[:-1])], "labels of the shape"),
    ],
)
def test_what_is_no_batch_is_said(answer, words):
    verdict = judge_publicly(exercises()["minibatches"], answer)
    assert verdict.status == "not yet"
    assert words in verdict.finding.message


def test_a_layer_with_a_global_generator_is_told_so():
    class Global:
        def __init__(self, n_inputs, n_neurons, rng):
            self.weights = 0.01 * np.random.default_rng().standard_normal((n_inputs, n_neurons))
            self.biases = np.zeros((1, n_neurons))

        def forward(self, inputs):
            return inputs @ self.weights + self.biases

    verdict = judge_publicly(exercises()["Dense"], Global)
    assert verdict.status == "not yet"
    assert "equal seeds" in verdict.finding.message


def test_the_release_holds_no_line_of_an_answer():
    path = Path(__file__).parents[2] / "notebooks" / "03_batches" / "03_batches.ipynb"
    text = "\n".join("".join(cell["source"]) for cell in json.loads(path.read_text())["cells"])
    for line in (
        "X @ weights.T",
        "@ self.weights",
        "inputs @",
        "X[chosen]",
        "return weights.T",
        "batch_dot(hidden",
    ):
        assert line not in text, line


@pytest.mark.parametrize("turn", [1, -1])
@pytest.mark.parametrize("seed", range(3))
def test_rows_that_are_only_shifted_or_turned_are_not_shuffled(turn, seed):
    def shifted(X, y, batch_size, rng):
        order = np.roll(np.arange(len(X))[::turn], rng.integers(len(X)))
        for start in range(0, len(X), batch_size):
            some = order[start : start + batch_size]
            yield X[some], y[some]

    verdict = judge_live("minibatches", shifted, seed)
    assert verdict.holds == (True, True, False, True)
