"""Attacks by files: names, links, pipes, times, bytes."""

import base64
import io
import json
import os
import zipfile

import nbformat

from tests.grading.hostile import EXERCISES, IN_TIME, LESSON, WRONG, Work, attack

SHADOW = b"import os\nraise SystemExit(0)\n"


def shadow(name: str, tries: str, content: bytes = SHADOW) -> None:
    @attack(f"shadow-{name.split('.')[0].replace('_', '-')}", tries)
    def _(work: Work):
        work.wrong().files[name] = content


shadow("ipykernel_launcher.py", "Brings a file that takes the place of the kernel's launcher.")
shadow("solutions.py", "Brings a module `solutions` whose comparison is content.",
       b"against_reference = lambda *a, **k: None\n")  # fmt: skip
shadow("neuronlab.py", "Brings a module `neuronlab` whose check is content.",
       b"check = progress = mine = show = play = lambda *a, **k: None\n")  # fmt: skip
shadow("numpy.py", "Brings a module `numpy`.")
shadow("sitecustomize.py", "Brings a module that Python imports at its start.")


@attack("own-configuration", "Brings an nbgrader configuration, a conftest and an IPython profile.")
def _(work: Work):
    config = b"c = get_config()\nc.Autograde.autograde_preprocessors = []\nc.Execute.timeout = 1\n"
    for name in ("nbgrader_config.py", "jupyter_config.py", "ipython_config.py", "conftest.py"):
        work.wrong().files[name] = config


@attack("renamed", "Names its notebook like another lesson's.", "harm")
def _(work: Work):
    work.wrong().name = "another_lesson.ipynb"


@attack("no-notebook", "Hands in a folder without a notebook.", "harm")
def _(work: Work):
    work.name = ""


@attack("garbage-bytes", "Hands in bytes that are no notebook.", "harm")
def _(work: Work):
    work.raw = bytes(range(256)) * 400


@attack("bom", "Hands in a notebook that begins with three byte order marks.", "harm")
def _(work: Work):
    work.raw = b"\xef\xbb\xbf" * 3 + json.dumps(work.wrong().notebook).encode()


@attack("old-format", "Hands in a notebook of format 3.", "harm")
def _(work: Work):
    work.wrong()
    cells = [
        {"cell_type": "code", "input": one.source, "metadata": dict(one.metadata), "outputs": [],
         "language": "python", "prompt_number": 1}
        for one in work.notebook.cells if one.cell_type == "code"
    ]  # fmt: skip
    old = {"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": [{"cells": cells}]}
    work.raw = json.dumps(old).encode()


@attack("deep-file", "Hands in JSON that is nested a million deep.", "harm")
def _(work: Work):
    work.raw = b'{"cells": ' + b"[" * 1_000_000


@attack("long-numbers", "Hands in numbers of 100,000 digits.", "harm")
def _(work: Work):
    text = json.dumps(work.wrong().notebook)
    work.raw = text.replace('"nbformat": 4', f'"nbformat": {"4" * 100_000}').encode()


@attack("half-characters", "Writes half characters and zero bytes into sources and names.", "harm")
def _(work: Work):
    work.wrong(softmax="x = '\ud800'\0\n").words("\udfff \0 \x1b[31m")
    work.cell("Dense-answer").metadata.nbgrader["grade_id"] = "Dense-answer\ud83d"


@attack(
    "zip-bomb", "Hands in an archive that grows to a gigabyte, named like the notebook.", "harm"
)
def _(work: Work):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{LESSON}.ipynb", bytes(100_000_000))
    work.raw = held.getvalue()
    work.files["bomb.zip"] = held.getvalue()


@attack("sparse", "Hands in a file of a terabyte that takes no space.", "harm")
def _(work: Work):
    work.write()
    os.truncate(work.folder / work.name, 1 << 40)
    return False


@attack("pipe", "Hands in a pipe, which whoever opens it waits on for ever.", "harm", slow=True)
def _(work: Work):
    work.name = ""
    work.write()
    os.mkfifo(work.folder / f"{LESSON}.ipynb")
    return False


@attack("pipe-as-time", "Hands in a pipe as its time.", "harm", slow=True)
def _(work: Work):
    work.wrong().time = None
    work.write()
    os.mkfifo(work.folder / "timestamp.txt")
    return False


def link(label: str, tries: str, target: str, name: str = f"{LESSON}.ipynb", aim: str = "secrets"):
    @attack(label, tries, aim)
    def _(work: Work):
        if name == f"{LESSON}.ipynb":
            work.name = ""
        work.write()
        place = work.folder / name
        place.unlink(missing_ok=True)
        place.symlink_to(work.course / target)
        return False


link("link-to-gradebook", "Hands in a link to the gradebook.", "term/gradebook.db")
link("link-to-solution", "Hands in a link to the solved notebook.",
     f"solutions/notebooks/{LESSON}/{LESSON}.ipynb", aim="points")  # fmt: skip
link("link-to-neighbour", "Hands in a link to another learner's work.",
     f"term/submitted/honest-right/{LESSON}/{LESSON}.ipynb", aim="points")  # fmt: skip
link(
    "link-beside",
    "Hands in a link to the course's secret beside its notebook.",
    "term/secret",
    "notes.txt",
)
link(
    "link-as-time",
    "Hands in a link to the course's secret as its time.",
    "term/secret",
    "timestamp.txt",
)
link(
    "link-loop", "Hands in a link to the folder above itself.", "term/submitted", "loop", aim="harm"
)


@attack("folder-as-link", "Makes its lesson's folder a link to another learner's.")
def _(work: Work):
    work.folder.parent.mkdir(parents=True)
    work.folder.symlink_to(work.course / "term" / "submitted" / "honest-right" / LESSON)
    return False


@attack("folder-as-notebook", "Hands in a folder that is named like the notebook.", "harm")
def _(work: Work):
    work.name = ""
    work.files[f"{LESSON}.ipynb/{LESSON}.ipynb"] = b"{}"


@attack("many-files", "Hands in 3,000 files.", "harm")
def _(work: Work):
    work.wrong().files.update({f"f{number}.ipynb": b"" for number in range(3000)})


@attack(
    "odd-names",
    "Names files with line breaks, control codes, marks of the shell and of formats.",
    "harm",
)
def _(work: Work):
    work.wrong().files.update(
        dict.fromkeys(("a\nb.ipynb", "\x1b[2J.ipynb", "$(touch harmed).ipynb", "{lesson}.ipynb", "-rf.ipynb", "%s%s%n.ipynb", "\u202emoc.ipynb", "é.ipynb", "é.ipynb"), b"x")
    )  # fmt: skip


@attack("case-twin", "Hands in a second notebook that differs in upper and lower case.")
def _(work: Work):
    right = json.loads(json.dumps(work.wrong().notebook))
    work.files[f"{LESSON.upper()}.IPYNB"] = json.dumps(right).encode()


@attack("Honest-Right", "Is called like an honest learner, with capitals.", "harm")
def _(work: Work):
    work.wrong()


@attack(
    "honest-right​", "Is called like an honest learner, with a letter that has no width.", "harm"
)
def _(work: Work):
    work.wrong()


@attack("' or 1=1; drop table grade; --", "Is called like a command to the gradebook.", "harm")
def _(work: Work):
    work.wrong()


@attack("&lt;img src=x onerror=alert(1)&gt; \"'", "Is called like a piece of a page.", "harm")
def _(work: Work):
    work.wrong()


@attack("{course} $(id) %s", "Is called like a format and a command.", "harm")
def _(work: Work):
    work.wrong()


def timed(label: str, tries: str, time: str | bytes, aim: str = "harm") -> None:
    @attack(f"time-{label}", tries, aim)
    def _(work: Work):
        work.wrong().time = time


timed("invalid", "Writes a time that is none.", "yesterday, honestly")
timed("year-one", "Writes a time in the year 1.", "0001-01-01 00:00:00 UTC")
timed(
    "year-9999",
    "Writes a time in the year 9999 in a zone that moves it beyond.",
    "9999-12-31 23:59:59 -1200",
)
timed("huge", "Writes a time of ten megabytes.", b"2" * 10_000_000)
timed("code", "Writes a time that is code.", "__import__('os').system('touch harmed')")
timed(
    "other-zone", "Writes a time in a zone that does not exist.", "2026-03-01 12:00:00 Nowhere/Land"
)
timed("past", "Writes a time long before the deadline.", "2016-01-01 00:00:00 UTC", "points")


@attack("forged-secret", "Brings a secret that leads its feedback to another place.", "harm")
def _(work: Work):
    work.wrong().files["submission_secret.txt"] = b"../../honest-right"


@attack("large-file", "Hands in 19 MB of cells.", "harm")
def _(work: Work):
    cell = nbformat.v4.new_code_cell("x" * 199_000, id="own-large")
    work.notebook.cells += [cell] * 90


@attack("large-picture", "Pastes a picture that says it has a billion pixels.", "harm")
def _(work: Work):
    head = (
        b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + (40_000).to_bytes(4, "big") * 2 + b"\x08\x06\0\0\0"
    )
    work.wrong().words("![x](attachment:x.png)")
    work.notebook.cells[0]["attachments"] = {
        "x.png": {"image/png": base64.b64encode(head).decode()}
    }


@attack(
    "everything-renamed", f"Hands in {LESSON} without names, in another order, at another time."
)
def _(work: Work):
    work.notebook.cells = [
        {**one, "id": f"z{number}", "metadata": {}}
        for number, one in enumerate(reversed(work.wrong().notebook.cells))
    ]
    work.time = IN_TIME.replace("12", "23")


@attack("answers-in-timestamp", "Hides its answers beside the notebook and runs them from there.")
def _(work: Work):
    source = "\n".join(WRONG[name] for name in EXERCISES)
    work.first(
        "import glob\nfor one in glob.glob('**/*.py', recursive=True):\n    exec(open(one).read())"
    ).files["own/answers.py"] = ("import numpy as np\n" + source).encode()
