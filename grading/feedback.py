"""Feedback is a channel too: whatever a submission displays becomes text or a picture.

`MakeHarmless` rewrites outputs before they are stored, and again before a page is made of them. `markdown2html` takes
the place of nbconvert's, so that nothing in a learner's words runs, in feedback and in the formgrader. Feedback pages
run no script and load nothing at all: formulas are MathML, and a policy in the page says so to the browser.
"""

from __future__ import annotations

import html
import re
from functools import lru_cache
from typing import Any
from xml.etree.ElementTree import Element

from bleach.css_sanitizer import CSSSanitizer
from bleach.sanitizer import Cleaner
from bs4 import BeautifulSoup
from jinja2 import pass_context
from nbconvert.exporters import HTMLExporter
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode
from nbformat.v4 import new_output
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Bool

from grading.fingerprints import is_check
from grading.page import arrange
from grading.pictures import FORMATS, harmless_attachments, harmless_picture
from grading.records import VERDICTS
from grading.running import NotNow

MOST_OUTPUTS = 100
"""Outputs of a cell that are shown."""

LONGEST_TEXT = 20_000
"""Characters of one output."""

MOST_TEXT = 1_000_000
"""Characters of all outputs of a notebook."""

MOST_PICTURES = 12_000_000
"""Characters of all pictures of a notebook."""

LONGEST_MARKDOWN = 20_000
LONGEST_FORMULA = 2_000
MOST_FORMULAS = 500

# --- outputs

COLOUR = re.compile(r"\x1b\[[\d;]{0,20}m")
ESCAPED = re.compile(
    r"\x1b(\][^\x07\x1b]{0,4000}(\x07|\x1b\\)?|\[[0-?]*[ -/]*[@-~]?|.)?", re.DOTALL
)
CONTROL = re.compile("[\x00-\x08\x0b-\x1a\x1c-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
# as `neuronlab.plots.Picture` writes it; pictures made by earlier editions have no margin
PICTURE = re.compile(
    r'<img alt="(?P<alt>[^"<>]{0,2000})" width="(?P<width>\d{1,4})" style="max-width:100%;height:auto'
    r'(?:;margin-top:0\.5em)?" '
    r'src="data:image/png;base64,(?P<content>[A-Za-z0-9+/=]+)">'
)
IN_WORDS = ("text/markdown", "text/latex")
NAMES = {
    "text/html": "HTML",
    "image/svg+xml": "SVG",
    "application/javascript": "JavaScript",
    "application/vnd.jupyter.widget-view+json": "a widget",
}


class RefuseUnfinished(NbGraderPreprocessor):
    """No feedback is made of a notebook that was not graded to the end: a crash can leave one."""

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Let a graded notebook pass.

        Raises
        ------
        NotNow
            If the judge's verdicts are not in it; nbgrader names the learner and goes on with the others.
        """
        if VERDICTS not in nb.metadata:
            raise NotNow(
                "This notebook was not graded to the end. Run `nbgrader autograde` again, and then this."
            )
        return nb, resources


class MakeHarmless(Preprocessor):
    """Leave only text and pictures of what a notebook's cells displayed, and the judge's verdicts."""

    enabled = Bool(True, help="Whether outputs are rewritten.").tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Rewrite all outputs. Done twice it changes nothing more."""
        nb.metadata.pop("widgets", None)
        room = _Room()
        for cell in nb.cells:
            if cell.cell_type == "code":
                cell.outputs = harmless_outputs(cell, room)
            elif cell.get("attachments"):
                cell.attachments = harmless_attachments(cell.attachments)
        return nb, resources


class _Room:
    """How much a notebook may still show."""

    def __init__(self) -> None:
        self.text, self.pictures = MOST_TEXT, MOST_PICTURES

    def for_text(self, text: str) -> str:
        most = max(min(LONGEST_TEXT, self.text), 0)
        shown = text if len(text) <= most else text[:most] + "\n(the rest is not shown)"
        self.text -= len(shown)
        return shown

    def for_picture(self, content: str) -> bool:
        self.pictures -= len(content)
        return self.pictures >= 0


def harmless_outputs(cell: NotebookNode, room: _Room | None = None) -> list[NotebookNode]:
    """A code cell's outputs without anything that could run or load.

    Of a graded check cell the first output is the judge's verdict; its HTML is kept, cleaned.
    """
    room = room or _Room()
    graded = is_check(cell)
    kept = []
    for number, output in enumerate(cell.outputs[:MOST_OUTPUTS]):
        is_verdict = graded and number == 0 and output.get("output_type") == "execute_result"
        kept += _harmless(output, room, is_verdict)
    if len(cell.outputs) > MOST_OUTPUTS and not graded:
        kept.append(new_output("stream", name="stdout", text="(more outputs are not shown)"))
    return kept[: MOST_OUTPUTS + 1]


def _harmless(output: NotebookNode, room: _Room, is_verdict: bool) -> list[NotebookNode]:
    kind = output.get("output_type")
    if kind == "stream":
        name = "stderr" if output.get("name") == "stderr" else "stdout"
        return [new_output("stream", name=name, text=room.for_text(_plain(output.get("text"))))]
    if kind == "error":
        lines = output.get("traceback")
        text = "\n".join(map(_plain, lines[:200])) if isinstance(lines, list) else ""
        return [
            new_output(
                "error",
                ename=_plain(output.get("ename"))[:200],
                evalue=_plain(output.get("evalue"))[:2000],
                traceback=room.for_text(text).split("\n"),
            )
        ]
    if kind in ("display_data", "execute_result") and isinstance(output.get("data"), dict):
        return [_harmless_data(output, kind, room, is_verdict)]
    return []


def _harmless_data(output: NotebookNode, kind: str, room: _Room, is_verdict: bool) -> NotebookNode:
    given = output.data
    if is_verdict:  # the points are in it: they stay, however much the notebook has shown before
        data, metadata = {"text/plain": _in_words(given)[:LONGEST_TEXT]}, {}
        if isinstance(given.get("text/html"), str):
            data["text/html"] = _clean_verdict(given["text/html"])
    else:
        data, metadata = _picture(given, output.get("metadata"), room) or ({}, {})
        data["text/plain"] = room.for_text(_in_words(given))
    new = new_output(kind, data, metadata=metadata)
    if kind == "execute_result":
        count = output.get("execution_count")
        new.execution_count = count if type(count) is int else None
    return new


def _picture(given: dict, metadata: Any, room: _Room) -> tuple[dict, dict] | None:
    """A picture's data and metadata, if there is a harmless one among what was displayed."""
    page = given.get("text/html")
    if isinstance(page, str) and (ours := PICTURE.fullmatch(page)):  # neuronlab.plots.Picture
        content = harmless_picture("image/png", ours["content"])
        if content and room.for_picture(content):
            words = {"alt": html.unescape(ours["alt"]), "width": int(ours["width"])}
            return {"image/png": content}, {"image/png": words}
    for kind in FORMATS:
        content = harmless_picture(kind, given.get(kind))
        if content and room.for_picture(content):
            return {kind: content}, {kind: _size_and_words(metadata, kind)}
    return None


def _size_and_words(metadata: Any, kind: str) -> dict:
    given = metadata.get(kind) if isinstance(metadata, dict) else None
    given = given if isinstance(given, dict) else {}
    kept = {
        name: given[name]
        for name in ("width", "height")
        if type(given.get(name)) is int and 0 < given[name] < 5000
    }
    alt = given.get("alt")
    return {**kept, "alt": _plain(alt)[:2000] if isinstance(alt, str) else "A picture of this cell"}


def _in_words(given: dict) -> str:
    """What was displayed, as text; where there is no text, what kind of thing it was."""
    text = given.get("text/plain")
    says = isinstance(text, str | list) and not _plain(text).startswith("<IPython.core.display.")
    if says:
        return _plain(text)
    for kind in IN_WORDS:
        if isinstance(given.get(kind), str | list):
            return _plain(given[kind])
    kinds = [NAMES[kind] for kind in given if kind in NAMES]
    return f"({' and '.join(kinds) or 'Something else than text'}: not shown in feedback)"


def _plain(text: Any) -> str:
    """Text without control characters; of ANSI codes only colours are left."""
    if isinstance(text, list):
        text = "".join(part for part in text if isinstance(part, str))
    if not isinstance(text, str):
        return ""
    text = text[: 4 * LONGEST_TEXT]
    text = ESCAPED.sub(lambda found: found[0] if COLOUR.fullmatch(found[0]) else "", text)
    text = CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return text.encode("utf-8", "replace").decode("utf-8")


# --- HTML

TEXT_TAGS = """
a abbr b blockquote br caption code dd del details div dl dt em h1 h2 h3 h4 h5 h6 hr i img ins
kbd li mark ol p pre q s samp small span strong sub summary sup table tbody td tfoot th thead tr
u ul
"""
CLASS = re.compile(r"highlight|[a-z][a-z0-9]{0,2}")  # Pygments' names of colours
LINK = re.compile(r"(https?://|mailto:)[^\s]+|#[\w.-]*")
EMBEDDED = re.compile(r"data:image/(png|jpeg);base64,[A-Za-z0-9+/=]+")
MARK = re.compile("\ue000(\\d+)\ue001")
VERDICT_TAGS = "code details div li p pre span strong summary table tbody td th tr ul"
VERDICT_ATTRIBUTES = ("aria-hidden", "aria-live", "role", "scope", "style")
VERDICT_STYLE = (
    "align-items background-color border border-left border-radius border-top box-sizing color display flex font-weight height line-height "
    "list-style margin margin-right margin-top max-width min-width padding text-align vertical-align white-space width"
)


def _may_stand(tag: str, name: str, value: str) -> bool:
    """Whether an attribute may stand in rendered Markdown."""
    if "\ue000" in value:
        return False
    if name in ("title", "alt"):
        return True
    return {
        ("a", "href"): lambda: LINK.fullmatch(value),
        ("img", "src"): lambda: EMBEDDED.fullmatch(value),
        ("img", "width"): lambda: value.isascii() and value.isdigit() and len(value) < 5,
        ("div", "class"): lambda: CLASS.fullmatch(value),
        ("span", "class"): lambda: CLASS.fullmatch(value),
        ("td", "style"): lambda: True,
        ("th", "style"): lambda: True,
        ("ol", "start"): lambda: value.isascii() and value.isdigit() and len(value) < 5,
        ("details", "open"): lambda: True,
    }.get((tag, name), lambda: False)() not in (None, False)


def _words_cleaner() -> Cleaner:
    return Cleaner(
        tags=set(TEXT_TAGS.split()),
        attributes=_may_stand,
        protocols={"http", "https", "mailto", "data"},
        strip=True,
        css_sanitizer=CSSSanitizer(allowed_css_properties=["text-align"]),
    )


@lru_cache(maxsize=1024)  # what is said of right answers is the same for all of a class
def _clean_verdict(page: str) -> str:
    cleaner = Cleaner(
        tags=set(VERDICT_TAGS.split()),
        attributes=lambda tag, name, value: name in VERDICT_ATTRIBUTES,
        protocols=(),
        strip=True,
        css_sanitizer=CSSSanitizer(allowed_css_properties=VERDICT_STYLE.split()),
    )
    return cleaner.clean(page[: 10 * LONGEST_TEXT])


# --- Markdown


class _Renderer(IPythonRenderer):
    """nbconvert's renderer; formulas are put aside, pictures come from the cell alone."""

    def __init__(self, attachments: dict):
        super().__init__(escape=False, exclude_anchor_links=True, attachments=attachments)
        self.formulas: list[tuple[str, str]] = []

    def _aside(self, tex: str, display: str) -> str:
        self.formulas.append((tex, display))
        return f"\ue000{len(self.formulas) - 1}\ue001"

    def block_math(self, body: str) -> str:
        return self._aside(body, "block")

    def inline_math(self, body: str) -> str:
        return self._aside(body, "inline")

    def latex_environment(self, name: str, body: str) -> str:
        return self._aside(rf"\begin{{{name}}}{body}\end{{{name}}}", "block")

    def block_mermaidjs(self, code: str) -> str:
        return f"<pre>{html.escape(code)}</pre>"

    def image(self, text: str, url: str, title: str | None = None) -> str:
        words = MARK.sub(lambda found: f"${self.formulas[int(found[1])][0]}$", text)
        return super().image(words, url, None)

    def _embed_image_or_attachment(self, src: str) -> str:
        for kind, content in self.attachments.get(src.removeprefix("attachment:"), {}).items():
            return f"data:{kind};base64,{content}"
        return ""


@pass_context
def markdown2html(context: Any, source: str) -> str:
    """Words as HTML that runs nothing and loads nothing; a filter for nbconvert's templates."""
    cell = context.get("cell") or {}
    return harmless_markdown(source, cell.get("attachments", {}))


def harmless_markdown(source: str, attachments: Any = None) -> str:
    """Words in Markdown, with formulas and pasted pictures, as HTML that runs nothing and loads nothing.

    Parameters
    ----------
    source : str
    attachments : dict, optional
        Pictures as they are attached to a cell.
    """
    source = re.sub("[\ue000\ue001\x00]", "", source)
    if len(source) > LONGEST_MARKDOWN:
        return f"<pre>{html.escape(source[:LONGEST_MARKDOWN])}\n(the rest is not shown)</pre>"
    try:
        renderer = _Renderer(harmless_attachments(attachments))
        page = MarkdownWithMath(renderer=renderer).render(source)
        page = _words_cleaner().clean(page)
        formulas = renderer.formulas
        page = MARK.sub(lambda found: _formula(int(found[1]), formulas), page)
    except (
        Exception
    ):  # the renderers are not made for hostile text: then it is shown as it is written
        page = f"<pre>{html.escape(source)}</pre>"
    return f'<div class="tex2jax_ignore">{page}</div>'


# --- formulas

MATH_TAGS = """
math menclose mfenced mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow
ms mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover none
"""
MATH_ATTRIBUTES = """
accent columnalign columnlines columnspacing display displaystyle fence form height largeop
linethickness lspace mathcolor mathvariant maxsize minsize movablelimits notation rowlines
rowspacing rspace scriptlevel separator stretchy symmetric width
"""
MATH_VALUE = re.compile(r"[\w.#%+ -]{1,60}")


def _formula(number: int, formulas: list[tuple[str, str]]) -> str:
    """A formula as MathML; as it is written where that cannot be."""
    from latex2mathml.converter import convert_to_element

    if number >= len(formulas):
        return ""
    tex, display = formulas[number]
    if number < MOST_FORMULAS and len(tex) <= LONGEST_FORMULA:
        try:
            return _as_text(convert_to_element(tex, display=display))
        except Exception:  # TeX that is wrong, or that the converter does not know
            pass
    return f"<code>{html.escape(tex)}</code>"


def _as_text(element: Element) -> str:
    """MathML with known elements and attributes only."""
    inside = _escaped(element.text) + "".join(
        _as_text(child) + _escaped(child.tail) for child in element
    )
    if element.tag not in MATH_TAGS.split():
        return f"<mrow>{inside}</mrow>"
    attributes = "".join(
        f' {name}="{value}"'
        for name, value in element.attrib.items()
        if name in MATH_ATTRIBUTES.split() and MATH_VALUE.fullmatch(value)
    )
    return f"<{element.tag}{attributes}>{inside}</{element.tag}>"


def _escaped(text: str | None) -> str:
    """The converter writes characters as references; what it takes over is not escaped."""
    return html.escape(html.unescape(text or ""))


# --- pages

POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
"""What a browser may do with a feedback page: show its text, its pictures and its style."""

ACTIVE = ("script", "iframe", "object", "embed", "link", "base", "form")

TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Marks that let text, code too, read another way than it is."""


class FeedbackExporter(HTMLExporter):
    """A feedback page (`grading.page`) without scripts, and with a policy that allows none."""

    def _preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """The page is arranged when grades and comments are there."""
        nb, resources = super()._preprocess(nb, resources)
        arrange(nb, resources)
        return nb, resources

    def from_notebook_node(
        self, nb: NotebookNode, resources: dict | None = None, **given: Any
    ) -> tuple[str, dict]:
        """Make one page."""
        page, resources = super().from_notebook_node(nb, resources, **given)
        soup = BeautifulSoup(page, features="html.parser")
        for element in soup.find_all(ACTIVE):
            element.decompose()
        policy = soup.new_tag("meta")
        policy.attrs = {"http-equiv": "Content-Security-Policy", "content": POLICY}
        soup.head.insert(0, policy)
        return TURNING.sub("", str(soup)), resources
