"""Counting: it opens messages and adds them up."""
