"""Run an answer on inputs and write down, as plain values, what came back.

This is the only module that touches an answer. It decides nothing: whether what was observed is right
is for `neuronlab.judging`, which may sit in another process.
"""

from __future__ import annotations

import contextlib
import copy
import io
import linecache
import traceback
import warnings
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np

from neuronlab.exercise import Exercise, Inputs, Unsuitable, a_kind_of
from neuronlab.limits import OutOfTime, within
from neuronlab.plain import KINDS, LARGEST, NotPlain, decode, encode
from neuronlab.surroundings import Surroundings, Tools, noting_threads

PRINTED = 4_000
"""Characters of an answer's own printing that are kept."""


@dataclass(frozen=True)
class Value:
    """One output: its form, its numbers as an array where it has any, and a few words for it."""

    form: str  # "array", "list", "number" or "other"
    said: str
    array: np.ndarray | None = None


@dataclass(frozen=True)
class Raised:
    """An exception that came out of an answer."""

    kind: str
    message: str
    line: str = ""  # the line of the learner's own code
    number: int = 0  # its number in the cell


@dataclass(frozen=True)
class Observation:
    """All that one run showed.

    `view` is set where the outputs themselves are not to be told (see `told`): what is judged of them.
    """

    outputs: dict[str, Value] = field(default_factory=dict)
    raised: Raised | None = None
    changed: tuple[str, ...] = ()  # names of inputs that are not as they were
    warned: tuple[str, ...] = ()
    view: dict[str, np.ndarray] | None = None

    def told(self, view: dict[str, np.ndarray]) -> Observation:
        """This observation with its numbers taken out and `view` in their place.

        Where any number that does the same is right, the reference's own would be an answer to copy.
        """
        emptied = {
            name: replace(value, array=None if value.array is None else np.zeros_like(value.array))
            for name, value in self.outputs.items()
        }
        return replace(self, outputs=emptied, view=view)

    def brief(self) -> Observation:
        """This observation without words for outputs that have numbers: the numbers say it."""
        outputs = {
            name: value if value.array is None else replace(value, said="")
            for name, value in self.outputs.items()
        }
        return replace(self, outputs=outputs)

    def plain(self, packed: bool = False) -> dict:
        """This observation for JSON."""
        return {
            "outputs": {
                name: [
                    value.form,
                    value.said,
                    None if value.array is None else encode(value.array, packed),
                ]
                for name, value in self.outputs.items()
            },
            "raised": None if self.raised is None else list(vars(self.raised).values()),
            "changed": list(self.changed),
            "warned": list(self.warned),
            **({} if self.view is None else {"view": encode_all(self.view)}),
        }

    @classmethod
    def from_plain(cls, text: Any) -> Observation:
        """Read what `plain` made, trusting nothing of it. A view is not read: see `from_file`.

        Raises
        ------
        NotPlain
            If the text is anything else.
        """
        try:
            outputs = {}
            for name, (form, said, array) in text["outputs"].items():
                read = decode(array)
                if form not in ("array", "list", "number", "other"):
                    raise NotPlain("An unknown form of output.")
                if (form == "other") != (read is None):
                    raise NotPlain("An output has numbers, or it has none.")
                if not isinstance(read, np.ndarray | None):
                    raise NotPlain("An output is an array.")
                outputs[_text(name, 80)] = Value(form, _text(said, 200), read)
            raised = text["raised"]
            if raised is not None:
                kind, message, line, number = raised
                raised = Raised(_text(kind, 80), _text(message, 500), _text(line, 200), int(number))
            return cls(
                outputs,
                raised,
                tuple(_text(name, 80) for name in text["changed"][:50]),
                tuple(_text(message, 200) for message in text["warned"][:5]),
            )
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise NotPlain("Not an observation.") from error


def _text(claimed: Any, most: int) -> str:
    """Some words without halves of characters, which no file can hold."""
    return str(claimed)[:most].encode("utf-8", "replace").decode("utf-8")


def encode_all(arrays: dict[str, np.ndarray]) -> dict:
    """Named arrays for JSON."""
    return {name: encode(array) for name, array in arrays.items()}


def from_file(text: dict) -> Observation:
    """Read an observation that ships with the course: it may have a view."""
    read = Observation.from_plain(text)
    if "view" not in text:
        return read
    return replace(read, view={name: decode(array) for name, array in text["view"].items()})


def observe(exercise: Exercise, answer: Any, inputs: Inputs) -> Observation:
    """Run the answer once, in this thread and without a limit, on inputs of its own."""
    seen, _ = observe_all(exercise, answer, [inputs], seconds=None)
    return seen[0]


def observe_all(
    exercise: Exercise, answer: Any, asked: Sequence[Inputs], seconds: float | None = 10.0
) -> tuple[list[Observation], str]:
    """Run the answer on each of `asked`, within `seconds` in all.

    Returns
    -------
    observations : list of Observation
        As many as were asked. Where the time ran out, and after, `raised` is an `OutOfTime`.
    printed : str
        What the answer printed, cut to a readable length.
    """
    seen: list[Observation] = []
    printed = _Cut(PRINTED)

    with (
        Surroundings(),
        warnings.catch_warnings(record=True) as caught,
        contextlib.redirect_stdout(printed),
        contextlib.redirect_stderr(printed),
        noting_threads() as threads,
    ):
        warnings.simplefilter("always")
        tools = Tools()

        def work() -> None:
            for inputs in asked:
                before = len(caught)
                seen.append(_run(exercise, answer, inputs))
                if messages := _messages(caught[before:]):
                    seen[-1] = replace(seen[-1], warned=messages)

        late, failed = None, None
        try:
            if seconds is None:
                work()
            else:
                within(seconds, work, threads)
        except OutOfTime as error:
            late = error
        except Exception as error:  # only where an answer has bent what this module works with
            failed = error
        bent = tools.put_back()
    if bent:
        raised = Raised("Unsuitable", _cannot_judge(bent))
        return [Observation(raised=raised)] * len(asked), printed.getvalue()
    if failed is not None:
        raise failed
    if late is not None:
        text = f"it had not finished after {seconds or 0:g} seconds"
        if late.still_running:
            text += ", and it could not be stopped: restart the kernel to end it"
        seen = seen[: len(asked)]
        seen += [Observation(raised=Raised("OutOfTime", text))] * (len(asked) - len(seen))
    return seen, printed.getvalue()


def _run(exercise: Exercise, answer: Any, inputs: Inputs) -> Observation:
    given = copy.deepcopy(inputs)
    raw, raised = None, None
    try:
        if not all(map(callable, answer if isinstance(answer, tuple) else [answer])):
            raise Unsuitable(f"A function or a class was expected, and found {a_kind_of(answer)}.")
        with np.errstate(over="warn", divide="warn", invalid="warn", under="ignore"):
            raw = exercise.run(answer, **given)
    except OutOfTime:
        raise
    except BaseException as error:  # SystemExit and KeyboardInterrupt of an answer, too
        raised = _raised(error)
    changed = tuple(name for name in inputs if not _same(inputs[name], given[name]))
    if raised is not None:
        return Observation(raised=raised, changed=changed)
    return Observation({name: value_of(one) for name, one in _named(raw).items()}, None, changed)


def _cannot_judge(bent: Sequence[str]) -> str:
    """Where Python's or NumPy's own functions were replaced, whatever was observed proves nothing."""
    return (
        f"This cannot be judged: while it ran, {' and '.join(bent[:3])} became something else. Give what you write a "
        "name of its own."
    )


def _named(raw: Any) -> dict[str, Any]:
    """The outputs by name. A dictionary under the name "" is an answer's own, and no way to name outputs."""
    if issubclass(type(raw), dict) and not dict.__contains__(raw, ""):
        named = dict(dict.items(raw))
        if all(type(name) is str for name in named):
            return named
    return {"": raw}


def value_of(output: Any) -> Value:
    """Write down one output. What an object says of itself is not asked where it can be seen."""
    try:
        output = _as_it_is(output)
        form = _form(output)
        if form == "other":
            return Value("other", a_kind_of(output))
        if form == "array" and output.nbytes > LARGEST:
            return Value("other", f"{a_kind_of(output)}, which is far too large")
        array = np.array(output)
        if array.dtype.kind not in KINDS or array.dtype.itemsize > 8:
            held = "text" if array.dtype.kind in "US" else f"entries of type {array.dtype}"
            return Value("other", f"{_in_words(form)} that holds {held}")
        return Value(form, a_kind_of(output), array)
    except OutOfTime:
        raise
    except ValueError:
        return Value("other", "a list whose rows differ in length")
    except BaseException as error:  # an entry of a list may do anything when it is read
        return Value("other", f"something that cannot be read ({_name_of(type(error))})")


def _as_it_is(output: Any) -> Any:
    """An array or a number of a class derived from NumPy's or Python's, without what that class adds."""
    kind = type(output)
    if issubclass(kind, np.ma.MaskedArray):
        return output
    if issubclass(kind, np.ndarray) and kind is not np.ndarray:
        return np.ndarray.view(output, np.ndarray)
    if kind in (Decimal, Fraction):  # Python's own numbers are numbers
        return float(output)
    for plain in (float, int):
        if issubclass(kind, plain) and not issubclass(kind, bool | np.generic):
            return plain.__float__(output) if plain is float else plain.__int__(output)
    return output


def _form(output: Any) -> str:
    """The form, by what an output is and not by what it says it is."""
    kind = type(output)
    if kind is np.ndarray:
        return "array" if output.ndim else "number"
    if kind in (bool, int, float) or issubclass(kind, np.generic):
        return "number"
    if kind in (list, tuple):
        return "list"
    return "other"


def _in_words(form: str) -> str:
    return {"array": "an array", "list": "a list", "number": "a number"}[form]


def _same(before: Any, after: Any) -> bool:
    if isinstance(before, np.ndarray):
        return (
            isinstance(after, np.ndarray)
            and (before.shape, before.dtype) == (after.shape, after.dtype)
            and before.tobytes() == after.tobytes()
        )
    if isinstance(before, list):
        return (
            type(after) is list
            and len(before) == len(after)
            and all(_same(one, other) for one, other in zip(before, after, strict=True))
        )
    return type(before) is type(after) and before == after


def _raised(error: BaseException) -> Raised:
    try:
        message = str.__str__(str(error))  # a text of a derived class becomes a plain one
    except OutOfTime:
        raise
    except BaseException:  # even that can be an answer's own code
        message = ""
    if type(error) is Unsuitable:
        return Raised("Unsuitable", _legible(message, 500))
    line, number = "", 0
    for frame in traceback.extract_tb(BaseException.__traceback__.__get__(error)):
        if "ipykernel" in frame.filename or frame.filename.startswith("<"):
            line, number = linecache.getline(frame.filename, frame.lineno).strip(), frame.lineno
    name = _name_of(type(error))
    return Raised(_legible(name, 80), _legible(message, 500), _legible(line, 200), number)


def _name_of(kind: type) -> str:
    """The name of a class, whatever its metaclass says."""
    return type.__dict__["__name__"].__get__(kind)


def _legible(text: str, most: int) -> str:
    """The beginning of a text, without the half characters that no file and no page can hold."""
    return text[:most].encode("utf-8", "replace").decode("utf-8")


def _messages(caught: list) -> tuple[str, ...]:
    found = dict.fromkeys(
        _legible(str(entry.message), 200)
        for entry in caught
        if issubclass(entry.category, RuntimeWarning)
    )
    return tuple(found)[:5]


class _Cut(io.StringIO):
    """Text that stops growing, so that an endless `print` fills no memory; nobody who is given it can close it."""

    def __init__(self, most: int):
        super().__init__()
        self.most = most

    def write(self, text: str) -> int:
        room = self.most - self.tell()
        if room > 0:
            super().write(_legible(str(text), room))
        return len(text)

    def close(self) -> None:
        pass
