"""Plots: one palette, one style, alt text on every picture. matplotlib is imported when first used.

Each lesson's plots and plays are in the module of its topic. They hold no working answer: what they draw of an
exercise comes from the learner's own function, or from stored numbers.
"""

from __future__ import annotations

import base64
import html
import io
from collections.abc import Callable
from typing import Any

BLUE, ORANGE, GREEN, RED, PURPLE, SKY, YELLOW, BLACK = (
    "#0072B2",
    "#E69F00",
    "#009E73",
    "#D55E00",
    "#CC79A7",
    "#56B4E9",
    "#F0E442",
    "#000000",
)
"""The palette of Okabe and Ito (2008), told apart by people who see colours differently."""

CLASSES = (BLUE, RED, GREEN)
TINTS = ("#9CC3DE", "#F3C8A8", "#D9EFE4")
"""Three classes: their points, and the ground on which a network answers with them; the tints differ in grey, too."""

GREY = "#767676"
LINES = ("-", "--", "-.", ":")
"""Line styles that go with the colours, for readers in grey."""

MARKERS = ("o", "s", "^", "D")
"""Marks that go with them, for points."""

STYLE = {
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlesize": 12,
    "axes.labelsize": 11,
    "xtick.labelsize": 11,
    "ytick.labelsize": 11,
    "legend.fontsize": 11,
    "legend.frameon": False,
    "font.size": 11,
    "figure.dpi": 100,
    "savefig.dpi": 160,
    "lines.linewidth": 2,
    "figure.facecolor": "white",
}


def figure(columns: int = 1, rows: int = 1, width: float = 6.4, height: float = 3.6, **more: Any):
    """A new figure in the house style.

    Parameters
    ----------
    columns, rows : int
        How many axes.
    width, height : float
        Of the whole figure, in inches.
    **more
        For `matplotlib.figure.Figure.subplots`.

    Returns
    -------
    figure, axes
        As from `matplotlib.pyplot.subplots`, but no part of pyplot; the figure is not shown before `show`.
    """
    import matplotlib
    from cycler import cycler
    from matplotlib.figure import Figure

    colours = cycler(color=[BLUE, RED, GREEN, PURPLE]) + cycler(linestyle=LINES)
    with matplotlib.rc_context({**STYLE, "axes.prop_cycle": colours}):
        made = Figure(
            figsize=(width, height), layout="constrained"
        )  # not pyplot's: nothing else shows it
        axes = made.subplots(rows, columns, **more)
    return made, axes


def show(figure: Any, alt: str) -> None:
    """Show a figure with words for those who cannot see it.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
    alt : str
        What the picture shows, in a sentence or two.

    Raises
    ------
    ValueError
        If there are no words.
    """
    from IPython.display import display

    display(Picture(figure, alt))


class Picture:
    """A figure as an image with alternative text, in Lab and in feedback alike."""

    def __init__(self, figure: Any, alt: str):
        if not alt.strip():
            raise ValueError("`alt` should say what the picture shows; it is empty.")
        buffer = io.BytesIO()
        figure.savefig(buffer, format="png", dpi=160)
        self.alt = " ".join(alt.split())
        self.width = round(figure.get_figwidth() * 100)
        self.content = base64.b64encode(buffer.getvalue()).decode("ascii")

    def __repr__(self) -> str:
        return f"Picture: {self.alt}"

    def _repr_html_(self) -> str:
        return (
            f'<img alt="{html.escape(self.alt)}" width="{self.width}" style="max-width:100%;'
            f'height:auto;margin-top:0.5em" src="data:image/png;base64,{self.content}">'
        )


def play(draw: Callable[..., Any], alt: str, **sliders: Any) -> None:
    """Sliders above a picture that follows them.

    Parameters
    ----------
    draw : callable
        `draw(**values) -> figure`, called again whenever a slider moves.
    alt : str
        What the picture shows. `{name}` stands for a slider's value.
    **sliders
        For each argument of `draw` a tuple `(low, high, step, start)`; all whole numbers make a
        slider of whole numbers.

    Notes
    -----
    A stored notebook shows no slider: put a still picture beside it.
    """
    import ipywidgets

    controls = {name: _slider(name.replace("_", " "), *limits) for name, limits in sliders.items()}
    picture = ipywidgets.HTML()
    decimals = {name: _decimals(*limits) for name, limits in sliders.items()}

    def follow(_change: Any = None) -> None:
        # A slider says 2.000000000000001 where it shows 2.0, and the words would be read out so.
        values = {name: round(one.value, decimals[name]) for name, one in controls.items()}
        picture.value = Picture(draw(**values), alt.format(**values))._repr_html_()

    for control in controls.values():
        control.observe(follow, names="value")
    follow()

    from IPython.display import display

    display(ipywidgets.VBox([*controls.values(), picture]))


def _slider(label: str, low: float, high: float, step: float, start: float) -> Any:
    import ipywidgets

    whole = all(isinstance(value, int) for value in (low, high, step, start))
    kind = ipywidgets.IntSlider if whole else ipywidgets.FloatSlider
    decimals = _decimals(low, high, step, start)
    return kind(
        readout_format="d" if whole else f".{decimals}f",
        value=start,
        min=low,
        max=high,
        step=step,
        description=label,
        continuous_update=True,
        style={"description_width": "initial"},
    )


def _decimals(low: float, high: float, step: float, start: float) -> int:
    """How many decimals the values of a slider have."""
    return max(len(f"{one:.9f}".rstrip("0").partition(".")[2]) for one in (low, step, start))
