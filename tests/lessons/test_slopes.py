"""Lesson 06: published numbers, numbers in the prose, an independent library, and what slopes are by nature."""

import doctest
import importlib
import importlib.util

import numpy as np
import pytest
import torch
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from neuronlab.checking import judge_publicly
from neuronlab.exercise import Unsuitable
from neuronlab.exercises import exercises
from neuronlab.exercises.slopes import HEADER, LINES, slopes_order
from neuronlab.plots import slopes as pictures
from neuronlab.rendering import Report
from solutions.reference import gradients, losses
from tools.build import ROOT, solved_of, text_of
from tools.lessontext import predicted, read_lesson

LESSON = "06_slopes"
X, W = np.array([1.0, -2.0, 3.0]), np.array([-3.0, -1.0, 2.0])
small = st.floats(-5, 5).map(lambda value: round(value, 3))
pairs = st.integers(1, 6).flatmap(lambda n: st.tuples(*[arrays(float, n, elements=small)] * 2))
shaped = array_shapes(max_dims=3, max_side=4).flatmap(
    lambda shape: st.tuples(*[arrays(float, shape, elements=small)] * 2)
)


def forward(x, w, b):
    return max(float(w @ x) + b, 0.0)


def forward_difference(f, x, h):
    return (f(x + h) - f(x)) / h


@pytest.fixture(scope="module")
def right():
    return predicted(text_of(ROOT, LESSON))


@pytest.fixture(scope="module")
def prose():
    cells = read_lesson(text_of(ROOT, LESSON)).cells
    return " ".join(" ".join(cell.source.split()) for cell in cells)


@pytest.fixture(scope="module")
def printed():
    import nbformat

    cells = nbformat.read(solved_of(ROOT, LESSON), as_version=4).cells
    outputs = [output for cell in cells for output in cell.get("outputs", [])]
    return "".join(output.get("text", "") for output in outputs)


# Published numbers


def test_the_published_neuron_and_its_step():
    dx, dw, db = gradients.neuron_backward(X, W, 1.0, 1.0)
    assert forward(X, W, 1.0) == 6.0
    w, b = W - 0.001 * dw, 1.0 - 0.001 * db
    np.testing.assert_allclose(w, [-3.001, -0.998, 1.997], rtol=1e-7, atol=1e-12)
    assert b == pytest.approx(0.999, rel=1e-7)
    assert forward(X, w, b) == pytest.approx(5.985, rel=1e-7)
    np.testing.assert_array_equal(dx, W)


def test_the_lesson_prints_it_and_a_bias_that_differs_from_its_slope(printed):
    assert "output 6.0  weights [-3.001 -0.998  1.997]  bias 0.999" in printed
    assert "output 9.0  weights [-3.001 -0.998  1.997]  bias 3.999" in printed
    assert "now 5.985" in printed
    assert "now 8.985" in printed


def tangle(point):
    """The README of micrograd, written out once more from its own lines."""
    a, b = point
    c = a + b
    d = a * b + b**3
    c += c + 1
    c += 1 + c + (-a)
    d += d * 2 + max(b + a, 0)
    d += 3 * d + max(b - a, 0)
    f = (c - d) ** 2
    return f / 2.0 + 10.0 / f


def test_micrograd_s_example():
    place = np.array([-4.0, 2.0])
    assert round(tangle(place), 4) == 24.7041
    slopes = gradients.numerical_gradient(tangle, place)
    np.testing.assert_array_equal(slopes.round(4), [138.8338, 645.5773])


def test_the_lesson_measures_micrograd_s_example(printed):
    assert "24.7041\nslopes  [138.8338 645.5773]" in printed


# Numbers in the prose


def test_right_predictions_are_what_the_reference_gives(right):
    def nest(x):
        return (5 * x - 3) ** 3

    expected = {
        "remember_first_loss": round(-np.log(1 / 3), 2),
        "remember_relu_slope": (1, 0),
        "remember_dense": (1, 5),
        "predict_forward": forward_difference(lambda x: x**2, 3.0, 0.5),
        "predict_small_step": "C",
        "predict_chain": round(gradients.central_difference(nest, 1.0, 1e-5), 6),
        "predict_paths": round(gradients.central_difference(lambda x: x**2 + 4 * x, 3.0, 1e-5), 6),
        "predict_weight_slope": gradients.neuron_backward(X, W, 1.0, 1.0)[1][1],
        "predict_sign_error": gradients.gradient_error(np.array([-3.0]), np.array([3.0])),
        "predict_bug": "B",
    }
    assert right == expected


def test_the_square_near_3(printed):
    def square(x):
        return x**2

    assert forward_difference(square, 3.0, 1.0) == 7
    assert gradients.central_difference(square, 3.0, 1.0) == 6
    for h, slope in (("1.0 ", 7.0), ("0.5 ", 6.5), ("0.1 ", 6.1), ("0.01", 6.01)):
        assert f"h = {h}  slope {slope:.4f}" in printed


def test_the_calculator_with_four_digits(prose):
    def four(value):
        return float(f"{value:.4g}")

    for h, row in (
        (0.1, "| 0.1 | 9.261 | 6.859 | 2.402 | 0.2 | 12.01 |"),
        (0.001, "| 0.001 | 8.012 | 7.988 | 0.024 | 0.002 | 12.00 |"),
        (0.0001, "| 0.0001 | 8.001 | 7.999 | 0.002 | 0.0002 | 10.00 |"),
        (0.00001, "| 0.00001 | 8.000 | 8.000 | 0 | 0.00002 | 0 |"),
    ):
        assert row in prose
        above, below = four((2 + h) ** 3), four((2 - h) ** 3)
        values = [float(entry) for entry in row.strip("| ").split(" | ")]
        rise = above - below
        assert values == pytest.approx([h, above, below, rise, 2 * h, four(rise / (2 * h))])


def test_a_step_of_1e_minus_5_is_near_the_best():
    def error(method, h):
        return abs(method(lambda x: x**3, 2.0, h) - 12)

    central = gradients.central_difference
    assert error(central, 1e-5) < 1e-8  # about ten right digits of 12
    assert error(central, 1e-5) < min(error(central, 1e-3), error(central, 1e-13))
    assert error(forward_difference, 1e-8) < error(forward_difference, 1e-5)
    for method, factor in ((forward_difference, 10), (central, 100)):
        assert error(method, 1e-2) / error(method, 1e-3) == pytest.approx(factor, rel=0.01)


def test_worked_examples_of_paths():
    def nest(x):
        return (3 * x + 1) ** 2

    def product(x):
        return 3 * x * (x + 1)

    assert gradients.central_difference(nest, 1.0, 1e-5) == pytest.approx(24)
    assert nest(1.01) == pytest.approx(16.2409)
    assert forward_difference(nest, 1.0, 0.01) == pytest.approx(24.09)
    assert product(2.01) == pytest.approx(6.03 * 3.01) == pytest.approx(18.1503)
    assert (product(2), gradients.central_difference(product, 2.0, 1e-5)) == pytest.approx((18, 15))


def test_worked_example_of_the_graph():
    x, w = np.array([2.0, -1.0]), np.array([3.0, 4.0])
    dx, dw, db = gradients.neuron_backward(x, w, 1.0, 2.0)
    assert (dx.tolist(), dw.tolist(), db) == ([6, 8], [4, -2], 2)
    assert forward(x, w, 1.0) == 3
    nudged = forward(x, np.array([3.01, 4.0]), 1.0)
    assert 2 * (nudged - 3) == pytest.approx(0.04)


def test_worked_examples_of_gradients():
    slopes = gradients.numerical_gradient(
        lambda x: x[0] ** 3 + (x[0] + x[1]) ** 2, np.array([1.0, 2])
    )
    assert slopes == pytest.approx([9, 6])
    assert gradients.gradient_error(np.array([10.0, 1]), np.array([12.0, 3])) == 0.5
    assert [round(2 / 22, 3), 2 / 4] == [0.091, 0.5]


def test_at_the_bottom_of_the_landscape_right_slopes_look_wrong():
    """Slopes of nearly 0 measure as rounding: no mistake and no kink, and yet above 1e-4."""

    def height(point):
        outputs = point[0] * pictures.HOURS + point[1]
        return losses.cross_entropy_from_scores(
            np.column_stack([0 * outputs, outputs]), pictures.PASSED
        )

    bottom = np.array([1.62384312, -3.98994803])
    for _ in range(20):  # Newton, to the last digit
        outputs = bottom[0] * pictures.HOURS + bottom[1]
        said = 1 / (1 + np.exp(-outputs))
        inputs = np.column_stack([pictures.HOURS, np.ones_like(pictures.HOURS)])
        slopes = inputs.T @ (said - pictures.PASSED) / len(pictures.HOURS)
        curved = inputs.T @ ((said * (1 - said))[:, np.newaxis] * inputs) / len(pictures.HOURS)
        bottom = bottom - np.linalg.solve(curved, slopes)
    assert np.abs(slopes).max() < 1e-12
    measured = gradients.numerical_gradient(height, bottom)
    assert gradients.gradient_error(slopes, measured) > 1e-4


def test_adding_h_and_taking_it_away_is_not_enough():
    assert 0.5 + 1e-5 - 1e-5 != 0.5


def test_the_way_downhill(printed):
    assert "loss 1.312, gradient [-0.944 -0.086]" in printed
    losses = [
        float(line.split()[-1]) for line in printed.splitlines() if "times the gradient" in line
    ]
    assert losses[0] > losses[1] > losses[2]
    assert losses[3] > 1.312


def test_the_friend_climbs_and_the_repair_does_not(printed):
    assert "the friend's slope 12.0   measured -12.0\nerror 1.0" in printed
    w, losses = 1.0, []
    for _ in range(4):
        _, w = gradients.repair_step(w, 2.0, 5.0, 0.05)
        losses.append((5 - 2 * w) ** 2)
    assert losses == sorted(losses, reverse=True)
    assert gradients.repair_step(1.0, 2.0, 5.0, 0.05)[0] == -12


def test_the_learners_of_the_landscape_are_those_of_lesson_05():
    if importlib.util.find_spec("neuronlab.plots.loss") is None:
        pytest.skip("lesson 05 is not here")
    loss = importlib.import_module("neuronlab.plots.loss")
    np.testing.assert_array_equal(pictures.HOURS, loss.HOURS)
    np.testing.assert_array_equal(pictures.PASSED, loss.PASSED)


def test_docstring_examples_hold():
    source, count = ["import numpy as np\n"], 0
    for cell in read_lesson(text_of(ROOT, LESSON)).cells:
        grade_id = cell.metadata.get("nbgrader", {}).get("grade_id", "")
        if grade_id.endswith("-answer"):
            source.append(cell.source)
    namespace = {"relu_slope": lambda x: np.where(x > 0, 1.0, 0.0)}
    exec("\n\n".join(source), namespace)
    for name in ("central_difference", "chain", "two_paths", "neuron_backward", "numerical_gradient",
                 "gradient_error", "repair_step"):  # fmt: skip
        tests = doctest.DocTestFinder().find(namespace[name], name, globs=dict(namespace))
        for test in tests:
            outcome = doctest.DocTestRunner(verbose=False).run(test)
            assert (outcome.failed, outcome.attempted > 0) == (0, True), name
            count += outcome.attempted
    assert count >= 7


# Against PyTorch


@pytest.mark.parametrize("n", [1, 2, 5, 17])
@pytest.mark.parametrize("scale", [1e-3, 1.0, 1000.0])
def test_backward_agrees_with_pytorch(n, scale):
    rng = np.random.default_rng(n)
    for _ in range(20):
        x, w = scale * rng.standard_normal((2, n))
        b, dvalue = scale * rng.standard_normal(2)
        xt, wt, bt = (
            torch.tensor(one, dtype=torch.float64, requires_grad=True) for one in (x, w, b)
        )
        (dvalue * torch.relu(wt @ xt + bt)).backward()
        dx, dw, db = gradients.neuron_backward(x, w, b, dvalue)
        for ours, theirs in ((dx, xt.grad), (dw, wt.grad), (db, bt.grad)):
            np.testing.assert_allclose(ours, theirs.numpy(), rtol=1e-12, atol=0)


def test_at_the_kink_pytorch_agrees_too():
    bt = torch.tensor(-5.0, dtype=torch.float64, requires_grad=True)
    torch.relu(torch.tensor(5.0, dtype=torch.float64) + bt).backward()
    assert bt.grad.item() == 0
    x, w = np.array([1.0, 2.0]), np.array([3.0, 1.0])
    assert gradients.neuron_backward(x, w, -5.0, 2.0)[2] == 0


@pytest.mark.parametrize("shape", [(3,), (2, 4), (2, 1, 3)])
def test_measured_gradients_agree_with_pytorch(shape):
    x = np.random.default_rng(len(shape)).standard_normal(shape)
    t = torch.tensor(x, requires_grad=True)
    (torch.tanh(t).sum() ** 2 + (t**3).sum()).backward()
    measured = gradients.numerical_gradient(lambda p: np.tanh(p).sum() ** 2 + (p**3).sum(), x)
    assert gradients.gradient_error(t.grad.numpy(), measured) < 1e-7


# What slopes are by nature


@given(small, small, small, small, st.floats(0.01, 2))
def test_central_differences_are_exact_for_parabolas(a, b, c, x, h):
    measured = gradients.central_difference(lambda x: a * x * x + b * x + c, x, h)
    assert measured == pytest.approx(2 * a * x + b, rel=1e-9, abs=1e-9)


@given(small, st.floats(0.01, 1))
def test_a_cube_is_off_by_h_squared(x, h):
    measured = gradients.central_difference(lambda x: x**3, x, h)
    assert measured == pytest.approx(3 * x * x + h * h, rel=1e-9, abs=1e-9)


@given(small)
def test_chain_and_two_paths_agree_with_central_differences(x):
    for rule, f in (
        (gradients.chain, lambda x: (x**2 + 1) ** 3),
        (gradients.two_paths, lambda x: (2 * x + 1) * x**2),
    ):
        measured = gradients.central_difference(f, x, 1e-5)
        assert rule(x) == pytest.approx(measured, rel=1e-6, abs=1e-6)


@given(pairs, small, small)
def test_backward_agrees_with_central_differences(pair, b, dvalue):
    x, w = pair
    assume(abs(float(w @ x) + b) > 1e-2)
    analytic = gradients.neuron_backward(x, w, b, dvalue)
    bias = np.array([b])
    for ours, f, place in (
        (analytic[0], lambda p: dvalue * forward(p, w, b), x),
        (analytic[1], lambda p: dvalue * forward(x, p, b), w),
        (np.array([analytic[2]]), lambda p: dvalue * forward(x, w, p[0]), bias),
    ):
        measured = gradients.numerical_gradient(f, place)
        np.testing.assert_allclose(ours, measured, rtol=1e-6, atol=1e-7)


@given(shaped)
def test_measuring_leaves_x_alone_to_the_last_bit(pair):
    x, weights = pair
    before = x.tobytes()
    gradient = gradients.numerical_gradient(lambda p: float((weights * p).sum()), x)
    assert x.tobytes() == before
    assert gradient.shape == x.shape
    np.testing.assert_allclose(gradient, weights, atol=1e-7)


@given(shaped)
def test_the_error_lies_between_0_and_1_and_takes_no_side(pair):
    one, other = pair
    error = gradients.gradient_error(one, other)
    assert 0 <= error <= 1 + 1e-12
    assert error == gradients.gradient_error(other, one)
    assert gradients.gradient_error(one, one) == 0
    assert (error == 0) == bool((one == other).all())


@given(small, st.floats(0.5, 3), small, st.floats(0.001, 0.05))
def test_a_small_step_against_the_slope_lowers_the_loss(w, x, target, lr):
    assume(abs(target - w * x) > 1e-3)
    _, new = gradients.repair_step(w, x, target, lr)
    assert (target - new * x) ** 2 < (target - w * x) ** 2


# Lines in order


@pytest.mark.parametrize("order", ["A B C D E", "B D E A", "B B D E A C", 5, None])
def test_orders_that_cannot_be_run_are_told_so(order):
    with pytest.raises(Unsuitable):
        slopes_order.run(lambda: order, x=1.0)


def test_the_lines_shown_are_the_lines_run():
    text = text_of(ROOT, LESSON).read_text("utf-8")
    assert HEADER in text
    for letter, line in LINES.items():
        assert f"\n{letter}{line}\n" in text
    assert slopes_order.run(gradients.slopes_order, x=1.0) == {"value": 45.0, "slope": 30.0}


# Pictures


def test_the_landscape_s_arrows_ask_the_learner_s_function():
    asked = []

    def gradient(f, point):
        asked.append(point)
        return gradients.numerical_gradient(f, point)

    pictures.landscape(lambda point: float(np.sum(point**2)) + 1, gradient)
    assert len(asked) == 73  # 72 arrows, and the start


def test_the_play_s_numbers_come_from_the_learner_s_function():
    made = pictures.neuron(lambda x, w, b, dvalue: (x * 0 + 41, w * 0 + 42, 43), 1, -2, 3, 1)
    texts = {text.get_text().split()[-1] for text in made.axes[0].texts if text.get_text()}
    assert {"41", "42", "43"} <= texts


# What a check says to a learner


def test_a_whole_0_in_place_of_a_float_does_not_hide_the_mistake():
    def exchanged(x, w, b, dvalue):
        dz = dvalue if w @ x + b > 0 else 0
        return dz * x, dz * w, dz

    verdict = judge_publicly(exercises()["neuron_backward"], exchanged)
    assert [mistake.name for mistake in verdict.mistakes] == ["dx and dw exchanged"]


def test_slopes_too_small_for_three_decimals_are_not_shown_as_zeros():
    def floor_added(a, n):
        return float(np.max(np.abs(a - n) / (np.abs(a) + np.abs(n) + 1e-8)))

    text = str(Report(judge_publicly(exercises()["gradient_error"], floor_added)))
    assert "e-10" in text
    assert "[0., 0., 0.]" not in text
