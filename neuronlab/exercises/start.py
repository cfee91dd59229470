"""Lesson 00: arrays, axes, broadcasting, views and copies."""

import numpy as np

from neuronlab.draws import number, numbers, sizes
from neuronlab.exercise import Behaviour, Exercise, Prediction
from neuronlab.ordering import assemble

LESSON = "00_start"


def _flat(rng):
    return {"x": numbers(rng, int(rng.integers(3, 6)), scale=3)}


def _list(rng):
    return {"x": _flat(rng)["x"].tolist()}


def _rows_and_columns(rng):
    return {"x": numbers(rng, *sizes(rng, 2, high=4), scale=3)}


double = Exercise(
    name="double",
    lesson=LESSON,
    behaviours=[
        Behaviour(
            "the numbers of an array are doubled",
            _flat,
            cases=[{"x": np.array([1.0, 2.0, 3.0])}],
        ),
        Behaviour(
            "the numbers of a list are doubled, and come back as an array",
            _list,
            cases=[{"x": [1.0, 2.5, 3.0]}],
        ),
        Behaviour("it works with rows and columns", _rows_and_columns),
        Behaviour("your input is left as it was", _flat, unchanged=True),
    ],
)


def _table(rng):
    rows, columns = sizes(rng, 2, low=3)
    return {"X": numbers(rng, rows, columns, scale=4)}


def _square(rng):
    size = int(rng.integers(3, 5))
    return {"X": numbers(rng, size, size, scale=4)}


def _one_row(rng):
    return {"X": numbers(rng, 1, int(rng.integers(2, 5)), scale=4)}


column_means = Exercise(
    name="column_means",
    lesson=LESSON,
    behaviours=[
        Behaviour(
            "every column gives its mean",
            _table,
            cases=[{"X": np.array([[1.0, 10.0], [2.0, 20.0], [6.0, 60.0]])}],
        ),
        Behaviour("it works with as many rows as columns", _square),
        Behaviour("one row is its own mean", _one_row, cases=[{"X": np.array([[4.0, 7.0]])}]),
        Behaviour("your input is left as it was", _table, unchanged=True),
    ],
)

ORDER_LINES = {
    "A": "    centered = X - means",
    "B": "    X -= means",
    "C": "    return centered",
    "D": "    means = X.mean(axis=1, keepdims=True)",
    "E": "    means = X.mean(axis=1)",
}
"""The lines that `center_order` puts in order; the lesson shows them too."""


def _run_order(answer, X):
    """Put the lines together as the letters say, and run them."""
    return assemble(answer(), "def assembled(X):", ORDER_LINES, every=False, given={"np": np})(X)


center_order = Exercise(
    name="center_order",
    lesson=LESSON,
    behaviours=[
        Behaviour(
            "every row has the mean zero afterwards",
            _table,
            cases=[{"X": np.array([[1.0, 2.0, 6.0], [10.0, 20.0, 60.0]])}],
        ),
        Behaviour("it works with as many rows as columns", _square),
        Behaviour("your input is left as it was", _table, unchanged=True),
    ],
    run=_run_order,
)


def _factors(rng, rows):
    """Readable factors, all different, no 0 and no 1 among them."""
    return rng.permutation([2.0, 10.0, -1.0, 0.5, 3.0, -4.0, 100.0])[:rows]


def _with_factors(draw):
    def drawn(rng):
        X = draw(rng)["X"]
        return {"X": X, "factors": _factors(rng, len(X))}

    return drawn


def _one_column(rng):
    return {"X": numbers(rng, int(rng.integers(2, 5)), 1, scale=4)}


scale_rows = Exercise(
    name="scale_rows",
    lesson=LESSON,
    behaviours=[
        Behaviour(
            "every row is multiplied by its own factor",
            _with_factors(_table),
            cases=[
                {
                    "X": np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]),
                    "factors": np.array([100.0, 10.0, 1.0]),
                }
            ],
        ),
        Behaviour(
            "it works with as many rows as columns",
            _with_factors(_square),
            cases=[{"X": np.array([[1.0, 2.0], [3.0, 4.0]]), "factors": np.array([1.0, 10.0])}],
        ),
        Behaviour("it works with one column", _with_factors(_one_column)),
        Behaviour("your inputs are left as they were", _with_factors(_table), unchanged=True),
    ],
)


def _with_point(draw):
    def drawn(rng):
        X = draw(rng)["X"]
        return {"X": X, "point": numbers(rng, X.shape[1], scale=4)}

    return drawn


def _distances_remark(inputs, outputs, expected):
    found = outputs[""]
    if found.shape == expected[""].shape and (found < 0).any():
        return "A distance is never below zero, and one of yours is."
    return ""


row_distances = Exercise(
    name="row_distances",
    lesson=LESSON,
    behaviours=[
        Behaviour(
            "every row gives its distance to the point",
            _with_point(_table),
            cases=[
                {
                    "X": np.array([[4.0, 5.0], [1.0, 1.0], [-5.0, 9.0]]),
                    "point": np.array([1.0, 1.0]),
                }
            ],
        ),
        Behaviour("it works with as many rows as columns", _with_point(_square)),
        Behaviour("it works with one row", _with_point(_one_row)),
        Behaviour("your inputs are left as they were", _with_point(_table), unchanged=True),
    ],
    remark=_distances_remark,
)


def _days(rng):
    """Two days of readings: the largest rise is none of the numbers that a mistake would give."""
    while True:
        count = int(rng.integers(3, 6))
        today = np.array([number(rng, 5, 30, 1) for _ in range(count)])
        yesterday = np.array([number(rng, 5, 30, 1) for _ in range(count)])
        rises = np.round(today - yesterday, 1)
        if (
            rises.max() > 0
            and -rises.min() > rises.max() + 0.5
            and rises[0] != rises.max()
            and rises[-1] != rises.max()
            and today.max() - yesterday.min() > rises.max() + 0.5
            and abs(today.max() - yesterday.max() - rises.max()) > 0.5
        ):
            return today, yesterday


def _readings(today_is_column, yesterday_is_column):
    def drawn(rng):
        today, yesterday = _days(rng)
        return {
            "today": today[:, np.newaxis] if today_is_column else today,
            "yesterday": yesterday[:, np.newaxis] if yesterday_is_column else yesterday,
        }

    return drawn


repair_largest_rise = Exercise(
    name="repair_largest_rise",
    lesson=LESSON,
    behaviours=[
        Behaviour(
            "today flat, yesterday a column",
            _readings(False, True),
            cases=[
                {
                    "today": np.array([15.0, 20.0, 11.0]),
                    "yesterday": np.array([[19.0], [18.0], [16.0]]),
                }
            ],
        ),
        Behaviour("today a column, yesterday flat", _readings(True, False)),
        Behaviour("both flat", _readings(False, False)),
        Behaviour("both columns", _readings(True, True)),
        Behaviour("your inputs are left as they were", _readings(False, True), unchanged=True),
    ],
    returns="number",
)


def _with_two_rows(draw):
    def drawn(rng):
        X = draw(rng)["X"]
        first, second = rng.permutation(len(X))[:2]
        return {"X": X, "i": int(first), "j": int(second)}

    return drawn


swap_rows = Exercise(
    name="swap_rows",
    lesson=LESSON,
    behaviours=[
        Behaviour(
            "two rows change places",
            _with_two_rows(_table),
            cases=[{"X": np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]), "i": 0, "j": 2}],
        ),
        Behaviour("it works with as many rows as columns", _with_two_rows(_square)),
        Behaviour("your input is left as it was", _with_two_rows(_table), unchanged=True),
    ],
    extra=True,
)

EXERCISES = [
    double,
    column_means,
    center_order,
    scale_rows,
    row_distances,
    repair_largest_rise,
    swap_rows,
]
PREDICTIONS = [
    Prediction("predict_list", LESSON),
    Prediction("predict_view", LESSON),
    Prediction("predict_axis", LESSON),
    Prediction("predict_stretch", LESSON),
    Prediction("predict_no_fit", LESSON),
    Prediction("predict_product_shape", LESSON),
    Prediction("predict_distance", LESSON),
    Prediction("predict_start_bug", LESSON),
]
