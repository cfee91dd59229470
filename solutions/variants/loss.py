"""Lesson 05, right in other hands."""

import math
import statistics

import numpy as np

from solutions.registry import variant

LOW, HIGH = 1e-7, 1 - 1e-7


@variant("one_hot")
def one_hot_by_identity(labels, n_classes):
    return np.eye(n_classes)[labels]


@variant("one_hot")
def one_hot_by_loop(labels, n_classes):
    rows = np.zeros((len(labels), n_classes))
    for row, label in enumerate(labels):
        rows[row, label] = 1
    return rows


@variant("one_hot")
def one_hot_by_comparison(labels, n_classes):
    return (labels[:, None] == np.arange(n_classes)).astype(float)


@variant("one_hot")
def one_hot_in_float32(labels, n_classes):
    rows = [[1.0 if label == k else 0.0 for k in range(n_classes)] for label in labels]
    return np.array(rows, dtype=np.float32)


@variant("cross_entropy_one")
def one_in_plain_python(probabilities, label):
    p = float(probabilities[label])
    return -math.log(min(max(p, LOW), HIGH))


@variant("cross_entropy_one")
def one_clips_all(probabilities, label):
    return -np.log(np.clip(probabilities, LOW, HIGH))[label]


@variant("cross_entropy_one")
def one_with_one_hot(probabilities, label):
    truth = np.zeros(len(probabilities))
    truth[label] = 1.0
    return -np.sum(truth * np.log(np.clip(probabilities, LOW, HIGH)))


@variant("cross_entropy_one")
def one_by_reciprocal(probabilities, label):
    p = probabilities[label]
    if p < LOW:
        p = LOW
    elif p > HIGH:
        p = HIGH
    return np.log(1 / p)


@variant("cross_entropy")
def batch_by_loop(probabilities, labels):
    total = 0.0
    for row, label in zip(probabilities, labels, strict=True):
        place = int(np.argmax(label)) if np.ndim(label) else int(label)
        total -= math.log(min(max(row[place], LOW), HIGH))
    return total / len(probabilities)


@variant("cross_entropy")
def batch_by_one_hot(probabilities, labels):
    if labels.ndim == 1:
        labels = np.eye(probabilities.shape[1])[labels]
    logs = np.log(np.clip(probabilities, LOW, HIGH))
    return -np.sum(labels * logs) / len(labels)


@variant("cross_entropy")
def batch_by_two_roads(probabilities, labels):
    clipped = np.clip(probabilities, LOW, HIGH)
    if len(labels.shape) == 1:
        picked = clipped[range(len(clipped)), labels]
    else:
        picked = np.sum(clipped * labels, axis=1)
    return np.mean(-np.log(picked))


@variant("cross_entropy")
def batch_by_einsum(probabilities, labels):
    if labels.ndim == 1:
        labels = (labels.reshape(-1, 1) == np.arange(probabilities.shape[1])) * 1.0
    picked = np.einsum("ij,ij->i", probabilities, labels)
    return float(np.average(-np.log(np.minimum(np.maximum(picked, LOW), HIGH))))


@variant("cross_entropy")
def batch_by_take(probabilities, labels):
    if labels.ndim == 2:
        labels = np.argmax(labels, axis=1)
    picked = np.take_along_axis(probabilities, labels[:, np.newaxis], axis=1)
    return -np.log(picked.clip(LOW, HIGH)).mean()


@variant("cross_entropy_from_scores")
def scores_by_loop(scores, labels):
    losses = []
    for row, label in zip(scores.tolist(), labels, strict=True):
        place = int(np.argmax(label)) if np.ndim(label) else int(label)
        top = max(row)
        total = math.log(sum(math.exp(score - top) for score in row))
        losses.append(total - (row[place] - top))
    return sum(losses) / len(losses)


@variant("cross_entropy_from_scores")
def scores_by_log_softmax(scores, labels):
    shifted = scores - np.max(scores, axis=1, keepdims=True)
    logs = shifted - np.log(np.sum(np.exp(shifted), axis=1, keepdims=True))
    if labels.ndim == 1:
        return -logs[np.arange(len(labels)), labels].mean()
    return -(logs * labels).sum(axis=1).mean()


@variant("cross_entropy_from_scores")
def scores_by_logaddexp(scores, labels):
    if labels.ndim == 1:
        labels = np.eye(scores.shape[1])[labels]
    gaps = scores - np.sum(scores * labels, axis=1, keepdims=True)
    return np.mean(np.logaddexp.reduce(gaps, axis=1))


@variant("cross_entropy_from_scores")
def scores_with_top_put_back(scores, labels):
    if labels.ndim == 2:
        labels = labels.argmax(axis=-1)
    top = scores.max(axis=1)
    total = top + np.log(np.exp(scores - top[:, None]).sum(axis=1))
    return np.mean(total - scores[np.arange(len(scores)), labels])


@variant("accuracy")
def accuracy_by_loop(probabilities, labels):
    right = 0
    for row, label in zip(probabilities, labels, strict=True):
        truth = label.argmax() if labels.ndim == 2 else label
        right += int(row.argmax() == truth)
    return right / len(labels)


@variant("accuracy")
def accuracy_by_one_hot(probabilities, labels):
    if labels.ndim == 1:
        labels = np.eye(probabilities.shape[1])[labels]
    winners = probabilities == probabilities.max(axis=1, keepdims=True)
    return np.sum(winners * labels) / len(labels)


@variant("accuracy")
def accuracy_in_float32(probabilities, labels):
    if labels.ndim == 2:
        labels = np.argmax(labels, axis=1)
    return np.float32(np.count_nonzero(np.argmax(probabilities, axis=1) == labels) / len(labels))


def _softmax(scores):
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


@variant("repair_clip")
def repair_whole_batch(scores, labels):
    shares = np.clip(_softmax(scores), LOW, HIGH)
    return np.mean(-np.log(shares[np.arange(len(labels)), labels]))


@variant("repair_clip")
def repair_by_loop(scores, labels):
    surprises = []
    for row, label in zip(_softmax(scores), labels, strict=True):
        surprises.append(-math.log(min(max(row[label], LOW), HIGH)))
    return sum(surprises) / len(surprises)


@variant("repair_clip")
def repair_by_two_sides(scores, labels):
    picked = _softmax(scores)[range(len(labels)), labels]
    picked = np.minimum(np.maximum(picked, LOW), HIGH)
    return -np.log(picked).sum() / picked.size


@variant("binary_cross_entropy")
def binary_by_choice(p, y):
    return -np.log(np.clip(np.where(y == 1, p, 1 - p), LOW, HIGH)).mean()


@variant("binary_cross_entropy")
def binary_by_loop(p, y):
    total = 0.0
    for probability, truth in zip(p, y, strict=True):
        probability = min(max(probability, LOW), HIGH)
        total -= math.log(probability) if truth == 1 else math.log(1 - probability)
    return total / len(y)


@variant("binary_cross_entropy")
def binary_by_dot(p, y):
    q = np.clip(p, LOW, HIGH)
    return -(y @ np.log(q) + (1 - y) @ np.log(1 - q)) / y.size


@variant("mean_squared_error")
def squared_flat(predicted, target):
    return np.mean((predicted.ravel() - target.ravel()) ** 2)


@variant("mean_squared_error")
def squared_in_plain_python(predicted, target):
    pairs = zip(predicted.flatten().tolist(), target.flatten().tolist(), strict=True)
    misses = [one - other for one, other in pairs]
    return sum(miss * miss for miss in misses) / len(misses)


@variant("mean_squared_error")
def squared_by_dot(predicted, target):
    misses = (predicted.reshape(-1) - target.reshape(-1)).astype(np.float64)
    return misses @ misses / misses.size


@variant("mean_absolute_error")
def absolute_flat(predicted, target):
    return np.abs(predicted.ravel() - target.ravel()).mean()


@variant("mean_absolute_error")
def absolute_by_where(predicted, target):
    misses = predicted - np.reshape(target, predicted.shape)
    return np.where(misses < 0, -misses, misses).sum() / misses.size


@variant("mean_absolute_error")
def absolute_in_plain_python(predicted, target):
    pairs = zip(predicted.flatten().tolist(), target.flatten().tolist(), strict=True)
    sizes = [abs(one - other) for one, other in pairs]
    return sum(sizes) / len(sizes)


# Written from the learner's notebook alone


@variant("cross_entropy_one")
def surprise_by_the_row_of_an_identity(probabilities, label):
    return -np.eye(len(probabilities))[label] @ np.log(np.clip(probabilities, LOW, HIGH))


@variant("cross_entropy_one")
def surprise_of_odds(probabilities, label):
    return math.log2(1 / min(max(probabilities[label], LOW), HIGH)) * math.log(2)


@variant("mean_absolute_error")
def misses_as_a_norm(predicted, target):
    return np.linalg.norm(predicted.reshape(-1) - target.reshape(-1), 1) / predicted.size


@variant("mean_absolute_error")
def misses_by_a_mean_of_python(predicted, target):
    pairs = zip(predicted.flat, target.flat, strict=True)
    return statistics.fmean(max(pair) - min(pair) for pair in pairs)
