"""Lesson 04, wrong on purpose."""

import numpy as np

from solutions.registry import mistake


@mistake(
    "softmax",
    "wrong axis",
    "It looks as if the sum runs over the batch (axis 0) and not over the classes (axis 1).",
)
def softmax_wrong_axis(scores):
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=0, keepdims=True)


@mistake(
    "softmax",
    "wrong axis twice",
    "It looks as if both the maximum and the sum run over the batch (axis 0): columns sum to one, and "
    "it is rows that should.",
)
def softmax_wrong_axis_twice(scores):
    powers = np.exp(scores - scores.max(axis=0, keepdims=True))
    return powers / powers.sum(axis=0, keepdims=True)


@mistake(
    "softmax",
    "whole-batch sum",
    "It looks as if one sum was taken over the whole batch: all shares together sum to one, and "
    "each row should.",
)
def softmax_whole_batch_sum(scores):
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum()


@mistake(
    "softmax",
    "no keepdims",
    "It looks as if the sums are flat, shape (N,): broadcasting lays them along the classes. "
    "keepdims=True keeps them a column, (N, 1).",
)
def softmax_no_keepdims(scores):
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1)


@mistake(
    "softmax",
    "no keepdims twice",
    "It looks as if the maxima are flat, shape (N,): broadcasting lays them along the classes. "
    "keepdims=True keeps them a column, (N, 1).",
)
def softmax_no_keepdims_twice(scores):
    powers = np.exp(scores - scores.max(axis=1))
    return powers / powers.sum(axis=1)


@mistake(
    "softmax",
    "no shift",
    "It looks as if the exponential is taken of the scores as they are: e to the power 1000 does not fit "
    "into a float. Take each row's largest score away first.",
)
def softmax_no_shift(scores):
    powers = np.exp(scores)
    return powers / powers.sum(axis=1, keepdims=True)


@mistake(
    "softmax",
    "one maximum for the batch",
    "It looks as if one maximum was taken over the whole batch: in a row far below it every exponential "
    "becomes 0. Each row needs its own maximum.",
)
def softmax_one_maximum(scores):
    powers = np.exp(scores - scores.max())
    return powers / powers.sum(axis=1, keepdims=True)


@mistake(
    "softmax",
    "shifts by the minimum",
    "It looks as if each row's smallest score is taken away: the others are still large. Take the "
    "largest away, so that no exponent is above 0.",
)
def softmax_minimum(scores):
    powers = np.exp(scores - scores.min(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


@mistake(
    "softmax",
    "divides by the maximum",
    "It looks as if the scores are divided by their maximum: that changes the shares. Subtract the "
    "maximum; only differences between scores count.",
)
def softmax_divides(scores):
    powers = np.exp(scores / scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


@mistake(
    "softmax", "base 2", "It looks as if 2 is raised to the scores, and not e: np.exp is meant."
)
def softmax_base_2(scores):
    powers = 2.0 ** (scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


@mistake(
    "softmax",
    "changes its input",
    "It looks as if the scores that you were given are changed in place (-=, *=, out=): "
    "make a new array of them.",
)
def softmax_in_place(scores):
    scores -= scores.max(axis=1, keepdims=True)
    powers = np.exp(scores)
    return powers / powers.sum(axis=1, keepdims=True)


@mistake(
    "softmax",
    "no division",
    "It looks as if the exponentials are not divided by their sum yet.",
)
def softmax_no_division(scores):
    return np.exp(scores - scores.max(axis=1, keepdims=True))


@mistake(
    "softmax",
    "linear shares",
    "It looks as if the scores themselves are divided by their sum: take the exponential first.",
)
def softmax_linear(scores):
    return scores / scores.sum(axis=1, keepdims=True)
