"""Reads the files of a question: their words as flavours, and which of them nobody could read."""

from __future__ import annotations

import base64
import binascii
from typing import Any

from agent.door import Refusal
from agent.events import Unread
from agent.frames import Frame
from agent.reading.document import document_text

#: Files of one act. The rest of more is *not checked*.
MOST = 64


def files_of(question: Frame) -> tuple[dict[str, str], tuple[Unread, ...]]:
    """`files` is a list of `{"name", "type", "data"}`; `data` is base64, absent where not sent."""
    files = question.get("files", [])
    if not isinstance(files, list) or not all(isinstance(file, dict) for file in files):
        raise Refusal("unreadable", "“files” must be a list of files.")
    flavours: dict[str, str] = {}
    unread = [Unread.TOO_LARGE for _file in files[MOST:]]
    for number, file in enumerate(files[:MOST], 1):
        name, words = str(file.get("name", "")), document_text(_kind(file), _data(file))
        if isinstance(words, Unread):
            unread.append(words)
            words = ""
        # The name is judged too: many a file carries its mark there and nowhere else.
        flavours[f"text/plain;file={number}"] = f"{name}\n\n{words}"
    return flavours, tuple(unread)


def _kind(file: dict[str, Any]) -> str:
    return str(file.get("type", ""))


def _data(file: dict[str, Any]) -> bytes | None:
    data = file.get("data")
    if not isinstance(data, str):
        return None
    try:
        return base64.b64decode(data, validate=True)
    except (ValueError, binascii.Error):
        raise Refusal("unreadable", "A file's data is not base64.") from None
