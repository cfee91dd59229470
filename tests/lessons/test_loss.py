"""Lesson 05: the numbers that it states, and its reference against an independent library."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from neuronlab.datasets import spiral
from neuronlab.plots import loss as pictures
from solutions.reference import activations, layers, losses
from tests.course import REPO

torch = pytest.importorskip("torch")
from torch.nn import functional  # noqa: E402

THREE = np.array([[0.7, 0.1, 0.2], [0.1, 0.5, 0.4], [0.02, 0.9, 0.08]])
SPARSE = np.array([0, 1, 1])
ROWS = np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 1.0, 0.0]])
LESSON = (REPO / "solutions" / "lessons" / "05_loss" / "05_loss.py").read_text("utf-8")


def near(found, expected, rtol=1e-12, atol=0.0):
    np.testing.assert_allclose(found, expected, rtol=rtol, atol=atol)


def stated(text: str) -> None:
    """The lesson says so, in these words."""
    assert text in LESSON, f"The lesson does not say {text!r}."


# Published numbers


def test_one_sample_of_the_seed():
    shares = np.array([0.13949236, 0.49890119, 0.28791965, 0.07368679])
    assert f"{losses.cross_entropy_one(shares, 1):.7f}" == "0.6953472"
    near(losses.cross_entropy(shares[np.newaxis], np.array([[0.0, 1, 0, 0]])), 0.6953472154, 1e-8)
    assert f"{losses.cross_entropy_one(shares.round(3), 1):.3f}" == "0.695"
    stated("$(0.139, 0.499, 0.288, 0.074)$")


def test_three_samples():
    per_sample = [
        losses.cross_entropy_one(row, label) for row, label in zip(THREE, SPARSE, strict=True)
    ]
    near(per_sample, [0.35667494, 0.69314718, 0.10536052], 1e-7, 5e-9)
    assert losses.cross_entropy(THREE, SPARSE) == pytest.approx(0.38506088005216804, rel=1e-15)
    assert losses.cross_entropy(THREE, ROWS) == pytest.approx(0.38506088005216804, rel=1e-15)
    assert f"{sum(per_sample):.3f}" == "1.155"
    assert f"{np.prod(THREE[np.arange(3), SPARSE]):.3f}" == "0.315"
    near(losses.cross_entropy_from_scores(np.log(THREE), SPARSE), 0.38506088005216804)


def test_both_ends_of_the_clip():
    sure = np.array([[0.0, 1.0]])
    near(losses.cross_entropy(sure, np.array([0])), 16.11809565095832)
    near(losses.cross_entropy(sure, np.array([1])), 1.0000000494736474e-07, 1e-6)


def test_accuracy_of_three():
    shares = np.array([[0.7, 0.2, 0.1], [0.5, 0.1, 0.4], [0.02, 0.9, 0.08]])
    near(losses.accuracy(shares, SPARSE), 2 / 3)
    near(losses.accuracy(shares, ROWS), 2 / 3)
    stated("the accuracy is $0.667$")


def test_first_loss_of_the_published_network():
    """Recipe and value of the book's chapter 5: float32, the old generator with seed 0."""
    rng = np.random.RandomState(0)
    X, y = np.zeros((300, 2), np.float32), np.repeat(np.arange(3), 100)
    for arm in range(3):
        radii = np.linspace(0.0, 1, 100)
        noise = rng.randn(100).astype(np.float32) * 0.2
        turns = (np.linspace(arm * 4, (arm + 1) * 4, 100) + noise) * 2.5
        X[y == arm] = np.c_[radii * np.sin(turns), radii * np.cos(turns)]
    first = 0.01 * rng.randn(2, 3).astype(np.float32)
    second = 0.01 * rng.randn(3, 3).astype(np.float32)
    shares = activations.softmax(np.maximum(0, X @ first) @ second)
    near(losses.cross_entropy(shares, y), 1.0986104, 3e-7)


def test_spiral_is_the_recipe():
    X, y = spiral(50, 4, np.random.default_rng(3))
    rng = np.random.default_rng(3)
    for arm in range(4):
        t = np.linspace(4 * arm, 4 * arm + 4, 50) + 0.2 * rng.standard_normal(50)
        r = np.linspace(0, 1, 50)
        near(X[y == arm], np.column_stack([r * np.sin(2.5 * t), r * np.cos(2.5 * t)]))
    assert X.shape == (200, 2)
    assert y.dtype.kind == "i"


# What the prose says


def test_first_loss_of_the_notebook():
    X, y = spiral(100, 3, np.random.default_rng(0))
    rng = np.random.default_rng(3)
    hidden, output = layers.Dense(2, 3, rng), layers.Dense(3, 3, rng)

    def first():
        scores = output.forward(np.maximum(0.0, hidden.forward(X)))
        return losses.cross_entropy(activations.softmax(scores), y)

    assert f"{first():.4f}" == f"{np.log(3):.4f}" == "1.0986"
    hidden.weights, output.weights = 100 * hidden.weights, 100 * output.weights
    assert first() > 1.5
    assert f"{np.log(10):.3f}" == "2.303"


def test_surprises_of_the_figure():
    shown = [(0.01, "4.605"), (0.1, "2.303"), (0.25, "1.386"), (0.5, "0.693")]
    for share, text in shown:
        assert f"{losses.cross_entropy_one(np.array([share, 1 - share]), 0):.3f}" == text
        stated(f"{text} at {share}")


def test_a_product_of_2000_halves_is_lost():
    assert np.prod(np.full(2000, 0.5)) == 0
    assert np.log(np.full(2000, 0.5)).sum() == pytest.approx(-1386.294, abs=1e-3)


def test_float32_and_the_upper_clip():
    one = np.array([1.0], dtype=np.float32)
    assert np.clip(one, 1e-15, 1 - 1e-15)[0] == 1
    clipped = np.clip(one, 1e-7, 1 - 1e-7)
    assert clipped.dtype == np.float32
    assert f"{clipped[0]:.8f}" == "0.99999988"
    assert f"{np.nextafter(np.float32(1), np.float32(0)):.8f}" == "0.99999994"
    assert f"{1 - 4 * 2.0**-24:.8f}" == "0.99999976"
    assert np.clip(np.array([1.0]), 1e-15, 1 - 1e-15)[0] < 1  # in float64 it does something
    shares = activations.softmax(np.array([[0.0, 20.0], [0.0, 1000.0]]))[:, 0]
    assert shares[0] > 0 == shares[1]
    assert (np.clip(shares, 1e-7, 1 - 1e-7) == 1e-7).all()


def test_worked_example_from_scores():
    scores = np.array([[1.0, 2.0, 3.0]])
    powers = np.exp(scores - 3)
    assert [f"{one:.3f}" for one in powers[0]] == ["0.135", "0.368", "1.000"]
    assert f"{powers.sum():.3f} {np.log(powers.sum()):.3f}" == "1.503 0.408"
    assert f"{losses.cross_entropy_from_scores(scores, np.array([1])):.3f}" == "1.408"
    assert f"{activations.softmax(scores)[0, 1]:.3f} {-np.log(0.2447):.3f}" == "0.245 1.408"
    assert losses.cross_entropy_from_scores(np.array([[1000.0, 0.0]]), np.array([1])) == 1000


def test_where_the_clip_takes_over():
    zero = np.array([0])
    for lead in (-15.9, 15.9):
        scores = np.array([[lead, 0.0]])
        near(
            losses.cross_entropy(activations.softmax(scores), zero),
            losses.cross_entropy_from_scores(scores, zero),
            1e-6,
        )
    for lead in (-16.5, 16.5):
        scores = np.array([[lead, 0.0]])
        straight = losses.cross_entropy_from_scores(scores, zero)
        assert abs(losses.cross_entropy(activations.softmax(scores), zero) / straight - 1) > 0.01


def test_one_step_of_a_score_when_sure_and_wrong():
    zero, scores = np.array([0]), np.array([[[-8.0, 0.0]], [[-7.0, 0.0]]])
    cross = [losses.cross_entropy_from_scores(one, zero) for one in scores]
    squared = [
        losses.mean_squared_error(activations.softmax(one), np.array([[1.0, 0.0]]))
        for one in scores
    ]
    assert f"{cross[0] - cross[1]:.3f}" == "0.999"
    assert f"{squared[0] - squared[1]:.3f}" == "0.001"


def test_the_bug_hides_above_0_37():
    assert f"{-np.log(0.37):.3f}" == "0.994"
    assert -np.log(0.36) > 1
    assert f"{losses.clipped_loss_of_scores(np.array([[0.0, 3.0]]), np.array([0])):.3f}" == "3.049"


def test_examples_of_the_extras():
    near(losses.binary_cross_entropy(np.array([0.9, 0.2]), np.array([1.0, 0.0])), 0.164, atol=5e-4)
    assert f"{-np.log(0.9):.3f} {-np.log(0.8):.3f}" == "0.105 0.223"
    column, flat = np.array([[1.0], [2.0]]), np.array([1.0, 4.0])
    for one, other in ((column, flat), (flat, column)):
        assert losses.mean_squared_error(one, other) == 2
        assert losses.mean_absolute_error(one, other) == 1


def test_numbers_beside_the_plays():
    low, high = (losses.cross_entropy_one(np.array([0.8, 0.2]), label) for label in (0, 1))
    assert f"{low:.3f} {high:.3f}" == "0.223 1.609"
    stated("At 0.8 the losses are 0.223 and 1.609")
    here = pictures._height(losses.cross_entropy_from_scores, 0.5, 1.0)
    stated(f"where the loss is {here:.3f}")
    lowest = min(
        pictures._height(losses.cross_entropy_from_scores, weight, bias)
        for weight in np.arange(-2, 6.1, 0.125)
        for bias in np.arange(-12, 6.1, 0.25)
    )
    assert 0.42 < lowest < 0.43


# An independent library

SHAPES = [(1, 2), (1, 5), (2, 2), (3, 7), (8, 3), (64, 10)]


def drawn(rows, classes, scale):
    rng = np.random.default_rng([rows, classes, int(scale)])
    scores = scale * rng.standard_normal((rows, classes))
    labels = rng.integers(0, max(1, classes - 1), rows)  # the last class stays empty
    return scores, labels


def of_torch(function, *values):
    return function(*[torch.from_numpy(np.ascontiguousarray(one)) for one in values]).item()


@pytest.mark.parametrize("scale", [1, 30, 1000])
@pytest.mark.parametrize(("rows", "classes"), SHAPES)
def test_from_scores_as_pytorch(rows, classes, scale):
    scores, labels = drawn(rows, classes, scale)
    expected = of_torch(functional.cross_entropy, scores, labels)
    near(losses.cross_entropy_from_scores(scores, labels), expected, atol=1e-300)
    near(losses.cross_entropy_from_scores(scores, losses.one_hot(labels, classes)), expected)


@pytest.mark.parametrize("label", [0, 1, 2])
@pytest.mark.parametrize(
    "row", [[1000.0, -1000.0, 0.0], [-1000.0, -1000.0, -1000.0], [1000.0, 999.0, 1000.0]]
)
def test_extreme_scores_as_pytorch(row, label):
    scores, labels = np.array([row]), np.array([label])
    with np.errstate(all="raise", under="ignore"):
        found = losses.cross_entropy_from_scores(scores, labels)
    near(found, of_torch(functional.cross_entropy, scores, labels))


@pytest.mark.parametrize(("rows", "classes"), SHAPES)
def test_cross_entropy_as_pytorch(rows, classes):
    """Ordinary probabilities, and rows that are all 0 and 1: PyTorch is given the clipped ones."""
    scores, labels = drawn(rows, classes, 3)
    shares = activations.softmax(scores)
    sure = losses.one_hot(np.roll(labels, 1), classes)
    for one in (shares, sure):
        logs = np.log(np.clip(one, 1e-7, 1 - 1e-7))
        expected = of_torch(functional.nll_loss, logs, labels)
        with np.errstate(all="raise", under="ignore"):
            near(losses.cross_entropy(one, labels), expected)
            near(losses.cross_entropy(one, losses.one_hot(labels, classes)), expected)


@pytest.mark.parametrize("rows", [1, 2, 9])
def test_binary_cross_entropy_as_pytorch(rows):
    rng = np.random.default_rng(rows)
    y = rng.integers(0, 2, rows).astype(float)
    for p in (rng.uniform(0, 1, rows), y, 1 - y):
        expected = of_torch(functional.binary_cross_entropy, np.clip(p, 1e-7, 1 - 1e-7), y)
        with np.errstate(all="raise", under="ignore"):
            near(losses.binary_cross_entropy(p, y), expected)


@pytest.mark.parametrize("shape", [(1,), (5,), (1, 4), (6, 3)])
def test_distances_as_pytorch(shape):
    rng = np.random.default_rng(shape)
    one, other = 1000 * rng.standard_normal((2, *shape))
    near(losses.mean_squared_error(one, other), of_torch(functional.mse_loss, one, other))
    near(losses.mean_absolute_error(one, other), of_torch(functional.l1_loss, one, other))


@pytest.mark.parametrize(("rows", "classes"), SHAPES)
def test_one_hot_as_pytorch(rows, classes):
    _, labels = drawn(rows, classes, 1)
    expected = functional.one_hot(torch.from_numpy(labels), classes).double().numpy()
    assert (losses.one_hot(labels, classes) == expected).all()
    assert losses.one_hot(labels, classes).dtype == np.float64


def test_distances_refuse_other_sizes():
    for distance in (losses.mean_squared_error, losses.mean_absolute_error):
        with pytest.raises(ValueError, match="As many targets"):
            distance(np.zeros((3, 1)), np.zeros(2))


# Properties


@st.composite
def batches(draw, largest):
    rows, classes = draw(st.integers(1, 6)), draw(st.integers(2, 6))
    scores = draw(arrays(float, (rows, classes), elements=st.floats(-largest, largest)))
    labels = draw(arrays(np.int64, rows, elements=st.integers(0, classes - 1)))
    return scores, labels


@settings(deadline=None, max_examples=200)
@given(batches(2000))
def test_from_scores_is_the_two_step_form_where_that_is_finite(batch):
    scores, labels = batch
    with np.errstate(divide="ignore"):
        two_steps = -np.log(losses.of_true_class(activations.softmax(scores), labels)).mean()
    found = losses.cross_entropy_from_scores(scores, labels)
    assert np.isfinite(found)
    assume(np.isfinite(two_steps))
    # A share below 1e-308 has lost digits before the logarithm; one next to 1 has 2**-53 of error.
    tiny = losses.of_true_class(activations.softmax(scores), labels).min() < 1e-300
    near(found, two_steps, rtol=1e-2 if tiny else 1e-12, atol=1e-14)


@settings(deadline=None, max_examples=100)
@given(batches(14))
def test_with_the_clip_out_of_reach_all_three_agree(batch):
    scores, labels = batch
    shares = activations.softmax(scores)
    picked = losses.of_true_class(shares, labels)
    assume(((picked > 1e-7) & (picked < 1 - 1e-7)).all())
    near(
        losses.cross_entropy(shares, labels), losses.cross_entropy_from_scores(scores, labels), 1e-9
    )
    near(losses.clipped_loss_of_scores(scores, labels), losses.cross_entropy(shares, labels))


@settings(deadline=None, max_examples=100)
@given(batches(1000), st.floats(-1000, 1000))
def test_what_is_added_to_all_scores_does_not_matter(batch, constant):
    scores, labels = batch
    near(
        losses.cross_entropy_from_scores(scores + constant, labels),
        losses.cross_entropy_from_scores(scores, labels),
        rtol=1e-9,
        atol=1e-11,
    )


@settings(deadline=None, max_examples=100)
@given(batches(50))
def test_sparse_and_one_hot_are_one(batch):
    scores, labels = batch
    rows, shares = losses.one_hot(labels, scores.shape[1]), activations.softmax(scores)
    assert losses.cross_entropy(shares, rows) == losses.cross_entropy(shares, labels)
    assert losses.accuracy(shares, rows) == losses.accuracy(shares, labels)
    assert losses.cross_entropy_from_scores(scores, rows) == losses.cross_entropy_from_scores(
        scores, labels
    )
    assert (losses.class_numbers(rows) == labels).all()


@settings(deadline=None, max_examples=100)
@given(batches(50))
def test_two_classes_are_a_yes_or_no(batch):
    scores, labels = batch
    shares = activations.softmax(scores[:, :2])
    answers = np.minimum(labels, 1)
    near(
        losses.binary_cross_entropy(shares[:, 1], answers.astype(float)),
        losses.cross_entropy(shares, answers),
        1e-6,
    )


def test_the_published_numbers_are_those_of_the_project():
    """The values above are the ones that the expected files of the course rest on."""
    text = json.loads((REPO / "neuronlab" / "expected" / "cross_entropy.json").read_text("utf-8"))
    values = [case["expected"]["outputs"][""][2]["values"] for case in text["cases"]]
    assert [0.38506088005216804] in values
