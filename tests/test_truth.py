"""A name that a check gives is true: an answer that is called a mistake goes on like it, whatever is asked."""

from __future__ import annotations

import numpy as np
import pytest

from tools.truth import Made, answers, names_of, search, summary

SEEDS = range(1, 11)


@pytest.mark.parametrize(
    "module",
    ["solutions.reference.arrays", "solutions.reference.neurons", "solutions.variants.layer"],
)
def test_names_of_answers_with_a_small_change_are_true(module):
    found = search(module, SEEDS)
    assert found.made > 60
    assert found.named > 5
    assert len(found.untrue) <= 0.05 * found.named, [str(one) for one in found.untrue]


def test_an_untrue_name_is_found(monkeypatch):
    """An answer that is a known mistake for small arrays, and another thing for those with more than three columns."""

    def column_means(X):
        return X.mean(axis=1) if X.shape[1] < 4 else X.mean()

    made = Made("column_means", "sometimes", column_means)
    monkeypatch.setattr("tools.truth.answers", lambda module: iter([made]))
    monkeypatch.setattr("tools.truth.names_of", lambda made: ("wrong axis",))
    found = search("any", range(1, 30))
    assert [one.named for one in found.untrue] == [("wrong axis",)]
    assert found.untrue[0].apart > 0
    assert "1 names are not true" in summary([found])


def test_a_right_answer_has_no_name_and_a_wrong_one_has_its_own():
    assert names_of(Made("column_means", "right", lambda X: X.mean(axis=0))) is None
    assert names_of(Made("column_means", "wrong", lambda X: np.mean(X, axis=1))) == ("wrong axis",)


def test_answers_are_made_in_several_ways():
    made = list(answers("solutions.misconceptions.start"))
    assert len(made) > 300
    assert {one.exercise for one in made} >= {"double", "column_means", "scale_rows"}
    assert any(one.how.endswith("negated") for one in made)
    assert any(" -> " in one.how for one in made)
