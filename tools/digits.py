"""Split the handwritten digits: what ships to learners, and what is kept apart for grading.

Run once, `python -m tools.digits PATH/digits.csv.gz`, with the file that scikit-learn ships in
`sklearn/datasets/data`. The split is fixed by a seed and stratified: each digit has its share in every part.
"""

from __future__ import annotations

import argparse
import io
import itertools
import zipfile
from pathlib import Path

import numpy as np

from neuronlab.datasets import HELD_OUT, SHIPPED

ROOT = Path(__file__).resolve().parent.parent
SEED = 11


def main() -> None:
    """Read the table and write both files."""
    parser = argparse.ArgumentParser(prog="python -m tools.digits", description=__doc__)
    parser.add_argument(
        "table", type=Path, help="64 counts from 0 to 16 and the digit, a line each"
    )
    table = np.loadtxt(parser.parse_args().table, delimiter=",").astype(np.uint8)
    order = mixed(table[:, 64], np.random.default_rng(SEED))
    for rows, path in (
        (order[:SHIPPED], ROOT / "neuronlab" / "data" / "digits.npz"),
        (order[SHIPPED:], ROOT / "solutions" / "data" / "digits.npz"),
    ):
        write(path, pixels=table[rows, :64], labels=table[rows, 64])
        print(path.relative_to(ROOT), np.bincount(table[rows, 64]), path.stat().st_size, "bytes")


def mixed(labels: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """An order in which every stretch holds about the same share of each digit.

    Parameters
    ----------
    labels : integer array (N,)
    rng : numpy.random.Generator

    Returns
    -------
    integer array (N,)
        Rows: first those that ship, the last `HELD_OUT` of them a stratified part; then those kept apart.
    """
    place = np.empty(len(labels))
    for digit in range(10):
        rows = rng.permutation(np.flatnonzero(labels == digit))
        place[rows] = (np.arange(len(rows)) + rng.random()) / len(rows)
    order = np.argsort(place)
    starts = [0, SHIPPED - HELD_OUT, SHIPPED, len(labels)]
    parts = [order[one:other] for one, other in itertools.pairwise(starts)]
    return np.concatenate([rng.permutation(part) for part in parts])


def write(path: Path, **arrays: np.ndarray) -> None:
    """An `.npz` file whose bytes are the same whenever it is written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as file:
        for name, array in arrays.items():
            buffer = io.BytesIO()
            np.save(buffer, array)
            file.writestr(
                zipfile.ZipInfo(f"{name}.npy"), buffer.getvalue(), zipfile.ZIP_DEFLATED, 9
            )


if __name__ == "__main__":
    main()
