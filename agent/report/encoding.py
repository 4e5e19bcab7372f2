"""Bytes as text: base64url without padding (RFC 4648, section 5)."""

from __future__ import annotations

from base64 import b64decode, urlsafe_b64encode


def base64url(content: bytes) -> str:
    return urlsafe_b64encode(content).decode("ascii").rstrip("=")


def from_base64url(text: str) -> bytes:
    """Raises ValueError for anything else."""
    return b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
