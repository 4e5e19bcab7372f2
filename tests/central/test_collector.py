"""A real collector on a port, and what it answers to every kind of message."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator

import pytest
import requests

from tests.central.device import (
    CONFLICT,
    COUNTED,
    REFUSED,
    SECONDS,
    TOO_OLD,
    Device,
    hand_over,
    result,
    results,
    text_of,
)
from tests.central.server import Server, cells

WARNING = 66


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server(tmp_path_factory.mktemp("central") / "home") as server:
        yield server


@pytest.fixture
def device(server: Server) -> Device:
    return server.device()


def warnings(server: Server) -> int:
    """All warnings of the newest week."""
    return cells(server.home, server.week).get(WARNING, (0, 0))[1]


def test_a_message_is_counted_once_however_often_it_comes(server: Server, device: Device) -> None:
    before = warnings(server)
    sealed = device.message(server.week, WARNING, 2)
    found = [result(server.collector, sealed, server.week) for _ in range(3)]
    assert found == [COUNTED] * 3
    assert warnings(server) == before + 2


def test_the_same_message_sealed_again_is_a_repeat(server: Server, device: Device) -> None:
    body, before = device.body(server.week, WARNING, 1), warnings(server)
    both = [device.seal(body), device.seal(body)]
    assert set(results(hand_over(server.collector, both, server.week)).values()) == {COUNTED}
    assert warnings(server) == before + 1


def test_a_nonce_with_another_message_is_a_conflict(server: Server, device: Device) -> None:
    first = device.message(server.week, WARNING, 1)
    assert result(server.collector, first, server.week) == COUNTED
    before = warnings(server)
    other = device.message(server.week, WARNING, 2)
    assert result(server.collector, other, server.week) == CONFLICT
    assert warnings(server) == before


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "[1]",
        "\xff\xfe",
        '{"e":E,"l":0,"m":66}',
        '{"e":E,"l":0,"m":66,"v":1,"x":1}',
        '{"e":E,"l":0,"m":66,"v":1,"v":1}',
        '{"e":E,"l":0,"m":66,"v":1.0}',
        '{"e":E,"l":0,"m":66,"v":true}',
        '{"e":E,"l":0,"m":66,"v":-1}',
        '{"e":E,"l":0,"m":66,"v":8}',
        '{"e":E,"l":0,"m":9999,"v":1}',
        '{"e":E,"l":0,"m":1001,"v":1}',
        '{"e":E,"l":0,"m":3001,"v":1}',
        '{"e":E,"l":1,"m":66,"v":1}',
        '{"e":E,"l":4,"m":99,"v":1}',
        '{"e":E,"l":0,"m":37,"v":403}',
        '{"l":0,"e":E,"m":66,"v":1}',
        '{"e": E,"l":0,"m":66,"v":1}',
        '{"e":99999999,"l":0,"m":66,"v":1}',
    ],
)
def test_what_is_not_a_message_of_the_registry_is_refused(
    server: Server, device: Device, text: str
) -> None:
    before = warnings(server)
    nonce, signature = device.tokens("week", server.week)[WARNING]
    plain = text.replace("E", str(server.week)).encode("latin-1").ljust(96)
    sealed = device.seal(plain + nonce + signature)
    assert result(server.collector, sealed, server.week) == REFUSED
    assert warnings(server) == before


def test_a_token_is_good_for_its_own_metric_and_week_only(server: Server, device: Device) -> None:
    nonce, signature = device.tokens("week", server.week)[WARNING]
    texts = [text_of(server.week, WARNING + 1, 1), text_of(server.week - 1, WARNING, 1)]
    for text in texts:
        sealed = device.seal(text + nonce + signature)
        assert result(server.collector, sealed, server.week) == REFUSED


def test_a_forged_token_is_refused(server: Server, device: Device) -> None:
    text = text_of(server.week, WARNING, 1)
    nonce, signature = device.tokens("week", server.week)[WARNING]
    forged = [
        (secrets.token_bytes(32), signature),
        (nonce, secrets.token_bytes(256)),
        (nonce, bytes(256)),
        (nonce, signature[:-1] + bytes([signature[-1] ^ 1])),
    ]
    for parts in forged:
        sealed = device.seal(text + b"".join(parts))
        assert result(server.collector, sealed, server.week) == REFUSED


def test_a_message_sealed_for_another_purpose_is_refused(server: Server, device: Device) -> None:
    sealed = device.seal(device.body(server.week, WARNING, 1), b"another purpose")
    assert result(server.collector, sealed, server.week) == REFUSED
    assert result(server.collector, secrets.token_bytes(432), server.week) == REFUSED


def test_a_week_over_35_days_old_is_gone(server: Server, device: Device) -> None:
    at = server.week
    assert result(server.collector, device.message(at - 34, WARNING, 0), at) == COUNTED
    body = text_of(at - 36, WARNING, 0) + secrets.token_bytes(288)
    assert result(server.collector, device.seal(body), at) == TOO_OLD


@pytest.mark.parametrize("size", [1, 431, 433, 5000])
def test_a_bucket_of_broken_messages_is_refused(server: Server, size: int) -> None:
    address = f"{server.collector}/v1/boxes/week/{server.week}/0/0"
    answer = requests.post(address, data=secrets.token_bytes(size), timeout=SECONDS)
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_bucket_is_sorted_whole_and_its_own(server: Server) -> None:
    both = sorted(
        (secrets.token_bytes(432) for _ in range(2)), key=lambda one: hashlib.sha256(one).digest()
    )
    address = f"{server.collector}/v1/boxes/week/{server.week}"
    for place, messages in (
        ("0/0", both[::-1]),
        ("0/0", [both[0], both[0]]),
        ("1/2", both),
        ("33/0", both),
    ):
        answer = requests.post(f"{address}/{place}", data=b"".join(messages), timeout=SECONDS)
        assert answer.status_code in (400, 404)
    bit = hashlib.sha256(both[0]).digest()[0] >> 7
    wrong = requests.post(f"{address}/1/{1 - bit}", data=both[0], timeout=SECONDS)
    right = requests.post(f"{address}/1/{bit}", data=both[0], timeout=SECONDS)
    assert (wrong.status_code, right.status_code) == (400, 200)
