"""What several tests need."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import settings

from tests.course import REPO, Course
from tools import build

settings.register_profile("course", deadline=None)  # no test may hang on how busy the machine is
settings.load_profile("course")


@pytest.fixture(autouse=True)
def _no_progress(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes the progress of the person who runs it."""
    from neuronlab import keeping

    monkeypatch.setenv("NEURONLAB_PROGRESS", "off")
    monkeypatch.setattr(keeping, "_in_memory", {})


@pytest.fixture(scope="session")
def kinds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The scratch lesson with one exercise of every kind, built as lessons are."""
    root = tmp_path_factory.mktemp("kinds")
    shutil.copytree(REPO / "tests" / "kinds", root, dirs_exist_ok=True)
    build.build(root, ["00_kinds"])
    return root


@pytest.fixture
def course(kinds: Path, tmp_path: Path) -> Course:
    """A course with the scratch lesson, nothing submitted."""
    return Course(tmp_path / "course", kinds)
