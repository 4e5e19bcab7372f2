"""Remembers who has tokens of which epoch: one set per device, however often it asks."""

from __future__ import annotations

from enum import Enum, auto

from sqlalchemy import Engine, func, select

from central.calendar import PATIENCE, Calendar, Kind
from central.issuer.rotation import is_copy
from central.issuer.tables import devices, issued
from central.store.engine import insert_for, reading, writing


class Asked(Enum):
    #: Never before, or the same request again: its answer was lost on the way.
    MAY_HAVE = auto()
    #: Another request came before: two machines use one key, or a device lost its file.
    HAS_OTHERS = auto()
    STRANGER = auto()
    #: The key was changed for another one: this is a copy of the device as it was before.
    COPY = auto()


class Issuing:
    """`device` and `request` are SHA-256 of the device's key and of what it asks for."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def ask(self, kind: Kind, epoch: int, device: bytes, request: bytes, week: int) -> Asked:
        """Whether this device may have these tokens; on the disk when it says so.

        `week` is the present.
        """
        this = (issued.c.kind == kind) & (issued.c.epoch == epoch) & (issued.c.device == device)
        with writing(self._engine) as connection:
            # Shared until the end: the key cannot be changed between the look and the note.
            known = select(devices.c.key).where(devices.c.key == device).with_for_update(read=True)
            if connection.scalar(known) is None:
                return Asked.COPY if is_copy(connection, device, week) else Asked.STRANGER
            values = {"kind": kind, "epoch": epoch, "device": device, "request": request}
            insert = insert_for(connection)(issued).values(values)
            connection.execute(insert.on_conflict_do_nothing())
            found = connection.scalar(select(issued.c.request).where(this))
            return Asked.MAY_HAVE if bytes(found or b"") == request else Asked.HAS_OTHERS

    def count(self, kind: Kind, epoch: int) -> int:
        """For how many devices tokens of this epoch were given out: all that is told of it."""
        query = select(func.count()).select_from(issued)
        with reading(self._engine) as connection:
            found = connection.scalar(query.where(issued.c.kind == kind, issued.c.epoch == epoch))
        return found or 0

    def forget(self, calendar: Calendar, now: float) -> None:
        """Throws away what is known of epochs that can be counted no more."""
        with writing(self._engine) as connection:
            for kind in calendar.kinds:
                oldest = calendar.at(kind, now - PATIENCE) - 1
                old = (issued.c.kind == kind) & (issued.c.epoch < oldest)
                connection.execute(issued.delete().where(old))
