"""Sliders say what they show, in their own readout and in the words of their picture."""

from __future__ import annotations

import pytest

from neuronlab import play
from neuronlab.plots import figure


def played(monkeypatch, **sliders):
    """The sliders and the picture of a play."""
    shown = []
    monkeypatch.setattr("IPython.display.display", shown.append)
    words = ", ".join(f"{name} {{{name}}}" for name in sliders)
    play(lambda **values: figure()[0], alt=words, **sliders)
    *controls, picture = shown[0].children
    return controls, picture


@pytest.mark.parametrize(
    ("step", "reading"), [(0.1, ".1f"), (0.125, ".3f"), (0.25, ".2f"), (0.5, ".1f"), (0.05, ".2f")]
)
def test_the_readout_has_the_decimals_of_the_step(monkeypatch, step, reading):
    [slider], _ = played(monkeypatch, x=(-2.0, 2.0, step, 1.0))
    assert slider.readout_format == reading


def test_the_words_have_no_more_decimals_than_the_slider(monkeypatch):
    [slider], picture = played(monkeypatch, x=(-3.0, 3.0, 0.1, 1.0))
    slider.value = 2.000000000000001
    assert 'alt="x 2.0"' in picture.value


def test_whole_numbers_stay_whole(monkeypatch):
    [slider], picture = played(monkeypatch, n=(1, 8, 1, 3))
    assert slider.readout_format == "d"
    assert 'alt="n 3"' in picture.value
