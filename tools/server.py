"""Start JupyterLab as `make lab` and `make teach` need it."""

from __future__ import annotations

import os
from pathlib import Path

SETTINGS = Path(__file__).resolve().parent / "jupyter"
"""A folder of Jupyter settings for each kind of reader: which parts of Lab they see."""


def start(reader: str, root: Path, folder: Path, given: list[str]) -> None:
    """Serve `folder` until somebody ends it.

    Parameters
    ----------
    reader : str
        A folder in `SETTINGS`.
    root : Path
        The course, where `nbgrader_config.py` is.
    folder : Path
        What Lab shows. It becomes the working directory: nbgrader fetches to there and submits from there.
    given : list of str
        Further options for JupyterLab.
    """
    # Jupyter's programs look for their configuration in these folders, nbgrader for its own too: that is
    # how it finds the course's from `work/` without a copy.
    paths = [SETTINGS / reader, SETTINGS / "everybody", root]
    before = os.environ.get("JUPYTER_CONFIG_PATH")
    os.environ["JUPYTER_CONFIG_PATH"] = os.pathsep.join(
        [*map(str, paths), *([before] if before else [])]
    )
    os.chdir(folder)

    from jupyterlab.labapp import LabApp

    LabApp.launch_instance([f"--ServerApp.root_dir={folder}", *allowances(), *given])


def allowances() -> list[str]:
    """Jupyter refuses to run as root unless told; in a container people often are."""
    return ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []


def without(root: Path, path: str) -> str:
    """A PYTHONPATH from which the course's folder is taken out."""
    return os.pathsep.join(one for one in path.split(os.pathsep) if one and Path(one) != root)
