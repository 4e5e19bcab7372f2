"""The device's half of a blind RSA signature: RSABSSA-SHA384-PSS (RFC 9474)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from agent.report.randomness import Randomness

EXPONENT = 65_537
_HASH = 48


class NotSigned(Exception):
    """What the signer gave back is no signature of this key."""


@dataclass(frozen=True, slots=True)
class Blinded:
    """`request` goes to the signer; `unblind` turns its answer into the signature.

    Both have the size of the modulus.
    """

    request: bytes
    unblind: bytes


class BlindKey:
    """The public key of a blind signer, of any size."""

    def __init__(self, modulus: bytes, salt_bytes: int) -> None:
        """Every variant of the standard names the size of its salt: 48 bytes, or none."""
        self._n = int.from_bytes(modulus, "big")
        self._size = len(modulus)
        self._salt_bytes = salt_bytes

    def blind(self, message: bytes, randomness: Randomness) -> Blinded:
        """Hide `message` under a random factor that only this device knows."""
        salt = randomness(self._salt_bytes)
        while True:
            factor = int.from_bytes(randomness(self._size), "big") % self._n
            try:
                return self.blinded(message, salt, factor)
            except ValueError:
                continue  # no inverse: one chance in 2 to the 1023

    def blinded(self, message: bytes, salt: bytes, factor: int) -> Blinded:
        """The same with the chance handed in. Raises ValueError where the factor has no inverse."""
        hidden = int.from_bytes(encode_pss(message, self._n.bit_length() - 1, salt), "big")
        unblind = pow(factor, -1, self._n)
        request = hidden * pow(factor, EXPONENT, self._n) % self._n
        return Blinded(request.to_bytes(self._size, "big"), unblind.to_bytes(self._size, "big"))

    def unblinded(self, message: bytes, answer: bytes, unblind: bytes) -> bytes:
        """The signature. Raises NotSigned where the signer signed something else."""
        product = int.from_bytes(answer, "big") * int.from_bytes(unblind, "big")
        signature = (product % self._n).to_bytes(self._size, "big")
        if not self._verifies(message, signature):
            raise NotSigned("the answer is no signature of this key")
        return signature

    def _verifies(self, message: bytes, signature: bytes) -> bool:
        # Tokens are fetched once a week; loading the library takes longer than all of it.
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric import padding, rsa
        from cryptography.hazmat.primitives.hashes import SHA384

        key = rsa.RSAPublicNumbers(EXPONENT, self._n).public_key()
        pss = padding.PSS(padding.MGF1(SHA384()), self._salt_bytes)
        try:
            key.verify(signature, message, pss, SHA384())
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
