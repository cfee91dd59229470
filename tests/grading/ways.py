"""Unusual ways to be right: each is a small function that works on a notebook in which all answers are right.

`WAYS` are for the short lesson of `tests.grading.classes`; `EVERYWHERE` are for the answers of any lesson.
"""

from __future__ import annotations

import base64
import random
import textwrap
from collections.abc import Callable
from io import BytesIO

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell
from PIL import Image

Way = Callable[[NotebookNode], None]

WAYS: dict[str, Way] = {}
"""By the name of the learner who works like this."""

EVERYWHERE: dict[str, Way] = {}

SOFTMAX = """
def softmax(scores):
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)
"""
NEURON = """
def neuron_loop(inputs, weights, bias):
    return sum(x * w for x, w in zip(inputs, weights)) + bias
"""
DENSE = """
class Dense:
    def __init__(self, n_inputs, n_neurons, rng):
        self.weights = 0.01 * rng.standard_normal((n_inputs, n_neurons))
        self.biases = np.zeros((1, n_neurons))

    def forward(self, inputs):
        return inputs @ self.weights + self.biases
"""


def way(do: Way) -> Way:
    """Enter a function into `WAYS`."""
    WAYS[do.__name__.replace("_", " ")] = do
    return do


def everywhere(do: Way) -> Way:
    """Enter a function into `EVERYWHERE`."""
    EVERYWHERE[do.__name__.replace("_", " ")] = do
    return do


def answering(name: str, *sources: str) -> None:
    """Enter a way that is an answer to `softmax`, `neuron_loop` or `Dense`; what comes before it stands in cells above."""
    *above, answer = (textwrap.dedent(source).strip() for source in sources)
    exercise = next(
        name
        for name in ("softmax", "neuron_loop", "Dense")
        if any(f"{begin}{name}" in f"\n{answer}" for begin in ("def ", "class ", "\n"))
    )

    def do(notebook: NotebookNode) -> None:
        place = where(notebook, f"{exercise}-answer")
        notebook.cells[place].source = answer
        notebook.cells[place:place] = [new_code_cell(source) for source in above]

    WAYS[name] = do


def beside(name: str, *sources: str) -> None:
    """Enter a way that has cells of its own between the lesson's."""

    def do(notebook: NotebookNode) -> None:
        cells = [new_code_cell(textwrap.dedent(source).strip()) for source in sources]
        place = where(notebook, "softmax-answer")
        notebook.cells[place + 1 : place + 1] = cells

    WAYS[name] = do


def where(notebook: NotebookNode, name: str) -> int:
    """The number of the cell with a grade_id."""
    for number, cell in enumerate(notebook.cells):
        if cell.metadata.get("nbgrader", {}).get("grade_id") == name:
            return number
    raise LookupError(name)


def answer_cells(notebook: NotebookNode) -> list[NotebookNode]:
    """The cells that hold answers in code."""
    return [
        cell
        for cell in notebook.cells
        if cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("solution")
    ]


def exercise_of(cell: NotebookNode) -> str:
    return cell.metadata.nbgrader.grade_id.removesuffix("-answer")


# --- where an answer stands

answering(
    "a helper in a cell above",
    "def biggest(scores):\n    return scores.max(axis=1, keepdims=True)",
    "def softmax(scores):\n    e = np.exp(scores - biggest(scores))\n    return e / e.sum(axis=1, keepdims=True)",
)
answering(
    "another name for the function", SOFTMAX.replace("softmax", "mine") + "\n\nsoftmax = mine"
)
answering(
    "a helper with the name of the lesson's later function",
    SOFTMAX.replace("softmax", "Dense"),
    "softmax = Dense",
)


@way
def a_helper_in_another_answer(notebook):
    notebook.cells[
        where(notebook, "neuron_loop-answer")
    ].source += "\n\ndef shares(powers):\n    return powers / powers.sum(axis=1, keepdims=True)"
    notebook.cells[
        where(notebook, "softmax-answer")
    ].source = (
        "def softmax(scores):\n    return shares(np.exp(scores - scores.max(1, keepdims=True)))"
    )


@way
def an_answer_in_a_cell_of_its_own_and_the_lesson_s_emptied(notebook):
    place = where(notebook, "softmax-answer")
    notebook.cells.insert(place, new_code_cell(notebook.cells[place].source))
    notebook.cells[place + 1].source = ""


@way
def an_answer_pasted_again_below(notebook):
    place = where(notebook, "softmax-answer")
    notebook.cells.insert(place + 1, new_code_cell(notebook.cells[place].source))


@way
def a_first_try_and_a_better_one_below_it(notebook):
    place = where(notebook, "softmax-answer")
    notebook.cells.insert(place + 1, new_code_cell(notebook.cells[place].source))
    notebook.cells[place].source = "def softmax(scores):\n    return scores / scores.sum()"


@way
def an_answer_moved_below_its_check(notebook):
    place = where(notebook, "softmax-answer")
    notebook.cells[place : place + 2] = reversed(notebook.cells[place : place + 2])


@way
def the_last_exercise_first(notebook):
    first, last = where(notebook, "neuron_loop-answer"), where(notebook, "Dense-answer")
    moved = notebook.cells[last : last + 2]
    del notebook.cells[last : last + 2]
    notebook.cells[first:first] = moved


@way
def checks_asked_twice(notebook):
    place = where(notebook, "softmax")
    notebook.cells.insert(place, new_code_cell('check("softmax", softmax)'))
    notebook.cells.insert(place + 2, new_code_cell('check("softmax", softmax);'))


# --- functions of other kinds

answering("a lambda", SOFTMAX.replace("softmax", "mine"), "softmax = lambda scores: mine(scores)")
answering(
    "a partial function",
    "from functools import partial\n\n\ndef shares(scores, axis):\n"
    "    e = np.exp(scores - scores.max(axis=axis, keepdims=True))\n"
    "    return e / e.sum(axis=axis, keepdims=True)",
    "softmax = partial(shares, axis=1)",
)
answering(
    "a vectorised function",
    """
    @np.vectorize
    def product(x, w):
        return x * w


    def neuron_loop(inputs, weights, bias):
        return float(np.sum(product(inputs, weights))) + bias
    """,
)
answering(
    "a signature for whole rows",
    """
    softmax = np.vectorize(
        lambda row: np.exp(row - row.max()) / np.exp(row - row.max()).sum(), signature="(n)->(n)"
    )
    """,
)
answering(
    "a cache",
    """
    from functools import lru_cache


    @lru_cache(maxsize=None)
    def output(inputs, weights, bias):
        return sum(x * w for x, w in zip(inputs, weights)) + bias


    def neuron_loop(inputs, weights, bias):
        return output(tuple(inputs), tuple(weights), bias)
    """,
)
answering(
    "a decorator",
    """
    import functools


    def noted(function):
        @functools.wraps(function)
        def inner(*args, **kwargs):
            inner.calls += 1
            return function(*args, **kwargs)

        inner.calls = 0
        return inner
    """,
    "@noted" + SOFTMAX,
)
answering(
    "an object that can be called",
    """
    class Softmax:
        def __call__(self, scores):
            powers = np.exp(scores - np.max(scores, axis=1, keepdims=True))
            return powers / np.sum(powers, axis=1, keepdims=True)


    softmax = Softmax()
    """,
)
answering(
    "a method of a helper",
    "class Tools:\n    @staticmethod\n    " + SOFTMAX.strip().replace("\n", "\n    "),
    "softmax = Tools.softmax",
)
answering(
    "a function that makes the function",
    """
    def make(axis):
        def shares(scores):
            powers = np.exp(scores - scores.max(axis=axis, keepdims=True))
            return powers / powers.sum(axis=axis, keepdims=True)

        return shares


    softmax = make(axis=1)
    """,
)
answering(
    "a generator",
    """
    def rows(scores):
        for row in scores:
            powers = np.exp(row - max(row))
            yield powers / sum(powers)


    def softmax(scores):
        return np.array(list(rows(scores)))
    """,
)
answering(
    "any number of arguments",
    """
    def neuron_loop(*args, **kwargs):
        inputs, weights, bias = [*args, *kwargs.values()]
        return sum(x * w for x, w in zip(inputs, weights)) + bias
    """,
)
answering(
    "recursion",
    """
    def neuron_loop(inputs, weights, bias):
        if not len(inputs):
            return bias
        return inputs[0] * weights[0] + neuron_loop(inputs[1:], weights[1:], bias)
    """,
)
answering(
    "threads",
    """
    from concurrent.futures import ThreadPoolExecutor


    def softmax(scores):
        with ThreadPoolExecutor(2) as pool:
            powers = np.array(list(pool.map(lambda row: np.exp(row - row.max()), scores)))
        return powers / powers.sum(axis=1, keepdims=True)
    """,
)
answering(
    "einsum",
    "def neuron_loop(inputs, weights, bias):\n    return np.einsum('i,i', inputs, weights) + bias",
)
answering(
    "one assignment in another",
    "def neuron_loop(inputs, weights, bias):\n    if (n := len(inputs)) == len(weights):\n"
    "        return bias + sum(inputs[i] * weights[i] for i in range(n))",
)
answering(
    "a match",
    """
    def neuron_loop(inputs, weights, bias):
        match list(inputs), list(weights):
            case [], []:
                return bias
            case [x, *xs], [w, *ws]:
                return x * w + neuron_loop(xs, ws, bias)
    """,
)

# --- classes of other kinds

answering(
    "a class in several cells",
    """
    class Dense:
        def __init__(self, n_inputs, n_neurons, rng):
            self.weights = 0.01 * rng.standard_normal((n_inputs, n_neurons))
    """,
    "before = Dense.__init__\n\n\ndef __init__(self, n_inputs, n_neurons, rng):\n"
    "    before(self, n_inputs, n_neurons, rng)\n    self.biases = np.zeros((1, n_neurons))",
    "Dense.__init__ = __init__\nDense.forward = lambda self, inputs: inputs @ self.weights + self.biases",
)
answering(
    "a class that inherits",
    "class Layer:\n    def forward(self, inputs):\n        return inputs @ self.weights + self.biases",
    DENSE.replace("class Dense:", "class Dense(Layer):").split("    def forward")[0],
)
answering(
    "a data class",
    """
    from dataclasses import dataclass, field


    @dataclass
    class Dense:
        n_inputs: int
        n_neurons: int
        rng: np.random.Generator
        weights: np.ndarray = field(init=False)

        def __post_init__(self):
            self.weights = 0.01 * self.rng.standard_normal((self.n_inputs, self.n_neurons))
            self.biases = np.zeros((1, self.n_neurons))

        def forward(self, inputs):
            return inputs @ self.weights + self.biases
    """,
)
answering(
    "a class with slots and properties",
    """
    class Dense:
        __slots__ = ("_w", "biases")

        def __init__(self, n_inputs, n_neurons, rng):
            self._w = 0.01 * rng.normal(size=(n_inputs, n_neurons))
            self.biases = np.zeros((1, n_neurons))

        @property
        def weights(self):
            return self._w

        @weights.setter
        def weights(self, value):
            self._w = value

        def forward(self, inputs):
            return np.dot(inputs, self._w) + self.biases
    """,
)

# --- answers that do more than is asked

answering(
    "prints in an answer",
    SOFTMAX.replace("    powers", '    print("scores", scores)\n    powers', 1),
)
answering(
    "a plot in an answer",
    SOFTMAX.replace(
        "    powers",
        "    fig, ax = plt.subplots(figsize=(2, 1))\n    ax.plot(scores[0])\n    plt.close(fig)\n    powers",
        1,
    ).replace("def", "import matplotlib.pyplot as plt\n\n\ndef", 1),
)
answering(
    "an answer that ends with a figure",
    SOFTMAX + "\n\nimport matplotlib.pyplot as plt\n\nplt.imshow(softmax(np.eye(4)))",
)
answering(
    "an answer that ends with an expression", SOFTMAX + "\n\nsoftmax(np.array([[1.0, 2.0, 3.0]]))"
)
answering(
    "logging",
    "import logging\n\nlogging.basicConfig(level=logging.DEBUG)",
    SOFTMAX.replace(
        "    powers", '    logging.warning("softmax of %s", scores.shape)\n    powers', 1
    ),
)
answering(
    "a warning that something is old",
    "import warnings\n\n"
    + SOFTMAX.replace("    powers", '    warnings.warn("old", DeprecationWarning)\n    powers', 1),
)
answering(
    "an error of its own that it catches",
    SOFTMAX.replace(
        "    powers",
        "    try:\n        scores = scores.no_such_thing\n    except Exception:\n        pass\n    powers",
        1,
    ),
)
answering(
    "time that is measured",
    "import time\n\n"
    + SOFTMAX.replace("    powers", "    begun = time.perf_counter()\n    powers", 1).replace(
        "    return", '    print(f"{time.perf_counter() - begun:.6f} s")\n    return'
    ),
)
answering(
    "a state outside of the function",
    "calls = 0\n"
    + SOFTMAX.replace("    powers", "    global calls\n    calls += 1\n    powers", 1),
)
answering(
    "a progress bar",
    """
    from tqdm import tqdm


    def neuron_loop(inputs, weights, bias):
        output = bias
        for x, w in tqdm(list(zip(inputs, weights)), desc="neuron"):
            output += x * w
        return output
    """,
)
answering(
    "a random number on the way",
    SOFTMAX.replace(
        "    powers", "    np.random.seed(0)\n    shift = np.random.rand()\n    powers", 1
    ).replace("keepdims=True))", "keepdims=True) + shift)", 1),
)
answering(
    "a file on the way",
    SOFTMAX.replace(
        "    powers",
        '    np.save("scores.npy", scores)\n    scores = np.load("scores.npy")\n    powers',
        1,
    ),
)
answering(
    "tests of its own",
    SOFTMAX
    + "\n\nassert np.allclose(softmax(np.zeros((2, 4))), 0.25)\nassert softmax(np.eye(3)).sum() == 3.0 or True\n\n"
    'if __name__ == "__main__":\n    print("tested")',
)
answering(
    "a docstring with examples that are tested",
    SOFTMAX.replace(
        ":\n",
        ':\n    """Shares.\n\n    >>> softmax(np.zeros((1, 2)))\n    array([[0.5, 0.5]])\n    """\n',
        1,
    )
    + "\n\nimport doctest\n\ndoctest.run_docstring_examples(softmax, globals())",
)
answering(
    "exact sums of the standard library",
    """
    import math
    import operator
    from fractions import Fraction
    from itertools import starmap


    def neuron_loop(inputs, weights, bias):
        assert Fraction(1, 2) == 0.5
        return math.fsum(starmap(operator.mul, zip(inputs, weights))) + bias
    """,
)
answering(
    "type hints",
    "from __future__ import annotations\n\nfrom numpy.typing import NDArray\n\n"
    + SOFTMAX.replace("(scores):", "(scores: NDArray[np.float64]) -> NDArray[np.float64]:"),
)
answering(
    "letters of all alphabets",
    SOFTMAX.replace("powers", "η_スコア").replace(
        "(scores):", "(scores):  # 分数 → доли ∑ 🙂 نسبة"
    ),
)
answering(
    "comments and more comments",
    "# one\n# two",
    "# " + "=" * 70 + "\n# My answer\n# " + "=" * 70 + "\n" + SOFTMAX,
)
answering(
    "semicolons on one line",
    "def neuron_loop(i, w, b): o = b; o += sum(a * c for a, c in zip(i, w)); return o;",
)
answering(
    "an array in columns",
    SOFTMAX.replace(
        "return powers / powers.sum(axis=1, keepdims=True)",
        "return np.asfortranarray(powers / powers.sum(1)[:, None])",
    ),
)
answering(
    "with its errors silenced", "np.seterr(all='ignore')\nnp.set_printoptions(precision=2)", SOFTMAX
)

# --- magics

answering("a timed cell", "%%time\n" + SOFTMAX)
beside(
    "magics",
    "%matplotlib inline",
    "%time softmax(np.eye(3))",
    "%timeit -n1 -r1 softmax(np.eye(3))",
    "%who",
)
beside(
    "autoreload",
    "%load_ext autoreload\n%autoreload 2",
    "%config InlineBackend.figure_format = 'retina'",
)
beside(
    "shell commands that fail",
    "!ls -la\n!pip install numpy",
    "%pip install seaborn",
    "%%bash\necho hello",
)


@way
def a_module_written_beside(notebook):
    place = where(notebook, "softmax-answer")
    written = "%%writefile my_helpers.py\nimport numpy as np\n" + SOFTMAX
    notebook.cells.insert(place, new_code_cell(written))
    notebook.cells[place + 1].source = "from my_helpers import softmax"


# --- cells between

beside(
    "imports again",
    "import numpy as np\nfrom neuronlab import check, progress, show\nfrom neuronlab import *",
    "check",
)
beside(
    "plots between",
    "import matplotlib.pyplot as plt\nplt.plot(softmax(np.eye(5)));",
    "fig, ax = plt.subplots()\nax.bar(range(3), softmax(np.eye(3))[0])\nplt.show()",
)
beside(
    "a slider",
    "from ipywidgets import interact\n\n@interact(x=(-3.0, 3.0))\ndef show_one(x=1.0):\n    print(softmax(np.array([[x, 0.0]])))",
)
beside(
    "warnings between",
    "np.log(np.array([0.0, -1.0]))",
    "import warnings\nwarnings.warn('deprecated', DeprecationWarning)\nwarnings.warn('look')",
)
beside(
    "warnings as errors",
    "import warnings\nwarnings.simplefilter('error')",
    "np.seterr(all='raise')",
)
beside(
    "a lot printed",
    "for number in range(30_000):\n    print(number, 'a line of no importance')",
    "list(range(20_000))",
)
beside("cells that fail", "undefined_name", "1 / 0", "def broken(:", "assert softmax is None")
beside(
    "await",
    "import asyncio\nawait asyncio.sleep(0.01)",
    "async def later():\n    return softmax(np.eye(2))\n\nawait later()",
)
beside("names of Python used again", "sum = 3\nlist = [1, 2]\nmax = min = input = 7\nlen_ = 0")
beside(
    "unit tests",
    "import unittest\n\nclass Test(unittest.TestCase):\n    def test(self):\n        self.assertAlmostEqual(softmax(np.eye(2)).sum(), 2)\n\nunittest.main(argv=[''], exit=False)",
)
beside("questions to nobody", "name = input('Your name? ')", "exit()", "raise SystemExit")
beside("cells with nothing in them", "", "   \n\n", "# to do", "pass", "...")
beside(
    "things displayed",
    "from IPython.display import HTML, Latex, Markdown, display\ndisplay(HTML('<b>bold</b>'), Markdown('*m*'), Latex('$x$'))",
    "%%html\n<marquee>hello</marquee>",
)


@way
def notes_in_html_with_a_picture(notebook):
    content = BytesIO()
    Image.new("RGB", (40, 20), "teal").save(content, "PNG")
    note = new_markdown_cell(
        '<div style="color: red">My <b>notes</b></div>\n\n![sketch](attachment:sketch.png)\n\n$a^2$ | b\n'
        "-|-\n1 | 2\n\n<script>alert(1)</script>",
        attachments={"sketch.png": {"image/png": base64.b64encode(content.getvalue()).decode()}},
    )
    notebook.cells.insert(2, note)
    notebook.cells.append(new_markdown_cell("# Summary\n\nالحمد, 汉字, ελληνικά."))


# --- for the answers of any lesson


@everywhere
def all_answers_in_the_first_answer_s_cell(notebook):
    first, *others = answer_cells(notebook)
    first.source = "\n\n\n".join(cell.source for cell in [first, *others])
    for cell in others:
        cell.source = "# see above"


@everywhere
def all_answers_as_helpers_with_other_names(notebook):
    for cell in answer_cells(notebook):
        name = exercise_of(cell)
        place = notebook.cells.index(cell)
        helper = cell.source.replace(f"def {name}(", f"def my_{name}_2(")
        notebook.cells.insert(place, new_code_cell(helper))
        cell.source = f"from functools import partial\n\n{name} = partial(my_{name}_2)"


@everywhere
def noise_around_every_answer(notebook):
    for cell in answer_cells(notebook):
        name = exercise_of(cell)
        cell.source = (
            f"print('now {name}')\n{cell.source}\n\nimport matplotlib.pyplot as plt\n"
            f"plt.plot([1, 2], label='{name}')\nplt.legend()\nprint({name})"
        )
        note = "import sys, warnings\nprint('careful', file=sys.stderr)\nwarnings.warn('careful')"
        notebook.cells.insert(notebook.cells.index(cell) + 1, new_code_cell(note))


@everywhere
def answers_in_any_order(notebook):
    places = [notebook.cells.index(cell) for cell in answer_cells(notebook)]
    cells = [notebook.cells[place] for place in places]
    random.Random(4).shuffle(cells)
    for place, cell in zip(places, cells, strict=True):
        notebook.cells[place] = cell
