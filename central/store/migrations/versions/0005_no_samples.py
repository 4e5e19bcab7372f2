"""PostgreSQL keeps no samples of what is deleted one day: its planner needs none of them."""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"

COLUMNS = {
    "cells": ("messages", "total"),
    "figures": ("shown", "hidden"),
    "epochs": ("received", "issued"),
    "letters": ("id", "subject", "name", "text", "answer", "sealed", "decided_by"),
    "sessions": ("hash",),
    "links": ("hash", "email"),
    "attempts": ("key", "count"),
    "api_tokens": ("hash", "name", "made_by"),
}
#: What PostgreSQL takes for a column of which nothing else was said.
USUAL = -1


def upgrade() -> None:
    _keep_samples(0)


def downgrade() -> None:
    _keep_samples(USUAL)


def _keep_samples(number: int) -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    for table, columns in COLUMNS.items():
        for column in columns:
            op.execute(f"ALTER TABLE {table} ALTER COLUMN {column} SET STATISTICS {number}")
