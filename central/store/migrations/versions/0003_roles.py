"""Issuer and relay leave this store; sums are kept by kind of epoch, and published ones apart.

Devices and enrolment tokens move to the issuer's store: they enrol anew.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.drop_table("tokens")
    op.drop_table("devices")
    op.create_table(
        "new_cells",
        sa.Column("kind", sa.Text, primary_key=True),
        sa.Column("epoch", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("late", sa.Boolean, primary_key=True),
        sa.Column("metric", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("label", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("state", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("messages", sa.BigInteger, nullable=False),
        sa.Column("total", sa.BigInteger, nullable=False),
    )
    op.execute(
        "INSERT INTO new_cells (kind, epoch, late, metric, label, state, messages, total)"
        " SELECT 'week', week, late, metric, grp, state, messages, total FROM cells"
    )
    op.drop_table("cells")
    op.rename_table("new_cells", "cells")
    op.create_table(
        "figures",
        sa.Column("kind", sa.Text, primary_key=True),
        sa.Column("epoch", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("metric", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("label", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("state", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("shown", sa.BigInteger),
        sa.Column("hidden", sa.Text),
    )
    op.create_table(
        "epochs",
        sa.Column("kind", sa.Text, primary_key=True),
        sa.Column("epoch", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("received", sa.BigInteger, nullable=False),
        sa.Column("issued", sa.BigInteger, nullable=False),
    )


def downgrade() -> None:
    op.drop_table("epochs")
    op.drop_table("figures")
    op.create_table(
        "old_cells",
        sa.Column("week", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("late", sa.Boolean, primary_key=True),
        sa.Column("metric", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("grp", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("state", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("messages", sa.BigInteger, nullable=False),
        sa.Column("total", sa.BigInteger, nullable=False),
    )
    op.execute(
        "INSERT INTO old_cells (week, late, metric, grp, state, messages, total)"
        " SELECT epoch, late, metric, label, state, messages, total FROM cells"
        " WHERE kind = 'week'"
    )
    op.drop_table("cells")
    op.rename_table("old_cells", "cells")
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
