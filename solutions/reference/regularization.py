"""Against learning by heart: a price on large weights, and dropout."""

from __future__ import annotations

import numpy as np


def l2_penalty(weights: np.ndarray, strength: float) -> float:
    """What is added to the loss for one array of weights.

    Parameters
    ----------
    weights : array (...)
    strength : float
        Lambda; 0 for no penalty.

    Returns
    -------
    float
        `strength` times the sum of the squares, without a half.

    References
    ----------
    Goodfellow, Bengio, Courville, *Deep Learning* (2016), section 7.1.1, there with a half.
    """
    return strength * np.sum(weights**2)


def l2_gradient(weights: np.ndarray, strength: float) -> np.ndarray:
    """The slopes of `l2_penalty` in each weight.

    Parameters
    ----------
    weights : array (...)
    strength : float

    Returns
    -------
    array (...)
        Shaped as the weights.
    """
    return 2 * strength * weights


class Dropout:
    """Drops entries by chance while training, and passes everything on afterwards.

    Inverted dropout: what is kept grows by 1 / (1 - rate), so that the expected value stays and nothing is to be
    done after training.

    Parameters
    ----------
    rate : float
        The share that is dropped, 0 or more and below 1.
    rng : numpy.random.Generator

    Attributes
    ----------
    training : bool
        True at first; a `Network` sets it.

    Raises
    ------
    ValueError
        If the rate is not from 0 to below 1.

    References
    ----------
    Srivastava, Hinton, Krizhevsky, Sutskever, Salakhutdinov (2014), *Dropout: a simple way to prevent neural
    networks from overfitting*, section 4 and, for the inverted form, section 10.
    """

    def __init__(self, rate: float, rng: np.random.Generator):
        if not 0 <= rate < 1:
            raise ValueError(f"The rate should be 0 or more and below 1; it is {rate}.")
        self.rate, self.rng = rate, rng
        self.training = True

    def forward(self, inputs: np.ndarray) -> np.ndarray:
        """Inputs (...) with about `rate` of the entries at 0 and the others scaled up."""
        if not self.training:
            self.factors = None
            return inputs
        kept = self.rng.random(inputs.shape) >= self.rate
        self.factors = kept / (1 - self.rate)
        return inputs * self.factors

    def backward(self, doutput: np.ndarray) -> np.ndarray:
        """The slopes, through what the last forward pass let through."""
        return doutput if self.factors is None else doutput * self.factors
