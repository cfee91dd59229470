"""The report's figures, words and safety, without grading anything: a class is made from a simulated one."""

from __future__ import annotations

import csv
from datetime import datetime
from pathlib import Path
from statistics import correlation

import pytest

from grading.reporting import figures, page, pictures, tables
from grading.reporting.families import FAMILIES, OTHER, family_of
from grading.reporting.gathering import Answer, Class, NoGrades, Submission, recorded_verdicts
from grading.reporting.naming import by_name, by_pseudonym
from grading.reporting.similar import alike, beyond
from neuronlab.exercises import exercises
from solutions.registry import misconceptions
from tests.course import REPO
from tools import agreement, classroom

LESSONS = ["00_start", "04_activations"]
DRAWN = pictures._both


@pytest.fixture(scope="module")
def truth(tmp_path_factory) -> classroom.Truth:
    """A class of 24, handed in and not graded."""
    return classroom.hand_in(
        tmp_path_factory.mktemp("class"), LESSONS, 24, release=REPO / "notebooks"
    )


@pytest.fixture(autouse=True)
def _not_drawn(monkeypatch):
    """Pictures take most of a page's time: one test draws them."""
    monkeypatch.setattr(pictures, "_both", lambda draw, alt: pictures.Picture(alt, 1, "", ""))


@pytest.fixture
def found(truth) -> Class:
    """What would be gathered if the judge found what it must."""
    return as_class(truth)


def as_class(truth: classroom.Truth) -> Class:
    """A class as if it had been graded."""
    made = Class(dict.fromkeys(truth.learners, ""), list(truth.lessons))
    made.learners = {name: name for name in truth.learners}
    for learner, lesson, exercise, given in truth.answers():
        names = tuple(one.name for one in exercises()[exercise].behaviours)
        held, most = float(sum(given.found.holds)), float(len(given.found.holds))
        made.answers[learner, exercise] = Answer(
            learner, lesson, exercise, held, most, given.found.status, given.found.holds, names
        )
        object.__setattr__(made.answers[learner, exercise], "mistakes", given.found.mistakes)
    for learner, lessons in truth.work.items():
        for lesson, work in lessons.items():
            points = sum(sum(given.found.holds) for given in work.answers.values())
            release = REPO / "notebooks" / lesson / f"{lesson}.ipynb"
            whole = sum(agreement.points_of(release).values())
            late = 60.0 if work.late else 0.0
            made.submissions[learner, lesson] = Submission(
                learner, lesson, float(points), whole, 0.0, late, 1
            )
    made.waiting = dict.fromkeys(truth.lessons, 0)
    return made


def written(found: Class, folder: Path, **more) -> str:
    """The page, with the tables in a folder."""
    shown = more.pop("shown", by_name(found.learners))
    items, standings = figures.items(found), figures.standings(found)
    tables.write(folder, found, items, standings, shown)
    made = datetime(2026, 3, 1)
    return page.render(found, items, standings, shown, course="neuronlab", made=made, **more)


# --- figures


def test_every_figure_follows_from_the_truth(truth, found, tmp_path):
    written(found, tmp_path)
    assert agreement.differences(truth, tmp_path, REPO / "notebooks") == []
    with open(tmp_path / "exercises.csv", encoding="utf-8") as file:
        assert sum(bool(row["discrimination"]) for row in csv.DictReader(file)) > 10


def test_discrimination_is_the_correlation_with_the_rest():
    item = [0, 1, 2, 3] * 6
    rest = [5, 4, 9, 8, 7, 11] * 4
    value, why = figures.discriminates(item, rest)
    assert value == pytest.approx(correlation(item, rest))
    assert why == ""


def test_nothing_is_printed_that_means_nothing():
    few = figures.DISCRIMINATION_FROM - 1
    assert figures.discriminates([0, 1] * few, [1] * 2 * few) == (
        None,
        "all learners have the same points",
    )
    assert figures.discriminates(range(few), range(few)) == (None, f"fewer than {few + 1} learners")


def test_few_learners_get_no_difficulty(truth, tmp_path):
    small = classroom.Truth(
        truth.learners[:6], truth.lessons, {name: truth.work[name] for name in truth.learners[:6]}
    )
    text = written(as_class(small), tmp_path)
    assert agreement.differences(small, tmp_path, REPO / "notebooks") == []
    assert f"under {figures.DIFFICULTY_FROM} learners" in text
    assert f"fewer than {figures.DISCRIMINATION_FROM} learners" in text


def test_points_by_hand_count_and_unrecorded_verdicts_are_said(found, tmp_path):
    key = next(key for key, one in found.answers.items() if one.status == "not yet")
    old = found.answers[key]
    found.answers[key] = Answer(old.learner, old.lesson, old.exercise, old.most, old.most)
    item = next(one for one in figures.items(found)[old.lesson] if one.name == old.exercise)
    assert item.judged == item.answers - 1
    assert item.solved == sum(one.points >= one.most for one in found.answers_to(old.exercise))
    assert "no verdicts are recorded, only points" in written(found, tmp_path)


# --- words


def test_every_hint_can_be_said_to_a_teacher():
    for name in exercises():
        for one in misconceptions(name):
            did, say = figures.for_teachers(one.hint, one.name)
            assert did.endswith((".", "?", ")", ",")), did
            assert not set(did.lower().split()) & {"you", "your"}, did
            assert say == "" or say.rstrip()[-1] in ".?)!", say


def test_the_most_frequent_come_first(found):
    for items in figures.items(found).values():
        numbers = [one.number for one in figures.sayings(items)]
        assert numbers
        assert numbers == sorted(numbers, reverse=True)


def test_most_mistakes_belong_to_a_family():
    names = [one.name for name in exercises() for one in misconceptions(name)]
    without = [name for name in names if family_of(name) == OTHER]
    assert len(without) < 0.2 * len(names)
    for family in FAMILIES:
        assert sum(family_of(name) == family for name in names) > 10


def test_what_comes_back_is_named_and_once_is_not_enough(found):
    for one in figures.standings(found):
        for family, names in one.keeps:
            assert len(set(names)) >= figures.OFTEN
            for name in names:
                mistakes = found.answers[one.learner, name].mistakes
                assert family in {family_of(mistake) for mistake in mistakes}


# --- safety


def test_strings_of_learners_and_mistakes_are_escaped(found, tmp_path):
    bad = '<script>alert("1")</script>&$x$'
    learner = next(iter(found.learners))
    found.learners[learner] = bad
    key = next(key for key in found.answers if key[0] == learner)
    old = found.answers[key]
    found.answers[key] = Answer(
        *(old.learner, old.lesson, old.exercise, 0.0, old.most, "not yet"),
        *((False,) * len(old.holds), old.behaviours, "values", (bad,)),
    )
    text = written(found, tmp_path)
    assert "<script" not in text
    assert "&lt;script&gt;alert(&#34;1&#34;)&lt;/script&gt;&amp;$x$" in text


def test_no_cell_of_a_table_is_a_formula(found, tmp_path):
    learner = next(iter(found.learners))
    found.learners[learner] = "=1+1"
    written(found, tmp_path, shown=lambda one: found.learners[one])
    for path in tmp_path.glob("*.csv"):
        for row in csv.reader(path.read_text("utf-8").splitlines()):
            for cell in row:
                assert not cell.startswith(("=", "+", "@")), path
                assert not cell.startswith("-") or float(cell) < 0, path
    assert "'=1+1" in (tmp_path / "learners.csv").read_text("utf-8")


def test_pseudonyms_stay_and_need_the_secret():
    one, again, other = by_pseudonym("a"), by_pseudonym("a"), by_pseudonym("b")
    assert one("learner-01") == again("learner-01") != other("learner-01")
    assert len({one(f"learner-{number}") for number in range(20_000)}) == 20_000


def test_a_thousand_learners_fit_on_a_page(truth, tmp_path, monkeypatch):
    monkeypatch.setattr(pictures, "_both", DRAWN)
    work = list(truth.work.values())
    many = [f"learner-{number:04}" for number in range(1000)]
    large = classroom.Truth(
        many, truth.lessons, {name: work[place % 24] for place, name in enumerate(many)}
    )
    text = written(as_class(large), tmp_path)
    assert len(text) < 5_000_000
    assert "700 more are in <code>learners.csv</code>" in text
    assert agreement.differences(large, tmp_path, REPO / "notebooks") == []


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{", b'{"metadata": []}', b'{"metadata": {}}', b"\xff"]
)
def test_a_notebook_that_cannot_be_read_has_no_verdicts(tmp_path, content):
    path = tmp_path / "x.ipynb"
    path.write_bytes(content)
    assert recorded_verdicts(path) == {}
    assert recorded_verdicts(tmp_path / "missing.ipynb") == {}


def test_a_lesson_without_grades_is_named(tmp_path):
    from nbgrader.api import Gradebook

    from grading.reporting.gathering import gather

    with Gradebook(f"sqlite:///{tmp_path}/gradebook.db") as empty:
        with pytest.raises(NoGrades, match="no grades at all"):
            gather(empty, tmp_path)
        with pytest.raises(NoGrades, match="grades of 05_loss"):
            gather(empty, tmp_path, ["05_loss"])


# --- similar answers

STUB = '''def softmax(scores):
    """Shares of confidence, row by row."""
    raise NotImplementedError  # your code here
'''
NATURAL = '''def softmax(scores):
    """Shares of confidence, row by row."""
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)
'''
ODD = '''def softmax(scores):
    """Shares of confidence, row by row."""
    wobble = scores * 1.0  # a copy, they said
    for kettle in range(len(wobble)):
        biggest_of_all = max(list(wobble[kettle]))
        wobble[kettle] = [2.718281828459045 ** (spoon - biggest_of_all) for spoon in wobble[kettle]]
        wobble[kettle] = wobble[kettle] / sum(list(wobble[kettle]))
    return wobble
'''


def pairs(sources: dict[str, str]) -> list[tuple[str, str]]:
    """Who writes alike."""
    texts = {learner: beyond(source, STUB) for learner, source in sources.items()}
    return [(one, other) for one, other, _ in alike("softmax", texts)]


def test_two_who_write_what_nobody_else_does_are_listed():
    sources = {f"learner-{number:02}": NATURAL for number in range(28)}
    commented = ODD.replace("  # a copy, they said", "").replace("row by row", "mine")
    sources |= {"learner-30": ODD, "learner-31": commented}
    assert pairs(sources) == [("learner-30", "learner-31")]


def test_equal_natural_answers_drown_nothing():
    sources = {f"learner-{number:02}": NATURAL for number in range(30)}
    assert pairs(sources) == []
    own = ODD.replace("wobble", "result").replace("kettle", "row").replace("spoon", "score")
    other = own.replace("biggest_of_all", "top").replace("2.718281828459045 **", "np.exp")
    assert pairs({**sources, "learner-30": ODD, "learner-31": other}) == []


def test_the_stub_s_own_text_is_left_out():
    assert beyond(STUB, STUB).tokens == ()
    assert "softmax" not in beyond(NATURAL, STUB).tokens
    assert beyond("def softmax(scores:\n  retur", STUB).lines  # cut short: what came before counts
