"""Lesson 07: slopes flow back through layers, a loss and a whole network."""

import numpy as np

from neuronlab.draws import number, numbers, sizes
from neuronlab.exercise import Behaviour, Exercise, Prediction, Unsuitable, a_kind_of

LESSON = "07_backpropagation"


def _kept(layer, *names):
    """What a layer keeps after its backward pass.

    Raises
    ------
    Unsuitable
        If it keeps nothing under one of the names.
    """
    for name in names:
        if not hasattr(layer, name):
            raise Unsuitable(f"After `backward` the layer should have `{name}`, and it has none.")
    return {name: getattr(layer, name) for name in names}


def _away_from_zero(rng, *shape):
    """Numbers of both signs of which none is near 0."""
    return rng.choice([-1.0, 1.0], shape) * np.round(rng.uniform(0.2, 3, shape), 2)


def _factor(name, found, expected):
    """A sentence where every number is the same multiple of what is expected, or an empty string."""
    if found.shape != expected.shape or not np.isfinite(found).all():
        return ""
    used = np.abs(expected) > 1e-12
    if not used.any() or not np.allclose(found[~used], 0, atol=1e-12):
        return ""
    ratios = found[used] / expected[used]
    if not np.allclose(ratios, ratios.flat[0], rtol=1e-6) or abs(ratios.flat[0]) < 1e-12:
        return ""
    times = f"Every number in {name} is {ratios.flat[0]:.4g} times what is expected."
    return "" if abs(ratios.flat[0] - 1) < 1e-6 else times


def _factors(inputs, outputs, expected):
    """The first output that is off by one constant factor, in words."""
    for name, right in expected.items():
        found = outputs[name]
        sentence = _factor(name or "the result", found, right)
        if sentence:
            return sentence
    return ""


# A Dense layer


def _run_dense(answer, X, weights, biases, doutput, X_before=None, doutput_before=None):
    """One layer, forward and back; with `X_before` another batch goes through it first."""
    layer = answer(*weights.shape, np.random.default_rng(0))
    layer.weights, layer.biases = weights, biases
    if X_before is not None:
        layer.forward(X_before)
        layer.backward(doutput_before)
    output = layer.forward(X)
    dinputs = layer.backward(doutput)
    return {"output": output, "dinputs": dinputs, **_kept(layer, "dweights", "dbiases")}


def _run_two_dense(answer, X, weights, biases, second_weights, second_biases, doutput):
    """Two layers in a chain: each has to keep its own."""
    first = answer(*weights.shape, np.random.default_rng(0))
    second = answer(*second_weights.shape, np.random.default_rng(0))
    first.weights, first.biases = weights, biases
    second.weights, second.biases = second_weights, second_biases
    second.forward(first.forward(X))
    dinputs = first.backward(second.backward(doutput))
    kept = {"dinputs": dinputs}
    for place, layer in (("first layer's", first), ("second layer's", second)):
        for name, array in _kept(layer, "dweights", "dbiases").items():
            kept[f"{place} {name}"] = array
    return kept


def _run_dense_layers(answer, **inputs):
    run = _run_two_dense if "second_weights" in inputs else _run_dense
    return run(answer, **inputs)


def _dense(rng, rows=None, n_inputs=None, n_neurons=None):
    drawn = sizes(rng, 3)
    rows, n_inputs, n_neurons = rows or drawn[0], n_inputs or drawn[1], n_neurons or drawn[2]
    return {
        "X": numbers(rng, rows, n_inputs),
        "weights": numbers(rng, n_inputs, n_neurons),
        "biases": numbers(rng, 1, n_neurons),
        "doutput": numbers(rng, rows, n_neurons),
    }


def _second_pass(rng):
    """A batch of several first, then a batch of one."""
    inputs = _dense(rng, rows=1)
    rows = int(rng.integers(2, 5))
    n_inputs, n_neurons = inputs["weights"].shape
    return {
        **inputs,
        "X_before": numbers(rng, rows, n_inputs),
        "doutput_before": numbers(rng, rows, n_neurons),
    }


def _two_layers(rng):
    rows, n_inputs, n_hidden, n_neurons = sizes(rng, 4)
    return {
        "X": numbers(rng, rows, n_inputs),
        "weights": numbers(rng, n_inputs, n_hidden),
        "biases": numbers(rng, 1, n_hidden),
        "second_weights": numbers(rng, n_hidden, n_neurons),
        "second_biases": numbers(rng, 1, n_neurons),
        "doutput": numbers(rng, rows, n_neurons),
    }


DenseBackward = Exercise(
    name="DenseBackward",
    lesson=LESSON,
    behaviours=[
        Behaviour(
            "inputs, weights and biases get their slopes",
            _dense,
            cases=[
                {
                    "X": np.array([[1.0, 0.0, 2.0], [-1.0, 3.0, 1.0]]),
                    "weights": np.array([[2.0, 1.0], [0.0, -1.0], [1.0, 3.0]]),
                    "biases": np.array([[0.5, -0.5]]),
                    "doutput": np.array([[1.0, -1.0], [2.0, 0.0]]),
                }
            ],
        ),
        Behaviour(
            "it works when rows, inputs and neurons are equally many",
            lambda rng: _dense(rng, 3, 3, 3),
            cases=[
                {
                    "X": np.array([[1.0, 2.0], [3.0, 4.0]]),
                    "weights": np.array([[1.0, 0.0], [5.0, 2.0]]),
                    "biases": np.array([[0.0, 0.0]]),
                    "doutput": np.array([[1.0, 0.0], [10.0, 2.0]]),
                }
            ],
        ),
        Behaviour("a second pass, with one row, forgets the first", _second_pass),
        Behaviour("two layers in a chain each keep their own", _two_layers),
        Behaviour("your arrays are left as they were", _dense, unchanged=True),
    ],
    run=_run_dense_layers,
    remark=_factors,
)


# ReLU as a layer


def _run_relu(answer, inputs, doutput, inputs_before=None, doutput_before=None):
    layer = answer()
    if inputs_before is not None:
        layer.forward(inputs_before)
        layer.backward(doutput_before)
    output = layer.forward(inputs)
    return {"output": output, "dinputs": layer.backward(doutput)}


def _gates(rng, rows=None, columns=None):
    """Signs of inputs and of slopes in all four pairs, so that neither can stand for the other."""
    drawn = sizes(rng, 2, low=3)
    shape = rows or drawn[0], columns or drawn[1]
    inputs, doutput = _away_from_zero(rng, *shape), _away_from_zero(rng, *shape)
    places = rng.permutation(inputs.size)[:4]
    inputs.flat[places] = np.abs(inputs.flat[places]) * [1, 1, -1, -1]
    doutput.flat[places] = np.abs(doutput.flat[places]) * [1, -1, 1, -1]
    return {"inputs": inputs, "doutput": doutput}


def _at_the_kink(rng):
    drawn = _gates(rng)
    places = rng.permutation(drawn["inputs"].size)[:2]
    drawn["inputs"].flat[places] = 0.0
    drawn["doutput"].flat[places] = [number(rng, 0.5, 3), -number(rng, 0.5, 3)]
    return drawn


def _gates_twice(rng):
    before = _gates(rng, 2, 3)
    return {
        **_gates(rng, 4, 3),
        "inputs_before": before["inputs"],
        "doutput_before": before["doutput"],
    }


def _passed(inputs, outputs, expected):
    found, right = outputs["dinputs"], expected["dinputs"]
    if found.shape != right.shape or not np.allclose(outputs["output"], expected["output"]):
        return "The forward pass has values that differ from what is expected."
    more = int(((found != 0) & (right == 0)).sum())
    fewer = int(((found == 0) & (right != 0)).sum())
    said = []
    if more:
        said.append(f"{more} of {right.size} slopes pass where none should")
    if fewer:
        said.append(f"{fewer} of {right.size} are stopped that should pass")
    return ", and ".join(said) + "." if said else ""


ReLUBackward = Exercise(
    name="ReLUBackward",
    lesson=LESSON,
    behaviours=[
        Behaviour(
            "slopes pass where the input was above 0",
            _gates,
            cases=[
                {
                    "inputs": np.array([[1.0, -2.0, 3.0, -4.0]]),
                    "doutput": np.array([[10.0, 20.0, -30.0, -40.0]]),
                }
            ],
        ),
        Behaviour(
            "at exactly 0 nothing passes",
            _at_the_kink,
            cases=[
                {"inputs": np.array([[0.0, 2.0, 0.0]]), "doutput": np.array([[5.0, 6.0, -7.0]])}
            ],
        ),
        Behaviour("a second pass, of another size, forgets the first", _gates_twice),
        Behaviour(
            "your arrays are left as they were",
            _gates,
            cases=[{"inputs": np.array([[1.0, -2.0]]), "doutput": np.array([[-3.0, 4.0]])}],
            unchanged=True,
        ),
    ],
    run=_run_relu,
    remark=_passed,
)


# Softmax, alone and with cross-entropy


def _shares(rng, rows, classes):
    """Rows of shares with three decimals that sum to 1."""
    drawn = np.round(rng.dirichlet(np.full(classes, 2.0), rows) * 0.9 + 0.1 / classes, 3)
    drawn[:, 0] += 1 - drawn.sum(axis=1)
    return rng.permuted(np.round(drawn, 3), axis=1)


def _row_sums(inputs, outputs, expected):
    found = outputs[""]
    sums = found.sum(axis=1)
    if np.abs(sums).max() > 1e-6:
        largest = sums[np.abs(sums).argmax()]
        return f"Each row should sum to 0; one of yours sums to {largest:.4g}."
    return _factors(inputs, outputs, expected)


def _one_row(classes=None):
    def draw(rng):
        return {"p": _shares(rng, 1, classes or int(rng.integers(4, 7)))[0]}

    return draw


softmax_jacobian = Exercise(
    name="softmax_jacobian",
    lesson=LESSON,
    behaviours=[
        Behaviour(
            "three shares give a table of nine slopes",
            _one_row(3),
            cases=[{"p": np.array([0.7, 0.1, 0.2])}],
        ),
        Behaviour(
            "it works with any number of shares", _one_row(), cases=[{"p": np.array([0.9, 0.1])}]
        ),
        Behaviour("your array is left as it was", _one_row(3), unchanged=True),
    ],
    remark=_row_sums,
    extra=True,
)


def _labels(rng, rows, classes):
    """Labels that are not all the same, where there is more than one row."""
    return rng.permutation(np.arange(rows) + rng.integers(classes)) % classes


def _in_form(hot, labels, classes):
    """The labels as they are, or as rows of zeros and ones."""
    return np.eye(classes)[labels] if hot else labels


def _labelled(rng, hot=False, square=False):
    rows, classes = (3, 3) if square else sizes(rng, 2, low=3, high=5)
    labels = _labels(rng, rows, classes)
    return {
        "probabilities": _shares(rng, rows, classes),
        "labels": _in_form(hot, labels, classes),
    }


def _certain(rng):
    """Shares of exactly 0 and 1: right in one row and as far off as can be in another."""
    classes = int(rng.integers(3, 5))
    first, other = (int(one) for one in rng.permutation(classes)[:2])
    shares = _in_form(True, np.array([first, first, other, other]), classes)
    shares[3] = np.roll([0.5, 0.5] + [0.0] * (classes - 2), other)
    return {"probabilities": shares, "labels": np.array([first, other, other, other])}


softmax_cross_entropy_backward = Exercise(
    name="softmax_cross_entropy_backward",
    lesson=LESSON,
    behaviours=[
        Behaviour(
            "labels as class numbers",
            _labelled,
            cases=[
                {
                    "probabilities": np.array([[0.2, 0.5, 0.3], [0.6, 0.3, 0.1]]),
                    "labels": np.array([0, 1]),
                }
            ],
        ),
        Behaviour(
            "one-hot labels",
            lambda rng: _labelled(rng, hot=True),
            cases=[
                {
                    "probabilities": np.array([[0.2, 0.5, 0.3], [0.6, 0.3, 0.1]]),
                    "labels": np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]]),
                }
            ],
        ),
        Behaviour("as many samples as classes", lambda rng: _labelled(rng, square=True)),
        Behaviour(
            "shares of exactly 0 and 1 are no trouble, and quiet",
            _certain,
            cases=[{"probabilities": np.array([[0.0, 1.0]]), "labels": np.array([0])}],
            quiet=True,
        ),
        Behaviour(
            "your arrays are left as they were",
            lambda rng: _labelled(rng, hot=True),
            cases=[
                {"probabilities": np.array([[0.25, 0.75], [0.5, 0.5]]), "labels": np.array([1, 0])}
            ],
            unchanged=True,
        ),
    ],
    remark=_row_sums,
)


def _run_loss(answer, scores, y, scores_before=None, y_before=None):
    """A loss object; with `scores_before` its forward pass sees other scores than its backward pass."""
    loss = answer()
    if scores_before is None:
        return {"loss": loss.forward(scores, y), "dscores": loss.backward(scores, y)}
    return {
        "loss": loss.forward(scores_before, y_before),
        "dscores": loss.backward(scores, y),
    }


def _scored(rng, hot=False, square=False):
    rows, classes = (3, 3) if square else sizes(rng, 2, low=3, high=5)
    labels = _labels(rng, rows, classes)
    return {
        "scores": numbers(rng, rows, classes, scale=2),
        "y": _in_form(hot, labels, classes),
    }


def _large_scores(rng):
    top = float(rng.integers(1000, 1500))
    scores = np.array([[top, top - 1, -top], [-top, -top, -top - number(rng, 0.5, 2)]])
    return {"scores": scores, "y": np.array([2, int(rng.integers(0, 2))])}


def _other_scores(rng):
    """Forward on one batch, backward on another of the same size."""
    now, before = _scored(rng, square=True), _scored(rng, square=True)
    while np.array_equal(now["y"], before["y"]):
        before = _scored(rng, square=True)
    return {**now, "scores_before": before["scores"], "y_before": before["y"]}


def _loss_remark(inputs, outputs, expected):
    found, right = outputs["dscores"], expected["dscores"]
    if np.allclose(found, right):
        yours, wanted = float(outputs["loss"]), float(expected["loss"])
        return f"The slopes are right. The loss should be {wanted:.4g}, and yours is {yours:.4g}."
    return _row_sums(inputs, {"": found}, {"": right})


SoftmaxCrossEntropy = Exercise(
    name="SoftmaxCrossEntropy",
    lesson=LESSON,
    behaviours=[
        Behaviour(
            "loss and slopes, with labels as class numbers",
            _scored,
            cases=[{"scores": np.array([[1.0, 2.0, 3.0], [1.0, 1.0, 1.0]]), "y": np.array([0, 2])}],
        ),
        Behaviour("loss and slopes, with one-hot labels", lambda rng: _scored(rng, hot=True)),
        Behaviour(
            "scores of 1000 are no trouble, and quiet",
            _large_scores,
            cases=[{"scores": np.array([[1000.0, -1000.0]]), "y": np.array([1])}],
            quiet=True,
        ),
        Behaviour("backward uses the scores that it is given", _other_scores),
        Behaviour(
            "your arrays are left as they were",
            lambda rng: _scored(rng, hot=True),
            cases=[{"scores": np.array([[1.0, 2.0], [3.0, -1.0]]), "y": np.array([1, 0])}],
            unchanged=True,
        ),
    ],
    run=_run_loss,
    returns={"loss": "number", "dscores": "array"},
    remark=_loss_remark,
)


# A whole network

NAMES = ("dW1", "db1", "dW2", "db2")


def _run_network(answer, X, y, W1, b1, W2, b2):
    found = answer(X, y, W1, b1, W2, b2)
    if not isinstance(found, dict):
        raise Unsuitable(
            'It should return a dictionary with "dW1", "db1", "dW2" and "db2", and it returned '
            f"{a_kind_of(found)}."
        )
    return {name: found[name] for name in NAMES if name in found}


def _open(X, W1, b1):
    """Where the hidden neurons are above 0."""
    return X @ W1 + b1 > 0


def _scores(network):
    """What the network puts out."""
    X, W1, b1, W2, b2 = (network[name] for name in ("X", "W1", "b1", "W2", "b2"))
    return (X @ W1 + b1) * _open(X, W1, b1) @ W2 + b2


def _network(rng, rows, n_inputs, n_hidden, classes):
    """A network whose hidden neurons are each open for some rows and closed for others, clear of 0."""
    while True:
        inputs = {
            "X": numbers(rng, rows, n_inputs),
            "y": _labels(rng, rows, classes),
            "W1": numbers(rng, n_inputs, n_hidden),
            "b1": numbers(rng, 1, n_hidden, scale=0.5),
            "W2": numbers(rng, n_hidden, classes),
            "b2": numbers(rng, 1, classes),
        }
        Z1 = inputs["X"] @ inputs["W1"] + inputs["b1"]
        share = (Z1 > 0).mean(axis=0)
        if (np.abs(Z1) > 0.05).all() and ((share > 0) & (share < 1)).all():
            return inputs


def _uneven_network(rng):
    n_inputs, n_hidden, classes = (int(size) for size in rng.permutation([2, 3, 4]))
    return _network(rng, 5, n_inputs, n_hidden, classes)


def _square_network(rng):
    return _network(rng, 3, 3, 3, 3)


def _closed_network(rng):
    """Whole numbers: one hidden neuron stands at exactly 0 for a row, another is closed for all.

    The row's scores lie near each other, and the neuron's weights apart: what passed it would be seen.
    """
    while True:
        inputs = _whole_network(rng)
        first, second = _scores(inputs)[0]
        left, right = inputs["W2"][0]
        if abs(first - second) < 4 and abs(left - right) > 0.3:
            return inputs


def _whole_network(rng):
    rows, n_inputs, n_hidden = 4, 2, 3
    X = rng.integers(1, 5, (rows, n_inputs)) * rng.choice([-1.0, 1.0], (rows, n_inputs))
    W1 = rng.integers(1, 4, (n_inputs, n_hidden)) * rng.choice([-1.0, 1.0], (n_inputs, n_hidden))
    sums = X @ W1
    b1 = -np.array([[sums[0, 0], sums[:, 1].max() + 1, sums[:, 2].mean().round() - 0.5]])
    return {
        "X": X,
        "y": _labels(rng, rows, 2),
        "W1": W1,
        "b1": b1,
        "W2": numbers(rng, n_hidden, 2),
        "b2": numbers(rng, 1, 2),
    }


def _large_network(rng):
    """Scores in the thousands, as a large rate of learning leaves them; the largest is one of them."""
    while True:
        inputs = _uneven_network(rng)
        inputs["W2"] = 1000 * inputs["W2"]
        if _scores(inputs).max() > 1000:
            return inputs


def _network_remark(inputs, outputs, expected):
    right = [name for name in NAMES if np.allclose(outputs[name], expected[name])]
    off = [name for name in NAMES if name not in right]
    said = f"Right: {', '.join(right) or 'none'}. Not yet: {', '.join(off)}."
    return f"{said} {_factors(inputs, outputs, {name: expected[name] for name in off})}".strip()


_SMALL = {
    "X": np.array([[1.0, 2.0], [-1.0, 1.0], [2.0, -1.0]]),
    "y": np.array([0, 1, 1]),
    "W1": np.array([[1.0, -1.0], [2.0, 1.0]]),
    "b1": np.array([[0.5, -0.5]]),
    "W2": np.array([[1.0, -1.0], [0.5, 2.0]]),
    "b2": np.array([[0.0, 0.5]]),
}

mlp_gradients = Exercise(
    name="mlp_gradients",
    lesson=LESSON,
    behaviours=[
        Behaviour(
            "every weight and every bias gets its slope",
            _uneven_network,
            cases=[_SMALL],
        ),
        Behaviour("it works when all four sizes are equal", _square_network),
        Behaviour("nothing passes a silent neuron, nor one at exactly 0", _closed_network),
        Behaviour(
            "scores in the thousands are no trouble, and quiet",
            _large_network,
            # a shift to the wrong side fails where the scores lie close together, or are not yet too large
            cases=[{**_SMALL, "b2": np.array([[high, high - 1]])} for high in (1000.0, 400.0)],
            quiet=True,
        ),
        Behaviour("your arrays are left as they were", _uneven_network, unchanged=True),
    ],
    run=_run_network,
    remark=_network_remark,
)


# Find the bugs


def _run_repaired(answer, layer, inputs, doutput, gains=None):
    Tanh, Gain = answer
    made = Tanh() if layer == "Tanh" else Gain(gains)
    found = {"output": made.forward(inputs), "dinputs": made.backward(doutput)}
    return found if layer == "Tanh" else {**found, **_kept(made, "dgains")}


def _tanh_layer(rng, rows=None, columns=None):
    drawn = sizes(rng, 2)
    shape = rows or drawn[0], columns or drawn[1]
    inputs = rng.choice([-1.0, 1.0], shape) * np.round(rng.uniform(0.4, 2, shape), 2)
    return {"layer": "Tanh", "inputs": inputs, "doutput": _away_from_zero(rng, *shape)}


def _gain_layer(rng, rows=None, columns=None):
    drawn = sizes(rng, 2)
    shape = rows or drawn[0], columns or drawn[1]
    return {
        "layer": "Gain",
        "inputs": _away_from_zero(rng, *shape),
        "doutput": _away_from_zero(rng, *shape),
        "gains": _away_from_zero(rng, 1, shape[1]),
    }


repair_layers = Exercise(
    name="repair_layers",
    lesson=LESSON,
    behaviours=[
        Behaviour(
            "Tanh passes on the slopes of its inputs",
            _tanh_layer,
            cases=[
                {
                    "layer": "Tanh",
                    "inputs": np.array([[0.0, 0.5, -2.0]]),
                    "doutput": np.array([[1.0, 1.0, 10.0]]),
                }
            ],
        ),
        Behaviour(
            "Gain gets its slopes and passes on those of its inputs",
            _gain_layer,
            cases=[
                {
                    "layer": "Gain",
                    "inputs": np.array([[1.0, 2.0], [3.0, -1.0], [0.5, 4.0]]),
                    "doutput": np.array([[1.0, 1.0], [2.0, 3.0], [4.0, -1.0]]),
                    "gains": np.array([[2.0, 10.0]]),
                }
            ],
        ),
        Behaviour("it works with as many rows as neurons", lambda rng: _gain_layer(rng, 3, 3)),
        Behaviour("Tanh leaves your arrays as they were", _tanh_layer, unchanged=True),
        Behaviour("Gain leaves your arrays as they were", _gain_layer, unchanged=True),
    ],
    run=_run_repaired,
    remark=_factors,
)


# Extra: one share only


def _yes_or_no(rng):
    rows = int(rng.integers(3, 6))
    p = np.array([number(rng, 0.05, 0.95) for _ in range(rows)])
    p[p == 0.5] = 0.45
    return {"p": p, "y": rng.permutation(np.arange(rows) % 2).astype(float)}


def _sure(rng):
    return {
        "p": np.array([0.0, 1.0, 0.0, 1.0, number(rng, 0.1, 0.4)]),
        "y": np.array([0.0, 1.0, 1.0, 0.0, 1.0]),
    }


sigmoid_bce_backward = Exercise(
    name="sigmoid_bce_backward",
    lesson=LESSON,
    behaviours=[
        Behaviour(
            "every score gets its slope",
            _yes_or_no,
            cases=[{"p": np.array([0.9, 0.2]), "y": np.array([1.0, 1.0])}],
        ),
        Behaviour("shares of exactly 0 and 1 are no trouble, and quiet", _sure, quiet=True),
        Behaviour("your arrays are left as they were", _yes_or_no, unchanged=True),
    ],
    remark=_factors,
    extra=True,
)

EXERCISES = [
    DenseBackward,
    ReLUBackward,
    softmax_cross_entropy_backward,
    SoftmaxCrossEntropy,
    mlp_gradients,
    repair_layers,
    softmax_jacobian,
    sigmoid_bce_backward,
]
PREDICTIONS = [
    Prediction("remember_backward_paths", LESSON),
    Prediction("remember_backward_error", LESSON, decimals=1),
    Prediction("remember_backward_relu", LESSON),
    Prediction("predict_backward_neuron", LESSON, decimals=1),
    Prediction("predict_backward_dbiases", LESSON),
    Prediction("predict_backward_kink", LESSON, decimals=1),
    Prediction("predict_backward_score", LESSON, decimals=1),
    Prediction("predict_backward_order", LESSON),
    Prediction("predict_backward_bugs", LESSON),
]
