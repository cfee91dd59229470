"""Attacks by what is shown: whoever opens the feedback or the formgrader is meant."""

from tests.grading.hostile import Work, attack

RUN = "window.hostile=1"
BAD = f'<script>{RUN}</script><img src="http://hostile.invalid/x" onerror="{RUN}">'


def shows(label: str, tries: str, code: str) -> None:
    @attack(f"show-{label}", tries, "harm")
    def _(work: Work):
        work.wrong().early(
            "from IPython.display import *\nfrom IPython.display import display\n" + code
        )


shows("svg", "Displays an SVG that holds a script.",
      f"display(SVG('<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"{RUN}\"></svg>'))")  # fmt: skip
shows("markdown", "Displays Markdown that holds HTML.", f"display(Markdown({BAD!r}))")
shows("latex", "Displays LaTeX that holds a link and a macro bomb.",
      r"display(Latex(r'$\href{javascript:window.hostile=1}{x} \def\a{\a\a}\a$'))")  # fmt: skip
shows("widget", "Displays a widget and its state.",
      "display({'application/vnd.jupyter.widget-view+json': {'model_id': 'x'}, 'text/html': '<b>x</b>'}, raw=True)")  # fmt: skip
shows(
    "iframe", "Displays a page in a frame.", "display(IFrame('http://hostile.invalid/', 300, 300))"
)
shows(
    "ansi",
    "Prints codes that clear a terminal, and set its title.",
    "print('\\x1b[2J\\x1b]0;hostile\\x07')",
)
shows(
    "bidi", "Prints text that reads another way than it is.", "print('0 of 4 \\u202e4 fo 4\\u202c')"
)
shows("names", "Names classes and exceptions like HTML.",
      f"raise type({BAD!r}, (Exception,), {{}})({BAD!r})")  # fmt: skip
shows("repr", "Gives objects a repr of HTML in every format.",
      f"class R:\n    def __repr__(self): return {BAD!r}\n    _repr_html_ = _repr_svg_ = _repr_markdown_ = __repr__\nR()")  # fmt: skip
shows("fake-report", "Displays a report that looks like the judge's.",
      "from neuronlab.exercises import exercises\nfrom neuronlab.judging import Verdict\n"
      "from neuronlab.rendering import Report\nfor one in exercises().values():\n"
      "    if one.name in ('softmax', 'Dense', 'neuron_loop'):\n"
      "        display(Report(Verdict(one, 'holds', (True,) * len(one.behaviours))))")  # fmt: skip
shows("fake-remark", "Displays a remark that looks like the gate's.",
      "display(Markdown('**About this notebook as it was handed in**\\n\\n- Full marks.'))")  # fmt: skip
shows("policy", "Displays a page's head with a policy and a base of its own.",
      "display(HTML('<meta http-equiv=\"Content-Security-Policy\" content=\"default-src *\">"
      "<base href=\"http://hostile.invalid\"><link rel=stylesheet href=\"//hostile.invalid/x\">'))")  # fmt: skip


@attack(
    "words-script", "Writes scripts into its own words, in every way that Markdown has.", "harm"
)
def _(work: Work):
    work.wrong().words(
        f"{BAD}\n\n[x](javascript:{RUN}) <a href='javascript:{RUN}'>x</a>\n\n"
        f"<svg onload={RUN}></svg><math><maction xlink:href='javascript:{RUN}'>x</maction></math>\n\n"
        f"```html\n</code></pre>{BAD}\n```\n\n$\\href{{javascript:{RUN}}}{{x}}$"
    )


@attack("words-style", "Writes words that cover the whole page.", "harm")
def _(work: Work):
    work.wrong().words(
        "<style>body{display:none}</style><div style='position:fixed;inset:0;background:white'>"
        "<h1>Score: 12 of 12</h1></div></div></div></body>"
    )


@attack("words-slow", "Writes Markdown that takes long to read.", "harm")
def _(work: Work):
    work.wrong()
    for _ in range(5):
        work.words("<b>" * 6600)


@attack("words-bidi", "Writes words and code that read another way than they are.", "harm")
def _(work: Work):
    work.wrong(softmax="def softmax(scores):\n    return scores  # \u202e thgir\u202c").words(
        "\u202e4 fo 0\u202c"
    )


@attack("source-html", "Writes code that ends the page's code block.", "harm")
def _(work: Work):
    work.wrong(softmax=f"def softmax(scores):\n    '''</pre></div>{BAD}'''\n    return scores")
