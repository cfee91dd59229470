"""Figures of lesson 02."""

from matplotlib.patches import FancyArrowPatch, FancyBboxPatch, Rectangle

from neuronlab.plots import BLACK, BLUE, GREEN, GREY, RED, figure
from neuronlab.plots.layer import bare, circle, rows_of_circles

INPUTS = ["1", "2", "3", "2.5"]
OUTPUTS = ["4.8", "1.21", "2.385"]
WEIGHTS = [
    ["0.2", "0.8", "-0.5", "1"],
    ["0.5", "-0.91", "0.26", "-0.5"],
    ["-0.26", "-0.27", "0.17", "0.87"],
]
BIASES = ["2", "3", "0.5"]


def _arrow(axes, start, end, colour=BLACK, style="-|>", width=1.6, **more):
    axes.add_patch(
        FancyArrowPatch(
            start,
            end,
            arrowstyle=style,
            mutation_scale=13,
            linewidth=width,
            color=colour,
            shrinkA=0,
            shrinkB=0,
            **more,
        )
    )


def _lines(axes, left, right, x, highlighted=None):
    """Every circle on the left with every circle on the right; one circle's lines stand out."""
    for place, y_out in enumerate(right):
        strong = place == highlighted
        for y_in in left:
            axes.plot(
                [x[0], x[1]],
                [y_in, y_out],
                color=RED if strong else GREY,
                linewidth=2.4 if strong else 1.0,
                linestyle="-",
                zorder=2 if strong else 1,
            )


def draw_three_neurons():
    """The layer of the lesson: four inputs, three neurons, all lines, one neuron's in front."""
    made, axes = figure(width=7.2, height=3.9)
    left, right = rows_of_circles(4), rows_of_circles(3, 1.25)
    _lines(axes, left, right, (0, 3.4), highlighted=1)
    for index, y in enumerate(left):
        circle(axes, 0, y, f"$x_{index + 1}$")
        axes.text(-0.45, y, INPUTS[index], ha="right", va="center", fontsize=13)
    for index, y in enumerate(right):
        circle(axes, 3.4, y, f"$z_{index + 1}$", RED if index == 1 else BLACK, 0.33)
        _arrow(axes, (3.76, y), (4.5, y), RED if index == 1 else BLACK)
        axes.text(4.62, y, OUTPUTS[index], ha="left", va="center", fontsize=13)
    axes.text(0, 2.0, "4 inputs", ha="center", fontsize=12)
    axes.text(3.4, 2.0, "3 neurons", ha="center", fontsize=12)
    axes.text(4.62, 2.0, "3 outputs", ha="left", fontsize=12)
    axes.text(
        1.7,
        -2.05,
        "thick: the four weights of the second neuron",
        ha="center",
        fontsize=12,
        color=RED,
    )
    axes.set(xlim=(-1.3, 6.0), ylim=(-2.25, 2.3))
    bare(axes)
    return made


def draw_neuron_or_layer():
    """Three inputs into one neuron, and three inputs into a layer of three."""
    made, (one, three) = figure(columns=2, width=8.4, height=3.5)
    for axes, right, title in (
        (one, rows_of_circles(1), "one neuron with three inputs"),
        (three, rows_of_circles(3), "a layer of three neurons"),
    ):
        left = rows_of_circles(3)
        for y_out in right:
            for y_in in left:
                axes.plot(
                    [0, 2.4], [y_in, y_out], color=GREY, linewidth=1.2, linestyle="-", zorder=1
                )
        for index, y in enumerate(left):
            circle(axes, 0, y, f"$x_{index + 1}$")
        for y in right:
            circle(axes, 2.4, y, "", BLUE, 0.33)
            axes.text(
                2.4,
                y,
                "$b$" if len(right) == 1 else "",
                ha="center",
                va="center",
                fontsize=12,
                zorder=5,
            )
            _arrow(axes, (2.76, y), (3.4, y), BLUE)
        if len(right) == 3:
            for index, y in enumerate(right):
                axes.text(
                    2.4, y, f"$b_{index + 1}$", ha="center", va="center", fontsize=12, zorder=5
                )
        numbers = "1 bias, 1 number out" if len(right) == 1 else "3 biases, 3 numbers out"
        axes.text(1.4, -1.95, f"{3 * len(right)} weights, {numbers}", ha="center", fontsize=12)
        axes.text(1.4, 1.65, title, ha="center", fontsize=13)
        axes.set(xlim=(-0.7, 3.8), ylim=(-2.15, 1.95))
        bare(axes)
    return made


def _cells(axes, table, x, y, colours=None, width=1.0, height=0.62):
    """A table of texts whose upper left corner is at (x, y)."""
    for j, row in enumerate(table):
        for i, text in enumerate(row):
            filled = colours(j, i) if colours else "white"
            corner = (x + i * width, y - (j + 1) * height)
            axes.add_patch(
                Rectangle(corner, width, height, facecolor=filled, edgecolor=BLACK, linewidth=1)
            )
            axes.text(
                corner[0] + width / 2,
                corner[1] + height / 2,
                text,
                ha="center",
                va="center",
                fontsize=12,
            )


def draw_matrix():
    """The weights as a matrix: a row is a neuron, a column is an input, with both axes as arrows."""
    made, axes = figure(width=7.4, height=3.5)
    pale = "#FBE3D6"
    _cells(axes, WEIGHTS, 0, 0, lambda j, i: pale if j == 1 else "white", width=1.15)
    for i in range(4):
        axes.text(1.15 * (i + 0.5), 0.14, f"$x_{i + 1}$", ha="center", va="bottom", fontsize=13)
    for j in range(3):
        axes.text(
            4.75,
            -0.62 * (j + 0.5),
            f"neuron {j + 1}: weights[{j}]",
            va="center",
            fontsize=12,
            color=RED if j == 1 else BLACK,
        )
    _arrow(axes, (0, 0.72), (4.6, 0.72), BLUE)
    axes.text(2.3, 0.82, "axis 1: the inputs", ha="center", va="bottom", fontsize=12, color=BLUE)
    _arrow(axes, (-0.3, 0), (-0.3, -1.86), GREEN)
    axes.text(
        -0.5, -0.93, "axis 0:\nthe neurons", ha="right", va="center", fontsize=12, color=GREEN
    )
    axes.text(2.3, -2.25, "weights.shape is (3, 4)", ha="center", fontsize=12)
    axes.set(xlim=(-2.0, 7.4), ylim=(-2.45, 1.25))
    bare(axes)
    return made


def draw_shapes():
    """How shapes fit: (3, 4) meets (4,), the fours go, the three stays."""
    made, axes = figure(width=7.8, height=3.2)
    for x, label, name, width in (
        (0.0, "(3, 4)", "weights", 1.7),
        (2.6, "(4,)", "inputs", 1.3),
        (5.0, "(3,)", "biases", 1.3),
        (7.4, "(3,)", "outputs", 1.3),
    ):
        axes.add_patch(
            FancyBboxPatch(
                (x, 0),
                width,
                0.9,
                boxstyle="round,pad=0.02,rounding_size=0.15",
                facecolor="white",
                edgecolor=BLACK,
                linewidth=1.5,
            )
        )
        axes.text(x + width / 2, 0.45, label, ha="center", va="center", fontsize=16)
        axes.text(x + width / 2, 1.08, name, ha="center", va="bottom", fontsize=12)
    for x, sign in ((2.15, "·"), (4.45, "+"), (6.85, "=")):
        axes.text(x, 0.45, sign, ha="center", va="center", fontsize=18)
    meet = {"color": RED, "connectionstyle": "arc3,rad=0.35", "mutation_scale": 12}
    axes.add_patch(FancyArrowPatch((1.15, -0.05), (3.2, -0.05), arrowstyle="<|-|>", **meet))
    axes.text(
        2.15,
        -0.82,
        "these two must be equal, and go",
        ha="center",
        va="center",
        fontsize=12,
        color=RED,
    )
    stay = {"color": BLUE, "connectionstyle": "arc3,rad=-0.14", "mutation_scale": 12}
    axes.add_patch(
        FancyArrowPatch((0.6, 1.5), (8.05, 1.5), arrowstyle="-|>", linestyle="--", **stay)
    )
    axes.text(4.4, 2.28, "one number for each neuron stays", ha="center", fontsize=12, color=BLUE)
    axes.set(xlim=(-0.3, 9.0), ylim=(-1.1, 2.6))
    bare(axes)
    return made


def draw_network():
    """A network of 4 inputs, 3 neurons and 2 neurons, to be counted."""
    made, axes = figure(width=7.0, height=3.8)
    columns = [rows_of_circles(4), rows_of_circles(3), rows_of_circles(2)]
    for k in (0, 1):
        _lines(axes, columns[k], columns[k + 1], (2.8 * k, 2.8 * (k + 1)))
    for k, heights in enumerate(columns):
        for index, y in enumerate(heights):
            circle(axes, 2.8 * k, y, "" if k else f"$x_{index + 1}$", BLUE if k else BLACK)
            if k:
                axes.text(
                    2.8 * k, y, f"$b_{index + 1}$", ha="center", va="center", fontsize=12, zorder=5
                )
    for k, text in enumerate(
        ("4 inputs\nno parameters", "first layer\n3 neurons", "second layer\n2 neurons")
    ):
        axes.text(2.8 * k, -2.3, text, ha="center", va="center", fontsize=12)
    axes.set(xlim=(-1.6, 7.2), ylim=(-2.75, 1.95))
    bare(axes)
    return made


def draw_columns():
    """The same layer gathered input by input: each input stretches its own column."""
    made, axes = figure(width=8.4, height=2.3)
    x = 0.0
    for index, value in enumerate(INPUTS):
        axes.text(x, -0.93, f"{value} ·", ha="right", va="center", fontsize=14)
        column = [[row[index]] for row in WEIGHTS]
        _cells(axes, column, x + 0.1, 0, lambda j, i: "white", width=0.95)
        axes.text(x + 0.57, 0.12, f"$x_{index + 1}$", ha="center", va="bottom", fontsize=13)
        axes.text(x + 1.25, -0.93, "+", ha="center", va="center", fontsize=16)
        x += 2.05
    _cells(axes, [[one] for one in BIASES], x - 0.5, 0, lambda j, i: "#E8F1F8", width=0.7)
    axes.text(x - 0.15, 0.12, "biases", ha="center", va="bottom", fontsize=12)
    axes.text(x + 0.45, -0.93, "=", ha="center", va="center", fontsize=16)
    _cells(axes, [[one] for one in OUTPUTS], x + 0.7, 0, lambda j, i: "#FDF3DC", width=0.9)
    axes.text(x + 1.15, 0.12, "outputs", ha="center", va="bottom", fontsize=12, color=BLACK)
    axes.set(xlim=(-0.6, x + 1.8), ylim=(-2.1, 0.6))
    bare(axes)
    return made
