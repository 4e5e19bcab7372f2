"""What of a message whose epoch has no keys: it is refused, and keeps no other waiting."""

from __future__ import annotations

import secrets
import time

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from agent.report.tokens import TokenKey as DeviceKey
from agent.report.tokens import challenge_digest
from central.calendar import Calendar
from central.collector.token_keys import NoKeys, TokenKeys
from central.encoding import base64url
from central.issuer.blind import make_signer
from central.key_list import KeyList, KeySet, Operator

METRIC = 66
CALENDAR = Calendar()
QUARTER = 228
WEEK = CALENDAR.epochs_of(QUARTER, "week")[0]


class Issuer:
    """Has the keys of one week, and counts how often it is asked."""

    def __init__(self) -> None:
        self.signer, self.operator = make_signer(), Ed25519PrivateKey.generate()
        one = KeySet("week", WEEK, WEEK, {str(METRIC): base64url(self.signer.modulus)})
        self.file = KeyList(1, QUARTER, False, "", "", "", [one]).signed(self.operator)
        self.asked: list[int] = []
        self.is_up = True

    def __call__(self, quarter: int) -> bytes | None:
        self.asked.append(quarter)
        if not self.is_up:
            raise NoKeys
        return self.file if quarter == QUARTER else None

    def keys(self) -> TokenKeys:
        return TokenKeys(self, Operator.of(self.operator), CALENDAR)

    def token(self) -> tuple[bytes, bytes]:
        device, nonce = DeviceKey(self.signer.modulus), secrets.token_bytes(32)
        said = device.token_input(nonce, challenge_digest("week", WEEK, METRIC))
        blinded = device.blind(said, secrets.token_bytes)
        answer = self.signer.sign(blinded.request)
        return nonce, device.unblinded(said, answer, blinded.unblind)


@pytest.fixture(scope="module")
def token_and_issuer() -> tuple[tuple[bytes, bytes], Issuer]:
    issuer = Issuer()
    return issuer.token(), issuer


@pytest.fixture
def issuer(token_and_issuer: tuple[tuple[bytes, bytes], Issuer]) -> Issuer:
    issuer = token_and_issuer[1]
    issuer.asked, issuer.is_up = [], True
    return issuer


@pytest.fixture
def token(token_and_issuer: tuple[tuple[bytes, bytes], Issuer]) -> tuple[bytes, bytes]:
    return token_and_issuer[0]


def test_a_token_of_an_epoch_without_keys_is_refused_and_asked_about_once_a_minute(
    issuer: Issuer, token: tuple[bytes, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = issuer.keys()
    assert keys.proves(token, "week", WEEK, METRIC)
    for _again in range(3):
        assert not keys.proves(token, "week", WEEK - 1, METRIC)  # of the quarter before
    assert not keys.proves(token, "week", WEEK + 1, METRIC)  # the list does not cover it
    assert issuer.asked == [QUARTER, QUARTER - 1]

    later = time.monotonic() + 61.0
    monkeypatch.setattr(time, "monotonic", lambda: later)
    assert not keys.proves(token, "week", WEEK - 1, METRIC)
    assert issuer.asked == [QUARTER, QUARTER - 1, QUARTER - 1]


def test_while_the_issuer_cannot_be_asked_nothing_is_said(
    issuer: Issuer, token: tuple[bytes, bytes]
) -> None:
    keys = issuer.keys()
    issuer.is_up = False
    with pytest.raises(NoKeys):
        keys.proves(token, "week", WEEK, METRIC)
    issuer.is_up = True
    assert keys.proves(token, "week", WEEK, METRIC)


def test_a_list_that_another_operator_signed_is_not_believed(
    issuer: Issuer, token: tuple[bytes, bytes]
) -> None:
    stranger = Operator.of(Ed25519PrivateKey.generate())
    with pytest.raises(NoKeys):
        TokenKeys(issuer, stranger, CALENDAR).proves(token, "week", WEEK, METRIC)
