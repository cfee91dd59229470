"""Pictures that a submission brings along: PNG and JPEG that are what they say, of a bounded size."""

from __future__ import annotations

import base64
import binascii
import io
import re
import warnings
from typing import Any

LARGEST = 3_000_000
"""Characters of a picture in base64."""

MOST_PIXELS = 25_000_000
FORMATS = {"image/png": "PNG", "image/jpeg": "JPEG"}
MOST_ATTACHED = 10
FILE = re.compile(r"[\w .()-]{1,100}")


def harmless_picture(kind: str, content: Any) -> str | None:
    """A picture's base64, written anew, if it is a picture of this kind; else None.

    Parameters
    ----------
    kind : str
        `image/png` or `image/jpeg`.
    content : any
        Base64, as notebooks hold it.
    """
    if isinstance(content, list):
        content = "".join(part for part in content if isinstance(part, str))
    if kind not in FORMATS or not isinstance(content, str) or len(content) > LARGEST:
        return None
    try:
        data = base64.b64decode("".join(content.split()), validate=True)
    except (binascii.Error, ValueError):
        return None
    return base64.b64encode(data).decode("ascii") if _is(FORMATS[kind], data) else None


def _is(name: str, data: bytes) -> bool:
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with Image.open(io.BytesIO(data), formats=[name]) as picture:
                width, height = picture.size
        except Exception:  # whatever a damaged header does to the reader
            return False
    return 0 < width * height <= MOST_PIXELS


def harmless_attachments(given: Any) -> dict[str, dict[str, str]]:
    """The pictures pasted into a cell, without anything else that was attached."""
    kept: dict[str, dict[str, str]] = {}
    if not isinstance(given, dict):
        return kept
    for name, versions in list(given.items())[:MOST_ATTACHED]:
        if not isinstance(versions, dict) or not FILE.fullmatch(str(name)):
            continue
        for kind in FORMATS:
            if picture := harmless_picture(kind, versions.get(kind)):
                kept[name] = {kind: picture}
                break
    return kept
