"""`check` answers sensibly whatever an answer does."""

from __future__ import annotations

import sys
import threading
import time
import warnings

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from neuronlab import check
from neuronlab.checking import NotAnswered, NotYet, judge_publicly
from neuronlab.exercises import UnknownExercise, exercises
from neuronlab.rendering import Report, marked, one_line
from solutions import reference
from solutions.registry import misconceptions


class RaisesWhenCompared:
    def __eq__(self, other):
        raise RuntimeError("do not compare")

    __hash__ = None

    def __bool__(self):
        raise RuntimeError("do not ask")

    def __repr__(self):
        raise RuntimeError("do not print")

    def __array__(self, *args, **kwargs):
        raise RuntimeError("do not convert")


class EqualsEverything(np.ndarray):
    def __eq__(self, other):
        return np.True_

    __hash__ = None


def numbers(count):
    yield from range(count)


def recursion(scores):
    return recursion(scores)


RETURNED = {
    "None": None,
    "text": "0.5",
    "a ragged list": [[1.0], [1.0, 2.0]],
    "a generator": numbers(3),
    "a hostile object": RaisesWhenCompared(),
    "a list of hostile objects": [RaisesWhenCompared()],
    "an array of objects": np.array([None, "a"], dtype=object),
    "an array of text": np.array(["a", "b"]),
    "a million entries": np.zeros(1_000_000),
    "no entries": np.zeros((0, 3)),
    "complex numbers": np.zeros((2, 3), complex),
    "whole numbers": np.ones((2, 3), int),
    "booleans": np.ones((2, 3), bool),
    "nan": np.full((2, 3), np.nan),
    "infinity": np.full((2, 3), np.inf),
    "a dictionary": {"shares": 1},
    "a set": {1, 2},
    "a function": len,
    "a class": dict,
    "a module": sys,
    "a number": 0.5,
    "a huge whole number": 10**400,
    "an array that equals everything": np.zeros((2, 3)).view(EqualsEverything),
    "itself": recursion,
    "a deep list": [[[[[[[[[[[[1]]]]]]]]]]]],
    "a masked array": np.ma.masked_all((2, 3)),
    "a date": np.array("2026-01-01", dtype="datetime64[D]"),
    "a structured array": np.zeros(2, dtype=[("a", float)]),
    "a string of bytes": b"123",
}


@pytest.mark.parametrize("returned", RETURNED.values(), ids=RETURNED.keys())
def test_anything_may_be_returned(returned, capsys):
    with pytest.raises(NotYet) as raised:
        check("softmax", lambda scores: returned)
    printed = capsys.readouterr().out
    assert "0 of 4 behaviours hold" in printed
    assert len(printed) < 6_000
    assert str(raised.value).startswith("softmax: 0 of 4 behaviours hold.")


def raises(error):
    def answer(scores):
        raise error

    return answer


@pytest.mark.parametrize(
    "error",
    [
        ValueError("no"),
        KeyboardInterrupt(),
        SystemExit(1),
        GeneratorExit(),
        MemoryError(),
        RecursionError(),
        StopIteration(),
        BaseException("odd"),
        UnicodeDecodeError("utf-8", b"x", 0, 1, "odd"),
        type("Odd", (Exception,), {"__str__": lambda self: 1 / 0})(),
    ],
    ids=lambda error: type(error).__name__,
)
def test_anything_may_be_raised(error, capsys):
    with pytest.raises(NotYet):
        check("softmax", raises(error))
    assert type(error).__name__ in capsys.readouterr().out


def test_recursion_without_end(capsys):
    with pytest.raises(NotYet):
        check("softmax", recursion)
    assert "RecursionError" in capsys.readouterr().out


def endless(scores):
    while True:
        pass


def endless_and_deaf(scores):
    while True:
        try:
            time.sleep(0.01)
        except BaseException:
            pass


def asleep(scores):
    try:
        time.sleep(60)
    except Exception:
        pass
    return scores


def printing_without_end(scores):
    while True:
        print("more")


@pytest.mark.parametrize("answer", [endless, endless_and_deaf, printing_without_end])
def test_what_never_returns_is_stopped(answer):
    exercise = exercises()["softmax"]
    quick = type(exercise)(**{**vars(exercise), "seconds": 0.5})
    began = time.monotonic()
    verdict = judge_publicly(quick, answer)
    assert time.monotonic() - began < 3
    assert verdict.points == 0
    assert "not finished after 0.5 seconds" in str(Report(verdict))


def test_what_was_abandoned_leaves_nothing_behind(capsys):
    exercise = exercises()["softmax"]
    quick = type(exercise)(**{**vars(exercise), "seconds": 0.2})
    out, filters = sys.stdout, list(warnings.filters)
    verdict = judge_publicly(quick, asleep)
    assert "restart the kernel" in " ".join(str(Report(verdict)).split())
    assert sys.stdout is out
    assert list(warnings.filters) == filters
    assert judge_publicly(exercise, reference.ANSWERS["softmax"]).status == "holds"


@pytest.mark.parametrize("answer", [None, ...])
def test_no_answer_is_said_calmly(answer):
    with pytest.raises(NotAnswered) as raised:
        check("softmax", answer)
    assert raised.value._render_traceback_() == ["softmax: not yet answered."]


def test_a_stub_is_not_yet_answered(capsys):
    def softmax(scores):
        raise NotImplementedError

    with pytest.raises(NotAnswered):
        check("softmax", softmax)
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("answer", [5, "softmax", np.zeros(3), [1], (1, 2)])
def test_what_cannot_be_called(answer, capsys):
    with pytest.raises(NotYet):
        check("softmax", answer)
    assert "A function or a class was expected" in capsys.readouterr().out


def test_an_unknown_name_is_answered_with_the_nearest():
    with pytest.raises(UnknownExercise, match="Did you mean 'softmax'"):
        check("sofmax", len)


def test_prints_are_shown_and_cut(capsys):
    def softmax(scores):
        print("shape", scores.shape)
        return reference.ANSWERS["softmax"](scores)

    check("softmax", softmax)
    printed = capsys.readouterr().out
    assert "printed by your code" in printed
    assert "shape (2, 3)" in printed
    assert "4 of 4 behaviours hold" in printed


def test_warnings_cost_nothing_where_quiet_is_not_asked():
    def softmax(scores):
        warnings.warn("look out", RuntimeWarning, stacklevel=1)
        return reference.ANSWERS["softmax"](scores)

    verdict = judge_publicly(exercises()["softmax"], softmax)
    assert verdict.holds == (True, True, False, True)
    assert verdict.finding.stage == "quiet"


def test_errors_name_the_line(capsys):
    source = "def softmax(scores):\n    total = 0\n    return scores / total.missing\n"
    import linecache

    linecache.cache["/tmp/ipykernel_1/1.py"] = (len(source), None, source.splitlines(True), "x")
    space = {}
    exec(compile(source, "/tmp/ipykernel_1/1.py", "exec"), space)
    with pytest.raises(NotYet):
        check("softmax", space["softmax"])
    printed = " ".join(capsys.readouterr().out.split())
    assert "in line 3 of its cell: return scores / total.missing" in printed


def test_one_line_names_the_mistake():
    def softmax(scores):
        powers = np.exp(scores - scores.max(axis=1, keepdims=True))
        return powers / powers.sum(axis=0, keepdims=True)

    verdict = judge_publicly(exercises()["softmax"], softmax)
    assert one_line(verdict) == (
        "softmax: 0 of 4 behaviours hold. It looks as if the sum runs over the batch (axis 0) and "
        "not over the classes (axis 1)."
    )
    text = str(Report(verdict))
    assert "Each row should sum to 1; yours sum to 0.888 and 2.112." in text
    assert "smallest case   scores = [[1., 2., 3.]," in text
    assert "[[0.119, 0.269, 0.5  ]," in text
    html = Report(verdict)._repr_html_()
    assert 'role="status"' in html
    assert "not yet" in html


def test_html_shows_nothing_of_an_answer_as_markup():
    def softmax(scores):
        print("<script>alert(1)</script>")
        raise ValueError("<img src=x onerror=alert(1)>")

    html = Report(judge_publicly(exercises()["softmax"], softmax))._repr_html_()
    assert "<script>" not in html
    assert "<img" not in html


def test_code_in_a_hint_is_shown_as_code_and_an_answer_s_text_as_text():
    assert marked("`a < b` is no `c`.") == "<code>a &lt; b</code> is no <code>c</code>."
    assert marked("`<b>`, ` and <b>") == "<code>&lt;b&gt;</code>, ` and &lt;b&gt;"
    mistake = next(one for one in misconceptions("neuron_dot") if "`" in one.hint)
    html = Report(judge_publicly(exercises()["neuron_dot"], mistake.answer))._repr_html_()
    assert marked(mistake.hint) in html


anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.binary(max_size=5)
    | st.complex_numbers()
    | st.builds(np.zeros, st.tuples(st.integers(0, 3), st.integers(0, 3)))
    | st.builds(RaisesWhenCompared),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.tuples(inner, inner)
        | st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(returned=anything, name=st.sampled_from(sorted(exercises())))
def test_no_return_value_breaks_the_judge(returned, name):
    answer = lambda *args, **kwargs: returned  # noqa: E731
    pair = (answer, answer) if isinstance(reference.ANSWERS[name], tuple) else answer
    before = threading.active_count()
    verdict = judge_publicly(exercises()[name], pair)
    assert verdict.status in ("not yet", "holds")
    assert str(Report(verdict))
    assert Report(verdict)._repr_html_()
    assert threading.active_count() <= before + 1
