"""What a cell shows, kept in order and within bounds, in the form in which notebooks keep it."""

from __future__ import annotations

import base64
import io
import threading
from typing import Any

LONGEST_TEXT = 200_000
"""Characters that a cell may print."""

LARGEST = 4_000_000
"""Characters of all that a cell may show, pictures included."""

MOST = 300
"""Outputs that a cell may have."""


class Outputs:
    """The outputs of the cell that is running."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self.start()

    def start(self) -> None:
        """Forget everything: a new cell begins."""
        with self._lock:
            self._shown: list[dict] = []
            self._identities: list[str | None] = []
            self._printed = self._size = 0
            self._cut = self._clear_first = False

    def finish(self) -> list[dict]:
        """All outputs; where something was left out, the last one says so."""
        with self._lock:
            shown = self._shown
            if self._cut:
                said = (
                    f"\n[Cut here: a cell may print {LONGEST_TEXT:,} characters and show "
                    f"{MOST} outputs of {LARGEST:,} characters in all.]\n"
                )
                shown = [*shown, {"output_type": "stream", "name": "stdout", "text": said}]
            return [
                {**one, "text": "".join(one["text"])} if one["output_type"] == "stream" else one
                for one in shown
            ]

    def stream(self, name: str, text: str) -> None:
        """Something was printed; it joins what was printed just before."""
        with self._lock:
            room = LONGEST_TEXT - self._printed
            kept = text[: max(room, 0)]
            self._cut |= len(kept) < len(text)
            if not kept:
                return
            self._printed += len(kept)
            self._clear_if_due()
            last = self._shown[-1] if self._shown else {}
            if last.get("output_type") == "stream" and last["name"] == name:
                last["text"].append(kept)
            else:
                self._add({"output_type": "stream", "name": name, "text": [kept]}, 0)

    def display(
        self, data: dict, metadata: dict, identity: str | None = None, update: bool = False
    ) -> None:
        """Something was displayed, or what is displayed under an identity changes."""
        output = {"output_type": "display_data", "data": plain(data), "metadata": metadata}
        size = sum(len(value) for value in output["data"].values() if isinstance(value, str))
        with self._lock:
            if not update:
                self._add(output, size, identity)
                return
            for place, known in enumerate(self._identities):
                if known == identity and self._fits(size):
                    self._shown[place] = {**self._shown[place], "data": output["data"]}

    def result(self, data: dict, metadata: dict, count: int) -> None:
        """The last line of the cell has a value."""
        data = plain(data)
        size = sum(len(value) for value in data.values() if isinstance(value, str))
        self._add(
            {
                "output_type": "execute_result",
                "data": data,
                "metadata": metadata,
                "execution_count": count,
            },
            size,
        )

    def error(self, kind: str, message: str, lines: list[str]) -> None:
        """The cell ended with an exception."""
        lines = [str(line)[:20_000] for line in lines][:100]
        error = {"output_type": "error", "ename": kind[:200], "evalue": message[:20_000]}
        self._add({**error, "traceback": lines}, sum(map(len, lines)))

    def clear(self, wait: bool) -> None:
        """Take everything back, now or when the next output comes."""
        with self._lock:
            self._clear_first = True
            if not wait:
                self._clear_if_due()

    def _add(self, output: dict, size: int, identity: str | None = None) -> None:
        with self._lock:
            self._clear_if_due()
            if len(self._shown) >= MOST or not self._fits(size):
                self._cut = True
                return
            self._shown.append(output)
            self._identities.append(identity)

    def _fits(self, size: int) -> bool:
        if self._size + size > LARGEST:
            self._cut = True
            return False
        self._size += size
        return True

    def _clear_if_due(self) -> None:
        if self._clear_first:
            self._shown, self._identities, self._clear_first = [], [], False


class Stream(io.TextIOBase):
    """`sys.stdout` or `sys.stderr` of a room."""

    def __init__(self, outputs: Outputs, name: str):
        self._outputs, self._name = outputs, name

    encoding = "utf-8"
    errors = "replace"

    @property
    def name(self) -> str:
        return f"<{self._name}>"

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        self._outputs.stream(self._name, text)
        return len(text)

    def writable(self) -> bool:
        return True


def plain(data: dict) -> dict[str, Any]:
    """A bundle of formats with bytes as base64, as notebooks keep pictures."""
    return {
        str(kind): base64.b64encode(value).decode() if isinstance(value, bytes) else value
        for kind, value in data.items()
    }
