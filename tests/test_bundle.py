"""What learners get as one archive: all that they need, nothing else, on every system; and its updates."""

from __future__ import annotations

import ast
import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import time
import zipfile
from pathlib import Path, PurePosixPath

import pytest

from neuronlab.lessons import LESSONS
from tests.course import REPO, solutions_of
from tests.serving import PATIENCE, Server
from tests.test_leaks import NAMES, SECRETS, answers
from tools import build, bundle, run

TOP = bundle.FOLDER
CHANGED, GONE = "01_neuron", "predict_neuron ="
"""A lesson that the newer edition changes, and the cell that it takes out."""

RESERVED = {
    "con", "prn", "aux", "nul",
    *(f"{name}{number}" for name in ("com", "lpt") for number in range(10)),
}  # fmt: skip


@pytest.fixture(scope="module")
def wheel() -> tuple[str, bytes]:
    """The wheel of `neuronlab`."""
    return bundle.make_wheel(REPO)


@pytest.fixture(scope="module")
def packed(wheel) -> bytes:
    """The archive, as `make bundle` writes it."""
    return bundle.archive(bundle.contents(REPO, wheel))


@pytest.fixture(scope="module")
def files(packed) -> dict[str, bytes]:
    """What is in the archive, and what is in the wheel in it, by path."""
    found = unpacked_in_memory(packed)
    [name] = [name for name in found if name.endswith(".whl")]
    return found | unpacked_in_memory(found[name])


def unpacked_in_memory(content: bytes) -> dict[str, bytes]:
    archive = zipfile.ZipFile(io.BytesIO(content))
    return {name: archive.read(name) for name in archive.namelist()}


class TestContents:
    """All that a learner needs and nothing that a learner must not have."""

    def test_it_holds_what_is_needed(self, files):
        for name in ("README.md", "LICENSE", "start.py", "requirements.txt", "nbgrader_config.py"):
            assert files[f"{TOP}/{name}"]
        for lesson in LESSONS:
            released = build.released_of(REPO, lesson).read_bytes()
            assert files[f"{TOP}/notebooks/{lesson}/{lesson}.ipynb"] == released
        assert files["neuronlab/checking.py"]

    def test_it_holds_nothing_from_the_teachers_rooms(self, files):
        for name in files:
            parts = set(PurePosixPath(name).parts)
            assert not parts & {"solutions", "grading", "tests", "docs", "img", "term", "work"}
            assert not parts & {"build.py", "solved.py", "release.py", "proof.py", "mutants.py"}
            assert ".git" not in name
            assert "__pycache__" not in name

    def test_no_file_holds_a_mark_of_the_solutions(self, files):
        for name, content in files.items():
            text = content.decode("utf-8", "replace")
            for secret in SECRETS:
                assert secret not in text, name
            assert not NAMES.search(text), name

    def test_no_file_holds_an_answer(self, files):
        """The notebooks are the releases, byte for byte; test_leaks.py looks through those."""
        solved = [(name, answer) for lesson in LESSONS for name, answer in answers(lesson)]
        assert solved
        for name, content in files.items():
            if name.endswith((".py", ".md", ".txt", "METADATA")):
                lines = {line.strip() for line in content.decode("utf-8").splitlines()}
                for exercise, answer in solved:
                    assert not (answer <= lines and sum(map(len, answer)) > 24), (name, exercise)

    def test_what_a_learners_commands_import_is_there(self, files):
        there = {name for name in files if name.startswith(f"{TOP}/tools/")}
        for name in there:
            if not name.endswith(".py"):
                continue
            for node in ast.walk(ast.parse(files[name])):
                if isinstance(node, ast.ImportFrom) and node.module.startswith("tools."):
                    assert f"{TOP}/{node.module.replace('.', '/')}.py" in there

    def test_the_requirements_are_pins_of_the_course(self, files):
        ours = (REPO / "requirements.txt").read_text("utf-8").splitlines()
        lines = files[f"{TOP}/requirements.txt"].decode("ascii").splitlines()
        pins = [line for line in lines if not line.startswith("#")]
        assert set(pins) <= set(ours)
        needed = re.findall(
            r'"([a-z]+)>=', re.search(r"^dependencies = (.*)$", pyproject(), re.M)[1]
        )
        assert needed
        assert set(needed) <= {line.partition("==")[0] for line in pins}

    def test_the_same_tree_gives_the_same_bytes(self, packed, tmp_path):
        """Also from another folder, with other dates, rights and line ends."""
        copy = tmp_path / "copy"
        leave = shutil.ignore_patterns(".git", ".venv", "__pycache__", "work", "term", "solutions")
        shutil.copytree(REPO, copy, ignore=leave)
        for path in copy.rglob("*"):
            if path.suffix in (".py", ".md", ".txt"):
                path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
                os.utime(path, (1e9, 1e9))
                path.chmod(0o600)
        again = bundle.archive(bundle.contents(copy, bundle.make_wheel(copy)))
        assert hashlib.sha256(again).hexdigest() == hashlib.sha256(packed).hexdigest()


def pyproject() -> str:
    return (REPO / "pyproject.toml").read_text("utf-8")


class TestEverySystem:
    """As far as can be seen from here: names, paths, line ends, no shell, no links."""

    def test_every_name_is_good_everywhere(self, files):
        folded = [name.lower() for name in files]
        assert len(set(folded)) == len(folded), "two names differ only in upper and lower case"
        for name in files:
            assert len(name) <= 120, f"{name}: Windows allows 260 characters with the folder"
            for part in PurePosixPath(name).parts:
                assert not re.search(r'[<>:"|?*\\\x00-\x1f]', part), name
                assert part == part.strip().rstrip("."), name
                assert part.isascii(), name
                assert part.partition(".")[0].lower() not in RESERVED, name

    def test_there_are_plain_files_and_nothing_else(self, packed):
        for entry in zipfile.ZipFile(io.BytesIO(packed)).infolist():
            assert entry.external_attr >> 16 == 0o100644
            assert entry.date_time == bundle.OLDEST_DATE

    def test_line_ends_are_alike(self, files):
        for name, content in files.items():
            if name.endswith(bundle.TEXTS):
                assert b"\r" not in content, name
                content.decode("utf-8")

    def test_nothing_needs_a_shell_or_make(self, files):
        for name, content in files.items():
            assert not name.endswith((".sh", ".bat", ".cmd", "Makefile"))
            if name.endswith(".py"):
                assert b"shell=True" not in content, name
                assert b"os.system" not in content, name

    def test_an_old_python_can_read_the_start(self, files):
        """So that it can say which Python is needed."""
        for name in ("start.py", "tools/run.py"):
            ast.parse(files[f"{TOP}/{name}"], feature_version=(3, 7))

    def test_files_are_opened_with_their_encoding(self, files):
        """Windows would take another one: every text is read and written as UTF-8 or ASCII."""
        for name, content in files.items():
            if not name.startswith(f"{TOP}/tools/") or not name.endswith(".py"):
                continue
            for node in ast.walk(ast.parse(content)):
                called = getattr(getattr(node, "func", None), "attr", "")
                if called in ("read_text", "write_text"):
                    given = [one.value for one in node.args if isinstance(one, ast.Constant)]
                    assert {"utf-8", "ascii"} & set(given), f"{name}: {ast.unparse(node)}"

    def test_messages_speak_of_start_py(self, tmp_path, packed):
        place = unpack(packed, tmp_path)
        done = start(place, "fresh", "99")
        assert done.returncode == 2
        assert "start.py fresh 01" in done.stderr
        assert "make" not in done.stderr


def unpack(content: bytes, where: Path) -> Path:
    """Unpack an archive, over what is there; returns its folder."""
    zipfile.ZipFile(io.BytesIO(content)).extractall(where)
    return where / TOP


def start(place: Path, *arguments: str) -> subprocess.CompletedProcess:
    """Run a command of the bundle that needs no environment of its own."""
    return subprocess.run(
        [sys.executable, "start.py", *arguments],
        cwd=place,
        env={name: value for name, value in os.environ.items() if name != "PYTHONPATH"},
        capture_output=True,
        text=True,
        check=False,
    )


def prepare(place: Path) -> str:
    """What `start.py` does with the lessons before it opens Lab; returns what it says."""
    code = "from pathlib import Path; from tools.lab import prepare; prepare(Path.cwd())"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=place,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(place), str(REPO)])},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


@pytest.fixture(scope="module")
def newer(wheel) -> bytes:
    """An archive with a changed lesson, a lesson more and a newer wheel."""
    files = bundle.contents(REPO, (wheel[0].replace("-0.", "-1."), wheel[1] + b"newer"))
    name = f"{TOP}/notebooks/{CHANGED}/{CHANGED}.ipynb"
    notebook = json.loads(files[name])
    first = notebook["cells"][0] | {"id": "new", "source": "A new word."}
    kept = [one for one in notebook["cells"] if not "".join(one["source"]).startswith(GONE)]
    notebook["cells"] = [first, *kept]
    notebook["metadata"]["neuronlab"]["release"] = "0" * 64
    files[name] = json.dumps(notebook).encode("utf-8")
    files[f"{TOP}/notebooks/12_more/12_more.ipynb"] = files[name]
    return bundle.archive(files)


class TestUpdating:
    """A newer archive unpacked over the old one, in the middle of a term."""

    @pytest.fixture
    def place(self, tmp_path, packed) -> Path:
        """A learner's folder with some work in it."""
        place = unpack(packed, tmp_path)
        prepare(place)
        mine = self.mine(place)
        notebook = json.loads(mine.read_text("utf-8"))
        for cell in notebook["cells"]:
            if cell["metadata"].get("nbgrader", {}).get("grade_id") == "neuron_loop-answer":
                cell["source"] = "def neuron_loop(inputs, weights, bias):\n    return 'my code'\n"
            if "".join(cell["source"]).startswith(GONE):
                cell["source"] = "predict_neuron = 2.3"
            if "own-words" in cell["metadata"].get("tags", []):
                cell["source"] = "My words."
        mine.write_text(json.dumps(notebook), "utf-8")
        kept = place / "work" / ".neuronlab"
        (kept / "progress.json").write_text('{"version": 1, "exercises": {}}', "utf-8")
        (place / "work" / "notes.txt").write_text("mine", "utf-8")
        return place

    def mine(self, place: Path) -> Path:
        return place / "work" / CHANGED / f"{CHANGED}.ipynb"

    def everything(self, folder: Path) -> dict[Path, bytes]:
        return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    def test_the_work_stays_as_it_is(self, place, newer):
        before = self.everything(place / "work")
        unpack(newer, place.parent)
        assert self.everything(place / "work") == before
        said = prepare(place)
        after = self.everything(place / "work")
        new = place / "work" / "12_more" / "12_more.ipynb"
        assert after == before | {new: new.read_bytes()}
        assert f"{CHANGED} has a new edition" in said
        assert re.findall(r"^\S+ has a new edition", said, re.M) == [f"{CHANGED} has a new edition"]

    def test_without_a_new_edition_nothing_is_said(self, place, packed):
        unpack(packed, place.parent)
        assert prepare(place) == ""

    def test_what_is_needed_is_installed_anew(self, place, packed, newer):
        before = run.fingerprint(place, "requirements.txt"), run.source_of(place)
        unpack(newer, place.parent)
        after = run.fingerprint(place, "requirements.txt"), run.source_of(place)
        assert before[0] != after[0]
        assert after[1].is_file()
        assert after[1].name.startswith("neuronlab-1.")
        assert run.own_package(place)[-1] == str(after[1])

    def test_a_lesson_is_renewed_with_the_answers_in_it(self, place, newer):
        old = self.mine(place).read_text("utf-8")
        unpack(newer, place.parent)
        done = start(place, "renew", "01")
        assert done.returncode == 0, done.stderr
        assert "with 2 of your answers" in done.stdout
        assert "Not asked any more, and only in the kept copy: predict_neuron." in done.stdout
        [kept] = (place / "work").glob(f"{CHANGED}-kept-*")
        assert (kept / f"{CHANGED}.ipynb").read_text("utf-8") == old
        new = json.loads(self.mine(place).read_text("utf-8"))
        sources = ["".join(cell["source"]) for cell in new["cells"]]
        assert sources[0] == "A new word."
        assert any("my code" in source for source in sources)
        assert "My words." in sources
        assert any("raise NotImplementedError" in source for source in sources)
        assert new["metadata"]["neuronlab"]["release"] == "0" * 64

    def test_a_damaged_notebook_is_left_where_it_is(self, place, newer):
        self.mine(place).write_text("half a notebook", "utf-8")
        unpack(newer, place.parent)
        done = start(place, "renew", "01")
        assert done.returncode == 1
        assert "try again" in done.stderr
        assert self.mine(place).read_text("utf-8") == "half a notebook"

    def test_the_file_to_hand_in_is_named(self, place):
        done = start(place, "handin", "1")
        assert done.returncode == 0, done.stderr
        assert str(self.mine(place)) in done.stdout
        assert "Exercises begun or answered: 1\nQuestions answered in words: 1\n" in done.stdout

    def test_a_lesson_that_was_not_opened_cannot_be_handed_in(self, tmp_path, packed):
        done = start(unpack(packed, tmp_path), "handin", "1")
        assert done.returncode == 1
        assert "What to do: open the lesson first: python3 start.py" in done.stderr


def first_block(readme: str) -> list[str]:
    """The lines of a README's first block of commands."""
    return re.search(r"```\n(.*?)```", readme, re.DOTALL)[1].splitlines()


def test_its_readme_is_followed_to_the_end_of_a_lesson(packed, tmp_path):
    """As a new learner would: unpack, type the two lines, work through a notebook, answer, see the progress.

    The environment is new and is filled by pip, from its cache or the network. Only the window is missing.
    """
    place = unpack(packed, tmp_path / "a folder of mine")
    lines = first_block((place / "README.md").read_text("utf-8"))
    assert lines == [f"cd {TOP}", "python3 start.py"]
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "python3").symlink_to(Path(sys._base_executable))
    surroundings = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("NEURONLAB", "JUPYTER", "PYTHON", "VIRTUAL_ENV"))
    }
    surroundings |= {
        "PATH": os.pathsep.join([str(tmp_path / "bin"), os.defpath]),
        "BROWSER": "true",  # a window that opens at once and shows nothing
        "JUPYTER_CONFIG_DIR": str(tmp_path / "config"),
        "JUPYTER_DATA_DIR": str(tmp_path / "data"),
        "JUPYTER_RUNTIME_DIR": str(tmp_path / "runtime"),
        "IPYTHONDIR": str(tmp_path / "ipython"),
    }
    log = tmp_path / "log"
    with log.open("w") as file:
        process = subprocess.Popen(
            ["sh", "-ec", "\n".join([*lines[:-1], f"exec {lines[-1]}"])],
            cwd=place.parent,
            env=surroundings,
            stdout=file,
            stderr=subprocess.STDOUT,
        )
    try:
        server = started(tmp_path / "runtime", process, log)
        names = sorted(one["name"] for one in server.json("/api/contents")["content"])
        assert names == sorted(LESSONS)
        said = server.run("00_start/00_start.ipynb", through_the_lesson())
    finally:
        process.terminate()
        process.wait(PATIENCE)
    assert "double: 4 of 4" in said, said
    assert str(place / ".venv") in said
    assert said.rstrip().endswith("the end")
    assert (place / "work" / ".neuronlab" / "progress.json").is_file()


def started(runtime: Path, process: subprocess.Popen, log: Path) -> Server:
    """The server that somebody's command started, when it answers."""
    end = time.monotonic() + 15 * PATIENCE  # pip may have to fetch everything
    while time.monotonic() < end:
        assert process.poll() is None, log.read_text()
        for note in runtime.glob("jpserver-*.json"):
            found = json.loads(note.read_text("utf-8"))
            return Server(found["port"], found["token"])
        time.sleep(0.5)
    raise AssertionError(log.read_text())


def through_the_lesson() -> str:
    """Code that runs every cell of the first lesson, with one exercise answered, as Run All would."""
    import nbformat

    solved = nbformat.read(build.solved_of(REPO, "00_start"), as_version=4)
    solution = solutions_of(solved)["double-answer"]
    return f"""
import json, sys
shell = get_ipython()
cells = json.load(open("00_start.ipynb", encoding="utf-8"))["cells"]
for cell in cells:
    grade_id = cell["metadata"].get("nbgrader", {{}}).get("grade_id")
    if cell["cell_type"] == "code":
        shell.run_cell({solution!r} if grade_id == "double-answer" else "".join(cell["source"]))
print(sys.prefix)
from neuronlab import keeping
print("double: {{holds}} of {{of}}".format(**keeping.done()["double"]))
print("the end")
"""
