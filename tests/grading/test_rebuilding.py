"""Any bytes become the released notebook with the learner's answers in it."""

from __future__ import annotations

import base64
import copy
import io
import json
import time

import nbformat
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output, new_raw_cell

from grading.rebuilding import NOT_HANDED_IN, Unreadable, read, rebuild
from grading.releasing import hash_of

STUB = "def {0}():\n    raise NotImplementedError  # your code here"


def named(cell, name, **flags):
    """A released cell that nbgrader knows."""
    flags = {"grade": False, "solution": False, "locked": True, "task": False, **flags}
    cell.metadata.nbgrader = {
        "grade_id": name,
        "schema_version": 3,
        "cell_type": cell.cell_type,
        **flags,
    }
    return cell


def tagged(cell, tag):
    cell.metadata.tags = [tag]
    return cell


def a_release():
    """A lesson with one cell of every kind."""
    cells = [
        new_markdown_cell("# A lesson"),
        new_code_cell("import math"),
        tagged(new_code_cell("guess = None  # your prediction"), "predict"),
        new_code_cell('check("guess", guess)'),
        named(new_code_cell(STUB.format("one")), "one-answer", solution=True, locked=False),
        named(new_code_cell('check("one", one)'), "one", grade=True, points=2),
        new_markdown_cell("## The second"),
        named(new_code_cell("def given():\n    return 1"), "two-given"),
        named(new_code_cell(STUB.format("two")), "two-answer", solution=True, locked=False),
        named(new_code_cell('check("two", two)'), "two", grade=True, points=3),
        named(new_markdown_cell("Why?"), "words", task=True, points=1),
        tagged(new_markdown_cell("*Write your answer here.*"), "own-words"),
        new_code_cell("progress()"),
    ]
    for place, cell in enumerate(cells):
        cell.id = f"lesson-{place:03}"
    release = new_notebook(
        cells=cells, metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    )
    release.metadata["neuronlab"] = {"release": hash_of(release)}
    return release


RELEASE = a_release()
LEARNERS = {2, 4, 8, 11}
ONE, TWO = "def one():\n    return 1", "def two():\n    return 2"


def hand_in(change) -> bytes:
    """The bytes of the release after somebody worked on it."""
    notebook = copy.deepcopy(RELEASE)
    notebook.cells[4].source, notebook.cells[8].source = ONE, TWO
    changed = change(notebook)
    return nbformat.writes(notebook if changed is None else changed).encode()


def rebuilt(change):
    return rebuild(RELEASE, hand_in(change))


def sources(notebook) -> list[str]:
    return [cell.source for cell in notebook.cells]


def check_trusted(notebook) -> None:
    """It is valid, and all that is trusted in it is as released, byte for byte and in order."""
    nbformat.validate(notebook)
    json.dumps(notebook).encode()
    nbformat.writes(notebook).encode("utf-8")
    assert notebook.metadata == RELEASE.metadata
    ids = {cell.id: place for place, cell in enumerate(RELEASE.cells)}
    released = [cell for cell in notebook.cells if cell.id in ids]
    assert [ids[cell.id] for cell in released] == list(range(len(RELEASE.cells)))
    for cell, original in zip(released, RELEASE.cells, strict=True):
        if ids[cell.id] in LEARNERS:
            assert cell.metadata == original.metadata
            assert cell.cell_type == original.cell_type
            assert cell.get("outputs") == original.get("outputs")
        else:
            assert cell == original
    for cell in notebook.cells:
        if cell.id not in ids:
            assert cell.metadata == {}
            assert not cell.get("outputs")


def answers(notebook) -> tuple[str, str]:
    """What stands in the two answer cells."""
    found = {
        cell.metadata.nbgrader.grade_id: cell.source
        for cell in notebook.cells
        if cell.metadata.get("nbgrader", {}).get("solution")
    }
    return found["one-answer"], found["two-answer"]


def test_an_untouched_release_stays_as_it_is():
    notebook, remarks = rebuild(RELEASE, nbformat.writes(RELEASE).encode())
    assert notebook == RELEASE
    assert remarks == []


def test_answers_are_put_in_and_nothing_is_said():
    notebook, remarks = rebuilt(lambda notebook: None)
    check_trusted(notebook)
    assert answers(notebook) == (ONE, TWO)
    assert remarks == []
    assert len(notebook.cells) == len(RELEASE.cells)


def test_predictions_and_own_words_are_taken():
    def change(notebook):
        notebook.cells[2].source = "guess = 3"
        notebook.cells[11].source = "Because."

    notebook, _ = rebuilt(change)
    check_trusted(notebook)
    assert "guess = 3" in sources(notebook)
    assert "Because." in sources(notebook)


def test_added_cells_keep_their_place_and_lose_all_but_their_text():
    def change(notebook):
        helper = new_code_cell("helper = 1", metadata={"tags": ["skip-execution"], "nbgrader": 3})
        helper.outputs = [new_output("stream", text="x")]
        notebook.cells.insert(4, helper)
        notebook.cells.append(new_markdown_cell("My notes"))
        notebook.cells.insert(0, new_raw_cell("<script>"))

    notebook, _ = rebuilt(change)
    check_trusted(notebook)
    shown = sources(notebook)
    assert shown[0] == "    <script>"
    assert shown.index("helper = 1") + 1 == shown.index(ONE)
    assert shown[-1] == "My notes"


def test_of_two_the_last_changed_one_counts_and_the_other_runs_before_it():
    def change(notebook):
        twin = copy.deepcopy(notebook.cells[4])
        twin.source, twin.id = "def one():\n    return 11", "twin"
        stub = copy.deepcopy(RELEASE.cells[4])
        stub.id = "stub"
        notebook.cells[5:5] = [twin, stub]

    notebook, remarks = rebuilt(change)
    check_trusted(notebook)
    assert answers(notebook)[0] == "def one():\n    return 11"
    shown = sources(notebook)
    assert shown.index(ONE) + 1 == shown.index("def one():\n    return 11")
    assert STUB.format("one") not in shown
    assert remarks == [
        "Three cells named one-answer were handed in; the last one that was changed counts."
    ]
    assert remarks[0] in shown[0]


def test_a_split_answer_runs_whole():
    def change(notebook):
        half = copy.deepcopy(notebook.cells[4])
        half.source, half.id = "LIMIT = 3", "half"
        notebook.cells.insert(4, half)

    shown = sources(rebuilt(change)[0])
    assert shown.index("LIMIT = 3") + 1 == shown.index(ONE)


def test_an_answer_written_elsewhere_is_not_undone_by_the_stub():
    def change(notebook):
        notebook.cells[4] = new_code_cell(ONE)

    notebook, remarks = rebuilt(change)
    check_trusted(notebook)
    shown = sources(notebook)
    assert answers(notebook)[0] == NOT_HANDED_IN
    assert shown.index(ONE) < shown.index('check("one", one)')
    assert remarks == ["The cell one-answer was not handed in."]


def test_deleted_cells_come_back():
    def change(notebook):
        del notebook.cells[5:]

    notebook, remarks = rebuilt(change)
    check_trusted(notebook)
    assert answers(notebook) == (ONE, NOT_HANDED_IN)
    assert "The check of one was missing; it was put back." in remarks


def test_moved_cells_are_put_in_order_and_helpers_come_before_their_answers():
    def change(notebook):
        cells = notebook.cells
        helper = new_code_cell("helper = 1")
        notebook.cells = [*cells[:4], *cells[6:10], helper, *cells[4:6], *cells[10:]]

    notebook, remarks = rebuilt(change)
    check_trusted(notebook)
    shown = sources(notebook)
    assert answers(notebook) == (ONE, TWO)
    assert shown.index("helper = 1") + 1 == shown.index(ONE)
    assert remarks == ["The answers were moved; they were put back into the lesson's order."]


def test_metadata_of_a_submission_is_worth_nothing():
    def change(notebook):
        notebook.metadata = {"kernelspec": {"name": "evil"}, "widgets": {"a": 1}}
        for cell in notebook.cells:
            if "nbgrader" in cell.metadata:
                cell.metadata.nbgrader.update(
                    points=1000, grade=not cell.metadata.nbgrader["grade"], schema_version=99
                )
            cell.metadata["tags"] = ["skip-execution", "raises-exception"]

    notebook, remarks = rebuilt(change)
    check_trusted(notebook)
    assert answers(notebook) == (ONE, TWO)
    assert remarks == []


def test_names_that_look_alike_are_not_the_same():
    def change(notebook):
        twin = copy.deepcopy(notebook.cells[4])
        twin.metadata.nbgrader.grade_id, twin.id = "one-аnswer", "twin"  # a Cyrillic letter
        twin.source = "looks alike"
        notebook.cells.insert(6, twin)

    notebook, _ = rebuilt(change)
    check_trusted(notebook)
    assert answers(notebook) == (ONE, TWO)


def test_a_changed_check_runs_as_released_and_a_changed_question_is_kept_beside_it():
    def change(notebook):
        notebook.cells[5].source = "8"
        notebook.cells[7].source = "def given():\n    return 8"
        notebook.cells[10].source = "Why?\n\nBecause."

    notebook, remarks = rebuilt(change)
    check_trusted(notebook)
    shown = sources(notebook)
    assert "8" not in shown
    assert "def given():\n    return 8" not in shown
    assert shown.index("Why?") + 1 == shown.index("Why?\n\nBecause.")
    assert remarks == ["The check of one was changed; it was run as the lesson has it."]


def test_an_edited_cell_of_the_lesson_runs_after_the_original():
    def change(notebook):
        notebook.cells[1].source = "import math\nimport random"

    shown = sources(rebuilt(change)[0])
    assert shown[1:3] == ["import math", "import math\nimport random"]


def test_another_kind_of_cell_is_read_as_the_kind_that_it_was():
    def change(notebook):
        answer, words = notebook.cells[4], notebook.cells[11]
        for cell, kind in ((answer, "markdown"), (words, "raw")):
            cell.cell_type = kind
            cell.pop("outputs", None)
            cell.pop("execution_count", None)
        words.source = "Because."

    notebook, remarks = rebuilt(change)
    check_trusted(notebook)
    assert answers(notebook)[0] == ONE
    assert "Because." in sources(notebook)
    assert remarks == ["The cell one-answer was of another kind; it was read as code."]


def test_without_metadata_cells_are_known_by_their_ids():
    def change(notebook):
        notebook.cells[2].source = "guess = 3"
        for cell in notebook.cells:
            cell.metadata = {}

    notebook, remarks = rebuilt(change)
    check_trusted(notebook)
    assert answers(notebook) == (ONE, TWO)
    assert "The cell one-answer had lost its name; it was recognised all the same." in remarks


@pytest.mark.parametrize("minor", range(5))
def test_older_notebooks_without_ids(minor):
    notebook = json.loads(hand_in(lambda notebook: None))
    notebook["nbformat_minor"] = minor
    for cell in notebook["cells"]:
        del cell["id"]
    notebook["cells"][11]["source"] = ["Be", "cause."]
    notebook["cells"][2]["source"] = "guess = 3"
    found, remarks = rebuild(RELEASE, json.dumps(notebook).encode())
    check_trusted(found)
    assert answers(found) == (ONE, TWO)
    assert "Because." in sources(found)
    assert "guess = 3" in sources(found)
    assert remarks == []


def test_version_three():
    old = nbformat.convert(nbformat.reads(hand_in(lambda _: None).decode(), 4), 3)
    content = json.dumps(old).encode()
    found, _ = rebuild(RELEASE, content)
    check_trusted(found)
    assert answers(found) == (ONE, TWO)


@pytest.mark.parametrize(
    "encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8"]
)
def test_encodings(encoding):
    content = hand_in(lambda _: None).decode().encode(encoding)
    found, remarks = rebuild(RELEASE, content)
    assert answers(found) == (ONE, TWO)
    assert remarks == []


def test_a_bad_byte_costs_a_letter():
    content = hand_in(lambda _: None).replace(b"return 2", b"return 2  # \xff")
    found, remarks = rebuild(RELEASE, content)
    check_trusted(found)
    assert answers(found) == (ONE, TWO + "  # \ufffd")
    assert remarks == ["Some letters in the notebook file could not be read."]


def test_half_characters_and_zero_bytes_are_replaced():
    def change(notebook):
        notebook.cells[4].source = "a = 'MARK'"

    content = hand_in(change).replace(b"MARK", b"\\ud800\\u0000")
    found, _ = rebuild(RELEASE, content)
    check_trusted(found)
    assert answers(found)[0] == "a = '?\ufffd'"


def test_of_a_truncated_file_the_whole_cells_count():
    content = hand_in(lambda _: None)
    cut = content.index(b"## The second")
    found, remarks = rebuild(RELEASE, content[:cut])
    check_trusted(found)
    assert answers(found) == (ONE, NOT_HANDED_IN)
    assert remarks[0].startswith("The notebook file is damaged or cut short; 6 cells")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b" \n",
        b"\xef\xbb\xbf",
        b"null",
        b"[]",
        b"3",
        b'"cells"',
        b"{}",
        b'{"cells": {}}',
        b'{"cells": null}',
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9,
        b"[" * 200_000,
        b'{"cells": [' + b'{"a":' * 100_000,
        b"PK\x03\x04" + bytes(1000),
        b'{"worksheets": 3}',
    ],
    ids=range(15),
)
def test_what_is_no_notebook_is_refused_with_a_sentence(content):
    with pytest.raises(Unreadable, match=r"\.$"):
        read(content)


@pytest.mark.parametrize(
    "cells",
    [
        [None, 3, "x", [], True],
        [{}],
        [{"cell_type": "code"}],
        [{"cell_type": 3, "source": 4, "metadata": 5, "id": 6}],
        [{"cell_type": ["code"], "source": {"a": 1}}],
        [{"source": ["a", 1, None, ["b"]], "metadata": {"nbgrader": []}}],
        [{"metadata": {"nbgrader": {"grade_id": {"x": 1}}, "tags": {"own-words": 1}}}],
        [{"metadata": {"nbgrader": {"grade_id": "one-answer"}}, "source": float("nan")}],
        [{"cell_type": "markdown", "attachments": {"a.png": {"image/png": 3}, "b": []}}],
        [{"metadata": {str(number): "x" * 1000 for number in range(2000)}}],
        [{"source": "x", "outputs": [{"data": {"text/html": "<script>"}}] * 1000}],
        [{"source": "x" * 300_000, "metadata": {"nbgrader": {"grade_id": "one-answer"}}}],
        [{"source": "x = 1", "cell_type": "code"}] * 5000,
    ],
    ids=range(13),
)
def test_cells_of_any_form(cells):
    content = json.dumps({"cells": cells}).encode()
    notebook, _ = rebuild(RELEASE, content)
    check_trusted(notebook)
    assert len(notebook.cells) < 400


def test_the_last_of_equal_keys_counts_as_in_jupyter():
    cell = '{"source": "a", "source": "b", "metadata": {"nbgrader": {"grade_id": "one-answer"}}}'
    notebook, _ = rebuild(RELEASE, f'{{"cells": [], "cells": [{cell}]}}'.encode())
    assert answers(notebook)[0] == "b"


def a_picture(kind="PNG") -> str:
    from PIL import Image

    buffer = io.BytesIO()
    Image.new("RGB", (4, 4)).save(buffer, kind)
    return base64.b64encode(buffer.getvalue()).decode()


def test_pasted_pictures_come_along_and_nothing_else_does():
    def change(notebook):
        words = notebook.cells[11]
        words.source = "![](attachment:a.png) ![](attachment:b.svg) ![](attachment:c.png)"
        words.attachments = {
            "a.png": {"image/png": a_picture()},
            "b.svg": {"image/svg+xml": "<svg onload='alert(1)'/>"},
            "c.png": {"image/png": base64.b64encode(b"<script>").decode()},
            '"><script>.png': {"image/png": a_picture()},
        }

    notebook, _ = rebuilt(change)
    nbformat.validate(notebook)
    assert set(notebook.cells[11].attachments) == {"a.png"}


def test_another_release_does_not_misplace_cells_by_their_ids():
    """Ids are numbers of cells; after a cell was put in, they name others."""

    def change(notebook):
        notebook.metadata.neuronlab.release = "0" * 64
        notebook.cells[6].source = "Some other text that stood here"
        notebook.cells[2].id, notebook.cells[11].id = "lesson-011", "lesson-002"
        notebook.cells[2].source, notebook.cells[11].source = "guess = 3", "Because."

    notebook, _ = rebuilt(change)
    check_trusted(notebook)
    found = {cell.id: cell.source for cell in notebook.cells}
    assert found["lesson-002"] == "guess = 3"
    assert found["lesson-011"] == "Because."


ANY = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["code", "one-answer", "one", "lesson-004", "own-words", ONE, "\ud800"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["source", "metadata", "nbgrader", "grade_id", "tags", "id", "cell_type", "input"]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=12,
)


def places(value, path=()):
    """The paths to everything in a JSON value."""
    yield path
    inner = value.items() if isinstance(value, dict) else ()
    for key, one in enumerate(value) if isinstance(value, list) else inner:
        yield from places(one, (*path, key))


WORKED = json.loads(hand_in(lambda notebook: None))
PLACES = [path for path in places(WORKED) if path]


def mutated(value, path, action, new):
    """A copy with one thing replaced, removed, doubled or moved to the front."""
    value = copy.deepcopy(value)
    around = value
    for key in path[:-1]:
        around = around[key]
    last = path[-1]
    if action == "replace":
        around[last] = new
    elif action == "remove":
        del around[last]
    elif isinstance(around, list):
        around.insert(0 if action == "front" else last, copy.deepcopy(around[last]))
    return value


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(
        st.tuples(
            st.sampled_from(PLACES), st.sampled_from(["replace", "remove", "double", "front"]), ANY
        ),
        min_size=1,
        max_size=4,
    )
)
def test_any_mutation_gives_a_valid_notebook_with_the_trusted_cells(mutations):
    value = WORKED
    for path, action, new in mutations:
        try:
            value = mutated(value, path, action, new)
        except (KeyError, IndexError, TypeError):
            continue  # an earlier mutation took the place away
    try:
        notebook, remarks = rebuild(RELEASE, json.dumps(value).encode())
    except Unreadable:
        assert not isinstance(value.get("cells"), list)
        return
    check_trusted(notebook)
    assert all(remark.endswith(".") for remark in remarks)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(content):
    try:
        notebook, _ = rebuild(RELEASE, content)
    except Unreadable:
        return
    check_trusted(notebook)


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 10**6), st.binary(min_size=1, max_size=6))
def test_any_damage_to_a_file_is_survived(place, damage):
    content = hand_in(lambda _: None)
    place %= len(content)
    try:
        notebook, _ = rebuild(RELEASE, content[:place] + damage + content[place + len(damage) :])
    except Unreadable:
        return
    check_trusted(notebook)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6))
def test_any_cut_is_survived(place):
    content = hand_in(lambda _: None)
    try:
        notebook, _ = rebuild(RELEASE, content[: place % len(content)])
    except Unreadable:
        return
    check_trusted(notebook)


def test_behind_a_damaged_place_reading_goes_on():
    """A conflict of versions in one cell does not cost the others."""
    content = hand_in(lambda notebook: None)
    damaged = content.replace(b"import math", b'import math"\n<<<<<<< HEAD\n"')
    notebook, remarks = rebuild(RELEASE, damaged)
    check_trusted(notebook)
    assert answers(notebook) == (ONE, TWO)
    assert remarks == [
        "The notebook file is damaged or cut short; 12 cells could be read, and count."
    ]


@pytest.mark.parametrize("piece", [b'{"cell_type": [', b'{"cell_type": "', b'{"cell_type": {"a":'])
def test_a_file_of_damaged_places_takes_no_time(piece):
    begun = time.monotonic()
    with pytest.raises(Unreadable):
        read(b'{"cells": [' + piece * 500_000)
    assert time.monotonic() - begun < 20
