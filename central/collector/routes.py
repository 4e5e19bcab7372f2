"""POST /v1/messages: 176 sealed bytes in, 200 when they are counted and on the disk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from litestar import Request, post
from litestar.datastructures import State
from litestar.handlers import HTTPRouteHandler
from sqlalchemy.exc import SQLAlchemyError

from central.bearer import device_digest
from central.collector.check import TooOld, check
from central.collector.devices import KnownDevices
from central.collector.message import SEALED, NotAMessage, read_message, unseal
from central.collector.writer import StoreBusy, Writer
from central.problem import problem
from central.registry import Registry
from central.store.messages import Entry, Outcome
from central.weeks import Weeks

#: Seconds after which a device should try again when the store cannot write.
LATER = 30


@dataclass(frozen=True, slots=True)
class Collector:
    """What the collector needs: the key that opens messages, and where they are counted."""

    key: X25519PrivateKey
    registry: Registry
    weeks: Weeks
    devices: KnownDevices
    writer: Writer
    clock: Callable[[], float]

    async def take(self, authorization: str | None, body: bytes) -> None:
        """Counts one message. Raises the answer to a message that cannot be counted."""
        try:
            device = device_digest(authorization)
            if device is None or not self.devices.knows(device):
                raise problem(401, "No such device. Enrol it first.")
            outcome = await self.writer.write(self._read(body))
        except (StoreBusy, SQLAlchemyError) as error:
            raise problem(503, "The store is busy. Nothing was counted.", LATER) from error
        if outcome is Outcome.CONFLICT:
            raise problem(409, "This nonce came with another message.")

    def _read(self, body: bytes) -> Entry:
        try:
            plain = unseal(body, self.key)
            return check(read_message(plain), plain, self.registry, self.weeks, self.clock())
        except NotAMessage as error:
            raise problem(400, str(error)) from error
        except TooOld as error:
            raise problem(410, "This week ended over 35 days ago.") from error


def collector_routes(collector: Collector) -> list[HTTPRouteHandler]:
    """The collector's one route."""

    @post("/v1/messages", status_code=200, request_max_body_size=SEALED)
    async def take_message(request: Request[None, None, State]) -> None:
        await collector.take(request.headers.get("authorization"), await request.body())

    return [take_message]
