"""One-time codes of an authenticator app (RFC 6238: SHA-1, 30 seconds, 6 digits)."""

from __future__ import annotations

import base64
import hashlib
import hmac
from urllib.parse import quote

STEP, DIGITS = 30, 6
#: Steps before and after now that are taken as well: clocks differ.
PATIENCE = 1


def code(secret: bytes, step: int) -> str:
    """The code of one step (RFC 4226, section 5.3)."""
    mac = hmac.digest(secret, step.to_bytes(8, "big"), hashlib.sha1)
    at = mac[-1] & 15
    number = int.from_bytes(mac[at : at + 4], "big") & 0x7FFF_FFFF
    return f"{number % 10**DIGITS:0{DIGITS}}"


def step_of(secret: bytes, given: str, now: float, last: int) -> int | None:
    """The step that this code belongs to, or None. A step up to `last` was used before."""
    given = given.replace(" ", "")
    present = int(now) // STEP
    for step in range(max(last + 1, present - PATIENCE), present + PATIENCE + 1):
        if hmac.compare_digest(code(secret, step).encode(), given.encode()):
            return step
    return None


def address(secret: bytes, email: str) -> str:
    """What a QR code says to an authenticator app."""
    text = base64.b32encode(secret).decode().rstrip("=")
    return f"otpauth://totp/Plimsoll:{quote(email)}?secret={text}&issuer=Plimsoll"
