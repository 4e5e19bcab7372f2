"""The long tail: services of which only the name, the hosts and the kind are known.

A file holds the kind and one line for each service, `number name | host host`. Its id is its
first host with dashes. One line instead of a table, so that many load quickly; a line becomes a
Tool when somebody asks for it, which for most never happens.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import tomli

from agent.catalogue.error import CatalogueError
from agent.catalogue.tool import HostRule, Tool
from agent.events import ToolClass
from agent.words import gettext as _

#: Number, name, and hosts in small letters.
_LINE = re.compile(
    r"^[ \t]*(\d{1,5}) ([^|\n]+) \| ([a-z0-9-]+\.[a-z0-9.-]+(?: [a-z0-9-]+\.[a-z0-9.-]+)*)[ \t]*$",
    re.MULTILINE,
)


class Service(NamedTuple):
    """One line, with its file's kind and why."""

    id: str
    number: int
    name: str
    hosts: list[str]
    kind: str
    why: str

    def tool(self) -> Tool:
        rules = tuple(HostRule(suffix=host) for host in self.hosts)
        return Tool(
            self.id, self.number, self.name, "", self.kind, ToolClass.PUBLIC, self.why, rules
        )


def read_long_tail(file: Path) -> list[Service]:
    """The services of one file, in its order. Raises CatalogueError."""
    try:
        document = tomli.loads(file.read_text("utf-8"))
    except (OSError, ValueError) as fault:
        raise CatalogueError(file, "", str(fault)) from None
    kind, why, services = (document.pop(key, None) for key in ("kind", "why", "services"))
    if document or not all(isinstance(one, str) and one for one in (kind, why, services)):
        raise CatalogueError(file, "", _("a long tail has kind, why and services, all texts."))
    lines = [line for line in services.splitlines() if line.strip()]
    found = _LINE.findall(services)
    if len(found) != len(lines):
        wrong = next(line for line in lines if not _LINE.fullmatch(line))
        reason = _("must be “number name | host host”, the hosts in small letters.")
        raise CatalogueError(file, wrong.strip(), reason)
    return [_service(number, name, hosts, kind, why) for number, name, hosts in found]


def _service(number: str, name: str, hosts: str, kind: str, why: str) -> Service:
    each = hosts.split()
    return Service(each[0].replace(".", "-"), int(number), name, each, kind, why)


class LongTail:
    """Finds a service by its host, its id or its number."""

    def __init__(self, services: Iterable[Service] = ()) -> None:
        self._by_id = {service.id: service for service in services}
        self._by_number = {service.number: service for service in self._by_id.values()}
        self._by_host = {host: one for one in self._by_id.values() for host in one.hosts}
        self._made: dict[int, Tool] = {}

    @property
    def hosts(self) -> Iterable[str]:
        return self._by_host

    def __iter__(self) -> Iterator[Tool]:
        return map(self._tool, self._by_id.values())

    def get(self, tool_id: str) -> Tool | None:
        service = self._by_id.get(tool_id)
        return self._tool(service) if service else None

    def by_number(self, number: int) -> Tool | None:
        service = self._by_number.get(number)
        return self._tool(service) if service else None

    def by_host(self, host: str) -> Tool | None:
        """The service at exactly this host; whoever asks goes up the host's labels."""
        service = self._by_host.get(host)
        return self._tool(service) if service else None

    def without(self, ids: Iterable[str]) -> LongTail:
        """The same services but these."""
        left_out = set(ids)
        return LongTail(one for one in self._by_id.values() if one.id not in left_out)

    def _tool(self, service: Service) -> Tool:
        tool = self._made.get(service.number)
        if tool is None:
            tool = self._made[service.number] = service.tool()
        return tool
