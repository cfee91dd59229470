"""How the exercises on optimizers are run: two parameters, one list of gradients for each call.

An optimizer is built by keyword and has `step(parameters, gradients)`; it changes the parameter arrays in
place.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from neuronlab.draws import Rng, numbers, sizes
from neuronlab.exercise import Arrays, Inputs


def run_optimizer(
    answer: Any,
    first: np.ndarray,
    second: np.ndarray,
    first_gradients: np.ndarray,
    second_gradients: np.ndarray,
    **hyperparameters: float,
) -> dict[str, np.ndarray]:
    """Take as many steps as there are gradients, and show both parameters after each.

    Every call gets new lists: an answer that puts other arrays into them has moved no parameter.
    """
    optimizer = answer(**hyperparameters)
    first, second = first.copy(), second.copy()
    shown = {}
    for k, gradients in enumerate(zip(first_gradients, second_gradients, strict=True), start=1):
        optimizer.step([first, second], list(gradients))
        shown[f"first parameter after step {k}"] = first.copy()
        shown[f"second parameter after step {k}"] = second.copy()
    return shown


def draw_steps(rng: Rng, steps: int = 3) -> Inputs:
    """Two parameters of different shape, and gradients for a few steps, on two scales."""
    n_inputs, n_neurons = sizes(rng, 2, high=4)
    return {
        "first": numbers(rng, n_inputs, n_neurons),
        "second": numbers(rng, 1, n_neurons),
        "first_gradients": numbers(rng, steps, n_inputs, n_neurons),
        "second_gradients": numbers(rng, steps, 1, n_neurons, scale=3),
    }


def draw_tiny(rng: Rng) -> Inputs:
    """Steps whose gradients are zero in one row of the first parameter, and 1e-8 in the second."""
    inputs = draw_steps(rng)
    inputs["first_gradients"][:, 0] = 0.0
    inputs["second_gradients"] *= 1e-8
    return inputs


def draw_faint(rng: Rng) -> Inputs:
    """Steps whose second parameter is small, and its gradients as small as the usual `eps`."""
    inputs = draw_steps(rng)
    inputs["second"] *= 1e-3
    inputs["second_gradients"] *= 1e-8
    return inputs


def first_difference(inputs: Inputs, outputs: Arrays, expected: Arrays) -> str:
    """Up to which step everything is right, and where it stops to be."""
    steps = len(inputs["first_gradients"])
    for k in range(1, steps + 1):
        off = [
            which
            for which in ("first", "second")
            if not np.allclose(
                outputs[name := f"{which} parameter after step {k}"],
                expected[name],
                1e-7,
                1e-12,
                equal_nan=True,
            )
        ]
        if off:
            which = "both parameters" if len(off) == 2 else f"the {off[0]} parameter"
            before = {1: "", 2: "After step 1 all is right. "}.get(
                k, f"Up to step {k - 1} all is right. "
            )
            return f"{before}After step {k} {which} {'differ' if len(off) == 2 else 'differs'}."
    return ""
