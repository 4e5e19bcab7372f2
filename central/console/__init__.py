"""The page that an administrator reads."""
