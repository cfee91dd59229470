"""From solved notebooks to learners' notebooks, by nbgrader's own `generate_assignment`."""

from __future__ import annotations

import logging
import tempfile
from pathlib import Path

from nbgrader.apps import NbGraderAPI
from traitlets.config import PyFileConfigLoader

CONFIG = "nbgrader_config.py"


def generate(root: Path, lessons: list[str], config_root: Path | None = None) -> None:
    """Generate the release of each lesson under `root` with a gradebook that is thrown away.

    Parameters
    ----------
    root : Path
        A course: `solutions/notebooks/LESSON/` is read, `notebooks/LESSON/` is replaced.
    lessons : list of str
        Folder names.
    config_root : Path, optional
        Where `nbgrader_config.py` is; `root` if left out.

    Raises
    ------
    RuntimeError
        If nbgrader reports a failure; its log is in the message.
    """
    config = PyFileConfigLoader(CONFIG, path=str(config_root or root)).load_config()
    with tempfile.TemporaryDirectory() as scratch:
        config.CourseDirectory.root = str(root)
        config.CourseDirectory.db_url = f"sqlite:///{scratch}/gradebook.db"
        config.NbGrader.logfile = ""
        config.GenerateAssignment.logfile = ""
        api = NbGraderAPI(config=config)
        api.log_level = logging.ERROR
        for lesson in lessons:
            result = api.generate_assignment(lesson, force=True, create=True)
            if not result["success"]:
                raise RuntimeError(f"{lesson}: {result.get('error', '')}\n{result.get('log', '')}")
        api.gradebook.close()
