"""Changes that take a second signature: the works council or data protection officer gives it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, select, update

from central.store.console_tables import countersigned


class Kind(StrEnum):
    """What may not change on one person's word (docs/key-ceremony.md)."""

    REGISTRY = "registry"
    GROUPS = "groups"
    CUSTOM_TOOLS = "custom-tools"
    CUSTOM_MARKS = "custom-marks"
    REKEYING = "re-keying"


class Status(StrEnum):
    """How far it is."""

    WAITING = "waiting"
    SIGNED = "signed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Change:
    """One change. `digest` is SHA-256 of kind, title and body: what the second person signs."""

    id: int
    kind: Kind
    title: str
    body: str
    digest: bytes
    proposed: int
    proposed_by: str
    status: Status
    decided: int | None
    decided_by: str | None
    answer: str | None


def digest(kind: Kind, title: str, body: str) -> bytes:
    parts = [part.encode() for part in (kind, title, body)]
    # With the length of each before it: no two changes have one digest.
    return hashlib.sha256(b"".join(b"%d:%s" % (len(part), part) for part in parts)).digest()


def propose(connection: Connection, kind: Kind, title: str, body: str, who: str, now: int) -> int:
    """Asks for a second signature; returns the change's number."""
    row: dict[str, object] = {
        "kind": str(kind),
        "title": title,
        "body": body,
        "digest": digest(kind, title, body),
    }
    row |= {"proposed": now, "proposed_by": who, "status": str(Status.WAITING)}
    added = countersigned.insert().values(row).returning(countersigned.c.id)
    return int(connection.execute(added).scalar_one())


def decide(
    connection: Connection, number: int, signed: bool, answer: str, who: str, now: int
) -> Change | None:
    """Signs or refuses. None where it was decided before, or was proposed by the same person."""
    other = (countersigned.c.id == number) & (countersigned.c.status == Status.WAITING)
    other &= countersigned.c.proposed_by != who
    status = Status.SIGNED if signed else Status.REFUSED
    values = {"status": str(status), "decided": now, "decided_by": who, "answer": answer}
    query = update(countersigned).where(other).values(values).returning(countersigned)
    row = connection.execute(query).first()
    return _change(row) if row else None


def everything(connection: Connection) -> list[Change]:
    """What waits first, then the newest."""
    rows = connection.execute(select(countersigned).order_by(countersigned.c.id.desc()))
    return sorted(map(_change, rows), key=lambda one: one.status is not Status.WAITING)


def _change(row: Row[Any]) -> Change:
    values = dict(row._mapping)
    values |= {"kind": Kind(values["kind"]), "status": Status(values["status"])}
    return Change(**values | {"digest": bytes(values["digest"])})
