"""Data before training: one size for all columns, and splits that keep what must not be seen apart."""

from __future__ import annotations

import numpy as np

Pair = tuple[np.ndarray, np.ndarray]


def standardize(train: np.ndarray, other: np.ndarray) -> Pair:
    """Give every column mean 0 and deviation 1, as measured on the training data alone.

    Parameters
    ----------
    train : array (N, n)
    other : array (M, n)
        Validation or test data: it is treated with the training data's numbers.

    Returns
    -------
    train : array (N, n)
    other : array (M, n)

    Notes
    -----
    The deviation divides by N. A column that does not vary is only shifted.

    References
    ----------
    LeCun, Bottou, Orr, Müller (1998), *Efficient BackProp*, section 4.3.
    """
    mean, deviation = train.mean(axis=0), train.std(axis=0)
    deviation[deviation == 0] = 1.0
    return (train - mean) / deviation, (other - mean) / deviation


def split_and_augment(
    X: np.ndarray, y: np.ndarray, n_validation: int, noise: float, rng: np.random.Generator
) -> tuple[Pair, Pair]:
    """Set validation data aside, then double the training data with noisy copies.

    The order matters: a copy of a validation sample among the training data is that sample's answer, given
    away.

    Parameters
    ----------
    X : array (N, n)
    y : array (N,)
    n_validation : int
    noise : float
        The deviation of what is added to the copies.
    rng : numpy.random.Generator

    Returns
    -------
    train : (array (2 (N - n_validation), n), array (2 (N - n_validation),))
    validation : (array (n_validation, n), array (n_validation,))
    """
    order = rng.permutation(len(X))
    held_out, learned = order[:n_validation], order[n_validation:]
    copies = X[learned] + noise * rng.standard_normal(X[learned].shape)
    train = np.concatenate([X[learned], copies]), np.concatenate([y[learned], y[learned]])
    return train, (X[held_out], y[held_out])
