"""Lesson 10, wrong on purpose."""

import numpy as np

from solutions.reference.storage import load_parameters as right_load
from solutions.reference.storage import save_parameters as right_save
from solutions.registry import mistake


def _load_in_name_order(path, parameters):
    with np.load(path) as archive:
        saved = [archive[name] for name in sorted(archive.files)]
    if [one.shape for one in saved] != [one.shape for one in parameters]:
        raise ValueError("does not fit")
    for one, other in zip(parameters, saved, strict=True):
        one[...] = other


mistake(
    "save_parameters",
    "order",
    "It looks as if the parameters come back in the order of their names: from ten parameters on, arr_10 "
    "comes before arr_2.",
)((right_save, _load_in_name_order))


def _load_backwards(path, parameters):
    right_load(
        path, parameters[::-1] if len({one.shape for one in parameters}) == 1 else parameters
    )


mistake(
    "save_parameters",
    "backwards",
    "It looks as if the parameters come back in reverse order.",
)((right_save, _load_backwards))


def _load_unchecked_shapes(path, parameters):
    with np.load(path) as archive:
        saved = [archive[f"arr_{i}"] for i in range(len(archive.files))]
    if len(saved) != len(parameters):
        raise ValueError("another number")
    for one, other in zip(parameters, saved, strict=True):
        one.resize(other.shape, refcheck=False)
        one[...] = other


mistake(
    "save_parameters",
    "shapes not checked",
    "It looks as if a parameter of another shape is taken: compare the shapes and raise ValueError.",
)((right_save, _load_unchecked_shapes))


def _load_unchecked_number(path, parameters):
    with np.load(path) as archive:
        for i in range(min(len(parameters), len(archive.files))):
            saved = archive[f"arr_{i}"]
            if saved.shape != parameters[i].shape:
                raise ValueError("another shape")
            parameters[i][...] = saved


mistake(
    "save_parameters",
    "number not checked",
    "It looks as if a file with another number of parameters is taken: compare the numbers and raise ValueError.",
)((right_save, _load_unchecked_number))


def _load_new_arrays(path, parameters):
    fresh = [one.copy() for one in parameters]
    right_load(path, fresh)
    return fresh


mistake(
    "save_parameters",
    "not in place",
    "It looks as if new arrays are made and those that were handed in stay as they were: fill them, entry by "
    "entry, with [...].",
)((right_save, _load_new_arrays))
