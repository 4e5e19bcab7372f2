"""How many messages a second the collector verifies and counts, beside the target of 5,000.

`python -m bench.collector` measures twice on a fresh SQLite store. Each message is opened (HPKE),
checked, and committed with synchronous=FULL: in one process, 200 a transaction; and over HTTP, one
request per message, from 32 connections that share the machine with the server.
"""

from __future__ import annotations

import asyncio
import tempfile
import time
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from central.collector.check import check
from central.collector.message import read_message, unseal
from central.registry import load_registry
from central.store.engine import open_store, sqlite_url
from central.store.messages import Messages
from central.weeks import Weeks
from tests.central.device import base64url, plain_message, seal
from tests.central.server import Server

TARGET = 5000
MESSAGES = 20_000
REQUESTS = 10_000
BATCH = 200
CONNECTIONS = 32
METRIC = 66


def in_one_process(folder: Path) -> float:
    """Messages per second, from sealed bytes to the end of the commit."""
    key, registry, weeks, now = X25519PrivateKey.generate(), load_registry(), Weeks(), time.time()
    public = base64url(key.public_key().public_bytes_raw())
    week = weeks.at(now) - 1
    queue = [seal(plain_message(week, METRIC, 1), public) for _ in range(MESSAGES)]
    messages = Messages(open_store(sqlite_url(folder)))
    begin = time.perf_counter()
    for first in range(0, MESSAGES, BATCH):
        plains = [unseal(one, key) for one in queue[first : first + BATCH]]
        messages.add([check(read_message(p), p, registry, weeks, now) for p in plains])
    return MESSAGES / (time.perf_counter() - begin)


def over_http(folder: Path) -> float:
    """Messages per second that were answered 200."""
    with Server(folder) as server:
        device = server.device()
        week = server.week
        queue = [device.seal(plain_message(week, METRIC, 1)) for _ in range(REQUESTS)]
        head = (
            "POST /v1/messages HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 176\r\n"
            f"Authorization: Bearer {base64url(device.key)}\r\n\r\n"
        ).encode()
        begin = time.perf_counter()
        asyncio.run(send_all(server.port, head, queue))
        return REQUESTS / (time.perf_counter() - begin)


async def send_all(port: int, head: bytes, queue: list[bytes]) -> None:
    """Sends every message over a few connections that stay open."""
    shares = [queue[at::CONNECTIONS] for at in range(CONNECTIONS)]
    await asyncio.gather(*(send_some(port, head, share) for share in shares))


async def send_some(port: int, head: bytes, share: list[bytes]) -> None:
    """One connection: a message, its answer, the next message."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for sealed in share:
        writer.write(head + sealed)
        answer = await reader.readuntil(b"\r\n\r\n")
        assert answer.startswith(b"HTTP/1.1 200"), answer
        length = [line for line in answer.lower().split(b"\r\n") if b"content-length" in line]
        if length:
            await reader.readexactly(int(length[0].split(b":")[1]))
    writer.close()
    await writer.wait_closed()


def main() -> None:
    """Prints both figures beside the target."""
    with tempfile.TemporaryDirectory() as folder:
        first = in_one_process(Path(folder))
        second = over_http(Path(folder) / "home")
    print(f"In one process: {first:8,.0f} messages/s   target {TARGET:,}/s")
    print(f"Over HTTP:      {second:8,.0f} messages/s   client on the same machine")


if __name__ == "__main__":
    main()
