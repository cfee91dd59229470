"""Lesson 06, right in other hands."""

import numpy as np

from solutions.registry import variant


@variant("numerical_gradient")
def gradient_by_unit_steps(f, x, h=1e-5):
    steps = h * np.eye(x.size).reshape(x.size, *x.shape)
    slopes = [(f(x + step) - f(x - step)) / (2 * h) for step in steps]
    return np.array(slopes).reshape(x.shape)


@variant("numerical_gradient")
def gradient_in_place_and_back(f, x, h=1e-5):
    gradient = np.empty(x.shape)
    it = np.nditer(x, flags=["multi_index"])
    for _ in it:
        i = it.multi_index
        before = x[i]
        try:
            x[i] = before + h
            plus = f(x)
            x[i] = before - h
            minus = f(x)
        finally:
            x[i] = before
        gradient[i] = (plus - minus) / h / 2
    return gradient


@variant("numerical_gradient")
def gradient_on_a_flat_copy(f, x, h=1e-5):
    flat = x.flatten()
    gradient = np.zeros(len(flat))
    for i in range(len(flat)):
        up, down = flat.copy(), flat.copy()
        up[i] += h
        down[i] -= h
        gradient[i] = 0.5 * (f(up.reshape(x.shape)) - f(down.reshape(x.shape))) / h
    return gradient.reshape(x.shape)
