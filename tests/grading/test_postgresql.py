"""The gradebook on a PostgreSQL server, a real one that the tests start for themselves."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from tests.batches import KINDS, all_sorts, batch, counts, files, rows, rows_by, wait_for
from tests.course import Course

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Locked rooms need Linux.")


def programs() -> Path:
    """Where the server's programs are; Debian keeps them off the path."""
    found = [Path(place).parent for place in [shutil.which("initdb")] if place]
    found += sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    assert found, "PostgreSQL is not installed: apt-get install postgresql"
    return found[-1]


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The URL of a server of its own: in a folder that is thrown away, on a socket in it, and on no port."""
    account = pwd.getpwuid(os.getuid() or pwd.getpwnam("nobody").pw_uid)  # it refuses root
    as_account = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    more = as_account if os.getuid() == 0 else {}
    place = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))  # a socket's path has to be short
    os.chown(place, account.pw_uid, account.pw_gid)
    quiet = {"stdout": subprocess.DEVNULL, "cwd": place, **more}
    data = str(place / "data")
    subprocess.run(
        [programs() / "initdb", "-D", data, "-U", "teacher", "-A", "trust", "-E", "UTF8", "-N"],
        check=True,
        **quiet,
    )
    settings = ["-c", "listen_addresses=", "-c", f"unix_socket_directories={place}", "-F"]
    process = subprocess.Popen(
        [programs() / "postgres", "-D", data, *settings], stderr=subprocess.DEVNULL, **quiet
    )
    try:
        yield f"postgresql+psycopg://teacher@/postgres?host={place}"
    finally:
        process.terminate()
        process.wait(60)
        shutil.rmtree(place)


def asked(url: str, query: str) -> list[tuple]:
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            return [tuple(row) for row in connection.execute(text(query))]
    finally:
        engine.dispose()


def is_up(url: str) -> bool:
    try:
        return asked(url, "select 1") == [(1,)]
    except Exception:
        return False


def test_the_gradebook_is_the_same_there(kinds, tmp_path, server):
    """Batch, then serial nbgrader: both work on it, with the rows that SQLite has."""
    wait_for(lambda: is_up(server))
    there = Course(tmp_path / "there" / "course", kinds)
    settings = there.root / "nbgrader_config.py"
    settings.write_text(f'{settings.read_text()}\nc.CourseDirectory.db_url = "{server}"\n')
    all_sorts(there)
    here = Course(tmp_path / "here" / "course", kinds)
    all_sorts(here)

    assert counts(batch(there, KINDS))["graded"] == 9
    assert counts(batch(here, KINDS))["graded"] == 9
    assert files(there) == files(here)
    found, wanted = rows_by(lambda query: asked(server, query)), rows(here)
    for table in wanted:
        assert found[table] == wanted[table], table
    assert not (there.root / "term" / "gradebook.db").exists()

    assert "Skipping existing assignment" in there.nbgrader("autograde", KINDS)
    there.nbgrader("autograde", KINDS, "--student", "wrong", "--force")
    assert rows_by(lambda query: asked(server, query)) == found
    assert counts(batch(there, KINDS))["unchanged"] == 9
    there.nbgrader("generate_feedback", KINDS, "--student", "wrong")
    assert (there.root / "term" / "feedback" / "wrong" / KINDS / f"{KINDS}.html").exists()
