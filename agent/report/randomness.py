"""Chance, handed in as a source of random bytes such as `secrets.token_bytes`."""

from __future__ import annotations

from collections.abc import Callable

#: Gives that many random bytes.
Randomness = Callable[[int], bytes]


def fraction(randomness: Randomness) -> float:
    """A number from 0 to below 1."""
    return int.from_bytes(randomness(6), "big") / 2**48


def below(randomness: Randomness, limit: int) -> int:
    """A whole number from 0 to below `limit`."""
    return int(fraction(randomness) * limit)
