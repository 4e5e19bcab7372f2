"""The device's half of a token (RFC 9578, type 2): blind, let sign, unblind (RFC 9474).

The issuer signs a number that it cannot tell from any other, so nobody can link the token to the
request by which it was made, not even whoever has the issuer's key.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from agent.report.calendar import KINDS
from agent.report.randomness import Randomness

EXPONENT = 65_537
#: Bytes of a modulus, and so of a blinded message and of a signature.
SIZE = 256
NONCE_BYTES = 32

_SALT = 48
_HASH = 48
_TYPE = (2).to_bytes(2, "big")
_ISSUER = b"plimsoll"
#: A SubjectPublicKeyInfo up to the modulus: RSASSA-PSS with SHA-384, MGF1 and a salt of 48 bytes.
_SPKI = bytes.fromhex(
    "30820152303d06092a864886f70d01010a3030a00d300b0609608648016503040202a11a301806092a864886f70d01"
    "0108300b0609608648016503040202a2030201300382010f003082010a0282010100"
)
_SPKI_END = bytes.fromhex("0203010001")


class TokenError(Exception):
    """What the issuer gave back is no signature of the listed key."""


def challenge_digest(kind: str, epoch: int, metric: int) -> bytes:
    """SHA-256 of the challenge (RFC 9577) that stands for this metric in this epoch."""
    code = (KINDS.index(kind) + 1).to_bytes(1, "big")
    place = code + epoch.to_bytes(8, "big") + metric.to_bytes(4, "big")
    context = hashlib.sha256(b"plimsoll tk1" + place).digest()
    issuer = len(_ISSUER).to_bytes(2, "big") + _ISSUER
    nobody_else = (0).to_bytes(2, "big")
    challenge = _TYPE + issuer + len(context).to_bytes(1, "big") + context + nobody_else
    return hashlib.sha256(challenge).digest()


@dataclass(frozen=True, slots=True)
class Blinded:
    """`request` goes to the issuer; `unblind` (256 bytes) turns its answer into the token."""

    request: bytes
    unblind: bytes


class TokenKey:
    """The public key of one metric in one epoch."""

    def __init__(self, modulus: bytes) -> None:
        """Raises ValueError where these are not the bytes of an RSA modulus of 2048 bits."""
        self._n = int.from_bytes(modulus, "big")
        if len(modulus) != SIZE or self._n.bit_length() != 8 * SIZE or not self._n & 1:
            raise ValueError("a modulus has 2048 bits")
        self.key_id = hashlib.sha256(_SPKI + modulus + _SPKI_END).digest()

    def token_input(self, nonce: bytes, digest: bytes) -> bytes:
        """What is signed: it names the challenge and the key besides the nonce."""
        return _TYPE + nonce + digest + self.key_id

    def blind(self, message: bytes, randomness: Randomness) -> Blinded:
        """Hide `message` under a random factor that only this device knows."""
        salt = randomness(_SALT)
        while True:
            factor = int.from_bytes(randomness(SIZE), "big") % self._n
            try:
                return self.blinded(message, salt, factor)
            except ValueError:
                continue  # no inverse: one chance in 2 to the 1023

    def blinded(self, message: bytes, salt: bytes, factor: int) -> Blinded:
        """The same with the chance handed in. Raises ValueError where the factor has no inverse."""
        bits = self._n.bit_length()
        hidden = int.from_bytes(encode_pss(message, bits - 1, salt), "big")
        unblind = pow(factor, -1, self._n)
        request = hidden * pow(factor, EXPONENT, self._n) % self._n
        size = (bits + 7) // 8
        return Blinded(request.to_bytes(size, "big"), unblind.to_bytes(size, "big"))

    def unblinded(self, message: bytes, answer: bytes, unblind: bytes) -> bytes:
        """The token. Raises TokenError where the issuer signed something else."""
        size = (self._n.bit_length() + 7) // 8
        product = int.from_bytes(answer, "big") * int.from_bytes(unblind, "big")
        signature = (product % self._n).to_bytes(size, "big")
        if not self._verifies(message, signature):
            raise TokenError("the issuer's answer is no signature of the listed key")
        return signature

    def _verifies(self, message: bytes, signature: bytes) -> bool:
        # Tokens are fetched once a week; loading the library takes longer than all of it.
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric import padding, rsa
        from cryptography.hazmat.primitives.hashes import SHA384

        key = rsa.RSAPublicNumbers(EXPONENT, self._n).public_key()
        try:
            key.verify(signature, message, padding.PSS(padding.MGF1(SHA384()), _SALT), SHA384())
        except InvalidSignature:
            return False
        return True


def encode_pss(message: bytes, bits: int, salt: bytes) -> bytes:
    """EMSA-PSS with SHA-384 (RFC 8017, 9.1.1)."""
    size = (bits + 7) // 8
    digest = hashlib.sha384(message).digest()
    mixed = hashlib.sha384(bytes(8) + digest + salt).digest()
    block = bytes(size - len(salt) - _HASH - 2) + b"\x01" + salt
    mask = _mgf1(mixed, len(block))
    masked = bytearray(a ^ b for a, b in zip(block, mask, strict=True))
    masked[0] &= 0xFF >> (8 * size - bits)
    return bytes(masked) + mixed + b"\xbc"


def _mgf1(seed: bytes, size: int) -> bytes:
    rounds = range((size + _HASH - 1) // _HASH)
    made = (hashlib.sha384(seed + n.to_bytes(4, "big")).digest() for n in rounds)
    return b"".join(made)[:size]
