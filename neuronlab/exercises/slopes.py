"""Lesson 06: slopes."""

import numpy as np

from neuronlab.draws import number, numbers
from neuronlab.exercise import Behaviour, Exercise, Prediction, Unsuitable, parts
from neuronlab.ordering import assemble

LESSON = "06_slopes"


def _either_sign(rng, low, high, decimals=2):
    return float(rng.choice([-1.0, 1.0])) * number(rng, low, high, decimals)


def _too_steep(inputs, outputs, expected):
    """How the slope that was given compares with the right one."""
    found, right = float(outputs[""]), float(expected[""])
    if right and abs(found + right) < 1e-6 * abs(right):
        return "The size is right, and the sign is the other one."
    if right and abs(found / right - 1) > 1e-6:
        return f"Yours is {found / right:.4g} times what is expected."
    return ""


# The slope of a function of one number

FUNCTIONS = {
    "x**2": lambda x: x**2,
    "x**3": lambda x: x**3,
    "1 / x": lambda x: 1 / x,
    "np.exp(x)": np.exp,
    "np.sin(x)": np.sin,
    "5 - 2 * x**3": lambda x: 5 - 2 * x**3,
}
"""What an answer is given to differentiate, by the text that a learner reads."""


def _run_difference(answer, f, x, h):
    return answer(FUNCTIONS[f], x, h)


def _square(rng):
    return {"f": "x**2", "x": _either_sign(rng, 1, 4), "h": number(rng, 0.2, 0.9)}


def _cube(rng):
    return {"f": "x**3", "x": _either_sign(rng, 1, 3), "h": number(rng, 0.2, 0.9)}


def _any_function(rng):
    texts = ["1 / x", "np.exp(x)", "np.sin(x)", "5 - 2 * x**3"]
    return {
        "f": str(rng.choice(texts)),
        "x": number(rng, 1.7, 2.8),
        "h": number(rng, 0.02, 0.4),
    }


central_difference = Exercise(
    name="central_difference",
    lesson=LESSON,
    behaviours=[
        Behaviour(
            "the slope of a square comes out exactly",
            _square,
            cases=[{"f": "x**2", "x": 3.0, "h": 0.5}],
        ),
        Behaviour(
            "the step is the h that is given",
            _cube,
            cases=[{"f": "x**3", "x": 2.0, "h": 0.1}],
        ),
        Behaviour("it works with any function of one number", _any_function),
    ],
    run=_run_difference,
    returns="number",
    rtol=1e-7,
    remark=_too_steep,
)


# Slopes multiply along a path, and add up over paths

chain = Exercise(
    name="chain",
    lesson=LESSON,
    behaviours=[
        Behaviour(
            "the slope of the nest comes out",
            lambda rng: {"x": number(rng, 1.2, 2.5)},
            cases=[{"x": 2.0}],
        ),
        Behaviour(
            "left of 0 the nest falls",
            lambda rng: {"x": -number(rng, 1.2, 2.5)},
            cases=[{"x": -3.0}],
        ),
        Behaviour(
            "it works with a fraction",
            lambda rng: {"x": float(rng.choice([-1.0, 1.0])) * number(rng, 0.6, 0.9)},
        ),
    ],
    returns="number",
    remark=_too_steep,
)

two_paths = Exercise(
    name="two_paths",
    lesson=LESSON,
    behaviours=[
        Behaviour(
            "both paths count",
            lambda rng: {"x": number(rng, 1.2, 3)},
            cases=[{"x": 3.0}],
        ),
        Behaviour(
            "left of 0 too",
            lambda rng: {"x": -number(rng, 1.2, 3)},
            cases=[{"x": -2.0}],
        ),
    ],
    returns="number",
    remark=_too_steep,
)


# One neuron, forward and back


def _run_backward(answer, x, w, b, dvalue):
    return parts(answer(x, w, b, dvalue), "dx", "dw", "db")


def _neuron(rng, fires=True, against_bias=False, dvalue=None):
    """A neuron that fires or is silent; with `against_bias` it would do the other without its bias."""
    n = int(rng.integers(2, 5))
    while True:
        x, w = numbers(rng, n, scale=2), numbers(rng, n)
        without = float(w @ x)
        wanted = 1 if fires else -1
        if abs(without) > 0.3 and (without * wanted < 0) == against_bias:
            break
    z = wanted * number(rng, 0.5, 2)
    b = round(z - without, 2) if against_bias else wanted * number(rng, 1.2, 3)
    dvalue = number(rng, 1.5, 4) if dvalue is None else dvalue
    return {"x": x, "w": w, "b": b, "dvalue": dvalue}


def _at_the_kink(rng):
    """Whole numbers, so that w.x + b is 0 to the last bit."""
    x, w = rng.choice([-3.0, -2.0, 2.0, 3.0, 4.0], (2, 3))
    return {"x": x, "w": w, "b": -float(w @ x), "dvalue": number(rng, 1.5, 4)}


neuron_backward = Exercise(
    name="neuron_backward",
    lesson=LESSON,
    behaviours=[
        Behaviour(
            "a neuron that fires passes the slope on",
            lambda rng: _neuron(rng, fires=True, against_bias=bool(rng.integers(2))),
            cases=[
                {
                    "x": np.array([2.0, -1.0]),
                    "w": np.array([3.0, 4.0]),
                    "b": 1.0,
                    "dvalue": 2.0,
                },
                {
                    "x": np.array([1.0, -2.0, 3.0]),
                    "w": np.array([-3.0, -1.0, 2.0]),
                    "b": 1.0,
                    "dvalue": 1.0,
                },
                {
                    "x": np.array([1.0, 2.0]),
                    "w": np.array([1.0, -2.0]),
                    "b": 4.0,
                    "dvalue": 3.0,
                },
                {"x": np.array([1.0, 2.0]), "w": np.array([1.5, -1.0]), "b": 1.0, "dvalue": 2.0},
            ],
        ),
        Behaviour(
            "a neuron that is silent passes nothing on",
            lambda rng: _neuron(rng, fires=False, against_bias=True),
            cases=[
                {"x": np.array([1.0, 2.0]), "w": np.array([1.0, 1.0]), "b": -5.0, "dvalue": 2.0}
            ],
        ),
        Behaviour(
            "a negative slope comes back negative",
            lambda rng: _neuron(rng, fires=True, dvalue=-number(rng, 1.5, 4)),
        ),
        Behaviour(
            "at exactly 0 the neuron counts as silent",
            _at_the_kink,
            cases=[
                {"x": np.array([1.0, 2.0]), "w": np.array([3.0, 1.0]), "b": -5.0, "dvalue": 2.0}
            ],
        ),
        Behaviour("your arrays are left as they were", _neuron, unchanged=True),
    ],
    run=_run_backward,
    returns={"dx": "array", "dw": "array", "db": "number"},
)


# All slopes at once, measured


MIXED = "np.sum(cubes * x**3) + pull * np.sum(x)**2"
"""What an answer is given to differentiate, as a learner reads it."""


def _run_gradient(answer, f, x, cubes, pull, h=None):
    """Differentiate the function that `f` names, built here from the arrays."""

    def mixed(point):
        return float(np.sum(cubes * point**3) + pull * np.sum(point) ** 2)

    return answer(mixed, x) if h is None else answer(mixed, x, h)


def _gradient(*shape, h=None):
    def draw(rng):
        inputs = {
            "f": MIXED,
            "x": numbers(rng, *shape),
            "cubes": numbers(rng, *shape),
            "pull": number(rng, 0.5, 2),
        }
        return inputs if h is None else {**inputs, "h": h}

    return draw


numerical_gradient = Exercise(
    name="numerical_gradient",
    lesson=LESSON,
    behaviours=[
        Behaviour(
            "a vector gets one slope for each entry",
            _gradient(4),
            cases=[
                {"f": MIXED, "x": np.array([1.0, 2.0]), "cubes": np.array([1.0, 0.0]), "pull": 1.0}
            ],
        ),
        Behaviour("a matrix keeps its shape", _gradient(2, 3)),
        Behaviour(
            "the step h is the one that is given",
            _gradient(3, h=0.1),
            cases=[
                {
                    "f": MIXED,
                    "x": np.array([1.0, 2.0]),
                    "cubes": np.array([1.0, 0.0]),
                    "pull": 1.0,
                    "h": 0.1,
                }
            ],
        ),
        Behaviour("x is as it was, to the last bit", _gradient(2, 1, 3), unchanged=True),
    ],
    run=_run_gradient,
    rtol=1e-6,
    atol=1e-7,
)


# How far two gradients are apart


def _gradients(rng, *shape, opposite=False):
    """Two gradients: each entry is off by another share, and the largest share is no large entry."""
    size = int(np.prod(shape))
    sizes = np.sort(rng.uniform(0.5, 4, size) * np.geomspace(0.2, 4, size))
    shares = np.sort(rng.uniform(0.02, 0.4, size))[::-1]
    signs = rng.choice([-1.0, 1.0], size)
    numeric = np.round(signs * sizes, 3)
    analytic = np.round(numeric - np.abs(numeric) * shares, 3)
    if opposite:
        numeric[0] = abs(numeric[0])
        analytic[0] = -np.round(numeric[0] / 2, 3)
    order = rng.permutation(size)
    return {"analytic": analytic[order].reshape(shape), "numeric": numeric[order].reshape(shape)}


def _tiny_gradients(rng):
    numeric = rng.integers(1, 4, 3) * 1e-9
    return {"analytic": numeric * np.array([0.4, 0.7, 0.9]), "numeric": numeric}


def _with_zeros(rng):
    place, drawn = int(rng.integers(5)), _gradients(rng, 5)
    for array in drawn.values():
        array[place] = 0.0
    return drawn


gradient_error = Exercise(
    name="gradient_error",
    lesson=LESSON,
    behaviours=[
        Behaviour(
            "the largest relative difference is found",
            lambda rng: _gradients(rng, 4),
            cases=[
                {"analytic": np.array([10.0, 1.0]), "numeric": np.array([12.0, 3.0])},
                {"analytic": np.array([-4.0, 6.0]), "numeric": np.array([-1.0, 5.0])},
                {"analytic": np.array([3.0, 10.0]), "numeric": np.array([1.0, 12.0])},
            ],
        ),
        Behaviour(
            "it works with arrays of any shape, and with opposite signs",
            lambda rng: _gradients(rng, 2, 3, opposite=True),
        ),
        Behaviour("tiny slopes are measured against 0.00000001", _tiny_gradients),
        Behaviour(
            "zeros on both sides are no trouble, and quiet",
            _with_zeros,
            cases=[{"analytic": np.array([0.0, 1.0]), "numeric": np.array([0.0, 3.0])}],
            quiet=True,
        ),
        Behaviour(
            "your arrays are left as they were", lambda rng: _gradients(rng, 3), unchanged=True
        ),
    ],
    returns="number",
)


# Find the bug


def _run_step(answer, w, x, target, lr):
    return parts(answer(w, x, target, lr), "slope", "new_w")


def _prediction(rng, too_low, sign=1.0):
    """A prediction w * x that is off by 1 to 3; `sign` is that of x."""
    x, w = sign * number(rng, 1.2, 3), _either_sign(rng, 0.5, 2)
    off = number(rng, 1, 3)
    target = round(w * x + off if too_low else w * x - off, 2)
    return {"w": w, "x": x, "target": target, "lr": number(rng, 0.01, 0.05)}


repair_step = Exercise(
    name="repair_step",
    lesson=LESSON,
    behaviours=[
        Behaviour(
            "a prediction that is too low is raised",
            lambda rng: _prediction(rng, True),
            cases=[{"w": 1.0, "x": 2.0, "target": 5.0, "lr": 0.05}],
        ),
        Behaviour("a prediction that is too high is lowered", lambda rng: _prediction(rng, False)),
        Behaviour(
            "it works with a negative input",
            lambda rng: _prediction(rng, bool(rng.integers(2)), -1.0),
        ),
    ],
    run=_run_step,
    returns="number",
)


# Lines in order

HEADER = "def value_and_slope(x):"
LINES = {
    "A": "    value, slope = 5 * value, 5 * slope",
    "B": "    value, slope = x, 1.0",
    "C": "    return value, slope",
    "D": "    value, slope = value + 2, slope",
    "E": "    value, slope = value**2, 2 * value * slope",
}


def _run_lines(answer, x):
    """Put the lines together as the letters say, and run what comes out."""
    order = answer()
    travel = assemble(order, HEADER, LINES)
    try:
        value, slope = travel(x)
    except UnboundLocalError:
        raise Unsuitable(
            f"In the order {order} a line works on value and slope before they have their first "
            "values. Which line needs nothing but x?"
        ) from None
    return {"value": value, "slope": slope}


slopes_order = Exercise(
    name="slopes_order",
    lesson=LESSON,
    behaviours=[
        Behaviour(
            "value and slope travel through the nest together",
            lambda rng: {"x": number(rng, 1.2, 3)},
            cases=[{"x": 1.0}],
        ),
        Behaviour("left of 0 too", lambda rng: {"x": -number(rng, 2.5, 4)}),
    ],
    run=_run_lines,
    returns="number",
    extra=True,
)

EXERCISES = [
    central_difference,
    chain,
    two_paths,
    neuron_backward,
    numerical_gradient,
    gradient_error,
    repair_step,
    slopes_order,
]
PREDICTIONS = [
    Prediction("remember_first_loss", LESSON, decimals=2),
    Prediction("remember_relu_slope", LESSON),
    Prediction("remember_dense", LESSON),
    Prediction("predict_forward", LESSON, decimals=1),
    Prediction("predict_small_step", LESSON),
    Prediction("predict_chain", LESSON),
    Prediction("predict_paths", LESSON),
    Prediction("predict_weight_slope", LESSON),
    Prediction("predict_sign_error", LESSON, decimals=1),
    Prediction("predict_bug", LESSON),
]
