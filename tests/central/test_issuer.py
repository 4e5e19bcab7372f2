"""A real issuer: the time, the signed list of keys, and one set of tokens per device and epoch."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Iterator

import pytest
import requests
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from tests.central.device import SECONDS, Device, base64url, from_base64url
from tests.central.server import Server


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server(tmp_path_factory.mktemp("central") / "home") as server:
        yield server


@pytest.fixture(scope="module")
def device(server: Server) -> Device:
    return server.device()


def test_the_time_is_signed_together_with_what_the_device_made_up(
    server: Server, device: Device
) -> None:
    nonce = secrets.token_bytes(16)
    address = f"{server.issuer}/v1/time?nonce={base64url(nonce)}"
    said = requests.get(address, timeout=SECONDS).json()
    key = Ed25519PublicKey.from_public_bytes(from_base64url(str(device.keys()["time_key"])))
    content = b"plimsoll tk1 time\n" + nonce + said["time"].to_bytes(8, "big")
    key.verify(from_base64url(said["signature"]), content)
    for wrong in ("", "?nonce=", "?nonce=AAAA", "?nonce=%FF"):
        assert requests.get(f"{server.issuer}/v1/time{wrong}", timeout=SECONDS).status_code == 400


def test_every_device_gets_the_same_keys_and_one_for_each_metric(server: Server) -> None:
    lists = {server.device().keys()["sets"].__repr__() for _ in range(2)}
    assert len(lists) == 1
    keys = server.device().token_keys("week", server.week)
    assert len(keys) == 117
    assert len({key.key_id for key in keys.values()}) == 117


def test_the_same_request_is_answered_again_and_another_is_not(
    server: Server, device: Device
) -> None:
    body = bytes(256 * 117)
    first, again = (device.ask("week", server.week - 2, body) for _ in range(2))
    assert (first.status_code, again.status_code) == (200, 200)
    assert first.content == again.content
    other = body[:-1] + b"\x01"
    assert device.ask("week", server.week - 2, other).status_code == 409


def test_what_cannot_be_signed_is_refused_and_spends_nothing(
    server: Server, device: Device
) -> None:
    week = server.week - 3
    for body in (b"", bytes(255), bytes(256), bytes(256 * 118), b"\xff" * 256 * 117):
        assert device.ask("week", week, body).status_code in (400, 413)
    assert device.ask("week", week, bytes(256 * 117)).status_code == 200


@pytest.mark.parametrize(
    ("place", "status"), [("week/0", 410), ("week/99999999", 404), ("month/1", 404), ("x/1", 404)]
)
def test_only_present_epochs_have_tokens(device: Device, place: str, status: int) -> None:
    kind, epoch = place.split("/")
    assert device.ask(kind, int(epoch), bytes(256 * 117)).status_code == status


def test_a_stranger_gets_no_tokens(server: Server, device: Device) -> None:
    stranger = Device(device.enrolment, secrets.token_bytes(32))
    assert stranger.ask("week", server.week, bytes(256 * 117)).status_code == 401
    for header in ("", "Bearer", "Bearer ä", "Basic eA==", f"Bearer {base64url(b'short')}"):
        answer = requests.post(
            f"{server.issuer}/v1/tokens/week/{server.week}",
            data=bytes(256 * 117),
            headers={"Authorization": header.encode()},
            timeout=SECONDS,
        )
        assert answer.status_code == 401


def test_how_many_have_tokens_is_told_and_not_who(server: Server) -> None:
    week = server.week - 5
    server.device().tokens("week", week)
    server.device().tokens("week", week)
    answer = requests.get(f"{server.issuer}/v1/issued/week/{week}", timeout=SECONDS)
    assert answer.json() == {"issued": 2}


def test_the_issuer_keeps_neither_time_nor_token(server: Server) -> None:
    device = server.device()
    device.tokens("week", server.week)
    db = sqlite3.connect(server.home / "issuer" / "central.sqlite")
    columns = {
        table: [column[1] for column in db.execute(f"PRAGMA table_info({table})")]
        for table in ("devices", "issued")
    }
    db.close()
    assert columns == {
        "devices": ["key", "week"],
        "issued": ["kind", "epoch", "device", "request"],
    }
    stored = b"".join(f.read_bytes() for f in (server.home / "issuer").iterdir() if f.is_file())
    for nonce, signature in device.tokens("week", server.week).values():
        assert nonce not in stored and signature not in stored
    assert device.key not in stored
