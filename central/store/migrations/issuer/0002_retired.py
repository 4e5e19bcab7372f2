"""Keys that were changed or revoked are remembered for a while, so that a copy is known for one."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "retired",
        sa.Column("key", sa.LargeBinary(32), primary_key=True),
        sa.Column("successor", sa.LargeBinary(32), index=True),
        sa.Column("week", sa.BigInteger, nullable=False),
        sa.Column("shown", sa.BigInteger),
    )


def downgrade() -> None:
    op.drop_table("retired")
