"""NumPy's archives (`.npz`) as plain bytes, written and read where nobody is trusted.

An `.npz` file is a zip archive of `.npy` files: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html.
"""

from __future__ import annotations

import io
import math
import zipfile
from collections.abc import Sequence

import numpy as np

from neuronlab.plain import KINDS

MOST = 100
"""Arrays of one archive; more are not read."""

LARGEST = 1_000_000
"""Bytes of one array, unpacked."""


class NotAnArchive(ValueError):
    """Bytes that are no `.npz` archive of small arrays of numbers."""


def written(arrays: Sequence[np.ndarray]) -> np.ndarray:
    """The bytes of a file as `np.savez(path, *arrays)` writes it, as an array of shape (bytes,).

    What `np.savez` itself writes is not the same, byte for byte, under every version and system.
    """
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for index, array in enumerate(arrays):
            member = zipfile.ZipInfo(f"arr_{index}.npy")
            member.create_system, member.external_attr = 3, 0o600 << 16
            file = io.BytesIO()
            np.lib.format.write_array(file, np.asarray(array), allow_pickle=False)
            archive.writestr(member, file.getvalue())
    return np.frombuffer(content.getvalue(), np.uint8).copy()


def read(content: np.ndarray) -> dict[str, np.ndarray]:
    """The arrays of an archive by name, in the order of the file. Reads no pickle and unpacks little.

    Parameters
    ----------
    content : array of shape (bytes,)
        What a file holds, whoever wrote it.

    Raises
    ------
    NotAnArchive
        If the bytes are anything else.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content.astype(np.uint8).tobytes())) as archive:
            members = archive.infolist()
            if len(members) > MOST:
                raise NotAnArchive(f"At most {MOST} arrays were expected, found {len(members)}.")
            return {_name(one): _array(archive, one) for one in members}
    except Exception as error:  # what bytes of a stranger may raise is no closed list
        raise NotAnArchive(f"An .npz archive of arrays was expected: {error}") from error


def _name(member: zipfile.ZipInfo) -> str:
    return member.filename.removesuffix(".npy")


def _array(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> np.ndarray:
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise NotAnArchive("Other ways to pack than NumPy's may ask for any amount of memory.")
    with archive.open(member) as packed:
        file = io.BytesIO(packed.read(LARGEST))
    major, _ = np.lib.format.read_magic(file)
    header = {1: np.lib.format.read_array_header_1_0, 2: np.lib.format.read_array_header_2_0}
    shape, _, dtype = header[major](file)
    if dtype.kind not in KINDS or math.prod(shape) * dtype.itemsize > LARGEST:
        raise NotAnArchive(f"{_name(member)} has the type {dtype} and the shape {shape}.")
    file.seek(0)
    return np.lib.format.read_array(file, allow_pickle=False)
