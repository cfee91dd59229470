"""Lesson 06, wrong on purpose."""

import numpy as np

from solutions.registry import mistake


def _slopes(x, slope):
    """An array shaped as x with `slope(index, step)` at each index; `step` is zero elsewhere."""
    result = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        one = np.zeros_like(x)
        one[index] = 1.0
        result[index] = slope(one)
    return result


@mistake(
    "numerical_gradient",
    "forward difference",
    "It looks as if the slope is taken from x to x + h (a forward difference): take it from x - h to x + h, "
    "so that both sides count.",
)
def forward_difference(f, x, h=1e-5):
    return _slopes(x, lambda one: (f(x + h * one) - f(x)) / h)


@mistake(
    "numerical_gradient",
    "backward difference",
    "It looks as if the slope is taken from x - h to x (a backward difference): take it from x - h to x + h, "
    "so that both sides count.",
)
def backward_difference(f, x, h=1e-5):
    return _slopes(x, lambda one: (f(x) - f(x - h * one)) / h)


@mistake(
    "numerical_gradient",
    "divided by h",
    "It looks as if the difference is divided by h: from x - h to x + h it is 2h.",
)
def divided_by_h(f, x, h=1e-5):
    return _slopes(x, lambda one: (f(x + h * one) - f(x - h * one)) / h)


@mistake(
    "numerical_gradient",
    "not divided",
    "It looks as if the difference is not divided by anything: a slope is rise over run, and the run is 2h.",
)
def not_divided(f, x, h=1e-5):
    return _slopes(x, lambda one: f(x + h * one) - f(x - h * one))


@mistake(
    "numerical_gradient",
    "all entries at once",
    "It looks as if h is added to all entries at once: that measures one slope, along the diagonal. "
    "Move one entry at a time.",
)
def all_at_once(f, x, h=1e-5):
    return np.full_like(x, (f(x + h) - f(x - h)) / (2 * h))


@mistake(
    "numerical_gradient",
    "x left changed",
    "It looks as if x is moved and not put back: after each entry it should be what it was, to the last "
    "bit. Adding h and taking it away again is not enough.",
)
def left_changed(f, x, h=1e-5):
    gradient = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        x[index] += h
        above = f(x)
        x[index] -= 2 * h
        below = f(x)
        x[index] += h
        gradient[index] = (above - below) / (2 * h)
    return gradient


@mistake(
    "numerical_gradient",
    "h fixed in code",
    "It looks as if a step of 0.00001 stands in the code: use the h that was given.",
)
def fixed_step(f, x, h=1e-5):
    return _slopes(x, lambda one: (f(x + 1e-5 * one) - f(x - 1e-5 * one)) / 2e-5)


@mistake(
    "numerical_gradient",
    "uphill and downhill exchanged",
    "It looks as if the difference is taken the other way round: f at x + h comes first, f at x - h is "
    "taken away.",
)
def wrong_sign(f, x, h=1e-5):
    return _slopes(x, lambda one: (f(x - h * one) - f(x + h * one)) / (2 * h))
