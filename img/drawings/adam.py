"""Figures of lesson 09: Adam."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from neuronlab.plots import BLACK, BLUE, GREEN, GREY, ORANGE, PURPLE, RED, figure


def draw_one_step() -> Any:
    """One step of Adam from gradient to parameter, with the numbers of the first step."""
    made, axes = figure(width=7.8, height=3.9)
    boxes = {
        "g": (0.85, 2.0, "gradient", "-0.5", BLACK),
        "m": (3.75, 3.1, "m: average\nof gradients", "-0.05", BLUE),
        "v": (3.75, 0.9, "v: average\nof squares", "0.00025", RED),
        "m_hat": (7.45, 3.1, "m,\ncorrected", "-0.5", BLUE),
        "v_hat": (7.45, 0.9, "v,\ncorrected", "0.25", RED),
        "ratio": (10.35, 2.0, "m over\nroot of v", "-1", PURPLE),
        "w": (13.4, 2.0, "parameter", "2 to 2.1", GREEN),
    }
    for x, y, title, number, colour in boxes.values():
        box = FancyBboxPatch(
            (x - 1.1, y - 0.6),
            2.2,
            1.2,
            boxstyle="round,pad=0.06",
            facecolor="white",
            edgecolor=colour,
            linewidth=2,
        )
        axes.add_patch(box)
        axes.text(x, y + 0.22, title, ha="center", va="center", fontsize=12)
        axes.text(x, y - 0.36, number, ha="center", va="center", fontsize=12)
    arrows = [
        ("g", "m", ""),
        ("g", "v", ""),
        ("m", "m_hat", "/ 0.1"),
        ("v", "v_hat", "/ 0.001"),
        ("m_hat", "ratio", ""),
        ("v_hat", "ratio", ""),
        ("ratio", "w", ""),
    ]
    for start, end, words in arrows:
        (x0, y0), (x1, y1) = boxes[start][:2], boxes[end][:2]
        shift = 0.3 * np.sign(y1 - y0)
        axes.add_patch(
            FancyArrowPatch(
                (x0 + 1.2, y0 + shift),
                (x1 - 1.2, y1 - shift),
                arrowstyle="-|>",
                mutation_scale=14,
                color=GREY,
                linewidth=1.5,
            )
        )
        axes.text((x0 + x1) / 2, (y0 + y1) / 2 + 0.2, words, ha="center", fontsize=12)
    axes.text(11.8, 0.9, "times -lr\n(lr = 0.1)", ha="center", va="center", fontsize=12)
    titles = {3.75: "1. remember", 7.45: "2. correct", 10.35: "3. compare", 13.4: "4. step"}
    for x, words in titles.items():
        axes.text(x, 4.2, words, ha="center", va="center", fontsize=12, weight="bold")
    axes.set(xlim=(-0.4, 14.6), ylim=(0.1, 4.6))
    axes.axis("off")
    return made


def draw_forgetting() -> Any:
    """How much each value weighs in an average, for a short and for a longer memory."""
    made, (left, right) = figure(columns=2, width=6.4, height=3.3, sharey=True)
    ages = np.arange(30)
    for axes, beta, colour, hatch in ((left, 0.8, BLUE, ""), (right, 0.95, ORANGE, "//")):
        axes.bar(ages, (1 - beta) * beta**ages, color=colour, edgecolor="white", hatch=hatch)
        about = round(1 / (1 - beta))
        axes.axvline(about - 0.5, color=BLACK, linestyle="--", linewidth=1.2)
        axes.text(about - 0.1, 0.15, f"about\n{about} values", va="center")
        axes.set(title=f"beta = {beta:g}", xlabel="how many steps ago", ylim=(0, 0.22))
    left.set(ylabel="share of the value")
    return made


def draw_agreement() -> Any:
    """Gradients of one size that agree, change sign, or come from one side now and then."""
    made, panels = figure(columns=3, width=6.8, height=3.2, sharey=True)
    rows = [
        ("they agree", np.ones(12)),
        ("they change sign", np.resize([1.0, -1.0], 12)),
        ("three of four agree", np.resize([1.0, 1.0, 1.0, -1.0], 12)),
    ]
    for axes, (title, gradients) in zip(panels, rows, strict=True):
        mean, root = gradients.mean(), np.sqrt((gradients**2).mean())
        axes.bar(np.arange(1, 13), gradients, color="lightgrey", edgecolor=GREY)
        axes.axhline(root, color=RED, linestyle="--")
        axes.axhline(mean, color=BLUE)
        axes.set(
            title=title, xlabel=f"mean / root = {mean / root:g}", xticks=[], ylim=(-1.35, 1.35)
        )
    panels[0].text(1, 1.06, "root mean square", color=RED, va="bottom")
    panels[2].text(9.2, 0.5, "mean", color=BLUE, va="center", bbox={"color": "white", "pad": 1.5})
    panels[0].set(ylabel="gradient")
    return made
