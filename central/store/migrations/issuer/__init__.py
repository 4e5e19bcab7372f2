"""The issuer's tables, step by step."""
