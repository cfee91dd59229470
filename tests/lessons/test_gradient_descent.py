"""Lesson 08: optimizers against an independent library, published rates, and what the prose says."""

from __future__ import annotations

import doctest
import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from neuronlab.datasets import spiral
from neuronlab.exercises import exercises
from neuronlab.plots import gradient_descent as plots
from neuronlab.standins import Affine, Quadratic
from solutions.reference.optimizers import (
    SGD,
    AdaGrad,
    RMSProp,
    decayed_lr,
    gradient_step,
    layer_step,
)
from solutions.reference.training import train
from tests.course import REPO
from tools.lessontext import read_lesson

torch = pytest.importorskip("torch")

LESSON = REPO / "solutions/lessons/08_gradient_descent/08_gradient_descent.py"
TEXT = LESSON.read_text("utf-8")
STEPS = 200
SHAPES = ((4, 3), (1, 3), (5,), ())


def stated(text: str) -> None:
    """The lesson says so, in these words."""
    assert text in TEXT, f"The lesson does not say {text!r}."


# Against PyTorch


def gradients(rng, scales):
    """Slopes for many steps of four parameters; in the first one a row of zeros."""
    found = [
        [
            np.array(scale * rng.standard_normal(shape))
            for shape, scale in zip(SHAPES, scales, strict=True)
        ]
        for _ in range(STEPS)
    ]
    for step in found:
        step[0][0] = 0.0
    return found


def follow(optimizer, start, slopes):
    """All parameters after every step of ours."""
    parameters, places = [one.copy() for one in start], []
    for step in slopes:
        optimizer.step(parameters, step)
        places.append([one.copy() for one in parameters])
    return places


def follow_torch(make, start, slopes):
    """All parameters after every step of PyTorch's."""
    parameters = [torch.nn.Parameter(torch.tensor(one)) for one in start]
    optimizer, places = make(parameters), []
    for step in slopes:
        for parameter, slope in zip(parameters, step, strict=True):
            parameter.grad = torch.tensor(slope)
        optimizer.step()
        places.append([one.detach().numpy().copy() for one in parameters])
    return places


def agree(ours, theirs):
    for one, other in zip(ours, theirs, strict=True):
        for found, expected in zip(one, other, strict=True):
            np.testing.assert_allclose(found, expected, rtol=1e-10, atol=1e-14)


PAIRS = {
    "sgd": (lambda: SGD(lr=0.05), lambda p: torch.optim.SGD(p, lr=0.05)),
    "momentum": (
        lambda: SGD(lr=0.05, momentum=0.9),
        lambda p: torch.optim.SGD(p, lr=0.05, momentum=0.9),
    ),
    "adagrad": (
        lambda: AdaGrad(lr=0.1, eps=1e-8),
        lambda p: torch.optim.Adagrad(p, lr=0.1, eps=1e-8),
    ),
    "rmsprop": (
        lambda: RMSProp(lr=0.02, rho=0.95, eps=1e-6),
        lambda p: torch.optim.RMSprop(p, lr=0.02, alpha=0.95, eps=1e-6),
    ),
    "rmsprop, defaults": (
        lambda: RMSProp(),
        lambda p: torch.optim.RMSprop(p, lr=0.01, alpha=0.9, eps=1e-8),
    ),
}


@pytest.mark.parametrize(
    "scales", [(1.0,) * 4, (1e-8,) * 4, (1e4,) * 4, (1.0, 1e-8, 1e4, 1e-8)], ids=str
)
@pytest.mark.parametrize("name", PAIRS)
def test_optimizers_are_those_of_pytorch(name, scales):
    rng = np.random.default_rng(4)
    ours, theirs = PAIRS[name]
    start = [np.array(rng.standard_normal(shape)) for shape in SHAPES]
    slopes = gradients(rng, scales)
    agree(follow(ours(), start, slopes), follow_torch(theirs, start, slopes))


def test_momentum_with_decay_is_pytorch_s_with_the_rate_in_the_gradient():
    """PyTorch keeps the rate outside its velocity: with lr 1 and slopes times the rate it is inside."""
    rng = np.random.default_rng(8)
    start = [np.array(rng.standard_normal(shape)) for shape in SHAPES]
    slopes = gradients(rng, (1.0,) * 4)
    rated = [[0.3 / (1 + 0.02 * k) * slope for slope in step] for k, step in enumerate(slopes)]
    agree(
        follow(SGD(lr=0.3, decay=0.02, momentum=0.8), start, slopes),
        follow_torch(lambda p: torch.optim.SGD(p, lr=1.0, momentum=0.8), start, rated),
    )


def test_train_is_pytorch_s_training():
    rng = np.random.default_rng(2)
    X, y = rng.standard_normal((6, 3)), rng.standard_normal((6, 3))
    weights, biases = rng.standard_normal((1, 3)), rng.standard_normal((1, 3))
    layer = Affine(weights, biases)
    found = train([layer], Quadratic(), X, y, 50, 0.1)
    w, b = torch.tensor(weights, requires_grad=True), torch.tensor(biases, requires_grad=True)
    optimizer, expected = torch.optim.SGD([w, b], lr=0.1), []
    for _ in range(50):
        loss = ((torch.tensor(X) * w + b - torch.tensor(y)) ** 2).sum() / 6
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        expected.append(loss.item())
    np.testing.assert_allclose(found, expected, rtol=1e-10)
    np.testing.assert_allclose(layer.weights, w.detach().numpy(), rtol=1e-10)


# Published rates


@pytest.mark.parametrize(
    ("lr", "decay", "step", "expected", "rtol"),
    [
        (1.0, 0.1, 0, 1.0, 1e-12),
        (1.0, 0.1, 1, 0.9090909090909091, 1e-12),
        (1.0, 0.1, 2, 0.8333333333333334, 1e-12),
        (1.0, 0.1, 20, 0.3333333333333333, 1e-12),
        (0.05, 5e-7, 9999, 0.04975126853296942, 1e-13),
        (0.05, 5e-7, 9899, 0.049753743844839965, 1e-13),
        (0.02, 5e-7, 9999, 0.019900507413187767, 1e-13),
        (0.001, 5e-7, 99, 0.0009999505024501287, 1e-13),
    ],
)
def test_published_rates(lr, decay, step, expected, rtol):
    """H. Kinsley & D. Kukiela's printed rates: epoch 10000 is step 9999."""
    assert decayed_lr(lr, decay, step) == pytest.approx(expected, rel=rtol, abs=0)


# Properties


numbers = st.floats(-100, 100)
pairs = array_shapes(max_dims=3, max_side=4).flatmap(
    lambda shape: st.tuples(
        arrays(float, shape, elements=numbers), arrays(float, shape, elements=numbers)
    )
)


@given(pairs, st.floats(0, 1))
def test_a_step_and_its_opposite_cancel(both, lr):
    parameter, slope = both
    there = gradient_step(parameter, slope, lr)
    np.testing.assert_allclose(gradient_step(there, -slope, lr), parameter, atol=1e-10)


@given(st.floats(0.001, 10), st.floats(0, 2), st.integers(0, 1000))
def test_rates_fall_and_stay_above_zero(lr, decay, step):
    assert 0 < decayed_lr(lr, decay, step + 1) <= decayed_lr(lr, decay, step) <= lr
    assert decayed_lr(lr, 0.0, step) == lr


@settings(max_examples=30)
@given(pairs, st.floats(1e-3, 1e3))
def test_adagrad_and_rmsprop_do_not_see_the_size_of_slopes(both, size):
    """Without eps, slopes that are all times as large make the same steps."""
    start, slope = both
    slope = np.where(np.abs(slope) < 1e-3, 1.0, slope)
    for make in (lambda: AdaGrad(eps=0.0), lambda: RMSProp(eps=0.0)):
        one, other = start.copy(), start.copy()
        first, second = make(), make()
        for _ in range(3):
            first.step([one], [slope])
            second.step([other], [size * slope])
        np.testing.assert_allclose(one, other, rtol=1e-9, atol=1e-12)


@given(pairs)
def test_arrays_stay_the_same_and_gradients_are_left_alone(both):
    start, slope = both
    for optimizer in (SGD(momentum=0.5), AdaGrad(), RMSProp()):
        parameter, before = start.copy(), slope.copy()
        optimizer.step([parameter], [slope])
        assert np.array_equal(slope, before)
        assert np.array_equal(parameter, start) == (not slope.any()) or np.abs(slope).max() < 1e-10


def test_the_bug_hides_where_biases_equal_their_slopes():
    ones, b = np.ones((1, 2)), np.array([[0.5, -0.2]])
    weights, biases = layer_step(ones, b, ones, b, 0.1)
    np.testing.assert_allclose(weights, 0.9)
    np.testing.assert_allclose(biases, [[0.45, -0.18]])
    stated("$0.45$ and $-0.18$")


# What the prose says


def test_steps_on_paper():
    w = 3.0
    for slope, after in ((6.0, 2.4), (4.8, 1.92)):
        assert 2 * w == pytest.approx(slope)
        w = gradient_step(w, 2 * w, 0.1)
        assert w == pytest.approx(after)
    assert gradient_step(-2.0, -4.0, 0.25) == -1.0
    stated("predict_descent_step = -1.0")
    for lr, factor in ((0.05, 0.9), (0.3, 0.4), (1.0, -1.0), (1.05, -1.1)):
        assert gradient_step(1.0, 2.0, lr) == pytest.approx(factor)


def test_the_loop_on_paper():
    neuron = Affine(np.array([[1.0]]), np.array([[0.0]]))
    X, y = np.array([[2.0]]), np.array([[5.0]])
    assert train([neuron], Quadratic(), X, y, 1, 0.05) == [9.0]
    np.testing.assert_allclose([neuron.weights.item(), neuron.biases.item()], [1.6, 0.3])
    assert train([neuron], Quadratic(), X, y, 1, 0.05)[0] == pytest.approx(2.25)
    np.testing.assert_allclose([neuron.weights.item(), neuron.biases.item()], [1.9, 0.45])
    assert train([neuron], Quadratic(), X, y, 1, 0.05)[0] == pytest.approx(0.5625)
    fresh = Affine(np.array([[1.0]]), np.array([[0.0]]))
    np.testing.assert_allclose(train([fresh], Quadratic(), X, y, 2, 0.1), [9.0, 0.0], atol=1e-12)
    stated("predict_descent_losses = [9.0, 0.0]")


def test_batches_on_paper():
    assert np.mean([4, -2, 1, 5]) == np.mean([np.mean([4, -2]), np.mean([1, 5])]) == 2
    assert f"{10**0.5:.1f}" == "3.2"


def test_rates_on_paper():
    assert [f"{decayed_lr(1, 0.1, k):.3f}" for k in (0, 1, 2, 20)] == [
        "1.000",
        "0.909",
        "0.833",
        "0.333",
    ]
    assert decayed_lr(1.0, 0.01, 100) == 0.5
    stated("predict_descent_halved = 100")


def steady(optimizer, slope, steps):
    """How far each step goes where the slope is the same everywhere."""
    here, moves = np.zeros(1), []
    for _ in range(steps):
        before = here.copy()
        optimizer.step([here], [np.array([slope])])
        moves.append(float((here - before)[0]))
    return moves


def test_velocities_on_paper():
    np.testing.assert_allclose(
        steady(SGD(lr=0.1, momentum=0.5), 1.0, 4), [-0.1, -0.15, -0.175, -0.1875]
    )
    assert steady(SGD(lr=0.1, momentum=0.5), 1.0, 60)[-1] == pytest.approx(-0.2)
    assert steady(SGD(lr=0.1, momentum=0.9), 1.0, 300)[-1] == pytest.approx(-1.0)
    stated("predict_descent_velocity = -1.0")


def test_scales_on_paper():
    w, adagrad = np.zeros(1), AdaGrad(lr=0.4)
    adagrad.step([w], [np.array([3.0])])
    assert w[0] == pytest.approx(-0.4)
    adagrad.step([w], [np.array([4.0])])
    assert w[0] == pytest.approx(-0.4 - 0.32)
    assert abs(steady(AdaGrad(lr=0.4), 0.1, 1)[0]) == pytest.approx(0.4, rel=1e-6)
    cache = 0.25 * 4**2
    assert (cache, 0.75 * cache + 0.25 * 0**2) == (4, 3)


def test_lengths_of_steps_in_the_plot():
    for slope in (1.0, 0.01):
        adagrad, rmsprop = steady(AdaGrad(lr=0.1), slope, 60), steady(RMSProp(lr=0.1), slope, 60)
        assert f"{-adagrad[0]:.1f} {-adagrad[-1]:.3f}" == "0.1 0.013"
        assert f"{-rmsprop[0]:.1f} {-rmsprop[-1]:.1f}" == "0.3 0.1"


def test_examples_in_the_stubs():
    """What the docstrings show comes out of the lesson's own answers."""
    namespace = {"np": np, "spiral": spiral, "mine": lambda _name, otherwise: otherwise}
    for cell in read_lesson(LESSON).cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id", "")
        if name.endswith(("-answer", "-given")) and "bug" not in name:
            exec(cell.source, namespace)
    parser, runner = doctest.DocTestParser(), doctest.DocTestRunner()
    asked = [name for name, one in exercises().items() if one.lesson == LESSON.stem]
    for name in asked:
        example = parser.get_doctest(namespace[name].__doc__, dict(namespace), name, None, 0)
        assert example.examples or name == "rate_order"
        assert runner.run(example).failed == 0


# Plays and plots


@pytest.mark.parametrize("surface", plots.SURFACES, ids=lambda one: one.name)
def test_slopes_of_the_surfaces(surface):
    rng, h = np.random.default_rng(0), 1e-6
    for x, y in rng.uniform(-1.5, 1.5, (20, 2)):
        numeric = (
            (surface.height(x + h, y) - surface.height(x - h, y)) / (2 * h),
            (surface.height(x, y + h) - surface.height(x, y - h)) / (2 * h),
        )
        np.testing.assert_allclose(surface.slope(x, y), numeric, rtol=1e-6, atol=1e-6)
    for place in surface.lowest:
        np.testing.assert_allclose(surface.slope(*place), 0, atol=1e-9)


def test_heights_of_the_surfaces():
    ravine, beale, saddle = plots.SURFACES
    assert beale.height(3.0, 0.5) == 0
    assert saddle.height(0.0, 2**0.5) == pytest.approx(-1)
    assert saddle.slope(0.0, 0.0) == (0, 0)
    across, along = ravine.slope(1.0, 1.0)[::-1]
    assert across / along == 30


def test_the_race_goes_as_it_is_told():
    entered = {
        (surface.name, name): plots.path(optimizer, surface, 150)
        for surface in plots.SURFACES
        for name, optimizer in plots._entered((SGD, AdaGrad, RMSProp), surface, 1.0)
    }
    zigzag = entered["a ravine", "SGD"][:8, 1]
    assert (zigzag[1:] * zigzag[:-1] < 0).all()
    heights = {key: plots.SADDLE.height(*way[50]) for key, way in entered.items()}
    assert abs(heights["a saddle", "SGD"]) < 0.1
    for name in ("SGD, momentum 0.8", "AdaGrad", "RMSProp"):
        assert heights["a saddle", name] < -0.6
        for place in ("a ravine", "a saddle"):
            surface = plots.RAVINE if place == "a ravine" else plots.SADDLE
            assert surface.height(*entered[place, name][150]) < surface.height(*surface.start) / 50
    ravine = {
        name: plots.RAVINE.height(*way[50])
        for (at, name), way in entered.items()
        if at == "a ravine"
    }
    assert min(ravine, key=ravine.get) == "SGD, momentum 0.8"  # the words ask why momentum helps
    restless = entered["a ravine", "RMSProp"][-20:]
    assert np.ptp(restless, axis=0).max() > 0.03
    fast = plots._entered((SGD, AdaGrad, RMSProp), plots.RAVINE, 1.15)
    ends = [np.abs(plots.path(optimizer, plots.RAVINE, 150)[-1]).max() for _, optimizer in fast]
    assert ends[0] > 5 > max(ends[1:])


def test_walkers_in_hollows():
    _, counts = plots.hollows(gradient_step, decayed_lr)
    assert counts[0] == 10
    assert counts[0] < counts[1] < counts[2]
    assert counts[2] > 45


@pytest.fixture(scope="module")
def pieces():
    """What the lesson gives: layers, loss, batches and the network, with the reference's `train`."""
    namespace = {
        "np": np,
        "spiral": spiral,
        "train": train,
        "mine": lambda _name, otherwise: otherwise,
    }
    for cell in read_lesson(LESSON).cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id", "")
        if re.fullmatch(r"descent-(layers|loss|batches|pieces|network|with-optimizer)-given", name):
            exec(cell.source, namespace)
    return namespace


def test_a_mean_over_batches_is_the_whole_slope(pieces):
    layers, X, y = pieces["network"](64, seed=1), pieces["X"], pieces["y"]
    found = {}
    for size in (3, 30, 300):
        found[size] = []
        for batch in pieces["minibatches"](X, y, size, np.random.default_rng(5)):
            train(layers, pieces["loss"], *batch, 1, 0.0)
            found[size].append(layers[0].dweights[:, 0].copy())
        np.testing.assert_allclose(
            np.mean(found[size], axis=0), np.mean(found[3], axis=0), rtol=1e-9, atol=1e-15
        )
    spread = {size: np.std(one, axis=0).mean() for size, one in found.items()}
    assert 2 < spread[3] / spread[30] < 5

    def slope(*batch):
        train(layers, pieces["loss"], *batch, 1, 0.0)
        return layers[0].dweights.ravel().copy()

    whole = slope(X, y)
    for size, stated_share in ((3, 0.7), (30, 0.9)):
        batches = pieces["minibatches"](X, y, size, np.random.default_rng(5))
        downhill = [slope(*batch) @ whole > 0 for batch in batches]
        assert round(float(np.mean(downhill)), 1) == stated_share


@pytest.mark.parametrize("seed", [1, 2])
def test_the_spiral_is_learned(pieces, seed):
    X, y = pieces["X"], pieces["y"]
    reached = {}
    for name, optimizer in (
        ("plain", SGD(lr=1.0)),
        ("momentum", SGD(1.0, 0.001, 0.9)),
        ("adagrad", AdaGrad(lr=0.1)),
        ("rmsprop", RMSProp(lr=0.02, rho=0.99)),
    ):
        layers = pieces["network"](64, seed=seed)
        losses = pieces["train_with"](optimizer, layers, 1500)
        assert f"{losses[0]:.4f}" == "1.0986"
        reached[name] = losses[-1]
        if name == "momentum":
            assert pieces["accuracy"](pieces["scores_of"](layers, X), y) > 0.8
    assert reached["momentum"] < 0.45 < reached["rmsprop"] < reached["plain"]
    if seed == 1:  # the network of the lesson, whose words compare the two
        faster = pieces["train_with"](SGD(lr=2.0), pieces["network"](64, seed=seed), 1500)[-1]
        assert abs(faster - reached["adagrad"]) < 0.1
    assert reached["adagrad"] < reached["plain"]


def test_three_points_lie_at_the_centre():
    X, y = spiral(100, 3, np.random.default_rng(0))
    assert sorted(y[np.abs(X).sum(axis=1) == 0]) == [0, 1, 2]
    stated("three points lie at $(0, 0)$, one of each class")
