"""Start Neuron Lab: `python3 start.py`, on Windows `py start.py`. It needs nothing but Python."""

import sys

from tools import run

HELP = """Neuron Lab. On Windows write `py` for `python3`.

  python3 start.py             open the lessons in JupyterLab
  python3 start.py fresh 01    begin lesson 01 again; a dated copy of your work is kept
  python3 start.py renew 01    take the new edition of lesson 01, with your answers put into it
  python3 start.py handin 01   say which file to hand in

What follows `lab --` goes on to JupyterLab: python3 start.py lab -- --no-browser --port 8899"""


def main(arguments):
    """Run one of the commands that learners need."""
    name = arguments[0] if arguments else "lab"
    if name not in ("lab", "fresh", "renew", "handin"):
        print(HELP)
        return 0 if name in ("help", "-h", "--help") else 2
    return run.main(arguments or ["lab"])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
