"""A device changes its key: the new one steps into the old one's place, with all that it had.

An old key is remembered for a while. Whoever still shows it has a copy of the device, or brought a
backup back; and whoever stole a device and changed its key is reached by the old one's code.
"""

from __future__ import annotations

from enum import Enum, auto

from sqlalchemy import Connection, Engine, ScalarResult, select

from central.issuer.tables import devices, issued, retired
from central.store.engine import insert_for, reading, writing

#: Weeks for which an old key is remembered: two changes, at a change a year.
REMEMBERED = 104
#: Weeks for which an operator is told that an old key was shown.
TOLD = 1


class Rotated(Enum):
    #: Now, or before: the answer was lost on the way.
    DONE = auto()
    STRANGER = auto()
    #: The key was changed already, for another one.
    COPY = auto()
    #: The new key is or was somebody's.
    TAKEN = auto()


class Rotation:
    """Keys are told by their SHA-256."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def rotate(self, old: bytes, new: bytes, week: int) -> Rotated:
        """Puts `new` into the place of `old`; on the disk when it says so. `week` is the present.

        What the device was given stays given: it gets no second set of an epoch's tokens, and an
        answer that was lost is given again.
        """
        with writing(self._engine) as connection:
            if not _knows(connection, old):
                return _again(connection, old, new, week)
            if _knows(connection, new) or is_retired(connection, new):
                return Rotated.TAKEN
            replaced = devices.update().where(devices.c.key == old).values(key=new)
            if connection.scalar(replaced.returning(devices.c.key)) is None:
                # Another request was quicker, and this one waited for it.
                return _again(connection, old, new, week)
            connection.execute(issued.update().where(issued.c.device == old).values(device=new))
            before = retired.update().where(retired.c.successor == old)
            connection.execute(before.values(successor=new))
            retire(connection, old, new, week)
        return Rotated.DONE

    def copies(self, week: int) -> list[bytes]:
        """The old keys that were shown of late: each is a machine that was copied or set back."""
        query = select(retired.c.key).where(retired.c.shown >= week - TOLD)
        with reading(self._engine) as connection:
            return [bytes(key) for key in connection.scalars(query.order_by(retired.c.key))]

    def forget(self, week: int) -> None:
        """Throws away the keys that went long ago."""
        with writing(self._engine) as connection:
            connection.execute(retired.delete().where(retired.c.week < week - REMEMBERED))


def retire(connection: Connection, key: bytes, successor: bytes | None, week: int) -> None:
    """From now on this key is refused. Without a successor it was revoked."""
    values = {"key": key, "successor": successor, "week": week}
    insert = insert_for(connection)(retired).values(values)
    connection.execute(insert.on_conflict_do_nothing())


def is_retired(connection: Connection, key: bytes) -> bool:
    return connection.scalar(select(retired.c.key).where(retired.c.key == key)) is not None


def is_copy(connection: Connection, key: bytes, week: int) -> bool:
    """Whether this key was changed for another one; that it was shown is noted."""
    changed = (retired.c.key == key) & retired.c.successor.is_not(None)
    shown = retired.update().where(changed).values(shown=week).returning(retired.c.key)
    return connection.scalar(shown) is not None


def successors(connection: Connection, least: bytes, most: bytes) -> ScalarResult[bytes]:
    """The present keys of devices whose old keys lie between these."""
    old = retired.c.key.between(least, most) & retired.c.successor.is_not(None)
    return connection.scalars(
        select(devices.c.key).where(devices.c.key.in_(select(retired.c.successor).where(old)))
    )


def _knows(connection: Connection, key: bytes) -> bool:
    return connection.scalar(select(devices.c.key).where(devices.c.key == key)) is not None


def _again(connection: Connection, old: bytes, new: bytes, week: int) -> Rotated:
    successor = connection.scalar(select(retired.c.successor).where(retired.c.key == old))
    if successor is not None and bytes(successor) == new:
        return Rotated.DONE
    return Rotated.COPY if is_copy(connection, old, week) else Rotated.STRANGER
