"""Predictions: one value however it is written, a hint for likely others, and nothing to read."""

from __future__ import annotations

import numpy as np
import pytest

from neuronlab import check, expected
from neuronlab.checking import NotAnswered, NotYet
from neuronlab.exercises import predictions
from tests.course import REPO
from tools import build

VALUES = build.values_of_predictions(REPO)


@pytest.mark.parametrize("name", predictions())
def test_right_predictions_hold(name, capsys):
    check(name, VALUES[name])
    assert "yes, that is it" in capsys.readouterr().out


@pytest.mark.parametrize("name", predictions())
def test_others_do_not(name):
    with pytest.raises(NotYet):
        check(name, "something quite different")
    with pytest.raises(NotAnswered):
        check(name, None)


@pytest.mark.parametrize(
    ("one", "other", "decimals"),
    [
        (2.3, 2.3000000001, 1),
        (2.3, "2.30", 1),
        (2.3, np.float32(2.3), 3),
        (2.3, np.array(2.3), 3),
        (3, 3.0, 0),
        (0.0, -0.0, 2),
        ("B", " b ", 0),
        ("B A D C", "badc", 0),
        ("B, A, D, C", "BADC", 0),
        ("C D B A", "CDBA", 0),
        ("B C", "b, c", 0),
        ((2, 3), [2, 3], 0),
        ((2, 3), np.array([2, 3]), 0),
        (True, np.bool_(True), 0),
    ],
)
def test_the_same_value_in_other_words(one, other, decimals):
    assert expected.canonical(one, decimals) == expected.canonical(other, decimals)


@pytest.mark.parametrize(
    ("one", "other", "decimals"),
    [
        (2.3, 2.4, 1),
        ((2, 3), (3, 2), 0),
        ((3,), 3, 0),
        (True, 1, 0),
        ("a", "b", 0),
        (2, -2, 0),
        ("B C", "C B", 0),
    ],
)
def test_another_value(one, other, decimals):
    assert expected.canonical(one, decimals) != expected.canonical(other, decimals)


def test_odd_values_are_answered_too():
    name = next(iter(predictions()))
    for odd in (object(), {}, float("nan"), float("inf"), 10**400, [[]], b"1", len):
        with pytest.raises(NotYet):
            check(name, odd)
