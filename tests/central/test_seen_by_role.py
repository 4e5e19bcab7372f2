"""What each role holds of one device, on its disk, in its memory and in what it prints.

Memory is read whole, as whoever takes over the machine could. What a role needs it may hold; of
all else there is not a trace, in raw bytes, hexadecimals or base64.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import psutil
import pytest
import requests

from central.roles import Role
from tests.central.device import Device, base64url, text_of
from tests.central.server import LONG, Server, published

METRIC, VALUE = 66, 2
#: What a role may hold of a device. Nobody holds all; the console holds nothing.
NEEDS = {
    Role.ISSUER: {"enrolment token", "device key", "its digest", "blinded token"},
    Role.RELAY: {"sealed", "its hash"},
    Role.COLLECTOR: {"sealed", "its hash", "nonce", "signature", "text"},
    Role.CONSOLE: set[str](),
    Role.RULES: set[str](),
}
#: The ports of the roles, in their order, and the folders that are not named after one.
PORTS = (Role.CONSOLE, Role.ISSUER, Role.RELAY, Role.COLLECTOR, Role.RULES)
FOLDERS = {Role.RULES: "repository"}


class Recording(Device):
    """A device that keeps what it asked to be signed."""

    asked = b""

    def ask(self, kind: str, epoch: int, body: bytes) -> requests.Response:
        self.asked = body
        return super().ask(kind, epoch, body)


class Seen(NamedTuple):
    """Role to all that its process held in memory, and to what stands in its folder or was printed.

    `traces`: what there is of the device, by name.
    """

    memory: Mapping[Role, bytes]
    disk: Mapping[Role, bytes]
    traces: Mapping[str, bytes]
    console: bytes


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seen]:
    home = tmp_path_factory.mktemp("central")
    with Server(home, week_seconds=LONG) as server:
        device = Recording(**vars(server.device()))
        nonce, signature = device.tokens("week", server.week)[METRIC]
        sealed = device.message(server.week, METRIC, VALUE)
        assert device.post(sealed, server.week).status_code == 202
        published(server, [sealed])
        traces = {
            "enrolment token": str(device.enrolment["token"]).encode(),
            "device key": device.key,
            "its digest": hashlib.sha256(device.key).digest(),
            "blinded token": device.asked[:96],
            "sealed": sealed[:96],
            "its hash": hashlib.sha256(sealed).digest(),
            "nonce": nonce,
            "signature": signature[:96],
            "text": text_of(server.week, METRIC, VALUE).rstrip(),
        }
        memory = {role: _memory(server, role) for role in NEEDS}
    printed = (server.output + server.errors).encode()
    disk = {role: _disk(home / FOLDERS.get(role, role)) + printed for role in NEEDS}
    yield Seen(memory, disk, traces, server.address.encode())


def test_a_role_holds_of_a_device_what_it_needs(seen: Seen) -> None:
    for role, needed in NEEDS.items():
        found = {name for name, trace in seen.traces.items() if _holds(seen.memory[role], trace)}
        assert found <= needed, role


def test_a_disk_holds_less_than_its_role_has_seen(seen: Seen) -> None:
    kept = {
        role: {name for name, trace in seen.traces.items() if _holds(seen.disk[role], trace)}
        for role in NEEDS
    }
    assert kept[Role.ISSUER] == {"its digest"}
    assert kept[Role.RELAY] <= {"sealed", "its hash"}
    assert kept[Role.COLLECTOR] == {"nonce"}
    assert kept[Role.CONSOLE] == kept[Role.RULES] == set()


def test_who_handles_messages_keeps_no_address(seen: Seen) -> None:
    # The console's own stands in the store that it shares with the collector.
    held = seen.disk[Role.RELAY] + seen.disk[Role.COLLECTOR].replace(seen.console, b"")
    assert b"127.0.0.1" not in held


def test_what_is_in_a_memory_is_found(seen: Seen) -> None:
    assert all(_holds(held, b"127.0.0.1") for held in seen.memory.values())
    assert _holds(seen.memory[Role.ISSUER], seen.traces["its digest"])
    assert _holds(seen.memory[Role.COLLECTOR], seen.traces["nonce"])


def _memory(server: Server, role: Role) -> bytes:
    """Everything that the role's process may write to."""
    port = server.port + PORTS.index(role)
    (process,) = (
        child
        for child in psutil.Process(server.process.pid).children(recursive=True)
        if any(one.laddr.port == port for one in child.net_connections() if one.status == "LISTEN")
    )
    held = bytearray()
    with Path(f"/proc/{process.pid}/mem").open("rb", buffering=0) as memory:
        for line in Path(f"/proc/{process.pid}/maps").read_text().splitlines():
            place, rights = line.split()[:2]
            first, last = (int(end, 16) for end in place.split("-"))
            if rights.startswith("rw"):
                with suppress(OSError, ValueError):  # such as [vvar]
                    memory.seek(first)
                    held += memory.read(last - first)
    return bytes(held)


def _disk(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file())


def _holds(held: bytes, trace: bytes) -> bool:
    forms = (trace, trace.hex().encode(), b64encode(trace)[:-4], base64url(trace)[:-4].encode())
    return any(form in held for form in forms)
