"""The issuer: it enrols devices, tells the time, and signs tokens that it cannot recognise."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from litestar import Request, Response, get, post
from litestar.datastructures import State
from litestar.handlers import HTTPRouteHandler
from sqlalchemy.exc import SQLAlchemyError

from central.bearer import decode32, device_digest
from central.calendar import DAY, Calendar, Kind
from central.encoding import base64url, from_base64url
from central.issuer.blind import BlindSigner
from central.issuer.enrolments import Enrolments, KeyRetired
from central.issuer.issuing import Asked, Issuing
from central.issuer.key_files import KeyFiles
from central.issuer.rotation import Rotated, Rotation
from central.problem import problem
from central.tokens import SIZE

LATER = 30
_LARGEST = 1024
#: Metrics of one kind are fewer than these.
_MOST_TOKENS = 512
_TIME = b"plimsoll tk1 time\n"
_STRANGER = "No such device. Enrol it first."
_CHANGED = "key-changed"
_COPIED = "This key was changed for another one. Who shows it is a copy, or was set back."


class Enrolment(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The body of an enrolment. `device_key` is base64url of SHA-256 of the device's key."""

    token: str
    device_key: str


class NewKey(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The body of a change of keys: SHA-256 of the new one, as above. The old one is shown."""

    device_key: str


@dataclass(frozen=True, slots=True)
class Issuer:
    """What the issuer needs."""

    enrolments: Enrolments
    rotation: Rotation
    issuing: Issuing
    keys: KeyFiles
    time_key: Ed25519PrivateKey
    calendar: Calendar
    clock: Callable[[], float]

    def enrol(self, body: bytes) -> None:
        """Enrols one device. Raises the answer to a request that is refused."""
        token, device = _read(body)
        now = self.clock()
        week = self.calendar.at("week", now)
        try:
            enrolled = self.enrolments.enrol(token, device, week, int(now) // DAY)
        except KeyRetired as key:
            if key.copied:
                raise problem(409, _COPIED, kind=_CHANGED) from None
            detail = "This key was revoked. Enrol with a new one."
            raise problem(410, detail, kind="key-revoked") from None
        if not enrolled:
            raise problem(403, "This token is unknown, used, or out of date.")

    def rotate(self, authorization: str | None, body: bytes) -> dict[str, str]:
        """Takes a device's new key instead of its old one, and says which one that is.

        Raises the answer to a request that is refused.
        """
        old = device_digest(authorization)
        if old is None:
            raise problem(401, _STRANGER)
        try:
            new = decode32(msgspec.json.decode(body, type=NewKey).device_key)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise problem(400, "A new key has a device_key.") from error
        if new is None:
            raise problem(400, "device_key is 32 bytes in base64url.")
        match self.rotation.rotate(old, new, self._week):
            case Rotated.STRANGER:
                raise problem(401, _STRANGER)
            case Rotated.COPY:
                raise problem(403, _COPIED, kind=_CHANGED)
            case Rotated.TAKEN:
                raise problem(409, "This key is taken. Make another one.", kind="key-taken")
        return {"device_key": base64url(new)}

    def time(self, nonce: str) -> dict[str, object]:
        """The time in milliseconds, signed together with what the device made up for it."""
        try:
            made_up = from_base64url(nonce)
        except ValueError:
            made_up = b""
        if len(made_up) != 16:
            raise problem(400, "nonce is 16 bytes in base64url.")
        now = int(self.clock() * 1000)
        signature = self.time_key.sign(_TIME + made_up + now.to_bytes(8, "big"))
        return {"time": now, "signature": base64url(signature)}

    def kind(self, kind: str) -> Kind:
        named: list[Kind] = [one for one in self.calendar.kinds if one == kind]
        if not named:
            raise problem(404, "There is no such kind of epoch.")
        return named[0]

    def sign(self, kind: Kind, epoch: int, authorization: str | None, body: bytes) -> bytes:
        """Signs one blinded token per metric. Raises the answer to a request that is refused."""
        device = device_digest(authorization)
        if device is None:
            raise problem(401, _STRANGER)
        now = self.clock()
        if self.calendar.is_too_old(kind, epoch, now):
            raise problem(410, "This epoch ended over 35 days ago.")
        signers = list((self.keys.signers(kind, epoch) or {}).values())
        if not signers or epoch > self.calendar.at(kind, now) + 1:
            raise problem(404, "There are no keys for this epoch yet.")
        blinded = [body[at : at + SIZE] for at in range(0, len(body), SIZE)]
        if len(blinded) != len(signers) or not all(map(BlindSigner.accepts, signers, blinded)):
            raise problem(400, "One number below its modulus per metric, 256 bytes each.")
        request = hashlib.sha256(body).digest()
        asked = self.issuing.ask(kind, epoch, device, request, self._week)
        if asked is Asked.STRANGER:
            raise problem(401, _STRANGER)
        if asked is Asked.COPY:
            raise problem(403, _COPIED, kind=_CHANGED)
        if asked is Asked.HAS_OTHERS:
            raise problem(409, "This device has other tokens of this epoch.")
        return b"".join(map(BlindSigner.sign, signers, blinded))

    @property
    def _week(self) -> int:
        return self.calendar.at("week", self.clock())


def _read(body: bytes) -> tuple[bytes, bytes]:
    try:
        request = msgspec.json.decode(body, type=Enrolment)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise problem(400, "An enrolment has a token and a device_key.") from error
    device = decode32(request.device_key)
    if device is None:
        raise problem(400, "device_key is 32 bytes in base64url.")
    return hashlib.sha256(request.token.encode()).digest(), device


@contextmanager
def _or_busy() -> Iterator[None]:
    try:
        yield
    except SQLAlchemyError as error:
        raise problem(503, "The store is busy. Try again later.", LATER) from error


def issuer_routes(issuer: Issuer) -> list[HTTPRouteHandler]:
    """The issuer's routes."""

    @post("/v1/enrol", status_code=201, request_max_body_size=_LARGEST)
    async def enrol(request: Request[None, None, State]) -> None:
        body = await request.body()
        with _or_busy():
            issuer.enrol(body)

    @post("/v1/rotate", status_code=200, request_max_body_size=_LARGEST)
    async def rotate(request: Request[None, None, State]) -> dict[str, str]:
        body = await request.body()
        with _or_busy():
            return issuer.rotate(request.headers.get("authorization"), body)

    @get("/v1/time")
    async def time(nonce: str = "") -> dict[str, object]:
        return issuer.time(nonce)

    @get("/v1/keys/{quarter:int}", sync_to_thread=True)
    def keys(quarter: int) -> Response[bytes]:
        found = issuer.keys.signed(quarter)
        if found is None:
            raise problem(404, "There is no list of keys for this quarter yet.", LATER)
        return Response(found, media_type="application/octet-stream")

    @post(
        "/v1/tokens/{kind:str}/{epoch:int}",
        status_code=200,
        request_max_body_size=SIZE * _MOST_TOKENS,
    )
    async def tokens(kind: str, epoch: int, request: Request[None, None, State]) -> Response[bytes]:
        named, body = issuer.kind(kind), await request.body()
        authorization = request.headers.get("authorization")
        with _or_busy():
            signed = await asyncio.to_thread(issuer.sign, named, epoch, authorization, body)
        return Response(signed, media_type="application/octet-stream")

    @get("/v1/issued/{kind:str}/{epoch:int}", sync_to_thread=True)
    def issued(kind: str, epoch: int) -> dict[str, object]:
        return {"issued": issuer.issuing.count(issuer.kind(kind), epoch)}

    return [enrol, rotate, time, keys, tokens, issued]
