"""Answers one line of `plimsoll tools match --jsonl`."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from agent.catalogue.catalogue import Catalogue
from agent.catalogue.tool import Tool
from agent.words import gettext as _

_STORES = ("vscode", "chrome", "edge", "firefox", "jetbrains")


class Unreadable(Exception):
    """A line that cannot be answered, and why."""


def match(catalogue: Catalogue, line: bytes) -> dict[str, Any]:
    """The line's own object with `tool` and `class` added; null where it is no AI tool.

    Raises Unreadable.
    """
    question = _question(line)
    find = _BY_KIND.get(str(question.get("kind")))
    if find is None:
        raise Unreadable(_("“kind” must be one of {kinds}.").format(kinds=", ".join(_BY_KIND)))
    tool = find(catalogue, question)
    return {
        **question,
        "tool": tool.id if tool else None,
        "class": tool.tool_class.value if tool else None,
    }


def _question(line: bytes) -> dict[str, Any]:
    try:
        question = json.loads(line)
    except (ValueError, RecursionError):
        raise Unreadable(_("this is not JSON in UTF-8.")) from None
    if not isinstance(question, dict):
        raise Unreadable(_("this is not a JSON object."))
    return question


def _text(question: Mapping[str, Any]) -> str:
    value = question.get("value")
    if not isinstance(value, str):
        raise Unreadable(_("“value” must be a text."))
    return value.strip()


def _by_extension(catalogue: Catalogue, question: Mapping[str, Any]) -> Tool | None:
    store = question.get("store")
    if store not in _STORES:
        raise Unreadable(_("“store” must be one of {stores}.").format(stores=", ".join(_STORES)))
    return catalogue.by_extension(store, _text(question))


def _by_port(catalogue: Catalogue, question: Mapping[str, Any]) -> Tool | None:
    value = question.get("value")
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= 5:
        value = int(value)
    if type(value) is not int:
        raise Unreadable(_("“value” must be a whole number."))
    return catalogue.by_port(value)


_BY_KIND: Mapping[str, Callable[[Catalogue, Mapping[str, Any]], Tool | None]] = {
    "host": lambda catalogue, question: catalogue.by_host(_text(question)),
    "url": lambda catalogue, question: catalogue.by_url(_text(question)),
    "process": lambda catalogue, question: catalogue.by_command_line(_text(question)),
    "extension": _by_extension,
    "path": lambda catalogue, question: catalogue.by_path(_text(question)),
    "port": _by_port,
    "package": lambda catalogue, question: catalogue.by_package(_text(question)),
}
