"""POST /v1/enrol: a device shows its token and the digest of its key, and may send from then on."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

import msgspec
from litestar import Request, post
from litestar.datastructures import State
from litestar.handlers import HTTPRouteHandler
from sqlalchemy.exc import SQLAlchemyError

from central.bearer import decode32
from central.problem import problem
from central.store.enrolments import Enrolments
from central.weeks import DAY, Weeks

LATER = 30
_LARGEST = 1024


class Enrolment(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The body of an enrolment. `device_key` is base64url of SHA-256 of the device's key."""

    token: str
    device_key: str


@dataclass(frozen=True, slots=True)
class Issuer:
    """What the issuer needs."""

    enrolments: Enrolments
    weeks: Weeks
    clock: Callable[[], float]

    def enrol(self, body: bytes) -> None:
        """Enrols one device. Raises the answer to a request that is refused."""
        token, device = _read(body)
        now = self.clock()
        try:
            accepted = self.enrolments.enrol(token, device, self.weeks.at(now), int(now) // DAY)
        except SQLAlchemyError as error:
            raise problem(503, "The store is busy. Try again later.", LATER) from error
        if not accepted:
            raise problem(403, "This token is unknown, used, or out of date.")


def _read(body: bytes) -> tuple[bytes, bytes]:
    try:
        request = msgspec.json.decode(body, type=Enrolment)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise problem(400, "An enrolment has a token and a device_key.") from error
    device = decode32(request.device_key)
    if device is None:
        raise problem(400, "device_key is 32 bytes in base64url.")
    return hashlib.sha256(request.token.encode()).digest(), device


def issuer_routes(issuer: Issuer) -> list[HTTPRouteHandler]:
    """The issuer's one route."""

    @post("/v1/enrol", status_code=201, request_max_body_size=_LARGEST)
    async def enrol(request: Request[None, None, State]) -> None:
        issuer.enrol(await request.body())

    return [enrol]
