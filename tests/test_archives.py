"""Archives are read where nobody is trusted: the judge opens what an answer wrote."""

from __future__ import annotations

import io
import zipfile

import numpy as np
import pytest

from neuronlab import archives

ARRAYS = [np.arange(6.0).reshape(2, 3), np.array([[1.5]])]


def in_bytes(content: bytes) -> np.ndarray:
    return np.frombuffer(content, np.uint8)


def zipped(name: str, content: bytes, how: int = zipfile.ZIP_STORED) -> np.ndarray:
    """The bytes of an archive with one file in it."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", how) as archive:
        archive.writestr(name, content)
    return in_bytes(made.getvalue())


def saved(array: np.ndarray) -> bytes:
    """The bytes of an .npy file."""
    made = io.BytesIO()
    np.save(made, array)
    return made.getvalue()


def test_what_was_written_is_read():
    found = archives.read(archives.written(ARRAYS))
    assert list(found) == ["arr_0", "arr_1"]
    assert all(np.array_equal(found[f"arr_{i}"], one) for i, one in enumerate(ARRAYS))


def test_numpy_reads_what_was_written():
    with np.load(io.BytesIO(archives.written(ARRAYS).tobytes())) as archive:
        assert np.array_equal(archive["arr_0"], ARRAYS[0])


def test_what_numpy_packs_is_read():
    made = io.BytesIO()
    np.savez_compressed(made, *ARRAYS)
    assert np.array_equal(archives.read(in_bytes(made.getvalue()))["arr_0"], ARRAYS[0])


def huge_header() -> bytes:
    text = b"{'descr': '<f8', 'fortran_order': False, 'shape': (10000000000000,), }\n"
    return b"\x93NUMPY\x01\x00" + len(text).to_bytes(2, "little") + text


@pytest.mark.parametrize(
    "content",
    [
        in_bytes(b""),
        in_bytes(b"no archive at all"),
        archives.written(ARRAYS)[:200],
        zipped("arr_0.npy", b"no array"),
        zipped("arr_0.npy", saved(np.zeros(3))[:-4]),
        zipped("arr_0.npy", saved(np.array([None, 1], dtype=object))),
        zipped("arr_0.npy", saved(np.array(["text"]))),
        zipped("arr_0.npy", huge_header()),
        zipped("arr_0.npy", bytes(10_000_000), zipfile.ZIP_DEFLATED),
        zipped("arr_0.npy", saved(np.zeros(1_000_000)), zipfile.ZIP_DEFLATED),
        zipped("arr_0.npy", saved(np.zeros(3)), zipfile.ZIP_LZMA),
        zipped("arr_0.npy", saved(np.zeros(3)), zipfile.ZIP_BZIP2),
        zipped("arr_0.npy", b"\x93NUMPY\x01\x00\xff\xff" + b"(" * 65535),
        archives.written([np.zeros(1)] * (archives.MOST + 1)),
        np.full(100, np.nan),
    ],
    ids=range(15),
)
def test_anything_else_is_refused(content):
    with np.errstate(all="ignore"), pytest.raises(archives.NotAnArchive):
        archives.read(content)


def test_damaged_bytes_are_read_or_refused():
    right = archives.written(ARRAYS)
    rng = np.random.default_rng(0)
    for _ in range(500):
        content = right.copy()
        content[rng.integers(0, len(right), 3)] = rng.integers(0, 256, 3)
        try:
            archives.read(content)
        except archives.NotAnArchive:
            pass
