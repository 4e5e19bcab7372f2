"""What a store held before there were migrations."""

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
        "tokens",
        sa.Column("hash", sa.LargeBinary(32), primary_key=True),
        sa.Column("uses", sa.Integer, nullable=False),
        sa.Column("last_day", sa.Integer, nullable=False),
    )
    op.create_table(
        "devices",
        sa.Column("key", sa.LargeBinary(32), primary_key=True),
        sa.Column("week", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "cells",
        sa.Column("week", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("late", sa.Boolean, primary_key=True),
        sa.Column("metric", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("grp", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("state", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("messages", sa.BigInteger, nullable=False),
        sa.Column("total", sa.BigInteger, nullable=False),
    )


def downgrade() -> None:
    for table in ("cells", "devices", "tokens", "terms"):
        op.drop_table(table)
