"""The device's half of a token (RFC 9578, type 2), made by a blind RSA signature.

The issuer signs a number that it cannot tell from any other, so nobody can link the token to the
request by which it was made, not even whoever has the issuer's key.
"""

from __future__ import annotations

import hashlib

from agent.report.blind_rsa import BlindKey
from agent.report.calendar import KINDS

#: Bytes of a modulus, and so of a blinded message and of a signature.
SIZE = 256
NONCE_BYTES = 32

_SALT = 48
_TYPE = (2).to_bytes(2, "big")
_ISSUER = b"plimsoll"
#: A SubjectPublicKeyInfo up to the modulus: RSASSA-PSS with SHA-384, MGF1 and a salt of 48 bytes.
_SPKI = bytes.fromhex(
    "30820152303d06092a864886f70d01010a3030a00d300b0609608648016503040202a11a301806092a864886f70d01"
    "0108300b0609608648016503040202a2030201300382010f003082010a0282010100"
)
_SPKI_END = bytes.fromhex("0203010001")


def challenge_digest(kind: str, epoch: int, metric: int) -> bytes:
    """SHA-256 of the challenge (RFC 9577) that stands for this metric in this epoch."""
    code = (KINDS.index(kind) + 1).to_bytes(1, "big")
    place = code + epoch.to_bytes(8, "big") + metric.to_bytes(4, "big")
    context = hashlib.sha256(b"plimsoll tk1" + place).digest()
    issuer = len(_ISSUER).to_bytes(2, "big") + _ISSUER
    nobody_else = (0).to_bytes(2, "big")
    challenge = _TYPE + issuer + len(context).to_bytes(1, "big") + context + nobody_else
    return hashlib.sha256(challenge).digest()


class TokenKey(BlindKey):
    """The public key of one metric in one epoch."""

    def __init__(self, modulus: bytes) -> None:
        """Raises ValueError where these are not the bytes of an RSA modulus of 2048 bits."""
        number = int.from_bytes(modulus, "big")
        if len(modulus) != SIZE or number.bit_length() != 8 * SIZE or not number & 1:
            raise ValueError("a modulus has 2048 bits")
        super().__init__(modulus, _SALT)
        self.key_id = hashlib.sha256(_SPKI + modulus + _SPKI_END).digest()

    def token_input(self, nonce: bytes, digest: bytes) -> bytes:
        """What is signed: it names the challenge and the key besides the nonce."""
        return _TYPE + nonce + digest + self.key_id
