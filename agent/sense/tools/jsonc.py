"""JSON as editors write it: with comments, and with a comma after the last item."""

from __future__ import annotations

import json
from typing import Any


def read_jsonc(text: str) -> dict[str, Any]:
    """The object in `text`. Empty for anything else: a person may be in the middle of a change."""
    try:
        value = _loaded(text)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _loaded(text: str) -> object:
    try:
        return json.loads(text)
    except ValueError:
        return json.loads(_plain(text))


def _plain(text: str) -> str:
    """Without comments and last commas. What stands in quotes stays as it is."""
    kept: list[str] = []
    at = 0
    while at < len(text):
        end = _end_of_piece(text, at)
        piece = text[at:end]
        if piece in ("]", "}"):
            _drop_last_comma(kept)
        if not piece.startswith(("//", "/*")):
            kept.append(piece)
        at = end
    return "".join(kept)


def _end_of_piece(text: str, at: int) -> int:
    """Where the string, the comment or the single sign ends that begins at `at`."""
    if text.startswith("//", at):
        return _found(text.find("\n", at), text)
    if text.startswith("/*", at):
        return min(_found(text.find("*/", at + 2), text) + 2, len(text))
    if text[at] != '"':
        return at + 1
    end = at + 1
    while end < len(text) and text[end] != '"':
        end += 2 if text[end] == "\\" else 1
    return min(end + 1, len(text))


def _found(at: int, text: str) -> int:
    return len(text) if at < 0 else at


def _drop_last_comma(kept: list[str]) -> None:
    at = len(kept) - 1
    while at >= 0 and kept[at].isspace():
        at -= 1
    if at >= 0 and kept[at] == ",":
        del kept[at]
