"""Lesson 02: a layer of neurons."""

import numpy as np

from neuronlab.draws import number, numbers, sizes
from neuronlab.exercise import Behaviour, Exercise, Prediction, Unsuitable, parts
from neuronlab.ordering import assemble, letters_of

LESSON = "02_layer"

CORNERS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
"""All inputs of a gate with two inputs."""


def _biases(rng, neurons):
    """Positive and all different: a bias that is lent, summed or left out cannot hide."""
    halves = rng.permutation(np.arange(1, neurons + 1)) / 2
    return np.round(halves + number(rng, 0.05, 0.45), 2)


def _layer(rng, neurons, inputs):
    return {
        "inputs": numbers(rng, inputs, scale=2),
        "weights": numbers(rng, neurons, inputs),
        "biases": _biases(rng, neurons),
    }


def _uneven(rng):
    return _layer(rng, *sizes(rng, 2))


def _square(rng):
    size = int(rng.integers(2, 5))
    return _layer(rng, size, size)


def _one_neuron(rng):
    return _layer(rng, 1, int(rng.integers(2, 6)))


def _wide(rng):
    neurons = int(rng.integers(2, 5))
    return _layer(rng, neurons, neurons + int(rng.integers(1, 4)))


def _narrow(rng):
    inputs = int(rng.integers(2, 5))
    return _layer(rng, inputs + int(rng.integers(1, 4)), inputs)


def _lists(draw):
    """The same draw in plain Python, for answers that are written with lists."""
    return lambda rng: {name: array.tolist() for name, array in draw(rng).items()}


def _without_biases(draw):
    def drawn(rng):
        return {name: value for name, value in draw(rng).items() if name != "biases"}

    return drawn


def _named(indices):
    words = [str(index) for index in indices]
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def _right_neurons(inputs, outputs, expected):
    """Which neurons are right, where some are: the place to look is among the others."""
    near = np.isclose(outputs[""].astype(float), expected[""], 1e-6, 1e-9)
    if near.all() or not near.any():
        return ""
    right, wrong = np.flatnonzero(near), np.flatnonzero(~near)
    return (
        f"Counted from 0, the output of neuron {_named(right)} is right, and that of neuron "
        f"{_named(wrong)} is not."
    )


PAPER = {"inputs": [2.0, 3.0], "weights": [[1.0, -1.0], [0.5, 2.0]], "biases": [0.5, -1.0]}
SEED = {
    "inputs": [1.0, 2.0, 3.0, 2.5],
    "weights": [[0.2, 0.8, -0.5, 1.0], [0.5, -0.91, 0.26, -0.5], [-0.26, -0.27, 0.17, 0.87]],
    "biases": [2.0, 3.0, 0.5],
}
"""The layer that runs through the lesson; it gives 4.8, 1.21 and 2.385."""


def _arrays(case):
    return {name: np.array(value) for name, value in case.items()}


LINES = {
    "A": "for j in range(len(weights)):",
    "B": "        total += weights[j][i] * inputs[i]",
    "C": "sums = []",
    "D": "    total = 0.0",
    "E": "    for i in range(len(inputs)):",
    "F": "    sums.append(total)",
    "G": "total = 0.0",
    "H": "        sums.append(total)",
}
"""The lines of `layer_order`, as the lesson shows them."""


def _run_order(answer, inputs, weights):
    order = answer()
    indented = {letter: f"    {line}" for letter, line in LINES.items()}
    header, footer = "def weighted_sums(inputs, weights):", "    return sums"
    made = assemble(order, header, indented, footer, every=False)
    try:
        return made(inputs, weights)
    except Exception as error:
        letters, number = (
            letters_of(order, LINES, every=False),
            error.__traceback__.tb_next.tb_lineno,
        )
        place = f"line {letters[number - 2]}" if number < len(letters) + 2 else "the last line"
        raise Unsuitable(
            f"In this order the lines stop at {place} with {type(error).__name__}: {error}."
        ) from None


layer_order = Exercise(
    name="layer_order",
    lesson=LESSON,
    behaviours=[
        Behaviour(
            "two neurons with two inputs give two sums",
            _without_biases(_lists(lambda rng: _layer(rng, 2, 2))),
            cases=[{"inputs": PAPER["inputs"], "weights": PAPER["weights"]}],
        ),
        Behaviour(
            "it works with any number of neurons and inputs",
            _without_biases(_lists(_uneven)),
            cases=[{"inputs": SEED["inputs"], "weights": SEED["weights"]}],
        ),
    ],
    run=_run_order,
    returns="list",
    remark=_right_neurons,
)

layer_loops = Exercise(
    name="layer_loops",
    lesson=LESSON,
    behaviours=[
        Behaviour(
            "two neurons give two numbers",
            _lists(lambda rng: _layer(rng, 2, int(rng.integers(3, 6)))),
            cases=[PAPER],
        ),
        Behaviour("it works with any number of neurons and inputs", _lists(_uneven), cases=[SEED]),
        Behaviour("it works with as many neurons as inputs", _lists(_square)),
        Behaviour("one neuron gives a list of one number", _lists(_one_neuron)),
        Behaviour("your lists are left as they were", _lists(_uneven), unchanged=True),
    ],
    returns="list",
    remark=_right_neurons,
)

layer_dot = Exercise(
    name="layer_dot",
    lesson=LESSON,
    behaviours=[
        Behaviour(
            "each neuron gives one number",
            _uneven,
            cases=[
                {
                    "inputs": np.array([2.0, 1.0, 4.0]),
                    "weights": np.array([[1.0, 0.0, 2.0], [-1.0, 3.0, 0.5]]),
                    "biases": np.array([0.5, 1.0]),
                },
                _arrays(SEED),
            ],
        ),
        Behaviour(
            "it works with as many neurons as inputs",
            _square,
            cases=[
                {
                    "inputs": np.array([1.0, 10.0]),
                    "weights": np.array([[1.0, 2.0], [3.0, 4.0]]),
                    "biases": np.array([0.5, 0.25]),
                }
            ],
        ),
        Behaviour("one neuron gives an array of one number", _one_neuron),
        Behaviour("your arrays are left as they were", _uneven, unchanged=True),
    ],
    remark=_right_neurons,
)


def _weights_alone(rng):
    return {"weights": numbers(rng, *sizes(rng, 2))}


def _weights_of_one(rng):
    return {"weights": numbers(rng, 1, int(rng.integers(2, 8)))}


def _run_read(answer, weights):
    return parts(answer(weights), "n_inputs", "n_neurons", "n_parameters")


read_layer = Exercise(
    name="read_layer",
    lesson=LESSON,
    behaviours=[
        Behaviour(
            "inputs, neurons and parameters of a layer",
            _weights_alone,
            cases=[{"weights": np.array([[0.5, -1.0, 2.0], [1.0, 0.0, -0.5]])}],
        ),
        Behaviour("one neuron is read too", _weights_of_one),
    ],
    run=_run_read,
    returns={"n_inputs": "number", "n_neurons": "number", "n_parameters": "number"},
)


def _one_layer(rng):
    return {"layer_sizes": sizes(rng, 2, 2, 12)}


def _two_layers(rng):
    return {"layer_sizes": sizes(rng, 3, 2, 12)}


def _many_layers(rng):
    return {"layer_sizes": sizes(rng, int(rng.integers(4, 7)), 2, 20)}


count_parameters = Exercise(
    name="count_parameters",
    lesson=LESSON,
    behaviours=[
        Behaviour("one layer is counted", _one_layer, cases=[{"layer_sizes": [4, 3]}]),
        Behaviour("two layers are counted", _two_layers, cases=[{"layer_sizes": [3, 2, 4]}]),
        Behaviour(
            "it works with any number of layers",
            _many_layers,
            cases=[{"layer_sizes": [5, 3, 3, 2]}],
        ),
        Behaviour("your list is left as it was", _many_layers, unchanged=True),
    ],
    returns="number",
)

repair_layer = Exercise(
    name="repair_layer",
    lesson=LESSON,
    behaviours=[
        Behaviour(
            "it works with more inputs than neurons",
            _wide,
            cases=[
                {
                    "inputs": np.array([1.0, 2.0, 10.0]),
                    "weights": np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]),
                    "biases": np.array([0.5, 0.25]),
                }
            ],
        ),
        Behaviour(
            "it works with fewer inputs than neurons",
            _narrow,
            cases=[
                {
                    "inputs": np.array([2.0]),
                    "weights": np.array([[3.0], [-1.0]]),
                    "biases": np.array([0.5, 1.0]),
                }
            ],
        ),
        Behaviour("it works with as many inputs as neurons", _square),
        Behaviour("your arrays are left as they were", _wide, unchanged=True),
    ],
    remark=_right_neurons,
)


def _corners(rng):
    return {"X": rng.permutation(CORNERS)}


def _near_corners(rng):
    """Every corner, off by the same small step in each of the four directions."""
    step = number(rng, 0.07, 0.1)
    off = step * (2 * CORNERS - 1)
    return {"X": rng.permutation((CORNERS[:, np.newaxis] + off).reshape(-1, 2).round(2))}


def _run_xor(answer, X):
    """What two neurons, and a third that sees only those two, answer on the rows of X."""
    named = parts(answer(), "weights", "biases", "out_weights", "out_bias")
    shapes = {"weights": (2, 2), "biases": (2,), "out_weights": (2,), "out_bias": ()}
    for name, shape in shapes.items():
        try:
            named[name] = np.array(named[name], dtype=float)
        except (TypeError, ValueError):
            raise Unsuitable(f"{name} should hold numbers in the shape {shape}.") from None
        if named[name].shape != shape:
            found = named[name].shape
            raise Unsuitable(f"{name} should have the shape {shape}, and it has {found}.")
    first, second = (X @ named["weights"][k] + named["biases"][k] > 0 for k in (0, 1))
    one, other = named["out_weights"]
    total = one * first + other * second + named["out_bias"]
    return (total > 0).astype(int)


def _fires_on(inputs, outputs, expected):
    wrong = outputs[""] != expected[""]
    where = ", ".join(f"({one:g}, {other:g})" for one, other in inputs["X"][wrong][:4])
    more = " and elsewhere" if wrong.sum() > 4 else ""
    return f"The last neuron should answer the other way on {where}{more}."


xor_layer = Exercise(
    name="xor_layer",
    lesson=LESSON,
    behaviours=[
        Behaviour("it fires where exactly one input is 1", _corners, cases=[{"X": CORNERS}]),
        Behaviour("inputs that are off by 0.1 are answered alike", _near_corners),
    ],
    run=_run_xor,
    remark=_fires_on,
    extra=True,
)

EXERCISES = [
    layer_order,
    layer_loops,
    layer_dot,
    read_layer,
    count_parameters,
    repair_layer,
    xor_layer,
]
PREDICTIONS = [
    Prediction("remember_neuron", LESSON, decimals=1),
    Prediction("remember_gate", LESSON),
    Prediction("remember_layer_axis", LESSON),
    Prediction("predict_three_outputs", LESSON, decimals=1),
    Prediction("predict_terms", LESSON),
    Prediction("predict_layer_shape", LESSON),
    Prediction("predict_exchanged", LESSON),
    Prediction("predict_parameters", LESSON),
    Prediction("predict_cause", LESSON),
]
