"""Kills the servers in the middle of their work. What was acknowledged is there, once."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import requests

from tests.central.device import Device
from tests.central.server import Server, cells, published

DEVICES = 8
KILL_AFTER = 300
WARNING = 66


def test_killed_servers_lose_nothing_acknowledged_and_double_nothing(tmp_path: Path) -> None:
    acknowledged: set[bytes] = set()
    enough = threading.Event()

    def send(device: Device, sealed: bytes, week: int) -> None:
        try:
            if device.post(sealed, week).status_code == 202:
                acknowledged.add(sealed)
        except requests.RequestException:
            return
        if len(acknowledged) >= KILL_AFTER:
            enough.set()

    with Server(tmp_path / "home") as server:
        week = server.week
        devices = [server.device() for _ in range(DEVICES)]
        queue = [
            (device, device.message(week, metric, 1))
            for device in devices
            for metric in device.tokens("week", week)
            if metric not in range(37, 61)  # of shelves only 0 is a message for every week
        ]
        with ThreadPoolExecutor(8) as senders:
            for device, sealed in queue:
                senders.submit(send, device, sealed, week)
            assert enough.wait(60)
            server.kill()
        port = server.port
    with Server(tmp_path / "home", port=port) as server:
        assert KILL_AFTER <= len(acknowledged) < len(queue)
        for device, sealed in queue:
            assert device.post(sealed, week).status_code == 202
        published(server, [sealed for _device, sealed in queue])
        counted = cells(tmp_path / "home", week)
    assert len(counted) == 117 - 24
    assert {messages for messages, _total in counted.values()} == {DEVICES}
