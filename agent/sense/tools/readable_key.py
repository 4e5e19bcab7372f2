"""Whether an access key stands readable in the entry of a tool server (MCP).

Looked at are names and the form of values: neither is kept, and no value is compared with anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

#: Where clients write variables and headers: `envs` is Goose's, `http_headers` Codex's.
_TABLES = ("env", "envs", "environment", "headers", "http_headers")
_ACCESS = re.compile(r"(?i)(key|token|secret|password|credentials|authorization|pat)$")
#: A reference in place of a value: `${NAME}`, `%NAME%`, `{env:NAME}`, `op://…`, `<your key>`.
_ELSEWHERE = re.compile(r"(?i)\$|%\w+%|\{\w+:|\w+://|<|your[-_ ]|\.\.\.|x{4}|\*{3}")
#: No provider's key is shorter; `true` and `none` are.
_SHORTEST = 16


def has_readable_key(server: dict[str, Any]) -> bool:
    """Whether a variable or header that is named like a key has a value written out."""
    return any(
        _ACCESS.search(name) and len(value) >= _SHORTEST and not _ELSEWHERE.search(value)
        for name, value in _values(server)
    )


def _values(server: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for table in _TABLES:
        entries = server.get(table)
        for name, value in entries.items() if isinstance(entries, dict) else ():
            if isinstance(name, str) and isinstance(value, str):
                yield name, value
