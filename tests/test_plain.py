"""Plain values cross and come back to the last bit, and nothing else crosses."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from neuronlab.observing import Observation
from neuronlab.plain import NotPlain, decode, encode

dtypes = st.sampled_from(["float64", "float32", "float16", "int64", "int32", "uint8", "bool"])
arrays = dtypes.flatmap(
    lambda dtype: hnp.arrays(
        dtype, hnp.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=4)
    )
)
scalars = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=9)
)
values = st.recursive(scalars | arrays, lambda inner: st.lists(inner, max_size=3), max_leaves=8)


def same(one, other):
    if isinstance(one, np.ndarray):
        return (one.shape, one.dtype, one.tobytes()) == (other.shape, other.dtype, other.tobytes())
    if isinstance(one, list):
        return len(one) == len(other) and all(map(same, one, other))
    return type(one) is type(other) and one == other


@given(value=values, packed=st.booleans())
def test_values_come_back_to_the_last_bit(value, packed):
    if not packed and isinstance(value, np.ndarray) and np.isnan(value.astype(float)).any():
        packed = True  # a list of numbers keeps nan, though not its payload
    assert same(decode(json.loads(json.dumps(encode(value, packed)))), value) or not packed


@pytest.mark.parametrize(
    "value",
    [object(), {1: 2}, (1, 2), np.array(["a"]), np.array([None]), np.zeros(2, complex), 1j, b"1"],
    ids=range(8),
)
def test_nothing_else_crosses(value):
    with pytest.raises(NotPlain):
        encode(value)


@pytest.mark.parametrize(
    "text",
    [
        {"dtype": "object", "shape": [1], "values": [1]},
        {"dtype": "O", "shape": [1], "values": "AAAA"},
        {"dtype": "S9", "shape": [1], "values": ["a"]},
        {"dtype": "float64,float64", "shape": [1], "values": "AAAA"},
        {"dtype": "float128", "shape": [1], "values": "AAAA"},
        {"dtype": "nonsense", "shape": [1], "values": "AAAA"},
        {"dtype": ["float64"], "shape": [1], "values": "AAAA"},
        {"dtype": "float64", "shape": [-1], "values": []},
        {"dtype": "float64", "shape": [1.0], "values": [1.0]},
        {"dtype": "float64", "shape": [True], "values": [1.0]},
        {"dtype": "float64", "shape": "11", "values": [1.0]},
        {"dtype": "float64", "shape": [10**30], "values": ""},
        {"dtype": "float64", "shape": [0, 10**30], "values": ""},
        {"dtype": "float64", "shape": [1] * 70, "values": [1.0]},
        {"dtype": "float64", "shape": [2], "values": "AAAA"},
        {"dtype": "float64", "shape": [2], "values": "not base 64"},
        {"dtype": "float64", "shape": [2], "values": [1.0]},
        {"dtype": "float64", "shape": [2], "values": ["a", "b"]},
        {"dtype": "float64", "shape": [2], "values": {"a": 1}},
        {"dtype": "float64", "shape": [1], "values": [1.0], "more": 1},
        {"dtype": "uint8", "shape": [1], "values": [300]},
        {},
    ],
    ids=str,
)
def test_hostile_arrays_are_refused(text):
    with pytest.raises(NotPlain):
        decode(text)


hostile = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["outputs", "raised", "changed", "warned", "dtype", "shape", "values", ""]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=15,
)


@given(hostile)
def test_an_observation_is_read_or_refused(text):
    try:
        read = Observation.from_plain(text)
    except NotPlain:
        return
    assert isinstance(read, Observation)
