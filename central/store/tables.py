"""Every column that the collector keeps, for itself and for the console.

None holds an address or a time of day, and none but letters and incident reports, which people
wrote themselves, who said something. The issuer's and the relay's tables
stand in their own folders, and in stores of their own.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    event,
    text,
)

metadata = MetaData()

#: What a store was set up as: `week_seconds`, `demonstration`. Each role's store has this table.
terms = Table(
    "terms",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

#: Sums that are still growing; gone once their epoch is published. `kind` is day, week, month or
#: quarter, `label` the group or system that a message named. A count has state 0 (said zero) and
#: 1 (said more), and `total` is what they add up to; any other metric has one row per value.
#: `late` rows came after publication: `epoch` is then a quarter, and no figure shows them.
cells = Table(
    "cells",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("epoch", BigInteger, primary_key=True, autoincrement=False),
    Column("late", Boolean, primary_key=True),
    Column("metric", Integer, primary_key=True, autoincrement=False),
    Column("label", Integer, primary_key=True, autoincrement=False),
    Column("state", Integer, primary_key=True, autoincrement=False),
    Column("messages", BigInteger, nullable=False),
    Column("total", BigInteger, nullable=False),
)

#: What was published, once and for good: a number, or why there is none (`few`, `most`, …).
#: Of a bit or count, state 1 is the number; of a state, each value has a row; of a shelf, each
#: catalogue number that may be shown.
figures = Table(
    "figures",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("epoch", BigInteger, primary_key=True, autoincrement=False),
    Column("metric", Integer, primary_key=True, autoincrement=False),
    Column("label", Integer, primary_key=True, autoincrement=False),
    Column("state", Integer, primary_key=True, autoincrement=False),
    Column("shown", BigInteger),
    Column("hidden", Text),
)

#: Every published epoch: how many devices reported, and for how many the issuer gave out tokens.
epochs = Table(
    "epochs",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("epoch", BigInteger, primary_key=True, autoincrement=False),
    Column("received", BigInteger, nullable=False),
    Column("issued", BigInteger, nullable=False),
)

SPENT = "spent_"


def spent_table(week: int) -> Table:
    """The nonces of one real week, with a digest of each message: what makes a repeat harmless.

    One table per week, because dropping a table is quick and leaves nothing behind.
    """
    table = Table(
        f"{SPENT}{week}",
        MetaData(),
        Column("nonce", LargeBinary(32), primary_key=True),
        Column("digest", LargeBinary(32), nullable=False),
        sqlite_with_rowid=False,
    )
    event.listen(table, "after_create", _keep_no_samples)
    return table


def _keep_no_samples(table: Table, connection: Connection, **_more: Any) -> None:
    """PostgreSQL keeps samples of values for its planner, after their rows are gone too."""
    if connection.dialect.name == "postgresql":
        for column in table.columns:
            change = f"ALTER TABLE {table.name} ALTER COLUMN {column.name} SET STATISTICS 0"
            connection.execute(text(change))
