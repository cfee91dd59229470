"""Lesson 00: numbers that its text states, and properties of its answers."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from neuronlab.checking import NotAnswered
from neuronlab.plots.start import HERD, draw_broadcast, draw_distances
from neuronlab.practice import COUNT, judge_practice
from solutions import oracle
from solutions.reference.arrays import (
    column_means,
    double,
    repair_largest_rise,
    row_distances,
    scale_rows,
    swap_rows,
)

TABLE = np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
values = st.floats(-1e6, 1e6)
tables = arrays.arrays(float, arrays.array_shapes(min_dims=2, max_dims=2), elements=values)


def test_worked_examples_of_the_text():
    np.testing.assert_array_equal(
        column_means(np.array([[1.0, 10.0], [2.0, 20.0], [6.0, 60.0]])), [3, 30]
    )
    np.testing.assert_array_equal(
        scale_rows(TABLE, np.array([100.0, 10.0, 1.0])), [[100, 200], [30, 40], [5, 6]]
    )
    assert row_distances(np.array([[1.0, 13.0]]), np.array([6.0, 1.0])).tolist() == [13]
    assert row_distances(np.array([[4.0, 5.0]]), np.array([1.0, 1.0])).tolist() == [5]
    np.testing.assert_array_equal(swap_rows(TABLE, 0, 2), [[5, 6], [3, 4], [1, 2]])


def test_the_bug_gives_four_and_the_repair_two():
    today, yesterday = np.array([15.0, 20.0, 11.0]), np.array([[19.0], [18.0], [16.0]])
    assert (today - yesterday).shape == (3, 3)
    assert (today - yesterday).max() == 4
    assert repair_largest_rise(today, yesterday) == 2


def test_products_of_the_text():
    left, right = np.array([[2, 0, 1], [1, 3, -1]]), np.array([[1, 4], [5, 2], [3, 0]])
    np.testing.assert_array_equal(left @ right, [[5, 8], [13, 10]])
    assert np.array([2, -1, 3]) @ np.array([10, 4, 1]) == 19


def test_four_shapes_fit_under_three_by_two():
    sizes = range(1, 5)
    fitting = [shape for shape in itertools.product(sizes, sizes) if _fits((3, 2), shape)]
    assert len(fitting) == 4


def _fits(one, other):
    try:
        np.broadcast_shapes(one, other)
    except ValueError:
        return False
    return True


def test_nearest_dot_of_the_picture():
    distances = row_distances(HERD, np.array([0.5, -0.5]))
    assert HERD[np.argmin(distances)].tolist() == [1.0, 0.5]
    assert round(distances.min(), 1) == 1.1


@given(tables)
def test_doubling_is_adding_to_itself(X):
    np.testing.assert_array_equal(double(X), X + X)
    np.testing.assert_array_equal(double(X.tolist()), X + X)


@given(tables)
def test_means_lie_between_smallest_and_largest(X):
    means, room = column_means(X), 1e-9 * (1 + np.abs(X).max())
    assert (X.min(axis=0) - room <= means).all()
    assert (means <= X.max(axis=0) + room).all()


@given(tables)
def test_distances_are_not_negative_and_zero_to_oneself(X):
    distances = row_distances(X, X[0])
    assert distances[0] == 0
    assert (distances >= 0).all()


@given(tables, st.data())
def test_swapping_twice_changes_nothing(X, data):
    rows = st.integers(0, len(X) - 1)
    i, j = data.draw(rows), data.draw(rows)
    np.testing.assert_array_equal(swap_rows(swap_rows(X, i, j), i, j), X)


def test_every_order_of_lines_is_right_or_named():
    """The check knows what is the matter with every order that finds the means once, or never."""
    right = set()
    for length in range(1, 6):
        for letters in itertools.permutations("ABCDE", length):
            order = "".join(letters)
            verdict = oracle.judge_live("center_order", lambda order=order: order, 1)
            if verdict.status == "holds":
                right.add(order)
            elif not {"D", "E"} <= set(letters):
                assert verdict.mistakes, order
    assert {"DAC", "EDAC"} <= right
    assert all("DAC" in order.replace("E", "") for order in right)


@pytest.mark.parametrize("order", ["", "D A F", "D D A C", 7, None])
def test_an_order_that_is_none_is_told_so(order):
    verdict = oracle.judge_live("center_order", lambda: order, 1)
    assert verdict.finding.stage == "raised"
    assert verdict.finding.seen.raised.kind == "Unsuitable"


def test_practice_names_zero_and_is_satisfied_without_it():
    first = judge_practice(lambda numbers: sum(number >= 0 for number in numbers))
    assert [one.name for one in first.mistakes] == ["zero counted"]
    assert first.holds == (True, True, False)
    assert first.finding.message == "Your count is 1 too high."
    assert judge_practice(lambda numbers: sum(number > 0 for number in numbers)).status == "holds"
    other = judge_practice(lambda numbers: sum(number < 0 for number in numbers))
    assert [one.name for one in other.mistakes] == ["below zero counted"]
    assert len(COUNT.behaviours) == 3


@pytest.mark.parametrize("shapes", list(itertools.product([1, 3, 4], repeat=4)))
def test_the_explorer_draws_every_pair_of_shapes(shapes):
    assert draw_broadcast(*map(float, shapes)).axes


def test_the_distance_picture_waits_for_an_answer():
    def unanswered(X, point):
        raise NotImplementedError

    with pytest.raises(NotAnswered):
        draw_distances(unanswered, 0, 0)
    with pytest.raises(NotAnswered):
        draw_distances(lambda X, point: X, 0, 0)
    assert draw_distances(row_distances, 0, 0).axes
