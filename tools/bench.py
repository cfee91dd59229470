"""Measure what the project claims about speed: `make bench`.

Times are medians of several runs on this machine. What is claimed elsewhere are ratios within one run.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import numpy as np

from neuronlab import datasets, expected
from neuronlab.checking import judge_publicly
from neuronlab.exercises import exercises
from solutions import reference
from solutions.reference import recognition
from solutions.reference.layers import Dense, ReLU
from tools import build, throughput
from tools.lessontext import read_lesson
from tools.plays import AT_ONCE
from tools.plays import plays as plays_of
from tools.solved import solve

ROOT = build.ROOT


def main() -> None:
    """Run the parts that are named, or all."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument(
        "parts", nargs="*", choices=[[], *PARTS], help=f"{', '.join(PARTS)}; all if left out"
    )
    for part in parser.parse_args().parts or PARTS:
        print(f"\n## {part}\n")
        PARTS[part]()


def seconds(work: Callable[[], object]) -> float:
    """How long one call takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def checks() -> None:
    """The check's own time beyond the answer's, first call and later ones."""
    own, first = {}, {}
    for name, exercise in exercises().items():
        answer = reference.ANSWERS[name]
        first[name] = seconds(lambda e=exercise, a=answer: judge_publicly(e, a))
        asked = [case.inputs for case in expected.load(name)[0]]

        def alone(exercise=exercise, answer=answer, asked=asked):
            for inputs in asked:
                exercise.run(answer, **inputs)

        rounds = 3 if first[name] > 0.3 else 9
        whole = median(
            seconds(lambda e=exercise, a=answer: judge_publicly(e, a)) for _ in range(rounds)
        )
        own[name] = max(0.0, whole - median(seconds(alone) for _ in range(rounds)))
    for title, times in (("first call", first), ("later calls, beyond the answer", own)):
        worst = max(times, key=times.get)
        print(
            f"{title}: median {1e3 * median(times.values()):.1f} ms, "
            f"worst {1e3 * times[worst]:.1f} ms ({worst}), {len(times)} exercises"
        )


def imports() -> None:
    """Importing `check`, `show`, `play` and `progress` in a process that has NumPy."""
    code = (
        "import time, numpy; began = time.perf_counter()\n"
        "from neuronlab import check, play, progress, show\n"
        "print(time.perf_counter() - began)"
    )
    times = [
        float(subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout)
        for _ in range(7)
    ]
    print(f"import: median {1e3 * median(times):.0f} ms, worst {1e3 * max(times):.0f} ms")


def notebooks() -> None:
    """Running each solved notebook, kernel included."""
    total = 0.0
    for lesson in build.texts(ROOT):
        with tempfile.TemporaryDirectory() as place:
            notebook = read_lesson(build.text_of(ROOT, lesson))
            took = seconds(lambda n=notebook, p=place: solve(n, ROOT, Path(p)))
        total += took
        print(f"{lesson:<24}{took:6.1f} s")
    print(f"{'all':<24}{total:6.1f} s")


def training() -> None:
    """Training the reference network against PyTorch: same network, data, batches and number of steps.

    Both in float64 and on one thread, which is the fastest for networks of this size. NumPy reads the number of
    threads when it is imported: hence a process of its own.
    """
    if os.environ.get("OMP_NUM_THREADS") != "1":
        alone = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
        code = "from tools.bench import training; training()"
        subprocess.run([sys.executable, "-c", code], env=alone, cwd=ROOT, check=True)
        return
    import torch

    torch.set_num_threads(1)
    torch.manual_seed(0)
    spiral = datasets.spiral(100, 3, np.random.default_rng(0))
    for name, (X, y), sizes, epochs, batch_size in (
        ("spiral 2-64-3, full batch", spiral, (2, 64, 3), 2000, 300),
        ("digits 64-64-10, batches of 64", datasets.handwritten_digits(), (64, 64, 10), 40, 64),
    ):
        ours, theirs = [], []
        for seed in range(5):  # by turns, so that a busy moment meets both
            ours.append(seconds(lambda a=(X, y, sizes, epochs, batch_size, seed): train_ours(*a)))
            theirs.append(
                seconds(lambda a=(X, y, sizes, epochs, batch_size, seed): train_theirs(*a))
            )
        steps = epochs * -(-len(y) // batch_size)
        print(
            f"{name}, {steps} steps: ours {median(ours):.2f} s, PyTorch {median(theirs):.2f} s, "
            f"ratio {median(ours) / median(theirs):.2f}"
        )


def train_ours(X, y, sizes: tuple[int, int, int], epochs: int, batch_size: int, seed: int) -> None:
    """Dense, ReLU, Dense by the reference, with Adam and softmax cross-entropy."""
    rng = np.random.default_rng(seed)
    n_inputs, n_hidden, n_classes = sizes
    network = [Dense(n_inputs, n_hidden, rng), ReLU(), Dense(n_hidden, n_classes, rng)]
    recognition.learn(network, X, y, epochs, rng, batch_size=batch_size)


def train_theirs(
    X, y, sizes: tuple[int, int, int], epochs: int, batch_size: int, seed: int
) -> None:
    """The same in PyTorch, in float64 as ours, with its own shuffle and no loader's overhead."""
    import torch
    from torch import nn

    generator = torch.Generator().manual_seed(seed)
    n_inputs, n_hidden, n_classes = sizes
    network = nn.Sequential(
        nn.Linear(n_inputs, n_hidden), nn.ReLU(), nn.Linear(n_hidden, n_classes)
    ).double()
    images, labels = torch.from_numpy(X), torch.from_numpy(y)
    loss, optimizer = nn.CrossEntropyLoss(), torch.optim.Adam(network.parameters(), lr=0.005)
    for _ in range(epochs):
        for chosen in torch.randperm(len(labels), generator=generator).split(batch_size):
            optimizer.zero_grad()
            loss(network(images[chosen]), labels[chosen]).backward()
            optimizer.step()


CELLS = [
    "import numpy as np\nimport matplotlib.pyplot as plt",
    "x = np.linspace(0, 1, 50)",
    "def double(values):\n    return 2 * values",
    "double(x)[:3]",
    "print('half', x.mean())",
    "total = 0\nfor value in x:\n    total += value",
    "total",
    "x @ x",
    "{'a': 1}['b']",
]
FIGURE = "plt.plot(x, double(x));"


def grading() -> None:
    """A notebook in a locked room, and as nbgrader runs it: a Jupyter kernel without a lock."""
    import nbformat
    from nbclient import NotebookClient

    from grading.room import Limits, Nursery, Sitting

    def in_a_kernel(cells: list[str]) -> None:
        notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(c) for c in cells])
        NotebookClient(
            notebook, kernel_name="python3", allow_errors=True, extra_arguments=["--log-level=40"]
        ).execute()

    with Nursery() as nursery:

        def in_a_room(cells: list[str]) -> None:
            with Sitting(nursery, Limits()) as sitting:
                for cell in cells:
                    sitting.run(cell)

        print(f"starting the warm process: {1e3 * seconds(nursery.start):.0f} ms, once")
        for title, cells in (("without", CELLS), ("with", [*CELLS, FIGURE])):
            locked = median(seconds(lambda c=cells: in_a_room(c)) for _ in range(15))
            stock = median(seconds(lambda c=cells: in_a_kernel(c)) for _ in range(3))
            print(
                f"{len(cells)} cells, {title} a figure: {1e3 * locked:.0f} ms in a locked room, "
                f"{1e3 * stock:.0f} ms in a kernel: {stock / locked:.0f} times as fast"
            )


def plays() -> None:
    """Redrawing the picture of every play, as a slider does, at its slowest setting."""
    took = {}
    for lesson in build.texts(ROOT):
        for number, play in enumerate(plays_of(lesson), start=1):
            took[f"{play.cell}, play {number} ({', '.join(play.sliders)})"] = play.seconds()
    for name in sorted(took, key=took.get, reverse=True)[:10]:
        print(f"{1e3 * took[name]:5.0f} ms  {name}")
    slow = sum(one > AT_ONCE for one in took.values())
    print(
        f"{len(took)} plays: median {1e3 * median(took.values()):.0f} ms, over "
        f"{1e3 * AT_ONCE:.0f} ms: {slow}"
    )


PARTS = {
    "checks": checks,
    "imports": imports,
    "notebooks": notebooks,
    "plays": plays,
    "training": training,
    "grading": grading,
    "class": throughput.against_stock,
    "lessons": throughput.lessons,
    "growth": throughput.growth,
    "writer": throughput.writer,
    "cluster": throughput.cluster,
}

if __name__ == "__main__":
    main()
