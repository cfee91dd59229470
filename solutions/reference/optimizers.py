"""Optimizers: `step` changes the parameter arrays in place and keeps its state by position."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

Arrays = Sequence[np.ndarray]


def gradient_step(parameter: np.ndarray, gradient: np.ndarray, lr: float) -> np.ndarray:
    """One step downhill.

    Parameters
    ----------
    parameter, gradient : array (any shape)
        The gradient has the parameter's shape.
    lr : float
        The learning rate.

    Returns
    -------
    array
        A new one, shaped as the parameter.

    References
    ----------
    A. Cauchy (1847), *Méthode générale pour la résolution des systèmes d'équations simultanées*;
    Goodfellow, Bengio, Courville, *Deep Learning* (2016), equation 4.5.
    """
    return parameter - lr * gradient


def layer_step(
    weights: np.ndarray,
    biases: np.ndarray,
    dweights: np.ndarray,
    dbiases: np.ndarray,
    lr: float,
) -> tuple[np.ndarray, np.ndarray]:
    """One step downhill for both parameters of a layer: new weights, new biases."""
    return gradient_step(weights, dweights, lr), gradient_step(biases, dbiases, lr)


def decayed_lr(lr: float, decay: float, step: int) -> float:
    """The learning rate after `step` steps: inverse time decay.

    Parameters
    ----------
    lr : float
        The rate at step 0.
    decay : float
        The rate is halved after `1 / decay` steps.
    step : int
        From 0.

    Returns
    -------
    float
    """
    return lr / (1 + decay * step)


def zeros_for(parameters: Arrays) -> list[np.ndarray]:
    """For each parameter an array of zeros of its shape: state at the start."""
    return [np.zeros_like(one) for one in parameters]


class SGD:
    """Stochastic gradient descent, with momentum.

    Parameters
    ----------
    lr : float
        The learning rate.
    decay : float
        The k-th call, from 0, uses `lr / (1 + decay * k)`.
    momentum : float
        The share of the velocity that is kept at each step.

    Notes
    -----
    The learning rate is inside the velocity: `v = momentum * v - lr * g`, then `w += v`. PyTorch keeps it
    outside (`v = momentum * v + g`, then `w -= lr * v`): the same as long as the rate is constant.

    References
    ----------
    Polyak (1964), *Some methods of speeding up the convergence of iteration methods*; in this form
    Sutskever, Martens, Dahl & Hinton (2013), equations 1 and 2.
    """

    def __init__(self, lr: float = 0.01, decay: float = 0.0, momentum: float = 0.0):
        self.lr, self.decay, self.momentum = lr, decay, momentum
        self.calls = 0
        self.velocities: list[np.ndarray] = []

    def step(self, parameters: Arrays, gradients: Arrays) -> None:
        """Move every parameter, in place, by its velocity."""
        if not self.velocities:
            self.velocities = zeros_for(parameters)
        rate = decayed_lr(self.lr, self.decay, self.calls)
        self.calls += 1
        for parameter, gradient, velocity in zip(
            parameters, gradients, self.velocities, strict=True
        ):
            velocity *= self.momentum
            velocity -= rate * gradient
            parameter += velocity


class AdaGrad:
    """Every entry's step is divided by the root of the sum of all its squared gradients.

    Parameters
    ----------
    lr : float
        The learning rate.
    eps : float
        Added to the root, outside it.

    References
    ----------
    Duchi, Hazan & Singer (2011), *Adaptive subgradient methods for online learning and stochastic
    optimization*, the diagonal case of section 1.1.
    """

    def __init__(self, lr: float = 0.01, eps: float = 1e-8):
        self.lr, self.eps = lr, eps
        self.caches: list[np.ndarray] = []

    def step(self, parameters: Arrays, gradients: Arrays) -> None:
        """Move every parameter, in place, against its scaled gradient."""
        if not self.caches:
            self.caches = zeros_for(parameters)
        for parameter, gradient, cache in zip(parameters, gradients, self.caches, strict=True):
            cache += gradient**2
            parameter -= self.lr * gradient / (np.sqrt(cache) + self.eps)


class RMSProp:
    """As `AdaGrad`, but the cache forgets: a moving mean of squared gradients.

    Parameters
    ----------
    lr : float
        The learning rate.
    rho : float
        The share of the cache that is kept at each step.
    eps : float
        Added to the root, outside it.

    References
    ----------
    Tieleman & Hinton (2012), *Lecture 6.5: rmsprop*, Coursera: Neural networks for machine learning. In
    the lecture eps does not occur; it stands outside the root in PyTorch, and inside it in TensorFlow.
    """

    def __init__(self, lr: float = 0.01, rho: float = 0.9, eps: float = 1e-8):
        self.lr, self.rho, self.eps = lr, rho, eps
        self.caches: list[np.ndarray] = []

    def step(self, parameters: Arrays, gradients: Arrays) -> None:
        """Move every parameter, in place, against its scaled gradient."""
        if not self.caches:
            self.caches = zeros_for(parameters)
        for parameter, gradient, cache in zip(parameters, gradients, self.caches, strict=True):
            cache *= self.rho
            cache += (1 - self.rho) * gradient**2
            parameter -= self.lr * gradient / (np.sqrt(cache) + self.eps)


class Adam:
    """Adaptive moment estimation.

    Parameters
    ----------
    lr : float
        The learning rate, alpha in the paper.
    beta1, beta2 : float
        How much of the moments is kept at each step.
    eps : float
        Added to the root, outside it.
    decay : float
        The k-th call, from 0, uses `lr / (1 + decay * k)`.

    References
    ----------
    Kingma & Ba (2015), *Adam: a method for stochastic optimization*, Algorithm 1.
    """

    def __init__(
        self,
        lr: float = 0.001,
        beta1: float = 0.9,
        beta2: float = 0.999,
        eps: float = 1e-8,
        decay: float = 0.0,
    ):
        self.lr, self.beta1, self.beta2, self.eps, self.decay = lr, beta1, beta2, eps, decay
        self.calls = 0
        self.first_moments: list[np.ndarray] = []
        self.second_moments: list[np.ndarray] = []

    def step(self, parameters: Arrays, gradients: Arrays) -> None:
        """Move every parameter, in place, against its gradient."""
        if not self.first_moments:
            self.first_moments = zeros_for(parameters)
            self.second_moments = zeros_for(parameters)
        rate = decayed_lr(self.lr, self.decay, self.calls)
        self.calls += 1
        first_correction = 1 - self.beta1**self.calls
        second_correction = 1 - self.beta2**self.calls
        for parameter, gradient, m, v in zip(
            parameters, gradients, self.first_moments, self.second_moments, strict=True
        ):
            m *= self.beta1
            m += (1 - self.beta1) * gradient
            v *= self.beta2
            v += (1 - self.beta2) * gradient**2
            parameter -= rate * (m / first_correction) / (np.sqrt(v / second_correction) + self.eps)
