"""Lesson 03: batches and the Dense layer."""

import numpy as np

from neuronlab.draws import numbers, seed, sizes
from neuronlab.exercise import Behaviour, Exercise

LESSON = "03_batches"


def _run_dense(answer, n_inputs, n_neurons, seed, X):
    layer = answer(n_inputs, n_neurons, np.random.default_rng(seed))
    output = layer.forward(X)
    return {"weights": layer.weights, "biases": layer.biases, "output": output}


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


Dense = Exercise(
    name="Dense",
    lesson=LESSON,
    behaviours=[
        Behaviour(
            "a new layer has small random weights, zero biases and an output",
            _new,
            cases=[{"n_inputs": 2, "n_neurons": 3, "seed": 1, "X": np.array([[1.0, 2.0]])}],
        ),
        Behaviour("as many neurons as inputs will do", _square),
        Behaviour("weights and biases that are assigned are used, for any batch", _assigned),
    ],
    run=_run,
)

EXERCISES = [Dense]
PREDICTIONS = []
