"""Signing rules: keys, drafts, signatures, and the folder that devices fetch from (TUF)."""
