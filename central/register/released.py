"""What devices are told of the register: which tools have which approved use cases, by number."""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection

from central.register import store
from central.register.use_case import Status

#: Name of the file among the decisions (docs/protocol.md, *The register*).
FILE = "register.json"


def register_file(connection: Connection) -> bytes:
    """The file; nothing where the register is empty."""
    registered = store.everything(connection)
    if not registered:
        return b""
    numbers: dict[int, list[int]] = {}
    for one in registered:
        if one.case.status is Status.APPROVED and one.case.tool:
            numbers.setdefault(one.case.tool, []).append(one.number)
    cases = {str(tool): numbers[tool] for tool in sorted(numbers)}
    return msgspec.json.encode({"tools": sorted(numbers), "cases": cases})
