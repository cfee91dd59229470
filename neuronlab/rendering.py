"""What a learner reads: verdicts, notes and progress, as HTML in Lab and as plain text elsewhere.

Words carry the meaning; marks and colours only repeat it: a filled mark holds, an empty one does not yet. What
holds comes first, then the one thing to look at. All text has the colour of its surroundings, so that it is as readable in a
dark theme as in a light one and on paper.
"""

from __future__ import annotations

import html
import re
import textwrap
from collections.abc import Sequence
from typing import Any

import numpy as np

from neuronlab.judging import Finding, Verdict
from neuronlab.observing import Value

GREEN, ORANGE, BLUE, GREY = "#009E73", "#D55E00", "#0072B2", "#767676"
"""From the palette of Okabe and Ito; the figures use it too. For marks and lines, 3:1 on white and on Lab's dark
ground; not for text, which needs 4.5:1."""

COLOURS = {"holds": GREEN, "not yet": ORANGE, "waits": GREY}

SAID = " neuronlab-said"
"""The class of what comes right before an error that says the same."""

RULE = "1px solid var(--jp-border-color2, #d0d0d0)"
"""A thin line in Lab's own colour; a page without Lab's colours has the other."""

CALM = (
    "<style>"
    ".jp-Notebook:has(.neuronlab) .jp-OutputArea-output[data-mime-type$='jupyter.stderr'],"
    ".jp-Notebook:has(.neuronlab) .jp-OutputArea-output[data-mime-type$='jupyter.error']"
    f"{{background:none;border-left:4px solid {ORANGE};padding-left:0.9em}}"
    ".jp-OutputArea-child:has(.neuronlab-said)+.jp-OutputArea-child"
    ":has(>[data-mime-type$='jupyter.stderr'],>[data-mime-type$='jupyter.error'])"
    "{display:none}</style>"
)
"""Lab paints whatever an error says on red. In a notebook with results of ours it gets a line at its side instead, and the
line that only repeats a result is not shown. Where this style is not read, it is seen as ever."""

LATER = "asked once the values are right"
"""What a behaviour waits for."""

WIDTH = 96
"""Characters of a line of plain text."""

SHOWN = 2
"""How many outputs that differ are shown."""


def present(view: Any) -> None:
    """Display something that has `_repr_html_` and `__str__`; print it where there is no notebook."""
    try:
        from IPython import get_ipython
        from IPython.display import display
    except ImportError:
        print(view)
        return
    if get_ipython() is None:
        print(view)
    else:
        display(view)


def one_line(verdict: Verdict) -> str:
    """The verdict in one or two sentences, for validation and for the end of a check."""
    named = _explained(verdict)[:1] if verdict.mistakes else []
    return " ".join([f"{verdict.exercise.name}: {_counted(verdict)}.", *named])


def marked(sentence: str) -> str:
    """A sentence as HTML, in which what stands between back-ticks is code."""
    return re.sub(r"`([^`\n]+)`", r"<code>\1</code>", html.escape(sentence))


class Report:
    """A verdict, to be looked at."""

    def __init__(self, verdict: Verdict):
        self.verdict = verdict

    def __str__(self) -> str:
        verdict = self.verdict
        lines = [f"{verdict.exercise.name}   {_counted(verdict)}", ""]
        lines += [f"  {word:<8}{name}" for word, name in _in_order(verdict)]
        if verdict.finding is not None:
            lines.append("")
            for sentence in _explained(verdict):
                lines += textwrap.wrap(sentence, WIDTH, initial_indent="  ", subsequent_indent="  ")
            lines += ["", *_table_as_text(_smallest(verdict.finding))]
        if verdict.printed:
            printed = textwrap.indent(_first_lines(verdict.printed), "    ")
            lines += ["", "  printed by your code", printed]
        return "\n".join(lines)

    __repr__ = __str__

    def as_html(self) -> str:
        """The report for any page."""
        verdict = self.verdict
        rows = "".join(
            f'<li style="display:flex;align-items:baseline;margin:0.15em 0">{_mark(word)}'
            f'<strong style="flex:none;min-width:5em">{word}</strong>'
            f"<span>{marked(name)}</span></li>"
            for word, name in _in_order(verdict)
        )
        body = (
            f"<div><strong>{html.escape(verdict.exercise.name)}</strong>&ensp;{_counted(verdict)}</div>"
            f'<ul style="list-style:none;padding:0;margin:0.4em 0">{rows}</ul>'
        )
        if verdict.finding is not None:
            first, *others = map(marked, _explained(verdict))
            said = f'<p style="margin:0.5em 0"><strong>{first}</strong></p>'
            said += "".join(f'<p style="margin:0.5em 0">{sentence}</p>' for sentence in others)
            said += _table_as_html(_smallest(verdict.finding))
            body += f'<div style="border-top:{RULE};margin-top:0.6em">{said}</div>'
        if verdict.printed:
            text = html.escape(_first_lines(verdict.printed))
            body += f"<details><summary>Printed by your code</summary><pre>{text}</pre></details>"
        if verdict.status == "holds":
            return _framed(body, GREEN)
        return _framed(body, ORANGE, SAID)

    def _repr_html_(self) -> str:
        return CALM + self.as_html()


class Note:
    """One sentence: by the way, or what a prediction earned (`good`, `wrong`)."""

    def __init__(self, sentence: str, good: bool = False, wrong: bool = False):
        self.sentence = sentence
        self.good = good
        self.wrong = wrong

    def __str__(self) -> str:
        return self.sentence

    __repr__ = __str__

    def _repr_html_(self) -> str:
        said = marked(self.sentence)
        if self.good:
            return CALM + _framed(_mark("holds") + said, GREEN)
        if self.wrong:
            return CALM + _framed(_mark("not yet") + said, ORANGE, SAID)
        return CALM + _framed(said, GREY)


class Progress:
    """What is done, by lesson.

    Parameters
    ----------
    lessons : sequence of (title, exercises)
        Lessons that were begun; `exercises` are pairs of a name and a share from 0 to 1.
    later : sequence of str
        The titles of the others.
    """

    LEGEND = "Filled: done. Half filled: begun. Empty: still to come. Point at a mark for its name."

    def __init__(
        self, lessons: Sequence[tuple[str, Sequence[tuple[str, float]]]], later: Sequence[str]
    ):
        self.lessons = lessons
        self.later = f"Still to come: {', '.join(later)}." if later else ""

    def __str__(self) -> str:
        lines = []
        for title, found in self.lessons:
            whole = sum(share == 1 for _, share in found)
            bar = "".join("#" if share == 1 else "+" if share else "." for _, share in found)
            lines.append(f"{title:<24}{whole:>3} of {len(found):<3} {bar}")
        return "\n".join([*lines, self.later]).strip()

    __repr__ = __str__

    def _repr_html_(self) -> str:
        rows = ""
        for title, found in self.lessons:
            whole = sum(share == 1 for _, share in found)
            boxes = "".join(_box(name, share) for name, share in found)
            rows += (
                '<tr style="background:none"><th scope="row" style="text-align:left;font-weight:600;'
                f'vertical-align:top">{html.escape(title)}</th>'
                '<td style="text-align:right;white-space:nowrap;vertical-align:top">'
                f"{whole} of {len(found)}</td>"
                f'<td style="text-align:left">{boxes}</td></tr>'
            )
        lines = [self.LEGEND, self.later] if rows else ["No exercise is begun yet.", self.later]
        below = "".join(
            f'<div style="font-size:0.9em;margin-top:0.3em">{html.escape(line)}</div>'
            for line in lines
            if line
        )
        return CALM + _framed(
            f"<div><strong>Your progress</strong></div>"
            f'<table aria-label="Your progress" style="margin:0">{rows}</table>{below}',
            BLUE,
        )


def _mark(word: str) -> str:
    """A filled disc, a ring, or a dotted ring; the word beside it says the same."""
    colour = COLOURS[word]
    inside = colour if word == "holds" else "transparent"
    line = "dotted" if word == "waits" else "solid"
    return (
        '<span aria-hidden="true" style="display:inline-block;flex:none;box-sizing:content-box;width:0.5em;'
        f"height:0.5em;margin-right:0.6em;border:0.15em {line} {colour};border-radius:50%;"
        f'background-color:{inside}"></span>'
    )


def _box(name: str, share: float) -> str:
    filled = 0 if share == 0 else 100 if share == 1 else 50
    said = html.escape(f"{name}: {'done' if share == 1 else 'begun' if share else 'still to come'}")
    return (
        f'<span role="img" aria-label="{said}" title="{said}" style="display:inline-block;width:0.8em;'
        f"height:0.8em;margin-right:0.35em;border:0.13em solid {BLUE};border-radius:50%;"
        f'background:linear-gradient(to top,{BLUE} {filled}%,transparent {filled}%)"></span>'
    )


def _framed(body: str, colour: str, more: str = "") -> str:
    return (
        f'<div class="neuronlab{more}" role="status" aria-live="polite" style="border-left:4px solid '
        f'{colour};padding:0.2em 0 0.2em 0.9em;margin:0.2em 0;max-width:60em;line-height:1.45">'
        f"{body}</div>"
    )


def _counted(verdict: Verdict) -> str:
    total = len(verdict.holds)
    if verdict.status == "unanswered":
        return "not yet answered"
    if total == 1:
        return "holds" if verdict.holds[0] else "not yet"
    return f"{verdict.points} of {total} behaviours hold"


def _in_order(verdict: Verdict) -> list[tuple[str, str]]:
    """What holds, what does not yet, and what waits for the values to be right."""
    waits = verdict.waits or (False,) * len(verdict.holds)
    words = [
        "holds" if holds else "waits" if waiting else "not yet"
        for holds, waiting in zip(verdict.holds, waits, strict=True)
    ]
    names = [behaviour.name for behaviour in verdict.exercise.behaviours]
    names = [
        f"{name} ({LATER})" if word == "waits" else name
        for word, name in zip(words, names, strict=True)
    ]
    return sorted(
        zip(words, names, strict=True),
        key=lambda pair: ("holds", "not yet", "waits").index(pair[0]),
    )


def _explained(verdict: Verdict) -> list[str]:
    """The named mistake, or mistakes that cannot be told apart here, and what was seen."""
    if verdict.finding is None:
        return []
    hints = list(dict.fromkeys(mistake.hint for mistake in verdict.mistakes))
    finding = verdict.finding
    seen = [finding.message]
    if finding.advice and not hints:
        seen.append(finding.advice)
    if len(hints) > 1:
        return [" Or: ".join(hints[:3]), *seen]
    return hints + seen


def _smallest(finding: Finding) -> list[tuple[str, str]]:
    """The rows of the smallest question that shows what is not right."""
    rows = [
        ("" if index else "smallest case", _labelled(name, _value(value, _enough(value))))
        for index, (name, value) in enumerate(finding.case.inputs.items())
    ]
    for pair in finding.pairs[:SHOWN]:
        found = pair.found.array if isinstance(pair.found, Value) else pair.found
        digits = _digits(pair.expected, found)
        rows.append(("expected", _labelled(pair.name, _value(pair.expected, digits))))
        if found is not None:
            rows.append(("yours", _labelled(pair.name, _value(found, digits))))
        elif pair.found is not None:
            rows.append(("yours", _labelled(pair.name, pair.found.said)))
    return rows


def _labelled(name: str, text: str) -> str:
    """`name = text`, further lines under the first."""
    label = f"{name} = " if name else ""
    return label + text.replace("\n", "\n" + " " * len(label))


def _digits(expected: np.ndarray, found: np.ndarray | None) -> int:
    """As few decimals as show a difference."""
    if found is None or found.shape != expected.shape:
        return 3
    for digits in (3, 6, 9):
        if _value(expected, digits) != _value(found, digits):
            return digits
    return 16


def _enough(value: Any) -> int:
    """Three decimals, and more for an array of tiny numbers, so that it does not look like zeros."""
    largest = 0.0
    if isinstance(value, np.ndarray) and value.dtype.kind == "f" and value.size:
        largest = np.abs(value).max()
    return 12 if 0 < largest < 0.5e-3 else 3


def _value(value: Any, digits: int = 3) -> str:
    if isinstance(value, str):
        return repr(value)
    if isinstance(value, list):
        try:
            value = np.array(value)
        except ValueError:
            return str(value)[:200]
    if isinstance(value, np.ndarray) and value.dtype.kind == "f":
        value = np.where(np.abs(value) < 0.5 * 10.0**-digits, 0.0, value)  # no minus before a zero
    if isinstance(value, np.ndarray) and value.ndim:
        text = np.array2string(
            value, precision=digits, separator=", ", threshold=24, edgeitems=2, max_line_width=WIDTH
        )
        return text if value.size else f"{text} of shape {value.shape}"
    if isinstance(value, np.ndarray):
        value = value.item()
    if isinstance(value, float):
        return (
            np.format_float_positional(value, digits, trim="-")
            if abs(value) < 1e12
            else f"{value:g}"
        )
    return str(value)


def _table_as_text(rows: list[tuple[str, str]]) -> list[str]:
    lines = []
    for label, text in rows:
        first, *more = text.splitlines()
        lines.append(f"  {label:<16}{first}")
        lines += [" " * 18 + line for line in more]
    return lines


def _table_as_html(rows: list[tuple[str, str]]) -> str:
    cells = "".join(
        f'<tr style="background:none"><th scope="row" style="text-align:left;font-weight:normal;'
        f'white-space:nowrap;vertical-align:top;padding:0.1em 1.2em 0.1em 0">{label}</th>'
        f'<td style="text-align:left;padding:0.1em 0"><pre style="margin:0">{html.escape(text)}</pre>'
        "</td></tr>"
        for label, text in rows
    )
    return f'<table style="margin:0.3em 0;border:0">{cells}</table>'


def _first_lines(text: str, most: int = 15) -> str:
    lines = text.rstrip().splitlines()
    if len(lines) <= most:
        return "\n".join(lines)
    return "\n".join(lines[:most]) + f"\n... and {len(lines) - most} lines more"
