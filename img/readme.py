"""Make the README's two pictures again: `python -m img.readme`.

`readme-mistake.png` is what a check answers to a softmax over the wrong axis, as the browser shows it;
`readme-learning.png` is a network of the reference that learns the spiral, drawn while it is trained.
"""

from __future__ import annotations

import html
import tempfile
from pathlib import Path
from typing import Any

import numpy as np

from img.draw import DOTS, FOLDER
from neuronlab.checking import judge_publicly
from neuronlab.datasets import spiral
from neuronlab.exercises import exercises
from neuronlab.plots import BLUE, GREY, figure, plane
from neuronlab.plots.network import Growth
from neuronlab.rendering import Report
from solutions.reference.backward import SoftmaxCrossEntropy
from solutions.reference.layers import Dense, ReLU
from solutions.reference.optimizers import Adam

MISTAKE = """\
def softmax(scores):
    shifted = scores - scores.max(axis=1, keepdims=True)
    powers = np.exp(shifted)
    return powers / powers.sum(axis=0, keepdims=True)

check("softmax", softmax)"""

PAGE = """<!DOCTYPE html><meta charset="utf-8"><style>
body {{ margin: 0; padding: 16px; width: 760px; background: #fff; color: #1f1f1f; font: 15px/1.4 sans-serif }}
pre {{ font: 14px/1.4 monospace; margin: 0 }}
.code {{ background: #f5f5f5; border: 1px solid #d0d0d0; padding: 8px 10px; margin-bottom: 12px }}
table {{ border-collapse: collapse }}
</style><pre class="code">{code}</pre>{report}"""

EPOCHS, SHOWN = 1500, (0, 50, 300, 1500)


def mistake_page() -> str:
    """The page that is photographed: code, and the report that its check gives."""
    names: dict[str, Any] = {"np": np}
    exec(MISTAKE.partition("check(")[0], names)
    report = Report(judge_publicly(exercises()["softmax"], names["softmax"]))
    return PAGE.format(code=html.escape(MISTAKE), report=report.as_html())


def photograph(page: str, path: Path) -> None:
    """A page as a picture, at twice the size of the screen's points."""
    from playwright.sync_api import sync_playwright

    from tools.browser import chromium

    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        file = Path(place, "page.html")
        file.write_text(page, "utf-8")
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        view = browser.new_page(device_scale_factor=2)
        view.goto(file.as_uri())
        view.locator("body").screenshot(path=path)
        browser.close()


def learning() -> tuple[Growth, np.ndarray]:
    """Train 2-64-3 on the spiral; the plane at some epochs, and the loss at all."""
    X, y = spiral(100, 3, np.random.default_rng(0))
    rng = np.random.default_rng(4)
    network = [Dense(2, 64, rng), ReLU(), Dense(64, 3, rng)]
    loss, optimizer, growth = SoftmaxCrossEntropy(), Adam(lr=0.05), Growth(X, y)
    dense, forward = [network[0], network[2]], plane.through(network)
    losses = []
    for epoch in range(EPOCHS + 1):
        if epoch in SHOWN:
            growth.keep(epoch, forward)
        scores = forward(X)
        losses.append(float(loss.forward(scores, y)))
        slopes = loss.backward(scores, y)
        for layer in reversed(network):
            slopes = layer.backward(slopes)
        optimizer.step(
            [values for layer in dense for values in (layer.weights, layer.biases)],
            [values for layer in dense for values in (layer.dweights, layer.dbiases)],
        )
    return growth, np.array(losses)


def draw_learning() -> Any:
    """The plane as the network divides it at four moments, above the loss from first to last."""
    growth, losses = learning()
    made, panels = figure(len(SHOWN), 2, width=9.0, height=4.4, height_ratios=(1.7, 1))
    for axes, epoch in zip(panels[0], SHOWN, strict=True):
        growth.on(axes, epoch)
    grid = panels[1][0].get_gridspec()
    for axes in panels[1]:
        axes.remove()
    below = made.add_subplot(grid[1, :])
    below.plot(losses, color=BLUE, linestyle="-")
    for epoch in SHOWN:
        below.plot(epoch, losses[epoch], "o", color=BLUE)
        below.axvline(epoch, color=GREY, linestyle=":", linewidth=1)
    for side in ("top", "right"):
        below.spines[side].set_visible(False)
    below.set(xlabel="epoch", ylabel="loss", ylim=(0, 1.2), xlim=(-15, EPOCHS + 15))
    return made


def main() -> None:
    """Make both."""
    photograph(mistake_page(), FOLDER / "readme-mistake.png")
    draw_learning().savefig(FOLDER / "readme-learning.png", dpi=DOTS, metadata={"Software": None})


if __name__ == "__main__":
    main()
