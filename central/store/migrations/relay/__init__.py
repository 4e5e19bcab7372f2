"""The relay's tables, step by step."""
