"""Lesson 06: slopes."""

import numpy as np

from neuronlab.draws import number, numbers
from neuronlab.exercise import Behaviour, Exercise

LESSON = "06_slopes"


def _run_gradient(answer, x, cubes, pull, h=None):
    """Differentiate sum(cubes * x**3) + pull * sum(x)**2, built here from the arrays."""

    def f(point):
        return float(np.sum(cubes * point**3) + pull * np.sum(point) ** 2)

    return answer(f, x) if h is None else answer(f, x, h)


def _gradient(*shape, h=None):
    def draw(rng):
        inputs = {
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
            cases=[{"x": np.array([1.0, 2.0]), "cubes": np.array([1.0, 0.0]), "pull": 1.0}],
        ),
        Behaviour("a matrix keeps its shape", _gradient(2, 3)),
        Behaviour("the step h is the one that is given", _gradient(3, h=0.1)),
        Behaviour("x is as it was, to the last bit", _gradient(3, 2), unchanged=True),
    ],
    run=_run_gradient,
    rtol=1e-6,
    atol=1e-7,
)

EXERCISES = [numerical_gradient]
PREDICTIONS = []
