"""Lesson 03: batches, the turn from rows to columns, and the Dense layer."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

import numpy as np

from neuronlab.draws import numbers, seed, sizes
from neuronlab.exercise import Behaviour, Exercise, Prediction, Unsuitable, a_kind_of, parts

LESSON = "03_batches"


# Batches through layers whose weights are rows ------------------------------------------------


def _batch(rows, n_inputs, n_neurons):
    def draw(rng):
        return {
            "X": numbers(rng, rows, n_inputs),
            "weights": numbers(rng, n_neurons, n_inputs),
            "biases": numbers(rng, n_neurons, scale=3),
        }

    return draw


def _uneven_batch(rng):
    rows, n_inputs, n_neurons = sizes(rng, 3)
    return _batch(rows, n_inputs, n_neurons)(rng)


def _one_row(rng):
    n_inputs, n_neurons = sizes(rng, 2)
    return _batch(1, n_inputs, n_neurons)(rng)


batch_dot = Exercise(
    name="batch_dot",
    lesson=LESSON,
    behaviours=[
        Behaviour(
            "each row of the batch goes through each neuron",
            _uneven_batch,
            cases=[
                {
                    "X": np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]),
                    "weights": np.array([[1.0, 0.0, 2.0], [2.0, 1.0, 0.0]]),
                    "biases": np.array([10.0, 20.0]),
                }
            ],
        ),
        Behaviour(
            "it works when rows, inputs and neurons are equally many",
            _batch(3, 3, 3),
            cases=[
                {
                    "X": np.array([[1.0, 2.0], [3.0, 4.0]]),
                    "weights": np.array([[1.0, 10.0], [0.0, 2.0]]),
                    "biases": np.array([100.0, 500.0]),
                }
            ],
        ),
        Behaviour(
            "a batch of one row stays a batch",
            _one_row,
            cases=[
                {
                    "X": np.array([[1.0, 2.0, 3.0]]),
                    "weights": np.array([[1.0, 0.0, 2.0], [2.0, 1.0, 0.0]]),
                    "biases": np.array([10.0, 20.0]),
                }
            ],
        ),
    ],
)


def _two(rows, n_inputs, first, second):
    def draw(rng):
        return {
            "X": numbers(rng, rows, n_inputs),
            "weights1": numbers(rng, first, n_inputs),
            "biases1": numbers(rng, first, scale=3),
            "weights2": numbers(rng, second, first),
            "biases2": numbers(rng, second, scale=3),
        }

    return draw


def _two_uneven(rng):
    return _two(*sizes(rng, 4))(rng)


two_layers = Exercise(
    name="two_layers",
    lesson=LESSON,
    behaviours=[
        Behaviour(
            "the second layer is fed with what the first one gives",
            _two_uneven,
            cases=[
                {
                    "X": np.array([[1.0, 2.0], [3.0, 1.0]]),
                    "weights1": np.array([[1.0, 0.0], [1.0, 1.0], [0.0, 2.0]]),
                    "biases1": np.array([0.0, 1.0, 2.0]),
                    "weights2": np.array([[1.0, 2.0, 1.0]]),
                    "biases2": np.array([10.0]),
                }
            ],
        ),
        Behaviour(
            "layers of equal size keep their own weights and biases",
            _two(3, 3, 3, 3),
            cases=[
                {
                    "X": np.array([[1.0, 2.0], [3.0, 1.0]]),
                    "weights1": np.array([[1.0, 0.0], [3.0, 1.0]]),
                    "biases1": np.array([1.0, 2.0]),
                    "weights2": np.array([[1.0, 2.0], [0.0, 1.0]]),
                    "biases2": np.array([10.0, 30.0]),
                }
            ],
        ),
        Behaviour("a batch of one row goes through both", lambda rng: _two(1, *sizes(rng, 3))(rng)),
    ],
)


# From rows to columns, and back ---------------------------------------------------------------


def _weights_and_biases(answer, weights, biases):
    return parts(answer(weights, biases), "weights", "biases")


def _rows(n_neurons, n_inputs):
    def draw(rng):
        return {
            "weights": numbers(rng, n_neurons, n_inputs),
            "biases": numbers(rng, n_neurons, scale=3),
        }

    return draw


def _uneven_rows(rng):
    return _rows(*sizes(rng, 2))(rng)


rows_to_columns = Exercise(
    name="rows_to_columns",
    lesson=LESSON,
    behaviours=[
        Behaviour(
            "each neuron's row becomes a column, the biases become one row",
            _uneven_rows,
            cases=[
                {
                    "weights": np.array([[1.0, 2.0, 3.0], [10.0, 20.0, 30.0]]),
                    "biases": np.array([5.0, 7.0]),
                }
            ],
        ),
        Behaviour(
            "it works with as many neurons as inputs",
            _rows(3, 3),
            cases=[
                {"weights": np.array([[1.0, 2.0], [10.0, 20.0]]), "biases": np.array([5.0, 7.0])}
            ],
        ),
        Behaviour(
            "your weights and biases are left as they were", _uneven_rows, draws=1, unchanged=True
        ),
    ],
    run=_weights_and_biases,
)


def _columns(n_inputs, n_neurons):
    def draw(rng):
        return {
            "weights": numbers(rng, n_inputs, n_neurons),
            "biases": numbers(rng, 1, n_neurons, scale=3),
        }

    return draw


repair_columns_to_rows = Exercise(
    name="repair_columns_to_rows",
    lesson=LESSON,
    behaviours=[
        Behaviour(
            "each neuron's column becomes a row, the biases become flat",
            lambda rng: _columns(*sizes(rng, 2))(rng),
            cases=[
                {
                    "weights": np.array([[1.0, 10.0], [2.0, 20.0], [3.0, 30.0]]),
                    "biases": np.array([[5.0, 7.0]]),
                }
            ],
        ),
        Behaviour(
            "it works with as many neurons as inputs",
            _columns(3, 3),
            cases=[
                {"weights": np.array([[1.0, 10.0], [2.0, 20.0]]), "biases": np.array([[5.0, 7.0]])}
            ],
        ),
        Behaviour(
            "one neuron alone keeps all its axes",
            lambda rng: _columns(int(rng.integers(2, 6)), 1)(rng),
            cases=[{"weights": np.array([[1.0], [2.0]]), "biases": np.array([[5.0]])}],
        ),
    ],
    run=_weights_and_biases,
)


# The Dense layer --------------------------------------------------------------------------------

AGAIN = "weights of a second layer, equal seed"


def _run_dense(answer, n_inputs, n_neurons, seed, X):
    layer = answer(n_inputs, n_neurons, np.random.default_rng(seed))
    output = layer.forward(X)
    twin = answer(n_inputs, n_neurons, np.random.default_rng(seed))
    return {
        "weights": layer.weights,
        "biases": layer.biases,
        "output": output,
        AGAIN: twin.weights,
    }


def _run_assigned(answer, X, weights, biases):
    layer = answer(*weights.shape, np.random.default_rng(0))
    layer.weights, layer.biases = weights, biases
    return {"output": layer.forward(X), "output for the first row alone": layer.forward(X[:1])}


def _run(answer, **inputs):
    return _run_dense(answer, **inputs) if "seed" in inputs else _run_assigned(answer, **inputs)


def _new(rng):
    rows, n_inputs, n_neurons = sizes(rng, 3)
    return {
        "n_inputs": n_inputs,
        "n_neurons": n_neurons,
        "seed": seed(rng),
        "X": numbers(rng, rows, n_inputs),
    }


def _square(rng):
    return {"n_inputs": 3, "n_neurons": 3, "seed": seed(rng), "X": numbers(rng, 3, 3)}


def _assigned(rng):
    rows, n_inputs, n_neurons = sizes(rng, 3)
    return {
        "X": numbers(rng, rows, n_inputs),
        "weights": numbers(rng, n_inputs, n_neurons),
        "biases": numbers(rng, 1, n_neurons),
    }


def _about_weights(inputs, outputs, expected):
    if AGAIN not in outputs:
        return ""
    weights, twin = outputs["weights"], outputs[AGAIN]
    if not np.allclose(weights, twin):
        return (
            "Two layers that were built with equal seeds have different weights: their numbers do not "
            "all come from the rng that is given."
        )
    if np.allclose(weights, expected["weights"], 1e-6, 1e-9):
        return "The weights are as expected; the output or the biases are not."
    if np.allclose(np.sort(weights, None), np.sort(expected["weights"], None), 1e-6, 1e-9):
        return "The numbers of your weights are the expected ones; they stand in other places."
    return (
        f"The largest of your weights is {abs(weights).max():.2g} in size, of the expected ones "
        f"{abs(expected['weights']).max():.2g}."
    )


Dense = Exercise(
    name="Dense",
    lesson=LESSON,
    behaviours=[
        Behaviour(
            "a new layer has small random weights, zero biases and an output",
            _new,
            cases=[{"n_inputs": 2, "n_neurons": 3, "seed": 1, "X": np.array([[1.0, 2.0]])}],
        ),
        Behaviour("it works with as many neurons as inputs", _square),
        Behaviour(
            "weights and biases that are assigned are used, for any batch",
            _assigned,
            cases=[
                {
                    "X": np.array([[1.0, 2.0], [3.0, 4.0]]),
                    "weights": np.array([[1.0, 0.0, 2.0], [0.0, 1.0, 3.0]]),
                    "biases": np.array([[10.0, 20.0, 30.0]]),
                }
            ],
        ),
    ],
    run=_run,
    remark=_about_weights,
)


# Mini-batches -----------------------------------------------------------------------------------

SIZES = "batch sizes"
ROWS = "numbers of the rows that came (in any order)"
LABELS = "numbers of the labels beside them"
EMPTY = -2
"""Fills an array of numbers of rows where nothing came."""

FIRST, SECOND, EQUAL = (
    f"numbers of the rows in {which} (in any order)"
    for which in ("epoch 1", "epoch 2", "epoch 1 with an equal seed")
)


def _served(batches, X, y):
    """What came out of `batches`, as numbers of rows of X and of entries of y; -1 is neither.

    Raises
    ------
    Unsuitable
        If no `for` can go through it, or what comes out is no pair of rows and labels.
    """
    if batches is None or not isinstance(batches, Iterable):
        raise Unsuitable(
            "Something that a `for` can go through was expected, such as a generator or a list of "
            f"pairs, and it gave {a_kind_of(batches)}."
        )
    most = len(X) + 2
    found = list(islice(iter(batches), most + 1))
    if len(found) > most:
        raise Unsuitable(
            f"More than {most} batches came out for {len(X)} rows: is there a loop that never ends?"
        )
    lengths, rows, labels = [], [], []
    for batch in found:
        some_X, some_y = _pair(batch, X.shape[1])
        lengths.append(len(some_X))
        if sum(lengths) > 4 * most:
            raise Unsuitable(f"More than {4 * most} rows came out, and X has {len(X)}.")
        rows += [_place(np.isclose(X, row, 1e-5).all(axis=1)) for row in some_X]
        labels += [_place(np.isclose(y, label)) for label in some_y]
    return [_padded(one, 4 * most) for one in (lengths, rows, labels)]


def _padded(whole_numbers, length):
    """An array of one length for all answers, so that what differs can be shown."""
    return np.array(whole_numbers + [EMPTY] * (length - len(whole_numbers)), dtype=int)


def _pair(batch, columns):
    if not isinstance(batch, tuple | list) or len(batch) != 2:
        raise Unsuitable(
            "Each thing that comes out should be a pair, (rows of X, their entries of y), and one is "
            f"{a_kind_of(batch)}. Was one pair returned where several should come?"
        )
    some_X, some_y = np.asarray(batch[0]), np.asarray(batch[1])
    if some_X.ndim != 2 or (some_X.size and some_X.shape[1] != columns):
        raise Unsuitable(
            f"The first of each pair should have the shape (rows, {columns}), and one has "
            f"{some_X.shape}."
        )
    if some_y.shape != (len(some_X),):
        raise Unsuitable(
            f"A batch of {len(some_X)} rows should come with labels of the shape ({len(some_X)},), "
            f"and one comes with {some_y.shape}."
        )
    return some_X, some_y


def _place(matches):
    return int(np.argmax(matches)) if matches.any() else -1


def _run_epoch(answer, X, y, batch_size, seed):
    known = X.copy(), y.copy()
    lengths, rows, labels = _served(answer(X, y, batch_size, np.random.default_rng(seed)), *known)
    return {SIZES: lengths, ROWS: rows, LABELS: labels}


def _run_epochs(answer, X, y, batch_size, seed):
    shown = {}
    rng = np.random.default_rng(seed)
    for name, source in ((FIRST, rng), (SECOND, rng), (EQUAL, np.random.default_rng(seed))):
        shown[name] = _served(answer(X.copy(), y.copy(), batch_size, source), X, y)[1]
    return shown


def _run_minibatches(answer, X, y, batch_size, seed, epochs=1):
    run = _run_epoch if epochs == 1 else _run_epochs
    return run(answer, X, y, batch_size, seed)


def _about_order(inputs, outputs):
    """What counts of an order that nobody fixes. No right answer differs here but by a chance of 1e-9."""
    every = np.arange(len(inputs["X"]))
    outputs = {name: one[one != EMPTY] for name, one in outputs.items()}
    if ROWS in outputs:
        rows, labels = outputs[ROWS], outputs[LABELS]
        together = np.array_equal(rows, labels)
        return {
            SIZES: outputs[SIZES],
            "each row once": _once(rows, every),
            "each label once": _once(labels, every),
            "rows and labels together": _flag(together),
            "labels stay while rows move": _flag(not together and np.array_equal(labels, every)),
        }
    first, second, equal = (outputs[name] for name in (FIRST, SECOND, EQUAL))
    several = len(first) > inputs["batch_size"]
    blocks = _blocks(first, inputs["batch_size"]) if several else None
    return {
        "shuffled": _flag(not np.array_equal(first, every)),
        "new in the next epoch": _flag(not np.array_equal(first, second)),
        "equal for equal seeds": _flag(np.array_equal(first, equal)),
        "neighbours stay in a batch": _flag(blocks is not None),
        "batches in their order": _flag(blocks is not None and blocks == sorted(blocks)),
        "rows follow as in X": _flag(several and _follow(first, len(every))),
    }


def _once(found, every):
    return _flag(np.array_equal(np.sort(found), every))


def _flag(value):
    return np.array(float(value))


def _follow(rows, total):
    """Whether most rows come right after their neighbour in X: a shift or a turn, and no shuffle."""
    steps = np.diff(rows) % total
    return max((steps == 1).sum(), (steps == total - 1).sum()) > 0.7 * len(rows)


def _blocks(rows, size):
    """Which block of neighbours each batch is, or None if a batch is not one."""
    found = []
    for start in range(0, len(rows), size):
        batch = np.sort(rows[start : start + size])
        if batch[0] % size or not np.array_equal(batch, np.arange(batch[0], batch[0] + len(batch))):
            return None
        found.append(int(batch[0]))
    return found


def _order_in_words(inputs, outputs, expected):
    found, right = _about_order(inputs, outputs), expected
    if SIZES in found and not np.array_equal(found[SIZES], right[SIZES]):
        return f"The batches should have {right[SIZES].tolist()} rows; yours have {found[SIZES].tolist()}."
    said = {
        "each row once": "Not every row of X comes exactly once.",
        "each label once": "Not every entry of y comes exactly once.",
        "rows and labels together": "Rows of X come with labels that belong to other rows.",
        "shuffled": "The rows come in the order in which they were given.",
        "new in the next epoch": "A second epoch with the same rng has the same order again.",
        "equal for equal seeds": "Two generators with equal seeds give different orders.",
        "neighbours stay in a batch": "Each batch holds rows that stood next to each other in X.",
        "rows follow as in X": "Most rows come right after the one that they follow in X.",
    }
    return next(
        (text for name, text in said.items() if name in found and found[name] != right[name]), ""
    )


def _pairs(rng, rows):
    """Rows and labels of which no two are alike, so that each can be followed."""
    X = numbers(rng, rows, 2)
    X[:, 0] = rng.permutation(rows) + 1.0
    return {"X": X, "y": rng.permutation(rows) + 10}


def _remainder(rng):
    """Four batches, the last one smaller; a batch size of 4 would look like the number of batches."""
    batch_size = int(rng.choice([3, 5]))
    rows = 3 * batch_size + int(rng.integers(1, batch_size))
    return {**_pairs(rng, rows), "batch_size": batch_size, "seed": seed(rng)}


def _no_remainder(rng):
    batch_size = int(rng.integers(3, 5))
    return {**_pairs(rng, 3 * batch_size), "batch_size": batch_size, "seed": seed(rng)}


def _epochs(rng):
    """Enough rows that a shuffle which changes nothing is out of the question."""
    batch_size = int(rng.integers(4, 6))
    return {**_pairs(rng, 20), "batch_size": batch_size, "seed": seed(rng), "epochs": 2}


EIGHT = {
    "X": np.column_stack([np.arange(1.0, 9.0), np.arange(10.0, 90.0, 10.0)]),
    "y": np.arange(1, 9),
    "seed": 1,
}
"""Few enough to read, and enough that two orders do not agree by chance."""

minibatches = Exercise(
    name="minibatches",
    lesson=LESSON,
    behaviours=[
        Behaviour(
            "each row comes once, with its label, and the last batch may be smaller",
            _remainder,
            cases=[{**EIGHT, "batch_size": 3}, {**EIGHT, "batch_size": 10}],
        ),
        Behaviour(
            "where the batch size divides the rows, nothing is left over",
            _no_remainder,
            cases=[{**EIGHT, "batch_size": 4}],
        ),
        Behaviour("the order is shuffled, new in each epoch, equal for equal seeds", _epochs),
        Behaviour("your X and y are left as they were", _remainder, unchanged=True),
    ],
    run=_run_minibatches,
    view=_about_order,
    remark=_order_in_words,
)


# Extra: the rule of shapes, in code -------------------------------------------------------------


def _run_product_shape(answer, left, right):
    found = answer(tuple(left), tuple(right))
    if found is None:
        return {"there is a product": 0, "shape": np.array([0, 0])}
    named = parts(found, "rows", "columns")
    return {"there is a product": 1, "shape": np.array(list(named.values()))}


def _about_shape(inputs, outputs, expected):
    found, right = (
        f"the shape {tuple(one['shape'].tolist())}" if one["there is a product"] else "None"
        for one in (outputs, expected)
    )
    return f"Here the answer should be {right}, and yours is {found}."


def _fitting(rng):
    rows, inner, columns = sizes(rng, 3, high=9)
    return {"left": [rows, inner], "right": [inner, columns]}


def _equal_sides(rng):
    rows, inner = sizes(rng, 2, high=9)
    return {"left": [rows, inner], "right": [inner, rows]}


def _clashing(rng):
    rows, inner, other, columns = sizes(rng, 4, high=9)
    left, right = [rows, inner], [[rows, inner], [other, rows], [other, inner], [other, columns]]
    return {"left": left, "right": right[int(rng.integers(0, 4))]}


product_shape = Exercise(
    name="product_shape",
    lesson=LESSON,
    behaviours=[
        Behaviour(
            "the inner sizes go, the outer ones stay",
            _fitting,
            cases=[{"left": [2, 3], "right": [3, 4]}],
        ),
        Behaviour(
            "a product may be square, one row or one column",
            _equal_sides,
            cases=[{"left": [1, 4], "right": [4, 1]}, {"left": [5, 1], "right": [1, 2]}],
        ),
        Behaviour(
            "inner sizes that differ give None",
            _clashing,
            cases=[{"left": [2, 3], "right": [2, 3]}, {"left": [2, 3], "right": [4, 2]}],
        ),
    ],
    run=_run_product_shape,
    returns={"there is a product": "number", "shape": "array"},
    remark=_about_shape,
    extra=True,
)

EXERCISES = [
    batch_dot,
    two_layers,
    rows_to_columns,
    Dense,
    minibatches,
    repair_columns_to_rows,
    product_shape,
]
PREDICTIONS = [
    Prediction("remember_parameters_of_three", LESSON),
    Prediction("remember_one_neuron_value", LESSON, decimals=1),
    Prediction("remember_row_added", LESSON),
    Prediction("predict_batch_shape", LESSON),
    Prediction("predict_transposed_row", LESSON),
    Prediction("predict_two_shapes", LESSON),
    Prediction("predict_proof_order", LESSON),
    Prediction("predict_dense_shapes", LESSON),
    Prediction("predict_last_batch", LESSON),
    Prediction("predict_bug_in_columns_to_rows", LESSON),
]
