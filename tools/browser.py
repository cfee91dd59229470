"""A Chromium for the tests that use Lab as a learner does."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome")


class NoBrowser(RuntimeError):
    """There is no Chromium on this machine."""

    def __init__(self) -> None:
        super().__init__(
            f"A browser was expected: one of {', '.join(NAMES)}, or Playwright's own Chromium. None was "
            "found. Install one (Debian: sudo apt install chromium), or run "
            "`python -m playwright install chromium` in the course's environment."
        )


def chromium() -> str:
    """The path of a Chromium.

    Raises
    ------
    NoBrowser
        If there is none: a browser test fails then, it is not passed over.
    """
    for name in NAMES:
        if path := shutil.which(name):
            return path
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    if Path(path).exists():
        return path
    raise NoBrowser


def provide() -> bool:
    """Look for a Chromium, and let Playwright download one if there is none; True if there is one now."""
    try:
        chromium()
    except NoBrowser:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"])
    try:
        chromium()
    except NoBrowser as error:
        print(error, file=sys.stderr)
        return False
    return True
