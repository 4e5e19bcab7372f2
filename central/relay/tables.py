"""Every column that the relay keeps: sealed messages by their hash, and signed receipts.

No address and no time. A box holds its messages in the order of their hashes, which is nobody's.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Integer, LargeBinary, MetaData, Table, Text

from central.calendar import Kind
from central.store.tables import terms as _terms

metadata = MetaData()

terms = _terms.to_metadata(metadata)

#: Boxes that were closed. `state`: handing (on its way to the collector), published, or carried
#: (too few devices: its messages went into box `into`). Buckets are told by the first `bits` of
#: a message's hash.
boxes = Table(
    "boxes",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("epoch", BigInteger, primary_key=True, autoincrement=False),
    Column("state", Text, nullable=False),
    Column("bits", Integer, nullable=False),
    Column("into", BigInteger, nullable=False),
)

#: The collector's signed receipts, one for all messages of a bucket.
receipts = Table(
    "receipts",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("epoch", BigInteger, primary_key=True, autoincrement=False),
    Column("bucket", Integer, primary_key=True, autoincrement=False),
    Column("receipt", LargeBinary, nullable=False),
)


def box_table(kind: Kind, epoch: int) -> Table:
    """The sealed messages of one box; dropped as a whole once they are handed over."""
    return Table(
        f"box_{kind}_{epoch}",
        MetaData(),
        Column("hash", LargeBinary(32), primary_key=True),
        Column("sealed", LargeBinary, nullable=False),
        sqlite_with_rowid=False,
    )
