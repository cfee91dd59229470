"""Lesson 01: published numbers, numbers in the prose, and what a neuron is by nature."""

import doctest
import itertools

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from neuronlab.checking import NotAnswered
from neuronlab.exercise import Unsuitable
from neuronlab.exercises.neuron import HEADER, LINES, neuron_order
from neuronlab.expected import canonical
from neuronlab.ordering import assemble
from neuronlab.plots import neuron as pictures
from solutions import oracle
from solutions.reference import neurons
from tools.build import ROOT, text_of
from tools.lessontext import predicted, read_lesson

LESSON = "01_neuron"
PUBLISHED = [
    ([0.67378], [0.54623], 0.64272, 1.0107588494, 1e-10),
    ([1.0, 2.0, 3.0], [0.2, 0.8, -0.5], 2.0, 2.3, 1e-12),
    ([0.34, 0.45, 0.69], [0.24, 0.53, 0.78], 0.72, 1.5783, 1e-12),
    ([1.2, 5.1, 2.1], [3.1, 2.1, 8.7], 3.0, 35.7, 1e-12),
]
CORNERS = list(itertools.product((0.0, 1.0), repeat=2))
small = st.floats(-10, 10).map(lambda value: round(value, 3))
vectors = st.integers(1, 8).flatmap(lambda n: st.tuples(*[arrays(float, n, elements=small)] * 2))


def fires(weights, bias):
    return [int(neurons.neuron_dot(np.array(corner), weights, bias) > 0) for corner in CORNERS]


@pytest.fixture(scope="module")
def right():
    return predicted(text_of(ROOT, LESSON))


# Published numbers


@pytest.mark.parametrize(("inputs", "weights", "bias", "published", "near"), PUBLISHED)
def test_published_neurons_come_out(inputs, weights, bias, published, near):
    for answer in (
        neurons.neuron_loop(inputs, weights, bias),
        neurons.neuron_dot(np.array(inputs), np.array(weights), bias),
    ):
        assert answer == pytest.approx(published, rel=0, abs=near)


def test_the_neuron_with_one_input_comes_out_to_every_printed_digit():
    assert round(neurons.neuron_one_input(0.67378, 0.54623, 0.64272), 10) == 1.0107588494


def test_the_lesson_prints_the_published_numbers_beside_the_learners(capsys):
    pictures.published(neurons.neuron_loop)
    rows = capsys.readouterr().out.splitlines()[1:]
    assert [row.split()[1:] for row in rows] == [
        [text, text] for text in ("1.0107588494", "2.3", "1.5783", "35.7")
    ]


# Numbers in the prose


def test_right_predictions_are_what_the_reference_gives(right):
    counts = np.array([1, 2, 3])
    counts[0] = 1.9
    expected = {
        "remember_list": len([1, 2, 3] * 2),
        "remember_axis": np.ones((4, 3)).mean(axis=0).shape,
        "predict_one_input": neurons.neuron_one_input(2.0, 0.5, -3.0),
        "predict_neuron": neurons.neuron_loop([1, 2, 3], [0.2, 0.8, -0.5], 2),
        "predict_integers": counts[0],
        "predict_side": bool(
            neurons.neuron_dot(np.array([3.0, 1.0]), np.array([1.0, 2.0]), -4) > 0
        ),
        "predict_gate": sum(fires(np.array([-1.0, -1.0]), 0.5)),
    }
    for name, value in expected.items():
        assert canonical(value, 1) == canonical(right[name], 1), name


def test_worked_examples_are_right():
    assert neurons.neuron_one_input(0.5, 3, -1) == 0.5
    assert neurons.neuron_loop([0.8, 0.6, 0.5], [2, 1, -3], -0.2) == pytest.approx(0.5)
    assert np.dot([3, 1, 2], [0.5, 2, -1]) == 1.5
    assert neurons.decision_line(np.array([1.0, 2.0]), -4.0) == (-0.5, 2.0)
    assert pytest.approx(6.3) == (0.2 + 2) + (1.6 + 2) + (
        -1.5 + 2
    )  # the bug: a bias for each input
    first_not_second = [neurons.neuron_loop(corner, [1, -1], -0.5) for corner in CORNERS]
    assert first_not_second == [-0.5, -1.5, 0.5, -0.5]


def test_what_the_search_for_tables_says():
    counts = pictures.tables_made(neurons.neuron_dot)
    assert sum(counts.values()) == 9 * 9 * 25
    never = {pictures.TABLES[table] for table, count in counts.items() if not count}
    assert never == {"XOR", "equal"}
    assert sum(map(bool, counts.values())) == 14
    assert min(count for count in counts.values() if count) == 52
    assert dict(sorted(pictures.TABLES.items())) == pictures.TABLES
    assert len(pictures.TABLES) == 16
    assert pictures.in_words(counts).endswith("Never, in a thick frame: XOR, equal.")


def test_the_still_picture_shows_what_its_words_say():
    on = [neurons.neuron_dot(point, np.array([1.0, 2.0]), -4.0) > 0 for point in pictures.POINTS]
    circles = pictures.KINDS == 1
    assert (np.sum(on & circles), np.sum(circles)) == (5, 6)
    assert (np.sum(on & ~circles), np.sum(~circles)) == (4, 6)


def test_the_play_can_be_won_with_values_of_its_sliders():
    on = [neurons.neuron_dot(point, np.array([-0.8, 1.0]), -0.9) > 0 for point in pictures.POINTS]
    assert np.array_equal(on, pictures.KINDS == 1)


def test_the_letters_of_the_xor_table_are_its_conditions(right):
    conditions = {
        "A": lambda w1, w2, b: b > 0,
        "B": lambda w1, w2, b: b <= 0,
        "C": lambda w1, w2, b: w2 + b > 0,
        "D": lambda w1, w2, b: w2 + b <= 0,
        "E": lambda w1, w2, b: w1 + b > 0,
        "F": lambda w1, w2, b: w1 + b <= 0,
        "G": lambda w1, w2, b: w1 + w2 + b > 0,
        "H": lambda w1, w2, b: w1 + w2 + b <= 0,
    }
    chosen = right["predict_xor_table"].split()
    for w1, w2, b in itertools.product(np.arange(-2, 2.1, 0.5), repeat=3):
        answers = fires(np.array([w1, w2]), b)
        for letter, answer, wanted in zip(chosen[:4], answers, (0, 1, 1, 0), strict=True):
            assert conditions[letter](w1, w2, b) == (answer == wanted)
        outer, middle = b + (w1 + w2 + b), (w2 + b) + (w1 + b)
        sums = {"I": w1 + w2 + b, "J": w1 + w2 + 2 * b, "K": 2 * w1 + 2 * w2 + 2 * b}
        assert outer == middle == sums[chosen[4]]


# By nature


@given(vectors, small)
def test_loop_and_dot_product_agree(pair, bias):
    inputs, weights = pair
    looped = neurons.neuron_loop(inputs.tolist(), weights.tolist(), bias)
    assert looped == pytest.approx(neurons.neuron_dot(inputs, weights, bias), abs=1e-9)


@given(vectors, small, small)
def test_a_neuron_is_a_straight_line_in_its_inputs(pair, bias, share):
    one, weights = pair
    other = one[::-1].copy()
    share = abs(share) / 10
    between = neurons.neuron_dot(share * one + (1 - share) * other, weights, bias)
    ends = [neurons.neuron_dot(point, weights, bias) for point in (one, other)]
    assert between == pytest.approx(share * ends[0] + (1 - share) * ends[1], abs=1e-9)


@given(arrays(float, 2, elements=small), small, small)
def test_on_its_line_a_neuron_answers_zero(weights, bias, x1):
    assume(abs(weights[1]) >= 0.01)
    slope, intercept = neurons.decision_line(weights, bias)
    x2 = slope * x1 + intercept
    assert neurons.neuron_dot(np.array([x1, x2]), weights, bias) == pytest.approx(0, abs=1e-9)


@given(arrays(float, 2, elements=st.floats(-100, 100)), st.floats(-100, 100))
def test_no_weights_make_xor(weights, bias):
    assert fires(weights, bias) not in ([0, 1, 1, 0], [1, 0, 0, 1])


@given(st.integers(-20, 20), st.integers(-20, 20), st.integers(-45, 45))
def test_a_gate_is_judged_by_what_it_decides_and_by_nothing_else(w1, w2, bias):
    answers = fires(np.array([w1, w2]), bias)
    for gate, wanted in (("and_gate", [0, 0, 0, 1]), ("or_gate", [0, 1, 1, 1])):
        verdict = oracle.judge_live(gate, lambda: ([w1, w2], bias), 0)
        assert (verdict.status == "holds") == (answers == wanted)


# Lines in order


def test_exactly_the_orders_that_work_are_accepted_and_the_others_are_explained():
    accepted = []
    for order in itertools.permutations(LINES):
        verdict = oracle.judge_live("neuron_order", lambda order=order: " ".join(order), 3)
        if verdict.status == "holds":
            accepted.append("".join(order))
        elif "cannot read" not in verdict.finding.message:
            assert len(verdict.mistakes) == 1, order
    assert accepted == ["EBDFAC"]


@pytest.mark.parametrize(
    ("order", "said"),
    [
        ("E B D F A", "C missing"),
        ("E B D F A C C", "C there more than once"),
        ("E B D F A X", "X not among the lines"),
        ("A B C D E F", "cannot read line B"),
        ("E B F D A C", "cannot read line D"),
        (["E", "B"], "a list of length 2"),
        (None, "nothing"),
    ],
)
def test_an_unsuitable_order_is_answered_with_what_is_wrong(order, said):
    with pytest.raises(Unsuitable, match=said):
        assemble(order, HEADER, LINES)


def test_the_lines_in_the_text_are_the_lines_that_run():
    text = "\n".join(cell.source for cell in read_lesson(text_of(ROOT, LESSON)).cells)
    assert HEADER in text
    for letter, line in LINES.items():
        assert f"\n{letter}{line}\n" in text


def test_every_draw_for_the_lines_has_pushes_as_it_says():
    for case in neuron_order.cases(5):
        pushes = np.array(case.inputs["inputs"]) * np.array(case.inputs["weights"])
        assert (pushes != 0).all()
        assert (sum(pushes > 0) == 0) == (case.behaviour == 1)


# The lesson's own code


def test_the_examples_in_the_docstrings_come_out():
    cells = read_lesson(text_of(ROOT, LESSON)).cells
    known = {"np": np}
    for cell in cells:
        if cell.cell_type == "code" and cell.source.startswith("def "):
            exec(cell.source, known)
    parser, runner = doctest.DocTestParser(), doctest.DocTestRunner(verbose=False)
    for name, value in list(known.items()):
        if callable(value) and getattr(value, "__doc__", None):
            runner.run(parser.get_doctest(value.__doc__, dict(known), name, None, 0))
    assert runner.tries >= 6
    assert runner.failures == 0


def test_pictures_say_calmly_what_they_wait_for():
    def unwritten(*_):
        raise NotImplementedError

    for draw in (
        lambda: pictures.published(unwritten),
        lambda: pictures.gate_table(neurons.neuron_dot, unwritten),
        lambda: pictures.division(unwritten, unwritten, 1.0, 1.0, 0.0),
        lambda: pictures.tables_made(unwritten),
    ):
        with pytest.raises(NotAnswered, match="not yet answered"):
            draw()


@pytest.mark.parametrize("settings", [(0.0, 0.0, 0.0), (1.0, 0.0, -1.0), (-2.0, -2.0, -5.0)])
def test_the_plane_can_be_drawn_at_the_sliders_ends(settings, recwarn):
    pictures.division(neurons.neuron_dot, neurons.decision_line, *settings)
    assert not list(recwarn)
