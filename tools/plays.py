"""The plays of a lesson, found by running it: what each draws, and how long a picture takes."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import chdir, contextmanager, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from statistics import median
from typing import Any
from unittest import mock

from neuronlab.plots import Picture
from tools import build
from tools.lessontext import read_lesson

AT_ONCE = 0.2
"""Seconds after which a slider feels slow."""


@dataclass
class Play:
    """A picture that follows sliders.

    Attributes
    ----------
    cell : str
        The id of the cell that shows it.
    draw : callable
        From the sliders' values to a figure.
    alt : str
        Alternative text, with the sliders' names in braces.
    sliders : dict
        For each name the lowest and highest value, the step and the start.
    """

    cell: str
    draw: Callable[..., Any]
    alt: str
    sliders: dict[str, tuple]

    def settings(self) -> Iterator[dict[str, float]]:
        """The start, and each slider at its ends with the others at their start."""
        start = {name: limits[3] for name, limits in self.sliders.items()}
        yield start
        for name, (low, high, *_) in self.sliders.items():
            yield start | {name: low}
            yield start | {name: high}

    def picture(self, values: dict[str, float]) -> Picture:
        """The picture at a setting, as a learner gets it."""
        return Picture(self.draw(**values), self.alt.format(**values))

    def seconds(self) -> float:
        """The time of a redraw: the median at its slowest setting.

        It is the processor's time: what else the machine is doing meanwhile does not count.
        """
        return max(self._seconds(values) for values in self.settings())

    def _seconds(self, values: dict[str, float]) -> float:
        times = []
        for _ in range(3):
            began = time.process_time()
            self.picture(values)
            times.append(time.process_time() - began)
        return median(times)


def plays(lesson: str) -> list[Play]:
    """Run a lesson's solved text here, and note every play instead of showing it."""
    found: list[Play] = []
    names = {"__name__": "__main__"}
    with tempfile.TemporaryDirectory() as place, chdir(place), _noting(found):
        for cell in read_lesson(build.text_of(build.ROOT, lesson)).cells:
            if cell.cell_type == "code":
                before = len(found)
                exec(compile(cell.source, cell.id, "exec"), names)
                for play in found[before:]:
                    play.cell = cell.id
    return found


@contextmanager
def _noting(found: list[Play]) -> Iterator[None]:
    def play(draw: Callable, alt: str, **sliders: tuple) -> None:
        found.append(Play("", draw, alt, sliders))

    def board(read: Callable, examples: dict) -> None:
        from neuronlab.plots.network import answering

        pixels = list(examples.values())

        def draw(example: int) -> Any:
            hidden, shares = read(pixels[example][None])
            return answering(pixels[example], hidden[0], shares[0], "your drawing")

        found.append(Play("", draw, "Your drawing, number {example}.", {"example": (0, 1, 1, 0)}))

    with (
        mock.patch.dict("os.environ", NEURONLAB_PROGRESS="off"),
        mock.patch("neuronlab.play", play, create=True),
        mock.patch("neuronlab.plots.play", play),
        mock.patch("neuronlab.plots.network.drawing_board", board),
        mock.patch("neuronlab.show", lambda figure, alt: Picture(figure, alt), create=True),
        mock.patch("neuronlab.plots.show", lambda figure, alt: Picture(figure, alt)),
        redirect_stdout(StringIO()),
    ):
        yield
