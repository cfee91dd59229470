"""The gate: what of a submission gets in, before anything else looks at it.

`install`, called by `nbgrader_config.py`, puts it in front of nbgrader. From then on autograding never reads
`term/submitted`: it reads `term/admitted`, where the gate has written a rebuilt notebook for every submission.
"""

from __future__ import annotations

import errno
import fnmatch
import os
import re
import shutil
import stat
import tempfile
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from logging import Logger
from pathlib import Path
from typing import Any

import nbformat
import nbgrader
from nbformat import NotebookNode
from nbgrader.utils import parse_utc

from grading import releasing
from grading.rebuilding import Submission, Unreadable, read, rebuild, untouched
from grading.running import (
    SECRET,
    TIMESTAMP,
    GateError,
    alone,
    forget_unfinished,
    said_plainly,
    wait_for_sqlite,
)
from grading.secret import course_secret, seed_of
from grading.writing import remove_leftovers, write_anew

TESTED = ("0.9.6",)
"""The versions of nbgrader that the gate was tested with."""

LARGEST = 20_000_000
"""Bytes of a notebook file that is read, and of all of a submission's together."""

LARGEST_TIMESTAMP = 100
MOST_FILES = 100
"""Files of a submission that are looked at."""

MOST_NOTEBOOKS = 8
"""Notebooks of a submission that are read."""

LONGEST_NAME = 128
"""Characters that a gradebook has for a learner's name."""

SECRET_FORM = re.compile(r"[0-9a-f]{64,256}")
TIME = re.compile(
    r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d(\.\d{1,9})?)?"
    r"( ?(?P<offset>Z|[+-]\d\d(:?\d\d)?)| [A-Za-z]{1,5}| [A-Za-z_]{1,20}(/[A-Za-z_+-]{1,20}){1,2})?"
)
EARLIEST = datetime(2015, 1, 1)
SLACK = timedelta(days=1)
"""A handing in may be dated this much after its arrival: clocks and time zones differ."""


class Refused(Exception):
    """A file or folder that does not get in; the message is a sentence for the learner."""


# --- what one submission is


@dataclass
class Admitted:
    """What gets in of one submission."""

    notebook: NotebookNode
    time: datetime | None = None
    remarks: list[str] = field(default_factory=list)
    secret: str = ""


def admitted(root: Path, lesson: str, folder: Path, current: NotebookNode) -> Admitted:
    """Look at one submission's folder and rebuild what can be read of it.

    Parameters
    ----------
    root : Path
        The course.
    lesson : str
        The assignment, and the name of its notebook.
    folder : Path
        Where the submission is. Nothing in it is followed, executed or changed.
    current : NotebookNode
        The lesson's release of today.
    """
    remarks: list[str] = []
    time = None
    try:
        names = _names(folder)
        time, said = time_of(folder)
        remarks += said
        submission, said = _best(folder, names, lesson, current)
        remarks += said
    except Refused as refused:
        remarks += [str(refused), "There is nothing to grade, so there are no points."]
        return Admitted(untouched(current, remarks), time, remarks)
    release, said = _release_of(root, lesson, submission, current)
    notebook, remarks = rebuild(release, submission, remarks + said)
    return Admitted(notebook, time, remarks)


def _release_of(
    root: Path, lesson: str, submission: Submission, current: NotebookNode
) -> tuple[NotebookNode, list[str]]:
    """The release that a submission was made from, if it is kept and has the same graded cells."""
    release = releasing.kept(root, lesson, submission.release)
    if release is None:
        return current, []
    if not releasing.graded_alike(release, current):
        return current, [
            "What is graded in this lesson has changed since you fetched it; your answers were put into "
            "the lesson of today."
        ]
    return release, []


def _names(folder: Path) -> list[str]:
    """The names in a folder, if it is one."""
    try:
        kind = os.lstat(folder).st_mode
        if stat.S_ISLNK(kind):
            raise Refused("The lesson's folder is a link; what it points to was not read.")
        if not stat.S_ISDIR(kind):
            raise Refused("The lesson's folder is not a folder.")
        with os.scandir(folder) as entries:
            return sorted(entry.name for entry, _ in zip(entries, range(MOST_FILES), strict=False))
    except OSError as error:
        raise Refused(f"The lesson's folder could not be opened ({_why(error)}).") from None


def _best(
    folder: Path, names: list[str], lesson: str, current: NotebookNode
) -> tuple[Submission, list[str]]:
    """The submission's notebook: the one with the right name, else the one that fits best.

    Raises
    ------
    Refused
        If none can be read.
    """
    right = f"{lesson}.ipynb"
    found = [name for name in names if name.lower().endswith(".ipynb")]
    found.sort(key=lambda name: (name != right, name))
    readable, refused, left = {}, {}, LARGEST  # of all of them together: reading takes its time
    for name in found[:MOST_NOTEBOOKS]:
        try:
            content = _content(folder / name, left)
            left -= len(content)
            readable[name] = read(content)
        except (Refused, Unreadable) as error:
            refused[name] = f"{said(name)}: {error}"
        if name in readable and name == right:
            break
    if not readable:
        if not found:
            raise Refused("No notebook was handed in.")
        raise Refused(" ".join(refused.values()))
    asked = {name for cell in current.cells if (name := _name(cell))}
    chosen = max(readable, key=lambda name: (name == right, _fit(readable[name], asked)))
    remarks = list(refused.values())
    if chosen != right:
        remarks.append(f"The notebook {said(chosen)} was taken for {right}.")
    elif len(found) > 1:
        remarks.append(f"Several notebooks were handed in; {right} counts.")
    return readable[chosen], remarks


def _fit(submission: Submission, asked: set[str]) -> int:
    return len(asked & {cell.name for cell in submission.cells})


def _name(cell: NotebookNode) -> str:
    return cell.metadata.get("nbgrader", {}).get("grade_id", "")


def _content(path: Path | str, most: int, folder: int | None = None) -> bytes:
    """A plain file's content. Links are not followed, pipes and devices not opened.

    In an opened `folder`, which learners can write to, a file with a second name is refused.
    """
    try:
        before = os.stat(path, dir_fd=folder, follow_symlinks=False)
        _check(before, most, folder is not None)
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
        handle = os.open(path, flags | getattr(os, "O_BINARY", 0), dir_fd=folder)
        with os.fdopen(handle, "rb") as file:
            now = os.fstat(handle)
            _check(now, most, folder is not None)
            if (now.st_dev, now.st_ino) != (before.st_dev, before.st_ino):
                raise Refused("It was exchanged while it was read.")
            content = file.read(most + 1)
    except OSError as error:
        raise Refused(f"It could not be opened ({_why(error)}).") from None
    if len(content) > most:
        raise Refused(_too_large(most))
    return content


def _check(found: os.stat_result, most: int, alone: bool = False) -> None:
    if stat.S_ISLNK(found.st_mode):
        raise Refused("It is a link; what it points to was not read.")
    if stat.S_ISDIR(found.st_mode):
        raise Refused("It is a folder.")
    if not stat.S_ISREG(found.st_mode):
        raise Refused("It is not a plain file.")
    if alone and found.st_nlink > 1:
        raise Refused("It has a second name elsewhere (a hard link), so it may be somebody else's.")
    if found.st_size > most:
        raise Refused(_too_large(most))


def _too_large(most: int) -> str:
    return (
        f"It is larger than {most // 1_000_000} MB and was not read; clear its outputs and hand it in "
        "again."
    )


def _why(error: OSError) -> str:
    reasons = {errno.EACCES: "no permission", errno.EPERM: "no permission", errno.ELOOP: "a link"}
    return reasons.get(error.errno, os.strerror(error.errno or errno.EIO).lower())


def said(name: str) -> str:
    """A file's name as it can stand in a sentence: what could be read as formatting is replaced."""
    plain = re.sub(r"[^\w .()+-]", "?", unicodedata.normalize("NFC", name))
    plain = re.sub(r"_", r"\\_", plain)
    return f"{plain[:60]}..." if len(plain) > 60 else plain


# --- when it was handed in, and where its feedback goes


def time_of(folder: Path) -> tuple[datetime | None, list[str]]:
    """When a submission was handed in, in UTC, and a sentence if its time makes no sense.

    None where there is no time, as with nbgrader: such a submission is never late. The time is written on
    the learner's side and can be any; one that cannot be is no time.
    """
    path = Path(folder) / TIMESTAMP
    try:
        arrived = datetime(1970, 1, 1) + timedelta(seconds=os.lstat(path).st_ctime)
        text = _content(path, LARGEST_TIMESTAMP).decode("ascii").strip()
    except FileNotFoundError:
        return None, []
    except (OSError, Refused, UnicodeDecodeError):
        text = ""
    time = _time(text)
    if time is None or not EARLIEST <= time <= arrived + SLACK:
        return None, [
            "The time of handing in could not be read or cannot be right; the work counts as handed in "
            "without a time."
        ]
    return time, []


def secret_of(folders: Folders, learner: str, lesson: str) -> str:
    """The secret under which the exchange gives feedback back; made up where there is none that can be used."""
    try:
        content = _content(folders.submitted / learner / lesson / SECRET, 300)
        if SECRET_FORM.fullmatch(given := content.decode("ascii").strip()):
            return given
    except (OSError, Refused, UnicodeDecodeError):
        pass
    seed = seed_of(course_secret(folders.root), "feedback", lesson, learner)
    return "".join(f"{part:016x}" for part in seed)


def _time(text: str) -> datetime | None:
    found = TIME.fullmatch(text)
    if not found:
        return None
    try:
        if found["offset"]:  # nbgrader reads +0100 as a hundred seconds
            text = text[: found.start("offset")].rstrip() + found["offset"]
            return parse_utc(datetime.fromisoformat(text))
        return parse_utc(text)
    except (ValueError, OverflowError, OSError):
        return None


# --- all submissions of a run


@dataclass(frozen=True)
class Folders:
    """Where things are in the course, and which submissions are meant."""

    root: Path
    submitted: Path
    admitted: Path
    release: Path
    learners: str = "*"
    lessons: str = "*"


def admit_all(folders: Folders, log: Logger) -> None:
    """Write what gets in of every submission that is meant, and remove what is no longer handed in.

    No submission can stop this, nor change what is written for another.
    """
    found = list(submissions(folders, log))
    for learner, lesson in _pairs(folders.admitted, folders):
        if (learner, lesson) not in found:
            shutil.rmtree(folders.admitted / learner / lesson, ignore_errors=True)
    releases: dict[str, NotebookNode] = {}
    for learner, lesson in found:
        if lesson not in releases:
            releases[lesson] = current_release(folders, lesson)
        one = admit(folders, learner, lesson, releases[lesson], log)
        _write(folders.admitted / learner / lesson, lesson, one)


def admit(
    folders: Folders, learner: str, lesson: str, current: NotebookNode, log: Logger
) -> Admitted:
    """Admit one submission, whatever is wrong with it."""
    try:
        one = admitted(folders.root, lesson, folders.submitted / learner / lesson, current)
    except Exception:
        log.exception("%s of %r could not be rebuilt; it is graded as untouched.", lesson, learner)
        reason = "Something in this submission could not be read. Please ask your teacher."
        one = Admitted(untouched(current, [reason]), remarks=[reason])
    one.secret = secret_of(folders, learner, lesson)
    for remark in one.remarks:
        log.warning("%s of %s: %s", lesson, learner, remark)
    return one


def files_beside(one: Admitted) -> dict[str, bytes]:
    """The two files that nbgrader's exchange wants beside an admitted notebook."""
    return {
        TIMESTAMP: f"{one.time.isoformat(' ')} UTC".encode("ascii") if one.time else b"",
        SECRET: one.secret.encode("ascii"),
    }


def _write(place: Path, lesson: str, one: Admitted) -> None:
    """Write an admitted submission; each file is whole at every moment, and nothing else stays."""
    files = {
        f"{lesson}.ipynb": (nbformat.writes(one.notebook) + "\n").encode("utf-8"),
        **files_beside(one),
    }
    place.mkdir(parents=True, exist_ok=True)
    for path in place.iterdir():
        if path.name not in files:
            path.unlink() if path.is_symlink() or not path.is_dir() else shutil.rmtree(path)
    for name, content in files.items():
        path = place / name
        if not path.is_file() or path.read_bytes() != content:
            write_anew(path, content)


def current_release(folders: Folders, lesson: str) -> NotebookNode:
    """The lesson's release of today, kept if it is not yet.

    Raises
    ------
    GateError
        If there is none.
    """
    path = _release_path(folders, lesson)
    if not path.is_file():
        raise GateError(
            f"The release of {lesson} was expected at {path}, and it is not there. Run `nbgrader "
            f"generate_assignment {lesson} --force`."
        )
    release = nbformat.read(path, as_version=4)
    releasing.keep(folders.root, lesson, release)
    return release


def _release_path(folders: Folders, lesson: str) -> Path:
    return folders.release / lesson / f"{lesson}.ipynb"


def submissions(folders: Folders, log: Logger) -> Iterator[tuple[str, str]]:
    """Learners and lessons that were handed in, and are meant; what cannot be graded is logged."""
    for learner, lesson in _pairs(folders.submitted, folders):
        if why := _unusable(learner):
            log.error(
                "The folder %r in %s is not graded: as a learner's name it %s. Rename it.",
                learner,
                folders.submitted,
                why,
            )
        elif os.path.islink(folders.submitted / learner):
            log.error("%r in %s is a link and is not graded.", learner, folders.submitted)
        else:
            yield learner, lesson


def _pairs(place: Path, folders: Folders) -> Iterator[tuple[str, str]]:
    """Learners and lessons that have an entry under `place` and are meant."""
    for learner in _entries(place, folders.learners):
        for lesson in _entries(place / learner, folders.lessons):
            if lesson == folders.lessons or _release_path(folders, lesson).is_file():
                yield learner, lesson


def _entries(place: Path, pattern: str) -> list[str]:
    try:
        names = os.listdir(place)
    except OSError:
        return []
    names = [name for name in names if not name.startswith(".") or name == pattern]
    return sorted(name for name in names if name == pattern or fnmatch.fnmatchcase(name, pattern))


def _unusable(learner: str) -> str | None:
    """Why nbgrader cannot work with a learner's name; None if it can."""
    if len(learner) > LONGEST_NAME:
        return f"is longer than {LONGEST_NAME} characters"
    if learner != learner.strip():
        return "begins or ends with a space"
    if any(mark in learner for mark in "*?[]<>"):
        return "holds a mark that nbgrader reads as more than a letter: one of * ? [ ] < >"
    if not learner.isprintable():
        return "holds letters that cannot be shown"
    return None


# --- from the exchange


def copy_plain(source: Path, target: Path, log: Logger) -> None:
    """Copy the notebooks and nbgrader's own files of a submission, and no link, folder or other file.

    Learners can write where their submissions lie, so nothing may be exchanged while it is copied: files are
    opened below the opened folder.

    Raises
    ------
    OSError
        If the source is no folder, or a link.
    """
    target.mkdir(parents=True, exist_ok=True)
    flags = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NOFOLLOW", 0)
    folder = os.open(source, flags)
    try:
        for name in sorted(os.listdir(folder))[:MOST_FILES]:
            if not name.lower().endswith(".ipynb") and name not in (TIMESTAMP, SECRET):
                continue
            try:
                (target / name).write_bytes(_content(name, LARGEST, folder))
            except Refused as refused:
                log.error("%s in %s was not collected. %s", said(name), source, refused)
    finally:
        os.close(folder)


# --- in front of nbgrader


def install() -> None:
    """Put the gate in front of nbgrader. Called by `nbgrader_config.py`; again changes nothing.

    Four things of nbgrader are replaced. `Autograde.start` (the command and the formgrader's button) admits first,
    forgets what an earlier run did not finish (`grading.running`), and then lets nbgrader read what was admitted.
    Collecting copies plain files alone. The two places where nbgrader reads a submission's time read it with care, so
    that no submission can break the lists.
    """
    from nbgrader.apps.api import NbGraderAPI
    from nbgrader.converters import Autograde
    from nbgrader.coursedir import CourseDirectory
    from nbgrader.exchange.default.collect import ExchangeCollect

    wait_for_sqlite()
    if getattr(Autograde.start, "admits_first", False):
        return
    stock, stock_copy = Autograde.start, ExchangeCollect.do_copy

    def start(self: Any) -> None:
        folders = folders_of(self.coursedir)
        autograded = folders.root / self.coursedir.autograded_directory
        before = self.coursedir.submitted_directory
        try:
            refuse_untested()
            with said_plainly(self.log), alone(folders.admitted.parent, self.log):
                for place in (folders.admitted.parent, *(folders.root / releasing.KEPT).glob("*")):
                    remove_leftovers(place)
                admit_all(folders, self.log)
                meant = _pairs(folders.admitted, folders)
                forget_unfinished(autograded, self.coursedir.db_url, meant, self.log)
                self.coursedir.submitted_directory = os.path.relpath(folders.admitted, folders.root)
                stock(self)
        except GateError as error:
            self.log.error(str(error))
            raise
        finally:
            self.coursedir.submitted_directory = before

    def do_copy(self: Any, src: str, dest: str, log: Logger | None = None) -> None:
        with tempfile.TemporaryDirectory(prefix="collected-") as place:
            try:
                copy_plain(Path(src), Path(place), self.log)
            except OSError as error:
                self.log.error("%s was not collected (%s).", src, _why(error))
            stock_copy(self, place, dest, log)

    def get_existing_timestamp(self: Any, dest_path: str) -> datetime | None:
        return time_of(Path(dest_path))[0]

    def get_submitted_timestamp(self: Any, assignment_id: str, student_id: str) -> datetime | None:
        ours = self.coursedir
        path = ours.format_path(ours.submitted_directory, student_id, assignment_id)
        return time_of(Path(path))[0]

    start.admits_first = True
    Autograde.start = start
    ExchangeCollect.do_copy = do_copy
    CourseDirectory.get_existing_timestamp = get_existing_timestamp
    NbGraderAPI.get_submitted_timestamp = get_submitted_timestamp


def folders_of(coursedir: Any) -> Folders:
    """The folders that a run of nbgrader means."""
    root = Path(coursedir.root)
    submitted = root / coursedir.submitted_directory
    return Folders(
        root=root,
        submitted=submitted,
        admitted=submitted.parent / "admitted",
        release=root / coursedir.release_directory,
        learners=coursedir.student_id,
        lessons=coursedir.assignment_id,
    )


def refuse_untested() -> None:
    """Refuse a version of nbgrader that this was not tested with.

    Raises
    ------
    GateError
        If it is.
    """
    if nbgrader.__version__ not in TESTED:
        raise GateError(
            f"nbgrader {' or '.join(TESTED)} was expected, found {nbgrader.__version__}. The gate in front of "
            "autograding was not tested with it: install the version in requirements.txt, or run "
            "tests/grading and add yours to TESTED in grading/gate.py."
        )
