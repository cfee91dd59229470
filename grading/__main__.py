"""What a teacher's terminal offers beside nbgrader's own commands: `python -m grading COMMAND`."""

from __future__ import annotations

import argparse
import importlib
import sys

COMMANDS = {
    "autograde": ("grading.batch.command", "grade many submissions at once, on all cores"),
    "report": ("grading.reporting.command", "what a class understood: one page, and tables"),
}
"""For each command its module and a sentence. The module offers `add_arguments(parser)` and `run(arguments)`."""


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the process's exit status."""
    parser = argparse.ArgumentParser(prog="python -m grading", description=__doc__)
    parsers = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    given = sys.argv[1:] if arguments is None else arguments
    for name, (module, sentence) in COMMANDS.items():
        command = parsers.add_parser(name, help=sentence, description=sentence)
        if given[:1] == [name]:  # the others are not imported
            importlib.import_module(module).add_arguments(command)
    chosen = parser.parse_args(given)
    return importlib.import_module(COMMANDS[chosen.command][0]).run(chosen)


if __name__ == "__main__":
    sys.exit(main())
