"""Secrets and personal data that nobody marked: found by form, check digits and context."""
