"""`make lab` and `make teach`, started for real in a scratch copy of the course and asked over HTTP."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from pathlib import Path

import nbformat
import pytest
import websocket
from nbformat.v4 import new_code_cell, new_notebook

from tools.run import ROOT

LESSON = "01_scratch"
PATIENCE = 60
"""Seconds that a server or a kernel gets to answer; a good machine needs three."""


class Server:
    """A server that runs, and how to ask it."""

    def __init__(self, port: int, token: str):
        self.port, self.token = port, token

    def ask(self, path: str, /, **body) -> tuple[int, str]:
        """Status and text of an answer; a POST if there is a body."""
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{path}",
            data=json.dumps(body).encode() if body else None,
            headers={"Authorization": f"token {self.token}", "Content-Type": "application/json"},
        )
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def json(self, path: str, /, **body):
        """The content of an answer."""
        status, text = self.ask(path, **body)
        assert status in (200, 201), text
        return json.loads(text)

    def run(self, path: str, code: str) -> str:
        """What code prints in a kernel that was started for a notebook."""
        session = self.json(
            "/api/sessions", path=path, name="", type="notebook", kernel={"name": "python3"}
        )
        channel = websocket.create_connection(
            f"ws://127.0.0.1:{self.port}/api/kernels/{session['kernel']['id']}/channels",
            header=[f"Authorization: token {self.token}"],
            timeout=PATIENCE,
        )
        asked = uuid.uuid4().hex
        header = {"msg_id": asked, "msg_type": "execute_request", "session": asked}
        content = {"code": code, "silent": False, "store_history": False}
        with contextlib.closing(channel):
            channel.send(
                json.dumps(
                    {
                        "header": {**header, "username": "", "version": "5.3"},
                        "parent_header": {},
                        "metadata": {},
                        "content": content,
                        "channel": "shell",
                    }
                )
            )
            printed = ""
            while True:
                message = json.loads(channel.recv())
                if message["parent_header"].get("msg_id") != asked:
                    continue
                if message["msg_type"] == "stream":
                    printed += message["content"]["text"]
                if message["msg_type"] == "error":
                    printed += "\n".join(message["content"]["traceback"])
                if message["msg_type"] == "execute_reply":
                    return printed


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A scratch copy of the course with one small lesson."""
    root = tmp_path_factory.mktemp("course")
    for name in ("tools", "neuronlab", "solutions", "grading"):
        leave = shutil.ignore_patterns("__pycache__", "notebooks", "lessons")
        shutil.copytree(ROOT / name, root / name, ignore=leave)
    shutil.copy(ROOT / "nbgrader_config.py", root)
    notebook = new_notebook(cells=[new_code_cell("1 + 1")])
    for folder in ("notebooks", "solutions/notebooks"):
        (root / folder / LESSON).mkdir(parents=True)
        nbformat.write(notebook, root / folder / LESSON / f"{LESSON}.ipynb")
    return root


@contextlib.contextmanager
def served(module: str, course: Path, home: Path):
    """Run a command's module in the scratch course; nothing of this machine's Jupyter is touched."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    token, log = uuid.uuid4().hex, home / "log"
    surroundings = {name: value for name, value in os.environ.items() if "NEURONLAB" not in name}
    for name in ("CONFIG_DIR", "DATA_DIR", "RUNTIME_DIR"):
        surroundings[f"JUPYTER_{name}"] = str(home / name.lower())
    surroundings.update(
        IPYTHONDIR=str(home / "ipython"),
        JUPYTER_PREFER_ENV_PATH="1",
        PYTHONPATH=str(course),  # as if somebody had set it
        PATH=os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
    )
    options = ["--no-browser", f"--port={port}", "--ServerApp.port_retries=0"]
    with log.open("w") as file:
        process = subprocess.Popen(
            [sys.executable, "-m", module, *options, f"--IdentityProvider.token={token}"],
            cwd=course,
            env=surroundings,
            stdout=file,
            stderr=subprocess.STDOUT,
        )
    try:
        server = Server(port, token)
        await_answer(server, process, log)
        yield server
    finally:
        process.terminate()
        process.wait(PATIENCE)


def await_answer(server: Server, process: subprocess.Popen, log: Path) -> None:
    """Wait until the server answers."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        assert process.poll() is None, log.read_text()
        with contextlib.suppress(OSError):
            if server.ask("/api/status")[0] == 200:
                return
        time.sleep(0.1)
    raise AssertionError(f"No answer after {PATIENCE} s:\n{log.read_text()}")


@pytest.fixture(scope="module")
def lab(course, tmp_path_factory):
    """A learner's Lab."""
    with served("tools.lab", course, tmp_path_factory.mktemp("learner")) as server:
        yield server


@pytest.fixture(scope="module")
def teach(course, tmp_path_factory):
    """A teacher's Lab."""
    with served("tools.teach", course, tmp_path_factory.mktemp("teacher")) as server:
        yield server


class TestLab:
    """What a learner gets."""

    def test_lab_is_served(self, lab):
        status, page = lab.ask("/lab")
        assert status == 200
        assert "jupyter-config-data" in page

    def test_the_lessons_are_there_and_nothing_else(self, lab):
        content = lab.json("/api/contents")["content"]
        assert [one["name"] for one in content] == [LESSON]

    def test_a_notebook_can_be_read(self, lab):
        notebook = lab.json(f"/api/contents/{LESSON}/{LESSON}.ipynb")
        assert notebook["content"]["cells"][0]["source"] == "1 + 1"
        assert notebook["writable"]

    def test_a_kernel_reaches_the_checks_and_not_the_solutions(self, lab, course):
        found = lab.run(
            f"{LESSON}/{LESSON}.ipynb",
            "import importlib.util, os\n"
            "for name in ('neuronlab', 'solutions', 'grading', 'tools'):\n"
            "    print(name, importlib.util.find_spec(name) is not None)\n"
            "from neuronlab import check\n"
            "from neuronlab.keeping import folder\n"
            "print(folder())\n",
        )
        assert found.splitlines() == [
            "neuronlab True",
            "solutions False",
            "grading False",
            "tools False",
            str(course / "work" / ".neuronlab"),
        ]

    def test_nbgrader_finds_the_course(self, lab):
        found = lab.json("/assignments?course_id=neuronlab")
        assert found == {"success": True, "value": []}

    def test_a_learner_meets_no_formgrader(self, lab):
        assert lab.ask("/formgrader")[0] == 404
        assert '"@jupyter/nbgrader:formgrader"' in lab.ask("/lab")[1]


class TestTeach:
    """What a teacher gets."""

    def test_the_formgrader_lists_the_assignments(self, teach):
        assert teach.ask("/formgrader")[0] == 200
        found = teach.json("/formgrader/api/assignments")
        assert [one["name"] for one in found] == [LESSON]

    def test_a_solved_notebook_finds_the_solutions(self, teach):
        found = teach.run(
            f"solutions/notebooks/{LESSON}/{LESSON}.ipynb",
            "from solutions import against_reference\nprint('found')",
        )
        assert found == "found\n"


def test_a_release_is_fetched_into_the_work_and_can_be_handed_in(lab, teach, course):
    mine = course / "work" / LESSON / f"{LESSON}.ipynb"
    mine.write_text(mine.read_text("utf-8").replace("1 + 1", "2 + 2"), "utf-8")
    released = teach.json(f"/formgrader/api/assignment/{LESSON}/release", x=0)
    assert released["success"], released
    [assignment] = lab.json("/assignments?course_id=neuronlab")["value"]
    assert (assignment["status"], assignment["path"]) == ("fetched", LESSON)
    handed_in = lab.json("/assignments/submit", assignment_id=LESSON, course_id="neuronlab")
    assert handed_in["success"], handed_in
    [inbound] = (course / "term" / "exchange" / "neuronlab" / "inbound").iterdir()
    assert "2 + 2" in (inbound / f"{LESSON}.ipynb").read_text("utf-8")
