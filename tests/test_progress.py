"""Progress survives a restart, and own code is carried forward if it still holds."""

from __future__ import annotations

import json
import linecache

import pytest

from neuronlab import check, keeping, mine, progress
from neuronlab.checking import NotYet
from solutions import reference

RIGHT = reference.ANSWERS["softmax"]
OWN = """\
import math


def helper(row):
    top = max(row)
    powers = [math.exp(score - top) for score in row]
    return [power / sum(powers) for power in powers]


def softmax(scores):
    return np.array([helper(row) for row in scores.tolist()])
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("NEURONLAB_PROGRESS", str(tmp_path / "kept"))
    return tmp_path / "kept"


def from_cell(source: str, name: str):
    """Define an answer as a notebook's cell would."""
    import numpy as np

    file = f"/tmp/ipykernel_7/{abs(hash(source))}.py"
    linecache.cache[file] = (len(source), None, source.splitlines(True), file)
    space = {"np": np, "__name__": "__main__"}
    exec(compile(source, file, "exec"), space)
    return space[name]


def test_progress_is_kept_and_drawn(folder, capsys):
    check("softmax", RIGHT)
    capsys.readouterr()
    keeping._in_memory.clear()
    progress()
    drawn = capsys.readouterr().out
    assert "04 Activations" in drawn
    assert json.loads((folder / "progress.json").read_text())["exercises"]["softmax"]["holds"] == 4


def test_a_worse_try_takes_nothing_back(folder):
    check("softmax", RIGHT)
    with pytest.raises(NotYet):
        check("softmax", lambda scores: scores)
    assert keeping.done()["softmax"]["holds"] == 4


def test_a_damaged_file_is_kept_aside(folder, capsys):
    folder.mkdir()
    (folder / "progress.json").write_text("{")
    progress()
    check("softmax", RIGHT)
    assert keeping.done()["softmax"]["holds"] == 4
    assert [path.read_text() for path in folder.glob("progress-unreadable-*")] == ["{"]


def test_a_folder_that_cannot_be_written_is_said_and_costs_nothing(tmp_path, monkeypatch, capsys):
    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.setenv("NEURONLAB_PROGRESS", str(blocked))
    check("softmax", RIGHT)
    printed = capsys.readouterr().out
    assert "4 of 4 behaviours hold" in printed
    assert "could not be kept" in printed


def test_the_nearest_folder_is_used(tmp_path, monkeypatch):
    monkeypatch.delenv("NEURONLAB_PROGRESS")
    (tmp_path / ".neuronlab").mkdir()
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    monkeypatch.chdir(inner)
    assert keeping.folder() == tmp_path / ".neuronlab"


def test_mine_without_an_own_answer(folder, capsys):
    assert mine("softmax", otherwise=RIGHT) is RIGHT
    assert "the given code is running" in capsys.readouterr().out


def test_mine_brings_back_the_whole_cell(folder, capsys):
    check("softmax", from_cell(OWN, "softmax"))
    assert (folder / "answers" / "softmax.py").read_text() == OWN
    own = mine("softmax", otherwise=RIGHT)
    assert own is not RIGHT
    assert "your own code is running" in capsys.readouterr().out
    check("softmax", own)


@pytest.mark.parametrize(
    "damaged",
    [
        "def softmax(scores):\n    return scores\n",
        "def softmax(",
        "raise SystemExit",
        "x = 1\n",
        "",
    ],
)
def test_mine_takes_back_only_what_still_holds(folder, capsys, damaged):
    check("softmax", from_cell(OWN, "softmax"))
    (folder / "answers" / "softmax.py").write_text(damaged)
    assert mine("softmax", otherwise=RIGHT) is RIGHT
    assert "the given code is running" in capsys.readouterr().out


def test_mine_brings_other_own_answers_along(folder):
    check("softmax", from_cell(OWN, "softmax"))
    (folder / "answers" / "sigmoid.py").write_text(
        "def sigmoid(x):\n"
        "    flat = np.array([np.zeros(np.size(x)), -np.ravel(x)]).T\n"
        "    return softmax(flat)[:, 0].reshape(np.shape(x))\n"
    )
    own = mine("sigmoid", otherwise=reference.ANSWERS["sigmoid"])
    assert own is not reference.ANSWERS["sigmoid"]


def test_a_class_is_kept_too(folder):
    source = "class Adam:\n" + "    def step(self, parameters, gradients):\n        pass\n"
    assert keeping.cell_of(from_cell(source, "Adam")) == source


def test_what_comes_from_a_file_is_not_kept():
    assert keeping.cell_of(RIGHT) == ""
    assert keeping.cell_of(len) == ""
    assert keeping.cell_of(5) == ""
