"""Lesson 04: activations and softmax."""

import numpy as np

from neuronlab.draws import number, numbers, sizes
from neuronlab.exercise import Behaviour, Exercise, Prediction, parts

LESSON = "04_activations"


def _signed(rng, *shape, scale=1.5):
    """Numbers of which at least one lies below 0, and one above 1."""
    drawn = numbers(rng, *shape, scale=scale)
    drawn.flat[0] = -abs(drawn.flat[0])
    drawn.flat[1] = 1 + abs(drawn.flat[1])
    return drawn


def _row(rng):
    return {"x": rng.permutation(_signed(rng, 5))}


def _any_shape(rng):
    """A matrix, or a stack of two."""
    shape = sizes(rng, 2)
    return {"x": _signed(rng, *([2, *shape] if rng.random() < 0.5 else shape))}


def _with_zero(rng):
    return {"x": rng.permutation(np.append(_signed(rng, 3), [0.0, 0.0]))}


def _far(rng):
    top = number(rng, 1100, 2000)
    return {"x": rng.permutation(np.array([top, -top, 0.5 * top, -0.6 * top]))}


# Two layers that are one


def _run_collapse(answer, **inputs):
    return parts(answer(*inputs.values()), "W", "b")


def _two_layers(rng, n_inputs, n_hidden, n_outputs):
    return {
        "W1": numbers(rng, n_inputs, n_hidden),
        "b1": numbers(rng, 1, n_hidden),
        "W2": numbers(rng, n_hidden, n_outputs),
        "b2": numbers(rng, 1, n_outputs),
    }


def _uneven_layers(rng):
    return _two_layers(rng, *sizes(rng, 3))


def _square_layers(rng):
    return _two_layers(rng, *[int(rng.integers(2, 4))] * 3)


def _both_ways(inputs, outputs, expected):
    """What both ways make of an input of ones."""
    ours, right = (one["W"].sum(axis=0) + one["b"][0] for one in (outputs, expected))
    if np.allclose(ours, right, 1e-6, 1e-9):
        return "For an input of ones it gives what the two layers give; for others it does not."
    listed = [np.round(one, 3).tolist() for one in (right, ours)]
    return f"For an input of ones the two layers give {listed[0]}, and your one layer {listed[1]}."


collapse = Exercise(
    name="collapse",
    lesson=LESSON,
    behaviours=[
        Behaviour(
            "one layer does the work of two",
            _uneven_layers,
            cases=[
                {
                    "W1": np.array([[2.0, -1.0]]),
                    "b1": np.array([[1.0, 0.0]]),
                    "W2": np.array([[3.0], [4.0]]),
                    "b2": np.array([[5.0]]),
                }
            ],
        ),
        Behaviour("also when all layers are of one size", _square_layers),
        Behaviour("your inputs are left as they were", _square_layers, unchanged=True),
    ],
    run=_run_collapse,
    remark=_both_ways,
)


# Functions of each number alone


heaviside = Exercise(
    name="heaviside",
    lesson=LESSON,
    behaviours=[
        Behaviour(
            "1 above zero, 0 below", _row, cases=[{"x": np.array([-2.0, 3.0, 0.5])}], draws=1
        ),
        Behaviour("0 at zero itself", _with_zero, cases=[{"x": np.array([0.0, 2.0])}]),
        Behaviour("it works with arrays of any shape", _any_shape),
    ],
)


def _range(inputs, outputs, expected):
    low, high = outputs[""].min(), outputs[""].max()
    if low >= 0 and high <= 1:
        return ""
    return f"Every value should lie between 0 and 1; yours run from {low:.3g} to {high:.3g}."


sigmoid = Exercise(
    name="sigmoid",
    lesson=LESSON,
    behaviours=[
        Behaviour(
            "each number is squeezed between 0 and 1",
            _row,
            cases=[{"x": np.array([-1.0, 0.0, 2.0])}],
        ),
        Behaviour("it works with arrays of any shape", _any_shape),
        Behaviour(
            "1000 and -1000 are no trouble, and quiet",
            _far,
            cases=[{"x": np.array([-1000.0, 1000.0])}],
            quiet=True,
        ),
        Behaviour("your input is left as it was", _row, unchanged=True),
    ],
    remark=_range,
)

relu = Exercise(
    name="relu",
    lesson=LESSON,
    behaviours=[
        Behaviour(
            "negative numbers become 0, the others stay",
            _row,
            cases=[{"x": np.array([-2.0, 0.0, 3.5])}],
        ),
        Behaviour(
            "it works with arrays of any shape",
            _any_shape,
            cases=[{"x": np.array([[-1.0, 2.0], [-3.0, 0.5]])}],
        ),
        Behaviour("your input is left as it was", _row, unchanged=True),
    ],
)

sigmoid_slope = Exercise(
    name="sigmoid_slope",
    lesson=LESSON,
    behaviours=[
        Behaviour(
            "each number gets the slope of the curve there",
            _row,
            cases=[{"x": np.array([0.0, 2.0, -2.0])}],
        ),
        Behaviour("it works with arrays of any shape", _any_shape),
        Behaviour(
            "far out the slope is 0, on both sides",
            _far,
            cases=[{"x": np.array([1000.0, -1000.0])}],
        ),
    ],
)

relu_slope = Exercise(
    name="relu_slope",
    lesson=LESSON,
    behaviours=[
        Behaviour("0 on the left, 1 on the right", _row, cases=[{"x": np.array([-2.0, 3.5])}]),
        Behaviour("0 at the corner", _with_zero, cases=[{"x": np.array([0.0, 2.0])}]),
        Behaviour("it works with arrays of any shape", _any_shape),
    ],
    extra=True,
)

tanh_from_sigmoid = Exercise(
    name="tanh_from_sigmoid",
    lesson=LESSON,
    behaviours=[
        Behaviour(
            "each number is squeezed between -1 and 1",
            _row,
            cases=[{"x": np.array([-1.0, 0.0, 2.0])}],
        ),
        Behaviour("it works with arrays of any shape", _any_shape),
    ],
    extra=True,
)


def _with_slope(draw):
    return lambda rng: {**draw(rng), "slope": number(rng, 0.05, 0.4)}


leaky_relu = Exercise(
    name="leaky_relu",
    lesson=LESSON,
    behaviours=[
        Behaviour(
            "negative numbers shrink, the others stay",
            _with_slope(_row),
            cases=[{"x": np.array([-2.0, 3.0]), "slope": 0.1}],
        ),
        Behaviour("it works with arrays of any shape", _with_slope(_any_shape)),
        Behaviour("your input is left as it was", _with_slope(_row), unchanged=True),
    ],
    extra=True,
)


def _with_alpha(draw):
    def with_alpha(rng):
        alpha = float(rng.choice([number(rng, 0.3, 0.8), number(rng, 1.3, 2.5)]))
        return {**draw(rng), "alpha": alpha}

    return with_alpha


elu = Exercise(
    name="elu",
    lesson=LESSON,
    behaviours=[
        Behaviour(
            "negative numbers level off at minus alpha, the others stay",
            _with_alpha(_row),
            cases=[{"x": np.array([-1.0, 2.0]), "alpha": 0.5}],
        ),
        Behaviour("it works with arrays of any shape", _with_alpha(_any_shape)),
        Behaviour(
            "1000 and -1000 are no trouble, and quiet",
            _with_alpha(_far),
            cases=[{"x": np.array([-1000.0, 1000.0]), "alpha": 2.0}],
            quiet=True,
        ),
    ],
    extra=True,
)


# Functions of each row


def _scores(rng):
    rows, classes = sizes(rng, 2)
    return {"scores": numbers(rng, rows, classes, scale=2)}


def _uneven(rng):
    """A square batch whose rows are of very different size: axes and rows cannot hide each other."""
    size = int(rng.integers(3, 5))
    heights = rng.permutation([0.0, 30.0, 900.0, -400.0][:size])[:, np.newaxis]
    return {"scores": heights + numbers(rng, size, size, scale=2)}


def _large(rng):
    top = number(rng, 1000, 2000)
    return {"scores": np.array([[top, top - 1, -top], [-top, -top, -top - number(rng, 0.5, 2)]])}


def _rows_sum(inputs, outputs, expected):
    sums = np.round(outputs[""].sum(axis=1), 3).tolist()
    if all(abs(one - 1) < 1e-6 for one in sums):
        return "Each row sums to 1, but the shares are not the expected ones."
    listed = " and ".join(f"{one:g}" for one in sums[:4])
    return f"Each row should sum to 1; yours sum to {listed}."


softmax = Exercise(
    name="softmax",
    lesson=LESSON,
    behaviours=[
        Behaviour(
            "each row is turned into shares",
            _scores,
            cases=[{"scores": np.array([[1.0, 2.0, 3.0], [1.0, 1.0, 1.0]])}],
        ),
        Behaviour(
            "rows do not touch each other",
            _uneven,
            cases=[{"scores": np.array([[1.0, 2.0], [900.0, 901.0]])}],
        ),
        Behaviour(
            "scores of 1000 are no trouble, and quiet",
            _large,
            cases=[{"scores": np.array([[1000.0, 1001.0, 999.0]])}],
            quiet=True,
        ),
        Behaviour("your input is left as it was", _scores, unchanged=True),
    ],
    remark=_rows_sum,
)


def _warm(rng):
    return {**_scores(rng), "temperature": number(rng, 2, 5)}


def _cold(rng):
    return {**_scores(rng), "temperature": number(rng, 0.2, 0.6)}


def _large_and_cold(rng):
    return {**_large(rng), "temperature": number(rng, 0.3, 0.7)}


softmax_temperature = Exercise(
    name="softmax_temperature",
    lesson=LESSON,
    behaviours=[
        Behaviour(
            "a temperature above 1 makes the shares more alike",
            _warm,
            cases=[{"scores": np.array([[1.0, 2.0, 3.0], [1.0, 1.0, 3.0]]), "temperature": 2.0}],
        ),
        Behaviour("a temperature below 1 sets them apart", _cold),
        Behaviour("scores of 1000 are no trouble", _large_and_cold),
        Behaviour("your input is left as it was", _cold, unchanged=True),
    ],
    remark=_rows_sum,
    extra=True,
)


# Find the bug


def _votes(rows, n_inputs, n_classes):
    def draw(rng):
        return {
            "X": numbers(rng, rows, n_inputs),
            "weights": numbers(rng, n_inputs, n_classes),
            "biases": numbers(rng, 1, n_classes),
        }

    return draw


def _count(inputs, outputs, expected):
    rows, total = len(inputs["X"]), round(float(outputs[""].sum()), 3)
    if abs(total - rows) < 1e-6:
        return (
            f"The votes of {rows} samples add up to {rows}, but they are not divided as expected."
        )
    return f"{rows} samples have {rows} votes in all; yours add up to {total:g}."


repair_votes = Exercise(
    name="repair_votes",
    lesson=LESSON,
    behaviours=[
        Behaviour(
            "every sample has one vote",
            _votes(5, 2, 3),
            cases=[
                {
                    "X": np.array([[1.0], [2.0]]),
                    "weights": np.array([[1.0, 0.0, -1.0]]),
                    "biases": np.array([[0.0, 1.0, 0.0]]),
                }
            ],
        ),
        Behaviour("also with as many samples as classes", _votes(3, 4, 3)),
        Behaviour("it works with a batch of one", _votes(1, 3, 4)),
    ],
    remark=_count,
)

EXERCISES = [
    collapse,
    heaviside,
    sigmoid,
    relu,
    sigmoid_slope,
    softmax,
    repair_votes,
    relu_slope,
    tanh_from_sigmoid,
    leaky_relu,
    elu,
    softmax_temperature,
]
PREDICTIONS = [
    Prediction("remember_batch_through_dense", LESSON),
    Prediction("remember_biases_of_dense", LESSON),
    Prediction("remember_parameters_4_3_2", LESSON),
    Prediction("predict_two_lines", LESSON),
    Prediction("predict_ramp", LESSON),
    Prediction("predict_four_sigmoids", LESSON, decimals=4),
    Prediction("predict_shifted", LESSON, decimals=3),
    Prediction("predict_forward_order", LESSON),
    Prediction("predict_votes_bug", LESSON),
]
