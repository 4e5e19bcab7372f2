"""The issuer gets a store of its own: who is enrolled, and who has tokens of which epoch."""

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
        "issued",
        sa.Column("kind", sa.Text, primary_key=True),
        sa.Column("epoch", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("device", sa.LargeBinary(32), primary_key=True),
        sa.Column("request", sa.LargeBinary(32), nullable=False),
    )


def downgrade() -> None:
    for table in ("issued", "devices", "tokens", "terms"):
        op.drop_table(table)
