"""The judge believes a room nothing but right outputs, once, for the cell that is open."""

from __future__ import annotations

import json

import numpy as np
import pytest

from grading.judge import CALLS, Judge
from grading.secret import course_secret, seed_of
from neuronlab import carrier, check
from neuronlab.exercises import exercises
from neuronlab.observing import observe_all
from neuronlab.plain import decode
from solutions import reference

RIGHT = reference.ANSWERS["softmax"]


@pytest.fixture
def judge():
    with Judge([7, 7]) as one:
        yield one
    carrier.stop()


def open_for(judge: Judge, name: str) -> None:
    """Open an exercise and put this process into the room's place."""
    with judge.open(name) as connection:
        carrier.use(connection.dup())


def converse(judge: Judge, name: str, *lines: bytes) -> list[bytes]:
    """Say lines to the judge about an exercise and return what it answers."""
    with judge.open(name) as connection:
        connection.settimeout(10)
        file = connection.makefile("rwb")
        answers = []
        try:
            for line in lines:
                file.write(line)
                file.flush()
                answers.append(file.readline())
        except OSError:
            answers.append(b"")
        return answers


def test_a_right_answer_holds_and_shows_nothing_in_the_room(judge, capsys):
    open_for(judge, "softmax")
    check("softmax", RIGHT)
    assert judge.close().points == 4
    assert capsys.readouterr().out == ""


def test_a_wrong_answer_is_named(judge):
    open_for(judge, "softmax")
    check("softmax", lambda scores: np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True))
    verdict = judge.close()
    assert [mistake.name for mistake in verdict.mistakes] == ["no shift"]
    assert 0 < verdict.points < 4


def test_no_call_earns_nothing(judge):
    judge.open("softmax").close()
    assert judge.close().points == 0


def test_a_call_for_a_cell_that_is_not_open_earns_nothing_and_uses_nothing_up(judge):
    carrier.use(None)
    check("softmax", RIGHT)
    open_for(judge, "softmax")
    check("neuron_loop", reference.ANSWERS["neuron_loop"])
    check("nothing of this name", RIGHT)
    check("softmax", RIGHT)
    assert judge.close().points == 4
    open_for(judge, "neuron_loop")
    check("softmax", RIGHT)
    assert judge.close().points == 0


def test_only_the_first_call_counts(judge):
    open_for(judge, "softmax")
    check("softmax", lambda scores: scores)
    check("softmax", RIGHT)
    assert judge.close().points == 0


def test_the_same_attempt_is_asked_the_same_and_another_is_not():
    asked = []
    for seed in ([7, 7], [7, 7], [7, 8]):
        with Judge(seed) as judge:
            asked.append(converse(judge, "softmax", b'{"check": "softmax"}\n')[0])
    assert asked[0] == asked[1] != asked[2]


@pytest.mark.parametrize(
    "line",
    [
        b"\n",
        b"null\n",
        b"[]\n",
        b"{}\n",
        b'{"seen": 1}\n',
        b'{"seen": []}\n',
        b'{"seen": [{}]}\n',
        b"{\n",
        b"\xff\xfe\n",
        b"[" * 100_000 + b"\n",
        b'{"seen": [' + b'{"outputs": {}, "raised": null, "changed": [], "warned": []},' * 20,
        json.dumps(
            {
                "seen": [
                    {
                        "outputs": {
                            "": [
                                "array",
                                "",
                                {"dtype": "float64", "shape": [10**9, 10**9], "values": ""},
                            ]
                        },
                        "raised": None,
                        "changed": [],
                        "warned": [],
                    }
                ]
                * 11
            }
        ).encode()
        + b"\n",
        json.dumps({"seen": [{"outputs": {"": ["array", "", None]}}] * 11}).encode() + b"\n",
    ],
    ids=range(13),
)
def test_what_is_no_answer_earns_nothing_and_harms_nothing(judge, line):
    converse(judge, "softmax", b'{"check": "softmax"}\n', line)
    assert judge.close().points == 0
    open_for(judge, "neuron_loop")
    check("neuron_loop", reference.ANSWERS["neuron_loop"])
    assert judge.close().points == 3


def test_claims_lose_points_but_earn_none(judge):
    """A room that answers right and claims a changed input loses that behaviour only."""
    exercise = exercises()["softmax"]
    with judge.open("softmax") as connection:
        file = connection.makefile("rwb")
        file.write(b'{"check": "softmax"}\n')
        file.flush()
        asked = [
            {name: decode(value) for name, value in inputs.items()}
            for inputs in json.loads(file.readline())["inputs"]
        ]
        seen, _ = observe_all(exercise, RIGHT, asked)
        claims = [{**one.plain(packed=True), "changed": ["scores"]} for one in seen]
        file.write(json.dumps({"seen": claims}).encode() + b"\n")
        file.flush()
        file.readline()
    assert judge.close().holds == (True, True, True, False)


@pytest.mark.parametrize(
    "outputs",
    [
        {},
        {"": ["array", "", {"dtype": "float64", "shape": [0], "values": ""}]},
        {"": ["number", "", {"dtype": "float64", "shape": [], "values": [0.5]}]},
        {"": ["other", "equal to everything", None]},
        {"": ["array", "", {"dtype": "bool", "shape": [2, 3], "values": [True] * 6}]},
        {"something else": ["array", "", {"dtype": "float64", "shape": [1], "values": [1.0]}]},
    ],
    ids=range(6),
)
def test_forged_outputs_earn_nothing(judge, outputs):
    exercise = exercises()["softmax"]
    claim = {"outputs": outputs, "raised": None, "changed": [], "warned": []}
    count = len(exercise.cases([7, 7]))
    said = json.dumps({"seen": [claim] * count}).encode() + b"\n"
    converse(judge, "softmax", b'{"check": "softmax"}\n', said)
    assert judge.close().points == 0


def test_a_message_that_is_longer_than_any_right_one_is_not_read(judge):
    endless = b'{"seen": "' + b"x" * 20_000_000
    converse(judge, "softmax", b'{"check": "softmax"}\n', endless)
    assert judge.close().points == 0


def test_an_answer_of_far_too_many_numbers_is_told_so(judge):
    open_for(judge, "softmax")
    check("softmax", lambda scores: np.zeros((400, 4000)))
    verdict = judge.close()
    assert verdict.points == 0
    assert "far too large" in verdict.finding.message


def test_a_room_that_goes_on_talking_is_not_heard_for_ever(judge):
    lines = [b'{"check": "another"}\n'] * (CALLS + 1)
    assert converse(judge, "softmax", *lines)[-1] == b""
    assert judge.close().points == 0


def test_what_judging_stumbles_over_earns_nothing_and_is_told_to_the_teacher(judge, monkeypatch):
    def stumbles(*_):
        raise IndexError("odd")

    monkeypatch.setattr("grading.judge.judge", stumbles)
    open_for(judge, "softmax")
    check("softmax", RIGHT)
    assert judge.close().points == 0
    assert judge.troubles == ["softmax: IndexError: odd"]


def test_an_error_of_the_course_is_raised(judge, monkeypatch):
    def broken(*_):
        raise RuntimeError("The reference is broken.")

    monkeypatch.setattr("grading.judge.oracle.expected", broken)
    open_for(judge, "softmax")
    check("softmax", RIGHT)
    with pytest.raises(RuntimeError, match="broken"):
        judge.close()


def test_the_secret_is_made_once_and_kept_private(tmp_path, monkeypatch):
    monkeypatch.delenv("NEURONLAB_SECRET", raising=False)
    first = course_secret(tmp_path)
    assert course_secret(tmp_path) == first
    assert len(first) == 64
    assert (tmp_path / "term" / "secret").stat().st_mode & 0o077 == 0
    monkeypatch.setenv("NEURONLAB_SECRET", "given")
    assert course_secret(tmp_path) == "given"


def test_seeds_follow_from_every_part():
    parts = ("lesson", "notebook", "learner", "time")
    seeds = {tuple(seed_of("secret", *parts)), tuple(seed_of("other", *parts))}
    for changed in range(4):
        other = [part + "x" if place == changed else part for place, part in enumerate(parts)]
        seeds.add(tuple(seed_of("secret", *other)))
    seeds.add(tuple(seed_of("secret", "lessonnotebook", "", "learner", "time")))
    assert len(seeds) == 7
