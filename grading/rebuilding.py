"""A submission is rebuilt: the released notebook with the learner's answers put in.

Nothing here opens a file or believes metadata. Of a submitted cell only its kind, its text, its names and the
pictures pasted into it are read; everything else comes from the release. The rules are in `docs/grading.md`.
"""

from __future__ import annotations

import copy
import json
import re
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell

from grading.pictures import harmless_attachments

LONGEST_CELL = 200_000
"""Characters of a cell that are read."""

MOST_CELLS = 3_000
"""Cells that are read."""

MOST_ADDED = 300
"""Cells that a learner may add."""

MOST_DAMAGES = 100
"""Damaged places of a file behind which reading goes on."""

MOST_TEXT = 400_000
"""Characters of all added cells together."""

NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")
KINDS = {"code": "code", "markdown": "markdown", "raw": "raw", "heading": "markdown"}
CELLS = re.compile(r'"cells"\s*:\s*\[')
BETWEEN = re.compile(r"[\s,]*")
NEXT = re.compile(r'\{\s*"cell_type"\s*:')
"""Where a cell begins as Jupyter writes it; inside a cell's text the quotes would have backslashes."""

ASSIGNS = re.compile(r"\s*(\w+)\s*=[^=]")
DIGEST = re.compile(r"[0-9a-f]{64}")
WORDS, PREDICT = "own-words", "predict"
NO_NUMBERS = {"parse_int": lambda _: 0, "parse_float": lambda _: 0.0}
"""Numbers matter nowhere, and very long ones are slow or an error to Python."""

NOT_HANDED_IN = "# This cell was not handed in."


class Unreadable(ValueError):
    """A file that holds no notebook; the message is a sentence for the learner."""


@dataclass(frozen=True)
class Handed:
    """One submitted cell: what is read of it."""

    kind: str
    source: str
    name: str = ""
    id: str = ""
    tags: tuple[str, ...] = ()
    attachments: dict = field(default_factory=dict, compare=False)


@dataclass(frozen=True)
class Submission:
    """What could be read of a submitted file.

    Attributes
    ----------
    cells : list of Handed
    release : str
        The hash of the release that it says it comes from; empty if it says none.
    remarks : list of str
        Sentences for the learner.
    """

    cells: list[Handed]
    release: str = ""
    remarks: list[str] = field(default_factory=list)


def rebuild(
    release: NotebookNode, submitted: bytes | Submission, remarks: Sequence[str] = ()
) -> tuple[NotebookNode, list[str]]:
    """The notebook to execute, and what is to be said about it.

    Parameters
    ----------
    release : NotebookNode
        What the learner was given.
    submitted : bytes or Submission
        What was handed in.
    remarks : sequence of str
        What was already found out about the submission.

    Returns
    -------
    notebook : NotebookNode
        A copy of the release with the answers in it; remarks stand in a cell at the top.
    remarks : list of str
        Plain sentences.

    Raises
    ------
    Unreadable
        If there is no notebook in the bytes.
    """
    if isinstance(submitted, bytes):
        submitted = read(submitted)
    known = bool(submitted.release) and submitted.release == release.metadata.get(
        "neuronlab", {}
    ).get("release")
    building = _Building(release, submitted.cells, known)
    notebook = building.notebook()
    said = list(dict.fromkeys([*remarks, *submitted.remarks, *building.remarks]))
    return with_remarks(notebook, said), said


def untouched(release: NotebookNode, remarks: Sequence[str]) -> NotebookNode:
    """What is executed where nothing could be read: the release, with the reason at the top."""
    return with_remarks(copy.deepcopy(release), remarks)


def with_remarks(notebook: NotebookNode, remarks: Sequence[str]) -> NotebookNode:
    """Put remarks into a cell at the top, if there are any."""
    if remarks:
        lines = ["**About this notebook as it was handed in**", ""]
        lines += [f"- {remark}" for remark in remarks]
        cell = new_markdown_cell("\n".join(lines))
        cell.id = "remarks"
        notebook.cells.insert(0, cell)
    return notebook


# --- reading what was handed in


def read(content: bytes) -> Submission:
    """Read a notebook of any version, whole or cut short, without believing that it is one.

    Raises
    ------
    Unreadable
        If nothing in it can be read as cells.
    """
    text, remarks = _decoded(content)
    if not text.strip():
        raise Unreadable("The notebook file is empty.")
    notebook, more = _parsed(text)
    remarks += more
    given = _cells_of(notebook)
    if given is None:
        raise Unreadable("The file is not a Jupyter notebook.")
    cells = [_handed(one) for one in given[:MOST_CELLS] if isinstance(one, dict)]
    if len(cells) < len(given):
        remarks.append("Some cells could not be read and were left out.")
    if any(not isinstance(_source(one), str | list) for one in given if isinstance(one, dict)):
        remarks.append("The text of a cell could not be read; the cell counts as empty.")
    if any(len(cell.source) == LONGEST_CELL for cell in cells):
        remarks.append(f"A cell is longer than {LONGEST_CELL} characters and was cut there.")
    ours = _at(_at(notebook, "metadata"), "neuronlab").get("release")
    known = isinstance(ours, str) and DIGEST.fullmatch(ours)
    return Submission(cells, ours if known else "", remarks)


def _decoded(content: bytes) -> tuple[str, list[str]]:
    encoding = json.detect_encoding(content)
    try:
        text, remarks = content.decode(encoding), []
    except UnicodeDecodeError:
        text = content.decode(encoding, errors="replace")
        remarks = ["Some letters in the notebook file could not be read."]
    return text.lstrip("\ufeff"), remarks


def _parsed(text: str) -> tuple[dict, list[str]]:
    try:
        return json.loads(text, **NO_NUMBERS), []
    except (ValueError, RecursionError) as error:
        cells = list(islice(_whole_cells(text), MOST_CELLS))
        if not cells and isinstance(error, RecursionError):
            raise Unreadable("The file is nested too deeply to be a Jupyter notebook.") from None
    if not cells:
        raise Unreadable("The file is not a Jupyter notebook, or its beginning is damaged.")
    read = "one cell" if len(cells) == 1 else f"{len(cells)} cells"
    return {"cells": cells}, [
        f"The notebook file is damaged or cut short; {read} could be read, and count."
    ]


def _whole_cells(text: str) -> Iterator[Any]:
    """The cells of a damaged file, but those that are damaged themselves."""
    found = CELLS.search(text)
    decoder = json.JSONDecoder(**NO_NUMBERS)
    place = found.end() if found else len(text)
    damages = 0
    while damages < MOST_DAMAGES:
        place = BETWEEN.match(text, place).end()
        if text[place : place + 1] == "]":
            return
        try:
            cell, place = decoder.raw_decode(text, place)
        except (ValueError, RecursionError):
            damages += 1
            following = NEXT.search(text, place + 1)
            if following is None:
                return
            place = following.start()
            continue
        if not damages or (isinstance(cell, dict) and "source" in cell):  # else a part of a cell
            yield cell


def _cells_of(notebook: Any) -> list | None:
    """The list of cells; notebooks of version 3 have them in worksheets."""
    if not isinstance(notebook, dict):
        return None
    if isinstance(notebook.get("cells"), list):
        return notebook["cells"]
    sheets = notebook.get("worksheets")
    if not isinstance(sheets, list):
        return None
    lists = [one.get("cells") for one in sheets if isinstance(one, dict)]
    return [cell for one in lists if isinstance(one, list) for cell in one]


def _handed(cell: dict) -> Handed:
    metadata = _at(cell, "metadata")
    tags = metadata.get("tags")
    return Handed(
        kind=_kind(cell),
        source=_text(_source(cell)),
        name=_string(_at(metadata, "nbgrader").get("grade_id")),
        id=_string(cell.get("id")),
        tags=tuple(one for one in tags if isinstance(one, str)) if isinstance(tags, list) else (),
        attachments=harmless_attachments(cell.get("attachments")),
    )


def _kind(cell: dict) -> str:
    kind = cell.get("cell_type")
    if isinstance(kind, str) and kind in KINDS:
        return KINDS[kind]
    return "code" if "outputs" in cell or "input" in cell else "raw"


def _source(cell: dict) -> Any:
    """A cell's text as it stands in the file; notebooks of version 3 call it input."""
    return cell.get("source", cell.get("input"))


def _text(source: Any) -> str:
    """A source as one text without what cannot be written: half characters and zero bytes."""
    if isinstance(source, list):
        source = "".join(one for one in source if isinstance(one, str))
    if not isinstance(source, str):
        return ""
    source = source[:LONGEST_CELL].replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
    return source.encode("utf-8", "replace").decode("utf-8")


def _string(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _at(mapping: dict, key: Any) -> dict:
    inner = mapping.get(key)
    return inner if isinstance(inner, dict) else {}


# --- putting the answers in


class _Building:
    """One released notebook and the cells that were handed in for it.

    A place is the number of a cell of the release. Every submitted cell is matched to a place or is one that the
    learner added.
    """

    def __init__(self, release: NotebookNode, handed: list[Handed], known: bool):
        self.release = release
        self.handed = handed
        self.remarks: list[str] = []
        self.places = self._matched(known)
        self.taken: dict[int, int] = {}
        self.spare: set[int] = set()  # matched, and neither taken nor kept
        by_place = self._by_place()
        for place, numbers in by_place.items():
            self._take(place, numbers)
        self._notice(by_place)

    def notebook(self) -> NotebookNode:
        """The release with what was taken put in and what was added in between."""
        between = self._between()
        notebook = copy.copy(self.release)
        notebook.metadata = copy.deepcopy(self.release.metadata)
        notebook.cells = []
        for place, released in enumerate(self.release.cells):
            notebook.cells += between[place]
            notebook.cells.append(self._filled(place, copy.deepcopy(released)))
        notebook.cells += between[len(self.release.cells)]
        return notebook

    # matching

    def _matched(self, known: bool) -> dict[int, int]:
        """For the numbers of submitted cells their places in the release."""
        named = {_name(cell): place for place, cell in enumerate(self.release.cells) if _name(cell)}
        places = {
            number: named[cell.name]
            for number, cell in enumerate(self.handed)
            if cell.name in named
        }
        self._match(places, self._by_id(known))
        self._match(places, self._by_text())
        self._match(places, self._by_order())
        return places

    def _match(self, places: dict[int, int], proposals: Iterable[tuple[int, int]]) -> None:
        """Accept proposals for cells and places that are both free."""
        full = set(places.values())
        for number, place in proposals:
            if number not in places and place not in full:
                places[number] = place
                full.add(place)

    def _by_id(self, known: bool) -> Iterator[tuple[int, int]]:
        """By the notebook format's cell ids. They may have moved on if the release is another."""
        ids = {cell.get("id"): place for place, cell in enumerate(self.release.cells)}
        for number, cell in enumerate(self.handed):
            place = ids.get(cell.id) if cell.id else None
            if place is not None and (known or _alike(cell, self.release.cells[place])):
                yield number, place

    def _by_text(self) -> Iterator[tuple[int, int]]:
        """Cells that are as they were released."""
        free = defaultdict(deque)
        for place, cell in enumerate(self.release.cells):
            free[cell.cell_type, _bare(cell.source)].append(place)
        for number, cell in enumerate(self.handed):
            for place in free.get((cell.kind, _bare(cell.source)), ()):
                yield number, place

    def _by_order(self) -> Iterator[tuple[int, int]]:
        """Own words in their order, predictions by the variable that they set."""
        for place, released in enumerate(self.release.cells):
            words, predict = _has_tag(released, WORDS), _has_tag(released, PREDICT)
            for number, cell in enumerate(self.handed) if words or predict else ():
                if words and WORDS in cell.tags:
                    yield number, place
                if predict and _predicts(cell, released):
                    yield number, place

    # taking

    def _by_place(self) -> dict[int, list[int]]:
        numbers = defaultdict(list)
        for number in sorted(self.places):
            numbers[self.places[number]].append(number)
        return numbers

    def _take(self, place: int, numbers: list[int]) -> None:
        """Decide which of the cells for a place counts; the others are kept beside it or left out."""
        released = self.release.cells[place]
        changed = [one for one in numbers if _changed(self.handed[one], released)]
        self.spare |= set(numbers) - set(changed)
        if not _is_learners(released):
            if _is_locked_code(released):
                self.spare |= set(changed)
            return
        self.taken[place] = changed[-1] if changed else numbers[0]
        self.spare.add(self.taken[place])

    def _filled(self, place: int, cell: NotebookNode) -> NotebookNode:
        number = self.taken.get(place)
        if number is not None:
            cell.source = self.handed[number].source
            if cell.cell_type == "markdown" and self.handed[number].attachments:
                cell.attachments = self.handed[number].attachments
        elif _is_answer(cell) and cell.cell_type == "code":
            cell.source = NOT_HANDED_IN
        return cell

    def _between(self) -> dict[int, list[NotebookNode]]:
        """The learner's own cells, by the place in the release that they stand before.

        They follow the released cell that they followed. Where cells were moved, they come before every
        answer that they came before.
        """
        size = len(self.release.cells)
        answers = {number: place for place, number in self.taken.items()}
        next_answer = [size] * (len(self.handed) + 1)
        for number in reversed(range(len(self.handed))):
            next_answer[number] = min(next_answer[number + 1], answers.get(number, size))
        between, follows, count, length = defaultdict(list), 0, 0, 0
        for number, cell in enumerate(self.handed):
            if number in self.places and (
                number in answers or self.places[number] not in self.taken
            ):
                follows = self.places[number] + 1
            if number in self.spare or not cell.source.strip():
                continue
            count, length = count + 1, length + len(cell.source)
            if count > MOST_ADDED or length > MOST_TEXT:
                self.remarks.append(
                    f"More than {MOST_ADDED} cells or {MOST_TEXT} characters were added; the rest was "
                    "left out."
                )
                break
            between[min(follows, next_answer[number + 1])].append(_added(cell, count))
        return between

    # saying

    def _notice(self, by_place: dict[int, list[int]]) -> None:
        for place, released in enumerate(self.release.cells):
            if name := _name(released):
                cells = [self.handed[number] for number in by_place.get(place, [])]
                self.remarks += _about(released, name, cells)
        order = [self.places[number] for number in sorted(self.taken.values())]
        if order != sorted(order):
            self.remarks.append(
                "The answers were moved; they were put back into the lesson's order."
            )


def _about(released: NotebookNode, name: str, cells: list[Handed]) -> Iterator[str]:
    """What there is to say about the cells handed in for one of the lesson's named cells."""
    if _is_answer(released):
        if not cells:
            yield f"The cell {name} was not handed in."
        if len(cells) > 1:
            count = NUMBERS[len(cells)] if len(cells) < len(NUMBERS) else str(len(cells))
            yield (
                f"{count} cells named {name} were handed in; the last one that was changed counts."
            )
        if cells and all(cell.name != name for cell in cells):
            yield f"The cell {name} had lost its name; it was recognised all the same."
        if any(cell.kind != released.cell_type for cell in cells):
            yield f"The cell {name} was of another kind; it was read as {released.cell_type}."
    elif _is_check(released):
        if not cells:
            yield f"The check of {name} was missing; it was put back."
        elif any(_changed(cell, released) or cell.kind != "code" for cell in cells):
            yield f"The check of {name} was changed; it was run as the lesson has it."


def _added(cell: Handed, count: int) -> NotebookNode:
    """A learner's own cell, with nothing but its text."""
    if cell.kind == "code":
        new = new_code_cell(cell.source)
    elif cell.kind == "raw":  # shown as it is written
        new = new_markdown_cell("\n".join(f"    {line}" for line in cell.source.split("\n")))
    else:
        new = new_markdown_cell(cell.source)
        if cell.attachments:
            new.attachments = cell.attachments
    new.id = f"added-{count:03}"
    return new


def _name(cell: NotebookNode) -> str:
    return cell.metadata.get("nbgrader", {}).get("grade_id", "")


def _flag(cell: NotebookNode, name: str) -> bool:
    return bool(cell.metadata.get("nbgrader", {}).get(name))


def _has_tag(cell: NotebookNode, tag: str) -> bool:
    return tag in cell.metadata.get("tags", [])


def _is_answer(cell: NotebookNode) -> bool:
    return _flag(cell, "solution")


def _is_check(cell: NotebookNode) -> bool:
    return _flag(cell, "grade") and not _flag(cell, "solution")


def _is_learners(cell: NotebookNode) -> bool:
    """Whether a released cell is there for the learner to write in."""
    return _is_answer(cell) or _has_tag(cell, WORDS) or _has_tag(cell, PREDICT)


def _is_locked_code(cell: NotebookNode) -> bool:
    return cell.cell_type == "code" and (_flag(cell, "locked") or _is_check(cell))


def _bare(source: str) -> str:
    return "\n".join(line.rstrip() for line in source.strip().split("\n"))


def _changed(cell: Handed, released: NotebookNode) -> bool:
    return bool(cell.source.strip()) and _bare(cell.source) != _bare(released.source)


def _predicts(cell: Handed, released: NotebookNode) -> bool:
    """Whether a cell begins by setting the variable of a prediction."""
    asked, found = ASSIGNS.match(released.source), ASSIGNS.match(cell.source[:200])
    return bool(asked and found and asked[1] == found[1])


def _alike(cell: Handed, released: NotebookNode) -> bool:
    """Whether a cell with the id of a released one can be it, where the release is not known."""
    if _has_tag(released, PREDICT):
        return _predicts(cell, released)
    if _has_tag(released, WORDS):
        return WORDS in cell.tags
    first, other = _bare(cell.source).split("\n")[0], _bare(released.source).split("\n")[0]
    return cell.kind == released.cell_type and first == other
