"""Reads the long tail: services of which only the name, the hosts and the kind are known.

A file holds the kind and one line for each service, `number name | host host`. Its id is its
first host with dashes. One line instead of a table, so that many load quickly.
"""

from __future__ import annotations

import re
from pathlib import Path

import tomli

from agent.catalogue.error import CatalogueError
from agent.catalogue.tool import HostRule, Tool
from agent.events import ToolClass
from agent.words import gettext as _

#: Number, name, and hosts in small letters.
_LINE = re.compile(r"(\d{1,5}) ([^|]+) \| ([a-z0-9-]+\.[a-z0-9.-]+(?: [a-z0-9-]+\.[a-z0-9.-]+)*)")


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
    parts = _LINE.fullmatch(line)
    if parts is None:
        reason = _("must be “number name | host host”, the hosts in small letters.")
        raise CatalogueError(file, line, reason)
    number, name, tail = parts.groups()
    hosts = tail.split()
    rules = tuple([HostRule("", host) for host in hosts])
    tool_id = hosts[0].replace(".", "-")
    return Tool(tool_id, int(number), name, "", kind, ToolClass.PUBLIC, why, rules)
