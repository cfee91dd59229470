"""Lesson 10: published numbers, PyTorch, and what the text says."""

from __future__ import annotations

import copy
import math

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from neuronlab.datasets import crescents, spiral
from neuronlab.plots import training as pictures
from solutions.reference import initializers, losses, networks, preparation, regularization, storage
from solutions.reference.activations import sigmoid
from solutions.reference.optimizers import Adam
from tests.course import REPO
from tools import build
from tools.lessontext import read_lesson

CELLS = read_lesson(build.text_of(REPO, "10_training")).cells


@pytest.fixture(scope="module")
def pieces():
    """What the lesson gives of earlier ones: Dense, ReLU, SoftmaxCrossEntropy, Adam."""
    space = {"np": np, "mine": lambda name, otherwise: otherwise}
    for cell in CELLS:
        name = cell.metadata.get("nbgrader", {}).get("grade_id", "")
        if name in ("training-dense-given", "training-relu-given") or name in (
            "training-loss-given",
            "training-adam-given",
        ):
            exec(cell.source, space)
    return space


class Penalized(networks.Network):
    """With a price on its weights."""

    strength = 5e-4

    def gradients(self):
        pairs = zip(self.parameters(), super().gradients(), strict=True)
        return [
            g + regularization.l2_gradient(w, self.strength) if place % 2 == 0 else g
            for place, (w, g) in enumerate(pairs)
        ]

    def penalty(self):
        return sum(regularization.l2_penalty(w, self.strength) for w in self.parameters()[::2])


class SigmoidBinaryCrossEntropy:
    def forward(self, scores, y):
        return losses.binary_cross_entropy(sigmoid(scores[:, 0]), y)

    def backward(self, scores, y):
        return (sigmoid(scores) - y[:, np.newaxis]) / len(y)


def descend(network, optimizer, X, y, epochs):
    for _ in range(epochs):
        network.forward(X)
        network.backward(y)
        optimizer.step(network.parameters(), network.gradients())


class PricedFirst(networks.Network):
    """As in the book's chapters 14 and 16: a price on the first layer's weights and biases."""

    strength = 5e-4

    def gradients(self):
        first = [regularization.l2_gradient(one, self.strength) for one in self.parameters()[:2]]
        slopes = super().gradients()
        return [slopes[0] + first[0], slopes[1] + first[1], *slopes[2:]]

    def penalty(self):
        return sum(regularization.l2_penalty(one, self.strength) for one in self.parameters()[:2])


# Published numbers ------------------------------------------------------------------------------


def test_dropout_keeps_the_mean():
    """dropout_inverted_scale: a million tens, four fifths kept."""
    layer = regularization.Dropout(0.2, np.random.default_rng(0))
    output = layer.forward(np.full(1_000_000, 10.0))
    assert output.mean() == pytest.approx(10.0, abs=0.05)
    assert np.unique(output).tolist() == [0.0, 12.5]


def test_spiral_with_l2_reaches_the_published_band(pieces):
    """nnfs_spiral_l2_train: the book's hyperparameters, its number of epochs, our spiral."""
    rng = np.random.default_rng(0)
    (X, y), (new_X, new_y) = spiral(100, 3, rng), spiral(100, 3, rng)
    Dense, loss = pieces["Dense"], pieces["SoftmaxCrossEntropy"]()
    network = PricedFirst([Dense(2, 64, rng), pieces["ReLU"](), Dense(64, 3, rng)], loss)
    assert loss.forward(network.forward(X), y) == pytest.approx(math.log(3), abs=1e-3)
    descend(network, Adam(lr=0.02, decay=5e-7), X, y, 10_000)
    assert 0.10 <= loss.forward(network.forward(X), y) <= 0.25
    assert 0.04 <= network.penalty() <= 0.09
    assert 0.78 <= losses.accuracy(network.forward(new_X), new_y) <= 0.90


def test_binary_spiral_reaches_the_published_band(pieces):
    """nnfs_binary_logreg_train: the book's hyperparameters and its number of epochs.

    At this small learning rate it depends on the seed how far 10,000 epochs lead; the band is that of one run.
    """
    rng = np.random.default_rng(2)
    (X, y), (new_X, new_y) = spiral(100, 2, rng), spiral(100, 2, rng)
    Dense, loss = pieces["Dense"], SigmoidBinaryCrossEntropy()
    network = PricedFirst([Dense(2, 64, rng), pieces["ReLU"](), Dense(64, 1, rng)], loss)
    assert loss.forward(network.forward(X), y) == pytest.approx(0.693, abs=1e-3)
    descend(network, Adam(lr=0.001, decay=5e-7), X, y, 10_000)
    assert np.mean((network.forward(X)[:, 0] > 0) == y) >= 0.90
    assert np.mean((network.forward(new_X)[:, 0] > 0) == new_y) >= 0.88


# PyTorch ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(5))
def test_network_and_l2_agree_with_pytorch(pieces, seed):
    rng = np.random.default_rng(seed)
    n_inputs, n_hidden, n_classes, rows = rng.integers(1, 9, 4) + 1
    rows = 1 if seed == 0 else rows
    X, y = rng.standard_normal((rows, n_inputs)), rng.integers(0, n_classes, rows)
    if seed == 1:
        X *= 1000
    Dense = pieces["Dense"]
    first, last = Dense(n_inputs, n_hidden, rng), Dense(n_hidden, n_classes, rng)
    for layer in (first, last):
        layer.weights = initializers.he_weights(*layer.weights.shape, rng)
        layer.biases = rng.standard_normal(layer.biases.shape)
    network = Penalized([first, pieces["ReLU"](), last], pieces["SoftmaxCrossEntropy"]())
    loss = network.loss.forward(network.forward(X), y) + network.penalty()
    network.backward(y)

    theirs = [torch.tensor(one.copy(), requires_grad=True) for one in network.parameters()]
    hidden = torch.relu(torch.tensor(X) @ theirs[0] + theirs[1])
    total = torch.nn.functional.cross_entropy(hidden @ theirs[2] + theirs[3], torch.tensor(y))
    total = total + network.strength * ((theirs[0] ** 2).sum() + (theirs[2] ** 2).sum())
    total.backward()
    np.testing.assert_allclose(loss, total.item(), rtol=1e-12)
    for ours, one in zip(network.gradients(), theirs, strict=True):
        np.testing.assert_allclose(ours, one.grad.numpy(), rtol=1e-12, atol=1e-14)


def test_weight_decay_is_twice_our_strength():
    w = torch.tensor([2.0, -3.0], dtype=torch.float64, requires_grad=True)
    w.grad = torch.zeros_like(w)
    torch.optim.SGD([w], lr=0.5, weight_decay=2 * 0.01).step()
    ours = np.array([2.0, -3.0])
    ours -= 0.5 * regularization.l2_gradient(ours, 0.01)
    np.testing.assert_allclose(w.detach().numpy(), ours, rtol=1e-15)
    assert ours[0] == pytest.approx(1.98)


def test_deviations_are_those_of_pytorch():
    torch.manual_seed(0)
    rng = np.random.default_rng(0)
    theirs = torch.empty(200, 300)  # PyTorch stores (neurons, inputs)
    torch.nn.init.kaiming_normal_(theirs, nonlinearity="relu")
    assert initializers.he_weights(300, 200, rng).std() == pytest.approx(theirs.std().item(), 0.02)
    torch.nn.init.xavier_normal_(theirs)
    assert initializers.xavier_weights(300, 200, rng).std() == pytest.approx(
        theirs.std().item(), 0.02
    )


def test_dropout_drops_the_share_that_pytorch_drops():
    torch.manual_seed(0)
    theirs = torch.nn.Dropout(0.3)(torch.ones(100_000)).numpy()
    ours = regularization.Dropout(0.3, np.random.default_rng(0)).forward(np.ones(100_000))
    assert np.mean(theirs == 0) == pytest.approx(np.mean(ours == 0), abs=0.01)
    assert theirs.max() == pytest.approx(ours.max(), rel=1e-6)


# What the text says -----------------------------------------------------------------------------


def test_a_signal_keeps_its_size_with_he_and_with_no_other():
    def behind(draw):
        rng = np.random.default_rng(1)
        signal = rng.standard_normal((200, 100))
        for _ in range(10):
            signal = np.maximum(0, signal @ draw(100, 100, rng))
        return np.sqrt(np.mean(signal**2))

    found = {n: behind(draw) for n, draw in pictures.starts(initializers.he_weights).items()}
    assert 0.5 < found["yours (He)"] < 2
    assert found["zeros"] == 0
    assert found["small, 0.01"] < 1e-10
    assert found["large, 0.3"] > 1000
    assert 0.01 < found["all 0.01"] < 0.2
    assert found["Xavier, 0.1"] == pytest.approx(0.5**5, rel=0.3)
    assert np.isclose(
        initializers.xavier_weights(100, 100, np.random.default_rng(0)).std(), 0.1, 0.03
    )


def test_numbers_on_paper():
    assert 0.5 * math.sqrt(4) == 1
    assert 0.01 * math.sqrt(100) == pytest.approx(0.1)
    assert (0.01 * math.sqrt(100)) ** 10 == pytest.approx(1e-10)
    assert math.sqrt(2 / 8) == 0.5
    assert regularization.l2_penalty(np.array([3.0, -1.0]), 0.1) == pytest.approx(1.0)
    np.testing.assert_allclose(regularization.l2_gradient(np.array([3.0, -1.0]), 0.1), [0.6, -0.2])
    train, other = preparation.standardize(np.array([[1.0], [3.0]]), np.array([[5.0]]))
    assert (train[:, 0].tolist(), other.tolist()) == ([-1.0, 1.0], [[3.0]])
    assert (7 - 10) / 2 == -1.5
    assert math.log(10) == pytest.approx(2.303, abs=5e-4)


def test_luck_does_not_foresee_78_tosses_of_a_hundred():
    ways = sum(math.comb(100, right) for right in range(78, 101))
    assert ways / 2**100 < 1e-7


@pytest.mark.parametrize(
    ("falling", "patience", "epochs", "best"),
    [([0.9, 0.7, 0.8, 0.7, 0.75, 0.6, 0.5], 3, 5, 2), ([0.8, 0.6, 0.65, 0.5, 0.55, 0.52], 2, 6, 4)],
)
def test_patience_in_the_text_and_in_the_picture(falling, patience, epochs, best):
    class Scripted:
        """A network and its loss: the validation loss is the next of the script."""

        training, at = True, np.zeros((1, 1))

        def __init__(self):
            self.loss = self
            self.at = np.zeros((1, 1))

        def forward(self, X, y=None):
            return X if y is None else falling[int(self.at[0, 0]) - 1]

        def backward(self, y):
            pass

        def parameters(self):
            return [self.at]

        gradients = parameters

        def step(self, parameters, gradients):
            parameters[0] += 1

    data, network = (np.zeros((4, 1)), np.zeros(4)), Scripted()
    history = networks.fit(
        network, network, data, data, len(falling), 4, patience, np.random.default_rng(0)
    )
    assert history["validation_loss"] == falling[:epochs]
    assert network.at[0, 0] == best


@pytest.mark.parametrize("seed", range(5))
def test_leaky_split_foresees_coins_and_the_repaired_one_does_not(seed):
    rng = np.random.default_rng(seed)
    X, y = rng.standard_normal((400, 5)), rng.integers(0, 2, 400)
    known, (asked, answers) = preparation.split_and_augment(X, y, 200, 0.05, rng)
    assert abs(np.mean(pictures.nearest(known, asked) == answers) - 0.5) < 0.15
    copies = np.concatenate([X, X + 0.05 * rng.standard_normal(X.shape)])
    order, twice = rng.permutation(800), np.concatenate([y, y])
    known, asked = (copies[order[200:]], twice[order[200:]]), order[:200]
    assert np.mean(pictures.nearest(known, copies[asked]) == twice[asked]) > 0.75


@pytest.mark.parametrize("seed", range(3))
def test_each_remedy_helps_on_fresh_data(pieces, seed):
    rng = np.random.default_rng(seed)
    train, validation, fresh = (crescents(n, 0.3, rng) for n in (80, 100, 2000))

    def fitted(strength=0.0, rate=0.0, epochs=200, patience=None):
        draw = np.random.default_rng(1)
        layers = []
        for n_inputs, n_neurons in ((2, 64), (64, 64), (64, 2)):
            layers.append(pieces["Dense"](n_inputs, n_neurons, draw))
            layers[-1].weights = initializers.he_weights(n_inputs, n_neurons, draw)
            if n_neurons > 2:
                layers += [pieces["ReLU"](), regularization.Dropout(rate, draw)]
        network = Penalized(layers, pieces["SoftmaxCrossEntropy"]())
        network.strength, optimizer = strength, Adam(lr=0.01)
        if patience:
            networks.fit(network, optimizer, train, validation, epochs, 20, patience, draw)
        else:
            for _ in range(epochs):
                networks.fit(network, optimizer, train, validation, 1, 20, 1, draw)
        return networks.evaluate(network, fresh)

    bare = fitted()
    assert fitted(strength=0.003) < bare
    assert fitted(rate=0.5) < bare
    assert fitted(patience=15) < bare


@pytest.mark.parametrize("nudge", [0.0, 1e-14, 3e-14])
def test_raw_inputs_hide_a_column_whatever_the_rounding(pieces, nudge):
    """Column 0 in thousandths: after 30 epochs the answer hardly depends on column 1."""
    rng, draw, units = np.random.default_rng(1), np.random.default_rng(1), np.array([1000.0, 1.0])
    train, validation, fresh = (crescents(n, 0.3, rng) for n in (80, 100, 2000))
    layers = []
    for n_inputs, n_neurons in ((2, 64), (64, 64), (64, 2)):
        layers += [pieces["Dense"](n_inputs, n_neurons, draw), pieces["ReLU"]()]
    for layer in layers[::2]:
        layer.weights = initializers.he_weights(*layer.weights.shape, draw) * (1 + nudge)
    network, optimizer = (
        networks.Network(layers[:-1], pieces["SoftmaxCrossEntropy"]()),
        Adam(lr=0.01),
    )
    for _ in range(30):
        data = train[0] * units, train[1]
        networks.fit(network, optimizer, data, validation, 1, 20, 1, draw)
    table = np.stack(np.meshgrid(np.linspace(-2.2, 3.2, 55), np.linspace(-1.8, 2.2, 41)), axis=-1)
    answers = network.forward(table.reshape(-1, 2) * units).argmax(axis=1).reshape(41, 55)
    assert (answers != answers[0]).any(axis=0).mean() < 0.1
    assert networks.evaluate(network, (fresh[0] * units, fresh[1])) > 10


# Properties -------------------------------------------------------------------------------------

TABLES = arrays(
    float, st.tuples(st.integers(2, 8), st.integers(1, 5)), elements=st.floats(-1e3, 1e3)
)


@settings(deadline=None, max_examples=100)
@given(TABLES)
def test_standardized_columns_have_mean_0_and_deviation_1_or_0(table):
    train, other = preparation.standardize(table, table + 1.0)
    moving = table.std(axis=0) > 1e-6
    np.testing.assert_allclose(train.mean(axis=0)[moving], 0.0, atol=1e-6)
    np.testing.assert_allclose(train.std(axis=0)[moving], 1.0, rtol=1e-6)
    assert np.isfinite(train).all()
    assert np.isfinite(other).all()


@settings(deadline=None, max_examples=60)
@given(TABLES, st.floats(0, 10))
def test_l2_gradient_is_the_slope_of_the_penalty(weights, strength):
    gradient = regularization.l2_gradient(weights, strength)
    step = np.zeros_like(weights)
    step.flat[0] = 0.5
    up, down = (regularization.l2_penalty(weights + s * step, strength) for s in (1, -1))
    assert up - down == pytest.approx(gradient.flat[0], rel=1e-6, abs=1e-6)


@settings(deadline=None, max_examples=60)
@given(
    TABLES.filter(lambda table: (abs(table) > 1e-3).all()), st.floats(0, 0.95), st.integers(0, 99)
)
def test_dropout_goes_back_where_it_went_forward(table, rate, seed):
    layer = regularization.Dropout(rate, np.random.default_rng(seed))
    factors = layer.forward(table) / table
    np.testing.assert_allclose(layer.backward(np.ones_like(table)), factors, rtol=1e-12)
    layer.training = False
    assert layer.forward(table) is table
    assert layer.backward(table) is table


def test_dropout_refuses_a_rate_of_one():
    with pytest.raises(ValueError, match="below 1"):
        regularization.Dropout(1.0, np.random.default_rng(0))


@settings(deadline=None, max_examples=30)
@given(st.lists(TABLES, min_size=1, max_size=13))
def test_parameters_come_back_from_disk(tmp_path_factory, tables):
    path = tmp_path_factory.mktemp("saved") / "parameters.npz"
    storage.save_parameters(path, tables)
    empty = [np.zeros_like(one) for one in tables]
    storage.load_parameters(path, empty)
    for one, other in zip(tables, empty, strict=True):
        np.testing.assert_array_equal(one, other)
    before = copy.deepcopy(empty)
    with pytest.raises(ValueError, match="expected"):
        storage.load_parameters(path, [*empty, np.zeros(1)])
    for one, other in zip(before, empty, strict=True):
        np.testing.assert_array_equal(one, other)


@settings(deadline=None, max_examples=60)
@given(st.integers(2, 40), st.integers(0, 99))
def test_a_split_loses_nothing_and_repeats_nothing(rows, seed):
    X, y = np.arange(2.0 * rows).reshape(rows, 2) * 100, np.arange(rows)
    train, validation = preparation.split_and_augment(
        X, y, rows // 2, 0.1, np.random.default_rng(seed)
    )
    assert sorted([*set(train[1].tolist()), *validation[1].tolist()]) == list(range(rows))
    assert len(train[0]) == 2 * (rows - rows // 2)
