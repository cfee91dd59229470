"""Data sets that the lessons use. They answer no exercise."""

from __future__ import annotations

from importlib import resources
from importlib.resources.abc import Traversable

import numpy as np

SHIPPED = 1437
"""Images of digits that ship with the course."""

HELD_OUT = 237
"""How many of them, the last ones, a check asks about; lessons train on those before."""


def spiral(
    samples_per_class: int, classes: int, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Points on arms that wind around the origin, one arm a class: no straight line parts them.

    Parameters
    ----------
    samples_per_class, classes : int
    rng : numpy.random.Generator
        Shakes the angle of each point; each class takes `samples_per_class` normal numbers, in order.

    Returns
    -------
    X : array (samples_per_class * classes, 2)
        The points, class after class, each arm from the centre outwards.
    y : integer array (samples_per_class * classes,)
        The class of each point.

    References
    ----------
    Stanford CS231n, notes by A. Karpathy, *Putting it together: minimal neural network case study*
    (cs231n.github.io/neural-networks-case-study). The angle is stretched by 2.5, as in H. Kinsley and
    D. Kukiela, *Neural Networks from Scratch in Python* (2020), chapter 3.
    """
    radius = np.linspace(0.0, 1.0, samples_per_class)
    arms = []
    for label in range(classes):
        shaken = 0.2 * rng.standard_normal(samples_per_class)
        angle = 2.5 * (np.linspace(4.0 * label, 4.0 * (label + 1), samples_per_class) + shaken)
        arms.append(np.column_stack([radius * np.sin(angle), radius * np.cos(angle)]))
    return np.concatenate(arms), np.repeat(np.arange(classes), samples_per_class)


def crescents(
    samples: int, noise: float, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Points on two half circles that reach into each other, shaken so that they overlap.

    Parameters
    ----------
    samples : int
    noise : float
        The standard deviation of what shakes both coordinates.
    rng : numpy.random.Generator

    Returns
    -------
    X : array (samples, 2)
    y : integer array (samples,)
        0 on the upper half circle, 1 on the lower one.

    References
    ----------
    The shape is scikit-learn's `make_moons`.
    """
    angle = rng.uniform(0.0, np.pi, samples)
    y = rng.permutation(samples) % 2
    upper = np.column_stack([np.cos(angle), np.sin(angle)])
    lower = np.column_stack([1.0 - np.cos(angle), 0.5 - np.sin(angle)])
    X = np.where(y[:, np.newaxis] == 0, upper, lower)
    return X + noise * rng.standard_normal(X.shape), y


def handwritten_digits() -> tuple[np.ndarray, np.ndarray]:
    """Handwritten digits, 8 by 8 pixels, in an order of chance.

    Returns
    -------
    images : array (1437, 64)
        A row an image, its pixels row by row from the top: 0 is paper, 1 is ink.
    labels : integer array (1437,)
        The digits, 0 to 9.

    References
    ----------
    E. Alpaydin, C. Kaynak, *Optical Recognition of Handwritten Digits*, UCI Machine Learning Repository
    (1998), doi.org/10.24432/C50P49, CC BY 4.0. See `data/digits.md`.
    """
    return read_digits(resources.files("neuronlab").joinpath("data", "digits.npz"))


def read_digits(file: Traversable) -> tuple[np.ndarray, np.ndarray]:
    """Images (N, 64) from 0 to 1 and labels (N,) from one of the course's files of digits."""
    with file.open("rb") as opened, np.load(opened) as kept:
        return kept["pixels"] / 16.0, kept["labels"].astype(int)
