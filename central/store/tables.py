"""Every column that central keeps. None holds an address, a time of day, or who said something."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Integer, LargeBinary, MetaData, Table, Text

metadata = MetaData()

#: What this store was set up as: `schema`, `week_seconds`, `demonstration`, `address`.
terms = Table(
    "terms",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

#: Enrolment tokens: SHA-256 of the token, how often it may still be used, last day (Unix day).
tokens = Table(
    "tokens",
    metadata,
    Column("hash", LargeBinary(32), primary_key=True),
    Column("uses", Integer, nullable=False),
    Column("last_day", Integer, nullable=False),
)

#: Enrolled devices: SHA-256 of the device's key, and the week of the enrolment.
devices = Table(
    "devices",
    metadata,
    Column("key", LargeBinary(32), primary_key=True),
    Column("week", BigInteger, nullable=False),
)

#: The sums. A count has state 0 (said zero) and 1 (said more), and `total` is what they add up to;
#: any other metric has one row per value. `late` rows came after publication: `week` is then the
#: first week of their quarter, and no figure shows them.
cells = Table(
    "cells",
    metadata,
    Column("week", BigInteger, primary_key=True, autoincrement=False),
    Column("late", Boolean, primary_key=True),
    Column("metric", Integer, primary_key=True, autoincrement=False),
    Column("grp", Integer, primary_key=True, autoincrement=False),
    Column("state", Integer, primary_key=True, autoincrement=False),
    Column("messages", BigInteger, nullable=False),
    Column("total", BigInteger, nullable=False),
)

SPENT = "spent_"


def spent_table(week: int) -> Table:
    """The nonces of one real week, with a digest of each message: what makes a repeat harmless.

    One table per week, because dropping a table is quick and leaves nothing behind.
    """
    return Table(
        f"{SPENT}{week}",
        MetaData(),
        Column("nonce", LargeBinary(32), primary_key=True),
        Column("digest", LargeBinary(32), nullable=False),
        sqlite_with_rowid=False,
    )
