"""Lesson 09: the numbers that it states, and its optimizers against PyTorch's.

`python -m tests.lessons.test_adam` stores PyTorch's numbers for the lesson again.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from neuronlab.datasets import spiral
from neuronlab.plots import adam as pictures
from solutions.reference.moments import (
    adam_moments,
    adam_path_end,
    adam_update,
    bias_corrected,
    moving_average,
)
from solutions.reference.optimizers import Adam, AdamW
from tests.course import REPO
from tools.lessontext import read_lesson

torch = pytest.importorskip("torch")

STORED = REPO / "neuronlab" / "data" / "adam_pytorch.json"
TEXT = REPO / "solutions" / "lessons" / "09_adam" / "09_adam.py"
LESSON = TEXT.read_text("utf-8")
STEPS = 200


def near(found, expected, rtol=1e-12, atol=0.0):
    np.testing.assert_allclose(found, expected, rtol=rtol, atol=atol)


def stated(*texts: str) -> None:
    """The lesson says so, in these words."""
    for text in texts:
        assert text in LESSON, f"The lesson does not say {text!r}."


@pytest.fixture(scope="module")
def lesson() -> dict:
    """What the lesson's given cells define."""
    wanted = {
        f"adam-{name}-given" for name in ("dense", "relu", "loss", "sgd", "rmsprop", "pieces")
    }
    wanted.add("adam-training-given")
    names: dict = {"np": np, "mine": lambda _name, otherwise: otherwise}
    names["X"], names["y"] = spiral(100, 3, np.random.default_rng(0))
    for cell in read_lesson(TEXT).cells:
        if cell.metadata.get("nbgrader", {}).get("grade_id") in wanted:
            exec(cell.source, names)
    return names


# PyTorch


def torch_run(optimizer, starts, gradients, rates=None):
    """The parameters after each step of an optimizer of PyTorch."""
    parameters = [torch.nn.Parameter(torch.from_numpy(start.copy())) for start in starts]
    made, after = optimizer(parameters), []
    for step, given_ones in enumerate(gradients):
        if rates is not None:
            made.param_groups[0]["lr"] = rates[step]
        for parameter, gradient in zip(parameters, given_ones, strict=True):
            parameter.grad = torch.from_numpy(gradient.copy())
        made.step()
        after.append([one.detach().numpy().copy() for one in parameters])
    return after


def own_run(optimizer, starts, gradients):
    """The parameters after each step of one of ours."""
    parameters, after = [start.copy() for start in starts], []
    for given_ones in gradients:
        optimizer.step(parameters, given_ones)
        after.append([one.copy() for one in parameters])
    return after


def a_long_run(seed):
    """Three parameters and 200 gradients of each, from 1e-8 to 1e4, with a column of zeros."""
    rng = np.random.default_rng(seed)
    shapes = [(3, 4), (1, 4), (5,)]
    starts = [rng.standard_normal(shape) for shape in shapes]
    scales = [np.array([0.0, 1e-8, 1.0, 1e4]), np.array([1e-8, 1e-3, 1e2, 1e4]), 1e-2]
    gradients = [
        [scale * rng.standard_normal(shape) for scale, shape in zip(scales, shapes, strict=True)]
        for _ in range(STEPS)
    ]
    return starts, gradients


def agree(ours, theirs):
    for mine, other in zip(ours, theirs, strict=True):
        for one, another in zip(mine, other, strict=True):
            near(one, another, 1e-10)


@pytest.mark.parametrize("seed", range(3))
def test_adam_is_pytorchs(seed):
    starts, gradients = a_long_run(seed)
    for lr, betas, eps in (
        (0.001, (0.9, 0.999), 1e-8),
        (0.05, (0.5, 0.9), 1e-3),
        (0.1, (0.0, 0.99), 1e-8),
    ):
        ours = own_run(Adam(lr=lr, beta1=betas[0], beta2=betas[1], eps=eps), starts, gradients)
        theirs = torch_run(
            lambda ps, lr=lr, betas=betas, eps=eps: torch.optim.Adam(
                ps, lr=lr, betas=betas, eps=eps
            ),
            starts,
            gradients,
        )
        agree(ours, theirs)


@pytest.mark.parametrize("seed", range(3))
def test_adamw_is_pytorchs(seed):
    starts, gradients = a_long_run(seed)
    for weight_decay in (0.01, 0.3):
        ours = own_run(AdamW(lr=0.02, weight_decay=weight_decay), starts, gradients)
        theirs = torch_run(
            lambda ps, share=weight_decay: torch.optim.AdamW(ps, lr=0.02, weight_decay=share),
            starts,
            gradients,
        )
        agree(ours, theirs)


def test_decay_is_a_rate_for_each_call():
    starts, gradients = a_long_run(7)
    rates = [0.05 / (1 + 0.02 * k) for k in range(STEPS)]
    agree(
        own_run(Adam(lr=0.05, decay=0.02), starts, gradients),
        torch_run(lambda ps: torch.optim.Adam(ps, lr=0.05), starts, gradients, rates),
    )
    agree(
        own_run(AdamW(lr=0.05, decay=0.02, weight_decay=0.1), starts, gradients),
        torch_run(
            lambda ps: torch.optim.AdamW(ps, lr=0.05, weight_decay=0.1), starts, gradients, rates
        ),
    )


def run_of_the_lesson() -> dict:
    """What the lesson stores: PyTorch's Adam on the gradients of `pictures.gradients_of_run`."""
    gradients = [pictures.gradients_of_run(t) for t in range(1, STEPS + 1)]
    after = torch_run(
        lambda ps: torch.optim.Adam(ps, lr=0.01), [np.ones((2, 4)), np.zeros((1, 4))], gradients
    )
    return {
        "about": "PyTorch's Adam, lr 0.01, float64, on the gradients of neuronlab.plots.adam; by step",
        "after": {str(t): [one.tolist() for one in after[t - 1]] for t in (1, 2, 10, 50, STEPS)},
    }


def test_the_stored_numbers_are_pytorchs(capsys):
    stored, live = json.loads(STORED.read_text("utf-8")), run_of_the_lesson()
    assert stored["about"] == live["about"]
    assert list(stored["after"]) == list(live["after"])
    for t, parameters in live["after"].items():
        for one, other in zip(parameters, stored["after"][t], strict=True):
            near(other, one)
    pictures.beside_pytorch(Adam(lr=0.01))
    printed = capsys.readouterr().out
    assert "All numbers agree to 12 digits: True" in printed
    pictures.beside_pytorch(Adam(lr=0.01, eps=1e-9))  # nothing else may pass
    assert "All numbers agree to 12 digits: False" in capsys.readouterr().out


# Published numbers


def test_rates_that_the_book_prints():
    for lr, calls, printed in (
        (0.05, 9999, 0.04975126853296942),
        (0.05, 9899, 0.049753743844839965),
        (0.02, 9999, 0.019900507413187767),
        (0.001, 99, 0.0009999505024501287),
    ):
        adam = Adam(lr=lr, beta1=0.0, beta2=0.0, eps=0.0, decay=5e-7)
        w = np.zeros(1)
        for _ in range(calls + 1):  # with these settings a step is the rate itself
            w[0] = 0.0
            adam.step([w], [np.ones(1)])
        near(-w[0], printed, 1e-13)


def test_first_step_is_a_sign():
    w = np.zeros(4)
    Adam(lr=0.001).step([w], [np.array([3.0, -0.002, 1e-5, -250.0])])
    expected = [
        -0.0009999999966666666,
        0.0009999950000249998,
        -0.000999000999000999,
        0.00099999999996,
    ]
    near(w, expected)


def book_network(lesson):
    """Points and weights of the book's chapter 11: the old generator with seed 0, drawn in float32."""
    rng = np.random.RandomState(0)
    X, y = np.zeros((300, 2)), np.repeat(np.arange(3), 100)
    for arm in range(3):
        radii = np.linspace(0.0, 1, 100)
        noise = rng.randn(100).astype(np.float32) * 0.2
        turns = (np.linspace(arm * 4, (arm + 1) * 4, 100) + noise) * 2.5
        X[y == arm] = np.c_[radii * np.sin(turns), radii * np.cos(turns)].astype(np.float32)
    layers = [lesson["Dense"](2, 64, np.random.default_rng(0)), lesson["ReLU"]()]
    layers.append(lesson["Dense"](64, 3, np.random.default_rng(0)))
    layers[0].weights = 0.01 * rng.randn(2, 64)
    layers[2].weights = 0.01 * rng.randn(64, 3)
    return X, y, layers


def test_the_spiral_reaches_the_published_band(lesson):
    X, y, layers = book_network(lesson)
    loss, adam = lesson["SoftmaxCrossEntropy"](), Adam(lr=0.05, decay=5e-7)
    for epoch in range(10001):
        scores = X
        for layer in layers:
            scores = layer.forward(scores)
        if epoch == 10000:
            break
        slope = loss.backward(scores, y)
        for layer in reversed(layers):
            slope = layer.backward(slope)
        dense = layers[::2]
        adam.step(
            [one for layer in dense for one in (layer.weights, layer.biases)],
            [one for layer in dense for one in (layer.dweights, layer.dbiases)],
        )
    assert (scores.argmax(axis=1) == y).mean() >= 0.93
    assert loss.forward(scores, y) <= 0.15
    stated("accuracy above 0.93 and a loss below 0.15", "an accuracy of 0.983 and a loss of 0.074")


# Numbers in the prose


def test_averages_on_paper():
    averages = moving_average(np.array([5.0, 10.0, 0.0]), 0.8)
    near(averages, [1, 2.8, 2.24])
    assert [f"{one:.2f}" for one in bias_corrected(averages, 0.8)] == ["5.00", "7.78", "4.59"]
    near(1 - 0.8 ** np.arange(1, 4), [0.2, 0.36, 0.488])
    near(moving_average(np.array([10.0, 10.0]), 0.9), [1, 1.9])
    assert f"{1 - 0.999**100:.2f}" == "0.10"
    for beta, memory in ((0.8, 5), (0.9, 10), (0.999, 1000)):
        near(1 / (1 - beta), memory, 1e-9)
        assert abs(1 - beta**memory - 2 / 3) < 0.04


def test_the_step_on_paper():
    zero, w = np.zeros(1), np.array([2.0])
    m, v = adam_moments(np.array([-0.5]), zero, zero, 0.9, 0.999)
    near([m[0], v[0]], [-0.05, 0.00025])
    w = adam_update(w, m, v, 1, 0.1, 0.9, 0.999, 1e-8)
    near(w, 2.1, 1e-8)
    m, v = adam_moments(np.array([0.5]), m, v, 0.9, 0.999)
    quotient = (m / (1 - 0.9**2)) / np.sqrt(v / (1 - 0.999**2))
    near(m[0], 0.005)
    assert f"{m[0] / (1 - 0.9**2):.4f}" == "0.0263"
    assert f"{quotient[0]:.3f}" == "0.053"
    w = adam_update(w, m, v, 2, 0.1, 0.9, 0.999, 1e-8)
    assert f"{w[0]:.3f}" == "2.095"


def test_where_changing_signs_settle():
    gradients = np.resize([1.0, -1.0], 20000)
    m, v = moving_average(gradients, 0.9), moving_average(gradients**2, 0.999)
    assert np.abs(m[-2:]).max() < 0.06
    assert v[-1] > 0.99


def test_steps_without_correction():
    found = pictures.over_time(adam_moments, adam_update, np.ones(6000), 0.9, 0.999)
    lengths = -found["uncorrected"]
    assert f"{lengths[0]:.2f}" == f"{0.1 / np.sqrt(0.001):.2f}" == "3.16"
    assert int(lengths.argmax()) + 1 == 12
    assert f"{lengths.max():.2f}" == "6.57"
    assert lengths[99] > 3
    assert lengths[999] > 1.2 > 1.01 > lengths[4999]  # thousands of steps until it has worn off
    near(-found["corrected"], 1, 1e-6)
    assert f"{0.999**10000:.5f}" == "0.00005"


def test_half_of_a_tiny_gradient():
    m, v = adam_moments(np.array([1e-8]), np.zeros(1), np.zeros(1), 0.9, 0.999)
    near(adam_update(np.zeros(1), m, v, 1, 0.001, 0.9, 0.999, 1e-8), -0.0005, 1e-9)


def race(lesson, turned, **others):
    entrants = {
        "SGD": lambda: lesson["SGD"](lr=0.018),
        "momentum": lambda: lesson["SGD"](lr=0.01, momentum=0.9),
        "RMSProp": lambda: lesson["RMSProp"](lr=0.02),
        "Adam": lambda: Adam(lr=0.1),
        **others,
    }
    return {
        name: pictures.steps_needed(pictures.path_of(make(), turned), turned)
        for name, make in entrants.items()
    }


def test_the_race(lesson):
    straight = race(lesson, turned=False)
    rates = {str(lr): lambda lr=lr: Adam(lr=lr) for lr in (0.2, 0.5, 0.7)}
    turned = race(lesson, turned=True, **rates)
    faster = {name: turned.pop(name) for name in rates}
    assert faster == {"0.2": 180, "0.5": 88, "0.7": 73}
    assert straight == {"SGD": 165, "momentum": 76, "RMSProp": 208, "Adam": 75}
    assert turned == {"SGD": 165, "momentum": 76, "RMSProp": 263, "Adam": 316}
    stated("it needs 316 steps in place of 75", "180 steps with 0.2, 88 with 0.5, 73 with 0.7")
    ends = pictures.ravine(pictures.path_of(lesson["RMSProp"](lr=0.02), turned=False), turned=False)
    assert f"{ends[-1]:.3f}" == "0.005"
    for rate, settles in ((0.0199, True), (0.0201, False)):
        heights = pictures.ravine(pictures.path_of(lesson["SGD"](lr=rate), False), False)
        assert (heights[-1] < heights[0]) == settles


@pytest.mark.parametrize("turned", [False, True])
def test_the_slope_of_the_ravine(turned):
    point, h = np.array([0.7, -1.3]), 1e-6
    steps = h * np.eye(2)
    slope = [
        (pictures.ravine(point + one, turned) - pictures.ravine(point - one, turned)) / (2 * h)
        for one in steps
    ]
    near(pictures.ravine_slope(point, turned), slope, 1e-7)


def firing(layers, X):
    return int((layers[0].forward(X) > 0).any(axis=0).sum())


def test_the_ablation(lesson):
    train, X = lesson["train_on_spiral"], lesson["X"]
    runs = {
        "all": Adam(lr=0.05, decay=5e-7),
        "no first": Adam(lr=0.05, beta1=0.0),
        "no second": lesson["SGD"](lr=0.5, momentum=0.9),
        "no correction": pictures.Uncorrected(adam_moments, adam_update, lr=0.05),
        "none": lesson["SGD"](lr=1.0),
        "slower": Adam(lr=0.01),
    }
    trained = {name: train(optimizer, 300) for name, optimizer in runs.items()}
    last = {name: losses[-1] for name, (losses, _) in trained.items()}
    alive = {name: firing(layers, X) for name, (_, layers) in trained.items()}
    assert last["all"] < last["no first"] - 0.1 < last["no correction"]
    assert last["all"] < last["no second"] < last["none"]
    assert 0.6 < np.median(train(lesson["SGD"](lr=4.0), 1000)[0][-21:]) < 0.8
    assert abs(last["no correction"] - 0.8) < 0.02
    assert 1.35 < max(trained["no correction"][0][:50]) < 1.6
    assert alive["no correction"] < 16 < 30 < alive["all"] < 43 < alive["slower"]
    fresh = [lesson["Dense"](2, 64, np.random.default_rng(0))]
    assert firing(fresh, X) == 64


def test_momentum_comes_as_far_in_the_end(lesson):
    train = lesson["train_on_spiral"]
    adam, _ = train(Adam(lr=0.05, decay=5e-7), 2500)
    momentum, _ = train(lesson["SGD"](lr=0.5, momentum=0.9), 2500)
    slower, _ = train(Adam(lr=0.01), 1000)
    assert momentum[299] > adam[299] + 0.2
    assert np.mean(momentum[900:1000]) < np.mean(adam[900:1000]) + 0.15
    assert np.mean(slower[900:]) < np.mean(adam[900:1000]) + 0.05
    assert np.mean(momentum[-300:]) < np.mean(adam[-300:]) + 0.1


def test_the_page_with_two_mistakes(lesson):
    names = {**lesson, "adam_moments": adam_moments}
    for cell in read_lesson(TEXT).cells:
        if cell.metadata.get("nbgrader", {}).get("grade_id") == "adam-bug-given":
            exec(cell.source.split("\n\n\nsettings")[0], names)
    page, settings = names["adam_of_the_page"], (0.1, 0.0, 0.9, 0.999, 1e-8)
    with np.errstate(invalid="ignore"):
        ends = [
            page(np.zeros(1), np.full((3, 1), slope), *settings)[0] for slope in (1.0, 100.0, -1.0)
        ]
    assert 0 > ends[0] > ends[1]
    assert np.isnan(ends[2])
    for slope, right in ((1.0, -0.3), (100.0, -0.3), (-1.0, 0.3)):
        near(adam_path_end(np.zeros(1), np.full((3, 1), slope), *settings), right, 1e-6)


def test_what_weight_decay_in_the_gradient_does():
    """Weights with large gradients hardly shrink when the decay goes through the gradient."""
    ends = []
    for size in (1e-3, 1e3):
        coupled, apart = np.array([1.0]), np.array([1.0])
        plain, beside = Adam(lr=0.01), AdamW(lr=0.01, weight_decay=0.1)
        for t in range(STEPS):
            gradient = size * np.array([np.cos(2.0 * t)])
            plain.step([coupled], [gradient + 0.1 * coupled])
            beside.step([apart], [gradient])
        ends.append((coupled[0], apart[0]))
    (small, small_apart), (large, large_apart) = ends
    assert small < 0.1 < 0.9 < large
    near(small_apart, large_apart, 1e-3)


def test_steps_until_half():
    for beta, steps in ((0.9, 7), (0.999, 693)):
        assert beta**steps <= 0.5 < beta ** (steps - 1)
    stated("For $\\beta = 0.9$ it should count 7, for $0.999$ it should count 693")


def test_the_numbers_of_the_remember_questions():
    assert f"{0.1 / (1 + 0.5 * 2):.2f}" == "0.05"
    assert f"{0.9 * -0.1 - 0.1:.2f}" == "-0.19"
    assert (np.array([0.5, 0.5]) - [1, 0]).tolist() == [-0.5, 0.5]


# Properties

reals = st.floats(-1e3, 1e3)
betas = st.floats(0.0, 0.999)


@settings(max_examples=50, deadline=None)
@given(arrays(float, st.integers(1, 30), elements=reals), betas)
def test_a_corrected_average_lies_between_its_values(values, beta):
    corrected = bias_corrected(moving_average(values, beta), beta)
    low, high = np.minimum.accumulate(values), np.maximum.accumulate(values)
    slack = 1e-9 * (1 + np.abs(values).max())
    assert (corrected >= low - slack).all()
    assert (corrected <= high + slack).all()
    near(corrected[0], values[0], 1e-9, 1e-12)


@settings(max_examples=50, deadline=None)
@given(arrays(float, (20, 3), elements=st.floats(-10, 10)), st.floats(0.5, 100))
def test_steps_do_not_depend_on_the_size_of_all_gradients(gradients, factor):
    gradients = np.where(np.abs(gradients) < 1e-3, 1e-3, gradients)
    settings_ = (0.1, 0.0, 0.9, 0.999, 0.0)
    start = np.zeros(3)
    near(
        adam_path_end(start, factor * gradients, *settings_),
        adam_path_end(start, gradients, *settings_),
        1e-9,
        1e-12,
    )


@settings(max_examples=50, deadline=None)
@given(arrays(float, (15, 2), elements=reals), st.floats(0.0, 0.5))
def test_the_class_is_its_pieces(gradients, decay):
    w = np.ones(2)
    optimizer = Adam(lr=0.1, decay=decay)
    for gradient in gradients:
        optimizer.step([w], [gradient])
    near(w, adam_path_end(np.ones(2), gradients, 0.1, decay, 0.9, 0.999, 1e-8), 1e-9, 1e-12)


def main(path: Path = STORED) -> None:
    """Store PyTorch's numbers again."""
    path.write_text(json.dumps(run_of_the_lesson(), indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
