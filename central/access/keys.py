"""The console's keys, all made from one file: seal secrets, sign evidence, digest names.

Every console of one company needs the same file, and a backup needs it too.
"""

from __future__ import annotations

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

#: Bytes of the seed in the file.
SEED = 32


class Keys:
    """Everything that is derived from the seed (HKDF, RFC 5869)."""

    def __init__(self, seed: bytes) -> None:
        self._fernet = Fernet(base64.urlsafe_b64encode(_derived(seed, b"seal")))
        self._digest = _derived(seed, b"digest")
        self.signer = Ed25519PrivateKey.from_private_bytes(_derived(seed, b"sign"))

    def seal(self, content: bytes) -> bytes:
        return self._fernet.encrypt(content)

    def unseal(self, sealed: bytes, seconds: int | None = None) -> bytes | None:
        """The content, or None where it is not ours, or older than `seconds`."""
        try:
            return self._fernet.decrypt(sealed, ttl=seconds)
        except InvalidToken:
            return None

    def digest(self, purpose: str, text: str) -> bytes:
        """32 bytes that say nothing of the text without the key (HMAC-SHA-256)."""
        return hmac.digest(self._digest, f"{purpose}\0{text}".encode(), hashlib.sha256)

    def public_hex(self) -> str:
        """The public half of the signer, 64 hexadecimal digits."""
        return self.signer.public_key().public_bytes_raw().hex()


def _derived(seed: bytes, purpose: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt=None, info=b"plimsoll console " + purpose).derive(seed)
