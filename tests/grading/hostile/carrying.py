"""Attacks on the line to the judge: claims, replays, other names, other times, hostile values."""

import json

from tests.grading.hostile import EXERCISES, Work, attack

TAKE_OVER = """
import json, threading
from neuronlab import carrier
def speak(name, answer):
    line = carrier._line
    if line is None:
        return
    line.write(json.dumps({"check": name}).encode() + b"\\n"); line.flush()
    asked = json.loads(line.readline() or b"{}")
    if asked:
        line.write(answer(name, asked) + b"\\n"); line.flush()
def say(answer):
    carrier.carry = lambda name, _: speak(name, answer)
"""
"""From here on the attacker speaks on the line, and not the course's own code."""


def claims(body: str) -> str:
    """Code that answers each question by `body`, from `name` and `asked`."""
    return TAKE_OVER + "def answer(name, asked):\n" + body + "\nsay(answer)"


REPLAY = """
    from neuronlab import expected
    _, right, _ = expected.load(name)
    seen = [one.plain() for one in right]
    seen = (seen * 9)[:len(asked["inputs"])]
    return json.dumps({"seen": seen}).encode()
"""


@attack("replay-public", "Sends the expected values that ship with the course as what it computed.")
def _(work: Work):
    work.wrong().first(claims(REPLAY))


@attack(
    "replay-by-input", "Looks each question up among the public ones and sends the value there."
)
def _(work: Work):
    work.wrong(
        softmax="from neuronlab import expected\ncases, right, _ = expected.load('softmax')\n"
        "def softmax(scores):\n    near = min(range(len(cases)), key=lambda n: (\n"
        "        cases[n].inputs['scores'].shape != scores.shape,\n"
        "        abs(np.sum(cases[n].inputs['scores']) - np.sum(scores))))\n"
        "    return right[near].outputs[''].array"
    )


@attack("echo-inputs", "Sends each question back as its own answer.")
def _(work: Work):
    body = """
    seen = []
    for inputs in asked["inputs"]:
        value = next(iter(inputs.values()))
        form = "array" if isinstance(value, dict) else "number"
        if form == "number":
            value = {"dtype": "float64", "shape": [], "values": 0.0}
        seen.append({"outputs": {"": [form, "", value]}, "raised": None, "changed": [], "warned": []})
    return json.dumps({"seen": seen}).encode()
"""
    work.wrong().first(claims(body))


@attack("claim-verdict", "Sends a verdict where values are asked for.")
def _(work: Work):
    body = '    return json.dumps({"holds": [True] * 9, "points": 9, "status": "holds", "seen": "all"}).encode()'
    work.wrong().first(claims(body))


@attack("no-outputs", "Claims observations without any output, in the hope that nothing differs.")
def _(work: Work):
    body = """
    one = {"outputs": {}, "raised": None, "changed": [], "warned": []}
    return json.dumps({"seen": [one] * len(asked["inputs"])}).encode()
"""
    work.wrong().first(claims(body))


@attack("too-few-observations", "Answers only the questions that it likes.")
def _(work: Work):
    work.wrong().first(claims('    return json.dumps({"seen": []}).encode()'))


@attack("claimed-view", "Sends a `view`: what would be judged if the judge believed it.")
def _(work: Work):
    body = REPLAY.replace("one.plain()", '{**one.plain(), "view": {"all is right": True}}')
    work.wrong().first(claims(body))


def _values(label: str, tries: str, value: str) -> None:
    body = f"""
    nan = float("nan")
    value = {value}
    one = {{"outputs": {{"": ["array", "", value]}}, "raised": None, "changed": [], "warned": []}}
    return json.dumps({{"seen": [one] * len(asked["inputs"])}}).encode()
"""

    @attack(f"claim-{label}", f"Claims {tries}.")
    def _(work: Work):
        work.wrong().first(claims(body))


SHAPE = 'next(iter(asked["inputs"][0].values()))'
for _label, _tries, _value in (
    ("nan", "NaN everywhere", '{"dtype": "float64", "shape": [2, 3], "values": [[nan] * 3] * 2}'),
    ("object", "an array of objects", '{"dtype": "object", "shape": [1], "values": [None]}'),
    ("structured", "a structured array", '{"dtype": "f8,f8", "shape": [1], "values": [[1, 2]]}'),
    ("huge-shape", "a shape of 10**15 entries", '{"dtype": "f8", "shape": [10**15], "values": ""}'),
    (
        "flat-shape",
        "a shape with a zero and a huge length",
        '{"dtype": "f8", "shape": [0, 199999999], "values": []}',
    ),
    (
        "many-axes",
        "an array of 10,000 axes",
        '{"dtype": "f8", "shape": [1] * 10000, "values": [1.0]}',
    ),
    (
        "lying-shape",
        "a shape that its bytes do not fill",
        '{"dtype": "f8", "shape": [9], "values": "AAAA"}',
    ),
    ("float128", "numbers of 16 bytes", '{"dtype": "float128", "shape": [1], "values": [1.0]}'),
    ("complex", "complex numbers", '{"dtype": "complex128", "shape": [1], "values": [1.0]}'),
    ("dates", "dates in the place of numbers", '{"dtype": "M8[s]", "shape": [1], "values": [1]}'),
    ("text", "text in the place of numbers", '{"dtype": "U9", "shape": [1], "values": ["0.5"]}'),
    (
        "big-number",
        "a number of 4,000 digits",
        '{"dtype": "f8", "shape": [1], "values": [10**4000]}',
    ),
    ("negative-shape", "a shape of -1", '{"dtype": "f8", "shape": [-1], "values": [1.0]}'),
    ("bool-shape", "a shape of truth values", '{"dtype": "f8", "shape": [True], "values": [1.0]}'),
    (
        "ragged",
        "rows that differ in length",
        '{"dtype": "f8", "shape": [2], "values": [[1], [1, 2]]}',
    ),
):
    _values(_label, _tries, _value)


def _raw(label: str, tries: str, body: str, aim: str = "points", slow: bool = False) -> None:
    @attack(label, tries, aim, slow)
    def _(work: Work):
        work.wrong().first(claims(body))


_raw(
    "garbage-line", "Sends bytes that are no JSON.", "    return bytes(range(1, 256)) * 50", "harm"
)
_raw("deep-json", "Sends JSON that is nested 100,000 deep.", '    return b"[" * 100_000', "harm")
_raw(
    "huge-answer",
    "Sends an answer of 60 MB.",
    '    return b\'{"seen": "\' + b"x" * 60_000_000',
    "harm",
)
_raw(
    "deep-values",
    "Sends values nested 900 deep.",
    """
    value = "[" * 900 + "]" * 900
    one = '{"outputs": {"": ["array", "", {"dtype": "f8", "shape": [1], "values": ' + value + '}]},'
    one += '"raised": null, "changed": [], "warned": []}'
    return ('{"seen": [' + ", ".join([one] * len(asked["inputs"])) + ']}').encode()
""",
    "harm",
)
_raw(
    "surrogates",
    "Sends half characters and zero bytes in every text.",
    """
    one = {"outputs": {"": ["other", "\\ud800\\0\\x1b[2J", None]}, "raised": None,
           "changed": ["\\udfff"] * 99, "warned": ["\\ud800"] * 99}
    return json.dumps({"seen": [one] * len(asked["inputs"])}).encode()
""",
    "harm",
)
_raw(
    "infinite-line-number",
    "Claims an exception in line 1e400.",
    """
    one = '{"outputs": {}, "raised": ["E", "m", "l", 1e400], "changed": [], "warned": []}'
    return ('{"seen": [' + ", ".join([one] * len(asked["inputs"])) + ']}').encode()
""",
    "harm",
)
_raw(
    "drip",
    "Sends its answer byte by byte, so that the judge waits.",
    """
    import time
    for _ in range(12):
        carrier._line.write(b" "); carrier._line.flush(); time.sleep(0.1)
    return b"{}"
""",
    "harm",
)
_raw(
    "words-in-the-judge-s-mouth",
    "Lets the judge's report say that all is right.",
    """
    raised = ["Unsuitable", "All behaviours hold.\\n\\n4 of 4 behaviours hold. Full marks.", "", 0]
    one = {"outputs": {}, "raised": raised, "changed": [], "warned": []}
    return json.dumps({"seen": [one] * len(asked["inputs"])}).encode()
""",
)


@attack("other-name", "Calls the check of an exercise that it can do while another is open.")
def _(work: Work):
    work.wrong().first(
        "from neuronlab import carrier\ncarry = carrier.carry\n"
        "carrier.carry = lambda name, answer: carry('and_gate', lambda: (np.array([1.0, 1.0]), -1.5))\n"
        "import numpy as np"
    )


@attack("every-name", "Calls for all exercises of the course on one line.")
def _(work: Work):
    work.wrong().first(
        "from neuronlab import carrier\nfrom neuronlab.exercises import exercises\ncarry = carrier.carry\n"
        "def all_of_them(name, answer):\n    for one in exercises():\n        carry(one, answer)\n"
        "carrier.carry = all_of_them"
    )


@attack("ask-twice", "Lets itself be asked, computes at leisure, and calls again.")
def _(work: Work):
    work.wrong().first(
        "from neuronlab import carrier\ncarry = carrier.carry\n"
        "def twice(name, answer):\n    for _ in range(5):\n        carry(name, answer)\n"
        "carrier.carry = twice"
    )


@attack("hold-the-line", "Keeps the line of a check open and speaks on it during the next one.")
def _(work: Work):
    work.wrong().first(
        TAKE_OVER + "import os, stat\nkept = []\n"
        "def sockets():\n    found = set()\n    for handle in range(3, 256):\n        try:\n"
        "            if stat.S_ISSOCK(os.fstat(handle).st_mode): found.add(handle)\n"
        "        except OSError:\n            pass\n    return found\n"
        "before = sockets()\n"
        "def keep(name, answer):\n"
        "    kept.extend(os.fdopen(os.dup(one), 'wb') for one in sockets() - before)\n"
        "    before.update(one.fileno() for one in kept)\n"
        "    for one in kept:\n        try:\n"
        "            one.write(json.dumps({'check': name}).encode() + b'\\n'); one.flush()\n"
        "        except OSError:\n            pass\ncarrier.carry = keep"
    ).last("print('held', len(kept))")


@attack("speak-from-a-thread", "Waits in a thread for each line and answers before the check does.")
def _(work: Work):
    work.wrong().first(
        TAKE_OVER + "import time\ndef answer(name, asked):" + REPLAY + "\n"
        "def watch():\n    spoken = None\n    for _ in range(2000):\n        time.sleep(0.002)\n"
        "        if carrier._line is not None and carrier._line is not spoken:\n"
        "            spoken = carrier._line\n"
        f"            for name in {EXERCISES!r}:\n"
        "                try:\n                    speak(name, answer)\n"
        "                except Exception:\n                    pass\n"
        "threading.Thread(target=watch, daemon=True).start()"
    )


@attack("speak-from-a-child", "Forks a child that inherits the line and speaks on it later.")
def _(work: Work):
    work.wrong().first(
        TAKE_OVER + "import os, time\ndef answer(name, asked):" + REPLAY + "\n"
        "def fork(name, _):\n    if os.fork() == 0:\n        try:\n            time.sleep(0.3)\n"
        "            speak(name, answer)\n        finally:\n            os._exit(0)\n"
        "carrier.carry = fork"
    )


@attack(
    "check-before-time", "Calls the checks in a cell of its own, where it has replaced nothing yet."
)
def _(work: Work):
    calls = "\n".join(f"check('{name}', None)" for name in EXERCISES)
    work.wrong().early(calls).last(calls)


@attack("check-in-an-answer", "Calls the next check from inside an answer that is being asked.")
def _(work: Work):
    work.wrong(
        softmax="def softmax(scores):\n    check('Dense', None)\n    check('softmax', lambda s: s)\n"
        "    return scores"
    )


@attack("check-at-exit", "Registers a call of the check for when the process ends.")
def _(work: Work):
    work.wrong().first(
        "import atexit\nfrom neuronlab import check\n"
        "atexit.register(lambda: check('softmax', lambda scores: scores))"
    )


@attack(
    "learn-then-answer",
    "Fails the first check to see its questions, and answers the next from them.",
)
def _(work: Work):
    work.wrong().first(
        TAKE_OVER + "known = []\ndef answer(name, asked):\n    known.append(asked)\n"
        "    one = {'outputs': {'': ['array', '', next(iter(known[0]['inputs'][0].values()))]},\n"
        "           'raised': None, 'changed': [], 'warned': []}\n"
        "    return json.dumps({'seen': [one] * len(asked['inputs'])}).encode()\nsay(answer)"
    )


@attack(
    "read-the-limit", "Reads how long an answer may be: to the byte, that tells of the right one."
)
def _(work: Work):
    work.wrong().first(
        claims(
            '    print("limit", asked["longest"])\n'
            "    value = {'dtype': 'f8', 'shape': [], 'values': float(asked['longest'] % 1000)}\n"
            "    one = {'outputs': {'': ['number', '', value]}, 'raised': None, 'changed': [], 'warned': []}\n"
            "    return json.dumps({'seen': [one] * len(asked['inputs'])}).encode()"
        )
    )


@attack(
    "predict-from-rng", "Uses the generator that an answer is given to predict what is asked next."
)
def _(work: Work):
    work.wrong(
        Dense="class Dense:\n    def __init__(self, n_inputs, n_neurons, rng):\n"
        "        state = rng.bit_generator.state\n"
        "        twin = np.random.default_rng(state['state']['state'] % 2**64)\n"
        "        self.weights = twin.standard_normal((n_inputs, n_neurons))\n"
        "        self.biases = twin.standard_normal((1, n_neurons))\n"
        "    def forward(self, inputs):\n        return inputs @ self.weights + self.biases + 1"
    )


@attack(
    "patch-the-answerer",
    "Replaces what runs and writes down an answer: it saw what it wants to have seen.",
)
def _(work: Work):
    work.wrong().first(
        "from neuronlab import carrier, observing, expected\n"
        "def seen(exercise, answer, asked, seconds=None):\n"
        "    _, right, _ = expected.load(exercise.name)\n    return (right * 9)[:len(asked)], ''\n"
        "carrier.observe_all = observing.observe_all = seen"
    )


@attack("patch-json", "Replaces `json.dumps`, sockets and builtins that the carrier uses.")
def _(work: Work):
    work.wrong().first(
        "import json, builtins, socket\n"
        f"json.dumps = lambda *a, **k: {json.dumps({'seen': []})!r}\n"
        "builtins.len = lambda *_: 1\nsocket.socket.recv = lambda *_: b'{}'"
    )


@attack("patch-the-exercise", "Gives the exercise a tolerance of infinity and no behaviours.")
def _(work: Work):
    work.wrong().first(
        "from neuronlab.exercises import exercises\nfor one in exercises().values():\n"
        "    object.__setattr__(one, 'rtol', float('inf'))\n    object.__setattr__(one, 'behaviours', ())"
    )


@attack(
    "notice-grading",
    "Looks whether it is being graded, and shows different answers to each question.",
)
def _(work: Work):
    work.wrong(
        softmax="import os\ncount = 0\ndef softmax(scores):\n    global count\n    count += 1\n"
        "    if not os.path.exists('/proc/self'):\n        return np.full(scores.shape, 1 / count)\n"
        "    return scores"
    )
