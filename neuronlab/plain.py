"""Plain values as JSON: arrays, lists, numbers and text, and nothing else.

Arrays are written as nested lists (readable, for files that people compare) or packed in base64
(fast, for questions that cross to another process). Numbers keep every bit either way. No pickle.
"""

from __future__ import annotations

import base64
import math
from typing import Any

import numpy as np

KINDS = "biuf"
"""The kinds of array that can cross: booleans, whole numbers and floating point."""

LARGEST = 200_000_000
"""Bytes of one array; larger ones are refused before they are read."""


class NotPlain(ValueError):
    """A value that cannot cross, or a text that does not describe a plain value."""


def encode(value: Any, packed: bool = False) -> Any:
    """Turn a plain value into what `json` can write.

    Raises
    ------
    NotPlain
        If the value is, or holds, something else.
    """
    if isinstance(value, np.ndarray):
        if value.dtype.kind not in KINDS:
            raise NotPlain(f"An array of numbers was expected, found one of type {value.dtype}.")
        array = np.ascontiguousarray(value, dtype=value.dtype.newbyteorder("<"))
        content = (
            base64.b64encode(array.tobytes()).decode("ascii") if packed else array.ravel().tolist()
        )
        return {"dtype": value.dtype.name, "shape": list(value.shape), "values": content}
    if isinstance(value, np.generic):
        return encode(value.item())
    if isinstance(value, list):
        return [encode(entry, packed) for entry in value]
    if value is None or isinstance(value, bool | int | float | str):
        return value
    raise NotPlain(f"Numbers, text, lists or arrays were expected, found {type(value).__name__}.")


def decode(text: Any) -> Any:
    """Turn back what `encode` made.

    Raises
    ------
    NotPlain
        If it was not made by `encode`, or names an array larger than `LARGEST` bytes.
    """
    if isinstance(text, dict):
        return _array(text)
    if isinstance(text, list):
        return [decode(entry) for entry in text]
    if text is None or isinstance(text, bool | int | float | str):
        return text
    raise NotPlain(f"Numbers, text, lists or arrays were expected, found {type(text).__name__}.")


def _array(text: dict) -> np.ndarray:
    if set(text) != {"dtype", "shape", "values"}:
        raise NotPlain("An array has dtype, shape and values, and nothing else.")
    shape, values = text["shape"], text["values"]
    try:
        dtype = np.dtype(str(text["dtype"]))
    except TypeError as error:
        raise NotPlain(f"No type of array: {str(text['dtype'])[:40]!r}.") from error
    if dtype.kind not in KINDS or dtype.itemsize > 8:
        raise NotPlain(f"An array of numbers was expected, found one of type {dtype}.")
    if not isinstance(shape, list) or len(shape) > 32:
        raise NotPlain("A shape is a list of at most 32 whole numbers.")
    if any(type(length) is not int or length < 0 for length in shape):
        raise NotPlain("A shape is a list of whole numbers from 0.")
    size = math.prod(shape)
    if size * dtype.itemsize > LARGEST or any(length > LARGEST for length in shape):
        raise NotPlain(f"An array of shape {tuple(shape)} is too large.")
    try:
        if isinstance(values, str):
            raw = base64.b64decode(values, validate=True)
            if len(raw) != size * dtype.itemsize:
                raise NotPlain(f"{len(raw)} bytes do not fill an array of shape {tuple(shape)}.")
            flat = np.frombuffer(raw, dtype.newbyteorder("<")).astype(dtype)
        else:
            flat = np.array(values, dtype)
        return flat.reshape(shape)
    except (ValueError, TypeError, OverflowError) as error:
        raise NotPlain(f"The values do not fill an array of shape {tuple(shape)}.") from error
