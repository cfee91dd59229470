"""Slopes: measured by differences, and worked out by the chain rule."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np


def central_difference(f: Callable[[float], float], x: float, h: float) -> float:
    """The slope of f at x, measured from x - h to x + h.

    Parameters
    ----------
    f : callable
        A function of one number.
    x, h : float
        The place, and how far to go to either side.

    Returns
    -------
    float
        Off by about h**2 / 6 times the third derivative: exact for a square, h**2 too much for a cube.

    References
    ----------
    Press et al., *Numerical Recipes*, 3rd ed. (2007), equation 5.7.7.
    """
    return (f(x + h) - f(x - h)) / (2 * h)


def chain(x: float) -> float:
    """The slope of (x**2 + 1)**3 at x: the outer slope where the inner value is, times the inner slope."""
    inner = x**2 + 1
    return 3 * inner**2 * (2 * x)


def two_paths(x: float) -> float:
    """The slope of (2x + 1) * x**2 at x, which goes into both factors: one product for each path, summed."""
    a, b = 2 * x + 1, x**2
    return b * 2 + a * (2 * x)


def neuron_backward(
    x: np.ndarray, w: np.ndarray, b: float, dvalue: float
) -> tuple[np.ndarray, np.ndarray, float]:
    """Slopes of whatever comes after a ReLU neuron, with respect to what went into it.

    Parameters
    ----------
    x, w : array (n,)
        Inputs and weights.
    b : float
        The bias.
    dvalue : float
        The slope with respect to the neuron's output, relu(w.x + b).

    Returns
    -------
    dx, dw : array (n,)
    db : float
        All zero where w.x + b is 0 or less.

    References
    ----------
    Rumelhart, Hinton, Williams, *Learning representations by back-propagating errors* (1986),
    equations 5 to 7, with ReLU for the sigmoid.
    """
    dz = dvalue if w @ x + b > 0 else 0.0
    return dz * w, dz * x, dz


def numerical_gradient(
    f: Callable[[np.ndarray], float], x: np.ndarray, h: float = 1e-5
) -> np.ndarray:
    """The slope of f in each entry of x, by central differences.

    Parameters
    ----------
    f : callable
        A function of an array like x; returns a number and uses nothing but its argument.
    x : float array of any shape
        Left as it was, to the last bit.
    h : float
        The step. The error shrinks with h squared until rounding takes over.

    Returns
    -------
    array
        Shaped as x.

    References
    ----------
    Press et al., *Numerical Recipes*, 3rd ed. (2007), equation 5.7.7.
    """
    point = x.copy()
    gradient = np.zeros_like(point)
    for index in np.ndindex(point.shape):
        kept = point[index]
        point[index] = kept + h
        above = f(point)
        point[index] = kept - h
        below = f(point)
        point[index] = kept
        gradient[index] = (above - below) / (2 * h)
    return gradient


def gradient_error(analytic: np.ndarray, numeric: np.ndarray) -> float:
    """The largest relative difference of two gradients, from 0 (alike) to 1 (opposite, or one is zero).

    Parameters
    ----------
    analytic, numeric : array of any shape
        Of one shape.

    Returns
    -------
    float
        The largest abs(a - n) / (abs(a) + abs(n)), where a sum below 1e-8 counts as 1e-8: two slopes
        that are both near zero are alike.
    """
    size = np.maximum(np.abs(analytic) + np.abs(numeric), 1e-8)
    return float(np.max(np.abs(analytic - numeric) / size))


def repair_step(w: float, x: float, target: float, lr: float) -> tuple[float, float]:
    """The slope of (target - w * x)**2 in w, and the weight after one step downhill.

    Parameters
    ----------
    w, x, target : float
        One weight, one input, and what w * x should be.
    lr : float
        The learning rate.

    Returns
    -------
    slope, new_w : float
    """
    error = target - w * x
    slope = 2 * error * -x
    return slope, w - lr * slope


def slopes_order() -> str:
    """The lines that carry value and slope through 5 * (x + 2)**2, innermost first."""
    return "B D E A C"
