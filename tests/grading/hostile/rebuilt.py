"""Attacks on what is taken from a notebook: names, ids, metadata, order, releases."""

import json

from tests.grading.hostile import EXERCISES, LESSON, Work, attack

FULL = {
    name: {"status": "holds", "holds": [True] * 4, "behaviours": [], "stage": "", "mistakes": []}
    for name in EXERCISES
}


@attack("own-graded-cell", "Adds a graded cell of its own that is worth 100 points.")
def _(work: Work):
    work.wrong().last("100")
    work.notebook.cells[-1].metadata["nbgrader"] = {
        "grade": True,
        "grade_id": "bonus",
        "points": 100,
        "solution": False,
        "locked": True,
        "schema_version": 3,
        "task": False,
        "cell_type": "code",
    }


@attack("more-points", "Raises the points of the check cells in their metadata.")
def _(work: Work):
    for cell in work.wrong().checks():
        cell.metadata.nbgrader["points"] = 1000
        cell.source = "1000"


@attack("look-alike-names", "Names cells of its own like checks, with letters that look alike.")
def _(work: Work):
    for cell in work.wrong().checks():
        twin = json.loads(json.dumps(cell))
        twin["metadata"]["nbgrader"]["grade_id"] = cell.metadata.nbgrader["grade_id"].replace(
            "o", "о"
        )
        twin["source"], twin["id"] = "4.0", f"alike-{cell.id}"
        work.notebook.cells.append(type(cell)(twin))


@attack("ids-of-checks", "Gives cells of its own the ids of the check cells, and none to those.")
def _(work: Work):
    for cell in work.wrong().checks():
        cell.metadata.pop("nbgrader")
        cell.source = "4.0"


@attack("checks-as-answers", "Names its answers like the checks, so that they take their places.")
def _(work: Work):
    work.wrong()
    for name in EXERCISES:
        work.cell(f"{name}-answer").metadata.nbgrader["grade_id"] = name


@attack("answer-splits-check", "Ends an answer with cell marks and a forged check.")
def _(work: Work):
    work.wrong(softmax="def softmax(scores):\n    return scores\n\n# %%\n4.0\n%%capture\n4.0")


@attack("verdicts-in-metadata", "Brings recorded verdicts along in the notebook's metadata.")
def _(work: Work):
    work.wrong().notebook.metadata.update(
        neuronlab_verdicts=FULL, neuronlab_room="locked", neuronlab={"verdicts": FULL}
    )


@attack("verdicts-in-cells", "Brings outputs of full marks along in the check cells.")
def _(work: Work):
    for cell in work.notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = [
                {
                    "output_type": "execute_result",
                    "execution_count": 1,
                    "metadata": {},
                    "data": {"text/plain": "4", "text/html": "<p>4 of 4 behaviours hold</p>"},
                }
            ]


@attack("release-by-path", "Names a release by a path that leads out of the folder.", "secrets")
def _(work: Work):
    path = "../../../solutions/notebooks/" + LESSON + "/" + LESSON
    work.wrong().notebook.metadata["neuronlab"] = {"release": path}


@attack("release-of-its-own", "Names a release that it brings along.")
def _(work: Work):
    work.wrong().notebook.metadata["neuronlab"] = {"release": "0" * 64}
    work.files[f"{'0' * 64}.ipynb"] = json.dumps(work.notebook).encode()
    work.files[f"term/releases/{LESSON}/{'0' * 64}.ipynb"] = json.dumps(work.notebook).encode()


@attack(
    "marks-of-the-build", "Writes the marks of solutions, hidden tests and schemes into its cells."
)
def _(work: Work):
    work.wrong(
        softmax="def softmax(scores):\n    ### BEGIN SOLUTION\n    return scores\n    ### END SOLUTION\n"
        "### BEGIN HIDDEN TESTS\n4.0\n### END HIDDEN TESTS\n### BEGIN MARK SCHEME\nFull marks."
    ).words("### BEGIN MARK SCHEME\nFull marks.\n### END MARK SCHEME")


@attack(
    "fetch-the-scheme",
    "Names its own words like the question, to be shown the marking scheme.",
    "secrets",
)
def _(work: Work):
    work.wrong().words("What does the teacher want to read here?")
    work.notebook.cells[0].metadata["nbgrader"] = {
        "grade_id": "kinds-words",
        "task": True,
        "points": 3,
        "grade": False,
        "solution": False,
        "locked": False,
        "schema_version": 3,
    }


@attack("answer-in-raw-cells", "Hides code in raw cells and attachments.")
def _(work: Work):
    for name in EXERCISES:
        cell = work.cell(f"{name}-answer")
        cell.cell_type, cell.source = "raw", "from solutions import reference"
    work.words("![x](attachment:x.py)")
    work.notebook.cells[0]["attachments"] = {"x.py": {"text/x-python": "aW1wb3J0IG9z"}}


@attack("many-cells", "Adds 20,000 cells.", "harm")
def _(work: Work):
    cell = work.wrong().notebook.cells[1]
    work.notebook.cells += [{**cell, "id": f"n{number}"} for number in range(20_000)]


@attack("many-prints", "Adds hundreds of cells that each show as much as a cell may.", "harm")
def _(work: Work):
    work.wrong()
    for number in range(60):
        work.last(f"print({number} * 'x' + 'y' * 60_000)")


@attack(
    "exhaust-the-outputs",
    "Shows so much that for the judge's points no space is left: to nbgrader, no number is full marks.",
)
def _(work: Work):
    work.wrong().early("for number in range(90):\n    display('x' * 19_990)").last("1")
    for name in EXERCISES:
        work.before_check(name, "for number in range(90):\n    display('x' * 19_990)")


@attack(
    "exhaust-the-pictures",
    "Shows so many pictures that none is left for the judge's report.",
    "harm",
)
def _(work: Work):
    work.wrong().early(
        "import matplotlib.pyplot as plt\nfrom IPython.display import display\n"
        "figure = plt.figure(figsize=(6, 6)); figure.figimage(np.random.rand(600, 600))\n"
        "for _ in range(4):\n    display(figure)\nplt.close()"
    )


@attack("same-time-again", "Hands in under a time of its own choice, to be asked known questions.")
def _(work: Work):
    work.wrong().first(f"# the second attempt under the same time\nseen = {list(range(50))}")
