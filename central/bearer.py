"""Reads the device key from a request, and keeps nothing but its digest."""

from __future__ import annotations

import hashlib

from central.encoding import from_base64url

KEY = 32


def decode32(text: str) -> bytes | None:
    """32 bytes from base64url, or None."""
    try:
        found = from_base64url(text)
    except ValueError:
        return None
    return found if len(found) == KEY else None


def device_digest(authorization: str | None) -> bytes | None:
    """SHA-256 of the key in `Bearer <key>` (RFC 6750), or None where there is none."""
    scheme, _, text = (authorization or "").partition(" ")
    key = decode32(text.strip()) if scheme.lower() == "bearer" else None
    return hashlib.sha256(key).digest() if key else None
