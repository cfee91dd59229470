"""Whatever a submission displays is text or a picture in feedback and in the formgrader."""

from __future__ import annotations

import base64
import functools
import http.server
import json
import re
import threading
import time
from pathlib import Path

import nbformat
import pytest
from bs4 import BeautifulSoup
from nbconvert.exporters import HTMLExporter
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from traitlets.config import PyFileConfigLoader

from grading.executing import rendered
from grading.feedback import (
    FeedbackExporter,
    MakeHarmless,
    harmless_markdown,
    harmless_outputs,
)
from grading.pictures import harmless_attachments, harmless_picture
from neuronlab.checking import judge_publicly
from neuronlab.exercises import exercises
from neuronlab.judging import Verdict
from neuronlab.rendering import marked
from solutions.registry import misconceptions
from tests.course import REPO, Course, solutions_of
from tests.grading.test_rebuilding import a_picture
from tools.browser import chromium

RUN = "window.ran=(window.ran||0)+1"
ELSEWHERE = "http://elsewhere.invalid"
SVG = f'<svg xmlns="http://www.w3.org/2000/svg" onload="{RUN}"><script>{RUN}</script></svg>'
PAGE = f"<script>{RUN}</script>"


def in_base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


HOSTILE = {
    "script": PAGE,
    "onerror": f'<img src=x onerror="{RUN}">',
    "onload": f'<body onload="{RUN}"><svg/onload={RUN}>',
    "handlers": f'<div onmouseover="{RUN}" onclick="{RUN}" style="position:fixed;inset:0">x</div>',
    "autofocus": f'<input autofocus onfocus="{RUN}"><details open ontoggle="{RUN}">x</details>',
    "link": f'<a href="javascript:{RUN}">x</a>',
    "hidden link": f'<a href="java&#x0A;script:{RUN}">x</a><a href=" javascript:{RUN}">x</a>',
    "data link": f'<a href="data:text/html,{PAGE}">x</a>',
    "svg": SVG,
    "svg link": f'<svg><a xlink:href="javascript:{RUN}"><text y="9">x</text></a></svg>',
    "svg use": f'<svg><use href="data:image/svg+xml;base64,{in_base64(SVG)}#x"/></svg>',
    "iframe": f'<iframe src="javascript:parent.{RUN}"></iframe>',
    "iframe document": f"<iframe srcdoc='<script>parent.{RUN}</script>'></iframe>",
    "object": f'<object data="{ELSEWHERE}/a"></object><embed src="{ELSEWHERE}/b">',
    "style": f"<style>@import url({ELSEWHERE}/a.css); body{{background:url({ELSEWHERE}/b)}}</style>",
    "inline style": f'<p style="background:url({ELSEWHERE}/c)">x</p>',
    "pictures": f'<img src="{ELSEWHERE}/d"><img srcset="{ELSEWHERE}/e 1x"><video src="{ELSEWHERE}/f">',
    "picture set": f'<picture><source srcset="{ELSEWHERE}/g"><img src="{ELSEWHERE}/h"></picture>',
    "stylesheet": f'<link rel="stylesheet" href="{ELSEWHERE}/i"><base href="{ELSEWHERE}">',
    "refresh": f'<meta http-equiv="refresh" content="0;url={ELSEWHERE}/j">',
    "form": f'<form action="{ELSEWHERE}/k"><button autofocus>x</button></form>',
    "mathml": f'<math><maction xlink:href="javascript:{RUN}">x</maction></math>',
    "nested": f'<math><mtext><table><mglyph><style><!--</style><img title="--&gt;{PAGE}">',
    "noscript": f'<noscript><p title="</noscript><img src=x onerror={RUN}>"></noscript>',
    "template": f'<template>{PAGE}</template><svg></p><style><a id="</style><img src=1 onerror={RUN}>">',
    "comment": f"<!--><img src=x onerror={RUN}>--><!--{PAGE}-->",
    "textarea": f"</textarea></pre></code></title>{PAGE}",
    "unclosed": f'<img src="x` `{PAGE}"` `><div title="{PAGE}',
    "picture": f'<img alt="" width="1" style="max-width:100%;height:auto" src="data:image/png;base64,">'
    f"{PAGE}",
}
MARKDOWN = {
    "link": f"[x](javascript:{RUN}) [x](<JaVaScRiPt:{RUN}>) [x](data:text/html,{PAGE}) <javascript:{RUN}>",
    "entity": f"[x](java&#115;cript:{RUN}) [x](javascript&colon;{RUN})",
    "reference": f"[x]\n\n[x]: javascript:{RUN}",
    "picture": f"![x]({ELSEWHERE}/l.png) ![](javascript:{RUN}) ![x](attachment:none.png)",
    "title": f'[x](https://a.b "\\" onmouseover={RUN} \\"") ![x](a "\'><script>{RUN}</script>")',
    "alt": f'![" onerror="{RUN}](x) ![$x$](x) ![$"><script>{RUN}</script>$](x)',
    "formula": f"$\\href{{javascript:{RUN}}}{{x}}$ $$\\text{{{PAGE}}}$$",
    "formula style": f"$\\style{{background:url({ELSEWHERE}/m)}}{{x}}$ $\\class{{score}}{{x}}$",
    "formula name": f'\\begin{{a}}{PAGE}\\end{{a}} $\\color{{x" onclick="{RUN}}}{{x}}$',
    "formula in a tag": f'<p title="$x$"></p> <b $"><script>{RUN}</script>$>x</b> <a href="$x$">x</a>',
    "marks": "\ue0000\ue001 \ue00099\ue001 <b title='\ue0000\ue001'>",
    "code": f"```html\n{PAGE}\n```\n\n```mermaid\n{PAGE}\n```\n\n```<script>\nx\n```\n\n`{PAGE}`",
    "heading": f"# {PAGE} <img src=x onerror={RUN}>",
    "table": f"| <script> | b |\n|---|---|\n| {PAGE} | <img src=x onerror={RUN}> |",
    "footnote": f"[^1]: {PAGE}\n\nx[^1]",
    "looks like a button": '<button class="full-credit">x</button><input class="score" id="softmax">',
    **{f"html: {name}": page for name, page in HOSTILE.items()},
}


def an_output(kind: str, content, **more):
    return new_output("display_data", {kind: content, **more})


OUTPUTS = [
    *(an_output("text/html", page) for page in HOSTILE.values()),
    *(an_output("text/plain", page) for page in HOSTILE.values()),
    *(new_output("stream", text=page) for page in HOSTILE.values()),
    *(
        new_output("error", ename=page, evalue=page, traceback=[page, f"\x1b[31m{page}\x1b[0m"])
        for page in HOSTILE.values()
    ),
    *(an_output("text/markdown", words) for words in MARKDOWN.values()),
    an_output("image/svg+xml", SVG),
    an_output("text/latex", f"$\\href{{javascript:{RUN}}}{{x}}$ {PAGE}"),
    an_output("application/javascript", RUN),
    an_output("application/vnd.jupyter.widget-view+json", {"model_id": PAGE}),
    an_output("application/json", {"a": PAGE}),
    an_output("application/pdf", in_base64(PAGE)),
    an_output("text/vnd.mermaid", PAGE),
    an_output("image/png", f'"><script>{RUN}</script>'),
    an_output("image/png", in_base64(SVG)),
    an_output("image/jpeg", [in_base64(PAGE)]),
    an_output("image/gif", in_base64("GIF89a")),
    new_output("stream", text="\x1b]8;;javascript:alert(1)\x07x\x1b]8;;\x07\x1b[2J\x08\x00\u202e"),
    new_output("display_data", {"text/html": PAGE}, metadata={"text/html": {"isolated": True}}),
    new_output(
        "display_data",
        {"image/png": a_picture()},
        metadata={
            "image/png": {"width": f'1" onload="{RUN}', "unconfined": PAGE, "alt": f'"><b>{PAGE}'},
            "filenames": {"image/png": f"javascript:{RUN}"},
            "needs_background": PAGE,
        },
    ),
]


def a_hostile_notebook():
    """Everything at once, with metadata as nbgrader leaves them."""
    verdict = Verdict(exercises()["softmax"], "unanswered", (False,) * 4)
    check = new_code_cell("check()", metadata={"nbgrader": {"grade_id": "softmax", "grade": True}})
    check.metadata.nbgrader.update(points=4, score=0, solution=False, locked=True)
    check.outputs = [*rendered(verdict, check), *OUTPUTS]
    cells = [check]
    cells += [
        new_code_cell(f"x = {page!r}", outputs=[one])
        for one, page in zip(OUTPUTS, HOSTILE, strict=False)
    ]
    cells += [new_code_cell("many", outputs=[one]) for one in OUTPUTS]
    cells += [new_code_cell(page) for page in HOSTILE.values()]
    cells += [new_markdown_cell(words) for words in MARKDOWN.values()]
    attached = new_markdown_cell("![x](attachment:a.svg) ![x](attachment:b.png)")
    attached.attachments = {
        "a.svg": {"image/svg+xml": in_base64(SVG)},
        "b.png": {"image/png": f'" onerror="{RUN}'},
    }
    notebook = new_notebook(cells=[*cells, attached])
    notebook.metadata["widgets"] = {
        "application/vnd.jupyter.widget-state+json": {"state": {"</script><script>": RUN}}
    }
    return json.loads(json.dumps(notebook))


def feedback_page(notebook) -> str:
    """The page that nbgrader makes, with the course's configuration."""
    return page_of(FeedbackExporter, notebook, "feedback")


def page_of(exporter, notebook, template: str) -> str:
    from nbgrader.server_extensions.formgrader import handlers

    config = PyFileConfigLoader("nbgrader_config.py", path=str(REPO)).load_config()
    config.HTMLExporter.template_name = template
    config.HTMLExporter.extra_template_basedirs = [handlers.template_path]
    config.HTMLExporter.extra_template_paths = [
        str(Path(handlers.static_path) / "node_modules" / "bootstrap" / "dist" / "css")
    ]
    config.Exporter.default_preprocessors = []
    resources = {
        "nbgrader": {"notebook": "n", "score": 0, "max_score": 1, "late_penalty": 0},
        "base_url": "",
        "index": 0,
        "total": 1,
        "notebook_path": "p",
        "submission_id": "s",
        "notebook_id": "n",
        "assignment_id": "a",
    }
    return exporter(config=config).from_notebook_node(nbformat.from_dict(notebook), resources)[0]


DANGEROUS = ["script", "iframe", "object", "embed", "link", "base", "form", "input", "button"]
DANGEROUS += [
    "svg",
    "video",
    "audio",
    "source",
    "template",
    "noscript",
    "frame",
    "applet",
    "textarea",
]


def look_at(soup: BeautifulSoup, allowed: tuple[str, ...] = ()) -> None:
    """No element and no attribute of a page can run or load anything."""
    for name in DANGEROUS:
        if name not in allowed:
            assert soup.find(name) is None, soup.find(name)
    for element in soup.find_all(True):
        for name, value in element.attrs.items():
            value = " ".join(value) if isinstance(value, list) else value
            assert not name.startswith("on"), element
            if name in ("href", "src", "srcset", "xlink:href", "action", "data", "formaction"):
                fine = r"#.*|https?://.*|mailto:.*|data:image/(png|jpeg);base64,[A-Za-z0-9+/=]*|"
                assert re.fullmatch(fine, value), element
            if name == "style":
                assert "url" not in value.lower(), element
            if element.name == "img" and name == "src":
                assert value == "" or value.startswith("data:image/"), element


@pytest.mark.parametrize("words", MARKDOWN.values(), ids=MARKDOWN)
def test_words_are_harmless(words):
    look_at(BeautifulSoup(harmless_markdown(words), "html.parser"))


def test_words_still_look_as_they_should():
    words = (
        "## A $x_1 < 2$\n\nSome **bold** `a < b` [page](https://example.org)\n\n"
        "<details><summary>Hint</summary>\n\nThink.\n\n</details>\n\n"
        "| a | b |\n|:-:|---|\n| 1 | 2 |\n\n```python\nx = 1\n```\n\n"
        "$$ z = \\sum_{i=1}^{n} w_i x_i + b $$\n\n![Alt](attachment:a.png)"
    )
    page = harmless_markdown(words, {"a.png": {"image/png": a_picture()}})
    soup = BeautifulSoup(page, "html.parser")
    assert soup.h2.math is not None
    assert soup.strong.text == "bold"
    assert soup.code.text == "a < b"
    assert soup.find("a")["href"] == "https://example.org"
    assert soup.details.summary.text == "Hint"
    assert soup.table.find("td").text == "1"
    assert soup.find("span", class_="n").text == "x"
    assert soup.find("math", display="block").find("munderover") is not None
    assert soup.img["src"].startswith("data:image/png;base64,")
    assert soup.img["alt"] == "Alt"


@pytest.mark.parametrize("tex", ["\\frac", "{" * 1000, "\\begin{a}", "x" * 3000, "\\notknown{x}"])
def test_formulas_that_cannot_be_read_stay_as_they_are(tex):
    assert "Error" not in harmless_markdown(f"${tex}$")


@pytest.mark.parametrize(
    "words",
    [
        *("$" * 50_000, "[" * 50_000, "<div>" * 4_000, "\\begin{a}" * 2_000, "`" * 19_999),
        *("* " * 9_000, "<!--" * 4_000, "![" * 9_000, "$x$" * 6_000, "\\\\(" * 6_000, "|" * 19_000),
        "> " * 9_000,
    ],
    ids=range(12),
)
def test_words_that_are_slow_to_render_are_bounded(words):
    begun = time.monotonic()
    harmless_markdown(words)
    assert time.monotonic() - begun < 5


@pytest.mark.parametrize("output", OUTPUTS, ids=range(len(OUTPUTS)))
def test_outputs_are_text_or_pictures(output):
    cell = new_code_cell("x", outputs=[nbformat.from_dict(json.loads(json.dumps(output)))])
    kept = harmless_outputs(cell)
    cell.outputs = kept
    nbformat.validate(new_notebook(cells=[cell]))
    for one in kept:
        if "data" in one:
            assert set(one.data) <= {"text/plain", "image/png", "image/jpeg"}
            assert one.data["text/plain"]
    assert harmless_outputs(cell) == kept  # once more changes nothing


def test_a_picture_of_the_course_stays_one():
    page = (
        '<img alt="A line &amp; a point" width="640" style="max-width:100%;height:auto" '
        f'src="data:image/png;base64,{a_picture()}">'
    )
    output = an_output("text/html", page, **{"text/plain": "Picture: A line & a point"})
    (kept,) = harmless_outputs(new_code_cell("x", outputs=[output]))
    assert kept.data == {"image/png": a_picture(), "text/plain": "Picture: A line & a point"}
    assert kept.metadata["image/png"] == {"alt": "A line & a point", "width": 640}


def test_the_course_s_picture_is_recognised():
    matplotlib = pytest.importorskip("matplotlib.figure")
    from neuronlab.plots import Picture

    page = Picture(matplotlib.Figure(figsize=(1, 1)), 'A "line" <b>')._repr_html_()
    (kept,) = harmless_outputs(new_code_cell("x", outputs=[an_output("text/html", page)]))
    assert kept.metadata["image/png"]["alt"] == 'A "line" <b>'


def test_colours_stay_and_other_codes_go():
    text = "\x1b[31mred\x1b[0m \x1b[2J\x1b]0;title\x07\x1b[1;1Hx\x08\x07"
    (kept,) = harmless_outputs(new_code_cell("x", outputs=[new_output("stream", text=text)]))
    assert kept.text == "\x1b[31mred\x1b[0m x"


def test_outputs_are_bounded():
    many = [new_output("stream", text="x" * 10**6) for _ in range(200)]
    many += [an_output("image/png", a_picture()) for _ in range(10)]
    cells = [new_code_cell("x", outputs=list(many)) for _ in range(10)]
    notebook = new_notebook(cells=cells)
    MakeHarmless().preprocess(notebook, {})
    assert len(nbformat.writes(notebook)) < 3_000_000


def test_pictures_are_what_they_say():
    assert harmless_picture("image/png", a_picture()) == a_picture()
    assert harmless_picture("image/jpeg", a_picture("JPEG")) == a_picture("JPEG")
    assert harmless_picture("image/jpeg", a_picture()) is None
    assert harmless_picture("image/gif", a_picture("GIF")) is None
    assert harmless_picture("image/png", a_picture() + "!") is None
    assert harmless_picture("image/png", None) is None
    assert harmless_picture("image/png", "A" * 4_000_000) is None
    huge = bytearray(base64.b64decode(a_picture()))
    huge[16:24] = (100_000).to_bytes(4, "big") * 2
    assert harmless_picture("image/png", base64.b64encode(huge).decode()) is None
    assert harmless_attachments({1: {}, "a": 3, "b.png": {"image/png": "x"}}) == {}


def test_the_verdict_keeps_its_form():
    verdict = Verdict(exercises()["softmax"], "unanswered", (False,) * 4)
    cell = new_code_cell("x", metadata={"nbgrader": {"grade_id": "softmax", "grade": True}})
    cell.metadata.nbgrader.update(points=4, solution=False)
    cell.outputs = [*rendered(verdict, cell), an_output("text/html", PAGE)]
    first, second = harmless_outputs(cell)
    soup = BeautifulSoup(first.data["text/html"], "html.parser")
    assert first.data["text/plain"] == "0"
    assert soup.strong.text == "softmax"
    assert len(soup.find_all("li")) == 4
    assert "border-left" in soup.div["style"]
    assert "text/html" not in second.data


def test_code_in_a_hint_stays_code_in_feedback():
    mistake = next(one for one in misconceptions("neuron_dot") if "`" in one.hint)
    verdict = judge_publicly(exercises()["neuron_dot"], mistake.answer)
    cell = new_code_cell("x", metadata={"nbgrader": {"grade_id": "neuron_dot", "grade": True}})
    cell.metadata.nbgrader.update(points=4, solution=False)
    cell.outputs = rendered(verdict, cell)
    (shown,) = harmless_outputs(cell)
    assert marked(mistake.hint) in shown.data["text/html"]


def test_feedback_and_formgrader_pages_hold_nothing_active():
    page = feedback_page(a_hostile_notebook())
    soup = BeautifulSoup(page, "html.parser")
    look_at(soup)
    assert soup.find("meta", attrs={"http-equiv": "Content-Security-Policy"})
    assert soup.find("strong", string="softmax")

    graded = BeautifulSoup(page_of(HTMLExporter, a_hostile_notebook(), "formgrade"), "html.parser")
    look_at(graded.find(id="notebook-container"), allowed=("input", "button", "textarea"))


ACTIVE = """
[...document.querySelectorAll("#notebook-container *")].filter(one =>
    ["SCRIPT", "IFRAME", "OBJECT", "EMBED", "LINK", "BASE", "FORM", "STYLE", "SVG"].includes(one.tagName)
    || [...one.attributes].some(each =>
        each.name.startsWith("on") || /^\\s*(javascript|data:text)/i.test(each.value))
).map(one => one.outerHTML)
"""
"""Elements of the page as the browser has built it that could run something."""


@pytest.mark.parametrize("template", ["feedback", "formgrade"])
def test_nothing_runs_in_a_browser_and_nothing_is_asked_for(tmp_path, template):
    from playwright.sync_api import sync_playwright

    exporter = FeedbackExporter if template == "feedback" else HTMLExporter
    (tmp_path / "page.html").write_text(page_of(exporter, a_hostile_notebook(), template), "utf-8")
    asked, dialogs = [], []
    with served(tmp_path) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        page = browser.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
        page.goto(f"{address}/page.html", wait_until="load")
        for link in page.query_selector_all("#notebook a"):
            if (link.get_attribute("href") or "").startswith("#"):
                link.evaluate("link => link.click()")
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        page.mouse.move(200, 200)
        page.wait_for_timeout(500)
        assert page.evaluate("window.ran") is None
        assert page.url.startswith(f"{address}/page.html")
        assert page.evaluate("document.querySelectorAll('math').length") > 3
        assert page.evaluate(ACTIVE) == []
        browser.close()
    assert dialogs == []
    asked = [url for url in asked if not url.startswith("data:")]
    if template == "feedback":
        assert asked == [f"{address}/page.html"]
    else:  # nbgrader's own page loads its own scripts, and MathJax from the network
        known = (f"{address}/page.html", f"{address}/formgrader/static/", "https://cdnjs.")
        assert [url for url in asked if not url.startswith(known)] == []


class served:
    """A folder served on this machine while a test runs."""

    def __init__(self, folder: Path):
        handler = functools.partial(Quiet, directory=str(folder))
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)

    def __enter__(self) -> str:
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{self.server.server_port}"

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


DISPLAYS = f"""
from IPython.display import HTML, SVG, Javascript, Latex, Markdown, display
import ipywidgets
for show in (HTML, Javascript, Latex, Markdown):
    display(show({PAGE!r}))
display(ipywidgets.HTML({PAGE!r}))
print({PAGE!r}, "\\x1b]8;;javascript:{RUN}\\x07x")
Evil = type({PAGE!r}, (Exception,), {{"__repr__": lambda self: {PAGE!r}}})
display(Evil())
raise Evil({PAGE!r})
"""


def test_from_an_answer_to_the_page(course: Course):
    right = solutions_of(course.solved("00_kinds"))
    hostile = {**right, "softmax-answer": right["softmax-answer"] + DISPLAYS}
    course.nbgrader("generate_assignment", "00_kinds", "--force")
    course.hand_in("eve", "00_kinds", hostile.get)
    course.nbgrader("autograde", "00_kinds")
    course.nbgrader("generate_feedback", "00_kinds")
    place = course.root / "term"
    autograded = nbformat.read(place / "autograded/eve/00_kinds/00_kinds.ipynb", 4)
    for cell in autograded.cells:
        for output in cell.get("outputs", []):
            kinds = set(output.get("data", {}))
            is_verdict = cell.metadata.get("nbgrader", {}).get("grade", False)
            assert kinds <= {"text/plain", "image/png"} | ({"text/html"} if is_verdict else set())
    page = (place / "feedback/eve/00_kinds/00_kinds.html").read_text("utf-8")
    look_at(BeautifulSoup(page, "html.parser"))
    assert "HTML: not shown in feedback" in page
    assert course.scores("00_kinds")["eve"]["softmax"] == 4
