"""How a store gets from one version of its tables to the next, and back (Alembic)."""
