"""Finds a tool by its host, with a few dictionary look-ups however many tools there are."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from urllib.parse import urlsplit

from agent.catalogue.tool import HostRule, Tool

#: What a host leads to: the path it takes, the pattern's labels where it is one, the tool.
_Entry = tuple[str, tuple[str, ...], Tool]


class HostIndex:
    """Every host rule of every tool."""

    def __init__(self, tools: Iterable[Tool], tail: Callable[[str], Tool | None]) -> None:
        """`tail` knows further tools by a host of theirs; they have all that is below it."""
        self._tail = tail
        self._exact: dict[str, list[_Entry]] = {}
        self._below: dict[str, list[_Entry]] = {}
        for tool in tools:
            for rule in tool.hosts + tool.service_hosts:
                self._add(rule, tool)
        for entries in (*self._exact.values(), *self._below.values()):
            entries.sort(key=lambda entry: -len(entry[0]))  # the longest path is the most precise

    def find(self, host: str, path: str = "") -> Tool | None:
        """The most precise rule wins: exact host, then longest suffix; in each the longest path."""
        host = host.casefold().rstrip(".")
        tool = _first(self._exact.get(host), host, path)
        rest = host
        while tool is None and rest:
            tool = _first(self._below.get(rest), host, path) or self._tail(rest)
            rest = rest.partition(".")[2]
        return tool

    def knows(self, host: str) -> bool:
        """Whether any rule, of whatever path, is about this host."""
        host = host.casefold().rstrip(".")
        if host in self._exact:
            return True
        rest = host
        while rest and rest not in self._below and self._tail(rest) is None:
            rest = rest.partition(".")[2]
        return bool(rest)

    def find_url(self, url: str) -> Tool | None:
        """As `find`. Nothing for what is not a URL with a host."""
        try:
            parts = urlsplit(url if "//" in url else f"//{url}")
            host = parts.hostname or ""
        except ValueError:
            return None
        return self.find(host, parts.path)

    def _add(self, rule: HostRule, tool: Tool) -> None:
        if rule.exact:
            self._exact.setdefault(rule.exact, []).append((rule.path, (), tool))
            return
        labels = tuple(rule.pattern.split(".")) if rule.pattern else ()
        # A pattern is filed under the labels that follow its last star.
        key = rule.suffix or rule.pattern.rpartition("*")[2].partition(".")[2]
        self._below.setdefault(key, []).append((rule.path, labels, tool))


def _first(entries: list[_Entry] | None, host: str, path: str) -> Tool | None:
    for only, labels, tool in entries or ():
        if only and not (path == only or path.startswith((f"{only}/", f"{only}?"))):
            continue
        if labels and not _fits(labels, host):
            continue
        return tool
    return None


def _fits(labels: tuple[str, ...], host: str) -> bool:
    given = host.split(".")
    return len(given) == len(labels) and all(
        _label_fits(label, one) for label, one in zip(labels, given, strict=True)
    )


def _label_fits(label: str, given: str) -> bool:
    before, star, after = label.partition("*")
    if not star:
        return given == label
    long_enough = len(given) > len(before) + len(after)
    return long_enough and given.startswith(before) and given.endswith(after)
