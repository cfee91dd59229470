"""Answers whose values are not what they seem."""

from tests.grading.hostile import Work, attack


def _softmax(label: str, tries: str, body: str, given: str = "") -> None:
    @attack(label, tries)
    def _(work: Work):
        lines = "".join(f"    {line}\n" for line in body.strip().split("\n"))
        work.wrong(softmax=f"{given}\ndef softmax(scores):\n{lines}")


_softmax(
    "all-nan",
    "Returns NaN everywhere, which never compares as far.",
    "return np.full(scores.shape, np.nan)",
)
_softmax("infinite", "Returns infinity.", "return np.full(scores.shape, np.inf)")
_softmax("objects", "Returns an array of objects that equal everything.", "return np.full(scores.shape, Yes())",
         "class Yes:\n    __eq__ = __le__ = lambda *_: True\n    __sub__ = __rsub__ = __abs__ = lambda *_: 0.0")  # fmt: skip
_softmax(
    "structured",
    "Returns a structured array.",
    "return np.zeros(scores.shape, dtype=[('a', 'f8')])",
)
_softmax("subclass", "Returns a subclass of an array that says its comparisons are true.",
         "return scores.view(Liar)",
         "class Liar(np.ndarray):\n    def __array_ufunc__(self, *a, **k): return np.True_\n"
         "    def __array_function__(self, *a, **k): return True\n"
         "    def __array__(self, *a, **k): return np.array(self.tolist())")  # fmt: skip
_softmax("lying-shape", "Returns an object with a false `shape` and `dtype`.", "return Liar()",
         "class Liar:\n    shape = (2, 3); dtype = np.dtype('f8'); ndim = 2\n"
         "    def __array__(self, *a, **k): return np.ones((2, 3)) / 3")  # fmt: skip
_softmax("strides", "Returns one number, spread over the shape by strides of zero.",
         "return np.lib.stride_tricks.as_strided(np.ones(1), scores.shape, (0, 0))")  # fmt: skip
_softmax("huge-strides", "Returns an array that claims a terabyte by strides of zero.",
         "return np.lib.stride_tricks.as_strided(np.ones(1), (10**6, 10**6), (0, 0))")  # fmt: skip
_softmax("wild-pointer", "Returns an array whose memory is not its own.",
         "return np.lib.stride_tricks.as_strided(np.ones(1), scores.shape, (1 << 40, 8))")  # fmt: skip
_softmax("complex", "Returns complex numbers without an imaginary part.", "return scores + 0j")
_softmax("truth", "Returns truth values.", "return scores > -np.inf")
_softmax("longdouble", "Returns numbers of 16 bytes.", "return scores.astype(np.longdouble)")
_softmax("memmap", "Returns an array that lives in a file.",
         "one = np.memmap('kept.dat', 'f8', 'w+', shape=scores.shape)\nreturn one")  # fmt: skip
_softmax(
    "masked",
    "Returns an array in which everything is masked.",
    "return np.ma.masked_all(scores.shape)",
)
_softmax(
    "endless-list", "Returns a list that holds itself.", "one = []\none.append(one)\nreturn one"
)
_softmax("generator", "Returns a generator that never ends.", "return (1.0 for _ in iter(int, 1))")
_softmax(
    "uniform",
    "Returns equal shares, which sum to one.",
    "return np.full(scores.shape, 1 / scores.shape[1])",
)
_softmax("raises-nameless", "Raises an exception whose text raises.", "raise Odd()",
         "class Odd(Exception):\n    def __str__(self): raise ValueError\n    __repr__ = __str__")  # fmt: skip
_softmax("raises-exit", "Raises SystemExit and GeneratorExit.", "raise SystemExit(0)")
_softmax("raises-group", "Raises a class that is named like a report.",
         "raise type('All behaviours hold: 4 of 4', (Exception,), {})('Full marks.')")  # fmt: skip
_softmax("swallows-time", "Swallows every exception, so that it cannot be stopped.",
         "import time\nfor _ in range(3):\n    try:\n        time.sleep(0.1)\n"
         "    except BaseException:\n        pass\nreturn scores")  # fmt: skip
