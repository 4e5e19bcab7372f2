"""The bytes that leave: their form, their one size, and HPKE as the standard has it."""

from __future__ import annotations

import json

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from pyhpke import AEADId, CipherSuite, KDFId, KEMId, KEMKey

from agent.report.record import LARGEST, Record
from agent.report.seal import BODY_BYTES, SEALED_BYTES, encode, seal
from central.collector.message import read_message, unseal
from tests.agent.report.device import GOLDEN

SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_128_GCM)
OTHER = CipherSuite.new(KEMId.DHKEM_X25519_HKDF_SHA256, KDFId.HKDF_SHA256, AEADId.AES128_GCM)
RFC9180 = json.loads((GOLDEN / "rfc9180.json").read_text())
KEY = X25519PrivateKey.from_private_bytes(bytes.fromhex(RFC9180["skRm"]))
PUBLIC = KEY.public_key().public_bytes_raw()


def test_a_record_becomes_json_nonce_and_token() -> None:
    body = encode(Record(66, 2, 0, 2967), bytes(range(32)), b"s" * 256)

    assert body[:96] == b'{"e":2967,"l":0,"m":66,"v":2}'.ljust(96)
    assert body[96:] == bytes(range(32)) + b"s" * 256


def test_what_is_sealed_opens_at_central_and_has_one_size() -> None:
    for record in (Record(1, 0, 0, 0), Record(117, 65_535, 9999, LARGEST)):
        body = encode(record, bytes(32), bytes(256))
        sealed = seal(body, PUBLIC)

        assert unseal(sealed, KEY) == body
        assert (len(body), len(sealed)) == (BODY_BYTES, SEALED_BYTES) == (384, 432)
        said = read_message(body).text
        assert (said.epoch, said.label, said.metric, said.value) == (
            *(record.epoch, record.label, record.metric, record.value),
        )


def test_sealing_twice_gives_different_bytes() -> None:
    body = encode(Record(66, 2, 0, 2967), bytes(32), bytes(256))

    assert seal(body, PUBLIC) != seal(body, PUBLIC)


@pytest.mark.parametrize(("nonce", "signature"), [(31, 256), (33, 256), (32, 255), (32, 257)])
def test_other_sizes_are_refused(nonce: int, signature: int) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        encode(Record(1, 1, 0, 1), bytes(nonce), bytes(signature))


def test_both_libraries_open_the_vector_of_rfc_9180() -> None:
    first = RFC9180["encryptions"][0]
    enc, info = bytes.fromhex(RFC9180["enc"]), bytes.fromhex(RFC9180["info"])
    # `cryptography` seals one message and takes no further data; the vector's AAD is not empty.
    recipient = OTHER.create_recipient_context(enc, _key(), info=info)
    for one in RFC9180["encryptions"]:
        opened = recipient.open(bytes.fromhex(one["ct"]), aad=bytes.fromhex(one["aad"]))
        assert opened == bytes.fromhex(one["pt"])
    for one in RFC9180["exports"]:
        exported = recipient.export(bytes.fromhex(one["exporter_context"]), one["L"])
        assert exported == bytes.fromhex(one["exported_value"])
    assert first["nonce"] == RFC9180["base_nonce"]


def test_each_library_opens_what_the_other_sealed() -> None:
    body, info = b"as one standard has it", b"plimsoll tk1"
    wire = SUITE.encrypt(body, KEY.public_key(), info=info)
    assert OTHER.create_recipient_context(wire[:32], _key(), info=info).open(wire[32:]) == body
    enc, sender = OTHER.create_sender_context(
        KEMKey.from_pyca_cryptography_key(KEY.public_key()), info=info
    )
    assert SUITE.decrypt(enc + sender.seal(body), KEY, info=info) == body


def _key() -> KEMKey:
    return KEMKey.from_pyca_cryptography_key(KEY)
