"""Reads the long tail: services of which only the name, the hosts and the kind are known.

A file holds the kind and one line for each service, `number name | host host`. Its id is its
first host with dashes. One line instead of a table, so that many load quickly.
"""

from __future__ import annotations

from pathlib import Path

import tomli

from agent.catalogue.error import CatalogueError
from agent.catalogue.tool import HostRule, Tool
from agent.events import ToolClass
from agent.words import gettext as _

_SIGNS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789.- ")


def read_long_tail(file: Path) -> list[Tool]:
    """The services of one file, in its order. Raises CatalogueError."""
    try:
        document = tomli.loads(file.read_text("utf-8"))
    except (OSError, ValueError) as fault:
        raise CatalogueError(file, "", str(fault)) from None
    kind, why, services = (document.pop(key, None) for key in ("kind", "why", "services"))
    if document or not all(isinstance(one, str) and one for one in (kind, why, services)):
        raise CatalogueError(file, "", _("a long tail has kind, why and services, all texts."))
    lines = (line.strip() for line in services.splitlines())
    return [_tool(file, line, kind, why) for line in lines if line]


def _tool(file: Path, line: str, kind: str, why: str) -> Tool:
    head, sign, tail = line.partition(" | ")
    digits, _space, name = head.partition(" ")
    hosts = tail.split()
    if not (sign and name and hosts and digits.isascii() and digits.isdigit()):
        raise CatalogueError(file, line, _("must be “number name | host host”."))
    if not _SIGNS.issuperset(tail) or any("." not in host for host in hosts):
        raise CatalogueError(file, line, _("a host is written in small letters."))
    rules = tuple(HostRule(suffix=host) for host in hosts)
    tool_id = hosts[0].replace(".", "-")
    return Tool(tool_id, int(digits), name, "", kind, ToolClass.PUBLIC, why, hosts=rules)
