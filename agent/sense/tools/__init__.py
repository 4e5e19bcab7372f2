"""Which AI tools are here."""
