"""Every command in the docs is run: here, in the course of a small demo, or by a test that is named here."""

from __future__ import annotations

import ast
import csv
import re
import shlex
import shutil
import subprocess
import tarfile
import textwrap
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from grading.feedback import POLICY
from tests.course import REPO, Course
from tools import classroom, demo

PAGES = [REPO / "README.md", *sorted((REPO / "docs").glob("*.md"))]
LESSON = "01_neuron"
LEARNERS = 11

PROGRAMS = [
    "apt-get",
    "chmod",
    "cp",
    "dnf",
    "git",
    "make",
    "mkdir",
    "nbgrader",
    "pg_dump",
    "pip",
    "py",
    "python",
    "python3",
    "source",
    "sysctl",
    "tar",
]
"""What begins a command."""

NOT_COMMANDS = {"make", "nbgrader", "sysctl", "nbgrader autograde", "nbgrader collect"}
"""Names of programs and of commands as a whole, in sentences about them."""

HERE = [
    "nbgrader db student import learners.csv",
    "nbgrader db student add learner-07 --first-name=Seven --last-name=Riverside",
    'nbgrader db assignment add 01_neuron --duedate "2026-12-01 18:00 UTC"',
    'nbgrader db assignment add 01_neuron --duedate "2026-12-08 18:00 UTC"',
    "nbgrader release_assignment 01_neuron",
    "nbgrader collect 01_neuron --update",
    "nbgrader collect 01_neuron --before-duedate",
    "nbgrader zip_collect 01_neuron",
    "python -m grading report",
    "python -m grading report 01_neuron",
    "python -m grading report --anonymous",
    "python -m grading report --to /tmp/for-tuesday",
    "nbgrader export --exporter=grading.exports.CanvasExporter --CanvasExporter.absent=0 --to term/canvas.csv",
    "nbgrader autograde 01_neuron --force --LateSubmissionPlugin.penalty_method=zero",
    "tar -czf term-backup.tar.gz term",
]
"""Run here as they are written, in this order, after the demo; a path in `/tmp` becomes one of the test's own."""

WALK = "tests/test_walk.py::test_walk"
SETUP = "tests/test_setup.py::"
LAB = "tests/test_lab.py::TestLab::test_lab_is_served"
DEMO = "tests/test_docs.py::test_the_demo_s_report_is_true"
MAKE = "tests/test_setup.py::TestEntry::test_make_only_calls_it"
BUNDLE = "tests/test_bundle.py::"
BATCH = "tests/grading/test_batch.py::"
CLUSTER = "tests/grading/test_cluster.py::test_a_worker_is_lost_and_nothing_else"
ENTRY = "tests/test_setup.py::TestEntry::test_help_names_every_command"
ELSEWHERE = {
    "make lab": LAB,
    "make lab PYTHON=python3.13": MAKE,
    "make teach": LAB,
    "make test": MAKE,
    "make build": "tests/test_derived.py::test_releases_are_what_nbgrader_generates",
    "make build LESSON=04_activations": MAKE,
    "make proof": "tests/test_proof.py::test_proof",
    "make bench": MAKE,
    'make bench ARGS="class growth writer cluster lessons"': MAKE,
    "make proof ARGS=leaky_relu": "tests/test_proof.py::test_proof",
    'make test ARGS="-k activations"': MAKE,
    "make help": MAKE,
    "make demo": DEMO,
    "make bundle": BUNDLE + "TestContents::test_it_holds_what_is_needed",
    "make handin LESSON=01": BUNDLE + "TestUpdating::test_the_file_to_hand_in_is_named",
    "make renew LESSON=01": BUNDLE
    + "TestUpdating::test_a_lesson_is_renewed_with_the_answers_in_it",
    "python3 start.py": BUNDLE + "test_its_readme_is_followed_to_the_end_of_a_lesson",
    "python3 start.py fresh 01": BUNDLE + "TestEverySystem::test_messages_speak_of_start_py",
    'make proof ARGS="softmax"': "tests/test_proof.py::test_proof",
    'make proof ARGS="--seeds 20"': "tests/test_proof.py::test_proof",
    "python -m tools.truth": "tests/test_truth.py::test_answers_are_made_in_several_ways",
    "python -m img.draw": "tests/test_derived.py::test_figures_can_be_drawn",
    "python -m grading autograde": BATCH + "test_it_writes_what_nbgrader_writes",
    "python -m grading autograde 01_neuron": BATCH + "test_it_writes_what_nbgrader_writes",
    "python -m grading autograde --all --jobs 4": DEMO,
    "python -m grading autograde --help": BATCH + "test_help_is_for_people",
    "python -m grading autograde --all --scheduler tcp://10.0.0.5:8786": CLUSTER,
    "nbgrader generate_assignment": WALK,
    "make fresh LESSON=01": MAKE,
    "python3 tools/run.py lab": ENTRY,
    "python3 tools/run.py test": ENTRY,
    "python3 tools/run.py fresh 01": ENTRY,
    r"py tools\run.py lab": ENTRY,
    r"py tools\run.py test": ENTRY,
    "python -m img.draw topic": "tests/test_derived.py::test_figures_can_be_drawn",
    "nbgrader generate_assignment 01_neuron --force": WALK,
    "nbgrader fetch_assignment 01_neuron": WALK,
    "nbgrader submit 01_neuron": WALK,
    "nbgrader collect 01_neuron": WALK,
    "nbgrader autograde 01_neuron": WALK,
    "nbgrader generate_feedback 01_neuron": WALK,
    "nbgrader release_feedback 01_neuron": WALK,
    "nbgrader release_feedback": WALK,
    "nbgrader fetch_feedback 01_neuron": "tests/test_walk.py::test_walk",
    "nbgrader export --to term/grades.csv": WALK,
    "nbgrader collect --before-duedate": "tests/test_docs.py::test_commands_of_the_docs",
    "python -m grading report --similar": DEMO,
    "nbgrader export --exporter=grading.exports.CanvasExporter --to term/canvas.csv": DEMO,
    "nbgrader export --exporter=grading.exports.MoodleExporter --to term/moodle.csv": DEMO,
    "nbgrader export --exporter=grading.exports.BlackboardExporter --to term/blackboard.csv": DEMO,
}
"""For each command the test that runs it, or the same on its scratch lesson."""

BY_HAND = {
    "apt-get install bubblewrap": "installs for the whole machine; CI begins with it",
    "dnf install bubblewrap": "installs for the whole machine, on another kind of Linux",
    "sysctl user.max_user_namespaces=10000": "changes the kernel's settings",
    "sysctl kernel.unprivileged_userns_clone=1": "changes the kernel's settings",
    "sysctl kernel.apparmor_restrict_unprivileged_userns=0": "changes the kernel's settings",
    "chmod -R o+rX": "is to be completed with a folder",
    "source .venv/bin/activate": "is part of a person's terminal",
    "mkdir -p /srv/exchange": "makes a folder outside of the course",
    "chmod ugo+rwx /srv/exchange": "changes a folder outside of the course",
    'pip install "psycopg[binary]"': "CI has it from requirements-dev.txt",
    "pip install distributed": "CI has it from requirements-dev.txt",
    "python -m img.readme": "trains a network and needs a browser; its two pictures are committed",
    "git pull": "brings the next edition",
    "py": "is Python's launcher on Windows",
    "python -m tools.hostile": "takes most of an hour; tests/grading/test_hostile.py holds its table to the attacks",
    'pg_dump "$NEURONLAB_DATABASE" > gradebook.sql': "belongs to PostgreSQL, which a site provides",
}
"""What no test runs, and why."""


def commands(page: Path) -> set[str]:
    """The commands of a page: lines of fenced blocks without a language, and code in sentences and tables."""
    text = page.read_text("utf-8")
    fence = re.compile(r"^ *```(\w*)\n(.*?)^ *```$", re.DOTALL | re.MULTILINE)
    lines = [
        line.split("  #")[0].strip()
        for language, block in fence.findall(text)
        if language in ("", "sh", "bash", "console")
        for line in block.splitlines()
    ]
    spans = re.findall(r"`([^`\n]+)`", fence.sub("", text))
    found = {one for one in (*lines, *spans) if one and one.split()[0] in PROGRAMS}
    return found - NOT_COMMANDS


def _blocks(page: Path) -> list[str]:
    """The Python that a page shows."""
    fence = re.compile(r"^ *```python\n(.*?)^ *```$", re.DOTALL | re.MULTILINE)
    return [textwrap.dedent(one) for one in fence.findall(page.read_text("utf-8"))]


def test_every_command_is_run_somewhere():
    known = {*HERE, *ELSEWHERE, *BY_HAND}
    unknown = {
        f"{page.name}: {one}" for page in PAGES for one in commands(page) if one not in known
    }
    assert not unknown, "run it in HERE, or name the test that does in ELSEWHERE"


def test_no_command_is_listed_that_the_docs_do_not_give():
    there = set().union(*map(commands, PAGES))
    assert {*HERE, *ELSEWHERE, *BY_HAND} <= there


@pytest.mark.parametrize("named", sorted(set(ELSEWHERE.values())))
def test_the_named_tests_exist(named):
    file, *path = named.split("::")
    body = ast.parse((REPO / file).read_text("utf-8")).body
    for name in path:
        found = [one for one in body if getattr(one, "name", None) == name]
        assert found, f"{named} is not there"
        body = found[0].body


@pytest.mark.parametrize(
    "command", sorted(one for one, where in ELSEWHERE.items() if where == WALK)
)
def test_the_walk_runs_it(command):
    walk = (REPO / "tests" / "test_walk.py").read_text("utf-8")
    assert f'"{command.split()[1]}"' in walk


@pytest.mark.parametrize("block", _blocks(REPO / "docs" / "lessons.md"))
def test_the_worked_example_is_the_course_s_own_code(block):
    rooms = ("neuronlab/exercises", "solutions")
    sources = [path.read_text("utf-8") for room in rooms for path in (REPO / room).rglob("*.py")]
    assert any(block in source for source in sources), block


# --- the demo, with fewer learners and one lesson


@pytest.fixture(scope="module")
def class_(tmp_path_factory) -> tuple[Path, classroom.Truth]:
    """A class that went through a lesson, as `make demo` lets it."""
    root = tmp_path_factory.mktemp("demo") / "course"
    return root, demo.demonstrate(root, [LESSON], LEARNERS)


def test_the_demo_s_report_is_true(class_):
    root, truth = class_
    assert demo.compare(truth, root) == 0
    kinds = {given.kind for *_, given in truth.answers()}
    assert {"right", "mistake", "untouched"} <= kinds
    work = [one for lessons in truth.work.values() for one in lessons.values()]
    assert any(one.shape != "whole" for one in work)
    assert len(list(root.glob("term/feedback/*/*/*.html"))) == len(work)
    for name in ("canvas", "moodle", "blackboard"):
        assert "learner-01" in (root / "term" / f"{name}.csv").read_text("utf-8")


def test_a_wrong_figure_would_be_noticed(class_, tmp_path):
    root, truth = class_
    shutil.copytree(root / "term" / "report", tmp_path, dirs_exist_ok=True)
    table = tmp_path / "mistakes.csv"
    rows = list(csv.reader(table.read_text("utf-8").splitlines()))
    rows[1][4] = str(int(rows[1][4]) + 1)
    with open(table, "w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    assert len(demo.agreement.differences(truth, tmp_path, root / "notebooks")) == 1


class _Page(HTMLParser):
    def __init__(self, text: str):
        super().__init__()
        self.tags: list[tuple[str, dict]] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))


def test_the_page_runs_nothing_and_loads_nothing(class_):
    root, truth = class_
    text = (root / demo.PAGE).read_text("utf-8")
    page = _Page(text)
    policy = [one for tag, one in page.tags if tag == "meta" and "http-equiv" in one]
    assert [one["content"] for one in policy] == [POLICY]
    names = {tag for tag, _ in page.tags}
    assert not names & {"script", "link", "iframe", "object", "embed", "form", "base"}
    for tag, one in page.tags:
        assert not [name for name in one if name.startswith("on")]
        assert one.get("src", "data:").startswith("data:image/png;base64,") or tag != "img"
        assert one.get("href", "#").startswith("#")
    assert all(one["alt"].strip() for tag, one in page.tags if tag == "img")
    assert all(learner in text for learner in truth.learners if truth.work[learner])
    assert "url(" not in text


# --- the commands that the guide gives


@pytest.fixture(scope="module")
def guided(class_, tmp_path_factory) -> Course:
    """The demo's course, after every command of `HERE`."""
    root, _ = class_
    course = Course.at(root)
    (root / "learners.csv").write_text(
        "id,first_name,last_name,email,lms_user_id\nlearner-01,One,Lakeside,one@example.org,4711\n"
    )
    archive = root / "downloaded" / LESSON / "archive"
    archive.mkdir(parents=True)
    handed_in = next(root.glob(f"term/submitted/*/{LESSON}/{LESSON}.ipynb"))
    shutil.copy(handed_in, archive / f"{LESSON}.ipynb")
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    for command in HERE:
        if "penalty_method" in command:
            assert _due(root) == datetime(2026, 12, 8, 18)
            _set_due(root, classroom.due_of(LESSON))
        program, *rest = shlex.split(command.replace("/tmp/", f"{elsewhere}/"))
        if program == "nbgrader":
            course.nbgrader(*rest)
        elif program == "python":
            assert rest[:2] == ["-m", "grading"]
            course.grading(*rest[2:])
        else:
            subprocess.run([program, *rest], cwd=root, check=True, capture_output=True)
    assert (elsewhere / "for-tuesday" / "report.html").exists()
    return course


def test_commands_of_the_docs(guided):
    with tarfile.open(guided.root / "term-backup.tar.gz") as kept:
        assert {"term/gradebook.db", "term/secret"} & set(kept.getnames())
    canvas = (guided.root / "term" / "canvas.csv").read_text("utf-8")
    assert '"Lakeside, One",4711,,learner-01' in canvas
    assert '"Riverside, Seven",,,learner-07' in canvas


def test_names_can_be_left_out(guided):
    files = list((guided.root / "term" / "report-anonymous").iterdir())
    assert len(files) == 6
    for path in files:
        text = path.read_text("utf-8")
        assert not re.search("learner-[01]|Riverside|Lakeside", text)
        assert "P-" in text or path.name in ("exercises.csv", "behaviours.csv", "mistakes.csv")


def test_who_hands_in_late_can_lose_all_points(guided, class_):
    _, truth = class_
    with Gradebook(f"sqlite:///{guided.root}/term/gradebook.db") as gradebook:
        for learner, work in truth.work.items():
            if LESSON in work:
                submission = gradebook.find_submission(LESSON, learner)
                lost = submission.score if work[LESSON].late else 0
                assert submission.late_submission_penalty == lost
    assert any(one.late for work in truth.work.values() for one in work.values())


def _due(root: Path) -> datetime:
    with Gradebook(f"sqlite:///{root}/term/gradebook.db") as gradebook:
        return gradebook.find_assignment(LESSON).duedate


def _set_due(root: Path, due: datetime) -> None:
    with Gradebook(f"sqlite:///{root}/term/gradebook.db") as gradebook:
        gradebook.update_or_create_assignment(LESSON, duedate=due)
