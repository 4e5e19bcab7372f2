"""What devices are told of the register: which tools have an approved use case, and no more."""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection

from central.register import store
from central.register.use_case import Status

#: Name of the file among the decisions (docs/protocol.md, *The register*).
FILE = "register.json"


def register_file(connection: Connection) -> bytes:
    """The file; nothing where the register is empty."""
    cases = [one.case for one in store.everything(connection)]
    if not cases:
        return b""
    tools = {one.tool for one in cases if one.status is Status.APPROVED and one.tool}
    return msgspec.json.encode({"tools": sorted(tools)})
