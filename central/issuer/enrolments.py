"""Tokens and devices: who may send, never what they sent."""

from __future__ import annotations

from typing import NoReturn

from sqlalchemy import Connection, Engine, func, select, update

from central.issuer.rotation import is_copy, is_retired, retire, successors
from central.issuer.tables import devices, tokens
from central.store.engine import insert_for, reading, writing

#: Hexadecimal digits of a device's digest that name it: no two of a million share so many.
SHORTEST_CODE = 12


class KeyRetired(Exception):
    """This key was changed for another one (`copied`), or revoked: it never enrols again."""

    def __init__(self, copied: bool) -> None:
        super().__init__()
        self.copied = copied


class Enrolments:
    """All hashes and digests are 32 bytes (SHA-256); a day is Unix time // 86400."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add_token(self, token_hash: bytes, uses: int, last_day: int) -> None:
        """Makes a token good for `uses` devices until the end of `last_day` (UTC)."""
        with writing(self._engine) as connection:
            connection.execute(
                tokens.insert().values(hash=token_hash, uses=uses, last_day=last_day)
            )

    def enrol(self, token_hash: bytes, device: bytes, week: int, day: int) -> bool:
        """Whether this device is enrolled now. A device that asks twice uses the token once.

        Raises KeyRetired.
        """
        with self._engine.connect() as connection, connection.begin() as transaction:
            if not _add_device(connection, device, week):
                known = connection.scalar(select(tokens.c.hash).where(tokens.c.hash == token_hash))
                return known is not None
            # Looked at after the insert, which waits for a change of this key that runs just now.
            refused = is_retired(connection, device)
            if not refused and _use_token(connection, token_hash, day):
                return True
            transaction.rollback()
        if refused:
            self._refuse(device, week)
        return False

    def knows(self, device: bytes) -> bool:
        with reading(self._engine) as connection:
            query = select(devices.c.key).where(devices.c.key == device)
            return connection.scalar(query) is not None

    def revoke(self, code: str, week: int) -> bool:
        """Whether the device of this code was enrolled; it gets no more tokens from now on.

        `code`: the first digits of its key's digest, in hexadecimals, or of a key that it had
        before. Raises ValueError for less than 12 of them, for anything else, and where two
        devices have the same.
        """
        if len(code) < SHORTEST_CODE or len(code) % 2:
            raise ValueError(code)
        first = bytes.fromhex(code)
        least, most = first.ljust(32, b"\0"), first.ljust(32, b"\xff")
        meant = (devices.c.key >= least) & (devices.c.key <= most)
        with writing(self._engine) as connection:
            found = set(connection.scalars(select(devices.c.key).where(meant)))
            found |= set(successors(connection, least, most))
            if len(found) > 1:
                raise ValueError(code)
            for key in found:
                connection.execute(devices.delete().where(devices.c.key == key))
                retire(connection, key, None, week)
        return bool(found)

    def count(self, week: int) -> int:
        """How many devices had enrolled by the end of this week."""
        with reading(self._engine) as connection:
            query = select(func.count()).select_from(devices).where(devices.c.week <= week)
            return connection.scalar(query) or 0

    def open_tokens(self, day: int) -> int:
        """How many tokens can still enrol a device today."""
        usable = (tokens.c.uses > 0) & (tokens.c.last_day >= day)
        with reading(self._engine) as connection:
            query = select(func.count()).select_from(tokens).where(usable)
            return connection.scalar(query) or 0

    def _refuse(self, device: bytes, week: int) -> NoReturn:
        with writing(self._engine) as connection:
            copied = is_copy(connection, device, week)
        raise KeyRetired(copied)


# RETURNING says what was done in one way everywhere; drivers count rows each in their own.


def _add_device(connection: Connection, device: bytes, week: int) -> bool:
    insert = insert_for(connection)(devices).values(key=device, week=week)
    added = insert.on_conflict_do_nothing().returning(devices.c.key)
    return connection.scalar(added) is not None


def _use_token(connection: Connection, token_hash: bytes, day: int) -> bool:
    usable = (tokens.c.hash == token_hash) & (tokens.c.uses > 0) & (tokens.c.last_day >= day)
    used = update(tokens).where(usable).values(uses=tokens.c.uses - 1).returning(tokens.c.hash)
    return connection.scalar(used) is not None
