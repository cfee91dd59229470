"""Batch grading on a Dask cluster of real processes: the same gradebook, whatever is lost on the way."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from tests.batches import (
    KINDS,
    all_sorts,
    batch,
    copy_of,
    counts,
    files,
    rows,
    start,
    started,
    wait_for,
)
from tests.course import REPO, Course

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Locked rooms need Linux.")
WHO = ("right", "wrong", "partly", "late", "damaged", "déadly one")

IMPATIENT = """
import sys
import grading.batch.cluster
from grading.__main__ import main
grading.batch.cluster.CONNECTING = 5.0
if __name__ == "__main__":
    sys.exit(main(["autograde", *sys.argv[1:]]))
"""


@pytest.fixture(scope="module")
def handed_in(kinds: Path, tmp_path_factory: pytest.TempPathFactory) -> Course:
    course = all_sorts(Course(tmp_path_factory.mktemp("handed-in") / "course", kinds))
    return copy_of(course, tmp_path_factory.mktemp("some"), WHO)


@pytest.fixture(scope="module")
def local(handed_in: Course, tmp_path_factory: pytest.TempPathFactory) -> Course:
    """The class as this machine's own processes grade it."""
    course = copy_of(handed_in, tmp_path_factory.mktemp("local"))
    batch(course, KINDS)
    return course


@contextmanager
def dask(*words: str, place: Path, **more: str) -> Iterator[subprocess.Popen]:
    """A scheduler or a worker, in an empty folder, with nothing of the course but its packages."""
    place.mkdir(exist_ok=True)
    process = subprocess.Popen(
        [sys.executable, "-m", "dask", *words, "--no-dashboard"],
        cwd=place,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(REPO), "OMP_NUM_THREADS": "1", **more},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


@contextmanager
def scheduler(place: Path) -> Iterator[tuple[subprocess.Popen, str]]:
    file = place / "scheduler.json"
    words = ("scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(file))
    with dask(*words, place=place) as process:
        wait_for(lambda: file.exists() and file.read_text().endswith("}"), process)
        yield process, json.loads(file.read_text())["address"]


def worker(address: str, place: Path, **more: str):
    words = ("worker", address, "--nthreads", "1", "--no-nanny", "--host", "127.0.0.1")
    return dask(*words, place=place, **more)


def test_a_worker_is_lost_and_nothing_else(handed_in, local, tmp_path):
    course = copy_of(handed_in, tmp_path)
    with ExitStack() as stack:
        _, address = stack.enter_context(scheduler(tmp_path))
        crew = [stack.enter_context(worker(address, tmp_path / f"w{n}")) for n in range(2)]
        process = start(course, KINDS, "--scheduler", address)
        wait_for(lambda: files(course), process)
        crew[0].kill()
        printed = process.communicate(timeout=300)[0]
        assert process.returncode == 0, printed
        assert counts(printed)["graded"] == len(WHO)
        assert files(course) == files(local)
        assert rows(course) == rows(local)
        assert counts(batch(course, KINDS, "--scheduler", address))["unchanged"] == len(WHO)


def test_the_scheduler_is_lost(handed_in, local, tmp_path):
    """The command says so and ends; what is done is recorded; a rerun goes on, also without a cluster."""
    course = copy_of(handed_in, tmp_path)
    with scheduler(tmp_path) as (boss, address), worker(address, tmp_path / "worker"):
        words = [sys.executable, "-c", IMPATIENT, KINDS, "--scheduler", address]
        process = started(course, words)
        wait_for(lambda: files(course), process)
        boss.kill()
        printed = process.communicate(timeout=300)[0]
        assert process.returncode == 2, printed
        assert f"The scheduler at {address} is gone" in printed
        assert counts(printed)["graded"] in range(1, len(WHO))
    again = batch(course, KINDS)
    assert counts(again)["unchanged"] >= counts(printed)["graded"]
    assert files(course) == files(local)
    assert rows(course) == rows(local)


def test_a_worker_with_other_code_or_without_a_lock_is_refused(handed_in, tmp_path):
    course = copy_of(handed_in, tmp_path)
    (tmp_path / "sitecustomize.py").write_text(
        "from grading.batch import cluster\ncluster.version = lambda: 'another'\n"
    )
    other = {"PYTHONPATH": os.pathsep.join([str(tmp_path), str(REPO)])}
    with scheduler(tmp_path) as (_, address):
        with worker(address, tmp_path / "worker", **other):
            printed = batch(course, KINDS, "--scheduler", address, status=2)
            assert "has another version of the course" in printed
        with worker(address, tmp_path / "worker", PATH=""):
            printed = batch(course, KINDS, "--scheduler", address, status=2)
            assert "bubblewrap (the command `bwrap`) is not installed" in printed
    assert not files(course)
