"""Hides what a person did from whoever reads the disk: AES-256-GCM with a key that is the person's.

The key is in the person's key ring and reaches this process at its start. Where there is no key
ring, the agent makes one that it holds in memory only: what is hidden ends with the session.
"""

from __future__ import annotations

import secrets

KEY_BYTES = 32
_NONCE = 12
#: What is hidden has one of these sizes, so that its length says nothing.
_STEP = 64

_INT, _BYTES = b"i", b"b"


class Vault:
    """Hides whole numbers and bytes. What another key hid is shown as None."""

    def __init__(self, key: bytes | None = None) -> None:
        """`key`: 32 bytes; without it one that nobody else will ever have."""
        # Loaded where something is hidden for the first time: the library takes 40 ms.
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        self.key = key or secrets.token_bytes(KEY_BYTES)
        self._cipher = AESGCM(self.key)

    def hide(self, value: int | bytes) -> bytes:
        """The value, unreadable without the key, in a size that does not tell how large it is."""
        kind = _INT + value.to_bytes(8, "big") if isinstance(value, int) else _BYTES + value
        plain = len(kind).to_bytes(4, "big") + kind
        plain = plain.ljust(-(-len(plain) // _STEP) * _STEP, b"\0")
        nonce = secrets.token_bytes(_NONCE)
        return nonce + self._cipher.encrypt(nonce, plain, None)

    def show(self, hidden: bytes) -> int | bytes | None:
        """What was hidden, or None where another key hid it."""
        from cryptography.exceptions import InvalidTag

        try:
            plain = self._cipher.decrypt(hidden[:_NONCE], hidden[_NONCE:], None)
        except (InvalidTag, ValueError):
            return None
        kind = plain[4 : 4 + int.from_bytes(plain[:4], "big")]
        return int.from_bytes(kind[1:], "big") if kind[:1] == _INT else kind[1:]
