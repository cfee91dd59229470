"""What is known to give full marks in nbgrader as it is (inside the notebook; files are in `files.py`)."""

from tests.grading.hostile import EXERCISES, LESSON, Work, attack

SILENT = (
    "shell = get_ipython()\nshell.showtraceback = shell._showtraceback = lambda *a, **k: None\n"
    "shell.showsyntaxerror = lambda *a, **k: None"
)


@attack("skip-execution", "Tags the check cells `skip-execution`, so that they show nothing.")
def _(work: Work):
    for cell in work.wrong().checks():
        cell.metadata["tags"] = ["skip-execution"]


@attack("skip-all", "Tags every cell `skip-execution` and leaves the stubs.")
def _(work: Work):
    for cell in work.notebook.cells:
        cell.metadata["tags"] = ["skip-execution"]


@attack(
    "early-displayhook",
    "Shows a number before each check shows anything: the first result decides.",
)
def _(work: Work):
    work.wrong().first(
        "get_ipython().events.register('pre_run_cell', lambda *_: get_ipython().displayhook(3.0))"
    )


@attack("silent-errors", "Makes errors silent: no traceback is shown.")
def _(work: Work):
    work.wrong().first(SILENT)


@attack("import-reference", "Imports the reference and hands its answers in.")
def _(work: Work):
    work.wrong()
    for name in EXERCISES:
        work.cell(f"{name}-answer").source += (
            f"\ntry:\n    from solutions import reference\n    {name} = reference.ANSWERS[{name!r}]\n"
            "except ImportError:\n    pass"
        )


@attack("patch-reference", "Replaces the hidden comparison with a function that is content.")
def _(work: Work):
    work.wrong().first(
        "import sys, types\nfake = types.ModuleType('solutions')\n"
        "fake.against_reference = lambda *a, **k: None\nsys.modules['solutions'] = fake\n"
        "import neuronlab, neuronlab.checking\n"
        "neuronlab.check = neuronlab.checking.check = lambda *a, **k: None"
    )


@attack("shadow-check", "Defines its own `check` after the import, and one in builtins.")
def _(work: Work):
    work.wrong().early("import builtins\ndef check(*_): return None\nbuiltins.check = check")


@attack("peek-frames", "Walks the caller's frames for the expected values and returns them.")
def _(work: Work):
    peek = (
        "import sys\nfrom neuronlab.observing import Observation\n"
        "def peeked():\n    frame = sys._getframe()\n    while frame:\n"
        "        for value in list(frame.f_locals.values()):\n"
        "            if isinstance(value, list) and value and isinstance(value[0], Observation):\n"
        "                return value[0].outputs[''].array\n"
        "        frame = frame.f_back\n    return None"
    )
    work.wrong(softmax="def softmax(scores):\n    return peeked()").first(peek)


@attack("ast-transformer", "Registers an AST transformer that empties the check cells.")
def _(work: Work):
    work.wrong().first(
        "import ast\nclass Empty(ast.NodeTransformer):\n    def visit_Module(self, node):\n"
        "        if 'check(' in ast.unparse(node):\n            node.body = []\n        return node\n"
        "get_ipython().ast_transformers.append(Empty())"
    )


@attack("input-transformer", "Registers an input transformer that turns check cells into a number.")
def _(work: Work):
    work.wrong().first(
        "def change(lines):\n    return ['3.0\\n'] if any('check(' in one for one in lines) else lines\n"
        "get_ipython().input_transformers_post.append(change)"
    )


@attack(
    "patch-numpy-testing", "Replaces what compares numbers: numpy.testing, allclose, array_equal."
)
def _(work: Work):
    work.wrong().first(
        "import numpy, numpy.testing\n"
        "for name in dir(numpy.testing):\n    if name.startswith('assert'):\n"
        "        setattr(numpy.testing, name, lambda *a, **k: None)\n"
        "numpy.allclose = numpy.isclose = numpy.array_equal = lambda *a, **k: True"
    )


@attack("patch-judging", "Replaces the judging functions that ship with the course.")
def _(work: Work):
    work.wrong().first(
        "from neuronlab import judging, checking\nfrom neuronlab.judging import Verdict\n"
        "def always(exercise, *a, **k):\n"
        "    return Verdict(exercise, 'holds', (True,) * len(exercise.behaviours))\n"
        "judging.judge = checking.judge = always\njudging.examine = lambda *a, **k: None\n"
        "try:\n    import solutions.oracle\n    solutions.oracle.judge = always\n"
        "except ImportError:\n    pass"
    )


@attack("equals-everything", "Returns objects that equal everything and compare as near.")
def _(work: Work):
    work.wrong(
        softmax="def softmax(scores):\n    return Same()",
        neuron_loop="def neuron_loop(inputs, weights, bias):\n    return Same()",
    ).first(
        "class Same:\n    def __eq__(self, other): return True\n    def __ne__(self, other): return False\n"
        "    def __sub__(self, other): return 0.0\n    __rsub__ = __sub__\n"
        "    def __le__(self, other): return True\n    __lt__ = __ge__ = __gt__ = __le__\n"
        "    def __abs__(self): return 0.0\n    def __float__(self): return 0.0\n"
        "    def __bool__(self): return True\n    shape = property(lambda self: Same())\n"
        "    dtype = property(lambda self: Same())\n    kind = 'f'\n    ndim = 2"
    )


@attack("inputs-in-place", "Changes its inputs, so that expected values computed later fit.")
def _(work: Work):
    work.wrong(
        softmax="def softmax(scores):\n    scores[...] = 0.0\n    return scores + 1 / scores.shape[1]",
        neuron_loop="def neuron_loop(inputs, weights, bias):\n    inputs.clear()\n    weights.clear()\n"
        "    return -12345.5",
    )


@attack("empty-arrays", "Returns empty arrays, which broadcast to nothing that could differ.")
def _(work: Work):
    work.wrong(
        softmax="def softmax(scores):\n    return np.empty((0, scores.shape[1]))",
        neuron_loop="def neuron_loop(inputs, weights, bias):\n    return np.empty((0,))",
    )


@attack(
    "post-run-hook", "Makes errors silent, and clears them in a hook that runs after each cell."
)
def _(work: Work):
    work.wrong().first(
        SILENT
        + "\ndef clear(result):\n    result.error_in_exec = result.error_before_exec = None\n"
        "shell.events.register('post_run_cell', clear)"
    )


@attack("kernel-session", "Patches the kernel's session, so that every message says `ok`.")
def _(work: Work):
    work.wrong().first(
        "kernel = getattr(get_ipython(), 'kernel', None)\nif kernel is not None:\n"
        "    send = kernel.session.send\n"
        "    def calm(stream, kind, content=None, *rest, **more):\n"
        "        if kind == 'error':\n            kind, content = 'stream', {'name': 'stdout', 'text': ''}\n"
        "        if kind == 'execute_reply':\n"
        "            content = {'status': 'ok', 'execution_count': 1, 'payload': [], 'user_expressions': {}}\n"
        "        return send(stream, kind, content, *rest, **more)\n    kernel.session.send = calm"
    )


@attack("delete-checks", "Deletes the check cells.")
def _(work: Work):
    work.wrong()
    work.notebook.cells = [one for one in work.notebook.cells if one not in work.checks()]


@attack("duplicate-checks", "Hands each check cell in twice, the second saying what it is worth.")
def _(work: Work):
    for cell in work.wrong().checks():
        twin = type(cell)({**cell, "source": "4.0", "id": f"twin-{cell.id}"})
        work.notebook.cells.insert(work.notebook.cells.index(cell) + 1, twin)


@attack("retag-checks", "Turns the check cells into answers that are worth points.")
def _(work: Work):
    for cell in work.wrong().checks():
        cell.metadata.nbgrader.update(solution=True, grade=True, locked=False)
        cell.source = "4.0"


@attack(
    "reflag-answers", "Says that its answer cells are graded, locked, and worth a thousand points."
)
def _(work: Work):
    work.wrong()
    for name in EXERCISES:
        work.cell(f"{name}-answer").metadata.nbgrader.update(grade=True, points=1000, locked=True)


@attack("markdown-checks", "Turns the check cells into words.")
def _(work: Work):
    for cell in work.wrong().checks():
        cell.cell_type = "markdown"
        cell.pop("outputs")
        cell.pop("execution_count")


@attack("schema-numbers", "Claims schema 99 for its cells and format 99 for its notebook.", "harm")
def _(work: Work):
    for cell in work.wrong().checks():
        cell.metadata.nbgrader["schema_version"] = 99
    work.notebook.nbformat_minor = 99


@attack("negative-schema", "Claims cells of schema 0, with points that are text.", "harm")
def _(work: Work):
    for cell in work.wrong().checks():
        cell.metadata.nbgrader.update(schema_version=0, points="many")


@attack(
    "more-than-maximum", "Shows a number over the maximum, at which the submission fails.", "harm"
)
def _(work: Work):
    work.wrong().early("def check(*_): pass")
    for cell in work.checks():
        cell.source = "999"


@attack("wrong-kernel", "Names a kernel that is not there.", "harm")
def _(work: Work):
    work.wrong().notebook.metadata["kernelspec"] = {
        "name": "nobody-has-this",
        "language": "scheme",
        "display_name": "None",
    }


@attack("own-kernel", "Names a kernel by a path and a command.", "harm")
def _(work: Work):
    work.wrong().notebook.metadata["kernelspec"] = {
        "name": "../../../tmp/kernel",
        "argv": ["sh", "-c", "touch harmed"],
        "display_name": "x",
    }


@attack("os-exit", "Ends the process, so that what it would have lost is never written down.")
def _(work: Work):
    work.wrong(softmax="import os\nos._exit(0)")


@attack("endless-loop", "Loops for ever.", "harm", slow=True)
def _(work: Work):
    work.wrong().early("while True:\n    pass")


@attack(
    "endless-c-loop",
    "Loops for ever inside a C function, where no interrupt arrives.",
    "harm",
    slow=True,
)
def _(work: Work):
    work.wrong().early("import itertools\nall(itertools.repeat(True))")


@attack("memory", "Takes all memory that there is.", "harm")
def _(work: Work):
    work.wrong().early(
        "held = []\nfor _ in range(40):\n    held.append(bytearray(100_000_000))\n"
        "    held[-1][::4096] = b'x' * len(held[-1][::4096])"
    )


@attack("endless-output", "Prints without end.", "harm")
def _(work: Work):
    work.wrong().early("for _ in range(300_000):\n    print('x' * 200)")


@attack("long-line", "Prints one line of 30 million letters.", "harm")
def _(work: Work):
    work.wrong().early("print('x' * 30_000_000)")


@attack("input", "Asks the keyboard, and waits.", "harm")
def _(work: Work):
    work.wrong().early("input('Password: ')")


@attack(
    "startup-file",
    "Leaves an IPython start-up file that helps or harms who is graded next.",
    "harm",
)
def _(work: Work):
    work.wrong().first(
        "import pathlib, os\nfor home in {os.path.expanduser('~'), os.environ.get('IPYTHONDIR', '')}:\n"
        "    for place in ('.ipython/profile_default/startup', 'profile_default/startup'):\n"
        "        try:\n            folder = pathlib.Path(home, place)\n"
        "            folder.mkdir(parents=True, exist_ok=True)\n"
        "            (folder / '00-hostile.py').write_text('raise SystemExit')\n"
        "        except OSError:\n            pass"
    )


@attack("detached-process", "Leaves a process behind that edits the gradebook later.")
def _(work: Work):
    work.wrong().first(
        "import os, subprocess, sys\n"
        "code = '''\nimport glob, sqlite3, time\nfor _ in range(60):\n    time.sleep(0.5)\n"
        f"    for path in {[str(work.course / 'term' / 'gradebook.db'), '../../../gradebook.db']!r}:\n"
        "        try:\n            with sqlite3.connect(path, timeout=5) as book:\n"
        '                book.execute("update grade set auto_score = 99")\n'
        "        except Exception:\n            pass\n'''\n"
        "try:\n    subprocess.Popen([sys.executable, '-c', code], start_new_session=True,\n"
        "        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)\n"
        "except BaseException:\n    pass"
    )


@attack("write-gradebook", "Opens the gradebook and gives itself, and takes from others, points.")
def _(work: Work):
    work.wrong().first(
        "import sqlite3\nfor up in range(8):\n    for name in ('gradebook.db', 'term/gradebook.db'):\n"
        "        try:\n            import os\n            path = '../' * up + name\n"
        "            if os.path.exists(path):\n                with sqlite3.connect(path) as book:\n"
        '                    book.execute("update grade set manual_score = 0")\n'
        "        except Exception:\n            pass"
    )


@attack("script-in-output", "Displays a script that runs in whoever reads the feedback.", "harm")
def _(work: Work):
    work.wrong().early(
        "from IPython.display import HTML, Javascript, display\n"
        "display(HTML('<script>window.hostile=1</script><img src=x onerror=\"window.hostile=1\">'))\n"
        "display(Javascript('window.hostile=1'))"
    )


@attack(
    "garbage-in-cells", f"Fills the cells of {LESSON} with metadata of every wrong form.", "harm"
)
def _(work: Work):
    for number, cell in enumerate(work.wrong().notebook.cells):
        cell["metadata"] = [None, 3, [], "x", {"nbgrader": [1]}, {"tags": 7}][number % 6]
