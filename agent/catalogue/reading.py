"""Reads one tool file and says precisely what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import tomli

from agent.catalogue.error import CatalogueError
from agent.catalogue.tenant import TenantTest
from agent.catalogue.tool import Command, HostRule, McpFile, SharedName, Tool
from agent.events import ToolClass
from agent.words import gettext as _

_HOST_KEYS = frozenset(("exact", "suffix", "pattern", "path"))
_REQUIRED = ("id", "number", "name", "vendor", "kind", "class", "why")


def read_tools(file: Path) -> list[Tool]:
    """The tools of one file, in its order. Raises CatalogueError."""
    try:
        document = tomli.loads(file.read_text("utf-8"))
    except (OSError, ValueError) as fault:
        raise CatalogueError(file, "", str(fault)) from None
    records = document.pop("tool", None)
    if document or not isinstance(records, list):
        raise CatalogueError(file, "tool", _("a tool file holds [[tool]] tables and nothing else."))
    return [_Record(file, record, at).tool() for at, record in enumerate(records)]


class _Record:
    """One `[[tool]]` table on its way to becoming a Tool."""

    def __init__(self, file: Path, values: Mapping[str, Any], at: int) -> None:
        self._file = file
        self._values = values
        self._name = str(values.get("id", _("tool number {at}").format(at=at + 1)))

    def tool(self) -> Tool:
        for key in _REQUIRED:
            if key not in self._values:
                raise self._error(key, _("is missing."))
        fields: dict[str, Any] = {}
        for key, value in self._values.items():
            reader = _READERS.get(key)
            if reader is None:
                raise self._error(key, _("is not a key of a tool."))
            try:
                fields[key] = reader(value)
            except ValueError as fault:
                raise self._error(key, str(fault)) from None
        return Tool(tool_class=fields.pop("class"), **fields)

    def _error(self, key: str, reason: str) -> CatalogueError:
        return CatalogueError(self._file, f"{self._name}.{key}", reason)


def _text(value: object) -> str:
    if type(value) is not str or not value or value.isspace():
        raise ValueError(_("must be a text that is not empty."))
    return value


def _number(value: object) -> int:
    if type(value) is not int or value < 1:
        raise ValueError(_("must be a whole number from 1."))
    return value


def _class(value: object) -> ToolClass:
    try:
        return ToolClass(_text(value))
    except ValueError:
        raise ValueError(_("must be one of {words}.").format(words=", ".join(ToolClass))) from None


def _texts(value: object) -> tuple[str, ...]:
    return tuple([_text(item) for item in _list(value)])


def _numbers(value: object) -> tuple[int, ...]:
    return tuple(_number(item) for item in _list(value))


def _list(value: object) -> list[Any]:
    if not isinstance(value, list):
        raise ValueError(_("must be a list."))
    return value


def _texts_by_key(value: object) -> dict[str, tuple[str, ...]]:
    if not isinstance(value, dict):
        raise ValueError(_("must be a table of lists."))
    return {key: _texts(items) for key, items in value.items()}


def _hosts(value: object) -> tuple[HostRule, ...]:
    return tuple(_host(item) for item in _list(value))


def _host(value: Any) -> HostRule:
    """A text is a host and all below it; a table is one host, a pattern, or a part of a host."""
    if type(value) is str and value:
        rule = HostRule(suffix=value)
    elif isinstance(value, dict) and value.keys() <= _HOST_KEYS:
        rule = HostRule(**{key: _text(part) for key, part in value.items()})
    else:
        raise ValueError(_("a host is a text, or a table of suffix, exact, pattern and path."))
    named = [host for host in (rule.exact, rule.suffix, rule.pattern) if host]
    if len(named) != 1 or named[0] != named[0].lower():
        raise ValueError(_("each host needs one of exact, suffix, pattern, in small letters."))
    if rule.path and not rule.path.startswith("/"):
        raise ValueError(_("a path begins with “/”."))
    return rule


def _commands(value: object) -> tuple[Command, ...]:
    tables = _tables(value, {"name", "packages"})
    return tuple(
        Command(_text(table["name"]), _texts(table.get("packages", []))) for table in tables
    )


def _shared_names(value: object) -> tuple[SharedName, ...]:
    tables = _tables(value, {"name", "sign"})
    return tuple(SharedName(_text(table["name"]), _text(table.get("sign"))) for table in tables)


def _mcp(value: object) -> tuple[McpFile, ...]:
    tables = _tables(value, {"file", "key", "projects", "beside"}, "file")
    return tuple(
        McpFile(
            _home_path(table["file"]),
            _text(table.get("key")),
            str(table.get("projects", "")),
            str(table.get("beside", "")),
        )
        for table in tables
    )


def _tenants(value: object) -> tuple[TenantTest, ...]:
    tables = _tables(value, {"host", "path", "query", "name"}, "host")
    tests = tuple(
        TenantTest(**{key: _text(part) for key, part in table.items()}) for table in tables
    )
    if any(not test.name and "*" not in test.host + test.path + test.query for test in tests):
        raise ValueError(_("a tenant needs a name, or a star where its own name stands."))
    return tests


def _yes_or_no(value: object) -> bool:
    if type(value) is not bool:
        raise ValueError(_("must be true or false."))
    return value


def _home_paths(value: object) -> tuple[str, ...]:
    return tuple(_home_path(item) for item in _list(value))


def _home_path(value: object) -> str:
    path = _text(value)
    if not path.startswith("~/") or ".." in path.split("/"):
        raise ValueError(_("must be a path below the home folder, “~/…”."))
    return path


def _tables(value: object, keys: set[str], needed: str = "name") -> list[dict[str, Any]]:
    tables = _list(value)
    for table in tables:
        if not isinstance(table, dict) or needed not in table or table.keys() - keys:
            raise ValueError(
                _("must be a list of tables with {keys}.").format(keys=", ".join(sorted(keys)))
            )
    return tables


_READERS: Mapping[str, Callable[[Any], Any]] = {
    "id": _text,
    "number": _number,
    "name": _text,
    "vendor": _text,
    "kind": _text,
    "class": _class,
    "why": _text,
    "hosts": _hosts,
    "service_hosts": _hosts,
    "processes": _texts_by_key,
    "shared_names": _shared_names,
    "apps": _texts,
    "bundle_ids": _texts,
    "cli": _commands,
    "extensions": _texts_by_key,
    "ports": _numbers,
    "shared_ports": _numbers,
    "paths": _texts,
    "mcp": _mcp,
    "models": _home_paths,
    "packages": _texts,
    "env": _texts,
    "tenants": _tenants,
    "account_untold": _yes_or_no,
}
