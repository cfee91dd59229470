"""What the walks through Lab share."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def exchange(tmp_path_factory) -> Path:
    """The folder that teacher and learner share."""
    folder = tmp_path_factory.mktemp("exchange")
    folder.chmod(0o777)
    return folder


@pytest.fixture
def page(opened):
    """The page alone."""
    return opened[0]
