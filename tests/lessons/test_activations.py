"""Lesson 04: numbers of the text, properties, and an independent library."""

from __future__ import annotations

import ast
import doctest
from itertools import pairwise

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from neuronlab import plots
from neuronlab.checking import NotAnswered
from neuronlab.plots import activations as drawn
from solutions.oracle import expected, judge_live
from solutions.reference import ANSWERS
from solutions.reference.activations import (
    collapse,
    elu,
    heaviside,
    leaky_relu,
    relu,
    relu_slope,
    repair_votes,
    sigmoid,
    sigmoid_slope,
    softmax,
    softmax_temperature,
    tanh_from_sigmoid,
)
from solutions.reference.layers import Dense
from tests.course import REPO

LESSON = REPO / "solutions/lessons/04_activations/04_activations.py"
floats = st.floats(-50, 50)
batches = arrays(float, array_shapes(min_dims=2, max_dims=2, max_side=6), elements=floats)
anything = arrays(float, array_shapes(max_dims=3, max_side=5), elements=st.floats(-1e3, 1e3))
EXTREME = np.array([-1000.0, -30.0, -1e-3, 0.0, 1e-3, 1.0, 30.0, 1000.0])


# Published numbers


def test_softmax_of_the_layer_of_lesson_02():
    shares = softmax(np.array([[4.8, 1.21, 2.385]]))
    right = [[0.8952826639572619, 0.02470830678209937, 0.0800090292606387]]
    np.testing.assert_allclose(shares, right, rtol=1e-7, atol=1e-12)


def test_shares_of_the_second_seed():
    """Its scores were drawn without a seed; logarithms of its shares are scores that give them."""
    printed = np.array([[0.13949236, 0.49890119, 0.28791965, 0.07368679]])
    np.testing.assert_allclose(softmax(np.log(printed)).round(8), printed, atol=1e-12)
    assert relu(np.array([1.5783])) == pytest.approx([1.5783], rel=1e-15)


# Numbers of the text


def test_examples_of_the_docstrings():
    functions = [
        node
        for node in ast.walk(ast.parse(LESSON.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef) and ">>>" in (ast.get_docstring(node) or "")
    ]
    assert len(functions) == 12
    for node in functions:
        test = doctest.DocTestParser().get_doctest(
            ast.get_docstring(node), {"np": np, **ANSWERS}, node.name, None, 0
        )
        assert doctest.DocTestRunner(verbose=False).run(test).failed == 0


def test_two_lines_are_one():
    one, other, five = (np.array([[value]]) for value in (2.0, 3.0, -3.0))
    ones = np.array([[1.0]])
    assert collapse(one, ones, other, np.array([[-4.0]])) == (6.0, -1.0)
    assert collapse(one, ones, five, np.array([[5.0]])) == (-6.0, 2.0)


def test_how_many_weights_ten_layers_have():
    rng = np.random.default_rng(0)
    widths = [1, *[8] * 9, 1]
    layers = [Dense(*pair, rng) for pair in pairwise(widths)]
    assert (len(layers), sum(layer.weights.size for layer in layers)) == (10, 528)


def test_heights_and_slopes_in_the_text():
    np.testing.assert_allclose(sigmoid(np.array([0.0, 2.0, -2.0])).round(3), [0.5, 0.881, 0.119])
    np.testing.assert_allclose(sigmoid_slope(np.array([0.0, 2.0])).round(3), [0.25, 0.105])
    assert [round(float(np.exp(x)), 3) for x in (2.0, -2.0)] == [7.389, 0.135]
    assert round(float(np.finfo(float).max) / 1e308, 1) == 1.8
    assert round(float(sigmoid(np.array(0.001))), 5) == 0.50025
    assert round(float(sigmoid(np.array(10.001)) - sigmoid(np.array(10.0))), 9) == 0.000000045
    for low, rise in ((0.0, 0.231), (4.0, 0.011)):
        assert round(float(sigmoid(np.array(low + 1)) - sigmoid(np.array(low))), 3) == rise
    assert 0.25**10 < 1e-6
    assert round(0.25**4, 4) == 0.0039
    with np.errstate(over="ignore"):
        assert np.isfinite(np.exp(709.0))
        assert np.isinf(np.exp(710.0))
    assert np.exp(-1000.0) == 0
    slope = (np.tanh(1.101) - np.tanh(1.1)) / 0.001
    assert (round(float(slope), 3), round(float(sigmoid_slope(np.array(1.1))), 3)) == (0.359, 0.187)


def test_shares_in_the_text():
    scores = np.array([[0.0, 1.0, 2.0]])
    powers = np.exp(scores)
    np.testing.assert_allclose(powers.round(3), [[1.0, 2.718, 7.389]])
    assert powers.sum().round(3) == 11.107
    np.testing.assert_allclose(softmax(scores).round(3), [[0.09, 0.245, 0.665]])
    np.testing.assert_allclose(softmax(scores + 100).round(3), [[0.09, 0.245, 0.665]])
    shares = softmax(np.array([[2.0, 1.0, 0.5]]))
    np.testing.assert_allclose(shares.round(3), [[0.629, 0.231, 0.14]])
    batch = np.array([[1.0, 2.0, 3.0], [5.0, 1.0, 1.0]])
    np.testing.assert_allclose(np.exp(batch).sum(axis=1).round(3), [30.193, 153.85])
    rows = np.exp(batch - [[3.0], [5.0]]).sum(axis=1)
    np.testing.assert_allclose(rows.round(3), [1.503, 1.037])
    table = softmax(
        np.array([[4.8, 1.21, 2.385], [8.9, -1.81, 0.2], [1.41, 1.051, 0.026], [1e3, 1001, 1002]])
    )
    np.testing.assert_allclose(table.sum(axis=0).round(3), [2.498, 0.628, 0.874])


def test_the_vote_is_a_draw_with_the_bug_and_none_without():
    X = np.array([[1.0, 0.0], [2.0, 1.0], [1.0, 1.0], [3.0, 0.0], [0.0, 2.0]])
    weights, biases = np.array([[2.0, 0.0, 0.0], [0.0, 1.0, 0.5]]), np.zeros((1, 3))
    votes = repair_votes(X, weights, biases)
    assert votes.sum() == pytest.approx(5)
    assert np.ptp(votes) > 1
    columns = softmax((X @ weights + biases).T).T.sum(axis=0)
    np.testing.assert_allclose(columns, 1)


def test_eight_bends_come_near_the_wave():
    slopes = np.diff(np.sin(np.arange(9) * np.pi / 4)) / (np.pi / 4)
    bends = np.diff(slopes, prepend=0.0)
    numbers = np.pi / 4, np.sin(np.pi / 4), bends[0]
    assert [round(float(number), 3) for number in numbers] == [0.785, 0.707, 0.900]
    x = np.linspace(0, 2 * np.pi, 241)
    sums = relu(x[:, np.newaxis] - drawn.KNOTS) @ bends
    away = np.abs(sums - np.sin(x)).mean()
    assert away.round(3) == 0.033
    title = drawn.draw_bends(Dense, relu, bends).axes[0].get_title()
    assert title == "on average 0.033 away from the wave"


def test_ten_layers_draw_lines_and_a_bend_changes_that():
    for layers in (1, 3, 10):
        for line in drawn.draw_depth(Dense, layers, 0).axes[0].lines:
            assert np.abs(np.diff(line.get_ydata().ravel(), 2)).max() < 1e-12
    bent = drawn.draw_depth(Dense, 3, 0, bend=relu).axes[0].lines
    assert all(np.abs(np.diff(line.get_ydata().ravel(), 2)).max() > 1e-3 for line in bent)


def test_pictures_wait_calmly_for_answers():
    def unanswered(*inputs):
        raise NotImplementedError

    with pytest.raises(NotAnswered, match="relu: not yet answered"):
        drawn.draw_ramp(unanswered)
    assert plots.Picture(drawn.draw_ramp(relu), "A ramp.").width == 640


# Properties


@given(batches, st.floats(-1000, 1000))
def test_softmax_rows_sum_to_one_and_ignore_shifts(scores, shift):
    shares = softmax(scores)
    np.testing.assert_allclose(shares.sum(axis=1), 1)
    np.testing.assert_allclose(softmax(scores + shift), shares, rtol=1e-9, atol=1e-12)


@given(batches, st.floats(0.05, 20))
def test_softmax_keeps_the_order_at_every_temperature(scores, temperature):
    shares = softmax_temperature(scores, temperature)
    order = np.argsort(scores, axis=1)
    assert (np.diff(np.take_along_axis(shares, order, axis=1), axis=1) >= 0).all()
    winners = np.take_along_axis(shares, scores.argmax(axis=1)[:, np.newaxis], axis=1)
    np.testing.assert_array_equal(winners[:, 0], shares.max(axis=1))


@given(batches)
def test_rows_of_softmax_are_independent(scores):
    alone = np.vstack([softmax(scores[row : row + 1]) for row in range(len(scores))])
    np.testing.assert_allclose(softmax(scores), alone, rtol=1e-14)


@given(anything)
def test_mirrors(x):
    np.testing.assert_allclose(sigmoid(x) + sigmoid(-x), 1)
    np.testing.assert_array_equal(relu(x) - relu(-x), x)
    np.testing.assert_array_equal(relu_slope(x), heaviside(x))
    np.testing.assert_array_equal(relu_slope(x) * x, relu(x))
    assert (sigmoid_slope(x) <= 0.25).all()
    assert relu(x).shape == sigmoid(x).shape == x.shape


@given(st.integers(1, 5), st.integers(1, 5), st.integers(1, 5), st.integers(0, 1000))
def test_one_layer_does_the_work_of_two(n_inputs, n_hidden, n_outputs, seed):
    rng = np.random.default_rng(seed)
    first, second = Dense(n_inputs, n_hidden, rng), Dense(n_hidden, n_outputs, rng)
    one = Dense(n_inputs, n_outputs, rng)
    first.biases, second.biases = rng.normal(size=(1, n_hidden)), rng.normal(size=(1, n_outputs))
    one.weights, one.biases = collapse(first.weights, first.biases, second.weights, second.biases)
    X = rng.normal(size=(4, n_inputs))
    np.testing.assert_allclose(one.forward(X), second.forward(first.forward(X)), atol=1e-12)


# PyTorch


PAIRS = {
    "sigmoid": (sigmoid, torch.sigmoid),
    "tanh": (tanh_from_sigmoid, torch.tanh),
    "relu": (relu, torch.relu),
    "leaky_relu": (
        lambda x: leaky_relu(x, 0.07),
        lambda x: torch.nn.functional.leaky_relu(x, 0.07),
    ),
    "elu": (lambda x: elu(x, 1.7), lambda x: torch.nn.functional.elu(x, 1.7)),
}


@pytest.mark.parametrize("name", PAIRS)
def test_as_in_pytorch(name):
    ours, theirs = PAIRS[name]
    rng = np.random.default_rng(4)
    for x in (3 * rng.standard_normal((4, 5)), 9 * rng.standard_normal((2, 3, 4)), EXTREME):
        right = theirs(torch.from_numpy(x)).numpy()
        np.testing.assert_allclose(ours(x), right, rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize(("slope", "curve"), [(sigmoid_slope, "sigmoid"), (relu_slope, "relu")])
def test_slopes_as_in_pytorch(slope, curve):
    rng = np.random.default_rng(4)
    for values in (3 * rng.standard_normal((4, 5)), EXTREME):
        x = torch.tensor(values, requires_grad=True)
        getattr(torch, curve)(x).sum().backward()
        np.testing.assert_allclose(slope(values), x.grad.numpy(), rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize("shape", [(1, 1), (1, 4), (7, 3), (5, 5), (2, 50)])
@pytest.mark.parametrize("scale", [1.0, 30.0, 1000.0])
def test_softmax_as_in_pytorch(shape, scale):
    rng = np.random.default_rng([*shape, int(scale)])
    scores = scale * rng.choice([-1.0, 1.0], shape) + rng.standard_normal(shape)
    for temperature in (0.5, 1.0, 3.0):
        right = torch.softmax(torch.from_numpy(scores) / temperature, dim=1).numpy()
        ours = softmax_temperature(scores, temperature)
        np.testing.assert_allclose(ours, right, rtol=1e-12, atol=0)
    np.testing.assert_array_equal(softmax(scores), softmax_temperature(scores, 1.0))


# Judging


def test_the_sigmoid_that_overflows_is_right_but_loud():
    verdict = judge_live("sigmoid", lambda x: 1 / (1 + np.exp(-x)), 5)
    assert verdict.holds == (True, True, False, True)
    assert [mistake.name for mistake in verdict.mistakes] == ["overflow"]


def test_no_draw_of_the_slope_at_zero_is_without_a_zero():
    from neuronlab.exercises import exercises

    cases = [case for case in exercises()["relu_slope"].cases(7) if case.behaviour == 1]
    assert all((case.inputs["x"] == 0).any() for case in cases)
    assert all(one.outputs[""].array.min() == 0 for one in expected("relu_slope", cases))


def test_a_crash_earns_the_hint_only_where_it_is_the_same_crash():
    def with_if(x):
        return x if x > 0 else 0

    def with_reshape(x):
        return x.reshape(77)

    assert [one.name for one in judge_live("relu", with_if, 5).mistakes] == ["Python's max"]
    verdict = judge_live("relu", with_reshape, 5)
    assert not verdict.mistakes
    assert "cannot reshape" in verdict.finding.message


def test_a_message_of_numpy_is_said_plainly():
    verdict = judge_live("heaviside", lambda x: float(x > 0), 5)
    assert "take one number" in verdict.finding.advice
