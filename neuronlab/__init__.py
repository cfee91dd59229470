"""Neuron Lab, the learner's side: checks that name the mistake, progress, plots and data.

Only names listed in `__all__` are for lessons; they are imported when they are first used, so that a
kernel starts at once.
"""

from __future__ import annotations

import importlib
from typing import Any

__version__ = "0.1.0"

_HOMES = {
    "check": "neuronlab.checking",
    "mine": "neuronlab.checking",
    "play": "neuronlab.plots",
    "progress": "neuronlab.overview",
    "show": "neuronlab.plots",
}

__all__ = list(_HOMES)


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        found = getattr(importlib.import_module(_HOMES[name]), name)
        globals()[name] = found
        return found
    raise AttributeError(f"neuronlab has no {name!r}; it has {', '.join(__all__)}.")
