"""Draw the figures that the lessons show: `python -m img.draw`, or for one topic `python -m img.draw neuron`.

Each topic has a module in `img/drawings/` whose functions `draw_...` return a figure; `draw_one_neuron` in
`drawings/neuron.py` becomes `img/neuron-one-neuron.png`.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from img import drawings

FOLDER = Path(__file__).resolve().parent
DOTS = 160


def found() -> Iterator[tuple[str, Callable[[], Any]]]:
    """The file name of every figure, and the function that draws it."""
    for module in pkgutil.iter_modules(drawings.__path__):
        loaded = importlib.import_module(f"img.drawings.{module.name}")
        for name, function in vars(loaded).items():
            if name.startswith("draw_") and callable(function):
                title = name.removeprefix("draw_").replace("_", "-")
                yield f"{module.name.replace('_', '-')}-{title}.png", function


def main() -> None:
    """Draw all figures, or those of the topics that are named."""
    topics = [topic.replace("_", "-") for topic in sys.argv[1:]]
    for name, function in found():
        if not topics or any(name.startswith(f"{topic}-") for topic in topics):
            function().savefig(FOLDER / name, dpi=DOTS, metadata={"Software": None})
            print(name)


if __name__ == "__main__":
    main()
