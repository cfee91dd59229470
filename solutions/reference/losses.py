"""Losses: one number for how wrong a network is, meaned over the batch; and accuracy, which only counts.

Labels come in two forms. Sparse labels (N,) hold the number of each sample's class; one-hot labels (N, C)
hold a 1 at the class and zeros elsewhere.
"""

from __future__ import annotations

import numpy as np

EPS = 1e-7
"""Probabilities are clipped to `[EPS, 1 - EPS]`: the same in float32 and float64, up to rounding."""


def one_hot(labels: np.ndarray, n_classes: int) -> np.ndarray:
    """Sparse labels as rows with a single 1.

    Parameters
    ----------
    labels : integer array (N,)
        From 0 to `n_classes - 1`.
    n_classes : int
        A class that no sample has keeps its column.

    Returns
    -------
    float array (N, n_classes)
    """
    rows = np.zeros((len(labels), n_classes))
    rows[np.arange(len(labels)), labels] = 1.0
    return rows


def class_numbers(labels: np.ndarray) -> np.ndarray:
    """Labels in either form as sparse ones, (N,)."""
    return labels.argmax(axis=1) if labels.ndim == 2 else labels


def of_true_class(values: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """From each row of `values` (N, C), the entry at the true class: (N,)."""
    return values[np.arange(len(values)), class_numbers(labels)]


def cross_entropy_one(probabilities: np.ndarray, label: int) -> float:
    """The surprise at one sample's true class.

    Parameters
    ----------
    probabilities : array (C,)
    label : int
        The true class.

    Returns
    -------
    float
        Minus the natural logarithm of the clipped probability, from 1e-7 to 16.118.

    References
    ----------
    Goodfellow, Bengio, Courville, *Deep Learning* (2016), equation 3.48.
    """
    return -np.log(np.clip(probabilities[label], EPS, 1 - EPS))


def cross_entropy(probabilities: np.ndarray, labels: np.ndarray) -> float:
    """The mean surprise at the true classes of a batch.

    Parameters
    ----------
    probabilities : array (N, C)
        Each row sums to 1.
    labels : integer array (N,) or one-hot array (N, C)

    Returns
    -------
    float
        From 1e-7 to 16.118.

    References
    ----------
    Bishop, *Pattern Recognition and Machine Learning* (2006), equation 4.108, divided by N.
    """
    return -np.log(np.clip(of_true_class(probabilities, labels), EPS, 1 - EPS)).mean()


def cross_entropy_from_scores(scores: np.ndarray, labels: np.ndarray) -> float:
    """The mean surprise at the true classes, from raw scores and without a clip.

    The logarithm of a softmax is a score less the row's log-sum-exp: no probability is ever formed, so none can
    be rounded to 0 or 1.

    Parameters
    ----------
    scores : array (N, C)
        Any size of numbers.
    labels : integer array (N,) or one-hot array (N, C)

    Returns
    -------
    float
        0 or more, finite for finite scores.

    References
    ----------
    Goodfellow, Bengio, Courville, *Deep Learning* (2016), equation 6.30; Blanchard, Higham & Higham (2021),
    *Accurately computing the log-sum-exp and softmax functions*, IMA Journal of Numerical Analysis 41(4).
    """
    shifted = scores - scores.max(axis=1, keepdims=True)
    return (np.log(np.exp(shifted).sum(axis=1)) - of_true_class(shifted, labels)).mean()


def binary_cross_entropy(p: np.ndarray, y: np.ndarray) -> float:
    """The mean surprise where each sample is a yes or a no.

    Parameters
    ----------
    p : array (N,)
        The probability of yes.
    y : array (N,) of 0 and 1

    Returns
    -------
    float

    References
    ----------
    Bishop, *Pattern Recognition and Machine Learning* (2006), equation 4.90, divided by N.
    """
    clipped = np.clip(p, EPS, 1 - EPS)
    return -(y * np.log(clipped) + (1 - y) * np.log1p(-clipped)).mean()


def _misses(predicted: np.ndarray, target: np.ndarray) -> np.ndarray:
    """Entry by entry, predicted less target; a column and a flat array are the same N numbers.

    Raises
    ------
    ValueError
        If they do not hold the same number of entries.
    """
    if predicted.size != target.size:
        raise ValueError(
            f"As many targets as predictions were expected, found shapes {target.shape} "
            f"and {predicted.shape}."
        )
    return predicted - target.reshape(predicted.shape)


def mean_squared_error(predicted: np.ndarray, target: np.ndarray) -> float:
    """The mean of the squared misses, over all entries and without a half.

    Parameters
    ----------
    predicted, target : arrays of one shape; or one (N,) and the other (N, 1)

    Returns
    -------
    float

    Raises
    ------
    ValueError
        If they do not hold the same number of entries.

    References
    ----------
    Goodfellow, Bengio, Courville, *Deep Learning* (2016), section 5.1.4, for one column. Bishop (2006) keeps
    a half (equation 1.2).
    """
    return np.mean(_misses(predicted, target) ** 2)


def mean_absolute_error(predicted: np.ndarray, target: np.ndarray) -> float:
    """The mean size of the misses, over all entries.

    Parameters
    ----------
    predicted, target : arrays of one shape; or one (N,) and the other (N, 1)

    Returns
    -------
    float

    Raises
    ------
    ValueError
        If they do not hold the same number of entries.
    """
    return np.mean(np.abs(_misses(predicted, target)))


def accuracy(probabilities: np.ndarray, labels: np.ndarray) -> float:
    """The share of samples whose most probable class is the true one.

    Parameters
    ----------
    probabilities : array (N, C)
        Scores serve as well: softmax keeps the winner.
    labels : integer array (N,) or one-hot array (N, C)

    Returns
    -------
    float
        From 0 to 1.
    """
    return np.mean(probabilities.argmax(axis=1) == class_numbers(labels))


def clipped_loss_of_scores(scores: np.ndarray, labels: np.ndarray) -> float:
    """The two-step form, for the exercise `repair_clip`: softmax, then cross-entropy with its clip.

    Parameters
    ----------
    scores : array (N, C)
    labels : integer array (N,)

    Returns
    -------
    float
        From 1e-7 to 16.118.
    """
    from solutions.reference.activations import softmax

    return cross_entropy(softmax(scores), labels)
