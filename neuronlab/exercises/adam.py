"""Lesson 09: Adam."""

import numpy as np

from neuronlab.draws import number, numbers, sizes
from neuronlab.exercise import Behaviour, Exercise

LESSON = "09_adam"


def run_optimizer(answer, first, second, first_gradients, second_gradients, **hyperparameters):
    """Take as many steps as there are gradients, and show both parameters after each."""
    optimizer = answer(**hyperparameters)
    parameters = [first.copy(), second.copy()]
    shown = {}
    for k, gradients in enumerate(zip(first_gradients, second_gradients, strict=True), start=1):
        optimizer.step(parameters, list(gradients))
        shown[f"first parameter after step {k}"] = parameters[0].copy()
        shown[f"second parameter after step {k}"] = parameters[1].copy()
    return shown


def _steps(rng, steps=3, scale=1.0):
    n_inputs, n_neurons = sizes(rng, 2, high=4)
    return {
        "first": numbers(rng, n_inputs, n_neurons),
        "second": numbers(rng, 1, n_neurons),
        "first_gradients": numbers(rng, steps, n_inputs, n_neurons) * scale,
        "second_gradients": numbers(rng, steps, 1, n_neurons, scale=3) * scale,
    }


def _hyperparameters(rng):
    return {
        "lr": number(rng, 0.01, 0.2),
        "beta1": number(rng, 0.5, 0.8),
        "beta2": number(rng, 0.85, 0.97),
        "eps": number(rng, 0.01, 0.1, 3),
    }


def _tiny(rng):
    inputs = _steps(rng)
    inputs["first_gradients"][:, 0] = 0.0
    inputs["second_gradients"] *= 1e-8
    return {**inputs, "lr": number(rng, 0.01, 0.2)}


def _decaying(rng):
    return {**_steps(rng), **_hyperparameters(rng), "decay": number(rng, 0.1, 0.9)}


Adam = Exercise(
    name="Adam",
    lesson=LESSON,
    behaviours=[
        Behaviour(
            "three steps move both parameters as Algorithm 1 does",
            lambda rng: {**_steps(rng), **_hyperparameters(rng)},
            cases=[
                {
                    "first": np.array([1.0]),
                    "second": np.array([2.0]),
                    "first_gradients": np.array([[0.5], [0.25]]),
                    "second_gradients": np.array([[-3.0], [1.0]]),
                    "lr": 0.1,
                    "beta1": 0.5,
                    "beta2": 0.9,
                    "eps": 0.01,
                }
            ],
        ),
        Behaviour("without arguments it uses the usual values", _steps),
        Behaviour("gradients of zero and of 0.00000001 are no trouble", _tiny, quiet=True),
        Behaviour("decay lowers the learning rate, call by call", _decaying),
        Behaviour("the gradients are left as they were", _decaying, unchanged=True),
    ],
    run=run_optimizer,
    rtol=1e-7,
    atol=1e-12,
)

EXERCISES = [Adam]
PREDICTIONS = []
