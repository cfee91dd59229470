"""Right answers of lesson 11, written differently."""

from collections import Counter

import numpy as np

from solutions.reference import recognition
from solutions.reference.layers import Dense, ReLU
from solutions.registry import variant


@recognition.once
def _softmax_regression(images, labels):
    """Full-batch gradient descent without a class."""
    weights, biases = np.zeros((64, 10)), np.zeros(10)
    rows = np.eye(10)[labels]
    for _ in range(500):
        scores = images @ weights + biases
        powers = np.exp(scores - scores.max(axis=1, keepdims=True))
        slopes = (powers / powers.sum(axis=1, keepdims=True) - rows) / len(rows)
        weights -= 0.8 * images.T @ slopes
        biases -= 0.8 * slopes.sum(axis=0)
    return [weights, biases]


@variant("baseline")
def baseline_by_hand(train_images, train_labels, images):
    weights, biases = _softmax_regression(train_images, train_labels)
    return np.argmax(images @ weights + biases, axis=1)


@variant("baseline")
def baseline_in_larger_batches(train_images, train_labels, images):
    rng = np.random.default_rng(5)
    layer = Dense(64, 10, rng)
    recognition.learn([layer], train_images, train_labels, 40, rng, lr=0.02, batch_size=128)
    return layer.forward(images).argmax(axis=1)


@variant("baseline")
def baseline_with_noise(train_images, train_labels, images):
    """In float32, and as whole numbers of 32 bits."""
    rng = np.random.default_rng(2)
    layer = Dense(64, 10, rng)
    recognition.learn([layer], train_images, train_labels, 30, rng, lr=0.02, noise=0.1)
    layer.weights = layer.weights.astype(np.float32)
    return layer.forward(images.astype(np.float32)).argmax(axis=1).astype(np.int32)


@recognition.once
def _on_noisy_copies(images, labels):
    """Noise put in once, before training, and not in every batch."""
    rng = np.random.default_rng(3)
    copies = np.concatenate([images] * 5)
    copies = copies + 0.15 * rng.standard_normal(copies.shape)
    layers = recognition.reader(rng)
    recognition.learn(layers, copies, np.tile(labels, 5), 12, rng)
    return layers


@variant("digits")
def digits_on_noisy_copies(train_images, train_labels, images):
    return recognition.forward(_on_noisy_copies(train_images, train_labels), images).argmax(axis=1)


@recognition.once
def _wider(images, labels):
    rng = np.random.default_rng(1)
    layers = [Dense(64, 128, rng), ReLU(), Dense(128, 10, rng)]
    recognition.learn(layers, images, labels, 50, rng, noise=0.2)
    return layers


@variant("digits")
def digits_with_a_wider_layer(train_images, train_labels, images):
    return recognition.forward(_wider(train_images, train_labels), images).argmax(axis=1)


@variant("digits")
def digits_by_neighbours(train_images, train_labels, images):
    """No network at all: the label of the nearest training images. A recipe is a recipe."""
    distances = (images**2).sum(axis=1)[:, np.newaxis] - 2 * images @ train_images.T
    distances = distances + (train_images**2).sum(axis=1)
    nearest = train_labels[np.argsort(distances, axis=1)[:, :3]]
    votes = np.array([np.bincount(row, minlength=10) for row in nearest])
    votes = votes * 2 + np.eye(10, dtype=int)[nearest[:, 0]]
    return votes.argmax(axis=1)


@variant("confusion_matrix")
def confusion_by_loop(true, predicted, n_classes):
    matrix = np.zeros((n_classes, n_classes), dtype=int)
    for row, column in zip(true, predicted, strict=True):
        matrix[row, column] += 1
    return matrix


@variant("confusion_matrix")
def confusion_by_add_at(true, predicted, n_classes):
    matrix = np.zeros((n_classes, n_classes), dtype=np.int32)
    np.add.at(matrix, (true, predicted), 1)
    return matrix


@variant("confusion_matrix")
def confusion_by_products(true, predicted, n_classes):
    classes = np.arange(n_classes)
    return (true == classes[:, np.newaxis]).astype(int) @ (predicted[:, np.newaxis] == classes)


@variant("confusion_matrix")
def confusion_by_counter(true, predicted, n_classes):
    counts = Counter(zip(true.tolist(), predicted.tolist(), strict=True))
    return np.array(
        [[counts[row, column] for column in range(n_classes)] for row in range(n_classes)]
    )


@variant("most_confused")
def confused_by_loops(matrix):
    best, place = -1, (0, 1)
    for row in range(len(matrix)):
        for column in range(len(matrix)):
            if row != column and matrix[row, column] > best:
                best, place = matrix[row, column], (row, column)
    return place


@variant("most_confused")
def confused_by_copy(matrix):
    copy = matrix.copy()
    np.fill_diagonal(copy, -1)
    return list(divmod(int(copy.argmax()), len(copy)))


@variant("most_confused")
def confused_by_mask(matrix):
    mistakes = np.where(np.eye(len(matrix), dtype=bool), -1, matrix)
    rows, columns = np.nonzero(mistakes == mistakes.max())
    return rows[0], columns[0]


@variant("surest_mistakes")
def surest_by_sorted(probabilities, labels):
    wrong = [row for row, label in enumerate(labels) if probabilities[row].argmax() != label]
    return sorted(wrong, key=lambda row: -probabilities[row].max())


@variant("surest_mistakes")
def surest_by_filtering(probabilities, labels):
    order = np.argsort(probabilities.max(axis=1))[::-1]
    answers = probabilities.argmax(axis=1)
    return order[answers[order] != labels[order]]


@variant("surest_mistakes")
def surest_by_pairs(probabilities, labels):
    pairs = [
        (max(row), place)
        for place, (row, label) in enumerate(
            zip(probabilities.tolist(), labels.tolist(), strict=True)
        )
        if row.index(max(row)) != label
    ]
    return np.array([place for _, place in sorted(pairs, reverse=True)])


@variant("repair_digit_shares")
def shares_by_loop(matrix):
    return np.array([row[place] / sum(row) for place, row in enumerate(matrix)])


@variant("repair_digit_shares")
def shares_by_table(matrix):
    return np.diag(matrix / matrix.sum(axis=1, keepdims=True))


@variant("repair_digit_shares")
def shares_by_trace(matrix):
    return np.einsum("ii->i", matrix) / np.einsum("ij->i", matrix)


# Written from the learner's notebook alone


@variant("repair_digit_shares")
def shares_by_einsum(matrix):
    return np.einsum("ii->i", matrix) / np.einsum("ij->i", matrix)


@variant("repair_digit_shares")
def shares_of_a_divided_matrix(matrix):
    return np.diag(matrix / matrix.sum(axis=1, keepdims=True))


@variant("repair_digit_shares")
def shares_by_products(matrix):
    return (matrix * np.eye(len(matrix))).sum(1) / (matrix @ np.ones(len(matrix)))
