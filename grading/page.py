"""What stands where on a feedback page: points and a summary first, then every part with what the judge found.

The lesson's own cells are folded, so that a learner sees at once what is about their work; all of them are still there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup
from nbformat import NotebookNode
from nbgrader import utils

from neuronlab.lessons import LESSONS

TEMPLATES = str(Path(__file__).parent / "templates")
"""Where nbconvert finds the page's template."""

REMARKS = ("remarks", "graded-without-lock")
"""Ids of cells that grading put in front; they are always seen."""

HEADING = re.compile(r"^#{1,4} +(.+)$", re.MULTILINE)
LONGEST_TITLE = 80


@dataclass
class Part:
    """A line of the summary and a box of the page: an exercise, or a question graded by hand.

    Attributes
    ----------
    name : str
        Its `grade_id`, which the summary links to.
    title : str
    score, most : str
        Points, as they are shown.
    mark : str
        `all`, `some` or `none` of the points.
    said : str
        In one sentence what was found.
    comment : str
        A teacher's, in Markdown.
    cells : list
        What its box shows, in order.
    """

    name: str
    title: str
    score: str
    most: str
    mark: str
    said: str
    comment: str = ""
    cells: list[NotebookNode] = field(default_factory=list)


def arrange(nb: NotebookNode, resources: dict) -> None:
    """Put a notebook's cells in the order of the page, and note in each what it is there.

    Parameters
    ----------
    nb : NotebookNode
        With nbgrader's grades and comments; its cells' metadata get an entry `page`.
    resources : dict
        nbconvert's; gets an entry `page` for the template.
    """
    parts = {id(part.cells[0]): part for part in _parts(nb)}
    inside = {id(cell) for part in parts.values() for cell in part.cells}
    arranged: list[NotebookNode] = []
    lesson: list[NotebookNode] = []
    for cell in nb.cells:
        cell.metadata["page"] = {"kind": "lesson"}
    for cell in nb.cells:
        if id(cell) in parts:
            arranged += [*_folded(lesson), *_boxed(parts[id(cell)])]
            lesson = []
        elif cell.get("id") in REMARKS:
            arranged.append(cell)
        elif id(cell) not in inside:
            lesson.append(cell)
    nb.cells = [*arranged, *_folded(lesson)]
    resources["page"] = _about(resources.get("nbgrader", {}), list(parts.values()))


def _about(ours: dict, parts: list[Part]) -> dict[str, Any]:
    lesson = str(ours.get("notebook", ""))
    number = lesson.partition("_")[0]
    return {
        "title": f"{number} {LESSONS[lesson]}" if lesson in LESSONS else lesson,
        "learner": str(ours.get("student", "")),
        "score": _points(ours.get("score")),
        "most": _points(ours.get("max_score")),
        "late": _points(ours["late_penalty"]) if ours.get("late_penalty") else "",
        "parts": parts,
        "whole": sum(part.mark == "all" for part in parts),
    }


def _parts(nb: NotebookNode) -> Iterator[Part]:
    """Every graded cell with what belongs to it."""
    answers = {
        cell.metadata.nbgrader.get("grade_id"): cell for cell in nb.cells if utils.is_solution(cell)
    }
    verdicts = nb.metadata.get("neuronlab_verdicts", {})
    for number, cell in enumerate(nb.cells):
        if not (utils.is_grade(cell) or utils.is_task(cell)):
            continue
        ours = cell.metadata.nbgrader
        name = str(ours.get("grade_id", ""))
        score, most = ours.get("score") or 0, ours.get("points") or 0
        mark = "all" if score >= most else "some" if score > 0 else "none"
        part = Part(name, name, _points(score), _points(most), mark, "", cells=[cell])
        if utils.is_task(cell):
            part.title, cell.source = _titled(cell.source)
            part.said = "Graded by hand."
            part.cells += _words_after(nb.cells[number + 1 :])
            part.comment = _comment(cell)
        else:
            part.said = _in_short(cell, verdicts.get(name, {}))
            if answer := answers.get(f"{name}-answer"):
                part.cells.append(answer)
                part.comment = _comment(answer)
        yield part


def _comment(cell: NotebookNode) -> str:
    """A teacher's words; nbgrader's own on an empty answer say no more than the summary does."""
    said = cell.metadata.nbgrader.get("comment") or ""
    return "" if said == "No response." else said


def _titled(question: str) -> tuple[str, str]:
    """A question's heading, and the question without it."""
    first, _, rest = question.partition("\n")
    found = HEADING.fullmatch(first)
    return (_bare(found[1]), rest) if found else ("In your own words", question)


def _words_after(cells: list[NotebookNode]) -> list[NotebookNode]:
    """The cell that the learner wrote on, if it comes next."""
    return [cell for cell in cells[:1] if "own-words" in cell.metadata.get("tags", [])]


def _in_short(cell: NotebookNode, verdict: dict) -> str:
    """What the judge found, in a sentence: the first of its report."""
    if verdict.get("status") == "unanswered":
        return "Not yet answered."
    if verdict.get("status") == "holds":
        return "Everything holds."
    for output in cell.get("outputs", [])[:1]:
        report = BeautifulSoup(output.get("data", {}).get("text/html", ""), "html.parser")
        if said := report.select_one("p strong"):
            return said.get_text()
    return ""


def _boxed(part: Part) -> list[NotebookNode]:
    """The cells of a part, marked as its box."""
    for cell in part.cells:
        kind = "answer" if utils.is_solution(cell) else "check" if utils.is_grade(cell) else "words"
        cell.metadata["page"] = {"kind": kind}
    part.cells[0].metadata["page"]["part"] = part
    if part.comment:
        shown_after = part.cells[0] if utils.is_grade(part.cells[0]) else part.cells[-1]
        shown_after.metadata["page"]["comment"] = {"name": part.name, "text": part.comment}
    part.cells[-1].metadata["page"]["ends_part"] = True
    return part.cells


def _folded(cells: list[NotebookNode]) -> list[NotebookNode]:
    """Cells of the lesson, marked as one fold with the first heading in it."""
    if cells:
        text = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
        found = HEADING.search(text)
        cells[0].metadata["page"]["folds"] = _bare(found[1]) if found else "what comes next"
        cells[-1].metadata["page"]["ends_fold"] = True
    return cells


def _bare(heading: str) -> str:
    return re.sub(r"[`*$]", "", heading).strip()[:LONGEST_TITLE]


def _points(number: Any) -> str:
    return f"{round(float(number or 0), 2):g}"
