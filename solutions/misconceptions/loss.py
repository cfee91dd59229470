"""Lesson 05, wrong on purpose."""

import numpy as np

from solutions.reference.activations import softmax
from solutions.reference.losses import (
    EPS,
    class_numbers,
    cross_entropy,
    cross_entropy_from_scores,
    of_true_class,
)
from solutions.reference.losses import one_hot as rows_of
from solutions.registry import mistake, wrong_prediction

# One row for each label


@mistake(
    "one_hot",
    "max + 1 classes",
    "It looks as if the number of columns comes from the largest label. A class that happens to have no "
    "sample still needs its column: n_classes says how many there are.",
)
def one_hot_largest_label(labels, n_classes):
    return rows_of(labels, int(labels.max()) + 1)


@mistake(
    "one_hot",
    "integers",
    "It looks as if the array holds whole numbers, because a dtype was asked for or because it was made of "
    "whole numbers. Floating-point zeros and ones are wanted: they will meet probabilities.",
)
def one_hot_integers(labels, n_classes):
    return rows_of(labels, n_classes).astype(int)


@mistake(
    "one_hot",
    "booleans",
    "It looks as if the array holds True and False, as a comparison gives them. Floating-point zeros and "
    "ones are wanted.",
)
def one_hot_booleans(labels, n_classes):
    return labels[:, np.newaxis] == np.arange(n_classes)


@mistake(
    "one_hot",
    "whole columns",
    "It looks as if every row got the ones of all labels. Row numbers and labels belong together in pairs: "
    "each row gets a single 1.",
)
def one_hot_columns(labels, n_classes):
    rows = np.zeros((len(labels), n_classes))
    rows[:, labels] = 1.0
    return rows


@mistake(
    "one_hot",
    "transposed",
    "It looks as if rows and columns are exchanged: one row a label, one column a class is wanted, "
    "shape (N, n_classes).",
)
def one_hot_transposed(labels, n_classes):
    return rows_of(labels, n_classes).T


@mistake(
    "one_hot",
    "classes from 1",
    "It looks as if classes are counted from 1. Label 0 is the first class and belongs to column 0.",
)
def one_hot_from_one(labels, n_classes):
    rows = np.zeros((len(labels), n_classes))
    rows[np.arange(len(labels)), labels - 1] = 1.0
    return rows


@mistake(
    "one_hot",
    "a column too many",
    "It looks as if there is one column too many: n_classes counts class 0 already.",
)
def one_hot_too_wide(labels, n_classes):
    return rows_of(labels, n_classes + 1)


@mistake(
    "one_hot",
    "labels kept",
    "It looks as if the label itself was written into its column, and not a 1.",
)
def one_hot_labels(labels, n_classes):
    return rows_of(labels, n_classes) * labels[:, np.newaxis]


# One sample


def _clipped(p):
    return np.clip(p, EPS, 1 - EPS)


@mistake(
    "cross_entropy_one",
    "sign",
    "It looks as if the minus is missing: the logarithm of a number below 1 is negative, and a surprise "
    "is not.",
)
def one_sign(probabilities, label):
    return np.log(_clipped(probabilities[label]))


@mistake(
    "cross_entropy_one",
    "log2",
    "It looks as if the logarithm has base 2 (surprise in bits). The natural logarithm, np.log, is meant.",
)
def one_log2(probabilities, label):
    return -np.log2(_clipped(probabilities[label]))


@mistake(
    "cross_entropy_one",
    "log10",
    "It looks as if the logarithm has base 10. The natural logarithm, np.log, is meant.",
)
def one_log10(probabilities, label):
    return -np.log10(_clipped(probabilities[label]))


NO_CLIP = (
    "It looks as if probabilities of 0 and 1 go into the logarithm as they are. Keep them between 1e-7 and "
    "1 - 1e-7 first."
)
UPPER_ONLY = "It looks as if probabilities are clipped from above only: a probability of 0 still meets the logarithm."
LOWER_ONLY = "It looks as if probabilities are clipped from below only. The clip has two sides, 1e-7 and 1 - 1e-7."
LOGS_CLIPPED = (
    "It looks as if the logarithm is clipped, and not the probability. A logarithm of a probability is "
    "never above 0, so a clip to [1e-7, 1 - 1e-7] makes 1e-7 of all of them."
)
SURPRISES_CLIPPED = (
    "It looks as if the surprise is clipped, and not the probability: no surprise of yours is above 1, "
    "however small the probability."
)
FAR_TOO_SMALL = (
    "It looks as if the clip is at 1e-15. The course clips at 1e-7 and 1 - 1e-7, because 1 - 1e-15 is 1 "
    "in float32."
)
ADDED = (
    "It looks as if 1e-7 is added to the probability. That helps at 0, but at 1 the surprise falls below "
    "zero: clip on both sides instead."
)
INPUT_CHANGED = (
    "It looks as if the probabilities that you were given are changed in place (out=, or an assignment into "
    "the array): make a new array of them."
)


@mistake("cross_entropy_one", "no clip", NO_CLIP)
def one_no_clip(probabilities, label):
    return -np.log(probabilities[label])


@mistake("cross_entropy_one", "clip from above only", UPPER_ONLY)
def one_upper(probabilities, label):
    return -np.log(np.minimum(probabilities[label], 1 - EPS))


@mistake("cross_entropy_one", "clip from below only", LOWER_ONLY)
def one_lower(probabilities, label):
    return -np.log(np.maximum(probabilities[label], EPS))


@mistake("cross_entropy_one", "clip after the log", LOGS_CLIPPED)
def one_logs_clipped(probabilities, label):
    return -_clipped(np.log(probabilities[label]))


@mistake("cross_entropy_one", "clip of the surprise", SURPRISES_CLIPPED)
def one_surprise_clipped(probabilities, label):
    return _clipped(-np.log(probabilities[label]))


@mistake("cross_entropy_one", "clip at 1e-15", FAR_TOO_SMALL)
def one_far_too_small(probabilities, label):
    return -np.log(np.clip(probabilities[label], 1e-15, 1 - 1e-15))


@mistake("cross_entropy_one", "adds 1e-7", ADDED)
def one_added(probabilities, label):
    return -np.log(probabilities[label] + EPS)


@mistake("cross_entropy_one", "changes its input", INPUT_CHANGED)
def one_in_place(probabilities, label):
    np.clip(probabilities, EPS, 1 - EPS, out=probabilities)
    return -np.log(probabilities[label])


@mistake(
    "cross_entropy_one",
    "all classes",
    "It looks as if the surprises of all classes are added up. Only the true class counts: the entry "
    "at the label.",
)
def one_all_classes(probabilities, label):
    return -np.log(_clipped(probabilities)).sum()


@mistake(
    "cross_entropy_one",
    "the winner",
    "It looks as if the largest probability is taken. What counts is the probability of the true class, "
    "large or small.",
)
def one_winner(probabilities, label):
    return -np.log(_clipped(probabilities.max()))


@mistake(
    "cross_entropy_one",
    "classes from 1",
    "It looks as if classes are counted from 1. Label 0 is the first class, at index 0.",
)
def one_from_one(probabilities, label):
    return -np.log(_clipped(probabilities[label - 1]))


@mistake(
    "cross_entropy_one",
    "weighed by itself",
    "It looks as if the surprise is multiplied by the probability. The true class happened: its surprise "
    "counts in full.",
)
def one_weighed(probabilities, label):
    p = _clipped(probabilities[label])
    return -p * np.log(p)


@mistake(
    "cross_entropy_one",
    "no logarithm",
    "It looks as if the result is one minus the probability. The surprise is minus its logarithm, which has no "
    "limit as the probability nears 0.",
)
def one_no_logarithm(probabilities, label):
    return 1 - _clipped(probabilities[label])


# A batch


def _surprises(probabilities, labels):
    return -np.log(_clipped(of_true_class(probabilities, labels)))


@mistake(
    "cross_entropy",
    "sum not mean",
    "It looks as if the surprises are added up and not averaged: divide by the number of samples.",
)
def batch_sum(probabilities, labels):
    return _surprises(probabilities, labels).sum()


@mistake(
    "cross_entropy",
    "mean over N times classes",
    "It looks as if the sum is divided by samples times classes. There is one surprise a sample: divide "
    "by the number of samples alone.",
)
def batch_all_entries(probabilities, labels):
    return _surprises(probabilities, labels).sum() / probabilities.size


@mistake(
    "cross_entropy",
    "p[:, y]",
    "It looks as if every row is read at all labels, as p[:, y] does. Row numbers and labels belong "
    "together in pairs, one entry a row.",
)
def batch_columns(probabilities, labels):
    return -np.log(_clipped(probabilities[:, class_numbers(labels)])).mean()


@mistake(
    "cross_entropy",
    "one-hot only",
    "It looks as if labels are always multiplied with the logarithms, as one-hot rows are. Sparse labels, "
    "shape (N,), hold class numbers: look at labels.ndim.",
)
def batch_one_hot_only(probabilities, labels):
    return -(labels * np.log(_clipped(probabilities))).sum() / len(probabilities)


@mistake(
    "cross_entropy",
    "one-hot only, by argmax",
    "It looks as if labels are always taken for one-hot rows, with an argmax along each. Sparse labels, "
    "shape (N,), are class numbers already: look at labels.ndim.",
)
def batch_argmax_always(probabilities, labels):
    picked = probabilities[np.arange(len(probabilities)), labels.argmax(axis=1)]
    return -np.log(_clipped(picked)).mean()


@mistake(
    "cross_entropy",
    "sparse only",
    "It looks as if labels are always used as class numbers. One-hot labels, shape (N, C), are rows of zeros "
    "and a one: look at labels.ndim.",
)
def batch_sparse_only(probabilities, labels):
    return -np.log(_clipped(probabilities[np.arange(len(labels)), labels])).mean()


@mistake(
    "cross_entropy",
    "one-hot read down the columns",
    "It looks as if the ones of the one-hot labels are looked for down each column (axis 0). Each row is a sample: "
    "look along the row, axis 1.",
)
def batch_argmax_down(probabilities, labels):
    if labels.ndim == 2:
        labels = labels.argmax(axis=0)
    return -np.log(_clipped(probabilities[np.arange(len(labels)), labels])).mean()


@mistake("cross_entropy", "clip after the log", LOGS_CLIPPED)
def batch_logs_clipped(probabilities, labels):
    return -_clipped(np.log(of_true_class(probabilities, labels))).mean()


@mistake("cross_entropy", "clip of the surprises", SURPRISES_CLIPPED)
def batch_surprises_clipped(probabilities, labels):
    return _clipped(-np.log(of_true_class(probabilities, labels))).mean()


@mistake("cross_entropy", "clip from below only", LOWER_ONLY)
def batch_lower(probabilities, labels):
    return -np.log(np.maximum(of_true_class(probabilities, labels), EPS)).mean()


@mistake("cross_entropy", "clip from above only", UPPER_ONLY)
def batch_upper(probabilities, labels):
    return -np.log(np.minimum(of_true_class(probabilities, labels), 1 - EPS)).mean()


@mistake("cross_entropy", "no clip", NO_CLIP)
def batch_no_clip(probabilities, labels):
    return -np.log(of_true_class(probabilities, labels)).mean()


@mistake(
    "cross_entropy",
    "no clip, by products",
    "It looks as if the logarithms of all classes are taken without a clip and multiplied with one-hot labels: 0 "
    "times the infinite logarithm of 0 is not a number. Keep probabilities between 1e-7 and 1 - 1e-7 first.",
)
def batch_no_clip_products(probabilities, labels):
    truth = rows_of(class_numbers(labels), probabilities.shape[1])
    return -(truth * np.log(probabilities)).sum(axis=1).mean()


@mistake("cross_entropy", "clip at 1e-15", FAR_TOO_SMALL)
def batch_far_too_small(probabilities, labels):
    return -np.log(np.clip(of_true_class(probabilities, labels), 1e-15, 1 - 1e-15)).mean()


@mistake("cross_entropy", "adds 1e-7", ADDED)
def batch_added(probabilities, labels):
    return -np.log(of_true_class(probabilities, labels) + EPS).mean()


@mistake("cross_entropy", "changes its input", INPUT_CHANGED)
def batch_in_place(probabilities, labels):
    np.clip(probabilities, EPS, 1 - EPS, out=probabilities)
    return cross_entropy(probabilities, labels)


@mistake(
    "cross_entropy",
    "sign",
    "It looks as if the minus is missing: logarithms of probabilities are negative, and a loss is not.",
)
def batch_sign(probabilities, labels):
    return -cross_entropy(probabilities, labels)


@mistake(
    "cross_entropy",
    "log2",
    "It looks as if the logarithm has base 2 (surprise in bits). The natural logarithm, np.log, is meant.",
)
def batch_log2(probabilities, labels):
    return cross_entropy(probabilities, labels) / np.log(2)


@mistake(
    "cross_entropy",
    "log10",
    "It looks as if the logarithm has base 10. The natural logarithm, np.log, is meant.",
)
def batch_log10(probabilities, labels):
    return cross_entropy(probabilities, labels) / np.log(10)


@mistake(
    "cross_entropy",
    "log of the mean",
    "It looks as if the probabilities are averaged before the logarithm. Take the surprise of each sample "
    "first, then the mean.",
)
def batch_log_of_mean(probabilities, labels):
    return -np.log(_clipped(of_true_class(probabilities, labels)).mean())


@mistake(
    "cross_entropy",
    "the winners",
    "It looks as if the largest probability of each row is taken. What counts is the probability of the "
    "true class, large or small.",
)
def batch_winners(probabilities, labels):
    return -np.log(_clipped(probabilities.max(axis=1))).mean()


@mistake(
    "cross_entropy",
    "all classes",
    "It looks as if the surprises of all classes are averaged, whatever the labels say. Only the true class "
    "of each sample counts.",
)
def batch_all_classes(probabilities, labels):
    return -np.log(_clipped(probabilities)).mean()


@mistake(
    "cross_entropy",
    "rows and columns exchanged",
    "It looks as if the label is used as the row and the sample's number as the column. The row is the "
    "sample, the column is its class.",
)
def batch_exchanged(probabilities, labels):
    numbers = class_numbers(labels)
    return -np.log(_clipped(probabilities[numbers, np.arange(len(numbers))])).mean()


# From raw scores


@mistake(
    "cross_entropy_from_scores",
    "log of softmax",
    "It looks as if softmax comes first and then a logarithm. Far below the winner softmax gives exactly 0, "
    "and its logarithm is infinite. Work out the logarithm on paper first.",
)
def scores_two_steps(scores, labels):
    return -np.log(of_true_class(softmax(scores), labels)).mean()


@mistake(
    "cross_entropy_from_scores",
    "log of softmax, by products",
    "It looks as if softmax comes first and then a logarithm, multiplied with one-hot labels. Far below the winner "
    "softmax gives exactly 0, and 0 times an infinite logarithm is not a number. Work out the logarithm on paper "
    "first.",
)
def scores_two_steps_products(scores, labels):
    truth = rows_of(class_numbers(labels), scores.shape[1])
    return -(truth * np.log(softmax(scores))).sum(axis=1).mean()


@mistake(
    "cross_entropy_from_scores",
    "maximum down the columns",
    "It looks as if the maximum is taken down each column (axis 0). Then the classes of a row are shifted by different "
    "amounts, which changes the loss. Each row needs its own maximum, axis 1.",
)
def scores_column_maximum(scores, labels):
    shifted = scores - scores.max(axis=0)
    return (np.log(np.exp(shifted).sum(axis=1)) - of_true_class(shifted, labels)).mean()


@mistake(
    "cross_entropy_from_scores",
    "clipped",
    "It looks as if probabilities are formed and clipped on the way: no loss of yours is above 16.118 or below "
    "0.0000001. From raw scores nothing needs a clip.",
)
def scores_clipped(scores, labels):
    return cross_entropy(softmax(scores), labels)


@mistake(
    "cross_entropy_from_scores",
    "adds 1e-7",
    "It looks as if 1e-7 is added to a probability inside the logarithm. That hides the infinity and gives "
    "wrong losses at both ends. From raw scores nothing needs to be added.",
)
def scores_added(scores, labels):
    return -np.log(of_true_class(softmax(scores), labels) + EPS).mean()


@mistake(
    "cross_entropy_from_scores",
    "no shift",
    "It looks as if the exponential is taken of the scores as they are: e to the power 1000 does not fit into "
    "a float. Take each row's largest score away first.",
)
def scores_no_shift(scores, labels):
    return (np.log(np.exp(scores).sum(axis=1)) - of_true_class(scores, labels)).mean()


@mistake(
    "cross_entropy_from_scores",
    "sign",
    "It looks as if the difference is the wrong way round: the log-sum-exp is never below any score of its row, "
    "so the score is what is subtracted.",
)
def scores_sign(scores, labels):
    return -cross_entropy_from_scores(scores, labels)


@mistake(
    "cross_entropy_from_scores",
    "one maximum for the batch",
    "It looks as if one maximum was taken over the whole batch: in a row far below it every exponential becomes "
    "0, and the logarithm of their sum is infinite. Each row needs its own maximum.",
)
def scores_one_maximum(scores, labels):
    shifted = scores - scores.max()
    return (np.log(np.exp(shifted).sum(axis=1)) - of_true_class(shifted, labels)).mean()


@mistake(
    "cross_entropy_from_scores",
    "shift not put back",
    "It looks as if the row's maximum is taken away inside the log-sum-exp but not from the true class's "
    "score. Take it from both, or add it again at the end.",
)
def scores_not_put_back(scores, labels):
    shifted = scores - scores.max(axis=1, keepdims=True)
    return (np.log(np.exp(shifted).sum(axis=1)) - of_true_class(scores, labels)).mean()


@mistake(
    "cross_entropy_from_scores",
    "shift put back twice",
    "It looks as if the row's maximum is added to the log-sum-exp although the true class's score is a "
    "shifted one. Put it back on both sides or on neither.",
)
def scores_put_back_twice(scores, labels):
    tops = scores.max(axis=1)
    shifted = scores - tops[:, np.newaxis]
    total = tops + np.log(np.exp(shifted).sum(axis=1))
    return (total - of_true_class(shifted, labels)).mean()


@mistake(
    "cross_entropy_from_scores",
    "softmax twice",
    "It looks as if softmax is applied and its shares are then treated as scores, so that softmax happens "
    "twice. Use the scores themselves.",
)
def scores_softmax_twice(scores, labels):
    return cross_entropy_from_scores(softmax(scores), labels)


@mistake(
    "cross_entropy_from_scores",
    "sum not mean",
    "It looks as if the samples' losses are added up and not averaged: divide by the number of samples.",
)
def scores_sum(scores, labels):
    return cross_entropy_from_scores(scores, labels) * len(scores)


@mistake(
    "cross_entropy_from_scores",
    "mean over N times classes",
    "It looks as if the sum is divided by samples times classes. There is one loss a sample: divide by the "
    "number of samples alone.",
)
def scores_all_entries(scores, labels):
    return cross_entropy_from_scores(scores, labels) / scores.shape[1]


@mistake(
    "cross_entropy_from_scores",
    "sum over the batch",
    "It looks as if the exponentials are summed down the batch (axis 0). Each row has a sum of its own, over "
    "its classes, axis 1.",
)
def scores_wrong_axis(scores, labels):
    shifted = scores - scores.max(axis=1, keepdims=True)
    return (np.log(np.exp(shifted).sum(axis=0)) - of_true_class(shifted, labels)).mean()


@mistake(
    "cross_entropy_from_scores",
    "one sum for the batch",
    "It looks as if one sum of exponentials is taken over the whole batch. Each row has a sum of its own, "
    "over its classes, axis 1.",
)
def scores_one_sum(scores, labels):
    shifted = scores - scores.max(axis=1, keepdims=True)
    return (np.log(np.exp(shifted).sum()) - of_true_class(shifted, labels)).mean()


@mistake(
    "cross_entropy_from_scores",
    "no keepdims",
    "It looks as if the maxima are flat, shape (N,): broadcasting lays them along the classes. keepdims=True "
    "keeps them a column, (N, 1).",
)
def scores_no_keepdims(scores, labels):
    shifted = scores - scores.max(axis=1)
    return (np.log(np.exp(shifted).sum(axis=1)) - of_true_class(shifted, labels)).mean()


@mistake(
    "cross_entropy_from_scores",
    "shifts by the minimum",
    "It looks as if each row's smallest score is taken away: the others are still large. Take the largest away, "
    "so that no exponent is above 0.",
)
def scores_minimum(scores, labels):
    shifted = scores - scores.min(axis=1, keepdims=True)
    return (np.log(np.exp(shifted).sum(axis=1)) - of_true_class(shifted, labels)).mean()


@mistake(
    "cross_entropy_from_scores",
    "scores clipped",
    "It looks as if the scores are clipped to a range in which the exponential is finite. That changes the loss "
    "of large scores; a shift changes none.",
)
def scores_scores_clipped(scores, labels):
    return cross_entropy_from_scores(np.clip(scores, -500, 500), labels)


@mistake(
    "cross_entropy_from_scores",
    "sparse only",
    "It looks as if labels are always used as class numbers. One-hot labels, shape (N, C), are rows of zeros "
    "and a one: look at labels.ndim.",
)
def scores_sparse_only(scores, labels):
    shifted = scores - scores.max(axis=1, keepdims=True)
    picked = shifted[np.arange(len(labels)), labels]
    return (np.log(np.exp(shifted).sum(axis=1)) - picked).mean()


@mistake(
    "cross_entropy_from_scores",
    "one-hot only",
    "It looks as if labels are always multiplied with the scores, as one-hot rows are. Sparse labels, "
    "shape (N,), hold class numbers: look at labels.ndim.",
)
def scores_one_hot_only(scores, labels):
    shifted = scores - scores.max(axis=1, keepdims=True)
    picked = (shifted * labels).sum(axis=1)
    return (np.log(np.exp(shifted).sum(axis=1)) - picked).mean()


@mistake(
    "cross_entropy_from_scores",
    "p[:, y]",
    "It looks as if every row is read at all labels, as s[:, y] does. Row numbers and labels belong together in "
    "pairs, one entry a row.",
)
def scores_columns(scores, labels):
    shifted = scores - scores.max(axis=1, keepdims=True)
    totals = np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return (totals - shifted[:, class_numbers(labels)]).mean()


@mistake(
    "cross_entropy_from_scores",
    "the winner's score",
    "It looks as if the row's largest score is subtracted from the log-sum-exp. What is subtracted is the "
    "score of the true class.",
)
def scores_winner(scores, labels):
    shifted = scores - scores.max(axis=1, keepdims=True)
    return np.log(np.exp(shifted).sum(axis=1)).mean()


@mistake(
    "cross_entropy_from_scores",
    "changes its input",
    "It looks as if the scores that you were given are changed in place (-=, out=): make a new array of them.",
)
def scores_in_place(scores, labels):
    scores -= scores.max(axis=1, keepdims=True)
    return cross_entropy_from_scores(scores, labels)


# Counting


def _right(probabilities, labels):
    return probabilities.argmax(axis=1) == class_numbers(labels)


@mistake(
    "accuracy",
    "count not share",
    "It looks as if the right samples are counted. An accuracy is their share: divide by the number of "
    "samples.",
)
def accuracy_count(probabilities, labels):
    return _right(probabilities, labels).sum()


@mistake(
    "accuracy",
    "percent",
    "It looks as if the share is given in percent. A number from 0 to 1 is wanted.",
)
def accuracy_percent(probabilities, labels):
    return 100 * _right(probabilities, labels).mean()


@mistake(
    "accuracy",
    "argmax over the batch",
    "It looks as if the winner is looked for down each column (axis 0). Each row is a sample: look along the "
    "row, axis 1.",
)
def accuracy_down(probabilities, labels):
    return np.mean(probabilities.argmax(axis=0) == class_numbers(labels))


@mistake(
    "accuracy",
    "argmax without an axis",
    "It looks as if argmax has no axis: it then gives a single place in the whole batch. axis=1 gives one winner "
    "a row.",
)
def accuracy_flat(probabilities, labels):
    return np.mean(probabilities.argmax() == class_numbers(labels))


@mistake(
    "accuracy",
    "one-hot not handled",
    "It looks as if labels are always compared as class numbers. One-hot labels, shape (N, C), are rows of zeros "
    "and a one: look at labels.ndim.",
)
def accuracy_sparse_only(probabilities, labels):
    return np.mean(probabilities.argmax(axis=1) == labels)


@mistake(
    "accuracy",
    "sparse not handled",
    "It looks as if labels are always taken for one-hot rows, with an argmax along each. Sparse labels, shape "
    "(N,), are class numbers already: look at labels.ndim.",
)
def accuracy_one_hot_only(probabilities, labels):
    return np.mean(probabilities.argmax(axis=1) == labels.argmax(axis=1))


@mistake(
    "accuracy",
    "one-hot read down the columns",
    "It looks as if the ones of the one-hot labels are looked for down each column (axis 0). Each row is a "
    "sample: look along the row, axis 1.",
)
def accuracy_labels_down(probabilities, labels):
    if labels.ndim == 2:
        labels = labels.argmax(axis=0)
    return np.mean(probabilities.argmax(axis=1) == labels)


@mistake(
    "accuracy",
    "more than one half",
    "It looks as if a sample counts when its true class has more than one half. The largest share of a row wins, "
    "also when it is below one half.",
)
def accuracy_half(probabilities, labels):
    return np.mean(of_true_class(probabilities, labels) > 0.5)


@mistake(
    "accuracy",
    "the wrong ones",
    "It looks as if the wrong samples are counted: this is one minus the accuracy.",
)
def accuracy_wrong_ones(probabilities, labels):
    return 1 - _right(probabilities, labels).mean()


@mistake(
    "accuracy",
    "mean probability",
    "It looks as if the probabilities of the true classes are averaged. Accuracy only counts: the winner is the "
    "true class, or it is not.",
)
def accuracy_mean_probability(probabilities, labels):
    return of_true_class(probabilities, labels).mean()


# Find the bug


@mistake(
    "repair_clip",
    "as it was",
    "It looks as if the surprise is still clipped, and not the probability: no surprise of yours is above 1, "
    "however small the share of the true class.",
)
def repair_as_it_was(scores, labels):
    return _clipped(-np.log(of_true_class(softmax(scores), labels))).mean()


@mistake("repair_clip", "clip of the logarithms", LOGS_CLIPPED)
def repair_logs_clipped(scores, labels):
    return -_clipped(np.log(of_true_class(softmax(scores), labels))).mean()


@mistake(
    "repair_clip",
    "ceiling after the log",
    "It looks as if the surprise is clipped with a higher ceiling. The values come out right, but the logarithm "
    "of 0 is still taken on the way. Clip before it.",
)
def repair_ceiling(scores, labels):
    surprises = -np.log(of_true_class(softmax(scores), labels))
    return np.clip(surprises, -np.log(1 - EPS), -np.log(EPS)).mean()


@mistake("repair_clip", "no clip", NO_CLIP)
def repair_no_clip(scores, labels):
    return -np.log(of_true_class(softmax(scores), labels)).mean()


@mistake(
    "repair_clip",
    "from raw scores",
    "It looks as if the loss is taken from the raw scores, without a clip. That is the better loss, but here "
    "this one is to be repaired: softmax, clip, logarithm.",
)
def repair_from_scores(scores, labels):
    return cross_entropy_from_scores(scores, labels)


@mistake("repair_clip", "clip from below only", LOWER_ONLY)
def repair_lower(scores, labels):
    return -np.log(np.maximum(of_true_class(softmax(scores), labels), EPS)).mean()


@mistake("repair_clip", "clip from above only", UPPER_ONLY)
def repair_upper(scores, labels):
    return -np.log(np.minimum(of_true_class(softmax(scores), labels), 1 - EPS)).mean()


@mistake(
    "repair_clip",
    "softmax left out",
    "It looks as if the scores are clipped as if they were probabilities. Softmax comes first.",
)
def repair_no_softmax(scores, labels):
    return cross_entropy(scores, labels)


@mistake(
    "repair_clip",
    "sum not mean",
    "It looks as if the surprises are added up now. Only the clip had to move: the mean stays.",
)
def repair_sum(scores, labels):
    return cross_entropy(softmax(scores), labels) * len(scores)


# Extra: a yes or a no


@mistake(
    "binary_cross_entropy",
    "the (1 - y) term missing",
    "It looks as if only the samples with y = 1 count. Where y is 0 the probability of no, 1 - p, has a "
    "surprise too.",
)
def binary_yes_only(p, y):
    return -(y * np.log(_clipped(p))).mean()


@mistake(
    "binary_cross_entropy",
    "the y term missing",
    "It looks as if only the samples with y = 0 count. Where y is 1 the surprise at p counts too.",
)
def binary_no_only(p, y):
    return -((1 - y) * np.log(1 - _clipped(p))).mean()


@mistake("binary_cross_entropy", "no clip", NO_CLIP)
def binary_no_clip(p, y):
    return -np.log(np.where(y == 1, p, 1 - p)).mean()


@mistake(
    "binary_cross_entropy",
    "no clip, both terms",
    "It looks as if probabilities of 0 and 1 go into the logarithms as they are: 0 times an infinite logarithm is "
    "not a number. Keep them between 1e-7 and 1 - 1e-7 first.",
)
def binary_no_clip_products(p, y):
    return -(y * np.log(p) + (1 - y) * np.log(1 - p)).mean()


@mistake(
    "binary_cross_entropy",
    "clip from below only",
    "It looks as if p is clipped from below only. A p of 1 makes 1 - p zero, and its logarithm is taken "
    "as well.",
)
def binary_lower(p, y):
    q = np.maximum(p, EPS)
    return -(y * np.log(q) + (1 - y) * np.log(1 - q)).mean()


@mistake(
    "binary_cross_entropy",
    "clip from above only",
    "It looks as if p is clipped from above only: a p of 0 still meets the logarithm.",
)
def binary_upper(p, y):
    q = np.minimum(p, 1 - EPS)
    return -(y * np.log(q) + (1 - y) * np.log(1 - q)).mean()


@mistake(
    "binary_cross_entropy",
    "sum not mean",
    "It looks as if the surprises are added up and not averaged: divide by the number of samples.",
)
def binary_sum(p, y):
    return -np.log(_clipped(np.where(y == 1, p, 1 - p))).sum()


@mistake(
    "binary_cross_entropy",
    "sign",
    "It looks as if the minus is missing: logarithms of probabilities are negative, and a loss is not.",
)
def binary_sign(p, y):
    return np.log(_clipped(np.where(y == 1, p, 1 - p))).mean()


@mistake(
    "binary_cross_entropy",
    "yes and no exchanged",
    "It looks as if yes and no are exchanged: p is the probability of y = 1.",
)
def binary_exchanged(p, y):
    return -np.log(_clipped(np.where(y == 1, 1 - p, p))).mean()


@mistake(
    "binary_cross_entropy",
    "log2",
    "It looks as if the logarithm has base 2 (surprise in bits). The natural logarithm, np.log, is meant.",
)
def binary_log2(p, y):
    return -np.log2(_clipped(np.where(y == 1, p, 1 - p))).mean()


@mistake(
    "binary_cross_entropy",
    "changes its input",
    "It looks as if the probabilities that you were given are changed in place (out=, or an assignment into the "
    "array): make a new array of them.",
)
def binary_in_place(p, y):
    np.clip(p, EPS, 1 - EPS, out=p)
    return -np.log(np.where(y == 1, p, 1 - p)).mean()


# Extra: distances


def _misses(predicted, target):
    return predicted - target.reshape(predicted.shape)


BROADCAST = (
    "It looks as if a column (N, 1) and a flat (N,) were subtracted as they are: broadcasting makes "
    "(N, N) of them, every number against every other. Give both one shape first."
)
SUM = "It looks as if the misses are added up and not averaged: divide by the number of entries."
PER_ROW = (
    "It looks as if the sum is divided by the number of rows. Here the mean runs over all entries, rows times "
    "columns."
)
MISSES_IN_PLACE = (
    "It looks as if one of the arrays that you were given is changed in place (-=, out=): make a new array for "
    "the misses."
)


@mistake(
    "mean_squared_error",
    "half",
    "It looks as if the mean is halved. Some books do, to make the slope simpler; this course does not.",
)
def squared_half(predicted, target):
    return np.mean(_misses(predicted, target) ** 2) / 2


@mistake("mean_squared_error", "broadcast to (N, N)", BROADCAST)
def squared_broadcast(predicted, target):
    return np.mean((predicted - target) ** 2)


@mistake("mean_squared_error", "sum", SUM)
def squared_sum(predicted, target):
    return np.sum(_misses(predicted, target) ** 2)


@mistake("mean_squared_error", "mean over rows only", PER_ROW)
def squared_per_row(predicted, target):
    return np.sum(_misses(predicted, target) ** 2) / len(predicted)


@mistake(
    "mean_squared_error",
    "root",
    "It looks as if the square root of the mean is taken (it has a name of its own, RMSE). Here the mean of the "
    "squares itself is wanted.",
)
def squared_root(predicted, target):
    return np.sqrt(np.mean(_misses(predicted, target) ** 2))


@mistake(
    "mean_squared_error",
    "not squared",
    "It looks as if the misses are not squared: misses up and misses down cancel.",
)
def squared_signed(predicted, target):
    return np.mean(_misses(predicted, target))


@mistake(
    "mean_squared_error",
    "absolute",
    "It looks as if the size of each miss is taken, and not its square.",
)
def squared_absolute(predicted, target):
    return np.mean(np.abs(_misses(predicted, target)))


@mistake(
    "mean_squared_error",
    "square of the mean",
    "It looks as if the misses are averaged first and squared afterwards: misses up and misses down cancel. "
    "Square each miss first.",
)
def squared_too_late(predicted, target):
    return np.mean(_misses(predicted, target)) ** 2


@mistake("mean_squared_error", "changes its input", MISSES_IN_PLACE)
def squared_in_place(predicted, target):
    predicted -= target.reshape(predicted.shape)
    return np.mean(predicted**2)


@mistake(
    "mean_absolute_error",
    "squared",
    "It looks as if the misses are squared. Here only their size counts.",
)
def absolute_squared(predicted, target):
    return np.mean(_misses(predicted, target) ** 2)


@mistake(
    "mean_absolute_error",
    "signed",
    "It looks as if the misses keep their signs: misses up and misses down cancel.",
)
def absolute_signed(predicted, target):
    return np.mean(_misses(predicted, target))


@mistake(
    "mean_absolute_error",
    "size of the mean",
    "It looks as if the misses are averaged first and their sign is dropped afterwards: misses up and misses down "
    "cancel. Take the size of each miss first.",
)
def absolute_too_late(predicted, target):
    return np.abs(np.mean(_misses(predicted, target)))


@mistake("mean_absolute_error", "sum", SUM)
def absolute_sum(predicted, target):
    return np.sum(np.abs(_misses(predicted, target)))


@mistake("mean_absolute_error", "mean over rows only", PER_ROW)
def absolute_per_row(predicted, target):
    return np.sum(np.abs(_misses(predicted, target))) / len(predicted)


@mistake("mean_absolute_error", "broadcast to (N, N)", BROADCAST)
def absolute_broadcast(predicted, target):
    return np.mean(np.abs(predicted - target))


@mistake(
    "mean_absolute_error",
    "half",
    "It looks as if the mean is halved. The mean itself is wanted.",
)
def absolute_half(predicted, target):
    return np.mean(np.abs(_misses(predicted, target))) / 2


@mistake("mean_absolute_error", "changes its input", MISSES_IN_PLACE)
def absolute_in_place(predicted, target):
    predicted -= target.reshape(predicted.shape)
    return np.mean(np.abs(predicted))


# Predictions

wrong_prediction(
    "remember_shares",
    5,
    "That is a score. Softmax turns the four scores into shares that sum to 1.",
)
wrong_prediction("remember_shares", 1, "All four shares together sum to 1.")
wrong_prediction(
    "remember_shape", (6, 7), "Rows are samples: seven samples go in, and seven rows come out."
)
wrong_prediction(
    "remember_shape",
    (2, 6),
    "That is the shape of the weights. What comes out has a row for each sample.",
)
wrong_prediction(
    "remember_parameters", 15, "These are the weights alone. Every neuron has a bias as well."
)
wrong_prediction(
    "predict_half", 1.386, "That is the surprise at 0.25 itself. By how much did it grow from 0.5?"
)
wrong_prediction(
    "predict_half",
    0.5,
    "The probability was halved; the surprise grows by a logarithm. Of which number?",
)
wrong_prediction(
    "predict_half", 2, "The surprise grows by adding the logarithm of 2, not 2 itself."
)
wrong_prediction("predict_half", -0.693, "Less probable means more surprising: the surprise grows.")
wrong_prediction(
    "predict_ceiling",
    -16.118,
    "The size is right. A surprise is minus the logarithm, so it is positive.",
)
wrong_prediction(
    "predict_ceiling", 7, "That is the logarithm of base 10. The natural one is meant."
)
wrong_prediction("predict_ceiling", 34.539, "That belongs to a clip at 1e-15. Here it is 1e-7.")
wrong_prediction(
    "predict_columns", (4,), "That is what pairs of rows and labels give. A colon means all rows."
)
wrong_prediction(
    "predict_columns", (4, 3), "A column is taken for each label, and there are four labels."
)
wrong_prediction("predict_first_loss", 0.1, "That is the probability. The loss is its surprise.")
wrong_prediction(
    "predict_first_loss", 1, "That would be the logarithm of base 10. The natural one is meant."
)
wrong_prediction(
    "predict_first_loss", 0.105, "That is the surprise at 0.9. The true class has 0.1."
)
wrong_prediction(
    "predict_far_off",
    16,
    "That is what the clip would make of it. There is no clip here: it is the gap that counts.",
)
wrong_prediction("predict_far_off", -1000, "The size is right; a loss is not negative.")
wrong_prediction("predict_far_off", 0, "That is the loss if class 0 were true. The label is 1.")
wrong_prediction(
    "predict_lines", "cadb", "A needs what D makes. Which line takes the maximum away?"
)
wrong_prediction(
    "predict_loss_bug",
    "a",
    "The loop takes each row together with its own label, and reads that one entry.",
)
wrong_prediction("predict_loss_bug", "b", "The mean is taken over the samples, as it should be.")
wrong_prediction(
    "predict_loss_bug",
    "d",
    "The minus is there. Look at what goes into the clip, and what a clip to [1e-7, 1 - 1e-7] does to it.",
)
