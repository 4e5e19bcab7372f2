"""Kills the server in the middle of its work. What it acknowledged is there, once."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import requests

from tests.central.device import Device, base64url, plain_message
from tests.central.server import Server, figures

MESSAGES = 1200
KILL_AFTER = 300
WARNING = 66


def moved(device: Device, server: Server) -> Device:
    """The same device, which finds the collector at a new port."""
    return Device({**device.enrolment, "collector": server.address}, device.key)


def counted(server: Server) -> tuple[int, int]:
    """Devices that reported and warnings counted, in the newest week."""
    page = figures(server)["figures"]
    return int(page["received"]), int(page["warnings"]["week"]["count"])


def test_a_kill_loses_nothing_acknowledged_and_doubles_nothing(tmp_path: Path) -> None:
    acknowledged: set[bytes] = set()
    enough = threading.Event()

    def send(device: Device, sealed: bytes) -> None:
        try:
            if device.send(sealed).status_code == 200:
                acknowledged.add(sealed)
        except requests.RequestException:
            return
        if len(acknowledged) >= KILL_AFTER:
            enough.set()

    with Server(tmp_path / "home") as server:
        week, device = server.week, server.device()
        queue = [device.seal(plain_message(week, WARNING, 1)) for _ in range(MESSAGES)]
        with ThreadPoolExecutor(8) as senders:
            for sealed in queue:
                senders.submit(send, device, sealed)
            assert enough.wait(60)
            server.process.kill()
    with Server(tmp_path / "home") as server:
        kept, _ = counted(server)
        assert KILL_AFTER <= len(acknowledged) <= kept < MESSAGES
        device = moved(device, server)
        statuses = {device.send(sealed).status_code for sealed in queue}
        assert statuses == {200}
        assert counted(server) == (MESSAGES, MESSAGES)


def test_the_store_holds_no_address_and_no_device_key(tmp_path: Path) -> None:
    with Server(tmp_path / "home", "--roles", "issuer,collector") as server:
        device = server.device()
        token = str(device.enrolment["token"])
        assert device.say(server.week, WARNING, 3) == 200
        files = [file for file in (tmp_path / "home").iterdir() if file.is_file()]
        stored = b"".join(file.read_bytes() for file in files)
    # The server's own address stands in the store; the device's port and key must not.
    assert stored.count(b"127.0.0.1") == stored.count(server.address.encode()) > 0
    for secret in (device.key, device.key.hex().encode(), base64url(device.key).encode()):
        assert secret not in stored
    assert token.encode() not in stored
