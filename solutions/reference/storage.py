"""Parameters on disk, as NumPy's own archive: no pickle, nothing that could run."""

from __future__ import annotations

from collections.abc import Sequence
from os import PathLike

import numpy as np


def save_parameters(path: str | PathLike, parameters: Sequence[np.ndarray]) -> None:
    """Write the parameters, in their order, to a file that ends in `.npz`."""
    np.savez(path, *parameters)


def load_parameters(path: str | PathLike, parameters: Sequence[np.ndarray]) -> None:
    """Fill the parameters, in place, with what was saved.

    Raises
    ------
    ValueError
        If the file holds another number of parameters, or one of another shape. Nothing is filled then.
    """
    with np.load(path, allow_pickle=False) as archive:
        saved = [archive[f"arr_{position}"] for position in range(len(archive.files))]
    if len(saved) != len(parameters):
        raise ValueError(f"{len(parameters)} parameters were expected, {path} holds {len(saved)}.")
    for position, (one, other) in enumerate(zip(parameters, saved, strict=True)):
        if one.shape != other.shape:
            raise ValueError(
                f"Parameter {position} should have the shape {one.shape}, {path} holds {other.shape}."
            )
    for one, other in zip(parameters, saved, strict=True):
        one[...] = other
