"""A real server on a port, and what it answers to every kind of message."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator

import pytest
import requests
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from central.collector.message import read_message, unseal
from tests.central.device import Device, base64url, from_base64url, plain_message, seal
from tests.central.server import ROOT, Server, figures

WARNING = 66


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server(tmp_path_factory.mktemp("central") / "home") as server:
        yield server


@pytest.fixture(scope="module")
def device(server: Server) -> Device:
    return server.device()


def warnings(server: Server) -> int:
    """All warnings of the newest week, as the console shows them."""
    page = figures(server)["figures"]
    return 0 if page is None else int(page["warnings"]["week"]["count"])


def test_a_message_is_counted_once_however_often_it_comes(server: Server, device: Device) -> None:
    before = warnings(server)
    sealed = device.seal(plain_message(server.week, WARNING, 2))
    assert [device.send(sealed).status_code for _ in range(3)] == [200, 200, 200]
    assert warnings(server) == before + 2


def test_the_same_message_sealed_again_is_a_repeat(server: Server, device: Device) -> None:
    plain = plain_message(server.week, WARNING, 1)
    assert device.send(device.seal(plain)).status_code == 200
    before = warnings(server)
    assert device.send(device.seal(plain)).status_code == 200
    assert warnings(server) == before


def test_a_nonce_with_another_message_is_a_conflict(server: Server, device: Device) -> None:
    nonce = secrets.token_bytes(32)
    first = device.send(device.seal(plain_message(server.week, WARNING, 1, nonce)))
    before = warnings(server)
    other = device.send(device.seal(plain_message(server.week, WARNING, 2, nonce)))
    assert (first.status_code, other.status_code) == (200, 409)
    assert warnings(server) == before


NONCE = "0" * 64


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "[1]",
        "\xff\xfe",
        f'{{"e":E,"g":0,"m":66,"n":"{NONCE}"}}',
        f'{{"e":E,"g":0,"m":66,"n":"{NONCE}","v":1,"x":1}}',
        f'{{"e":E,"g":0,"m":66,"n":"{NONCE}","v":1,"v":1}}',
        f'{{"e":E,"g":0,"m":66,"n":"{NONCE}","v":1.0}}',
        f'{{"e":E,"g":0,"m":66,"n":"{NONCE}","v":true}}',
        f'{{"e":E,"g":0,"m":66,"n":"{NONCE}","v":-1}}',
        f'{{"e":E,"g":0,"m":66,"n":"{NONCE}","v":8}}',
        f'{{"e":E,"g":0,"m":9999,"n":"{NONCE}","v":1}}',
        f'{{"e":E,"g":0,"m":118,"n":"{NONCE}","v":1}}',
        f'{{"e":E,"g":1,"m":66,"n":"{NONCE}","v":1}}',
        f'{{"g":0,"e":E,"m":66,"n":"{NONCE}","v":1}}',
        f'{{"e": E,"g":0,"m":66,"n":"{NONCE}","v":1}}',
        '{"e":E,"g":0,"m":66,"n":"' + "A" * 64 + '","v":1}',
        '{"e":E,"g":0,"m":66,"n":"00","v":1}',
        f'{{"e":99999999,"g":0,"m":66,"n":"{NONCE}","v":1}}',
    ],
)
def test_what_is_not_a_message_of_the_registry_is_refused(
    server: Server, device: Device, text: str
) -> None:
    before = warnings(server)
    plain = text.replace("E", str(server.week)).encode("latin-1").ljust(128)
    answer = device.send(device.seal(plain))
    assert answer.status_code == 400, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert set(answer.json()) == {"status", "title", "detail"}
    assert warnings(server) == before


@pytest.mark.parametrize("size", [0, 1, 175, 177, 5000])
def test_a_body_of_another_size_is_refused(server: Server, device: Device, size: int) -> None:
    assert device.send(secrets.token_bytes(size)).status_code in (400, 413)


def test_a_message_sealed_for_another_purpose_is_refused(server: Server, device: Device) -> None:
    plain = plain_message(server.week, WARNING, 1)
    other = seal(plain, str(device.enrolment["collector_key"]), b"another purpose")
    assert device.send(other).status_code == 400
    assert device.send(secrets.token_bytes(176)).status_code == 400


def test_a_week_over_35_days_old_is_gone(server: Server, device: Device) -> None:
    assert device.say(server.week - 34, WARNING, 0) == 200
    assert device.say(server.week - 36, WARNING, 0) == 410


def test_only_an_enrolled_device_may_send(server: Server, device: Device) -> None:
    stranger = Device(device.enrolment, secrets.token_bytes(32))
    assert stranger.say(server.week, WARNING, 1) == 401
    for header in ("", "Bearer", "Bearer ä", "Basic eA==", f"Bearer {base64url(b'short')}"):
        answer = requests.post(
            f"{server.address}/v1/messages",
            data=b"x" * 176,
            headers={"Authorization": header.encode()},
            timeout=20,
        )
        assert answer.status_code == 401


def test_the_golden_message_opens_to_the_golden_text() -> None:
    golden = json.loads((ROOT / "tests/golden/message.json").read_text("utf-8"))
    key = X25519PrivateKey.from_private_bytes(from_base64url(golden["collector_private_key"]))
    plain = unseal(bytes.fromhex(golden["sealed"]), key)
    assert plain == golden["plain"].encode()
    message = read_message(plain)
    assert (message.e, message.g, message.m, message.v) == (2967, 0, 66, 2)
