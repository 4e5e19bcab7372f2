"""The policy as devices show it: the version in force, and the lessons that are offered."""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection

from central.policies import lessons, versions

#: Name of the file among the decisions (docs/protocol.md, *The policy*).
FILE = "policy.json"


def policy_file(connection: Connection) -> bytes:
    """The file; nothing where neither a version was published nor a lesson is offered."""
    current = versions.in_force(versions.everything(connection))
    offered = [one for one in lessons.everything(connection) if one.shown]
    if current is None and not offered:
        return b""
    return msgspec.json.encode(
        {
            "number": current.number if current else 0,
            "title": current.title if current else "",
            "text": current.text if current else "",
            "changes": current.changes if current else "",
            "published": (current.published or 0) if current else 0,
            "lessons": [
                {"number": one.id, "title": one.title, "text": one.text, "about": one.about}
                for one in offered
            ],
        }
    )
