"""Guarantee P3: of a token that comes back, the issuer cannot tell for whom it signed it.

To the issuer every request that it saw fits every token that was redeemed: for each pair there is
a blinding factor with which just this request would have become just this token (RFC 9474, 7.1).
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from agent.report.blind_rsa import EXPONENT, BlindKey, NotSigned
from central.issuer.blind import BlindSigner

DEVICES = 24
SALT = 48


@dataclass(frozen=True)
class Pair:
    """What the issuer saw of a device, and what somebody redeemed later."""

    request: bytes
    answer: bytes
    message: bytes
    signature: bytes


def signer() -> BlindSigner:
    numbers = rsa.generate_private_key(public_exponent=EXPONENT, key_size=2048).private_numbers()
    return BlindSigner(numbers.p, numbers.q)


def issued(by: BlindSigner) -> Pair:
    key, message = BlindKey(by.modulus, SALT), secrets.token_bytes(64)
    blinded = key.blind(message, secrets.token_bytes)
    answer = by.sign(blinded.request)
    signature = key.unblinded(message, answer, blinded.unblind)
    return Pair(blinded.request, answer, message, signature)


def fits(seen: Pair, redeemed: Pair, by: BlindSigner) -> bool:
    """Whether a factor exists that makes this token of that request, as far as the issuer sees."""
    key, n = BlindKey(by.modulus, SALT), int.from_bytes(by.modulus, "big")
    request, answer, signature = (
        int.from_bytes(part, "big") for part in (seen.request, seen.answer, redeemed.signature)
    )
    factor = answer * pow(signature, -1, n) % n
    unblind = pow(factor, -1, n).to_bytes(len(by.modulus), "big")
    try:
        made = key.unblinded(redeemed.message, seen.answer, unblind)
    except NotSigned:
        return False
    hidden = pow(signature, EXPONENT, n) * pow(factor, EXPONENT, n) % n
    return made == redeemed.signature and hidden == request


@pytest.fixture(scope="module")
def one() -> BlindSigner:
    return signer()


def test_every_request_fits_every_token(one: BlindSigner) -> None:
    pairs = [issued(one) for _device in range(DEVICES)]
    fitting = sum(fits(seen, redeemed, one) for seen in pairs for redeemed in pairs)
    print(f"unlinkable: {fitting} of {DEVICES * DEVICES} pairs fit")
    assert fitting == DEVICES * DEVICES


def test_a_key_for_one_device_alone_would_give_it_away(one: BlindSigner) -> None:
    """Why all devices have the same keys: a token of another key fits no request of this one."""
    mine, tagged = issued(one), issued(signer())
    assert fits(mine, mine, one)
    assert not fits(mine, tagged, one)
