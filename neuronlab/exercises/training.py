"""Lesson 10: training well."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np

from neuronlab import archives
from neuronlab.draws import number, numbers, seed, sizes
from neuronlab.exercise import Behaviour, Exercise, Prediction, Unsuitable, a_kind_of, parts
from neuronlab.standins import Affine, Halve, Offset, Quadratic, Switch, Walk

LESSON = "10_training"


# First weights --------------------------------------------------------------------------------

WEIGHTS, AGAIN, NEXT = (
    f"weights{which}" for which in ("", ", an equal seed", ", the next from this rng")
)


def _run_weights(answer, n_inputs, n_neurons, seed, twice=False):
    rng = np.random.default_rng(seed)
    first = answer(n_inputs, n_neurons, rng)
    if not twice:
        return {WEIGHTS: first}
    following = answer(n_inputs, n_neurons, rng)
    return {
        WEIGHTS: first,
        NEXT: following,
        AGAIN: answer(n_inputs, n_neurons, np.random.default_rng(seed)),
    }


def _about_spread(inputs, outputs):
    """What a sample of some hundred numbers tells safely of where it was drawn from."""
    weights = outputs[WEIGHTS]
    if NEXT in outputs:
        return {
            "the next weights are new": _flag(not np.allclose(weights, outputs[NEXT])),
            "an equal seed gives equal weights": _flag(np.allclose(weights, outputs[AGAIN])),
        }
    spread = weights.std()
    inside = np.mean(abs(weights - weights.mean()) < spread) if spread else 1.0
    return {
        "standard deviation": spread,
        "centred on zero": _flag(abs(weights.mean()) <= 0.2 * spread),
        "shaped as a normal distribution": _flag(0.63 < inside < 0.74),
    }


def _flag(value):
    return np.array(float(value))


def _spread_in_words(inputs, outputs, expected):
    found = _about_spread(inputs, outputs)
    if "standard deviation" not in found:
        return next(
            (
                text
                for name, text in {
                    "the next weights are new": "Two layers from one rng get the same weights.",
                    "an equal seed gives equal weights": "Two generators with equal seeds give "
                    "different weights: not all numbers come from the rng that is given.",
                }.items()
                if found[name] != expected[name]
            ),
            "",
        )
    if not np.isclose(found["standard deviation"], expected["standard deviation"], 0.15):
        return (
            f"{inputs['n_inputs']} inputs and {inputs['n_neurons']} neurons: your weights have a standard "
            f"deviation of {found['standard deviation']:.3g}, and about {expected['standard deviation']:.3g} "
            "was expected."
        )
    if found["centred on zero"] != expected["centred on zero"]:
        return f"The mean of your weights is {outputs[WEIGHTS].mean():.3g}; it should be near 0."
    return "The deviation of your weights is right, but they are not spread as normal numbers are."


def _into_few(rng):
    n_neurons = int(rng.integers(12, 20))
    return {"n_inputs": 6 * n_neurons, "n_neurons": n_neurons, "seed": seed(rng)}


def _into_many(rng):
    n_inputs = int(rng.integers(12, 20))
    return {"n_inputs": n_inputs, "n_neurons": 6 * n_inputs, "seed": seed(rng)}


def _two_layers_of_weights(rng):
    n_inputs, n_neurons = sizes(rng, 2)
    return {"n_inputs": n_inputs, "n_neurons": n_neurons, "seed": seed(rng), "twice": True}


def _first_weights(name, extra=False):
    return Exercise(
        name=name,
        lesson=LESSON,
        behaviours=[
            Behaviour("many inputs and few neurons get the right spread", _into_few, draws=1),
            Behaviour("few inputs and many neurons get the right spread", _into_many, draws=1),
            Behaviour(
                "every call draws from the rng that is given, and new",
                _two_layers_of_weights,
                cases=[{"n_inputs": 2, "n_neurons": 3, "seed": 1, "twice": True}],
            ),
        ],
        run=_run_weights,
        view=_about_spread,
        remark=_spread_in_words,
        rtol=0.15,
        atol=1e-9,
        extra=extra,
    )


he_weights = _first_weights("he_weights")
xavier_weights = _first_weights("xavier_weights", extra=True)


# Inputs of one size -----------------------------------------------------------------------------


def _run_standardize(answer, train, other):
    return parts(answer(train, other), "train", "other")


def _spread(rng, rows, columns):
    """Normal numbers of which no column has nearly one value."""
    while True:
        drawn = rng.standard_normal((rows, columns))
        if drawn.std(axis=0).min() > 0.1:
            return drawn


def _measured(rng):
    rows, more, columns = sizes(rng, 3, low=3, high=7)
    centre, size = numbers(rng, 1, columns, scale=20), 1 + abs(numbers(rng, 1, columns, scale=5))
    return {
        "train": np.round(centre + size * _spread(rng, rows, columns), 2),
        "other": np.round(centre + 3 + 2 * size * rng.standard_normal((more, columns)), 2),
    }


def _square_measured(rng):
    centre = np.array([[10.0, -40.0, 200.0]])
    train, other = (np.round(centre + 9 * rng.standard_normal((3, 3)), 2) for _ in range(2))
    return {"train": train, "other": other}


def _constant_column(rng):
    found = _measured(rng)
    column = int(rng.integers(0, found["train"].shape[1]))
    found["train"][:, column] = float(rng.integers(2, 9))
    found["other"][:, column] = float(rng.integers(10, 20))
    return found


standardize = Exercise(
    name="standardize",
    lesson=LESSON,
    behaviours=[
        Behaviour(
            "each column by the mean and the deviation of the training data",
            _measured,
            cases=[
                {
                    "train": np.array([[1.0, 10.0], [3.0, 50.0]]),
                    "other": np.array([[2.0, 90.0], [6.0, 10.0], [4.0, 30.0]]),
                }
            ],
        ),
        Behaviour("a square table works too", _square_measured),
        Behaviour(
            "a column that does not vary is no trouble",
            _constant_column,
            cases=[
                {
                    "train": np.array([[1.0, 5.0], [3.0, 5.0]]),
                    "other": np.array([[2.0, 5.0], [4.0, 7.0]]),
                }
            ],
            quiet=True,
        ),
        Behaviour("both tables are left as they were", _measured, draws=1, unchanged=True),
    ],
    run=_run_standardize,
)


# L2 ---------------------------------------------------------------------------------------------


def _weights_and_strength(rng):
    return {
        "weights": numbers(rng, *sizes(rng, 2, high=4)),
        "strength": number(rng, 0.05, 0.9),
    }


SMALL_WEIGHTS = {"weights": np.array([[3.0, -1.0], [0.0, 2.0]]), "strength": 0.1}

l2_gradient = Exercise(
    name="l2_gradient",
    lesson=LESSON,
    behaviours=[
        Behaviour(
            "each weight has the slope of its own penalty",
            _weights_and_strength,
            cases=[SMALL_WEIGHTS],
        ),
        Behaviour(
            "a strength of 0 leaves every weight alone",
            lambda rng: {**_weights_and_strength(rng), "strength": 0.0},
            draws=1,
        ),
        Behaviour("your weights are left as they were", _weights_and_strength, unchanged=True),
    ],
)

l2_penalty = Exercise(
    name="l2_penalty",
    lesson=LESSON,
    behaviours=[
        Behaviour(
            "all weights, squared, summed and scaled",
            _weights_and_strength,
            cases=[SMALL_WEIGHTS],
        ),
        Behaviour("your weights are left as they were", _weights_and_strength, unchanged=True),
    ],
    returns="number",
    extra=True,
)


# Dropout ----------------------------------------------------------------------------------------

ROWS, COLUMNS = 20, 30
"""Enough entries that no seed decides: the share of zeros varies by 0.02, and 0.13 is allowed."""


def _run_dropout(answer, X, doutput, rate, seed, asked):
    layer = answer(rate, np.random.default_rng(seed))
    output = layer.forward(X)
    if asked == "training":
        return {"output": output, "output of a second pass": layer.forward(X)}
    if asked == "backward":
        return {"output": output, "dinputs": layer.backward(doutput)}
    layer.training = False
    return {"output": layer.forward(X), "dinputs": layer.backward(doutput)}


def _about_dropout(inputs, outputs):
    """What a mask does, whichever entries it takes."""
    factors = outputs["output"] / inputs["X"]
    found = {f"output: {name}": value for name, value in _about_factors(factors).items()}
    if "dinputs" in outputs:
        slopes = outputs["dinputs"] / inputs["doutput"]
        for name, value in _about_factors(slopes).items():
            found[f"dinputs: {name}"] = value
        found["zeros of dinputs where the output has zeros"] = _flag(
            np.array_equal(slopes == 0, factors == 0)
        )
    else:
        second = outputs["output of a second pass"] / inputs["X"]
        found["a second pass has zeros elsewhere"] = _flag(
            not np.array_equal(second == 0, factors == 0)
        )
    return found


def _about_factors(factors):
    zeros = factors == 0
    kept = factors[~zeros]
    rows, columns = (
        _flag(zeros.any() and set(zeros.mean(axis=axis).tolist()) <= {0.0, 1.0}) for axis in (1, 0)
    )
    return {
        "share of zeros": np.array(zeros.mean()),
        "the rest is multiplied by": np.array(np.median(kept) if kept.size else 0.0),
        "whole rows at once": rows,
        "whole columns at once": columns,
    }


def _dropout_in_words(inputs, outputs, expected):
    found = _about_dropout(inputs, outputs)
    when = {
        "training": "while training",
        "backward": "while training",
        "evaluation": "after training",
    }[inputs["asked"]]
    for name in ("output", "dinputs"):
        key = f"{name}: share of zeros"
        if key in found and abs(found[key] - expected[key]) > 0.13:
            return (
                f"At a rate of {inputs['rate']:g}, {when}, {found[key]:.0%} of your {name} is 0, and about "
                f"{expected[key]:.0%} was expected."
            )
        key = f"{name}: the rest is multiplied by"
        if key in found and abs(found[key] - expected[key]) > 0.13:
            return (
                f"At a rate of {inputs['rate']:g}, {when}, what is not 0 in your {name} is multiplied by "
                f"{found[key]:.3g}, and {expected[key]:.3g} was expected."
            )
    key = "a second pass has zeros elsewhere"
    if key in found and found[key] != expected[key]:
        return "A second pass has its zeros at the same places as the first."
    key = "zeros of dinputs where the output has zeros"
    if key in found and found[key] != expected[key]:
        return "Backward has its zeros at other places than the forward pass before it."
    return "Whole rows or whole columns are dropped at once; each entry has a chance of its own."


def _layer_that_drops(asked):
    def draw(rng):
        return {
            "X": numbers(rng, ROWS, COLUMNS),
            "doutput": numbers(rng, ROWS, COLUMNS),
            "rate": float(rng.choice([0.25, 0.3, 0.7, 0.75])),
            "seed": seed(rng),
            "asked": asked,
        }

    return draw


Dropout = Exercise(
    name="Dropout",
    lesson=LESSON,
    behaviours=[
        Behaviour(
            "while training, the share that the rate says becomes 0 and the rest is scaled up, drawn anew in each pass",
            _layer_that_drops("training"),
            draws=1,
        ),
        Behaviour("backward goes where forward went", _layer_that_drops("backward"), draws=1),
        Behaviour(
            "after training everything passes, forward and back",
            _layer_that_drops("evaluation"),
            draws=1,
        ),
        Behaviour(
            "inputs and slopes are left as they were",
            _layer_that_drops("backward"),
            draws=1,
            unchanged=True,
        ),
    ],
    run=_run_dropout,
    view=_about_dropout,
    remark=_dropout_in_words,
    atol=0.13,
)


# A network in one object ------------------------------------------------------------------------


def _run_network(answer, X, y, weights1, biases1, weights2, biases2, asked):
    first, second = Affine(weights1, biases1), Affine(weights2, biases2)
    middle = Switch(3.0) if asked == "training" else Halve()
    network = answer([first, middle, second], Quadratic())
    return {
        "forward": _show_forward,
        "backward": _show_backward,
        "parameters": _show_parameters,
        "training": _show_training,
    }[asked](network, X, y)


def _show_forward(network, X, y):
    scores = network.forward(X)
    return {
        "scores": scores,
        "loss of these scores": network.loss.forward(scores, y),
        "number of layers": float(len(network.layers)),
    }


def _show_backward(network, X, y):
    network.forward(X)
    network.backward(y)
    shown = _named("gradient", network.gradients())
    network.forward(X[:1])
    network.backward(y[:1])
    later = _named("gradient of the first row alone", network.gradients())
    return {**shown, **later}


def _show_parameters(network, X, y):
    found = network.parameters()
    shown = _named("parameter", found)
    for one in found:
        one += 1.0
    return {**shown, "scores after each parameter grew by 1": network.forward(X)}


def _show_training(network, X, y):
    shown = {"training, when new": float(bool(network.training))}
    for name, value in (("training", True), ("not training", False), ("training again", True)):
        network.training = value
        shown[f"scores while {name}"] = network.forward(X)
    return shown


def _named(name, found):
    if not isinstance(found, list | tuple) or not all(isinstance(one, np.ndarray) for one in found):
        raise Unsuitable(
            f"A list of arrays was expected for each {name}, found {a_kind_of(found)}."
        )
    if len(found) != 4:
        raise Unsuitable(
            f"Two layers with weights and biases have 4 arrays, one {name.split()[0]} each; the list "
            f"holds {len(found)}."
        )
    return {f"{name} {place}": one.copy() for place, one in enumerate(found)}


def _chain(asked):
    def draw(rng):
        rows, columns = sizes(rng, 2)
        return {
            "X": numbers(rng, rows, columns),
            "y": numbers(rng, rows, columns),
            **{
                f"{kind}{layer}": numbers(rng, 1, columns)
                for layer in (1, 2)
                for kind in ("weights", "biases")
            },
            "asked": asked,
        }

    return draw


def _small_chain(asked):
    return {
        "X": np.array([[1.0], [2.0]]),
        "y": np.array([[3.0], [1.0]]),
        "weights1": np.array([[2.0]]),
        "biases1": np.array([[4.0]]),
        "weights2": np.array([[3.0]]),
        "biases2": np.array([[-1.0]]),
        "asked": asked,
    }


Network = Exercise(
    name="Network",
    lesson=LESSON,
    behaviours=[
        Behaviour(
            "forward goes through every layer in turn",
            _chain("forward"),
            cases=[_small_chain("forward")],
        ),
        Behaviour(
            "backward goes through every layer, from the last",
            _chain("backward"),
            cases=[_small_chain("backward")],
        ),
        Behaviour(
            "parameters are the layers' own arrays, W and b by turns",
            _chain("parameters"),
            cases=[_small_chain("parameters")],
        ),
        Behaviour(
            "layers are told whether it is training",
            _chain("training"),
            cases=[_small_chain("training")],
        ),
    ],
    run=_run_network,
    returns={
        "scores": "array",
        "loss of these scores": "number",
        "number of layers": "number",
        "training, when new": "number",
        "scores after each parameter grew by 1": "array",
        **{
            f"scores while {name}": "array"
            for name in ("training", "not training", "training again")
        },
        **{
            f"{name} {place}": "array"
            for name in ("parameter", "gradient", "gradient of the first row alone")
            for place in range(4)
        },
    },
)


# The loop that stops in time --------------------------------------------------------------------


def _run_fit(
    answer,
    train_X,
    train_y,
    validation_X,
    validation_y,
    stations,
    epochs,
    batch_size,
    patience,
    seed,
):
    """The parameters go from station to station, one an epoch, whatever the gradients say."""
    per_epoch = -(-len(train_X) // batch_size)
    network, optimizer = Offset(), Walk(np.append(stations[0], stations), per_epoch)
    network.first[...], network.second[...] = stations[0], stations[0] / 10
    optimizer.steps = 0
    history = answer(
        network,
        optimizer,
        (train_X, train_y),
        (validation_X, validation_y),
        epochs,
        batch_size,
        patience,
        np.random.default_rng(seed),
    )
    if not isinstance(history, dict) or not {"train_loss", "validation_loss"} <= set(history):
        raise Unsuitable(
            "A dictionary with the keys train_loss and validation_loss was expected, and it returned "
            f"{a_kind_of(history)}."
        )
    return {
        "train_loss": history["train_loss"],
        "validation_loss": history["validation_loss"],
        "steps taken": float(optimizer.steps),
        "sum of the gradients": optimizer.given if len(train_X) % batch_size == 0 else 0.0,
        "first parameter at the end": network.first,
        "second parameter at the end": network.second,
    }


def _fitting(rng, distances, patience, rows=4, batch_size=4, falling=False):
    """Stations at the given distances from where the validation loss would be lowest.

    The first distance is the longest, and the training loss is lowest far out on that side: who watches
    it believes one of the first stations to be the best. `falling` puts all stations on that side and the
    lowest training loss on the other, so that both losses fall.
    """
    goal = number(rng, -3.0, 3.0)
    signs = rng.choice([-1.0, 1.0], 1 if falling else len(distances))
    lowest = goal + (-15 if falling else 15) * signs[0]
    more = int(rng.integers(2, 4))
    train_X, validation_X = numbers(rng, rows, 1), numbers(rng, more, 1)
    return {
        "train_X": train_X,
        "train_y": np.round(train_X + lowest + numbers(rng, rows, 1), 2),
        "validation_X": validation_X,
        "validation_y": validation_X + goal,
        "stations": (goal + signs * np.array(distances, dtype=float)) / 1.1,
        "epochs": len(distances),
        "batch_size": batch_size,
        "patience": patience,
        "seed": seed(rng),
    }


def _going_down(rng):
    """No stop in sight; the last batch is smaller, so batches must be weighted."""
    start, length = number(rng, 8.0, 9.0), int(rng.integers(3, 6))
    distances = [start - 1.3 * step for step in range(length)]
    return _fitting(rng, distances, 2, rows=int(rng.choice([5, 7])), batch_size=3, falling=True)


def _stopping(rng):
    """A false alarm, the best, a level, a fall that is no better, and lower ground too late.

    Each way of miscounting stops in an epoch of its own.
    """
    patience = int(rng.integers(4, 6))
    alarm = [4.5 + 0.3 * step for step in range(patience - 1)]
    best = number(rng, 2.0, 2.5)
    waiting = [5.0, best, *(4.6 + 0.1 * step for step in range(patience - 2))]
    too_late = [4.3, *(5.1 + 0.2 * step for step in range(patience + 1)), 1.0, 0.5]
    inputs = _fitting(rng, [7.0, 4.0, *alarm, best, *waiting, *too_late], patience)
    first = 1 + patience
    inputs["stations"][first + 2] = inputs["stations"][first]  # level to the last bit
    return inputs


def _best_in_the_middle(rng):
    """Patience to the end: the best epoch lies behind."""
    distances = [5.0, 3.0, 4.0, number(rng, 0.5, 2.0), 2.5, 3.5]
    return _fitting(rng, distances, 9)


def _own_data(rng):
    return _fitting(rng, [4.0, 2.0, 1.0, 3.0], 3, rows=6, batch_size=2)


fit = Exercise(
    name="fit",
    lesson=LESSON,
    behaviours=[
        Behaviour("every epoch goes through all batches and notes both losses", _going_down),
        Behaviour(
            "the validation loss is that of the validation data, with training switched off",
            _own_data,
            cases=[
                {
                    "train_X": np.array([[0.0], [1.0]]),
                    "train_y": np.array([[5.0], [6.0]]),
                    "validation_X": np.array([[0.0]]),
                    "validation_y": np.array([[2.2]]),
                    "stations": np.array([1.0, 2.0]),
                    "epochs": 2,
                    "batch_size": 2,
                    "patience": 2,
                    "seed": 1,
                }
            ],
        ),
        Behaviour(
            "it stops after as many epochs without a lower validation loss as the patience says",
            _stopping,
        ),
        Behaviour("the network ends with its best parameters", _best_in_the_middle),
        Behaviour("the data are left as they were", _own_data, draws=1, unchanged=True),
    ],
    run=_run_fit,
    returns={
        "train_loss": "list",
        "validation_loss": "list",
        "steps taken": "number",
        "sum of the gradients": "number",
        "first parameter at the end": "array",
        "second parameter at the end": "array",
    },
)


# Find the bug: a split that comes too late ------------------------------------------------------


def _run_split(answer, X, y, n_validation, noise, seed):
    pairs = parts(
        answer(X, y, n_validation, noise, np.random.default_rng(seed)), "train", "validation"
    )
    shown = {}
    for name, pair in pairs.items():
        shown |= {f"{name} {key}": one for key, one in parts(pair, "X", "y").items()}
    return shown


def _about_split(inputs, outputs):
    """Where each row came from: rows are 10 apart and the noise is far below."""
    X, y = inputs["X"], inputs["y"]
    shown, rows = {}, {}
    for name in ("train", "validation"):
        some_X, some_y = outputs[f"{name} X"], outputs[f"{name} y"]
        origin = abs(X[:, :1] - some_X[:, 0]).argmin(axis=0)
        as_given = np.isclose(some_X, X[origin], 1e-12, 1e-12).all(axis=1)
        rows[name] = origin
        shown[f"{name}: rows as given"] = np.array(float(as_given.sum()))
        shown[f"{name}: different samples"] = np.array(float(len(set(origin.tolist()))))
        shown[f"{name}: labels go with their rows"] = _flag(np.array_equal(some_y, y[origin]))
        if name == "train":
            moved = (some_X - X[origin])[~as_given]
            size = moved.std() / inputs["noise"] if moved.size else 0.0
            shown["noise of about the right size"] = _flag(0.6 < size < 1.5)
    both = set(rows["train"].tolist()) & set(rows["validation"].tolist())
    order = np.sort(rows["validation"])
    shown["samples in both sets"] = np.array(float(len(both)))
    shown["drawn by chance"] = _flag(len(order) < 2 or np.ptp(order) >= len(order))
    return shown


def _split_in_words(inputs, outputs, expected):
    found = _about_split(inputs, outputs)
    if found["samples in both sets"]:
        return (
            f"{int(found['samples in both sets'])} samples are in the training and in the validation data, "
            "as they are or as noisy copies."
        )
    said = {
        "validation: rows as given": "Not every validation row is one of the rows that were given.",
        "train: rows as given": "{} training rows are as they were given, and {} were expected.",
        "train: labels go with their rows": "In the training data, labels are not those of their rows.",
        "validation: labels go with their rows": "In the validation data, labels are not those of their "
        "rows.",
        "noise of about the right size": "The noise of the copies has not the deviation that was asked for.",
        "drawn by chance": "The validation rows stand next to each other in X: they were not drawn by chance.",
    }
    for name, text in said.items():
        if found[name] != expected[name]:
            return text.format(int(found[name]), int(expected[name]))
    return ""


def _samples(rng):
    rows = int(rng.integers(36, 46))
    X = np.column_stack([10.0 * (1 + rng.permutation(rows)), numbers(rng, rows)])
    return {
        "X": X,
        "y": 1.0 + rng.permutation(rows) % 7,
        "n_validation": int(rng.integers(8, 13)),
        "noise": float(rng.choice([0.05, 0.1, 0.2])),
        "seed": seed(rng),
    }


repair_split = Exercise(
    name="repair_split",
    lesson=LESSON,
    behaviours=[
        Behaviour("no sample is in both sets, not even as a copy", _samples, draws=1),
        Behaviour("every training sample comes twice, once with noise", _samples, draws=1),
        Behaviour("X and y are left as they were", _samples, draws=1, unchanged=True),
    ],
    run=_run_split,
    view=_about_split,
    remark=_split_in_words,
)


# Extra: parameters on disk ----------------------------------------------------------------------


ROOM = 1 << 13
"""Bytes that a file of a few small arrays may have."""


def _run_save(answer, **parameters):
    """Save, and send the file itself: what is in it is read on the judge's side."""
    save_parameters, _ = answer
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "parameters.npz"
        save_parameters(str(path), list(parameters.values()))
        if not path.is_file():
            others = sorted(one.name for one in Path(folder).iterdir())
            found = f"there is {others[0]!r}" if others else "there is none"
            raise Unsuitable(f"A file was expected at the path that was given, and {found}.")
        content = path.read_bytes()
    if len(content) > ROOM:
        raise Unsuitable(f"A file of at most {ROOM} bytes was expected, it has {len(content)}.")
    file = np.zeros(ROOM, np.uint8)
    file[: len(content)] = np.frombuffer(content, np.uint8)
    return {"file": file, "bytes": len(content)}


def _run_load(answer, file, shapes, saved_shapes=None):
    """Load a file into arrays that are there. Where others were saved, a ValueError should come of it."""
    _, load_parameters = answer
    parameters = [np.full(shape, -1.0) for shape in shapes]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "parameters.npz"
        path.write_bytes(file.tobytes())
        try:
            load_parameters(str(path), parameters)
        except ValueError:
            if saved_shapes is None:
                raise
            return {"ValueErrors": 1}
    if saved_shapes is not None:
        return {"ValueErrors": 0}
    return {f"parameters[{index}]": one for index, one in enumerate(parameters)}


def _run_pair(answer, **inputs):
    return _run_load(answer, **inputs) if "file" in inputs else _run_save(answer, **inputs)


def _about_file(inputs, outputs):
    """What is in a file that was written; all else is judged as it is."""
    if "bytes" not in outputs:
        return outputs
    found = _read(outputs)
    names = [f"arr_{index}" for index in range(len(inputs))]
    shown = {
        "an archive of arrays": _flag(found is not None),
        "arrays in the file": np.array(float(len(found or ()))),
        "named as np.savez names them": _flag(sorted(found or ()) == sorted(names)),
    }
    for name, saved in zip(names, inputs.values(), strict=True):
        one = (found or {}).get(name, np.zeros(()))
        fits = one.shape == saved.shape and one.dtype.kind == saved.dtype.kind
        shown[name] = one if fits else np.full_like(saved, -1.0)
    return shown


def _read(outputs):
    """The arrays by name; None if the file holds anything else."""
    length = int(np.clip(np.nan_to_num(outputs["bytes"]), 0, ROOM))
    try:
        return archives.read(outputs["file"][:length])
    except archives.NotAnArchive:
        return None


def _file_in_words(inputs, outputs, expected):
    if "ValueErrors" in outputs:
        return "What is in the file does not fit these parameters, and no ValueError was raised."
    if "bytes" not in outputs:
        return ""
    found = _read(outputs)
    if found is None:
        return "The file is no archive of arrays. np.savez writes one."
    if len(found) != len(inputs):
        return f"{len(inputs)} arrays were to be saved, and the file holds {len(found)}."
    if not _about_file(inputs, outputs)["named as np.savez names them"]:
        return (
            f"The arrays of the file are named {' and '.join(found)}. Whoever opens it expects the names "
            "that np.savez gives: arr_0, arr_1, and so on."
        )
    return "The file holds as many arrays as were to be saved, and not the same ones."


def _few(rng):
    rows, columns = sizes(rng, 2)
    return {"weights": numbers(rng, rows, columns), "biases": numbers(rng, 1, columns)}


def _file_of_few(rng):
    saved = list(_few(rng).values())
    return {"file": archives.written(saved), "shapes": [list(one.shape) for one in saved]}


def _file_of_many(rng):
    saved = [numbers(rng, 2) for _ in range(12)]
    return {"file": archives.written(saved), "shapes": [[2]] * 12}


def _misfit(saved_shapes, shapes, rng=None):
    """A file, and arrays that it does not fit."""
    saved = [np.ones(shape) if rng is None else numbers(rng, *shape) for shape in saved_shapes]
    return {"file": archives.written(saved), "shapes": shapes, "saved_shapes": saved_shapes}


def _other_shape(rng):
    other = rng.permutation([(3, 2), (6, 1)])[0].tolist()
    return _misfit([[2, 3], [2, 3]], [other, other], rng)


def _other_number(rng):
    return _misfit([[2, 3], [2, 3]], [[2, 3]] * int(rng.choice([1, 3])), rng)


save_parameters = Exercise(
    name="save_parameters",
    lesson=LESSON,
    behaviours=[
        Behaviour("the file holds what was to be saved, in its order", _few),
        Behaviour("what a file holds comes back, in the arrays that are there", _file_of_few),
        Behaviour("twelve parameters come back in their order", _file_of_many),
        Behaviour(
            "another shape is refused",
            _other_shape,
            cases=[
                _misfit([[2, 3], [2, 3]], [[1, 3], [1, 3]]),
                _misfit([[1, 3], [1, 3]], [[2, 3], [2, 3]]),
            ],
        ),
        Behaviour("another number of parameters is refused", _other_number),
    ],
    run=_run_pair,
    returns={"ValueErrors": "number", "file": "array", "bytes": "number"}
    | {f"parameters[{index}]": "array" for index in range(12)},
    view=_about_file,
    remark=_file_in_words,
    extra=True,
)

EXERCISES = [
    he_weights,
    standardize,
    Network,
    fit,
    l2_gradient,
    Dropout,
    repair_split,
    l2_penalty,
    xavier_weights,
    save_parameters,
]
PREDICTIONS = [
    Prediction("remember_training_first_step", LESSON, decimals=2),
    Prediction("remember_training_cache", LESSON, decimals=1),
    Prediction("remember_training_first_loss", LESSON, decimals=3),
    Prediction("predict_training_factor", LESSON, decimals=1),
    Prediction("predict_training_standardized", LESSON, decimals=1),
    Prediction("predict_training_stop", LESSON),
    Prediction("predict_training_shrink", LESSON, decimals=2),
    Prediction("predict_training_kept", LESSON, decimals=1),
    Prediction("predict_training_bug", LESSON),
]
