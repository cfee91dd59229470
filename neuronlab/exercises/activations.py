"""Lesson 04: activations and softmax."""

import numpy as np

from neuronlab.draws import number, numbers, sizes
from neuronlab.exercise import Behaviour, Exercise

LESSON = "04_activations"


def _scores(rng):
    rows, classes = sizes(rng, 2)
    return {"scores": numbers(rng, rows, classes, scale=2)}


def _uneven(rng):
    """A square batch whose rows are of very different size: axes and rows cannot hide each other."""
    size = int(rng.integers(3, 5))
    heights = rng.permutation([0.0, 30.0, 900.0, -400.0][:size])[:, np.newaxis]
    return {"scores": heights + numbers(rng, size, size, scale=2)}


def _large(rng):
    top = number(rng, 1000, 2000)
    return {"scores": np.array([[top, top - 1, -top], [-top, -top, -top - number(rng, 0.5, 2)]])}


def _rows_sum(inputs, outputs, expected):
    sums = np.round(outputs[""].sum(axis=1), 3).tolist()
    if all(abs(one - 1) < 1e-6 for one in sums):
        return "Each row sums to 1, but the shares are not the expected ones."
    listed = " and ".join(f"{one:g}" for one in sums[:4])
    return f"Each row should sum to 1; yours sum to {listed}."


softmax = Exercise(
    name="softmax",
    lesson=LESSON,
    behaviours=[
        Behaviour(
            "each row is turned into shares",
            _scores,
            cases=[{"scores": np.array([[1.0, 2.0, 3.0], [1.0, 1.0, 1.0]])}],
        ),
        Behaviour(
            "rows do not touch each other",
            _uneven,
            cases=[{"scores": np.array([[1.0, 2.0], [900.0, 901.0]])}],
        ),
        Behaviour(
            "scores of 1000 are no trouble, and quiet",
            _large,
            cases=[{"scores": np.array([[1000.0, 1001.0, 999.0]])}],
            quiet=True,
        ),
        Behaviour("your input is left as it was", _scores, unchanged=True),
    ],
    remark=_rows_sum,
)

EXERCISES = [softmax]
PREDICTIONS = []
