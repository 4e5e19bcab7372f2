"""Alembic's own entrance: it runs the steps on the connection that it was handed."""

from __future__ import annotations

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    # SQLite changes a column by making the table anew.
    render_as_batch=True,
    # The caller's transaction spans all steps: a store is never left between two of them.
    transactional_ddl=True,
)
context.run_migrations()
