"""Lesson 11: a network that reads.

`baseline` and `digits` are judged by how many images they read that they were not given. An input says which
images only: "held out" are the last ones that ship, with a little noise. For grading, the side that keeps
other images adds a pool to `POOLS` and sends the images themselves; their labels never leave it.
"""

from collections.abc import Callable, Sequence

import numpy as np

from neuronlab.datasets import HELD_OUT, handwritten_digits
from neuronlab.exercise import Behaviour, Exercise, Prediction, parts

LESSON = "11_network"

Labelled = tuple[np.ndarray, np.ndarray]
"""Images (N, 64) and their labels (N,)."""

NOISE = 0.05
"""Deviation of what is added to every pixel of an image that is asked."""


def _held_out() -> Labelled:
    images, labels = handwritten_digits()
    return images[-HELD_OUT:], labels[-HELD_OUT:]


POOLS: dict[str, Callable[[], Labelled]] = {"held out": _held_out}
"""Where images come from, by name."""


def asked(pool: str, draw: int) -> Labelled:
    """The images of one question in its order, lightly changed by noise, and their labels."""
    images, labels = POOLS[pool]()
    rng = np.random.default_rng(draw)
    order = rng.permutation(len(labels))
    noise = NOISE * rng.standard_normal(images.shape)
    return np.clip(images[order] + noise, 0.0, 1.0), labels[order]


def _read(answer, pool, draw, at_least, images=None):
    """Give the answer what it may learn from, and the images to read."""
    train_images, train_labels = handwritten_digits()
    if images is None:
        train_images, train_labels = train_images[:-HELD_OUT], train_labels[:-HELD_OUT]
        images, _ = asked(pool, draw)
    return answer(train_images, train_labels, images)


GUESSED = 0.25
"""A share of images that nobody reads by guessing: chance gives a tenth."""


def _what_it_does(inputs, outputs):
    """What is judged of the labels: any labels that do this are right."""
    _, labels = asked(inputs["pool"], inputs["draw"])
    found, share = outputs[""], np.mean(outputs[""] == labels)
    return {
        f"{inputs['at_least']:g} or more are read rightly": np.array(share >= inputs["at_least"]),
        "all answers are from 0 to 9": np.array(bool(((found >= 0) & (found <= 9)).all())),
        "there are different answers": np.array(len(set(found.tolist())) > 1),
        "it is more than guessing": np.array(share > GUESSED),
    }


def _how_many(inputs, outputs, expected):
    """The share that was read, and the mistake that was made most often."""
    _, labels = asked(inputs["pool"], inputs["draw"])
    found = outputs[""].tolist()
    wrong = [
        (one, other) for one, other in zip(labels.tolist(), found, strict=True) if one != other
    ]
    text = f"{1 - len(wrong) / len(labels):.3f} of {len(labels)} images are read rightly."
    if wrong:
        true, answered = max(sorted(set(wrong)), key=wrong.count)
        text += (
            f" The most frequent mistake: {true} is answered with {answered}, "
            f"{wrong.count((true, answered))} of {labels.tolist().count(true)} times."
        )
    return text


def _question(at_least):
    """Another order and other noise for every draw."""
    return lambda rng: {
        "pool": "held out",
        "draw": int(rng.integers(1, 1_000_000)),
        "at_least": at_least,
    }


def _reading(name: str, bands: Sequence[float], seconds: float) -> Exercise:
    """An answer that learns from labelled images and reads others, judged by how many it reads."""
    return Exercise(
        name=name,
        lesson=LESSON,
        behaviours=[
            Behaviour(f"at least {band:g} of new images are read rightly", _question(band), draws=1)
            for band in bands
        ],
        run=_read,
        view=_what_it_does,
        remark=_how_many,
        seconds=seconds,
    )


baseline = _reading("baseline", (0.8, 0.88, 0.92), seconds=30)
digits_exercise = _reading("digits", (0.85, 0.9, 0.925, 0.945), seconds=40)


# Counting what was taken for what


def _answers(rng, classes, empty=()):
    """Labels and answers of some samples: some right, one mistake made twice and never the other way round."""
    known = [one for one in range(classes) if one not in empty]
    first, second = (int(one) for one in rng.choice(known, 2, replace=False))
    pairs = [(first, second)] * 2 + [(one, one) for one in known] + [(first, first)]
    true, predicted = np.array([pairs[place] for place in rng.permutation(len(pairs))]).T
    return {"true": true, "predicted": predicted, "n_classes": classes}


def _without_some(rng):
    """The last class has no sample and is no answer; another class has none either."""
    classes = int(rng.integers(4, 7))
    return _answers(rng, classes, (classes - 1, int(rng.integers(0, classes - 1))))


confusion_matrix = Exercise(
    name="confusion_matrix",
    lesson=LESSON,
    behaviours=[
        Behaviour(
            "each sample is counted, in the row of its true class",
            lambda rng: _answers(rng, int(rng.integers(3, 5))),
            cases=[
                {
                    "true": np.array([0, 1, 1, 2, 2]),
                    "predicted": np.array([0, 1, 2, 2, 2]),
                    "n_classes": 3,
                },
                {
                    "true": np.array([0, 0, 0, 1]),
                    "predicted": np.array([1, 1, 0, 1]),
                    "n_classes": 2,
                },
            ],
        ),
        Behaviour(
            "classes without a sample keep their row and their column",
            _without_some,
            cases=[{"true": np.array([0, 0]), "predicted": np.array([0, 1]), "n_classes": 4}],
        ),
        Behaviour(
            "your inputs are left as they were",
            lambda rng: _answers(rng, 4),
            unchanged=True,
        ),
    ],
)


def _confused(rng, below, reads_well=True):
    """Counts with one largest mistake; another pair is mixed up more often, both ways taken together."""
    classes = int(rng.integers(4, 7))
    matrix = rng.integers(0, 2, (classes, classes))
    high, low, third, fourth = (
        int(one) for one in np.sort(rng.permutation(classes)[:4])[[3, 0, 1, 2]]
    )
    true, predicted = (high, low) if below else (low, high)
    matrix[true], matrix[:, predicted] = 0, 0
    matrix[third], matrix[fourth] = rng.integers(4, 6, classes), rng.integers(2, 4, classes)
    matrix[third, fourth], matrix[fourth, third] = 6, 6
    matrix[true, predicted], matrix[predicted, true] = 8, 0
    matrix[third, predicted] = matrix[fourth, predicted] = 0
    diagonal = rng.integers(12, 30, classes) if reads_well else rng.integers(0, 3, classes)
    matrix[np.arange(classes), np.arange(classes)] = diagonal
    return {"matrix": matrix}


most_confused = Exercise(
    name="most_confused",
    lesson=LESSON,
    behaviours=[
        Behaviour(
            "the largest count off the diagonal, true class first",
            lambda rng: _confused(rng, below=True),
            cases=[{"matrix": np.array([[9, 0, 1], [1, 8, 0], [3, 2, 7]])}],
        ),
        Behaviour(
            "above the diagonal as well as below",
            lambda rng: _confused(rng, below=False),
            cases=[{"matrix": np.array([[9, 2, 4], [0, 8, 3], [1, 3, 7]])}],
        ),
        Behaviour(
            "a reader that is mostly wrong works too",
            lambda rng: _confused(rng, bool(rng.integers(2)), reads_well=False),
            cases=[{"matrix": np.array([[1, 0, 2], [5, 2, 0], [3, 1, 0]])}],
        ),
        Behaviour("the matrix is left as it was", lambda rng: _confused(rng, True), unchanged=True),
    ],
    run=lambda answer, matrix: parts(answer(matrix), "true", "predicted"),
    returns="number",
)


# Mistakes, the surest first


ROW_ORDERS = ((0, 2, 1), (1, 2, 0), (2, 0, 1))
"""Orders of three wrong answers in a batch, by sureness: neither falling nor rising, nor by the true class's share."""

SURE = (0.88, 0.7, 0.48)
"""How sure the network is of three wrong answers."""

TRUE = (0.06, 0.02, 0.24)
"""What it gives to their true classes: sorting by this gives another order."""


def _row(rng, classes, top, second):
    """Shares with `top` at one place and `second` at another; the rest is split evenly."""
    winner, other = (int(one) for one in rng.choice(classes, 2, replace=False))
    shares = np.full(classes, (1 - top - second) / (classes - 2))
    shares[winner], shares[other] = top, second
    return shares, winner, other


def _guesses(rng, rows=None, classes=None):
    """Three wrong answers among right ones; the first is right."""
    if rows is None:
        rows, classes = [int(one) for one in rng.permutation([6, 7, 4, 5])[:2]]
        rows = max(rows, 5) + (rows == classes)
        rows += rows == classes
    kinds = [None] * (rows - 3)
    places = np.sort(rng.choice(np.arange(1, rows), 3, replace=False))
    for place, kind in zip(places, ROW_ORDERS[int(rng.integers(3))], strict=True):
        kinds.insert(int(place), kind)
    probabilities, labels = [], []
    for index, kind in enumerate(kinds):
        top = SURE[kind] if kind is not None else 0.5 + 0.45 * (index + 1) / (rows + 1)
        shares, winner, other = _row(rng, classes, top, TRUE[kind] if kind is not None else 0.05)
        probabilities.append(shares)
        labels.append(winner if kind is None else other)
    return {"probabilities": np.round(probabilities, 4), "labels": np.array(labels)}


def _rows(answer, probabilities, labels):
    """Row numbers as one array, so that a list of them meets the same hints as an array."""
    found = answer(probabilities, labels)
    if isinstance(found, list | tuple) and all(isinstance(one, int | np.integer) for one in found):
        return np.array(found, dtype=int)
    return found


def _in_words(inputs, outputs, expected):
    found, right = (np.ravel(next(iter(one.values()))) for one in (outputs, expected))
    if found.shape == right.shape and np.array_equal(np.sort(found), np.sort(right)):
        first = int(right[0])
        sure = inputs["probabilities"][first].max()
        return f"These are the right rows in another order: row {first}, the surest with {sure:.2f}, comes first."
    wrong = int(np.sum(inputs["probabilities"].argmax(axis=1) != inputs["labels"]))
    return f"{wrong} of {len(inputs['labels'])} rows have their largest share at a wrong class."


surest_mistakes = Exercise(
    name="surest_mistakes",
    lesson=LESSON,
    behaviours=[
        Behaviour(
            "the rows that are read wrongly, the surest first",
            _guesses,
            cases=[
                {
                    "probabilities": np.array(
                        [[0.8, 0.1, 0.1], [0.5, 0.3, 0.2], [0.0, 0.1, 0.9], [0.2, 0.7, 0.1]]
                    ),
                    "labels": np.array([0, 1, 1, 0]),
                }
            ],
        ),
        Behaviour("it works with as many images as classes", lambda rng: _guesses(rng, 6, 6)),
        Behaviour("your inputs are left as they were", _guesses, unchanged=True),
    ],
    run=_rows,
    returns="list",
    remark=_in_words,
)


# Find the bug


def _counts(rng, never=False):
    """Counts of which no row sums to what its column sums to."""
    while True:
        classes = int(rng.integers(3, 6))
        matrix = rng.integers(0, 4, (classes, classes))
        matrix[np.arange(classes), np.arange(classes)] = rng.integers(4, 15, classes)
        if never:
            matrix[:, int(rng.integers(0, classes))] = 0
        if (matrix.sum(axis=0) != matrix.sum(axis=1)).all() and matrix.sum(axis=1).min() > 0:
            return {"matrix": matrix}


repair_digit_shares = Exercise(
    name="repair_digit_shares",
    lesson=LESSON,
    behaviours=[
        Behaviour(
            "of each class's samples, the share that is read",
            _counts,
            cases=[{"matrix": np.array([[3, 1], [2, 8]])}],
        ),
        Behaviour(
            "a class that is never answered gets 0, and quietly",
            lambda rng: _counts(rng, never=True),
            cases=[{"matrix": np.array([[3, 0, 1], [1, 0, 3], [0, 0, 5]])}],
            quiet=True,
        ),
        Behaviour("the matrix is left as it was", _counts, unchanged=True),
    ],
)

EXERCISES = [
    baseline,
    digits_exercise,
    confusion_matrix,
    most_confused,
    surest_mistakes,
    repair_digit_shares,
]
PREDICTIONS = [
    Prediction("remember_network_he", LESSON, decimals=3),
    Prediction("remember_network_dropout", LESSON, decimals=1),
    Prediction("remember_network_accuracy", LESSON, decimals=1),
    Prediction("predict_network_parameters", LESSON),
    Prediction("predict_network_lines", LESSON),
    Prediction("predict_network_cell", LESSON),
    Prediction("predict_network_lazy", LESSON, decimals=2),
    Prediction("predict_network_bug", LESSON),
]
