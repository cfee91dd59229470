"""IPython in a room: what a Jupyter kernel does with a cell, without the kernel."""

from __future__ import annotations

import asyncio
import builtins
import getpass
import os
import site
import sys
from typing import Any

from IPython.core import page
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.error import StdinNotImplementedError
from IPython.core.interactiveshell import InteractiveShell
from traitlets import Type
from traitlets.config import Config

from .outputs import Outputs, Stream

INLINE = "module://matplotlib_inline.backend_inline"


class Hook(DisplayHook):
    """Keeps the value of a cell's last line."""

    def write_output_prompt(self) -> None:
        """A notebook has its prompts beside the cell."""

    def write_format_data(self, format_dict: dict, md_dict: dict | None = None) -> None:
        """Keep the value's formats."""
        self.shell.outputs.result(format_dict, md_dict or {}, self.prompt_count)

    def finish_displayhook(self) -> None:
        """Nothing is printed after the value."""
        self._is_active = False


class Publisher(DisplayPublisher):
    """Keeps what is displayed."""

    def publish(
        self,
        data: dict,
        metadata: dict | None = None,
        *_: Any,
        transient: dict | None = None,
        update: bool = False,
        **__: Any,
    ) -> None:
        """Keep one display."""
        identity = (transient or {}).get("display_id")
        self.shell.outputs.display(data, metadata or {}, identity, update)

    def clear_output(self, wait: bool = False) -> None:
        """Take back what the cell has shown so far."""
        self.shell.outputs.clear(wait)


class RoomShell(InteractiveShell):
    """A shell for one notebook, with nobody at the keyboard."""

    displayhook_class = Type(Hook)
    display_pub_class = Type(Publisher)

    def __init__(self, *args: Any, **more: Any):
        self.outputs = Outputs()
        super().__init__(*args, **more)

    def init_virtualenv(self) -> None:
        """There is none to look for."""

    def init_hooks(self) -> None:
        """A pager prints: nobody turns its pages."""
        super().init_hooks()
        self.set_hook("show_in_pager", page.as_hook(_print_page), 0)

    def enable_gui(self, gui: Any = None) -> None:
        """There is no window to open."""

    def ask_exit(self) -> None:
        """`exit` and `quit` end nothing: the next cell follows."""

    def set_next_input(self, text: str, replace: bool = False) -> None:
        """There is no next cell to write to."""

    def _showtraceback(self, etype: type, evalue: BaseException, stb: list[str]) -> None:
        try:
            message = str(evalue)
        except Exception:
            message = ""
        self.outputs.error(str(etype.__name__), message, list(stb))

    async def run(self, source: str) -> bool:
        """Run one cell as a notebook would; True if nothing was raised."""
        try:
            transformed, failed = self.transform_cell(source), None
        except Exception:
            transformed, failed = source, sys.exc_info()
        known = {"transformed_cell": transformed, "preprocessing_exc_tuple": failed}
        if not self.should_run_async(source, **known):
            return self.run_cell(source, store_history=True).success
        result = None
        try:
            result = await self.run_cell_async(source, store_history=True, **known)
        finally:
            self.events.trigger("post_execute")
            self.events.trigger("post_run_cell", result)
        return result.success


def make_shell() -> RoomShell:
    """The shell, with displays and streams of its own; `input` refuses."""
    os.environ["MPLBACKEND"] = INLINE
    settings = Config()
    settings.HistoryManager.enabled = False
    settings.InteractiveShell.autoindent = False
    shell = RoomShell.instance(config=settings)
    sys.stdin = open(os.devnull)  # noqa: SIM115 - as long as the process
    sys.stdout, sys.stderr = Stream(shell.outputs, "stdout"), Stream(shell.outputs, "stderr")
    builtins.input = getpass.getpass = _nobody_types
    site.sethelper()  # `help`, which Python without its start-up files has not
    return shell


def run_cell(shell: RoomShell, loop: asyncio.AbstractEventLoop, source: str) -> dict:
    """Run one cell and say what it showed."""
    shell.outputs.start()
    count = shell.execution_count
    task = loop.create_task(shell.run(source))
    ok = False
    try:
        ok = loop.run_until_complete(task)
    except BaseException as error:  # interrupted between two steps of a waiting cell
        task.cancel()
        try:
            loop.run_until_complete(task)
        except BaseException:
            pass
        shell._showtraceback(type(error), error, [f"{type(error).__name__}: {error}"])
    return {"outputs": shell.outputs.finish(), "ok": bool(ok), "count": count}


def _nobody_types(prompt: object = "", *_: object, **__: object) -> str:
    raise StdinNotImplementedError(
        "input() was called, and nobody sits at the keyboard while a notebook is graded."
    )


def _print_page(text: Any, *_: Any, **__: Any) -> None:
    print(text.get("text/plain", "") if isinstance(text, dict) else text)
