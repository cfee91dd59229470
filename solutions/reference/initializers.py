"""First weights: how large random numbers should be so that a signal keeps its size from layer to layer."""

from __future__ import annotations

import numpy as np


def he_weights(n_inputs: int, n_neurons: int, rng: np.random.Generator) -> np.ndarray:
    """Normal weights for a layer that is followed by ReLU.

    ReLU lets about half of a signal's mean square through; twice the variance makes up for it.

    Parameters
    ----------
    n_inputs, n_neurons : int
    rng : numpy.random.Generator

    Returns
    -------
    array (n_inputs, n_neurons)
        With mean 0 and standard deviation `sqrt(2 / n_inputs)`.

    References
    ----------
    He, Zhang, Ren, Sun (2015), *Delving deep into rectifiers*, equation 10.
    """
    return np.sqrt(2 / n_inputs) * rng.standard_normal((n_inputs, n_neurons))


def xavier_weights(n_inputs: int, n_neurons: int, rng: np.random.Generator) -> np.ndarray:
    """Normal weights for a layer that is followed by tanh, or by nothing.

    A mean between what the signal needs on its way forward, `1 / n_inputs`, and what slopes need on their way
    back, `1 / n_neurons`.

    Parameters
    ----------
    n_inputs, n_neurons : int
    rng : numpy.random.Generator

    Returns
    -------
    array (n_inputs, n_neurons)
        With mean 0 and standard deviation `sqrt(2 / (n_inputs + n_neurons))`.

    References
    ----------
    Glorot & Bengio (2010), *Understanding the difficulty of training deep feedforward neural networks*,
    equation 12.
    """
    return np.sqrt(2 / (n_inputs + n_neurons)) * rng.standard_normal((n_inputs, n_neurons))
