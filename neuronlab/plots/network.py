"""Plots and plays of lesson 11. What is drawn of a network comes from the learner's own code."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from neuronlab.plots import BLUE, GREY, RED, SKY, Picture, figure, plane

PAPER = "Greys"
"""White paper, black ink."""

THIRTY = (
    "Thirty handwritten digits, each 8 by 8 pixels in shades of grey, with the digit that was meant over it. Most "
    "can be read at a glance, a few cannot."
)
NUMBERS = (
    "Left: a handwritten 3 in 64 squares. Right: the same image with a number from 0 to 16 in every square, large "
    "where there is ink."
)
TEMPLATES = (
    "The weights of ten neurons as images of 8 by 8 pixels. Neuron 0 has strong negative weights in the middle and "
    "positive ones in a ring around it; the others show rough outlines of what sets their digit apart."
)
NOISY = (
    "Six handwritten digits in three rows: as they are, with a little noise, which is hardly seen, and with four "
    "times as much, where the paper is speckled but every digit can still be read."
)
CONFUSION = (
    "The confusion matrix of the network on the held-out images, ten rows and ten columns. Nearly all counts stand "
    "on the diagonal, about 24 each; single mistakes are scattered around it."
)
MISSED = (
    "The mistakes of which the network was surest, up to ten images, each with the digit that was meant, the digit "
    "that was read and the confidence. Most are strangely written."
)
STAGES = (
    "The plane with three spiral arms of points, coloured by the network's answer after 0, 50 and 1500 epochs. At "
    "first the borders are straight, then they bend, and at the end they follow the arms."
)
ANSWERING = (
    "A handwritten digit, the 64 hidden neurons as squares, darker where a neuron fires strongly, and the ten "
    "shares as bars; one bar is by far the tallest."
)


def gallery(images: np.ndarray, titles: Sequence[str], columns: int = 10) -> Any:
    """Images of digits side by side, with a few words over each.

    Parameters
    ----------
    images : array (N, 64)
    titles : N texts
    columns : int
        How many in a row.
    """
    rows = -(-len(images) // columns)
    made, axes = figure(columns, rows, width=7.4, height=1.04 * rows * 10 / columns, squeeze=False)
    for axis in axes.flat:
        axis.axis("off")
    for axis, image, title in zip(axes.flat, images, titles, strict=False):
        _image(axis, image)
        axis.set_title(title, fontsize=11)
    return made


def as_numbers(image: np.ndarray) -> Any:
    """An image, and beside it its 64 numbers in sixteenths, as they were counted."""
    made, (left, right) = figure(columns=2, width=7.0, height=3.5)
    for axis in (left, right):
        _image(axis, image)
        axis.set(xticks=[], yticks=[])
    right.images[0].set_alpha(0.25)
    for place, value in enumerate(image):
        right.text(place % 8, place // 8, f"{16 * value:.0f}", ha="center", va="center")
    return made


def templates(weights: np.ndarray) -> Any:
    """What each of ten neurons looks for: its 64 weights, laid out as the pixels are.

    Parameters
    ----------
    weights : array (64, 10)
    """
    made, axes = figure(5, 2, width=7.4, height=3.5)
    limit = np.abs(weights).max()
    for digit, axis in enumerate(axes.flat):
        seen = weights[:, digit].reshape(8, 8)
        drawn = axis.imshow(seen, cmap="PuOr_r", vmin=-limit, vmax=limit)
        rows, columns = np.nonzero(seen < -0.15 * limit)  # without colour both ends look alike
        inks = np.where(seen[rows, columns] < -0.5 * limit, "white", "black")
        axis.scatter(columns, rows, 12, inks, marker="_", linewidths=1)
        axis.set(title=f"neuron {digit}", xticks=[], yticks=[])
    bar = made.colorbar(drawn, ax=axes, shrink=0.85)
    bar.set_label("weight: above 0, ink speaks for it;\na dash: against it", fontsize=11)
    return made


class LiveCurve:
    """Training and validation loss, drawn again as the training goes on.

    Parameters
    ----------
    epochs : int
        How many there will be.
    every : int
        After how many epochs the picture is drawn again.
    """

    def __init__(self, epochs: int, every: int = 4):
        self.epochs, self.every = epochs, every
        self.train: list[float] = []
        self.validation: list[float] = []
        self._shown: Any = None

    def add(self, train: float, validation: float) -> None:
        """The losses of one more epoch."""
        self.train.append(float(train))
        self.validation.append(float(validation))
        if len(self.train) % self.every == 0 or len(self.train) == self.epochs:
            self._draw()

    def _draw(self) -> None:
        from IPython.display import display

        picture = Picture(
            self.figure(),
            alt="The loss on the training images and on the held-out images, epoch by epoch. Both fall steeply at "
            "first; then the held-out loss levels off while the training loss goes on falling.",
        )
        if self._shown is None:
            self._shown = display(picture, display_id=True)
        else:
            self._shown.update(picture)

    def figure(self) -> Any:
        """The two curves so far."""
        made, axes = figure(width=6.4, height=3.4)
        epochs = np.arange(1, len(self.train) + 1)
        axes.plot(epochs, self.train, "-", color=BLUE, label="training images")
        axes.plot(epochs, self.validation, "--", color=RED, label="held-out images")
        axes.axhline(np.log(10), color=GREY, linewidth=1, linestyle=":")
        axes.text(self.epochs, np.log(10) * 1.2, "guessing: ln 10", ha="right", color=GREY)
        axes.set(
            xlabel="epoch", ylabel="loss (log scale)", yscale="log", xlim=(0, self.epochs + 0.5)
        )
        axes.set_ylim(0.001, 4)
        axes.legend(loc="lower left")
        return made


def confusion(matrix: np.ndarray) -> Any:
    """A confusion matrix: counts in every cell, mistakes coloured by how many there are.

    Parameters
    ----------
    matrix : integer array (C, C)
        Rows are true.
    """
    made, axes = figure(width=6.4, height=5.4)
    classes = len(matrix)
    mistakes = np.where(np.eye(classes, dtype=bool), 0, matrix)
    axes.imshow(mistakes, cmap="Oranges", vmin=0, vmax=max(1, 1.6 * mistakes.max()))
    for row in range(classes):
        for column in range(classes):
            count = int(matrix[row, column])
            right = row == column
            if count or right:
                axes.text(
                    column,
                    row,
                    str(count),
                    ha="center",
                    va="center",
                    color=BLUE if right else "black",
                    fontweight="bold" if right else "normal",
                )
            else:
                axes.text(column, row, "·", ha="center", va="center", color=GREY)
    axes.set(
        xlabel="answer of the network",
        ylabel="true digit",
        xticks=range(classes),
        yticks=range(classes),
    )
    axes.tick_params(length=0)
    return made


def answering(image: np.ndarray, hidden: np.ndarray, shares: np.ndarray, title: str = "") -> Any:
    """An image, how strongly each hidden neuron fires, and the shares of the ten digits.

    Parameters
    ----------
    image, hidden : arrays (64,)
    shares : array (10,)
    title : str
    """
    made, (left, middle, right) = figure(
        columns=3, width=7.4, height=2.7, width_ratios=[1, 1, 1.35]
    )
    _image(left, image)
    left.set(title=title or "image", xticks=[], yticks=[])
    middle.imshow(hidden.reshape(8, 8), cmap="Blues", vmin=0, vmax=max(1.0, float(hidden.max())))
    middle.set(title="64 hidden neurons", xticks=[], yticks=[])
    winner = int(shares.argmax())
    bars = right.bar(range(10), shares, color=[BLUE if one == winner else SKY for one in range(10)])
    bars[winner].set_edgecolor("black")
    right.set(
        xticks=range(10), ylim=(0, 1.12), title=f"answer {winner}, share {shares[winner]:.2f}"
    )
    return made


def one_by_one(
    images: np.ndarray, hidden: np.ndarray, shares: np.ndarray, labels: np.ndarray
) -> Callable[[int], Any]:
    """A drawing function for the mistakes, by number.

    Parameters
    ----------
    images, hidden : arrays (N, 64)
    shares : array (N, 10)
    labels : integer array (N,)

    Returns
    -------
    callable
        `draw(mistake) -> figure`, counted from 1.
    """

    def draw(mistake: int) -> Any:
        at = mistake - 1
        return answering(images[at], hidden[at], shares[at], f"someone wrote {labels[at]}")

    return draw


class Growth:
    """How a network divides the plane, kept while it is trained.

    Parameters
    ----------
    X : array (N, 2)
    y : integer array (N,)
        Three classes.
    """

    def __init__(self, X: np.ndarray, y: np.ndarray):
        self.X, self.y = X, y
        self.maps: dict[int, np.ndarray] = {}
        self.shares: dict[int, float] = {}

    def keep(self, epoch: int, forward: Callable[[np.ndarray], np.ndarray]) -> None:
        """Note how the network answers now, over the whole plane."""
        self.maps[epoch] = plane.answers(forward)
        self.shares[epoch] = float(np.mean(forward(self.X).argmax(axis=1) == self.y))

    def draw(self, epoch: int) -> Any:
        """The plane as it was divided after so many epochs."""
        made, axes = figure(width=4.6, height=4.4)
        self.on(axes, epoch)
        return made

    def stages(self, epochs: Sequence[int]) -> Any:
        """Some epochs side by side."""
        made, axes = figure(len(epochs), width=7.4, height=2.8)
        for axis, epoch in zip(axes, epochs, strict=True):
            self.on(axis, epoch)
        return made

    def on(self, axes: Any, epoch: int) -> None:
        """The same on axes that are there."""
        plane.regions(axes, self.maps[epoch], self.X, self.y)
        share = self.shares[epoch]
        axes.set(title=f"epoch {epoch}: {share:.2f} right", xticks=[], yticks=[])


def drawing_board(
    read: Callable[[np.ndarray], tuple[np.ndarray, np.ndarray]], examples: dict[str, np.ndarray]
) -> None:
    """Sixty-four buttons to draw with, and how the network answers.

    Each button goes from paper to ink to half ink and back; Tab and the space bar reach them all.

    Parameters
    ----------
    read : callable
        `read(image (1, 64)) -> (hidden (1, 64), shares (1, 10))`.
    examples : dict of arrays (64,)
        Images to begin with, by name.
    """
    import ipywidgets
    from IPython.display import display

    pixels = np.zeros(64)
    picture = ipywidgets.HTML()
    layout = ipywidgets.Layout(
        width="30px", height="30px", margin="0", padding="0", border="1px solid #767676"
    )
    buttons = [ipywidgets.Button(layout=layout) for _ in range(64)]
    begin = ipywidgets.Dropdown(options=["empty", *examples], description="begin with")

    def paint() -> None:
        for place, (button, value) in enumerate(zip(buttons, pixels, strict=True)):
            grey = round(255 * (1 - value))
            button.style.button_color = f"#{grey:02x}{grey:02x}{grey:02x}"
            button.tooltip = f"row {place // 8 + 1}, column {place % 8 + 1}: {value:.0%} ink"

    def answer() -> None:
        hidden, shares = read(pixels[np.newaxis])
        words = (
            f"Your drawing is answered with {int(shares[0].argmax())}, share {shares[0].max():.2f}."
        )
        drawn = answering(pixels, hidden[0], shares[0], "your drawing")
        picture.value = Picture(drawn, words)._repr_html_()

    def press(place: int) -> Callable[[Any], None]:
        def pressed(_button: Any) -> None:
            pixels[place] = 1.0 if pixels[place] < 0.25 else 0.5 if pixels[place] > 0.75 else 0.0
            paint()
            answer()

        return pressed

    def restart(_change: Any) -> None:
        pixels[:] = examples.get(begin.value, 0.0)
        paint()
        answer()

    for place, button in enumerate(buttons):
        button.on_click(press(place))
    begin.observe(restart, names="value")
    restart(None)
    board = ipywidgets.GridBox(
        buttons,
        layout=ipywidgets.Layout(
            grid_template_columns="repeat(8, 30px)",
            grid_gap="0",
            width="244px",
            flex="0 0 auto",
            overflow="visible",
        ),
    )
    beside = ipywidgets.HBox([board, picture], layout=ipywidgets.Layout(flex_flow="row wrap"))
    display(ipywidgets.VBox([begin, beside]))


def _image(axes: Any, image: np.ndarray) -> None:
    axes.imshow(np.asarray(image).reshape(8, 8), cmap=PAPER, vmin=0, vmax=1)
    for spine in axes.spines.values():
        spine.set(visible=True, color=GREY)
