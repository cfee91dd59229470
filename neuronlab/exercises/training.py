"""Lesson 10: training well."""

import tempfile
from pathlib import Path

import numpy as np

from neuronlab.draws import numbers, sizes
from neuronlab.exercise import Behaviour, Exercise

LESSON = "10_training"


def _run_files(answer, **parameters):
    """Save, then load into other arrays of the same shapes, and show what they hold."""
    save_parameters, load_parameters = answer
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "parameters.npz")
        save_parameters(path, list(parameters.values()))
        loaded = [np.full_like(one, -1.0) for one in parameters.values()]
        load_parameters(path, loaded)
    return dict(zip(parameters, loaded, strict=True))


def _run_refusal(answer, saved, other, how_many):
    """Load into parameters that do not fit; a ValueError is what should come of it."""
    save_parameters, load_parameters = answer
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "parameters.npz")
        save_parameters(path, [saved, saved])
        try:
            load_parameters(path, [other.copy() for _ in range(how_many)])
        except ValueError:
            return {"ValueErrors": 1}
    return {"ValueErrors": 0}


def _run_pair(answer, **inputs):
    return _run_refusal(answer, **inputs) if "saved" in inputs else _run_files(answer, **inputs)


def _few(rng):
    rows, columns = sizes(rng, 2)
    return {"weights": numbers(rng, rows, columns), "biases": numbers(rng, 1, columns)}


def _many(rng):
    return {f"p{index}": numbers(rng, 2) for index in range(12)}


def _other_shape(rng):
    saved = numbers(rng, 2, 3)
    return {
        "saved": saved,
        "other": numbers(rng, *rng.permutation([(3, 2), (6, 1)])[0]),
        "how_many": 2,
    }


def _other_number(rng):
    saved = numbers(rng, 2, 3)
    return {"saved": saved, "other": numbers(rng, 2, 3), "how_many": int(rng.choice([1, 3]))}


save_parameters = Exercise(
    name="save_parameters",
    lesson=LESSON,
    behaviours=[
        Behaviour("what was saved comes back, in the arrays that are there", _few),
        Behaviour("twelve parameters come back in their order", _many),
        Behaviour(
            "another shape is refused",
            _other_shape,
            cases=[{"saved": np.ones((2, 3)), "other": np.zeros((1, 3)), "how_many": 2}],
        ),
        Behaviour("another number of parameters is refused", _other_number),
    ],
    run=_run_pair,
    returns={"ValueErrors": "number"}
    | dict.fromkeys(("weights", "biases"), "array")
    | {f"p{index}": "array" for index in range(12)},
    extra=True,
)

EXERCISES = [save_parameters]
PREDICTIONS = []
