"""`make test`: style, tests and solved notebooks, one after the other, and a summary.

With arguments it runs pytest alone, with these: `make test ARGS="-k softmax"`.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator

from tools import browser
from tools.run import ROOT
from tools.solved import kernel_environment

PYTEST = ["pytest"]
IN_PARALLEL = ["-n", "2", "--dist", "loadscope"]  # a notebook's cells belong together
SOLVED = "solutions/notebooks"
BROWSER = "tests/browser"


def main(given: list[str]) -> int:
    """Run what is asked for; 0 if everything passed."""
    browser.provide()  # without one the browser tests fail and say why
    if given:
        return module([*PYTEST, *given])
    results = [timed(name, command) for name, command in parts()]
    print("\nSummary")
    for name, code, seconds in results:
        print(f"  {name:<18}{'passed' if code == 0 else 'FAILED':<8}{seconds:6.1f} s")
    return int(any(code for _, code, _ in results))


def parts() -> Iterator[tuple[str, list[str]]]:
    """The name of every part, and the module with its arguments that checks it."""
    yield "style", ["ruff", "check", "."]
    yield "format", ["ruff", "format", "--check", "."]
    yield "tests", [*PYTEST, *IN_PARALLEL, f"--ignore={BROWSER}"]
    yield "browser", [*PYTEST, BROWSER]  # alone: a person has the machine for themselves, too
    if any((ROOT / SOLVED).glob("*/*.ipynb")):
        replay = ["--nbval", SOLVED, "--nbval-sanitize-with", "tests/nbval-sanitize.cfg"]
        yield "solved notebooks", [*PYTEST, *replay, *IN_PARALLEL]
    else:
        print(f"There is no solved notebook in {SOLVED} yet: none is replayed.")


def timed(name: str, command: list[str]) -> tuple[str, int, float]:
    """Run one part under a heading."""
    print(f"\n== {name}", flush=True)
    begun = time.perf_counter()
    code = module(command)
    return name, code, time.perf_counter() - begun


def module(command: list[str]) -> int:
    """Run a module of this environment in the course's folder, with `solutions` in reach."""
    run = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=ROOT,
        env={**os.environ, **kernel_environment(ROOT)},
    )
    return run.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
