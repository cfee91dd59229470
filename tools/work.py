"""A learner's own copies of the lessons in `work/`. Nothing that is there is ever overwritten."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from tools.run import typed

LEFT_OUT = {".ipynb_checkpoints", "__pycache__", ".DS_Store"}


class UnknownLesson(LookupError):
    """No lesson is called so; the message lists those that there are."""


def lessons(released: Path) -> list[str]:
    """The folder names of the released lessons, in their order."""
    if not released.is_dir():
        return []
    return sorted(path.name for path in released.iterdir() if path.is_dir() and _counts(path))


def find_lesson(wanted: str, known: list[str]) -> str:
    """The lesson that somebody means by `1`, `01`, `01_neuron` or a path that ends so.

    Raises
    ------
    UnknownLesson
        If there is none.
    """
    name = wanted.replace("\\", "/").rstrip("/").rpartition("/")[2]
    for lesson in known:
        number = lesson.partition("_")[0]
        if name == lesson or (name.isdecimal() and number.isdecimal() and int(name) == int(number)):
            return lesson
    there = ", ".join(known) or "none yet"
    raise UnknownLesson(
        f"A lesson was expected, found {repr(wanted) if wanted else 'none'}.\nThere are: {there}.\n"
        f"Name one by its number or its folder: {typed('fresh', '01')}"
    )


def copy_missing(source: Path, target: Path) -> Iterator[str]:
    """Copy what `target` has not got; yield a line for all that people should know.

    What exists stays as it is, also where a file stands in the place of a folder, or the other way round.
    A link is left alone: what is behind it is not ours.
    """
    target.mkdir(parents=True, exist_ok=True)
    for one in sorted(source.iterdir()):
        copy = target / one.name
        if not _counts(one):
            continue
        if os.path.lexists(copy):
            if copy.is_symlink() or one.is_dir() != copy.is_dir():
                yield f"{copy} is in the way of {one.name} and was left as it is."
            elif one.is_dir():
                yield from copy_missing(one, copy)
        else:
            yield f"New: {copy}"
            if one.is_dir():
                list(copy_missing(one, copy))
            else:
                _copy(one, copy)


def begin_again(lesson: str, released: Path, work: Path, now: datetime) -> Path | None:
    """Put a lesson's work aside under a dated name and bring its original back.

    Returns
    -------
    Path or None
        Where the old work is kept; None if there was none.

    Raises
    ------
    OSError
        If the work cannot be put aside, a file of it being open on Windows, say: nothing is changed then.
    """
    place, kept = work / lesson, None
    if os.path.lexists(place):
        before = _listing(place)
        kept = _free(work / f"{lesson}-kept-{now:%Y-%m-%d-%H%M%S}")
        place.rename(kept)
        if _listing(kept) != before:
            raise OSError(f"{kept} is not what {place} was; nothing more was done.")
    list(copy_missing(released / lesson, place))
    return kept


def renewed(released: Path, work: Path) -> list[str]:
    """The lessons whose copy in `work` was made from another edition than the released one."""
    found = []
    for lesson in lessons(released):
        pair = [folder / lesson / f"{lesson}.ipynb" for folder in (released, work)]
        editions = {edition_of(path) for path in pair}
        if None not in editions and len(editions) > 1:
            found.append(lesson)
    return found


def edition_of(notebook: Path) -> str | None:
    """The mark of the release that a notebook was made from; None if it has none or cannot be read."""
    try:
        return str(json.loads(notebook.read_text("utf-8"))["metadata"]["neuronlab"]["release"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _counts(path: Path) -> bool:
    return path.name not in LEFT_OUT


def _copy(source: Path, target: Path) -> None:
    """Copy a file whole or not at all: half a notebook would never be replaced."""
    part = target.with_name(f".{target.name}.part")
    shutil.copyfile(source, part)
    os.replace(part, target)


def _free(path: Path) -> Path:
    """This path, or the first of path-2, path-3, ... that is not taken."""
    found, number = path, 1
    while os.path.lexists(found):
        number += 1
        found = path.with_name(f"{path.name}-{number}")
    return found


def _listing(place: Path) -> list[tuple[str, int]]:
    """Every file in a folder, or the file itself, with its size."""
    files = sorted(place.rglob("*")) if place.is_dir() else [place]
    base = place if place.is_dir() else place.parent
    return [
        ("" if one == place else one.relative_to(base).as_posix(), one.lstat().st_size)
        for one in files
    ]
