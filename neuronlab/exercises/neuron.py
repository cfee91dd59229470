"""Lesson 01: one neuron."""

import numpy as np

from neuronlab.draws import number, numbers
from neuronlab.exercise import Behaviour, Exercise, Prediction, Unsuitable, parts
from neuronlab.ordering import assemble

LESSON = "01_neuron"
FOUR = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
"""The four inputs of a gate."""


def _either_sign(rng, low, high):
    """A number that is neither near zero nor of a known sign."""
    return float(rng.choice([-1.0, 1.0])) * number(rng, low, high)


def _distance(inputs, outputs, expected):
    """How far a neuron's output is off, beside its bias."""
    off = float(outputs[""]) - float(expected[""])
    way = "more" if off > 0 else "less"
    return f"Yours is {abs(off):.4g} {way} than expected. (The bias here is {inputs['bias']:g}.)"


# One input


def _one(rng, sign_of_weight, sign_of_bias):
    return {
        "x": number(rng, 1.3, 4),
        "weight": sign_of_weight * number(rng, 0.3, 0.9),
        "bias": sign_of_bias * number(rng, 1.2, 3),
    }


neuron_one_input = Exercise(
    name="neuron_one_input",
    lesson=LESSON,
    behaviours=[
        Behaviour(
            "the input is weighed, and the bias is added",
            lambda rng: _one(rng, 1, 1),
            cases=[
                {"x": 2.0, "weight": 0.5, "bias": 3.0},
                {"x": 0.67378, "weight": 0.54623, "bias": 0.64272},
            ],
        ),
        Behaviour("a negative weight turns the input's push around", lambda rng: _one(rng, -1, 1)),
        Behaviour(
            "a negative bias lowers the output",
            lambda rng: _one(rng, 1, -1),
            cases=[{"x": 2.0, "weight": 0.5, "bias": -3.0}],
        ),
    ],
    returns="number",
    remark=_distance,
)


# Any number of inputs, in plain Python


def _lists(rng, inputs=None):
    inputs = int(rng.integers(4, 7)) if inputs is None else inputs
    return {
        "inputs": numbers(rng, inputs, scale=2).tolist(),
        "weights": numbers(rng, inputs).tolist(),
        "bias": _either_sign(rng, 1, 4),
    }


neuron_loop = Exercise(
    name="neuron_loop",
    lesson=LESSON,
    behaviours=[
        Behaviour(
            "three inputs are weighed and added up",
            lambda rng: _lists(rng, 3),
            cases=[{"inputs": [1.0, 2.0, 3.0], "weights": [0.2, 0.8, -0.5], "bias": 2.0}],
        ),
        Behaviour(
            "it works with any number of inputs",
            _lists,
            cases=[
                {"inputs": [0.67378], "weights": [0.54623], "bias": 0.64272},
                {"inputs": [2.0, 3.0], "weights": [0.5, 4.0], "bias": -1.0},
            ],
        ),
        Behaviour("your lists are left as they were", _lists, unchanged=True),
    ],
    returns="number",
    remark=_distance,
)


# The same, as a dot product


def _arrays(rng, inputs=None):
    inputs = int(rng.integers(4, 8)) if inputs is None else inputs
    return {
        "inputs": numbers(rng, inputs, scale=2),
        "weights": numbers(rng, inputs),
        "bias": _either_sign(rng, 1, 4),
    }


def _whole_inputs(rng):
    """Whole numbers for inputs; weights and bias with decimals that must not be lost."""
    inputs = int(rng.integers(3, 6))
    values = rng.choice([-1, 1], inputs) * rng.integers(1, 8, inputs)
    if values.sum() == 1:  # a bias added to each weight would come out the same
        values[0] += np.sign(values[0])
    return {
        "inputs": values,
        "weights": np.array([_either_sign(rng, 0.1, 3) for _ in range(inputs)]) + 0.003,
        "bias": _either_sign(rng, 1, 4) + 0.001,
    }


neuron_dot = Exercise(
    name="neuron_dot",
    lesson=LESSON,
    behaviours=[
        Behaviour(
            "three inputs are weighed and added up",
            lambda rng: _arrays(rng, 3),
            cases=[
                {
                    "inputs": np.array([0.34, 0.45, 0.69]),
                    "weights": np.array([0.24, 0.53, 0.78]),
                    "bias": 0.72,
                }
            ],
        ),
        Behaviour("it works with any number of inputs", _arrays),
        Behaviour(
            "inputs that are whole numbers cost no decimals",
            _whole_inputs,
            cases=[
                {"inputs": np.array([1, 2, 3]), "weights": np.array([0.2, 0.8, -0.5]), "bias": 2.0},
                {"inputs": np.array([3, 4]), "weights": np.array([0.7, 1.6]), "bias": 0.5},
            ],
        ),
        Behaviour("your arrays are left as they were", _arrays, unchanged=True),
    ],
    returns="number",
    remark=_distance,
)


# Where it is undecided


def _border(rng, sign=None):
    """Two weights of clearly different size, so that an exchange shows."""
    sign = rng.choice([-1.0, 1.0]) if sign is None else sign
    small, large = number(rng, 0.4, 0.9), number(rng, 1.2, 3)
    first, second = rng.permutation([small, large])
    first = float(rng.choice([-1.0, 1.0])) * first
    return {"weights": np.array([first, sign * second]), "bias": _either_sign(rng, 1, 4)}


def _output_on_the_line(inputs, outputs, expected):
    """What the neuron answers at two points of the line that was given."""
    found = []
    for x1 in (0.0, 1.0):
        x2 = float(outputs["slope"]) * x1 + float(outputs["intercept"])
        output = float(inputs["weights"][0]) * x1 + float(inputs["weights"][1]) * x2
        found.append((x1, x2, output + inputs["bias"]))
    x1, x2, output = max(found, key=lambda point: abs(point[2]))
    return (
        f"On your line the neuron should answer 0 everywhere; at ({x1:g}, {x2:.4g}), a point of it, "
        f"it answers {output:.4g}."
    )


decision_line = Exercise(
    name="decision_line",
    lesson=LESSON,
    behaviours=[
        Behaviour(
            "the neuron answers 0 on the line",
            lambda rng: _border(rng, 1.0),
            cases=[{"weights": np.array([3.0, 2.0]), "bias": -8.0}],
        ),
        Behaviour(
            "it works with a negative second weight",
            lambda rng: _border(rng, -1.0),
            cases=[{"weights": np.array([6.0, -2.0]), "bias": 5.0}],
        ),
        Behaviour("your weights are left as they were", _border, unchanged=True),
    ],
    run=lambda answer, weights, bias: parts(answer(weights, bias), "slope", "intercept"),
    returns="number",
    remark=_output_on_the_line,
)


# Gates


def _run_gate(answer, points):
    """What the neuron decides at each point: 1 where it fires, 0 elsewhere."""
    named = parts(answer(), "weights", "bias")
    first, second = _reals(named["weights"], 2, "weights")
    (bias,) = _reals([named["bias"]], 1, "bias")
    outputs = [first * x1 + second * x2 + bias for x1, x2 in points]
    return {"fires": np.array([int(output > 0) for output in outputs])}


def _reals(values, how_many, what):
    """Plain finite numbers, or a sentence that says what should be there."""
    wanted = "two numbers" if how_many == 2 else "one number"
    try:
        read = np.array(values, dtype=float)
    except (TypeError, ValueError):
        raise Unsuitable(f"The {what} should be {wanted}.") from None
    if read.shape != (how_many,):
        raise Unsuitable(f"The {what} should be {wanted}, and the shape is {read.shape}.")
    if not np.isfinite(read).all():
        raise Unsuitable(f"The {what} should be finite.")
    return read.tolist()


def _where_it_fires(inputs, outputs, expected):
    on = [
        f"({x1:g}, {x2:g})"
        for (x1, x2), fired in zip(inputs["points"], outputs["fires"], strict=True)
        if fired
    ]
    return f"Your neuron fires on {', '.join(on)}." if on else "Your neuron never fires."


def _gate(name, sentence, extra=False):
    """A gate has one behaviour: no other inputs are fair to every right pair of weights."""
    return Exercise(
        name=name,
        lesson=LESSON,
        behaviours=[Behaviour(sentence, cases=[{"points": FOUR}])],
        run=_run_gate,
        remark=_where_it_fires,
        extra=extra,
    )


and_gate = _gate("and_gate", "it fires on (1, 1) and on nothing else")
or_gate = _gate("or_gate", "it fires when at least one input is 1, and not on (0, 0)", extra=True)


# Find the bug

repair_neuron = Exercise(
    name="repair_neuron",
    lesson=LESSON,
    behaviours=[
        Behaviour(
            "the bias counts once, with three inputs",
            lambda rng: _lists(rng, 3),
            cases=[{"inputs": [1.0, 2.0, 3.0], "weights": [0.2, 0.8, -0.5], "bias": 2.0}],
        ),
        Behaviour(
            "the bias counts once, with any number of inputs",
            _lists,
            cases=[
                {"inputs": [4.0, 5.0], "weights": [0.5, -2.0], "bias": -3.0},
                {"inputs": [-2.0, 3.0], "weights": [0.5, 1.0], "bias": 1.0},
            ],
        ),
    ],
    returns="number",
    remark=_distance,
)


# Lines in order

HEADER = "def pushes_up(inputs, weights):"
LINES = {
    "A": "            ups += 1",
    "B": "    for value, weight in zip(inputs, weights):",
    "C": "    return ups",
    "D": "        push = value * weight",
    "E": "    ups = 0",
    "F": "        if push > 0:",
}


def _run_lines(answer, inputs, weights):
    return assemble(answer(), HEADER, LINES)(inputs, weights)


def _counted(inputs, outputs, expected):
    return (
        f"Of {len(inputs['inputs'])} inputs {int(expected[''])} push the output up, and the function "
        f"that you put together says {float(outputs['']):g}."
    )


def _pushes(rng, ups):
    """Inputs and weights of which `ups` pull in the same direction."""
    inputs = ups + int(rng.integers(1, 4))
    values, sizes = np.abs(numbers(rng, 2, inputs)) + 0.01
    value_signs = rng.choice([-1.0, 1.0], inputs)
    push_signs = rng.permutation([1.0] * ups + [-1.0] * (inputs - ups))
    return {
        "inputs": np.round(values * value_signs, 2).tolist(),
        "weights": np.round(sizes * value_signs * push_signs, 2).tolist(),
    }


neuron_order = Exercise(
    name="neuron_order",
    lesson=LESSON,
    behaviours=[
        Behaviour(
            "the inputs that push the output up are counted",
            lambda rng: _pushes(rng, int(rng.integers(2, 5))),
            cases=[{"inputs": [1.0, 2.0, 3.0], "weights": [0.2, 0.8, -0.5]}],
        ),
        Behaviour(
            "it is 0 when none of them does",
            lambda rng: _pushes(rng, 0),
            cases=[{"inputs": [1.0, 2.0], "weights": [-3.0, -0.5]}],
        ),
    ],
    run=_run_lines,
    returns="number",
    remark=_counted,
    extra=True,
)

EXERCISES = [
    neuron_one_input,
    neuron_loop,
    neuron_dot,
    decision_line,
    and_gate,
    repair_neuron,
    neuron_order,
    or_gate,
]
PREDICTIONS = [
    Prediction("remember_list", LESSON),
    Prediction("remember_axis", LESSON),
    Prediction("remember_view", LESSON),
    Prediction("predict_one_input", LESSON, decimals=1),
    Prediction("predict_neuron", LESSON, decimals=1),
    Prediction("predict_integers", LESSON, decimals=1),
    Prediction("predict_side", LESSON),
    Prediction("predict_gate", LESSON),
    Prediction("predict_xor_table", LESSON),
    Prediction("predict_neuron_bug", LESSON),
]
