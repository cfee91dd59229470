"""Optimizers: `step` changes the parameter arrays in place and keeps its state by position."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np


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

    def step(self, parameters: Sequence[np.ndarray], gradients: Sequence[np.ndarray]) -> None:
        """Move every parameter, in place, against its gradient."""
        if not self.first_moments:
            self.first_moments = [np.zeros_like(one) for one in parameters]
            self.second_moments = [np.zeros_like(one) for one in parameters]
        rate = self.lr / (1 + self.decay * self.calls)
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


class AdamW(Adam):
    """Adam with weight decay beside the step, not inside the gradient.

    Parameters
    ----------
    lr, beta1, beta2, eps, decay : float
        As for `Adam`.
    weight_decay : float
        Each call first takes this share of every parameter away, times the learning rate of the call.

    References
    ----------
    Loshchilov & Hutter (2019), *Decoupled weight decay regularization*, Algorithm 2; scaled by the learning
    rate as in `torch.optim.AdamW`.
    """

    def __init__(
        self,
        lr: float = 0.001,
        beta1: float = 0.9,
        beta2: float = 0.999,
        eps: float = 1e-8,
        decay: float = 0.0,
        weight_decay: float = 0.01,
    ):
        super().__init__(lr, beta1, beta2, eps, decay)
        self.weight_decay = weight_decay

    def step(self, parameters: Sequence[np.ndarray], gradients: Sequence[np.ndarray]) -> None:
        """Shrink every parameter, then move it, in place."""
        rate = self.lr / (1 + self.decay * self.calls)
        for parameter in parameters:
            parameter *= 1 - rate * self.weight_decay
        super().step(parameters, gradients)
