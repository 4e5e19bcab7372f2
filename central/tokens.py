"""What a token is: proof that some enrolled device may say one metric once in one epoch.

It is a Privacy Pass token of type 2 (RFC 9578), made by a blind RSA signature (RFC 9474).
"""

from __future__ import annotations

import hashlib

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.hashes import SHA384

from central.calendar import KINDS, Kind

EXPONENT = 65_537
#: Bytes of a modulus, and so of a blinded message and of a signature.
SIZE = 256
NONCE = 32

_TYPE = (2).to_bytes(2, "big")
_ISSUER = b"plimsoll"
_PSS = padding.PSS(padding.MGF1(SHA384()), 48)
#: A SubjectPublicKeyInfo up to the modulus: RSASSA-PSS with SHA-384, MGF1 and a salt of 48 bytes.
_SPKI = bytes.fromhex(
    "30820152303d06092a864886f70d01010a3030a00d300b0609608648016503040202a11a301806092a864886f70d01"
    "0108300b0609608648016503040202a2030201300382010f003082010a0282010100"
)
_SPKI_END = bytes.fromhex("0203010001")


def challenge_digest(kind: Kind, epoch: int, metric: int) -> bytes:
    """SHA-256 of the challenge (RFC 9577) that stands for this metric in this epoch."""
    code = (KINDS.index(kind) + 1).to_bytes(1, "big")
    place = code + epoch.to_bytes(8, "big") + metric.to_bytes(4, "big")
    context = hashlib.sha256(b"plimsoll tk1" + place).digest()
    issuer = len(_ISSUER).to_bytes(2, "big") + _ISSUER
    nobody_else = (0).to_bytes(2, "big")
    challenge = _TYPE + issuer + len(context).to_bytes(1, "big") + context + nobody_else
    return hashlib.sha256(challenge).digest()


class TokenKey:
    """The public key of one metric in one epoch."""

    def __init__(self, modulus: bytes) -> None:
        """Raises ValueError where these are not the 256 bytes of an RSA modulus."""
        number = int.from_bytes(modulus, "big")
        if len(modulus) != SIZE or number.bit_length() != 8 * SIZE:
            raise ValueError("a modulus has 2048 bits")
        self.key_id = hashlib.sha256(_SPKI + modulus + _SPKI_END).digest()
        self._key = rsa.RSAPublicNumbers(EXPONENT, number).public_key()

    def proves(self, nonce: bytes, digest: bytes, signature: bytes) -> bool:
        """Whether this is a token for the challenge with this digest."""
        try:
            said = _TYPE + nonce + digest + self.key_id
            self._key.verify(signature, said, _PSS, SHA384())
        except InvalidSignature:
            return False
        return True
