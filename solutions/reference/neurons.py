"""One neuron, and what one neuron can decide."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np


def neuron_one_input(x: float, weight: float, bias: float) -> float:
    """The output of a neuron with one input.

    Parameters
    ----------
    x, weight, bias : float

    Returns
    -------
    float
        A straight line in x: `weight` is its slope and `bias` its height at 0.
    """
    return x * weight + bias


def neuron_loop(inputs: Sequence[float], weights: Sequence[float], bias: float) -> float:
    """The output of one neuron, in plain Python.

    Parameters
    ----------
    inputs, weights : sequence of float
        n numbers each.
    bias : float

    Returns
    -------
    float
        The weighted sum of the inputs plus the bias.

    Raises
    ------
    ValueError
        If there are not as many weights as inputs.
    """
    output = bias
    for value, weight in zip(inputs, weights, strict=True):
        output += value * weight
    return output


def neuron_dot(inputs: np.ndarray, weights: np.ndarray, bias: float) -> float:
    """The output of one neuron, as a dot product.

    Parameters
    ----------
    inputs, weights : array (n,)
        The inputs may be integers: a product with floating-point weights is floating point.
    bias : float

    Returns
    -------
    float
        The weighted sum of the inputs plus the bias.

    Raises
    ------
    ValueError
        If there are not as many weights as inputs.
    """
    return np.dot(inputs, weights) + bias


def decision_line(weights: np.ndarray, bias: float) -> tuple[float, float]:
    """The line on which a neuron with two inputs is undecided, w.x + b = 0.

    Parameters
    ----------
    weights : array (2,)
        The second one is not 0: the line must not be upright.
    bias : float

    Returns
    -------
    slope, intercept : float
        Of x2 = slope * x1 + intercept.

    References
    ----------
    Bishop, *Pattern Recognition and Machine Learning* (2006), section 4.1.1: the weights are perpendicular
    to the line, and the bias moves it.
    """
    first, second = weights
    return -first / second, -bias / second


def and_gate() -> tuple[np.ndarray, float]:
    """Weights (2,) and a bias with which w.x + b > 0 for (1, 1) alone, among zeros and ones.

    References
    ----------
    McCulloch & Pitts (1943), *A logical calculus of the ideas immanent in nervous activity*, figure 1.
    """
    return np.array([1.0, 1.0]), -1.5


def or_gate() -> tuple[np.ndarray, float]:
    """Weights (2,) and a bias with which w.x + b > 0 unless both are 0, among zeros and ones.

    References
    ----------
    McCulloch & Pitts (1943), *A logical calculus of the ideas immanent in nervous activity*, figure 1.
    """
    return np.array([1.0, 1.0]), -0.5
