"""Servers for tests: the course's commands started for real, in a scratch copy, asked over HTTP."""

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

import websocket

from tools.run import ROOT

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
                if (
                    message["msg_type"] == "status"
                    and message["content"]["execution_state"] == "idle"
                ):
                    return printed  # a reply may come before the last of what was printed


def scratch_course(root: Path) -> Path:
    """A copy of the course's code, without its lessons."""
    for name in ("tools", "neuronlab", "solutions", "grading"):
        leave = shutil.ignore_patterns("__pycache__", "notebooks", "lessons")
        shutil.copytree(ROOT / name, root / name, ignore=leave)
    shutil.copy(ROOT / "nbgrader_config.py", root)
    return root


@contextlib.contextmanager
def served(module: str, course: Path, home: Path, **more: str):
    """Run a command's module in the scratch course; nothing of this machine's Jupyter is touched.

    What is named further goes into its environment.
    """
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
    surroundings.update(more)
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
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:  # it was in the middle of something
            process.kill()
            process.wait()


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
