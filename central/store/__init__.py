"""What central keeps, in SQLite or PostgreSQL. The tables stand in tables.py."""
