"""Tokens and blind signatures by the published vectors of RFC 9578 and RFC 9474."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from agent.report.blind_rsa import BlindKey, NotSigned
from agent.report.tokens import SIZE, TokenKey
from central.issuer.blind import BlindSigner
from central.tokens import TokenKey as CollectorKey
from tests.agent.report.device import GOLDEN

RFC9578 = json.loads((GOLDEN / "rfc9578.json").read_text())
RFC9474 = json.loads((GOLDEN / "rfc9474.json").read_text())
Vector = dict[str, str]


@dataclass(frozen=True)
class Token:
    """RFC 9577, 2.2: type, nonce, challenge digest, key id, authenticator."""

    signed: bytes
    nonce: bytes
    digest: bytes
    key_id: bytes
    authenticator: bytes


def read_token(token: bytes) -> Token:
    return Token(token[:-SIZE], token[2:34], token[34:66], token[66:98], token[98:])


@pytest.fixture(scope="module")
def issuer() -> BlindSigner:
    key = load_pem_private_key(bytes.fromhex(RFC9578["skS"]), None)
    assert isinstance(key, RSAPrivateKey)
    numbers = key.private_numbers()
    return BlindSigner(numbers.p, numbers.q)


@pytest.fixture(scope="module")
def signer() -> BlindSigner:
    return BlindSigner(int(RFC9474["p"], 16), int(RFC9474["q"], 16))


def test_the_key_id_is_the_digest_of_the_published_key(issuer: BlindSigner) -> None:
    key_id = hashlib.sha256(bytes.fromhex(RFC9578["pkS"])).digest()

    assert TokenKey(issuer.modulus).key_id == key_id
    assert CollectorKey(issuer.modulus).key_id == key_id


@pytest.mark.parametrize("vector", RFC9578["vectors"], ids=range(1, 6))
def test_device_issuer_and_collector_make_the_token_of_rfc_9578(
    vector: Vector, issuer: BlindSigner
) -> None:
    given = {name: bytes.fromhex(content) for name, content in vector.items()}
    token, key = read_token(given["token"]), TokenKey(issuer.modulus)
    digest = hashlib.sha256(given["token_challenge"]).digest()
    assert (token.nonce, token.digest, token.key_id) == (given["nonce"], digest, key.key_id)

    said = key.token_input(given["nonce"], digest)
    assert said == token.signed
    blinded = key.blinded(said, given["salt"], int(vector["blind"], 16))
    # Type and last byte of the key id stand before it; our issuer knows both from the address.
    assert b"\x00\x02" + key.key_id[-1:] + blinded.request == given["token_request"]
    answer = issuer.sign(blinded.request)
    assert answer == given["token_response"]

    assert key.unblinded(said, answer, blinded.unblind) == token.authenticator
    collector = CollectorKey(issuer.modulus)
    assert collector.proves(given["nonce"], digest, token.authenticator)
    assert not collector.proves(given["nonce"], bytes(32), token.authenticator)


def test_the_answer_to_another_vector_is_no_token(issuer: BlindSigner) -> None:
    first, second = RFC9578["vectors"][:2]
    key, token = TokenKey(issuer.modulus), read_token(bytes.fromhex(first["token"]))
    salt, factor = bytes.fromhex(first["salt"]), int(first["blind"], 16)
    blinded = key.blinded(token.signed, salt, factor)

    with pytest.raises(NotSigned):
        key.unblinded(token.signed, bytes.fromhex(second["token_response"]), blinded.unblind)


@pytest.mark.parametrize("vector", RFC9474["vectors"], ids=lambda vector: vector["name"])
def test_device_and_issuer_make_the_signature_of_rfc_9474(
    vector: Vector, signer: BlindSigner
) -> None:
    message = bytes.fromhex(vector["msg_prefix"] + vector["msg"])
    salt, modulus = bytes.fromhex(vector["salt"]), int(RFC9474["n"], 16)
    assert signer.modulus.hex() == RFC9474["n"]
    key = BlindKey(signer.modulus, len(salt))

    # The vectors give the factor's inverse, not the factor.
    blinded = key.blinded(message, salt, pow(int(vector["inv"], 16), -1, modulus))
    assert (blinded.request.hex(), blinded.unblind.hex()) == (vector["blinded_msg"], vector["inv"])
    answer = signer.sign(blinded.request)
    assert answer.hex() == vector["blind_sig"]
    assert key.unblinded(message, answer, blinded.unblind).hex() == vector["sig"]


def test_a_key_of_4096_bits_is_none_for_tokens(signer: BlindSigner) -> None:
    for kind in (TokenKey, CollectorKey):
        with pytest.raises(ValueError, match="2048 bits"):
            kind(signer.modulus)
