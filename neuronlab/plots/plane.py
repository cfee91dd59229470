"""The plane of two inputs, divided by a network into the regions of three classes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from neuronlab.plots import CLASSES, MARKERS, TINTS

SIDE = np.linspace(-1.15, 1.15, 121)
"""Where the network is asked, along each of the two inputs; the points of the spiral lie within."""


def answers(forward: Callable[[np.ndarray], np.ndarray]) -> np.ndarray:
    """Which class a network sees at every place of the plane.

    Parameters
    ----------
    forward : callable
        `forward(X (N, 2)) -> scores (N, 3)`.

    Returns
    -------
    integer array (121, 121)
        Rows run along the second input.
    """
    places = np.stack(np.meshgrid(SIDE, SIDE), axis=-1).reshape(-1, 2)
    return forward(places).argmax(axis=1).reshape(len(SIDE), len(SIDE))


def through(layers: Sequence[Any]) -> Callable[[np.ndarray], np.ndarray]:
    """The forward pass of all layers, one after the other."""

    def forward(values: np.ndarray) -> np.ndarray:
        for layer in layers:
            values = layer.forward(values)
        return values

    return forward


def regions(axes: Any, seen: np.ndarray, X: np.ndarray, y: np.ndarray) -> None:
    """Draw what `answers` gave, with a line around each class, and the points over it.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
    seen : integer array (121, 121)
    X : array (N, 2)
    y : integer array (N,)
    """
    axes.contourf(SIDE, SIDE, seen, levels=[-0.5, 0.5, 1.5, 2.5], colors=TINTS)
    for label, (colour, marker) in enumerate(zip(CLASSES, MARKERS, strict=False)):
        region = seen == label
        if region.any() and not region.all():  # lines at 0.5 and 1.5 would lie side by side
            axes.contour(SIDE, SIDE, region, levels=[0.5], colors="black", linewidths=0.6)
        axes.plot(*X[y == label].T, marker, color=colour, markersize=4, label=f"class {label}")
    axes.set(aspect="equal", xticks=[-1, 0, 1], yticks=[-1, 0, 1])
