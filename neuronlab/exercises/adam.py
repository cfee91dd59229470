"""Lesson 09: Adam."""

import numpy as np

from neuronlab.draws import number
from neuronlab.exercise import Behaviour, Exercise
from neuronlab.optimizing import draw_steps, draw_tiny, first_difference, run_optimizer

LESSON = "09_adam"


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
                    "second_gradients": np.array([[-3.0], [1.0]]),
                    "lr": 0.1,
                    "beta1": 0.5,
                    "beta2": 0.9,
                    "eps": 0.01,
                }
            ],
        ),
        Behaviour("without arguments it uses the usual values", draw_steps),
        Behaviour("gradients of zero and of 0.00000001 are no trouble", _tiny, quiet=True),
        Behaviour("decay lowers the learning rate, call by call", _decaying),
        Behaviour("the gradients are left as they were", _decaying, unchanged=True),
    ],
    run=run_optimizer,
    remark=first_difference,
    rtol=1e-7,
    atol=1e-12,
)

EXERCISES = [Adam]
PREDICTIONS = []
