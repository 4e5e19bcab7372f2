"""The bytes that leave, against the golden file that central reads as well."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from agent.report.record import LARGEST, Record
from agent.report.seal import PLAIN_BYTES, SEALED_BYTES, encode, seal
from tests.agent.report.device import GOLDEN

MESSAGE = json.loads((GOLDEN / "message.json").read_text())
SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_128_GCM)


def open_golden(sealed: bytes) -> bytes:
    key = X25519PrivateKey.from_private_bytes(
        urlsafe_b64decode(MESSAGE["collector_private_key"] + "==")
    )
    return SUITE.decrypt(sealed, key, info=b"plimsoll tk1")


def test_a_record_becomes_the_golden_message() -> None:
    plain = json.loads(MESSAGE["plain"])
    record = Record(plain["m"], plain["v"], plain["g"], plain["e"])

    assert encode(record, bytes.fromhex(plain["n"])) == MESSAGE["plain"].encode()


def test_the_golden_sealed_message_opens_to_the_golden_plain_one() -> None:
    assert open_golden(bytes.fromhex(MESSAGE["sealed"])) == MESSAGE["plain"].encode()


def test_what_is_sealed_opens_again_and_has_one_size() -> None:
    plain = encode(Record(117, 65_535, 0, 115_000_000), bytes(32))
    sealed = seal(plain, MESSAGE["collector_public_key"])

    assert open_golden(sealed) == plain
    assert len(sealed) == SEALED_BYTES == 176


def test_even_the_largest_numbers_fit_the_message() -> None:
    # The largest of all four at once: more than any registry can say.
    plain = encode(Record(9999, 65_535, 9999, LARGEST), b"\xff" * 32)

    assert len(plain) == PLAIN_BYTES


def test_sealing_twice_gives_different_bytes() -> None:
    plain = MESSAGE["plain"].encode()
    key = MESSAGE["collector_public_key"]

    assert seal(plain, key) != seal(plain, key)


def test_a_short_nonce_is_refused() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        encode(Record(1, 1, 0, 1), b"short")
