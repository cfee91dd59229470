"""Activations: functions of each number alone, their slopes, and softmax, a function of each row."""

from __future__ import annotations

import numpy as np

from solutions.reference.layers import Dense


def collapse(
    W1: np.ndarray, b1: np.ndarray, W2: np.ndarray, b2: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """One `Dense` layer that does what two do, one after the other, with nothing between them.

    `(X W1 + b1) W2 + b2`, multiplied out: a chain of such layers is never more than one of them.

    Parameters
    ----------
    W1 : array (n_inputs, n_hidden)
    b1 : array (1, n_hidden)
    W2 : array (n_hidden, n_outputs)
    b2 : array (1, n_outputs)

    Returns
    -------
    W : array (n_inputs, n_outputs)
    b : array (1, n_outputs)
    """
    return W1 @ W2, b1 @ W2 + b2


def heaviside(x: np.ndarray) -> np.ndarray:
    """The unit step: 1 where x is above 0, else 0, and so 0 at 0.

    Parameters
    ----------
    x : array of any shape

    Returns
    -------
    float array
        Shaped as x.

    References
    ----------
    McCulloch & Pitts (1943), *A logical calculus of the ideas immanent in nervous activity*: a neuron
    that fires or does not.
    """
    return np.where(x > 0, 1.0, 0.0)


def sigmoid(x: np.ndarray) -> np.ndarray:
    """The logistic function, `1 / (1 + exp(-x))`.

    Only exponentials of numbers that are not positive are taken, so that none overflows.

    Parameters
    ----------
    x : array of any shape

    Returns
    -------
    array
        Shaped as x, from 0 to 1.

    References
    ----------
    Goodfellow, Bengio, Courville, *Deep Learning* (2016), section 3.10.
    """
    power = np.exp(-np.abs(x))
    return np.where(x >= 0, 1.0, power) / (1.0 + power)


def sigmoid_slope(x: np.ndarray) -> np.ndarray:
    """The derivative of `sigmoid` at x: at most 1/4, at 0.

    Parameters
    ----------
    x : array of any shape
        Where on the curve; not the value that the sigmoid has there.

    Returns
    -------
    array
        Shaped as x.

    References
    ----------
    Goodfellow, Bengio, Courville, *Deep Learning* (2016), section 3.10.
    """
    height = sigmoid(x)
    return height * (1.0 - height)


def tanh_from_sigmoid(x: np.ndarray) -> np.ndarray:
    """The hyperbolic tangent: a sigmoid twice as steep, stretched from (0, 1) to (-1, 1).

    Parameters
    ----------
    x : array of any shape

    Returns
    -------
    array
        Shaped as x, from -1 to 1.

    References
    ----------
    Goodfellow, Bengio, Courville, *Deep Learning* (2016), section 6.3.2.
    """
    return 2.0 * sigmoid(2.0 * x) - 1.0


def relu(x: np.ndarray) -> np.ndarray:
    """The rectified linear unit: x where it is above 0, else 0.

    Parameters
    ----------
    x : array of any shape

    Returns
    -------
    array
        Shaped as x.

    References
    ----------
    Nair & Hinton (2010), *Rectified linear units improve restricted Boltzmann machines*.
    """
    return np.maximum(x, 0.0)


def relu_slope(x: np.ndarray) -> np.ndarray:
    """The derivative of `relu`: 1 where x is above 0, else 0.

    At 0 there is a corner and no derivative; 0 is the convention of this course, and of PyTorch.

    Parameters
    ----------
    x : array of any shape

    Returns
    -------
    float array
        Shaped as x.
    """
    return heaviside(x)


def leaky_relu(x: np.ndarray, slope: float) -> np.ndarray:
    """ReLU that lets a little through on the left: x above 0, `slope * x` below.

    Parameters
    ----------
    x : array of any shape
    slope : float
        Between 0 and 1.

    Returns
    -------
    array
        Shaped as x.

    References
    ----------
    Maas, Hannun, Ng (2013), *Rectifier nonlinearities improve neural network acoustic models*.
    """
    return np.where(x > 0, x, slope * x)


def elu(x: np.ndarray, alpha: float) -> np.ndarray:
    """The exponential linear unit: x above 0, `alpha * (exp(x) - 1)` below.

    Parameters
    ----------
    x : array of any shape
    alpha : float
        Above 0; far to the left the value is -alpha.

    Returns
    -------
    array
        Shaped as x.

    References
    ----------
    Clevert, Unterthiner, Hochreiter (2016), *Fast and accurate deep network learning by exponential
    linear units (ELUs)*, section 3.
    """
    return np.where(x > 0, x, alpha * np.expm1(np.minimum(x, 0.0)))


def softmax(scores: np.ndarray) -> np.ndarray:
    """Shares of confidence, row by row.

    The largest score of a row is taken away first: the shares stay the same, and no exponential can
    overflow.

    Parameters
    ----------
    scores : array (N, C)
        One row a sample, one score a class.

    Returns
    -------
    array (N, C)
        Numbers from 0 to 1; each row sums to 1.

    References
    ----------
    Goodfellow, Bengio, Courville, *Deep Learning* (2016), section 4.1 and equation 6.29.
    """
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def softmax_temperature(scores: np.ndarray, temperature: float) -> np.ndarray:
    """Softmax of the scores divided by a temperature: the order stays, the contrast changes.

    Parameters
    ----------
    scores : array (N, C)
    temperature : float
        Above 0. Near 0 the largest share nears 1; the larger it is, the more alike the shares are.

    Returns
    -------
    array (N, C)
        Numbers from 0 to 1; each row sums to 1.

    References
    ----------
    Hinton, Vinyals, Dean (2015), *Distilling the knowledge in a neural network*, equation 1.
    """
    return softmax(scores / temperature)


def repair_votes(X: np.ndarray, weights: np.ndarray, biases: np.ndarray) -> np.ndarray:
    """How the votes of a batch fall: each sample has one, and divides it over the classes by softmax.

    Parameters
    ----------
    X : array (N, n_inputs)
    weights : array (n_inputs, C)
    biases : array (1, C)
        Of one `Dense` layer, whose outputs are the scores.

    Returns
    -------
    array (C,)
        Sums to N.
    """
    layer = Dense(*weights.shape, np.random.default_rng(0))
    layer.weights, layer.biases = weights, biases
    return softmax(layer.forward(X)).sum(axis=0)
