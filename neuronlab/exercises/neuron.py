"""Lesson 01: one neuron."""

import numpy as np

from neuronlab.draws import number, numbers
from neuronlab.exercise import Behaviour, Exercise, Prediction, parts

LESSON = "01_neuron"
FOUR = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
"""The four inputs of a gate."""


def _lists(rng, inputs=None):
    inputs = int(rng.integers(3, 6)) if inputs is None else inputs
    return {
        "inputs": numbers(rng, inputs, scale=2).tolist(),
        "weights": numbers(rng, inputs).tolist(),
        "bias": number(rng, 1, 4),
    }


neuron_loop = Exercise(
    name="neuron_loop",
    lesson=LESSON,
    behaviours=[
        Behaviour(
            "three inputs are weighed and added up",
            lambda rng: _lists(rng, 3),
            cases=[{"inputs": [1.0, 2.0, 3.0], "weights": [0.2, 0.8, -0.5], "bias": 2.0}],
        ),
        Behaviour("any number of inputs will do", _lists),
        Behaviour(
            "one input will do",
            lambda rng: _lists(rng, 1),
            cases=[{"inputs": [0.67378], "weights": [0.54623], "bias": 0.64272}],
        ),
    ],
    returns="number",
)


def _gate(answer):
    return parts(answer(), "weights", "bias")


def _fires(inputs, outputs):
    """What the neuron answers on the four inputs: it fires where w.x + b > 0."""
    return {"fires": (FOUR @ outputs["weights"] + outputs["bias"] > 0).astype(int)}


def _gate_remark(inputs, outputs, expected):
    fires = _fires(inputs, outputs)["fires"]
    on = [
        f"({one:.0f}, {other:.0f})"
        for (one, other), fired in zip(FOUR, fires, strict=True)
        if fired
    ]
    return f"Your neuron fires on {', '.join(on)}." if on else "Your neuron never fires."


and_gate = Exercise(
    name="and_gate",
    lesson=LESSON,
    behaviours=[Behaviour("it fires on (1, 1) and on nothing else", cases=[{}])],
    run=_gate,
    returns={"weights": "list", "bias": "number"},
    view=_fires,
    remark=_gate_remark,
)

EXERCISES = [neuron_loop, and_gate]
PREDICTIONS = [Prediction("predict_neuron", LESSON, decimals=1)]
