"""Moving averages with a cold start, and the step that Adam makes of two of them."""

from __future__ import annotations

import numpy as np

from solutions.reference.optimizers import decayed_lr


def moving_average(values: np.ndarray, beta: float) -> np.ndarray:
    """Exponential moving averages that start from 0.

    Parameters
    ----------
    values : array (T,)
    beta : float
        How much of the average is kept at each value, from 0 to below 1.

    Returns
    -------
    array (T,)
        The average after each value. After `t` values its weights sum to `1 - beta**t`.
    """
    average = 0.0
    averages = np.empty(len(values))
    for place, value in enumerate(values):
        average = beta * average + (1 - beta) * value
        averages[place] = average
    return averages


def bias_corrected(averages: np.ndarray, beta: float) -> np.ndarray:
    """Moving averages freed of their cold start: each divided by the sum of its weights.

    Parameters
    ----------
    averages : array (T,)
        As from `moving_average`; the first one has t = 1.
    beta : float

    Returns
    -------
    array (T,)

    References
    ----------
    Kingma & Ba (2015), *Adam: a method for stochastic optimization*, section 3.
    """
    counts = np.arange(1, len(averages) + 1)
    return averages / (1 - beta**counts)


def adam_moments(
    gradient: np.ndarray, m: np.ndarray, v: np.ndarray, beta1: float, beta2: float
) -> tuple[np.ndarray, np.ndarray]:
    """The two moving averages of Adam after one more gradient.

    Parameters
    ----------
    gradient, m, v : arrays of one shape
        `m` and `v` as the step before left them, zeros at first.
    beta1, beta2 : float

    Returns
    -------
    m, v : new arrays of the same shape
        The averages of the gradient and of its square, not corrected.

    References
    ----------
    Kingma & Ba (2015), Algorithm 1: the updates of the biased first and second moment estimates.
    """
    return beta1 * m + (1 - beta1) * gradient, beta2 * v + (1 - beta2) * gradient**2


def adam_update(
    parameter: np.ndarray,
    m: np.ndarray,
    v: np.ndarray,
    t: int,
    lr: float,
    beta1: float,
    beta2: float,
    eps: float,
) -> np.ndarray:
    """A parameter after Adam's step.

    Parameters
    ----------
    parameter, m, v : arrays of one shape
        `m` and `v` have taken in this step's gradient and are not corrected.
    t : int
        The number of the step, from 1.
    lr, beta1, beta2, eps : float

    Returns
    -------
    new array of the same shape

    References
    ----------
    Kingma & Ba (2015), Algorithm 1: the corrections and the last line of the loop.
    """
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    return parameter - lr * m_hat / (np.sqrt(v_hat) + eps)


def adam_path_end(
    parameter: np.ndarray,
    gradients: np.ndarray,
    lr: float,
    decay: float,
    beta1: float,
    beta2: float,
    eps: float,
) -> np.ndarray:
    """Where a parameter ends after one step of Adam for each gradient.

    Parameters
    ----------
    parameter : array (n,)
    gradients : array (T, n)
        One row a step.
    lr, beta1, beta2, eps : float
    decay : float
        Step k, from 0, uses `lr / (1 + decay * k)`.

    Returns
    -------
    new array (n,)
    """
    m, v = np.zeros_like(parameter), np.zeros_like(parameter)
    for k, gradient in enumerate(gradients):
        m, v = adam_moments(gradient, m, v, beta1, beta2)
        rate = decayed_lr(lr, decay, k)
        parameter = adam_update(parameter, m, v, k + 1, rate, beta1, beta2, eps)
    return parameter
