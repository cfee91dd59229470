"""Lesson 05: loss."""

import numpy as np

from neuronlab.draws import number, numbers, sizes
from neuronlab.exercise import Behaviour, Exercise, Prediction

LESSON = "05_loss"

THREE = np.array([[0.7, 0.1, 0.2], [0.1, 0.5, 0.4], [0.02, 0.9, 0.08]])
"""Three samples that the lesson follows; their true classes are 0, 1 and 1."""


Sample = tuple[np.ndarray, int]
"""A row of values, one a class, and the true class."""


def _batch(name, samples):
    """Samples as the arrays that an answer is given."""
    values, labels = zip(*samples, strict=True)
    return {name: np.array(values), "labels": np.array(labels)}


def _with_rows(draw):
    """The same draw with a row for each label."""

    def drawn(rng):
        inputs = draw(rng)
        classes = next(iter(inputs.values())).shape[1]
        rows = [[float(place == label) for place in range(classes)] for label in inputs["labels"]]
        return {**inputs, "labels": np.array(rows)}

    return drawn


def _shares(rng, classes):
    """Hundredths that sum to one, no two alike and none below 0.02, largest first."""
    while True:
        cuts = np.sort(rng.choice(np.arange(2, 99), classes - 1, replace=False))
        row = np.diff([0, *cuts, 100])
        if row.min() > 1 and len(set(row.tolist())) == classes:
            return np.sort(row)[::-1] / 100


def _sample(rng, values, right):
    """The values in some order; the true class is the winner, or it is any other."""
    order = rng.permutation(len(values))
    places = np.argsort(order)
    place = 0 if right else int(rng.integers(1, len(values)))
    return values[order], int(places[place])


def _samples(rng, row, rows=None, classes=None):
    """Some samples of which the winner is right for the first only; their classes are not all one."""
    if rows is None:
        rows, classes = sizes(rng, 2, low=3)
    while True:
        found = [_sample(rng, row(rng, classes), right=index == 0) for index in range(rows)]
        if rows == 1 or len({label for _, label in found}) > 1:
            return [found[index] for index in rng.permutation(rows)]


def _sparse(rng):
    return _batch("probabilities", _samples(rng, _shares))


def _single(rng):
    classes = int(rng.integers(3, 6))
    return _batch("probabilities", [_sample(rng, _shares(rng, classes), right=False)])


# One row for each label


def _some_labels(rng):
    """Labels whose last classes have no sample."""
    rows = int(rng.integers(3, 6))
    highest = int(rng.integers(2, 4))
    labels = rng.permutation([highest, 0, *rng.integers(0, highest + 1, rows - 2)])
    return {"labels": labels, "n_classes": highest + 1 + int(rng.integers(1, 3))}


def _all_classes(rng):
    """As many labels as classes, the last class among them, one class twice and one not at all."""
    while True:
        labels = rng.permutation([3, *rng.integers(0, 4, 3)])
        if len(set(labels.tolist())) == 3:
            return {"labels": labels, "n_classes": 4}


one_hot = Exercise(
    name="one_hot",
    lesson=LESSON,
    behaviours=[
        Behaviour(
            "each row has its 1 at the class of its label",
            _all_classes,
            cases=[{"labels": np.array([2, 0, 0]), "n_classes": 3}],
        ),
        Behaviour(
            "a class without samples keeps its column",
            _some_labels,
            cases=[{"labels": np.array([1, 0]), "n_classes": 4}],
        ),
        Behaviour(
            "one label makes one row",
            lambda rng: {"labels": rng.integers(2, 4, 1), "n_classes": int(rng.integers(5, 8))},
        ),
    ],
)


# One sample


def _one(rng):
    shares, label = _sample(rng, _shares(rng, int(rng.integers(3, 6))), right=False)
    return {"probabilities": shares, "label": label}


def _sure_of_one(classes):
    return np.array([1.0] + [0.0] * (classes - 1))


def _certain_one(rng, right):
    shares, label = _sample(rng, _sure_of_one(int(rng.integers(3, 6))), right)
    return {"probabilities": shares, "label": label}


def _one_beside_zero(rng):
    """Another class has a probability of 0."""
    drawn = _one(rng)
    return {**drawn, "probabilities": np.append(drawn["probabilities"], 0.0)}


def _told_apart(right, found):
    """Two numbers in words, with as many digits as show that they differ."""
    for digits in (6, 9, 12):
        said = f"{float(right):.{digits}g}", f"{float(found) + 0.0:.{digits}g}"
        if said[0] != said[1]:
            return said
    return repr(float(right)), repr(float(found))


def _surprise_remark(inputs, outputs, expected):
    found = float(outputs[""])
    if found < 0:
        return f"A surprise is never below 0, and yours is {found:.3f}."
    if found > 16.2:
        return f"With the clip no surprise is above 16.118, and yours is {found:.3f}."
    return "The surprise should be {}; yours is {}.".format(*_told_apart(expected[""], found))


cross_entropy_one = Exercise(
    name="cross_entropy_one",
    lesson=LESSON,
    behaviours=[
        Behaviour(
            "it is the surprise at the true class",
            _one,
            cases=[{"probabilities": np.array([0.7, 0.1, 0.2]), "label": 2}],
        ),
        Behaviour(
            "a probability of 0 costs 16.118, and is quiet",
            lambda rng: _certain_one(rng, right=False),
            cases=[{"probabilities": np.array([0.0, 1.0]), "label": 0}],
            quiet=True,
        ),
        Behaviour(
            "a probability of 1 costs 0.0000001",
            lambda rng: _certain_one(rng, right=True),
            cases=[{"probabilities": np.array([0.0, 1.0]), "label": 1}],
        ),
        Behaviour(
            "your input is left as it was",
            _one_beside_zero,
            unchanged=True,
        ),
    ],
    returns="number",
    rtol=0,
    atol=1e-9,
    remark=_surprise_remark,
)


# A batch


def _certain_samples(rng):
    """Rows that are sure of one class, some rightly and some not."""
    rows, classes = sizes(rng, 2, low=3)
    wrong = int(rng.integers(1, rows))
    return [_sample(rng, _sure_of_one(classes), right=index >= wrong) for index in range(rows)]


def _partly_certain(rng):
    """Shares of every size, a row that is sure of its class, and one that is sure of another."""
    found = _samples(rng, _shares)
    sure = _sure_of_one(len(found[0][0]))
    return _batch(
        "probabilities", [*found, *(_sample(rng, sure, right) for right in (True, False))]
    )


def _mean_remark(inputs, outputs, expected):
    found, right = float(outputs[""]), float(expected[""])
    if found < 0:
        return f"A mean of surprises is never below 0, and yours is {found:.3f}."
    if not found > 16.2:
        return "The mean surprise should be {}; yours is {}.".format(*_told_apart(right, found))
    return f"With the clip no mean is above 16.118, and yours is {found:.3f}."


cross_entropy = Exercise(
    name="cross_entropy",
    lesson=LESSON,
    behaviours=[
        Behaviour(
            "sparse labels: the mean of the surprises",
            _sparse,
            cases=[
                {
                    "probabilities": np.array([[0.5, 0.2, 0.3], [0.1, 0.6, 0.3]]),
                    "labels": np.array([0, 2]),
                },
                {"probabilities": THREE, "labels": np.array([0, 1, 1])},
            ],
        ),
        Behaviour(
            "one-hot labels: the same mean",
            _with_rows(_sparse),
            cases=[
                {
                    "probabilities": np.array([[0.5, 0.2, 0.3], [0.1, 0.6, 0.3]]),
                    "labels": np.array([[1.0, 0.0, 0.0], [0.0, 0.0, 1.0]]),
                },
                {"probabilities": THREE, "labels": np.array([[1.0, 0, 0], [0, 1, 0], [0, 1, 0]])},
            ],
        ),
        Behaviour(
            "a batch of one sample",
            _single,
            cases=[{"probabilities": np.array([[0.2, 0.5, 0.3]]), "labels": np.array([2])}],
        ),
        Behaviour(
            "probabilities of 0 and 1 are clipped, and quiet",
            _partly_certain,
            cases=[
                {"probabilities": np.array([[0.0, 1.0]]), "labels": np.array([0])},
                {"probabilities": np.array([[0.0, 1.0]]), "labels": np.array([1])},
            ],
            quiet=True,
        ),
        Behaviour("your inputs are left as they were", _partly_certain, unchanged=True),
    ],
    returns="number",
    rtol=0,
    atol=1e-9,
    remark=_mean_remark,
)


# From raw scores


def _row_of_scores(rng, classes):
    return np.sort(numbers(rng, classes, scale=2))[::-1]


def _scores(rng):
    return _batch("scores", _samples(rng, _row_of_scores))


def _far(rng):
    """As many samples as classes, at very different heights; one is sure of the wrong class."""
    size = int(rng.integers(3, 5))
    found = _samples(rng, _row_of_scores, size, size)
    heights = rng.permutation([0.0, 30.0, 1000.0, -1000.0][:size])
    found = [(row + height, label) for (row, label), height in zip(found, heights, strict=True)]
    row, label = found[0]
    row[label] -= number(rng, 1000, 2000)
    return _batch("scores", found)


def _sure(rng):
    """Right, and surer than the clip can tell: about 18 above the others. The classes are not all one."""
    rows, classes = sizes(rng, 2)
    found = []
    for place in rng.permutation(rows):
        row, label = numbers(rng, classes, scale=0.3), int(place) % classes
        row[label] += number(rng, 17.5, 18.5)
        found.append((row, label))
    return _batch("scores", found)


def _never_negative(inputs, outputs, expected):
    found = float(outputs[""])
    return f"This loss is never below 0, and yours is {found:.3f}." if found < -1e-9 else ""


cross_entropy_from_scores = Exercise(
    name="cross_entropy_from_scores",
    lesson=LESSON,
    behaviours=[
        Behaviour(
            "ordinary scores: as softmax and cross-entropy would give",
            _scores,
            cases=[{"scores": np.array([[1.0, 2.0, 3.0]]), "labels": np.array([1])}],
        ),
        Behaviour(
            "one-hot labels: the same",
            _with_rows(_scores),
            cases=[
                {
                    "scores": np.array([[1.0, 2.0, 3.0], [0.0, 0.0, 1.0]]),
                    "labels": np.array([[0.0, 1.0, 0.0], [1.0, 0.0, 0.0]]),
                }
            ],
        ),
        Behaviour(
            "scores of 1000 and -1000 give a finite loss, and quiet",
            _far,
            cases=[
                {"scores": np.array([[1000.0, 0.0]]), "labels": np.array([1])},
                {"scores": np.array([[1000.0, 0.0]]), "labels": np.array([0])},
                {"scores": np.array([[-1000.0, -1001.0]]), "labels": np.array([0])},
                # without a shift these pass, and with a shift to the wrong side they do not
                {"scores": np.array([[400.0, 399.0]]), "labels": np.array([1])},
            ],
            quiet=True,
        ),
        Behaviour(
            "right and very sure: a loss below 0.0000001",
            _sure,
            cases=[{"scores": np.array([[18.0, 0.0]]), "labels": np.array([0])}],
        ),
        Behaviour("your inputs are left as they were", _scores, unchanged=True),
    ],
    returns="number",
    rtol=1e-7,
    atol=1e-11,
    remark=_never_negative,
)


# Counting


def _below_half(rng, classes):
    """Shares of which even the largest is below one half."""
    while True:
        shares = _shares(rng, classes)
        if shares[0] < 0.5:
            return shares


def _guesses(rng):
    """Some right and some wrong, not half of them; one is right with a share below one half."""
    rows, classes = sizes(rng, 2, low=3)
    right = int(rng.integers(1, rows))
    if 2 * right == rows:
        right -= 1
    found = [_sample(rng, _shares(rng, classes), right=index < right) for index in range(rows)]
    found[0] = _sample(rng, _below_half(rng, classes), right=True)
    return _batch("probabilities", [found[index] for index in rng.permutation(rows)])


def _square_guesses(rng):
    """Three samples, three classes: winners lie so that down the columns they are at other places."""
    step, odd = int(rng.integers(1, 3)), int(rng.integers(0, 3))
    found = []
    for row in range(3):
        small = number(rng, 0.02, 0.2)
        shares = np.roll([round(0.78 - small, 2), small, 0.22], (row + step) % 3)
        found.append((shares, row if row == odd else (row + step) % 3))
    return _batch("probabilities", found)


def _share_remark(inputs, outputs, expected):
    found, rows = float(outputs[""]), len(inputs["probabilities"])
    if found > 1:
        return f"An accuracy is a share, from 0 to 1; yours is {found:g}."
    right = round(float(expected[""]) * rows)
    return f"{right} of {rows} samples have their largest probability at the true class."


accuracy = Exercise(
    name="accuracy",
    lesson=LESSON,
    behaviours=[
        Behaviour(
            "the share of samples whose winner is the true class",
            _guesses,
            cases=[
                {
                    "probabilities": np.array([[0.4, 0.3, 0.3], [0.1, 0.2, 0.7]]),
                    "labels": np.array([0, 2]),
                },
                {
                    "probabilities": np.array(
                        [[0.7, 0.2, 0.1], [0.5, 0.1, 0.4], [0.02, 0.9, 0.08]]
                    ),
                    "labels": np.array([0, 1, 1]),
                },
                {  # the largest share of all stands at 0: it is no winner of a row, and it is not nothing
                    "probabilities": np.array([[0.9, 0.1], [0.2, 0.8], [0.3, 0.7]]),
                    "labels": np.array([0, 1, 1]),
                },
            ],
        ),
        Behaviour(
            "it works with as many samples as classes",
            _square_guesses,
            cases=[
                {  # the largest share of all has no class for its place
                    "probabilities": np.array(
                        [[0.2, 0.5, 0.3], [0.6, 0.3, 0.1], [0.05, 0.85, 0.1]]
                    ),
                    "labels": np.array([0, 0, 1]),
                }
            ],
        ),
        Behaviour(
            "one-hot labels: the same share",
            _with_rows(_guesses),
            cases=[
                {
                    "probabilities": np.array([[0.4, 0.3, 0.3], [0.1, 0.2, 0.7]]),
                    "labels": np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]]),
                },
                {
                    "probabilities": np.array([[0.6, 0.3, 0.1], [0.2, 0.7, 0.1], [0.5, 0.1, 0.4]]),
                    "labels": np.array([[0.0, 0.0, 1.0], [0.0, 1.0, 0.0], [1.0, 0.0, 0.0]]),
                },
            ],
        ),
    ],
    returns="number",
    remark=_share_remark,
)


# Find the bug


def _mild(rng):
    """Every true class leads by so much that its share is above 0.4: no surprise reaches 1."""
    rows, classes = sizes(rng, 2, high=5)
    found = []
    for _ in range(rows):
        row = _row_of_scores(rng, classes)
        row[0] = round(row[1] + number(rng, 1.3, 2), 2)
        found.append(_sample(rng, row, right=True))
    return _batch("scores", found)


def _missed(rng):
    """Every true class lies so low that its share is below 0.3: every surprise is above 1."""
    rows, classes = sizes(rng, 2, high=5)
    found = []
    for _ in range(rows):
        row, label = numbers(rng, classes), int(rng.integers(0, classes))
        row[label] = round(row.min() - number(rng, 1, 3), 2)
        found.append((row, label))
    return _batch("scores", found)


def _saturated(rng):
    return _batch("scores", [(2000 * row - 1000, label) for row, label in _certain_samples(rng)])


repair_clip = Exercise(
    name="repair_clip",
    lesson=LESSON,
    behaviours=[
        Behaviour("surprises below 1 stay as they were", _mild),
        Behaviour(
            "a surprise above 1 counts in full",
            _missed,
            cases=[{"scores": np.array([[0.0, 3.0]]), "labels": np.array([0])}],
        ),
        Behaviour(
            "scores of 1000 and -1000 are clipped on both sides, and quiet",
            _saturated,
            cases=[
                {"scores": np.array([[1000.0, -1000.0]]), "labels": np.array([1])},
                {"scores": np.array([[1000.0, -1000.0]]), "labels": np.array([0])},
            ],
            quiet=True,
        ),
    ],
    returns="number",
    rtol=0,
    atol=1e-9,
    remark=_mean_remark,
)


# Extra: a yes or a no, and distances


def _yes_or_no(rng):
    rows = int(rng.integers(3, 7))
    y = rng.permutation([0.0, 1.0, *rng.integers(0, 2, rows - 2)])
    return {"p": np.round(rng.uniform(0.05, 0.95, rows), 2), "y": y}


def _certain_yes_or_no(rng):
    """Sure of yes and of no, rightly and wrongly."""
    order = rng.permutation(4)
    return {"p": np.array([0.0, 0.0, 1.0, 1.0])[order], "y": np.array([0.0, 1.0, 0.0, 1.0])[order]}


binary_cross_entropy = Exercise(
    name="binary_cross_entropy",
    lesson=LESSON,
    behaviours=[
        Behaviour(
            "the mean surprise at yes and at no",
            _yes_or_no,
            cases=[{"p": np.array([0.9, 0.2]), "y": np.array([1.0, 0.0])}],
        ),
        Behaviour(
            "probabilities of 0 and 1 are clipped, and quiet",
            _certain_yes_or_no,
            cases=[
                {"p": np.array([0.0]), "y": np.array([1.0])},
                {"p": np.array([1.0]), "y": np.array([0.0])},
                {"p": np.array([1.0]), "y": np.array([1.0])},
                {"p": np.array([0.0]), "y": np.array([0.0])},
            ],
            quiet=True,
        ),
        Behaviour("your inputs are left as they were", _certain_yes_or_no, unchanged=True),
    ],
    returns="number",
    rtol=0,
    atol=1e-9,
    remark=_mean_remark,
    extra=True,
)


def _pairs(rng):
    rows, columns = sizes(rng, 2)
    return {
        "predicted": numbers(rng, rows, columns, scale=2),
        "target": numbers(rng, rows, columns, scale=2),
    }


def _flat_and_column(rng):
    """N numbers on either side, one side as a column."""
    rows = int(rng.integers(3, 6))
    target = rng.permutation([-3.0, -1.0, 0.0, 2.0, 4.0, 5.0])[:rows]
    signs = rng.permutation([1.0, -1.0, *rng.choice([1.0, -1.0], rows - 2)])
    predicted = np.round(target + signs * rng.uniform(0.1, 0.9, rows), 2)
    if rng.integers(2):
        return {"predicted": predicted[:, np.newaxis], "target": target}
    return {"predicted": predicted, "target": target[:, np.newaxis]}


def _distance_behaviours(what):
    return [
        Behaviour(
            f"{what}, over all entries",
            _pairs,
            cases=[
                {
                    "predicted": np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]),
                    "target": np.array([[1.0, 4.0], [0.0, 4.0], [5.0, 7.0]]),
                }
            ],
        ),
        Behaviour(
            "a column against flat numbers, entry by entry",
            _flat_and_column,
            cases=[
                {"predicted": np.array([[1.0], [2.0]]), "target": np.array([1.0, 4.0])},
                {"predicted": np.array([1.0, 2.0]), "target": np.array([[1.0], [4.0]])},
            ],
        ),
        Behaviour("your inputs are left as they were", _pairs, unchanged=True),
    ]


def _distance_remark(inputs, outputs, expected):
    found = float(outputs[""])
    return f"This mean is never below 0, and yours is {found:.3f}." if found < 0 else ""


mean_squared_error = Exercise(
    name="mean_squared_error",
    lesson=LESSON,
    behaviours=_distance_behaviours("the mean of the squared misses"),
    returns="number",
    remark=_distance_remark,
    extra=True,
)

mean_absolute_error = Exercise(
    name="mean_absolute_error",
    lesson=LESSON,
    behaviours=_distance_behaviours("the mean size of the misses"),
    returns="number",
    remark=_distance_remark,
    extra=True,
)

EXERCISES = [
    cross_entropy_one,
    one_hot,
    cross_entropy,
    cross_entropy_from_scores,
    accuracy,
    repair_clip,
    binary_cross_entropy,
    mean_squared_error,
    mean_absolute_error,
]
PREDICTIONS = [
    Prediction("remember_shares", LESSON, decimals=2),
    Prediction("remember_shape", LESSON),
    Prediction("remember_parameters", LESSON),
    Prediction("predict_half", LESSON, decimals=3),
    Prediction("predict_ceiling", LESSON, decimals=3),
    Prediction("predict_columns", LESSON),
    Prediction("predict_first_loss", LESSON, decimals=3),
    Prediction("predict_far_off", LESSON, decimals=0),
    Prediction("predict_lines", LESSON),
    Prediction("predict_loss_bug", LESSON),
]
