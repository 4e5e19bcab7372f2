"""Every column that the issuer keeps: who is enrolled, and for which epochs they have tokens.

Nothing here says what a device reported, nor when it was last seen: only up to which epoch.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Integer, LargeBinary, MetaData, Table, Text

from central.store.tables import terms as _terms

metadata = MetaData()

terms = _terms.to_metadata(metadata)

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

#: Keys that are refused: changed for another one (the device's present key), or revoked (none);
#: the week when, and the last week in which somebody still showed it. Deleted after two years.
retired = Table(
    "retired",
    metadata,
    Column("key", LargeBinary(32), primary_key=True),
    Column("successor", LargeBinary(32), index=True),
    Column("week", BigInteger, nullable=False),
    Column("shown", BigInteger),
)

#: Who has tokens of an epoch, and SHA-256 of the blinded request: the same request is answered
#: again, another one is not. Deleted when the epoch's tokens are of no use any more.
issued = Table(
    "issued",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("epoch", BigInteger, primary_key=True, autoincrement=False),
    Column("device", LargeBinary(32), primary_key=True),
    Column("request", LargeBinary(32), nullable=False),
)
