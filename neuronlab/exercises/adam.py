"""Lesson 09: Adam."""

import numpy as np

from neuronlab.draws import number, numbers, sizes
from neuronlab.exercise import Behaviour, Exercise, Prediction, parts
from neuronlab.optimizing import draw_faint, draw_steps, draw_tiny, first_difference, run_optimizer
from neuronlab.ordering import assemble

LESSON = "09_adam"


# Averages that forget


def _beta(rng, low=0.6, high=0.9):
    """How much is kept: never a half, where exchanging what is kept and what is new would not show."""
    return number(rng, low, high)


def _values(rng, low=3, high=6):
    return numbers(rng, int(rng.integers(low, high + 1)), scale=5)


def _first_average(inputs, outputs, expected):
    """Say where the first average came from: most mistakes show there already."""
    first, found = float(inputs["values"][0]), float(outputs[""][0])
    if np.isclose(found, expected[""][0], 1e-6):
        return "The first average is right; a later one is not."
    return f"The first value is {first:g}, beta is {inputs['beta']:g}, and your first average is {found:.4g}."


moving_average = Exercise(
    name="moving_average",
    lesson=LESSON,
    behaviours=[
        Behaviour(
            "each average keeps beta of the last one",
            lambda rng: {"values": _values(rng), "beta": _beta(rng)},
            cases=[{"values": np.array([4.0, 8.0]), "beta": 0.75}],
        ),
        Behaviour(
            "a long memory starts slowly, from 0",
            lambda rng: {"values": 3 + _values(rng, 8, 12), "beta": _beta(rng, 0.95, 0.995)},
        ),
        Behaviour(
            "your values are left as they were",
            lambda rng: {"values": _values(rng), "beta": _beta(rng)},
            unchanged=True,
        ),
    ],
    remark=_first_average,
)


def _averages(rng):
    """Averages as they come: of values all of one sign, from a cold start."""
    values, beta = 4 + numbers(rng, int(rng.integers(3, 7))), _beta(rng, 0.6, 0.95)
    shares = np.cumsum((1 - beta) * beta ** np.arange(len(values)))
    return {"averages": np.round(values * shares, 3), "beta": beta}


def _of_one_value(rng):
    """What the averages of one value again and again come to; the value is what they should become."""
    beta = _beta(rng, 0.9, 0.99)
    counts = np.arange(1, int(rng.integers(5, 9)))
    return {"averages": number(rng, 2, 9, 1) * (1 - beta**counts), "beta": beta}


def _first_share(inputs, outputs, expected):
    """Only what can be read off: the first corrected average is the first average over 1 - beta."""
    found, right = outputs[""], expected[""]
    places = [t for t in range(len(right)) if not np.isclose(found[t], right[t], 1e-6)]
    return f"The first entry that differs is the one of t = {places[0] + 1}." if places else ""


bias_corrected = Exercise(
    name="bias_corrected",
    lesson=LESSON,
    behaviours=[
        Behaviour(
            "each average is freed of its cold start",
            _averages,
            cases=[{"averages": np.array([1.0, 2.8]), "beta": 0.8}],
        ),
        Behaviour("of one value again and again, that value comes back", _of_one_value),
        Behaviour("your averages are left as they were", _averages, unchanged=True),
    ],
    remark=_first_share,
)


# Two moments and one update


def _two_betas(rng):
    """Two betas that differ from each other and from a half."""
    return {"beta1": number(rng, 0.55, 0.75), "beta2": number(rng, 0.85, 0.97)}


def _state(rng, *shape):
    """A gradient, and moments that some steps may have left."""
    return {
        "gradient": numbers(rng, *shape, scale=2),
        "m": numbers(rng, *shape),
        "v": np.abs(numbers(rng, *shape, scale=3)),
    }


def _of_matrix(rng):
    return {**_state(rng, *sizes(rng, 2, high=4)), **_two_betas(rng)}


def _from_zeros(rng):
    n = int(rng.integers(2, 5))
    zeros = {"m": np.zeros((1, n)), "v": np.zeros((1, n))}
    return {"gradient": numbers(rng, 1, n, scale=3), **zeros, **_two_betas(rng)}


def _no_gradient(rng):
    state = _state(rng, int(rng.integers(2, 5)))
    return {**state, "gradient": np.zeros_like(state["gradient"]), **_two_betas(rng)}


adam_moments = Exercise(
    name="adam_moments",
    lesson=LESSON,
    behaviours=[
        Behaviour(
            "both averages take in the new gradient",
            _of_matrix,
            cases=[
                {
                    "gradient": np.array([-3.0]),
                    "m": np.array([1.0]),
                    "v": np.array([2.0]),
                    "beta1": 0.75,
                    "beta2": 0.9,
                }
            ],
        ),
        Behaviour("from zeros, only the gradient counts", _from_zeros),
        Behaviour("without a gradient both fade, each at its own pace", _no_gradient),
        Behaviour("gradient, m and v are left as they were", _of_matrix, unchanged=True),
    ],
    run=lambda answer, **inputs: parts(answer(*inputs.values()), "m", "v"),
)


def _update(rng, *shape):
    """A parameter in the middle of training: moments, and a t that no square or first step hides."""
    return {
        "parameter": numbers(rng, *shape),
        "m": numbers(rng, *shape),
        "v": np.abs(numbers(rng, *shape, scale=2)),
        "t": int(rng.integers(3, 7)),
        "lr": number(rng, 0.05, 0.3),
        **_two_betas(rng),
        "eps": number(rng, 0.01, 0.1, 3),
    }


def _update_of_matrix(rng):
    return _update(rng, *sizes(rng, 2, high=4))


def _first_update(rng):
    """The first step, on gradients of every size."""
    betas = _two_betas(rng)
    gradient = numbers(rng, 4) * rng.permutation([1e-4, 1e-2, 1.0, 1e3])
    return {
        "parameter": numbers(rng, 4),
        "m": (1 - betas["beta1"]) * gradient,
        "v": (1 - betas["beta2"]) * gradient**2,
        "t": 1,
        "lr": number(rng, 0.05, 0.3),
        **betas,
        "eps": 1e-8,
    }


def _idle_update(rng):
    """One entry has never had a gradient, one had tiny ones."""
    inputs = _update(rng, 3)
    inputs["m"][0] = inputs["v"][0] = 0.0
    inputs["m"][1], inputs["v"][1] = 1e-9, 1e-17
    return {**inputs, "eps": 1e-8}


def _which_way(inputs, outputs, expected):
    """Compare the first step that differs with the one expected."""
    start, found, right = (
        np.ravel(one) for one in (inputs["parameter"], outputs[""], expected[""])
    )
    at = int(np.argmax(~np.isclose(found, right, 1e-7)))
    return (
        f"Entry {at} should move by {right[at] - start[at]:.4g}, and moves by "
        f"{found[at] - start[at]:.4g}. (lr is {inputs['lr']:g}.)"
    )


adam_update = Exercise(
    name="adam_update",
    lesson=LESSON,
    behaviours=[
        Behaviour(
            "the corrected moments make the step",
            _update_of_matrix,
            cases=[
                {
                    "parameter": np.array([1.0]),
                    "m": np.array([-0.36]),
                    "v": np.array([0.19]),
                    "t": 2,
                    "lr": 0.1,
                    "beta1": 0.8,
                    "beta2": 0.9,
                    "eps": 0.25,
                }
            ],
        ),
        Behaviour("the first step is about lr, whatever the gradient's size", _first_update),
        Behaviour(
            "an entry that never had a gradient stays, and quietly", _idle_update, quiet=True
        ),
        Behaviour("parameter, m and v are left as they were", _update_of_matrix, unchanged=True),
    ],
    rtol=1e-7,
    atol=1e-12,
    remark=_which_way,
)


# The class


def _hyperparameters(rng):
    return {
        "lr": number(rng, 0.01, 0.2),
        "beta1": number(rng, 0.5, 0.8),
        "beta2": number(rng, 0.85, 0.97),
        "eps": number(rng, 0.01, 0.1, 3),
    }


def _tiny(rng):
    return {**draw_tiny(rng), "lr": number(rng, 0.01, 0.2)}


def _decaying(rng):
    return {**draw_steps(rng), **_hyperparameters(rng), "decay": number(rng, 0.1, 0.9)}


Adam = Exercise(
    name="Adam",
    lesson=LESSON,
    behaviours=[
        Behaviour(
            "three steps move both parameters as Algorithm 1 does",
            lambda rng: {**draw_steps(rng), **_hyperparameters(rng)},
            cases=[
                {
                    "first": np.array([1.0]),
                    "second": np.array([2.0]),
                    "first_gradients": np.array([[0.5], [0.25]]),
                    "second_gradients": np.array([[-30.0], [10.0]]),
                    "lr": 0.1,
                    "beta1": 0.5,
                    "beta2": 0.9,
                    "eps": 0.01,
                }
            ],
        ),
        Behaviour("without arguments it uses the usual values", draw_faint),
        Behaviour("gradients of zero and of 0.00000001 are no trouble", _tiny, quiet=True),
        Behaviour("decay lowers the learning rate, call by call", _decaying),
        Behaviour("the gradients are left as they were", _decaying, unchanged=True),
    ],
    run=run_optimizer,
    remark=first_difference,
    rtol=1e-7,
    atol=1e-12,
)


# Repairs and extras


def _course(rng, steps, sign=None):
    n = int(rng.integers(2, 4))
    gradients = numbers(rng, steps, n, scale=2)
    return {
        "parameter": numbers(rng, n),
        "gradients": gradients if sign is None else sign * np.abs(gradients),
        "lr": number(rng, 0.05, 0.3),
        "decay": 0.0,
        **_two_betas(rng),
        "eps": number(rng, 0.01, 0.1, 3),
    }


repair_adam = Exercise(
    name="repair_adam",
    lesson=LESSON,
    behaviours=[
        Behaviour(
            "gradients above 0: three steps as Algorithm 1 takes them",
            lambda rng: _course(rng, 3, 1.0),
            cases=[
                {
                    "parameter": np.array([1.0]),
                    "gradients": np.array([[4.0], [1.0]]),
                    "lr": 0.1,
                    "decay": 0.0,
                    "beta1": 0.75,
                    "beta2": 0.9,
                    "eps": 0.5,
                }
            ],
        ),
        Behaviour(
            "gradients below 0 are as good, and quiet",
            lambda rng: _course(rng, 3, -1.0),
            quiet=True,
        ),
        Behaviour(
            "decay lowers the learning rate, step by step",
            lambda rng: {**_course(rng, 4), "decay": number(rng, 0.2, 0.9)},
        ),
        Behaviour(
            "parameter and gradients are left as they were",
            lambda rng: _course(rng, 3),
            unchanged=True,
        ),
    ],
    rtol=1e-7,
    atol=1e-12,
)


def _shrinking(rng, decay=0.0):
    """A weight decay strong enough to be seen beside Adam's own step."""
    shrink = {"decay": decay, "weight_decay": number(rng, 0.1, 0.5)}
    return {**draw_steps(rng), **_hyperparameters(rng), **shrink}


AdamW = Exercise(
    name="AdamW",
    lesson=LESSON,
    behaviours=[
        Behaviour(
            "the old value shrinks beside Adam's step",
            _shrinking,
            cases=[
                {
                    "first": np.array([1.0]),
                    "second": np.array([-2.0]),
                    "first_gradients": np.array([[0.5], [0.25]]),
                    "second_gradients": np.array([[-3.0], [1.0]]),
                    "lr": 0.1,
                    "beta1": 0.5,
                    "beta2": 0.9,
                    "eps": 0.01,
                    "weight_decay": 0.5,
                }
            ],
        ),
        Behaviour("without arguments it uses the usual values", draw_faint),
        Behaviour(
            "decay of the learning rate slows the shrinking too",
            lambda rng: _shrinking(rng, number(rng, 0.1, 0.9)),
        ),
        Behaviour("the gradients are left as they were", _shrinking, unchanged=True),
    ],
    run=run_optimizer,
    rtol=1e-7,
    atol=1e-12,
    remark=first_difference,
    extra=True,
)


LINES = {
    "A": "        cold = cold * beta",
    "B": "    return steps",
    "C": "    while cold > 0.5:",
    "D": "    cold = 1.0",
    "E": "        steps = steps + 1",
    "F": "    steps = 0",
}


def _run_order(answer, betas):
    """How many steps the assembled lines count for each beta."""
    count = assemble(answer(), "def steps_until_half(beta):", LINES)
    return {"steps": np.array([count(float(beta)) for beta in betas])}


cold_start_order = Exercise(
    name="cold_start_order",
    lesson=LESSON,
    behaviours=[
        Behaviour(
            "a short memory is half warm after a few steps",
            lambda rng: {"betas": np.array([_beta(rng), _beta(rng, 0.91, 0.95)])},
            cases=[{"betas": np.array([0.9])}],
        ),
        Behaviour(
            "a long memory takes hundreds",
            lambda rng: {"betas": np.array([_beta(rng, 0.98, 0.99), 0.999])},
        ),
    ],
    run=_run_order,
    extra=True,
)


EXERCISES = [
    moving_average,
    bias_corrected,
    adam_moments,
    adam_update,
    Adam,
    repair_adam,
    AdamW,
    cold_start_order,
]
PREDICTIONS = [
    Prediction("remember_adam_decay", LESSON, 2),
    Prediction("remember_adam_momentum", LESSON, 2),
    Prediction("remember_adam_slopes", LESSON, 1),
    Prediction("predict_adam_average", LESSON, 1),
    Prediction("predict_adam_cold", LESSON, 2),
    Prediction("predict_adam_flip", LESSON),
    Prediction("predict_adam_first_step", LESSON, 3),
    Prediction("predict_adam_uncorrected", LESSON, 2),
    Prediction("predict_adam_turned", LESSON),
    Prediction("predict_adam_formulas", LESSON),
]
