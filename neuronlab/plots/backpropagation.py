"""Plots and plays of lesson 07: what they draw of a network comes from the learner's own functions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from neuronlab.checking import waiting_for
from neuronlab.plots import BLACK, BLUE, GREY, ORANGE, RED, SKY, figure

Maps = Mapping[str, np.ndarray]

FINE, BUG = 1e-6, 1e-3
"""Relative errors below the first are rounding; above the second they are a bug."""


def entry_errors(
    gradient_error: Callable[[np.ndarray, np.ndarray], float],
    analytic: np.ndarray,
    numeric: np.ndarray,
) -> np.ndarray:
    """The learner's `gradient_error`, asked for every entry on its own."""
    if np.shape(analytic) != numeric.shape:
        raise ValueError(
            f"Slopes of shape {numeric.shape} were expected, and found {np.shape(analytic)}."
        )
    errors = np.zeros(numeric.shape)
    for index in np.ndindex(numeric.shape):
        pair = np.array([analytic[index]]), np.array([numeric[index]])
        errors[index] = gradient_error(*pair)
    return errors


def verdict(error: float) -> str:
    """What a relative error says."""
    if not error <= BUG:
        return "a bug"
    return "fine" if error < FINE else "look closer"


def report(maps: Maps) -> None:
    """Print, for each parameter, its largest relative error in words."""
    for name, errors in maps.items():
        largest = float(np.max(errors))
        number = f"{largest:.3f}" if largest >= BUG else "below 0.000001"
        number = number if largest >= BUG or largest < FINE else f"{largest:.6f}"
        print(f"{name:<6}largest relative error {number:<16}{verdict(largest)}")


def heat_map(maps: Maps) -> Any:
    """The relative error of every entry of every parameter: dark is a bug, pale is fine.

    Parameters
    ----------
    maps : dict of str to array
        For each parameter the errors, shaped as the parameter.
    """
    parts = list(maps.items())
    half = (len(parts) + 1) // 2
    made, axes = figure(width=6.4, height=4.2)
    top, right = 0.0, 0.0
    for shown in (parts[:half], parts[half:]):
        left, tall = 0.0, max(np.shape(errors)[0] for _, errors in shown)
        for name, errors in shown:
            image = _fields(axes, left, top, name, errors)
            left += np.shape(errors)[1] + 0.6
        top, right = top - tall - 2.0, max(right, left - 0.6)
    axes.set(xlim=(-0.05, right + 0.05), ylim=(top + 1.1, 0.9), aspect="equal")
    axes.axis("off")
    bar = made.colorbar(image, ax=axes, shrink=0.8, ticks=[-6, -3, 0])
    bar.ax.set_yticklabels(["0.000001", "0.001", "1"])
    return made


def _fields(axes: Any, left: float, top: float, name: str, errors: np.ndarray) -> Any:
    """The errors of one parameter, a field of size 1 for each entry."""
    rows, columns = np.shape(errors)
    shown = np.log10(np.clip(errors, 1e-7, 1))
    extent = (left, left + columns, top - rows, top)
    image = axes.imshow(shown, cmap="Oranges", vmin=-7, vmax=0.6, extent=extent)
    axes.plot(
        np.array([left, left, left + columns, left + columns, left]),
        np.array([top, top - rows, top - rows, top, top]), "-", color=GREY, linewidth=1,
    )  # fmt: skip
    for (row, column), error in np.ndenumerate(errors):
        small = f"{error:.0e}".replace("e-0", "e-")
        text = f"{error:.2f}" if error >= 0.005 else "ok" if error < FINE else small
        ink = "white" if error > 0.03 else BLACK if error >= FINE else GREY
        at = left + column + 0.5, top - row - 0.5
        axes.text(*at, text, ha="center", va="center", fontsize=10, color=ink)
    middle, shape = left + columns / 2, f"{rows} x {columns}"
    axes.text(middle, top + 0.2, name, ha="center", va="bottom", fontsize=12)
    axes.text(middle, top - rows - 0.15, shape, ha="center", va="top", color=GREY)
    return image


def in_words(maps: Maps) -> str:
    """What `heat_map` shows, for those who cannot see it."""
    said = []
    for name, errors in maps.items():
        lit = int((np.asarray(errors) > BUG).sum())
        said.append(f"{name}: {lit or 'none'} of {np.size(errors)} entries above 0.001")
    return "Relative error of every entry, parameter by parameter. " + "; ".join(said) + "."


# The networks that are checked


def small_network() -> tuple[np.ndarray, np.ndarray, dict[str, np.ndarray]]:
    """Five samples with three inputs, their classes, and parameters: four hidden neurons, two classes."""
    rng = np.random.default_rng(7)
    X = np.round(rng.standard_normal((5, 3)), 2)
    y = np.array([0, 1, 0, 1, 1])
    parameters = {
        "W1": np.round(rng.standard_normal((3, 4)), 2),
        "b1": np.round(0.5 * rng.standard_normal((1, 4)), 2),
        "W2": np.round(rng.standard_normal((4, 2)), 2),
        "b2": np.round(0.5 * rng.standard_normal((1, 2)), 2),
    }
    return X, y, parameters


def friends_parameters() -> dict[str, np.ndarray]:
    """The parameters of `small_network`, and gains for its hidden neurons."""
    _, _, parameters = small_network()
    names = "W1", "b1", "gains", "W2", "b2"
    return {
        name: np.array([[1.5, 0.8, 2.0, 1.2]]) if name == "gains" else parameters[name]
        for name in names
    }


class Friend:
    """A network of two Dense layers with Tanh and Gain between them, put together from given classes.

    Parameters
    ----------
    Dense, Tanh, Gain, Loss : classes
        The learner's own `Dense` and loss, and the friend's two layers.
    X, y : arrays
    """

    def __init__(self, Dense: Any, Tanh: Any, Gain: Any, Loss: Any, X: np.ndarray, y: np.ndarray):
        self.classes, self.X, self.y = (Dense, Tanh, Gain, Loss), X, y

    def _own(self) -> list[str]:
        return [one.__name__ for one in self.classes if not one.__name__.startswith("Friends")]

    def _forward(self, W1, b1, gains, W2, b2):
        Dense, Tanh, Gain, Loss = self.classes
        with waiting_for(*self._own()):
            first, second = (Dense(*W.shape, np.random.default_rng(0)) for W in (W1, W2))
            first.weights, first.biases, second.weights, second.biases = W1, b1, W2, b2
            layers = [first, Tanh(), Gain(gains), second]
            values = self.X
            for layer in layers:
                values = layer.forward(values)
            return layers, Loss(), values

    def loss(self, **parameters: np.ndarray) -> float:
        """The loss with these parameters."""
        _, loss, scores = self._forward(**parameters)
        with waiting_for("SoftmaxCrossEntropy"):
            return loss.forward(scores, self.y)

    def gradients(self, **parameters: np.ndarray) -> dict[str, np.ndarray]:
        """What the backward passes of the layers say."""
        layers, loss, scores = self._forward(**parameters)
        with waiting_for(*self._own()):
            slopes = loss.backward(scores, self.y)
            for layer in layers[::-1]:
                slopes = layer.backward(slopes)
        first, _, gain, second = layers
        return {
            "dW1": first.dweights,
            "db1": first.dbiases,
            "dgains": gain.dgains,
            "dW2": second.dweights,
            "db2": second.dbiases,
        }


# The play: slopes as colours

NODES = ((0.0, 2.2), (0.0, 0.8)), ((2.2, 3.0), (2.2, 1.5), (2.2, 0.0)), ((4.4, 2.2), (4.4, 0.8))
START = {
    "W1": np.array([[1.0, -1.0, 0.8], [-0.5, 1.5, 0.6]]),
    "b1": np.array([[0.2, 0.1, -0.4]]),
    "W2": np.array([[1.2, -0.8], [-1.0, 1.0], [0.7, 0.5]]),
    "b2": np.array([[0.0, 0.1]]),
}


def flow(
    mlp_gradients: Callable[..., Maps],
    x1: float,
    x2: float,
    weight: float,
    bias: float,
    true_class: int,
) -> Any:
    """One sample in a network of 2, 3 and 2: every weight and every neuron in the colour of its slope.

    Parameters
    ----------
    mlp_gradients : callable
        The learner's own; with one sample the slopes of the biases are those of the neurons.
    x1, x2 : float
        The inputs.
    weight, bias : float
        The weight from the first input to the first hidden neuron, and that neuron's bias.
    true_class : int
        0 or 1.
    """
    parameters = {name: array.copy() for name, array in START.items()}
    parameters["W1"][0, 0], parameters["b1"][0, 0] = weight, bias
    with waiting_for("mlp_gradients"):
        slopes = mlp_gradients(np.array([[x1, x2]]), np.array([true_class]), **parameters)
    made, axes = figure(width=6.4, height=4.0)
    made.set_layout_engine("none")  # nothing to arrange, and a slider should not wait for it
    axes.set_position([0, 0, 1, 1])
    axes.set(xlim=(-0.9, 5.6), ylim=(-1.1, 3.6), aspect="equal")
    axes.axis("off")
    for left, right, name in ((0, 1, "W1"), (1, 2, "W2")):
        for (i, j), value in np.ndenumerate(parameters[name]):
            start, end = np.array(NODES[left][i]), np.array(NODES[right][j])
            slope = float(slopes[f"d{name}"][i, j])
            axes.plot(
                *np.array([start, end]).T,
                color=_colour(slope),
                linestyle="-" if slope >= 0 else "--",
                linewidth=0.6 + 2.6 * min(abs(value), 2),
                zorder=1,
            )
            share = 0.7 if left == 0 else 0.3
            axes.text(
                *(start + share * (end - start)),
                f"{slope:+.2f}" if slope else "0",
                fontsize=11,
                ha="center",
                va="center",
                bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.8, "alpha": 0.85},
            )
    _nodes(axes, slopes, (x1, x2), true_class)
    return made


def _nodes(axes: Any, slopes: Maps, inputs: tuple[float, float], true_class: int) -> None:
    from matplotlib.patches import Circle

    said = {
        0: [f"$x_{k + 1}$\n{value:g}" for k, value in enumerate(inputs)],
        1: [_signed(slope) for slope in slopes["db1"][0]],
        2: [_signed(slope) for slope in slopes["db2"][0]],
    }
    colours = {
        0: ["white", "white"],
        1: [_colour(float(slope)) for slope in slopes["db1"][0]],
        2: [_colour(float(slope)) for slope in slopes["db2"][0]],
    }
    for column, places in enumerate(NODES):
        for row, (x, y) in enumerate(places):
            axes.add_patch(
                Circle((x, y), 0.36, facecolor=colours[column][row], edgecolor=BLACK, zorder=2)
            )
            axes.text(x, y, said[column][row], ha="center", va="center", fontsize=11, zorder=3)
    for row, (x, y) in enumerate(NODES[2]):
        true = " (true)" if row == true_class else ""
        axes.text(x + 0.45, y, f"class {row}{true}", va="center", fontsize=11)
    axes.text(2.35, -0.55, "solid, blue: uphill   dashed, orange: downhill\n"
              "grey: slope 0   thick: a large weight", fontsize=11, ha="center", va="top")  # fmt: skip


def _signed(slope: float) -> str:
    return f"{slope:+.2f}" if slope else "0"


def _colour(slope: float) -> Any:
    """Blue above 0, orange below, pale near 0, grey at 0."""
    if slope == 0:
        return "#D0D0D0"
    from matplotlib.colors import to_rgb

    strength = 0.6 + 0.4 * min(2 * abs(slope), 1.0)
    full = np.array(to_rgb(SKY if slope > 0 else ORANGE))
    return tuple(1 - strength * (1 - full))


# The kink


def kink(relu: Callable[[np.ndarray], np.ndarray]) -> Any:
    """ReLU near 0, and the line through the two points of a central difference at 0."""
    with waiting_for("relu"):
        x = np.linspace(-1, 1, 101)
        made, axes = figure(width=6.0, height=3.2)
        axes.plot(x, relu(x), color=BLUE, label="ReLU")
        ends = np.array([-0.6, 0.6])
        heights = relu(ends)
    axes.plot(ends, heights, "o--", color=RED, label="from $-h$ to $h$: slope 0.5")
    axes.set(xlabel="$z$", ylabel="ReLU($z$)", ylim=(-0.15, 1.05))
    axes.legend(loc="upper left", frameon=False)
    return made
