"""Lesson 01: what one neuron divides, drawn with the learner's own functions.

Where a function is not written yet, the pictures say so in one line.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import numpy as np

from neuronlab.checking import waiting_for
from neuronlab.plots import BLACK, BLUE, GREY, ORANGE, RED, SKY, figure

Neuron = Callable[[np.ndarray, np.ndarray, float], float]

PUBLISHED = (
    ([0.67378], [0.54623], 0.64272, "1.0107588494"),
    ([1.0, 2.0, 3.0], [0.2, 0.8, -0.5], 2.0, "2.3"),
    ([0.34, 0.45, 0.69], [0.24, 0.53, 0.78], 0.72, "1.5783"),
    ([1.2, 5.1, 2.1], [3.1, 2.1, 8.7], 3.0, "35.7"),
)
"""Inputs, weights, bias and the exact output of neurons from other people's lessons."""

POINTS = np.array(
    [
        [0.6, 3.2], [1.1, 2.4], [1.4, 3.6], [1.9, 3.0], [2.6, 3.4], [0.4, 1.5],
        [1.3, 0.5], [2.1, 1.3], [2.6, 0.4], [3.3, 1.5], [2.7, 1.8], [3.6, 0.9],
    ]
)  # fmt: skip
KINDS = np.array([1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0])
"""Twelve points of two kinds, to be told apart by a line."""

LOW, HIGH = 0.0, 4.0

TABLES = {
    (0, 0, 0, 0): "never fires",
    (0, 0, 0, 1): "AND",
    (0, 0, 1, 0): "$x_1$, not $x_2$",
    (0, 0, 1, 1): "$x_1$",
    (0, 1, 0, 0): "$x_2$, not $x_1$",
    (0, 1, 0, 1): "$x_2$",
    (0, 1, 1, 0): "XOR",
    (0, 1, 1, 1): "OR",
    (1, 0, 0, 0): "NOR",
    (1, 0, 0, 1): "equal",
    (1, 0, 1, 0): "not $x_2$",
    (1, 0, 1, 1): "$x_1$ or not $x_2$",
    (1, 1, 0, 0): "not $x_1$",
    (1, 1, 0, 1): "$x_2$ or not $x_1$",
    (1, 1, 1, 0): "NAND",
    (1, 1, 1, 1): "always fires",
}
"""The sixteen ways to answer (0, 0), (0, 1), (1, 0), (1, 1), and what they are called."""

CORNERS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])


def published(neuron: Neuron) -> None:
    """Print what a neuron answers beside the exact output, for four neurons of other people."""
    with waiting_for("neuron_loop"):
        found = [neuron(inputs, weights, bias) for inputs, weights, bias, _ in PUBLISHED]
    print("inputs   yours          exact")
    for output, (inputs, _, _, text) in zip(found, PUBLISHED, strict=True):
        decimals = len(text.partition(".")[2])
        print(f"{len(inputs):>6}   {output:<15.{decimals}f}{text}")


def gate_table(neuron: Neuron, gate: Callable[[], Any]) -> None:
    """Print the truth table of a gate, as the learner's neuron works it out."""
    with waiting_for("neuron_dot", "and_gate"):
        weights, bias = gate()
        outputs = [float(neuron(corner, np.array(weights), bias)) for corner in CORNERS]
    print("x1  x2   output   fires")
    for (x1, x2), output in zip(CORNERS, outputs, strict=True):
        print(f"{x1:>2.0f}  {x2:>2.0f}   {output:>6.2f}   {'yes' if output > 0 else 'no'}")


def division(
    neuron: Neuron, line: Callable[[np.ndarray, float], Any], w1: float, w2: float, bias: float
) -> Any:
    """Twelve points, where a neuron fires among them, and the line at which it is undecided.

    Parameters
    ----------
    neuron : callable
        The learner's `neuron_dot`; colours the plane and the points.
    line : callable
        The learner's `decision_line`; not asked when `w2` is 0.
    w1, w2, bias : float
    """
    weights = np.array([w1, w2])
    ticks = np.linspace(LOW, HIGH, 9)
    with waiting_for("neuron_dot", "decision_line"):
        plane = [[float(neuron(np.array([x1, x2]), weights, bias)) for x1 in ticks] for x2 in ticks]
        fires = np.array([neuron(point, weights, bias) > 0 for point in POINTS])
        slope, intercept = line(weights, bias) if w2 else (np.nan, np.nan)
    made, axes = figure(width=5.6, height=4.4)
    if np.max(plane) > 0:
        axes.contourf(ticks, ticks, plane, levels=[0, np.max(plane) + 1], colors=[SKY], alpha=0.35)
    axes.plot(ticks, slope * ticks + intercept, color=BLACK, linestyle="-")
    for kind, marker, colour in ((1, "o", BLUE), (0, "s", ORANGE)):
        for fired in (True, False):
            chosen = POINTS[(kind == KINDS) & (fires == fired)]
            axes.plot(
                *chosen.T, marker, markersize=9, color=colour, fillstyle="full" if fired else "none"
            )
    right = int((fires == (KINDS == 1)).sum())
    axes.set(
        xlim=(LOW, HIGH),
        ylim=(LOW, HIGH),
        xlabel="$x_1$",
        ylabel="$x_2$",
        title=f"{_line_as_text(slope, intercept)}; {right} of 12 points right",
    )
    return made


def _line_as_text(slope: float, intercept: float) -> str:
    if not np.isfinite([slope, intercept]).all():
        return "second weight 0: no slope"
    sign = "+" if intercept >= 0 else "-"
    return f"$x_2 = {slope + 0.0:.2f} \\, x_1 {sign} {abs(intercept):.2f}$"


def tables_made(neuron: Neuron) -> dict[tuple[int, ...], int]:
    """How many of 2025 settings of two weights and a bias give each of the sixteen truth tables."""
    weights = np.arange(-2.0, 2.1, 0.5)
    biases = np.arange(-3.0, 3.1, 0.25)
    counts = dict.fromkeys(TABLES, 0)
    with waiting_for("neuron_dot"):
        for w1, w2, bias in itertools.product(weights, weights, biases):
            chosen = np.array([w1, w2])
            counts[tuple(int(neuron(corner, chosen, bias) > 0) for corner in CORNERS)] += 1
    return counts


def in_words(counts: dict[tuple[int, ...], int]) -> str:
    """What `sixteen_tables` shows, for those who cannot see it."""
    found = [f"{TABLES[table]} {count} times" for table, count in counts.items() if count]
    never = [TABLES[table] for table, count in counts.items() if not count]
    listed = f"{', '.join(found)}. Never, in a thick frame: {', '.join(never) or 'none'}."
    return "How often each of the sixteen tables was found. " + listed.replace("$", "").replace(
        "_", ""
    )


def sixteen_tables(counts: dict[tuple[int, ...], int]) -> Any:
    """The sixteen truth tables as small squares of four points, each with how often it came out."""
    made, axes = figure(4, 4, width=7.2, height=7.6)
    for panel, (table, name) in zip(axes.flat, TABLES.items(), strict=True):
        found = counts[table]
        for (x1, x2), fires in zip(CORNERS, table, strict=True):
            panel.plot(
                x1, x2, "o", markersize=11, color=BLUE, fillstyle="full" if fires else "none"
            )
        panel.set(xlim=(-0.5, 1.5), ylim=(-0.5, 1.5), xticks=[], yticks=[], aspect="equal")
        panel.set_title(name)
        panel.set_xlabel(f"{found} times" if found else "never found", color=GREY if found else RED)
        for spine in panel.spines.values():
            spine.set(visible=True, color=GREY if found else RED, linewidth=1 if found else 3)
    return made
