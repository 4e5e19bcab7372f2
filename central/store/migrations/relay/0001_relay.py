"""The relay gets a store of its own: closed boxes and their receipts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "terms",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
    )
    op.create_table(
        "boxes",
        sa.Column("kind", sa.Text, primary_key=True),
        sa.Column("epoch", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("bits", sa.Integer, nullable=False),
        sa.Column("into", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "receipts",
        sa.Column("kind", sa.Text, primary_key=True),
        sa.Column("epoch", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("bucket", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("receipt", sa.LargeBinary, nullable=False),
    )


def downgrade() -> None:
    for table in ("receipts", "boxes", "terms"):
        op.drop_table(table)
