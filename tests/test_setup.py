"""The set-up: one entry for all commands, pinned requirements, work that is never overwritten."""

from __future__ import annotations

import ast
import importlib.metadata
import os
import re
import shutil
import subprocess
import sys
import zipfile
from datetime import datetime
from pathlib import Path

import pytest

from tools import browser, run
from tools.fresh import main as fresh
from tools.lab import prepare
from tools.server import without
from tools.work import UnknownLesson, begin_again, copy_missing, find_lesson, lessons

ROOT = run.ROOT
NOON = datetime(2026, 11, 22, 15, 30, 0)
KEPT = "01_neuron-kept-2026-11-22-153000"


def read(path: Path) -> str:
    return path.read_text("utf-8")


@pytest.fixture
def course(tmp_path):
    """Two released lessons, one of them with a file beside its notebook."""
    for name in ("00_start", "01_neuron"):
        folder = tmp_path / "notebooks" / name
        folder.mkdir(parents=True)
        (folder / f"{name}.ipynb").write_text(f"original {name}", "utf-8")
    data = tmp_path / "notebooks" / "01_neuron" / "data"
    data.mkdir()
    (data / "points.csv").write_text("1,2", "utf-8")
    return tmp_path


class TestCopies:
    """`make lab` copies what is missing, and nothing else."""

    def test_everything_is_copied_the_first_time(self, course):
        prepare(course)
        work = course / "work"
        assert read(work / "00_start" / "00_start.ipynb") == "original 00_start"
        assert read(work / "01_neuron" / "data" / "points.csv") == "1,2"
        assert (work / ".neuronlab").is_dir()

    def test_what_a_learner_wrote_stays(self, course):
        prepare(course)
        mine = course / "work" / "01_neuron" / "01_neuron.ipynb"
        mine.write_text("my answers", "utf-8")
        (course / "notebooks" / "01_neuron" / "01_neuron.ipynb").write_text("a new edition")
        (course / "work" / "01_neuron" / "data" / "points.csv").unlink()
        prepare(course)
        assert read(mine) == "my answers"
        assert read(course / "work" / "01_neuron" / "data" / "points.csv") == "1,2"

    def test_a_second_time_changes_nothing(self, course):
        prepare(course)
        before = sorted((path, path.stat().st_mtime_ns) for path in (course / "work").rglob("*"))
        prepare(course)
        assert before == sorted(
            (path, path.stat().st_mtime_ns) for path in (course / "work").rglob("*")
        )

    def test_a_file_in_the_place_of_a_folder_stays_and_is_named(self, course, capsys):
        (course / "work").mkdir()
        (course / "work" / "01_neuron").write_text("a note", "utf-8")
        prepare(course)
        assert read(course / "work" / "01_neuron") == "a note"
        assert "is in the way of 01_neuron and was left as it is" in capsys.readouterr().out

    def test_a_folder_in_the_place_of_a_file_stays_and_is_named(self, course):
        (course / "work" / "00_start" / "00_start.ipynb").mkdir(parents=True)
        said = list(copy_missing(course / "notebooks", course / "work"))
        assert (course / "work" / "00_start" / "00_start.ipynb").is_dir()
        assert any("is in the way of 00_start.ipynb" in line for line in said)

    @pytest.mark.skipif(os.name == "nt", reason="links need rights there")
    def test_nothing_is_written_through_a_link(self, course):
        elsewhere = course / "elsewhere"
        elsewhere.mkdir()
        (course / "work").mkdir()
        (course / "work" / "01_neuron").symlink_to(elsewhere)
        prepare(course)
        assert list(elsewhere.iterdir()) == []

    def test_what_jupyter_leaves_behind_is_not_copied(self, course):
        (course / "notebooks" / "00_start" / ".ipynb_checkpoints").mkdir()
        prepare(course)
        assert not (course / "work" / "00_start" / ".ipynb_checkpoints").exists()

    def test_without_lessons_it_says_so(self, tmp_path, capsys):
        prepare(tmp_path)
        assert "no lessons" in capsys.readouterr().out


class TestFresh:
    """`make fresh` brings the original back and keeps what was there."""

    def test_the_work_is_kept_under_a_dated_name(self, course):
        prepare(course)
        place = course / "work" / "01_neuron"
        (place / "01_neuron.ipynb").write_text("my answers", "utf-8")
        (place / "notes.txt").write_text("mine", "utf-8")
        kept = begin_again("01_neuron", course / "notebooks", course / "work", NOON)
        assert kept == course / "work" / KEPT
        assert read(kept / "01_neuron.ipynb") == "my answers"
        assert read(kept / "notes.txt") == "mine"
        assert read(place / "01_neuron.ipynb") == "original 01_neuron"
        assert not (place / "notes.txt").exists()

    def test_a_kept_copy_is_never_overwritten(self, course):
        prepare(course)
        for text in ("first", "second", "third"):
            (course / "work" / "01_neuron" / "01_neuron.ipynb").write_text(text, "utf-8")
            begin_again("01_neuron", course / "notebooks", course / "work", NOON)
        kept = [KEPT, f"{KEPT}-2", f"{KEPT}-3"]
        found = [read(course / "work" / name / "01_neuron.ipynb") for name in kept]
        assert found == ["first", "second", "third"]

    def test_other_lessons_are_not_touched(self, course):
        prepare(course)
        other = course / "work" / "00_start" / "00_start.ipynb"
        other.write_text("my answers", "utf-8")
        begin_again("01_neuron", course / "notebooks", course / "work", NOON)
        assert read(other) == "my answers"

    def test_without_work_it_only_copies(self, course):
        assert begin_again("01_neuron", course / "notebooks", course / "work", NOON) is None
        assert read(course / "work" / "01_neuron" / "01_neuron.ipynb") == "original 01_neuron"

    def test_where_the_work_cannot_be_moved_nothing_changes(self, course, monkeypatch):
        prepare(course)
        mine = course / "work" / "01_neuron" / "01_neuron.ipynb"
        mine.write_text("my answers", "utf-8")

        def refuse(self, target):
            raise PermissionError("in use")

        monkeypatch.setattr(Path, "rename", refuse)
        with pytest.raises(OSError, match="in use"):
            begin_again("01_neuron", course / "notebooks", course / "work", NOON)
        assert read(mine) == "my answers"

    @pytest.mark.parametrize(
        "wanted", ["1", "01", "01_neuron", "work/01_neuron/", r"work\01_neuron"]
    )
    def test_a_lesson_has_several_names(self, wanted):
        assert find_lesson(wanted, ["00_start", "01_neuron"]) == "01_neuron"

    @pytest.mark.parametrize("wanted", ["", "7", "neuron x", "²", ".."])
    def test_an_unknown_lesson_is_refused_with_a_list(self, wanted):
        with pytest.raises(UnknownLesson, match="00_start, 01_neuron"):
            find_lesson(wanted, ["00_start", "01_neuron"])

    def test_the_command_says_what_it_did(self, course, monkeypatch, capsys):
        monkeypatch.setattr("tools.fresh.ROOT", course)
        prepare(course)
        assert fresh(["1"]) == 0
        said = capsys.readouterr().out
        kept = re.search(r"kept in (\S+)\.\n", said)[1]
        assert (course / kept).is_dir()
        assert fresh(["9"]) == 2
        assert "There are: 00_start, 01_neuron" in capsys.readouterr().err

    def test_lessons_are_folders_in_order(self, course):
        (course / "notebooks" / "readme.txt").write_text("no lesson", "utf-8")
        assert lessons(course / "notebooks") == ["00_start", "01_neuron"]


class TestRequirements:
    """What is installed is the same on every machine."""

    FILES = ("requirements.txt", "requirements-dev.txt", "constraints.txt")

    def pins(self, file: str) -> dict[str, str]:
        found = {}
        for line in read(ROOT / file).splitlines():
            if line and not line.startswith(("#", "-r ", "-c ")):
                name, equal, version = line.partition("==")
                assert equal, f"{file}: a pinned requirement was expected, found {line!r}"
                found[re.sub(r"[-_.]+", "-", name).lower()] = version
        return found

    @pytest.mark.parametrize("file", FILES)
    def test_every_line_is_pinned(self, file):
        for name, version in self.pins(file).items():
            assert re.fullmatch(r"[a-z0-9-]+", name)
            assert re.fullmatch(r"[0-9][0-9a-z.]*", version)

    @pytest.mark.parametrize("file", FILES)
    def test_no_index_and_no_path_is_named(self, file):
        for word in ("://", "--index", "--find-links", "--hash", "file:", " @ "):
            assert word not in read(ROOT / file)

    def test_constraints_agree_with_the_requirements(self):
        everything = self.pins("constraints.txt")
        for file in self.FILES[:2]:
            assert self.pins(file).items() <= everything.items()

    def test_all_that_they_need_in_turn_is_pinned_too(self):
        everything = self.pins("constraints.txt")
        seen, waiting = set(), [*self.pins("requirements.txt"), *self.pins("requirements-dev.txt")]
        while waiting:
            name = re.sub(r"[-_.]+", "-", waiting.pop()).lower()
            if name in seen:
                continue
            seen.add(name)
            assert name in everything
            try:
                needs = importlib.metadata.requires(name) or []
            except importlib.metadata.PackageNotFoundError:
                continue  # for another system
            waiting += [re.match(r"[\w.-]+", one)[0] for one in needs if ";" not in one]


class TestEntry:
    """`tools/run.py` runs with a bare Python and says what is wrong."""

    def test_an_old_python_can_read_it(self):
        ast.parse(read(ROOT / "tools" / "run.py"), feature_version=(3, 7))

    @pytest.mark.parametrize("file", ["run.py", "fresh.py", "renew.py", "handin.py", "work.py"])
    def test_it_needs_nothing_but_python(self, file):
        for node in ast.walk(ast.parse(read(ROOT / "tools" / file))):
            names = []
            if isinstance(node, ast.Import):
                names = [one.name for one in node.names]
            if isinstance(node, ast.ImportFrom):
                names = [node.module]
            for name in names:
                assert name.partition(".")[0] in {*sys.stdlib_module_names, "tools"}

    @pytest.mark.parametrize("command", run.COMMANDS)
    def test_make_only_calls_it(self, command):
        said = make("-n", command, "LESSON=01")
        assert re.match(rf'"[^"]+" tools/run\.py {command}\b', said)
        assert command not in ("fresh", "build") or said.split()[-1] == "01"

    @pytest.mark.parametrize("command", run.COMMANDS)
    def test_help_names_every_command(self, command):
        says = run.COMMANDS[command].says
        assert re.search(rf"^  make {command}\b.*  {re.escape(says)}$", run.help_text(), re.M)

    def test_make_alone_helps(self):
        assert make() == run.help_text() + "\n"

    def test_the_makefile_has_no_other_target(self):
        targets = re.search(r"^\.PHONY: (.*)$", read(ROOT / "Makefile"), re.M)[1].split()
        assert sorted(targets) == sorted(["help", *run.COMMANDS])

    def test_an_unknown_command_is_refused(self, capsys):
        assert run.main(["learn"]) == 2
        assert_clear(capsys.readouterr().err, "learn", "lab")

    def test_a_command_can_be_asked_for_help(self, capsys):
        assert run.main(["fresh", "--help"]) == 0
        assert "LESSON" in capsys.readouterr().out

    def test_an_old_python_is_refused(self):
        with pytest.raises(run.Trouble) as trouble:
            run.check_python((3, 9, 2), "an old python")
        assert_clear(str(trouble.value), "3.9.2", "Python 3.11")

    def test_a_python_without_venv_is_refused(self, tmp_path, monkeypatch):
        monkeypatch.setattr(run.importlib.util, "find_spec", lambda name: None)
        with pytest.raises(run.Trouble) as trouble:
            run.make_venv(tmp_path / ".venv")
        assert_clear(str(trouble.value), "venv", "python3-venv")

    def test_a_folder_that_cannot_be_written_is_named(self, tmp_path):
        (tmp_path / "file").write_text("no folder", "utf-8")
        with pytest.raises(run.Trouble) as trouble:
            run.make_venv(tmp_path / "file" / ".venv")
        assert_clear(str(trouble.value), str(tmp_path / "file"))

    @pytest.mark.skipif(os.name == "nt", reason="the stand-in for Python is a shell script")
    def test_half_an_environment_is_taken_away(self, tmp_path, monkeypatch):
        monkeypatch.setattr(run.sys, "executable", failing(tmp_path))
        with pytest.raises(run.Trouble) as trouble:
            run.make_venv(tmp_path / ".venv")
        assert_clear(str(trouble.value), "could not make it")
        assert not (tmp_path / ".venv").exists()

    @pytest.mark.skipif(os.name == "nt", reason="the stand-in for Python is a shell script")
    def test_pip_that_fails_is_explained(self, tmp_path):
        with pytest.raises(run.Trouble) as trouble:
            run.install(Path(failing(tmp_path)), ["-r", "requirements.txt"])
        assert_clear(str(trouble.value), "requirements.txt", "network")

    def test_installing_happens_once_and_when_something_changed(self, tmp_path, monkeypatch):
        installed = []
        for file in ("requirements.txt", "requirements-dev.txt", "constraints.txt"):
            (tmp_path / file).write_text("one==1", "utf-8")
        (tmp_path / "pyproject.toml").write_text("", "utf-8")
        python = run.python_of(tmp_path / ".venv")
        python.parent.mkdir(parents=True)
        python.touch()
        monkeypatch.setattr(run, "ROOT", tmp_path)
        monkeypatch.setattr(run, "install", lambda _, what: installed.append(Path(what[-1]).name))
        for needs, expected in (
            (run.COURSE, ["requirements.txt", tmp_path.name]),
            (run.COURSE, []),
            (run.ALL, ["requirements-dev.txt", tmp_path.name]),
            (run.ALL, []),
        ):
            installed.clear()
            assert run.prepared(needs) == python
            assert installed == expected
        (tmp_path / "constraints.txt").write_text("one==2", "utf-8")
        run.prepared(run.ALL)
        assert installed == [*run.ALL, tmp_path.name]

    def test_an_interrupted_installation_is_taken_up_again(self, tmp_path, monkeypatch):
        shutil.copy(ROOT / "requirements.txt", tmp_path)
        shutil.copy(ROOT / "constraints.txt", tmp_path)
        shutil.copy(ROOT / "pyproject.toml", tmp_path)
        python = run.python_of(tmp_path / ".venv")
        python.parent.mkdir(parents=True)
        python.touch()
        monkeypatch.setattr(run, "ROOT", tmp_path)

        def interrupted(python, what):
            raise KeyboardInterrupt

        monkeypatch.setattr(run, "install", interrupted)
        with pytest.raises(KeyboardInterrupt):
            run.prepared(run.COURSE)
        assert not run.is_installed(tmp_path / ".venv", "requirements.txt")

    def test_a_moved_environment_is_made_anew(self, tmp_path, monkeypatch):
        done = []
        venv = tmp_path / ".venv"
        venv.mkdir()
        (venv / run.PLACE).write_text("another folder", "utf-8")
        monkeypatch.setattr(run, "ROOT", tmp_path)
        monkeypatch.setattr(run, "is_installed", lambda *_: True)
        monkeypatch.setattr(run, "make_venv", lambda venv: done.append(venv.exists()))
        run.prepared(run.COURSE)
        assert done == [False]

    def test_an_environment_that_stayed_is_kept(self, tmp_path):
        venv = tmp_path / ".venv"
        venv.mkdir()
        assert not run.was_moved(venv)  # somebody else made it
        (venv / run.PLACE).write_text(str(venv), "utf-8")
        assert not run.was_moved(venv)

    def test_programs_of_the_environment_come_first(self, tmp_path):
        found = run.environment(run.python_of(tmp_path / ".venv"))
        assert found["PATH"].split(os.pathsep)[0] == str(run.python_of(tmp_path / ".venv").parent)

    def test_the_solutions_are_taken_off_a_learners_path(self, tmp_path):
        path = os.pathsep.join([str(ROOT), str(tmp_path), "", str(ROOT) + os.sep])
        assert without(ROOT, path) == str(tmp_path)


def test_without_a_browser_there_is_a_clear_error(tmp_path, monkeypatch):
    monkeypatch.setattr(browser.shutil, "which", lambda name: None)
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path))
    with pytest.raises(browser.NoBrowser, match="playwright install chromium"):
        browser.chromium()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ('<img src="data:image/png;base64,iVBOR+/=">', '<img src="data:image/png;base64,AAAA">'),
        (f'"model_id": "{"0a" * 16}"', f'"model_id": "{"1b" * 16}"'),
        (f"IPY_MODEL_{'0a' * 16}", f"IPY_MODEL_{'1b' * 16}"),
    ],
)
def test_what_may_differ_between_two_runs_is_made_alike(one, other):
    from nbval.plugin import get_sanitize_patterns

    for pattern, replacement in get_sanitize_patterns(read(ROOT / "tests" / "nbval-sanitize.cfg")):
        one, other = (re.sub(pattern, replacement, text) for text in (one, other))
    assert one == other


def test_the_wheel_holds_the_learners_side_and_nothing_else(tmp_path):
    source = tmp_path / "source"
    source.mkdir()
    for name in ("neuronlab", "solutions", "grading", "tools", "img"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    options = ["--disable-pip-version-check", "--no-deps", "--no-build-isolation"]
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", *options, "--wheel-dir", tmp_path, source],
        check=True,
        capture_output=True,
        text=True,
    )
    [wheel] = tmp_path.glob("neuronlab-*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.partition("/")[0].partition("-")[0] for name in names} == {"neuronlab"}
    for path in (ROOT / "neuronlab").rglob("*"):
        if path.suffix in (".py", ".json"):
            assert path.relative_to(ROOT).as_posix() in names


def make(*arguments: str) -> str:
    """What `make` prints, with this Python."""
    command = ["make", "--no-print-directory", *arguments, f"PYTHON={sys.executable}"]
    # A make around these tests must not speak to this one.
    surroundings = {name: os.environ[name] for name in os.environ if not name.startswith("MA")}
    done = subprocess.run(
        command, cwd=ROOT, env=surroundings, check=True, capture_output=True, text=True
    )
    return done.stdout


def failing(folder: Path) -> str:
    """A stand-in for Python that only fails."""
    script = folder / "python"
    script.write_text("#!/bin/sh\nexit 1\n", "ascii")
    script.chmod(0o755)
    return str(script)


def assert_clear(text: str, *words: str) -> None:
    """A message says what was expected, what was found and what to do."""
    for word in ("Expected:", "Found:", "What to do:", *words):
        assert word in text


def test_what_ci_runs_is_a_script():
    subprocess.run(["bash", "-n", str(ROOT / ".ci" / "run")], check=True)
    assert (ROOT / ".ci" / "run").read_text("utf-8").count("\nmake test\n") == 1
