"""What happens to submissions on their way: each damage is a small function, with what the honest part deserves.

A damage gets the path of a notebook in which all answers are right, and spoils the file, or its folder.
"""

from __future__ import annotations

import copy
import gzip
import json
import os
import random
import socket
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jupytext
import nbformat

ALL, NONE = "all", "none"
FIRST = {"neuron_loop": 3.0}
"""The first exercise alone."""

LAST = {"softmax": 4.0}
NOTHING_TO_GRADE = "There is nothing to grade, so there are no points."
DAMAGED = "The notebook file is damaged or cut short;"
NO_NOTEBOOK = "The file is not a Jupyter notebook"
WITHOUT_TIME = "the work counts as handed in without a time."
TAKEN = "was taken for 00_kinds.ipynb."


@dataclass(frozen=True)
class Damage:
    """One kind of damage.

    Attributes
    ----------
    do : callable
        Takes the notebook's path.
    due : str or dict
        `ALL`, `NONE`, or the exercises that earn their points.
    says : tuple of str
        Sentences that stand in the feedback; none if there is nothing to say.
    """

    do: Callable[[Path], object]
    due: str | dict[str, float]
    says: tuple[str, ...]


DAMAGES: dict[str, Damage] = {}
"""By the name of the learner to whom it happened."""


def damage(due: str | dict[str, float], *says: str, learner: str = "") -> Callable:
    """Enter a function into `DAMAGES`; it is given the notebook's path."""

    def enter(do: Callable[[Path], object]) -> Callable:
        name = learner or do.__name__.replace("_", " ")
        assert name not in DAMAGES, name
        DAMAGES[name] = Damage(do, due, says)
        return do

    return enter


def in_json(due: str | dict[str, float], *says: str) -> Callable:
    """Enter a function that is given the notebook's JSON and changes it."""

    def enter(change: Callable[[dict], object]) -> Callable:
        def do(path: Path) -> None:
            notebook = json.loads(path.read_text("utf-8"))
            change(notebook)
            path.write_text(json.dumps(notebook), "utf-8")

        do.__name__ = change.__name__
        damage(due, *says)(do)
        return change

    return enter


def in_bytes(due: str | dict[str, float], *says: str) -> Callable:
    """Enter a function that is given the file's bytes and returns others."""

    def enter(change: Callable[[bytes], bytes]) -> Callable:
        def do(path: Path) -> None:
            path.write_bytes(change(path.read_bytes()))

        do.__name__ = change.__name__
        damage(due, *says)(do)
        return change

    return enter


def find(notebook: dict, name: str) -> dict:
    """The cell with a grade_id."""
    for cell in notebook["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == name:
            return cell
    raise LookupError(name)


def answers_of(notebook: dict) -> list[dict]:
    """The cells that hold answers."""
    return [cell for cell in notebook["cells"] if _ours(cell).get("solution")]


def _ours(cell: dict) -> dict:
    return cell["metadata"].get("nbgrader", {})


def _text(cell: dict) -> str:
    return "".join(cell["source"])


def _code(source: str, **more: Any) -> dict:
    return {
        "cell_type": "code",
        "metadata": {},
        "outputs": [],
        "execution_count": None,
        "source": source,
        **more,
    }


# --- cells


@in_json(ALL, "The check of softmax was missing; it was put back.")
def a_check_deleted(notebook):
    notebook["cells"].remove(find(notebook, "softmax"))


@in_json(FIRST, "The cell softmax-answer was not handed in.", "The check of softmax was missing")
def all_deleted_but_one_answer(notebook):
    notebook["cells"] = [find(notebook, "neuron_loop-answer")]


@in_json(NONE, "The cell softmax-answer was not handed in.")
def all_cells_deleted(notebook):
    notebook["cells"] = []


@in_json(
    ALL, "Two cells named softmax-answer were handed in; the last one that was changed counts."
)
def a_stub_below_the_answer(notebook):
    stub = copy.deepcopy(find(notebook, "softmax-answer"))
    stub["source"], stub["id"] = "", "stub"
    notebook["cells"].append(stub)


@in_json(ALL, "Two cells named softmax-answer were handed in")
def every_cell_twice(notebook):
    notebook["cells"] = [copy.deepcopy(one) for one in notebook["cells"] for _ in range(2)]


@in_json(ALL, "Two cells named softmax-answer were handed in")
def a_wrong_try_kept_above_the_answer(notebook):
    twin = copy.deepcopy(find(notebook, "softmax-answer"))
    twin["source"], twin["id"] = "def softmax(scores):\n    return scores", "first-try"
    notebook["cells"].insert(notebook["cells"].index(find(notebook, "softmax-answer")), twin)


@in_json(ALL, "The answers were moved; they were put back into the lesson's order.")
def reordered(notebook):
    notebook["cells"].reverse()


@in_json(ALL, "The answers were moved")
def shuffled(notebook):
    notebook["cells"].reverse()
    random.Random(6).shuffle(notebook["cells"])


@in_json(ALL, "Two cells named softmax-answer were handed in")
def an_answer_split_into_helper_and_function(notebook):
    half = copy.deepcopy(find(notebook, "softmax-answer"))
    half["source"], half["id"] = "SMALLEST = 0.0", "half"
    notebook["cells"].insert(notebook["cells"].index(find(notebook, "softmax-answer")), half)


@in_json(FIRST, "Two cells named softmax-answer were handed in")
def an_answer_split_inside_the_function(notebook):
    cell = find(notebook, "softmax-answer")
    above, below = _text(cell).split("    return")
    half = copy.deepcopy(cell)
    cell["source"], half["source"], half["id"] = above, f"    return{below}", "half"
    notebook["cells"].insert(notebook["cells"].index(cell) + 1, half)


@in_json(ALL, "The check of softmax was missing; it was put back.")
def an_answer_merged_with_its_check(notebook):
    cell, check = find(notebook, "softmax-answer"), find(notebook, "softmax")
    cell["source"] = _text(cell) + "\n\n" + _text(check)
    notebook["cells"].remove(check)


@in_json(ALL, "The cell softmax-answer was not handed in.")
def two_answers_merged(notebook):
    cell, other = find(notebook, "neuron_loop-answer"), find(notebook, "softmax-answer")
    cell["source"] = _text(cell) + "\n\n" + _text(other)
    notebook["cells"].remove(other)


@in_json(FIRST, "The check of softmax was changed; it was run as the lesson has it.")
def an_answer_written_over_its_check(notebook):
    cell, check = find(notebook, "softmax-answer"), find(notebook, "softmax")
    check["source"] = cell["source"]
    cell["source"] = ""


@in_json(ALL)
def retagged(notebook):
    for cell in notebook["cells"]:
        cell["metadata"]["tags"] = ["skip-execution", "raises-exception", "remove-cell"]


@in_json(ALL)
def reflagged(notebook):
    for cell in notebook["cells"]:
        if flags := _ours(cell):
            flags.update(schema_version=99, points=77, grade=True, solution=True, locked=False)


@in_json(ALL, "The cell softmax-answer had lost its name; it was recognised all the same.")
def renamed(notebook):
    for number, cell in enumerate(answers_of(notebook)):
        _ours(cell)["grade_id"] = f"cell-{number}"


@in_json(ALL, "The cell softmax-answer had lost its name")
def renamed_with_a_letter_that_looks_alike(notebook):
    _ours(find(notebook, "softmax-answer"))["grade_id"] = "softm\u0430x-answer"


@in_json(ALL, "The cell softmax-answer was of another kind; it was read as code.")
def an_answer_turned_into_text(notebook):
    find(notebook, "softmax-answer")["cell_type"] = "markdown"


@in_json(ALL, "The cell neuron_loop-answer was of another kind; it was read as code.")
def an_answer_turned_raw(notebook):
    find(notebook, "neuron_loop-answer")["cell_type"] = "raw"


@in_json(ALL, "The check of softmax was changed; it was run as the lesson has it.")
def a_check_turned_into_text(notebook):
    find(notebook, "softmax")["cell_type"] = "markdown"


@in_json(ALL, "The check of softmax was changed; it was run as the lesson has it.")
def a_check_commented_out(notebook):
    find(notebook, "softmax")["source"] = '# check("softmax", softmax)'


@in_json(ALL)
def kinds_of_no_notebook(notebook):
    for cell, kind in zip(notebook["cells"], ["Code", "sql", 7, None, ["code"]] * 9, strict=False):
        cell["cell_type"] = kind


@in_json(ALL)
def another_kernel(notebook):
    notebook["metadata"]["kernelspec"] = {"name": "ir", "display_name": "R", "language": "R"}
    notebook["metadata"]["language_info"] = {"name": "R", "version": 4}


@in_json(NONE, "The cell softmax-answer was not handed in.")
def another_lesson_under_this_name(notebook):
    notebook["cells"] = [_code("def relu(x):\n    return x * (x > 0)"), _code("relu(3)")]


@in_json(ALL, "More than 300 cells or 400000 characters were added; the rest was left out.")
def four_hundred_cells_added(notebook):
    notebook["cells"] += [_code(f"note_{number} = {number}") for number in range(400)]


@in_json(ALL, "A cell is longer than 200000 characters and was cut there.")
def a_cell_of_a_megabyte(notebook):
    notebook["cells"].append({"cell_type": "markdown", "metadata": {}, "source": "a " * 500_000})


@in_json(ALL)
def marks_of_nbgrader_in_answers(notebook):
    """Marks that nbgrader's own steps look for, in cells where they are refused."""
    find(notebook, "softmax-answer")["source"] += "\n### BEGIN HIDDEN TESTS\n### BEGIN MARK SCHEME"
    notebook["cells"].append({"cell_type": "markdown", "source": "### BEGIN MARK SCHEME"})


# --- metadata and types


@in_json(ALL, "had lost its name")
def without_metadata(notebook):
    notebook["metadata"] = {"kernelspec": {"name": "gone", "display_name": "x"}}
    for cell in notebook["cells"]:
        cell["metadata"] = {}


@in_json(ALL, "had lost its name")
def metadata_that_are_words(notebook):
    notebook["metadata"] = "python3"
    for cell in notebook["cells"]:
        cell["metadata"] = "nbgrader"


@in_json(ALL, "had lost its name")
def metadata_that_are_lists_or_nothing(notebook):
    notebook["metadata"] = None
    for number, cell in enumerate(notebook["cells"]):
        cell["metadata"] = [[], None, 0, [["nbgrader"]]][number % 4]


@in_json(ALL, "had lost its name")
def nbgrader_s_metadata_of_wrong_types(notebook):
    for cell in answers_of(notebook):
        cell["metadata"]["nbgrader"] = {"grade_id": ["softmax"], "points": {}, "solution": "no"}


@in_json(ALL, "was not handed in")
def without_any_names(notebook):
    """No metadata and no ids: what a converter leaves. Answers are then cells that were added."""
    notebook["metadata"] = {}
    for cell in notebook["cells"]:
        cell["metadata"] = {}
        cell.pop("id", None)


@in_json(ALL)
def ids_missing(notebook):
    for cell in notebook["cells"]:
        del cell["id"]


@in_json(ALL)
def one_id_for_all(notebook):
    for cell in notebook["cells"]:
        cell["id"] = notebook["cells"][0]["id"]


@in_json(ALL)
def ids_of_wrong_types(notebook):
    for number, cell in enumerate(notebook["cells"]):
        cell["id"] = [number, None, [1], {"a": 1}, "x" * 300, "a b/../c"][number % 6]


@in_json(ALL)
def sources_in_odd_pieces(notebook):
    """Lines as a list, with things in between that are no text."""
    for cell in notebook["cells"]:
        pieces = [None, 7]
        for line in _text(cell).splitlines(keepends=True):
            pieces += [line, {"a": 1}, ["b"], 1.5, True]
        cell["source"] = pieces


@in_json(FIRST, "The text of a cell could not be read; the cell counts as empty.")
def a_source_missing(notebook):
    del find(notebook, "softmax-answer")["source"]


@in_json(FIRST, "The text of a cell could not be read; the cell counts as empty.")
def a_source_that_is_no_text(notebook):
    find(notebook, "softmax-answer")["source"] = {"text": "def softmax(scores): ..."}


@in_json(ALL)
def outputs_of_wrong_types(notebook):
    odd = ["text", 3, None, {"a": 1}, [1, None, "x", {"output_type": 5}, {"data": []}, [[]]]]
    for number, cell in enumerate(notebook["cells"]):
        cell["outputs"] = odd[number % len(odd)]


@in_json(ALL)
def odd_execution_counts(notebook):
    odd = [-1, 10**30, "seven", 2.5, [1], {}, True]
    for number, cell in enumerate(notebook["cells"]):
        cell["execution_count"] = odd[number % len(odd)]


@in_json(ALL)
def broken_attachments(notebook):
    odd = [
        "picture",
        ["a"],
        {"a.png": "iVBOR"},
        {"a.png": {"image/png": "no base64!"}},
        {"a.png": {"image/png": ["iVBO", 3]}, "../../b": {"image/svg+xml": "<svg/>"}},
        {"": None},
    ]
    for number, cell in enumerate(notebook["cells"]):
        cell["attachments"] = odd[number % len(odd)]


@in_json(ALL)
def a_state_of_widgets_that_is_damaged(notebook):
    state = {"application/vnd.jupyter.widget-state+json": {"state": "gone", "version_major": "2"}}
    notebook["metadata"]["widgets"] = state
    notebook["cells"].append(
        _code("", outputs=[{"output_type": "display_data", "data": state, "metadata": {}}])
    )


@in_json(ALL, "Some cells could not be read and were left out.")
def cells_that_are_no_cells(notebook):
    for odd in (None, 3, "a cell", ["a cell"], True):
        notebook["cells"].insert(3, odd)


@in_json(NONE, NO_NOTEBOOK, NOTHING_TO_GRADE)
def cells_missing(notebook):
    del notebook["cells"]


@in_json(NONE, NO_NOTEBOOK, NOTHING_TO_GRADE)
def cells_that_are_a_dictionary(notebook):
    notebook["cells"] = {str(number): cell for number, cell in enumerate(notebook["cells"])}


@in_json(ALL)
def schema_numbers_of_no_version(notebook):
    notebook.update(nbformat="4", nbformat_minor=-3, orig_nbformat=[], signature=7)


@in_json(ALL)
def a_version_of_the_future(notebook):
    notebook.update(nbformat=7, nbformat_minor=99, tabs=[{"cells": []}])


@damage(ALL)
def version_3(path):
    path.write_text(json.dumps(nbformat.convert(nbformat.read(path, 4), 3)))


@in_json(ALL)
def version_4_0(notebook):
    notebook["nbformat_minor"] = 0
    for cell in notebook["cells"]:
        del cell["id"]


@in_json(ALL)
def a_release_that_is_not_kept(notebook):
    notebook["metadata"]["neuronlab"]["release"] = "0" * 64


@in_json(ALL)
def a_release_that_is_a_path(notebook):
    notebook["metadata"]["neuronlab"]["release"] = "../../../etc/passwd"


# --- what other programs make of a notebook


@in_json(ALL)
def saved_by_colab(notebook):
    notebook["nbformat_minor"] = 0
    notebook["metadata"].update(
        colab={"provenance": [], "toc_visible": True, "gpuType": "T4"}, accelerator="GPU"
    )
    for number, cell in enumerate(notebook["cells"]):
        del cell["id"]
        cell["metadata"].update(id=f"aB{number}", outputId=f"0-{number}", cellView="form")
        cell["source"] = _text(cell).splitlines(keepends=True)


@in_json(ALL)
def saved_by_vs_code(notebook):
    notebook["metadata"]["vscode"] = {"interpreter": {"hash": "31f2aee4e71d21fbe5cf8b01ff0e069b"}}
    notebook["metadata"]["orig_nbformat"] = 4
    for cell in notebook["cells"]:
        cell["metadata"]["vscode"] = {"languageId": "python"}
        cell["source"] = _text(cell).splitlines(keepends=True)


@in_json(ALL, "The cell softmax-answer was not handed in.")
def saved_by_databricks(notebook):
    notebook["metadata"] = {"application/vnd.databricks.v1+notebook": {"language": "python"}}
    for number, cell in enumerate(notebook["cells"]):
        del cell["id"]
        ours = {"cellMetadata": {"rowLimit": 10000}, "inputWidgets": {}, "nuid": f"{number}-5f"}
        cell["metadata"] = {"application/vnd.databricks.v1+cell": ours}


@in_json(ALL)
def saved_by_kaggle(notebook):
    notebook["metadata"]["kaggle"] = {"accelerator": "none", "dataSources": []}
    notebook["nbformat_minor"] = 4
    for number, cell in enumerate(notebook["cells"]):
        del cell["id"]
        cell["metadata"].update(_uuid=f"8f2839f2-{number}", _cell_guid=f"b1076dfc-{number}")
        cell["metadata"]["execution"] = {"iopub.status.busy": "2026-03-01T12:00:00.0Z"}


@in_json(ALL)
def saved_by_deepnote(notebook):
    notebook["metadata"].update(deepnote={"is_reactive": False}, deepnote_notebook_id="6f5b")
    for number, cell in enumerate(notebook["cells"]):
        cell["id"] = f"0{number}c1f9fbd01d4d2c9f2a0f64b4ab1e2d"
        cell["metadata"].update(cell_id=f"00-{number}", deepnote_cell_type=cell["cell_type"])


@damage(ALL)
def through_a_jupytext_script(path):
    """To a script and back: other ids, nbgrader's metadata kept."""
    script = jupytext.writes(jupytext.read(path), fmt="py:percent")
    jupytext.write(jupytext.reads(script, fmt="py:percent"), path)


@damage(ALL)
def through_jupytext_s_markdown(path):
    text = jupytext.writes(jupytext.read(path), fmt="md")
    jupytext.write(jupytext.reads(text, fmt="md"), path)


@damage(ALL, "The cell softmax-answer was not handed in.")
def through_a_plain_script(path):
    """To a script of comments and code, and back: no names are left."""
    script = jupytext.writes(
        jupytext.read(path), fmt={"extension": ".py", "cell_metadata_filter": "-all"}
    )
    jupytext.write(jupytext.reads(script, fmt="py:light"), path)


@damage(NONE, NO_NOTEBOOK, NOTHING_TO_GRADE)
def a_script_under_the_notebook_s_name(path):
    path.write_text(jupytext.writes(jupytext.read(path), fmt="py:percent"))


# --- bytes


@in_bytes(ALL)
def a_byte_order_mark(content):
    return b"\xef\xbb\xbf" + content


@in_bytes(ALL)
def utf_16(content):
    return content.decode().encode("utf-16")


@in_bytes(ALL)
def utf_32_without_a_mark(content):
    return content.decode().encode("utf-32-be")


@in_bytes(ALL, "Some letters in the notebook file could not be read.")
def latin_1(content):
    return content.replace(b"A prediction", "Une prédiction".encode("latin-1"))


@in_bytes(ALL)
def line_ends_of_windows(content):
    return content.replace(b"\n", b"\r\n").replace(rb"\n", rb"\r\n")


@in_json(ALL)
def line_ends_of_old_macs(notebook):
    for cell in notebook["cells"]:
        cell["source"] = _text(cell).replace("\n", "\r")


@in_json(ALL)
def letters_that_no_file_can_hold(notebook):
    find(notebook, "softmax-answer")["source"] += "\n# \ud83d \udc00 \x00 \ufeff \x1b[31m"


@in_bytes(NONE, "its beginning is damaged", NOTHING_TO_GRADE)
def cut_at_the_beginning(content):
    return content[:40]


@in_bytes(FIRST, DAMAGED)
def cut_inside_an_answer(content):
    return content[: content.index(b"powers / powers")]


@in_bytes(FIRST, DAMAGED)
def cut_inside_a_letter(content):
    return content.replace(b"Shares", "Ä".encode())[: content.index(b"Shares") + 1]


@in_bytes(ALL, DAMAGED)
def cut_behind_the_cells(content):
    return content[: content.rindex(b"]")]


@in_bytes(ALL, DAMAGED)
def cut_by_a_byte(content):
    return content.rstrip()[:-1]


@in_bytes(FIRST, DAMAGED)
def a_hole_of_zeros(content):
    """As a crash of the machine leaves it: the length is right, the end never reached the disk."""
    place = content.index(b"softmax-answer")
    return content[:place] + b"\0" * (len(content) - place)


def _conflict(content: bytes, mark: bytes) -> bytes:
    """What git writes around the line in which a mark stands."""
    place = content.rindex(b"\n", 0, content.index(mark)) + 1
    end = content.index(b"\n", place) + 1
    line = content[place:end]
    both = b"<<<<<<< HEAD\n" + line + b"=======\n" + line + b">>>>>>> mine\n"
    return content[:place] + both + content[end:]


@in_bytes(FIRST, DAMAGED)
def a_merge_conflict_in_an_answer(content):
    return _conflict(content, b"powers = ")


@in_bytes(ALL, DAMAGED)
def a_merge_conflict_in_the_first_cell(content):
    return _conflict(content, b"One exercise of every kind")


@in_bytes(LAST, DAMAGED, "The cell neuron_loop-answer was not handed in.")
def a_merge_conflict_in_the_first_answer(content):
    return _conflict(content, b"output += value")


@in_bytes(ALL, DAMAGED)
def a_comma_too_many(content):
    place = content.rindex(b"]")
    return content[:place] + b"," + content[place:]


@in_bytes(ALL, DAMAGED)
def written_twice_into_one_file(content):
    return content + content


@in_bytes(NONE, NO_NOTEBOOK, NOTHING_TO_GRADE)
def quotes_of_python(content):
    return repr(json.loads(content)).encode()


@in_bytes(ALL)
def numbers_that_json_does_not_have(content):
    return b'{"a": NaN, "b": [-Infinity, 1e999],' + content.lstrip()[1:]


@in_bytes(ALL)
def a_number_of_ten_thousand_digits(content):
    return b'{"a": ' + b"9" * 10_000 + b"," + content.lstrip()[1:]


@in_bytes(FIRST, DAMAGED)
def an_output_nested_deeply(content):
    notebook = json.loads(content)
    find(notebook, "softmax-answer")["outputs"] = ["DEEP"]
    deep = b"[" * 100_000 + b"]" * 100_000
    return json.dumps(notebook).encode().replace(b'"DEEP"', deep)


@in_bytes(NONE, "The file is nested too deeply to be a Jupyter notebook.", NOTHING_TO_GRADE)
def nothing_but_brackets(content):
    return b"[" * 300_000


@in_bytes(ALL)
def keys_that_come_twice(content):
    """The last counts, as in Jupyter."""
    return b'{"cells": [{"cell_type": "code", "source": "1 / 0"}],' + content.lstrip()[1:]


@in_bytes(NONE, "The notebook file is empty.", NOTHING_TO_GRADE)
def empty(content):
    return b""


@in_bytes(NONE, "The notebook file is empty.", NOTHING_TO_GRADE)
def nothing_but_line_ends(content):
    return b" \n\r\n\t" * 500


@in_bytes(NONE, NO_NOTEBOOK, NOTHING_TO_GRADE)
def binary(content):
    return bytes(range(256)) * 50


@in_bytes(NONE, NO_NOTEBOOK, NOTHING_TO_GRADE)
def nothing_but_zeros(content):
    return bytes(len(content))


@in_bytes(NONE, NO_NOTEBOOK, NOTHING_TO_GRADE)
def compressed(content):
    return gzip.compress(content)


@in_bytes(NONE, NO_NOTEBOOK, NOTHING_TO_GRADE)
def a_page_to_log_in(content):
    return b"<!DOCTYPE html><html><title>Log in</title><form>Your session has ended</form></html>"


@in_bytes(NONE, NO_NOTEBOOK, NOTHING_TO_GRADE)
def a_word_in_json(content):
    return b'"notebook"'


# --- files


@damage(NONE, "No notebook was handed in.", NOTHING_TO_GRADE)
def no_file(path):
    path.unlink()


@damage(NONE, "It is a link; what it points to was not read.", NOTHING_TO_GRADE)
def link(path):
    path.rename(path.parent.parent / "elsewhere.ipynb")
    path.symlink_to(path.parent.parent / "elsewhere.ipynb")


@damage(NONE, "It is a link; what it points to was not read.", NOTHING_TO_GRADE)
def dead_link(path):
    path.unlink()
    path.symlink_to("nowhere")


@damage(NONE, "It is a link; what it points to was not read.", NOTHING_TO_GRADE)
def device(path):
    path.unlink()
    path.symlink_to("/dev/zero")


@damage(NONE, "It is not a plain file.", NOTHING_TO_GRADE)
def pipe(path):
    path.unlink()
    os.mkfifo(path)


@damage(NONE, "It is not a plain file.", NOTHING_TO_GRADE)
def unix_socket(path):
    path.unlink()
    before = os.getcwd()
    os.chdir(path.parent)  # a socket's path must be short
    try:
        with socket.socket(socket.AF_UNIX) as one:
            one.bind(path.name)
    finally:
        os.chdir(before)


@damage(NONE, "It is a folder.", NOTHING_TO_GRADE)
def folder(path):
    path.unlink()
    path.mkdir()


@damage(NONE, "It is larger than 20 MB and was not read", NOTHING_TO_GRADE)
def sparse(path):
    with open(path, "wb") as file:
        file.truncate(1 << 40)


@damage(NONE, "The lesson's folder is a link; what it points to was not read.", NOTHING_TO_GRADE)
def a_lesson_that_is_a_link(path):
    path.parent.rename(path.parent.parent / "elsewhere")
    path.parent.symlink_to("elsewhere")


@damage(NONE, "The lesson's folder is not a folder.", NOTHING_TO_GRADE)
def a_lesson_that_is_a_file(path):
    for one in path.parent.iterdir():
        one.unlink()
    path.parent.rmdir()
    path.parent.write_text("my homework")


ROOT_READS_ALL = hasattr(os, "geteuid") and os.geteuid() == 0


@damage(ALL if ROOT_READS_ALL else NONE, *(() if ROOT_READS_ALL else ("(no permission)",)))
def without_permission(path):
    path.chmod(0)


@damage(ALL)
def hard_linked(path):
    os.link(path, path.parent.parent / "the same.ipynb")


@damage(ALL, f"The notebook Kopie von 00.ipynb {TAKEN}")
def another_name(path):
    path.rename(path.with_name("Kopie von 00.ipynb"))


@damage(ALL, f"The notebook 00_KINDS.IPYNB {TAKEN}")
def capital_letters(path):
    path.rename(path.with_name("00_KINDS.IPYNB"))


@damage(ALL, f"The notebook Übung ? Zoë.ipynb {TAKEN}")
def a_name_in_decomposed_letters(path):
    path.rename(path.with_name(unicodedata.normalize("NFD", "Übung – Zoë.ipynb")))


@damage(ALL, TAKEN)
def a_name_of_no_encoding(path):
    path.rename(path.with_name(os.fsdecode(b"\xff\xfe \xe9.ipynb")))


@damage(ALL, "Several notebooks were handed in; 00_kinds.ipynb counts.")
def two_notebooks(path):
    path.with_name("00_kinds-Copy1.ipynb").write_text('{"cells": []}')


@damage(ALL, "00_kinds.ipynb: The file is not a Jupyter notebook", TAKEN)
def a_good_copy_beside_a_damaged_one(path):
    path.with_name("00_kinds-Copy1.ipynb").write_bytes(path.read_bytes())
    path.write_text("rubbish")


@damage(NONE, "No notebook was handed in.", NOTHING_TO_GRADE)
def a_notebook_in_a_folder_within(path):
    (path.parent / "00_kinds").mkdir()
    path.rename(path.parent / "00_kinds" / path.name)


@damage(ALL)
def checkpoints_of_jupyter(path):
    place = path.parent / ".ipynb_checkpoints"
    place.mkdir()
    (place / "00_kinds-checkpoint.ipynb").write_text("old")


@damage(ALL)
def files_that_shadow_modules(path):
    for name in (
        "numpy",
        "ipykernel_launcher",
        "sitecustomize",
        "usercustomize",
        "json",
        "conftest",
    ):
        path.with_name(f"{name}.py").write_text("raise SystemExit('shadowed')")
    path.with_name("nbgrader_config.py").write_text("raise SystemExit('shadowed')")


@damage(ALL)
def folders_that_shadow_packages(path):
    for name in ("solutions", "neuronlab", "grading", "IPython"):
        (path.parent / name).mkdir()
        (path.parent / name / "__init__.py").write_text("raise SystemExit('shadowed')")
    start = path.parent / ".ipython" / "profile_default" / "startup"
    start.mkdir(parents=True)
    (start / "00.py").write_text("raise SystemExit('shadowed')")


# --- beside the notebook


def _with_time(text: str | bytes) -> Callable[[Path], None]:
    content = text.encode() if isinstance(text, str) else text
    return lambda path: path.with_name("timestamp.txt").write_bytes(content) and None


for _name, _time in {
    "no time": "soon",
    "an empty time": "",
    "a time that has not come": "2999-01-01 00:00:00 UTC",
    "a time before the course": "1970-01-01 00:00:00 UTC",
    "a day that does not exist": "2026-02-30 12:00:00 UTC",
    "a time zone that is a file": "2026-03-01 12:00:00 ../../etc/passwd",
    "a time of ten megabytes": b"2026-03-01 12:00:00 UTC" + b" " * 10_000_000,
    "a time in bytes": b"\xff\xfe2\x000\x00",
}.items():
    damage(ALL, WITHOUT_TIME, learner=_name)(_with_time(_time))


@damage(ALL)
def a_time_that_is_missing(path):
    path.with_name("timestamp.txt").unlink()


@damage(ALL, WITHOUT_TIME)
def a_time_that_is_a_link(path):
    path.with_name("timestamp.txt").unlink()
    path.with_name("timestamp.txt").symlink_to("/etc/hostname")


@damage(ALL, WITHOUT_TIME)
def a_time_that_is_a_folder(path):
    path.with_name("timestamp.txt").unlink()
    path.with_name("timestamp.txt").mkdir()


@damage(ALL)
def a_secret_that_is_damaged(path):
    path.with_name("submission_secret.txt").write_text("../" * 40)


@damage(ALL, learner=unicodedata.normalize("NFC", "Zoë Müller"))
def a_name_composed(path):
    """Two learners whose names look the same: neither gets the other's."""


@damage(NONE, NO_NOTEBOOK, NOTHING_TO_GRADE, learner=unicodedata.normalize("NFD", "Zoë Müller"))
def a_name_decomposed(path):
    path.write_text("rubbish")
