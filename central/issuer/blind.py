"""The issuer's half of a blind RSA signature (RFC 9474, 4.3): it signs what it cannot read."""

from __future__ import annotations

from functools import cached_property

import gmpy2
from cryptography.hazmat.primitives.asymmetric import rsa
from gmpy2 import mpz

from central.tokens import EXPONENT, SIZE


class CannotSign(Exception):
    """The signature did not come out right: this machine calculates wrongly."""


class BlindSigner:
    """The private key of one metric in one epoch. It is used for nothing else."""

    def __init__(self, p: int, q: int) -> None:
        self._p, self._q = mpz(p), mpz(q)
        self._n = self._p * self._q
        self._size = (self._n.bit_length() + 7) // 8

    @property
    def primes(self) -> tuple[int, int]:
        """What is kept of the key: all else follows from it."""
        return int(self._p), int(self._q)

    @property
    def modulus(self) -> bytes:
        return int(self._n).to_bytes(self._size, "big")

    def accepts(self, blinded: bytes) -> bool:
        """Whether this is a number below the modulus."""
        return len(blinded) == self._size and int.from_bytes(blinded, "big") < int(self._n)

    def sign(self, blinded: bytes) -> bytes:
        """The blind signature of what is accepted. Raises CannotSign.

        The exponentiation takes the same time for every message. The result is checked before it
        leaves: a fault in one half of the arithmetic would give the key away.
        """
        message = mpz(int.from_bytes(blinded, "big"))
        exponents, inverse = self._crt
        half_p = gmpy2.powmod_sec(message % self._p, exponents[0], self._p)
        half_q = gmpy2.powmod_sec(message % self._q, exponents[1], self._q)
        signature = half_q + self._q * ((inverse * (half_p - half_q)) % self._p)
        if gmpy2.powmod(signature, EXPONENT, self._n) != message:
            raise CannotSign
        return int(signature).to_bytes(self._size, "big")

    @cached_property
    def _crt(self) -> tuple[tuple[mpz, mpz], mpz]:
        p, q = self._p, self._q
        exponent = gmpy2.invert(mpz(EXPONENT), gmpy2.lcm(p - 1, q - 1))
        return (exponent % (p - 1), exponent % (q - 1)), gmpy2.invert(q, p)


def make_signer() -> BlindSigner:
    """A new key of 2048 bits; takes about 60 ms."""
    numbers = rsa.generate_private_key(EXPONENT, 8 * SIZE).private_numbers()
    return BlindSigner(numbers.p, numbers.q)
