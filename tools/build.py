"""Make every derived file again, one way: text -> expected values -> solved notebook -> release.

Run it with `make build`, or for one lesson `python -m tools.build 04_activations`.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from neuronlab import expected
from neuronlab.exercises import exercises, predictions
from neuronlab.lessons import LESSONS
from solutions import oracle
from solutions.registry import wrong_predictions
from tools.lessontext import predicted, read_lesson
from tools.release import generate
from tools.solved import solve, write

ROOT = Path(__file__).resolve().parent.parent
PUBLIC_SEED = 0


def main() -> None:
    """Read the arguments and build."""
    parser = argparse.ArgumentParser(prog="make build", description=__doc__)
    parser.add_argument(
        "lessons", nargs="*", metavar="LESSON", help="folder names; all if left out"
    )
    chosen = parser.parse_args().lessons or texts(ROOT)
    unknown = sorted(set(chosen) - set(texts(ROOT)))
    if unknown:
        parser.error(f"no text for {', '.join(unknown)}; there are {', '.join(texts(ROOT))}")
    write_expected(ROOT / "neuronlab" / "expected", values_of_predictions(ROOT))
    build(ROOT, chosen)


def build(root: Path, lessons: list[str], config_root: Path = ROOT) -> None:
    """Make the solved notebooks and the releases of some lessons of the course at `root`."""
    for lesson in lessons:
        print(f"{lesson}: running", flush=True)
        with tempfile.TemporaryDirectory() as place:
            notebook = solve(read_lesson(text_of(root, lesson)), config_root, Path(place))
        write(notebook, solved_of(root, lesson))
    generate(root, lessons, config_root)
    for lesson in lessons:
        print(f"{lesson}: released", flush=True)


def texts(root: Path) -> list[str]:
    """The lessons that have a text."""
    return sorted(path.parent.name for path in (root / "solutions" / "lessons").glob("*/*.py"))


def text_of(root: Path, lesson: str) -> Path:
    """The text of a lesson."""
    return root / "solutions" / "lessons" / lesson / f"{lesson}.py"


def solved_of(root: Path, lesson: str) -> Path:
    """The solved notebook of a lesson."""
    return root / "solutions" / "notebooks" / lesson / f"{lesson}.ipynb"


def released_of(root: Path, lesson: str) -> Path:
    """The learner's notebook of a lesson."""
    return root / "notebooks" / lesson / f"{lesson}.ipynb"


def values_of_predictions(root: Path) -> dict:
    """The right values of all predictions, from the texts."""
    values = {}
    for lesson in texts(root):
        values |= predicted(text_of(root, lesson))
    return values


def write_expected(folder: Path, values: dict) -> None:
    """Compile what the reference and the misconceptions give on the public questions.

    Files of exercises that no longer exist are removed.
    """
    files = dict(expected_files(values))
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
    for path in folder.glob("*.json"):
        if path.name not in files:
            path.unlink()


def expected_files(values: dict) -> Iterator[tuple[str, str]]:
    """The name and the text of every file of expected values."""
    for name in exercises():
        yield f"{name}.json", expected_text(name)
    for lesson in LESSONS:
        text = predictions_text(lesson, values)
        if text:
            yield f"predictions_{lesson}.json", text


def expected_text(name: str) -> str:
    """The text of one exercise's file of expected values."""
    exercise = exercises()[name]
    cases = exercise.cases(PUBLIC_SEED)
    return expected.to_text(
        exercise, cases, oracle.expected(name, cases), oracle.mistakes(name, cases)
    )


def predictions_text(lesson: str, values: dict) -> str:
    """The text of a lesson's file of hashed predictions; empty if it has none."""
    hashed = {}
    for name, prediction in predictions().items():
        if prediction.lesson != lesson or name not in values:
            continue
        salt = f"neuronlab {name}"

        def digest(value, salt=salt, decimals=prediction.decimals):
            return expected.digest(salt, expected.canonical(value, decimals))

        hashed[name] = {
            "salt": salt,
            "digest": digest(values[name]),
            "form": expected.form_of(values[name]),
            "hints": {digest(one.value): one.hint for one in wrong_predictions(name)},
        }
    return json.dumps(hashed, indent=1, ensure_ascii=False) + "\n" if hashed else ""


def clean(root: Path) -> None:
    """Remove solved notebooks and releases of lessons that have no text any more."""
    for folder in ("solutions/notebooks", "notebooks"):
        for place in (root / folder).glob("*/"):
            if place.name not in texts(root):
                shutil.rmtree(place)


if __name__ == "__main__":
    main()
