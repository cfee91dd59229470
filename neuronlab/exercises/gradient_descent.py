"""Lesson 08: gradient descent."""

import numpy as np

from neuronlab.draws import number, numbers, sizes
from neuronlab.exercise import Behaviour, Exercise, Prediction, call, parts
from neuronlab.optimizing import draw_faint, draw_steps, draw_tiny, first_difference, run_optimizer
from neuronlab.ordering import assemble
from neuronlab.standins import Affine, Halve, Quadratic

LESSON = "08_gradient_descent"

# One step


def _arrow(rng, *shape):
    return {
        "parameter": numbers(rng, *shape),
        "gradient": numbers(rng, *shape, scale=3),
        "lr": number(rng, 0.05, 0.4),
    }


def _one_step(inputs, outputs, expected):
    """What happened to one entry, in words."""
    found, right = outputs[""].ravel(), expected[""].ravel()
    at = int(np.argmax(np.abs(found - right)))
    before, slope = inputs["parameter"].ravel()[at], inputs["gradient"].ravel()[at]
    way = "down" if right[at] < before else "up"
    return (
        f"A parameter of {before:g} with the slope {slope:g} should go {way} by "
        f"{abs(right[at] - before):.4g}, to {right[at]:.4g}; yours became {found[at]:.4g}."
    )


gradient_step = Exercise(
    name="gradient_step",
    lesson=LESSON,
    behaviours=[
        Behaviour(
            "each entry moves against its own slope",
            lambda rng: _arrow(rng, 3),
            cases=[
                {"parameter": np.array([3.0, 1.0]), "gradient": np.array([6.0, -2.0]), "lr": 0.1}
            ],
        ),
        Behaviour("a table of weights moves as a whole", lambda rng: _arrow(rng, *sizes(rng, 2))),
        Behaviour(
            "parameter and gradient are left as they were",
            lambda rng: _arrow(rng, *sizes(rng, 2)),
            unchanged=True,
        ),
    ],
    remark=_one_step,
)

# The loop

_MOVED = tuple(
    f"{layer} layer's {part}" for layer in ("first", "second") for part in ("weights", "biases")
)


def _run_train(answer, X, y, weights1, biases1, weights2, biases2, epochs, lr):
    first, second = Affine(weights1, biases1), Affine(weights2, biases2)
    losses = answer([first, Halve(), second], Quadratic(), X, y, epochs, lr)
    moved = (first.weights, first.biases, second.weights, second.biases)
    return {"losses": losses, **dict(zip(_MOVED, moved, strict=True))}


def _small(epochs):
    """Two samples of one number."""
    return {
        "X": np.array([[2.0], [4.0]]),
        "y": np.array([[5.0], [1.0]]),
        "weights1": np.array([[1.0]]),
        "biases1": np.array([[2.0]]),
        "weights2": np.array([[3.0]]),
        "biases2": np.array([[-1.0]]),
        "epochs": epochs,
        "lr": 0.02,
    }


def _training(epochs):
    def draw(rng):
        rows, columns = sizes(rng, 2)
        return {
            "X": numbers(rng, rows, columns),
            "y": numbers(rng, rows, columns),
            "weights1": numbers(rng, 1, columns),
            "biases1": numbers(rng, 1, columns),
            "weights2": numbers(rng, 1, columns),
            "biases2": numbers(rng, 1, columns),
            "epochs": epochs,
            "lr": number(rng, 0.05, 0.2),
        }

    return draw


def _where_it_parts(inputs, outputs, expected):
    """Which is off: a loss, or what the updates did after right losses."""
    found, right = np.ravel(outputs["losses"]), np.ravel(expected["losses"])
    far = np.flatnonzero(~np.isclose(found, right))
    if far.size and far[0] == 0:
        return (
            f"The first loss, of the layers as they came, should be {right[0]:.4g}; "
            f"yours is {found[0]:.4g}."
        )
    if far.size:
        return (
            f"The loss of epoch {far[0] + 1} should be {right[far[0]]:.4g}; yours is {found[far[0]]:.4g}. "
            "The losses before it are right."
        )
    off = [name for name in _MOVED if not np.allclose(outputs[name], expected[name])]
    losses = "The loss is right" if len(right) == 1 else "The losses are right"
    return f"{losses}; afterwards the {' and the '.join(off)} differ from what is expected."


train = Exercise(
    name="train",
    lesson=LESSON,
    behaviours=[
        Behaviour(
            "one epoch gives one loss and one step downhill",
            _training(1),
            cases=[_small(1)],
        ),
        Behaviour("every epoch starts where the last one ended", _training(4), cases=[_small(3)]),
        Behaviour("no epochs change nothing", _training(0)),
    ],
    run=_run_train,
    returns={"losses": "list"} | dict.fromkeys(_MOVED, "array"),
    remark=_where_it_parts,
)

# A rate that falls


def _rate(rng, low, high):
    return {
        "lr": number(rng, 0.2, 3),
        "decay": number(rng, 0.02, 0.8),
        "step": int(rng.integers(low, high)),
    }


def _ratio(inputs, outputs, expected):
    share = float(outputs[""]) / inputs["lr"]
    right = float(expected[""]) / inputs["lr"]
    return (
        f"At step {inputs['step']} with decay {inputs['decay']:g} the rate should be {right:.4g} times lr; "
        f"yours is {share:.4g} times lr."
    )


decayed_lr = Exercise(
    name="decayed_lr",
    lesson=LESSON,
    behaviours=[
        Behaviour(
            "after some steps the rate has fallen",
            lambda rng: _rate(rng, 2, 6),
            cases=[{"lr": 1.0, "decay": 0.5, "step": 2}, {"lr": 1.0, "decay": 0.1, "step": 20}],
        ),
        Behaviour("step 0 uses lr in full", lambda rng: {**_rate(rng, 2, 6), "step": 0}),
        Behaviour(
            "it falls ever more slowly, and never below 0", lambda rng: _rate(rng, 200, 5000)
        ),
    ],
    returns="number",
    remark=_ratio,
    rtol=1e-9,
    atol=0.0,
)

# Optimizers


def _rolling(rng):
    return {**draw_steps(rng, 4), "lr": number(rng, 0.05, 0.3), "momentum": number(rng, 0.4, 0.8)}


def _slowing(rng):
    return {**_rolling(rng), "decay": number(rng, 0.1, 0.9)}


SGD = Exercise(
    name="SGD",
    lesson=LESSON,
    behaviours=[
        Behaviour(
            "without momentum each step goes against its gradient",
            lambda rng: {**draw_steps(rng), "lr": number(rng, 0.05, 0.3)},
            cases=[
                {
                    "first": np.array([1.0]),
                    "second": np.array([2.0]),
                    "first_gradients": np.array([[0.5], [0.25]]),
                    "second_gradients": np.array([[-3.0], [1.0]]),
                    "lr": 0.1,
                }
            ],
        ),
        Behaviour(
            "with momentum every parameter keeps a velocity of its own",
            _rolling,
            cases=[
                {
                    "first": np.array([1.0]),
                    "second": np.array([2.0]),
                    "first_gradients": np.array([[1.0], [1.0], [1.0]]),
                    "second_gradients": np.array([[-4.0], [0.0], [2.0]]),
                    "lr": 0.1,
                    "momentum": 0.5,
                }
            ],
        ),
        Behaviour(
            "decay lowers the learning rate, call by call",
            _slowing,
            cases=[
                {
                    "first": np.array([1.0]),
                    "second": np.array([2.0]),
                    "first_gradients": np.array([[1.0], [1.0], [1.0]]),
                    "second_gradients": np.array([[-4.0], [0.0], [2.0]]),
                    "lr": 0.6,
                    "momentum": 0.5,
                    "decay": 1.0,
                }
            ],
        ),
        Behaviour("without arguments: lr 0.01, no decay, no momentum", draw_steps),
        Behaviour("the gradients are left as they were", _slowing, unchanged=True),
    ],
    run=run_optimizer,
    remark=first_difference,
    rtol=1e-7,
    atol=1e-12,
)


def _scaled(rng):
    return {**draw_steps(rng), "lr": number(rng, 0.05, 0.3), "eps": number(rng, 0.01, 0.1, 3)}


def _forgetting(rng):
    return {**_scaled(rng), "rho": number(rng, 0.6, 0.8)}


def _with_rate(draw):
    return lambda rng: {**draw(rng), "lr": number(rng, 0.05, 0.3)}


AdaGrad = Exercise(
    name="AdaGrad",
    lesson=LESSON,
    behaviours=[
        Behaviour(
            "every entry's step is divided by the root of its own cache",
            _scaled,
            cases=[
                {
                    "first": np.array([1.0]),
                    "second": np.array([2.0]),
                    "first_gradients": np.array([[3.0], [4.0]]),
                    "second_gradients": np.array([[-0.6], [0.8]]),
                    "lr": 0.6,
                    "eps": 1.0,
                }
            ],
        ),
        Behaviour("without arguments: lr 0.01, eps 1e-8", draw_faint),
        Behaviour(
            "gradients of zero and of 0.00000001 are no trouble", _with_rate(draw_tiny), quiet=True
        ),
        Behaviour("the gradients are left as they were", _scaled, unchanged=True),
    ],
    run=run_optimizer,
    remark=first_difference,
    rtol=1e-7,
    atol=1e-12,
)

RMSProp = Exercise(
    name="RMSProp",
    lesson=LESSON,
    behaviours=[
        Behaviour(
            "the cache forgets, and scales every entry's step",
            _forgetting,
            cases=[
                {
                    "first": np.array([1.0]),
                    "second": np.array([2.0]),
                    "first_gradients": np.array([[4.0], [2.0]]),
                    "second_gradients": np.array([[-0.8], [0.4]]),
                    "lr": 0.5,
                    "rho": 0.75,
                    "eps": 0.5,
                }
            ],
        ),
        Behaviour("without arguments: lr 0.01, rho 0.9, eps 1e-8", draw_faint),
        Behaviour(
            "gradients of zero and of 0.00000001 are no trouble", _with_rate(draw_tiny), quiet=True
        ),
        Behaviour("the gradients are left as they were", _forgetting, unchanged=True),
    ],
    run=run_optimizer,
    remark=first_difference,
    rtol=1e-7,
    atol=1e-12,
)

# Find the bug


def _layer(rng, biases=None):
    n_inputs, n_neurons = sizes(rng, 2)
    return {
        "weights": numbers(rng, n_inputs, n_neurons),
        "biases": numbers(rng, 1, n_neurons) if biases is None else np.full((1, n_neurons), biases),
        "dweights": numbers(rng, n_inputs, n_neurons),
        "dbiases": numbers(rng, 1, n_neurons, scale=2),
        "lr": number(rng, 0.05, 0.4),
    }


def _stepped(answer, **inputs):
    return parts(call(answer, **inputs), "new weights", "new biases")


repair_biases = Exercise(
    name="repair_biases",
    lesson=LESSON,
    behaviours=[
        Behaviour(
            "weights and biases both move against their own slopes",
            _layer,
            cases=[
                {
                    "weights": np.array([[2.0]]),
                    "biases": np.array([[4.0]]),
                    "dweights": np.array([[1.0]]),
                    "dbiases": np.array([[-3.0]]),
                    "lr": 0.5,
                }
            ],
        ),
        Behaviour("biases of zero move as well", lambda rng: _layer(rng, biases=0.0)),
        Behaviour("the four arrays are left as they were", _layer, unchanged=True),
    ],
    run=_stepped,
    extra=True,
)

# Lines in order

_HEADER = "def find_rate(lr, loss_after):"
_LINES = {
    "A": "        lr = 2 * lr",
    "B": "    return lr",
    "C": "    while loss_after(2 * lr) < best:",
    "D": "        best = loss_after(lr)",
    "E": "    best = loss_after(lr)",
}


def _run_rate_order(answer, lr, losses):
    find_rate = assemble(answer(), _HEADER, _LINES)

    def loss_after(rate):
        place = round(float(np.log2(rate / lr)))
        return losses[place] if place < len(losses) else float("inf")

    return find_rate(lr, loss_after)


def _valley(rng, down):
    """Losses that fall for some doublings; the next one is a little higher than the lowest."""
    falling = np.sort(rng.uniform(0.3, 2.0, down + 1))[::-1] + 0.1 * np.arange(down, -1, -1)
    between = falling[-1] + rng.uniform(0.2, 0.8) * (falling[-2] - falling[-1])
    losses = np.round([*falling, between, between + 1.0, between + 2.0], 3)
    return {"lr": float(rng.choice([0.001, 0.01, 0.05])), "losses": losses.tolist()}


rate_order = Exercise(
    name="rate_order",
    lesson=LESSON,
    behaviours=[
        Behaviour(
            "the rate doubles as long as the loss falls",
            lambda rng: _valley(rng, 3),
            cases=[{"lr": 0.01, "losses": [1.0, 0.6, 0.8, 3.0]}],
        ),
        Behaviour("one that falls longer is followed longer", lambda rng: _valley(rng, 6)),
    ],
    run=_run_rate_order,
    returns="number",
    extra=True,
)

EXERCISES = [
    gradient_step,
    train,
    decayed_lr,
    SGD,
    AdaGrad,
    RMSProp,
    repair_biases,
    rate_order,
]
PREDICTIONS = [
    Prediction("remember_descent_dweights", LESSON),
    Prediction("remember_descent_downhill", LESSON),
    Prediction("remember_descent_first_loss", LESSON, decimals=3),
    Prediction("predict_descent_step", LESSON, decimals=2),
    Prediction("predict_descent_rates", LESSON),
    Prediction("predict_descent_losses", LESSON, decimals=2),
    Prediction("predict_descent_halved", LESSON),
    Prediction("predict_descent_velocity", LESSON, decimals=2),
    Prediction("predict_descent_scale", LESSON, decimals=2),
    Prediction("predict_descent_bug", LESSON),
]
