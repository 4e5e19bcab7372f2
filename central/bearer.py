"""Reads the device key from a request, and keeps nothing but its digest."""

from __future__ import annotations

import base64
import binascii
import hashlib

KEY = 32


def decode32(text: str) -> bytes | None:
    """32 bytes from base64url without padding (RFC 4648, section 5), or None."""
    try:
        found = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    return found if len(found) == KEY else None


def device_digest(authorization: str | None) -> bytes | None:
    """SHA-256 of the key in `Bearer <key>` (RFC 6750), or None where there is none."""
    scheme, _, text = (authorization or "").partition(" ")
    key = decode32(text.strip()) if scheme.lower() == "bearer" else None
    return hashlib.sha256(key).digest() if key else None
