"""Run a lesson's notebook: the solved notebook with its outputs."""

from __future__ import annotations

import os
from pathlib import Path

import nbformat
from nbclient import NotebookClient

WIDGET = "application/vnd.jupyter.widget-view+json"
SECONDS = 120
"""How long one cell of a solved notebook may take."""


def solve(notebook: nbformat.NotebookNode, root: Path, place: Path) -> nbformat.NotebookNode:
    """Run every cell; none may fail, the tagged ones neither.

    Parameters
    ----------
    root : Path
        The course's root: `solutions` is imported from there.
    place : Path
        The folder in which the cells run.

    Raises
    ------
    nbclient.exceptions.CellExecutionError
        If a cell raises.
    RuntimeError
        If a cell warns or writes to stderr: a notebook that warns is not finished.
    """
    place.mkdir(parents=True, exist_ok=True)
    client = NotebookClient(
        notebook,
        extra_arguments=["--HistoryManager.hist_file=:memory:", "--log-level=40"],
        timeout=SECONDS,
        kernel_name="python3",
        force_raise_errors=True,
        record_timing=False,
        store_widget_state=False,
        resources={"metadata": {"path": str(place)}},
    )
    client.execute(env=kernel_environment(root))
    notebook.metadata.get("language_info", {}).pop("version", None)
    for number, cell in enumerate(notebook.cells):
        for output in cell.get("outputs", []):
            if WIDGET in output.get("data", {}):  # its id is random, and nothing is stored under it
                output.data[WIDGET].model_id = f"{cell.id}-widget"
            if output.get("name") == "stderr":
                raise RuntimeError(f"Cell {number + 1} wrote to stderr: {output.text[:500]}")
    return notebook


def kernel_environment(root: Path) -> dict[str, str]:
    """The environment in which solved notebooks run: no progress of anybody's, `solutions` in reach."""
    paths = [str(root), os.environ.get("PYTHONPATH", "")]
    return {
        **os.environ,
        "NEURONLAB_PROGRESS": "off",
        "PYTHONPATH": os.pathsep.join(path for path in paths if path),
    }


def write(notebook: nbformat.NotebookNode, path: Path) -> None:
    """Write a notebook as nbformat does, in a folder made for it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, path)
