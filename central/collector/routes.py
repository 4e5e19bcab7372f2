"""POST /v1/boxes/KIND/EPOCH/BITS/BUCKET: sealed messages in, a signed receipt out.

The receipt is given when all of them are counted and on the disk.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from litestar import Request, Response, post
from litestar.datastructures import State
from litestar.handlers import HTTPRouteHandler
from sqlalchemy.exc import SQLAlchemyError

from central.calendar import KINDS, LETTER, Kind
from central.collector.check import Check, TooOld
from central.collector.letter import SEALED as SEALED_LETTER
from central.collector.letter import read_letter
from central.collector.message import SEALED, NotAMessage, read_message, unseal
from central.collector.messages import Messages, Outcome, Spending
from central.collector.receipts import Bucket, Result, message_hash, receipt
from central.collector.token_keys import NoKeys
from central.problem import problem

#: Seconds after which the relay should try again when the store cannot write.
LATER = 30
#: Messages in one bucket; a relay with more makes more buckets.
MOST = 8192

_RESULTS = {
    Outcome.COUNTED: Result.COUNTED,
    Outcome.REPEATED: Result.COUNTED,
    Outcome.CONFLICT: Result.CONFLICT,
}


@dataclass(frozen=True, slots=True)
class Collector:
    """What the collector needs: the keys that open and sign, the rules, and the store."""

    sealing_key: X25519PrivateKey
    receipt_key: Ed25519PrivateKey
    check: Check
    messages: Messages
    clock: Callable[[], float]

    def take(self, bucket: Bucket, sealed: list[bytes]) -> bytes:
        """Counts a bucket in one transaction; its receipt. Raises NoKeys and SQLAlchemyError."""
        found = [self._read(bucket.kind, one) for one in sealed]
        good = [one for one in found if not isinstance(one, Result)]
        outcomes = iter(self.messages.add(good))
        results = [one if isinstance(one, Result) else _RESULTS[next(outcomes)] for one in found]
        names = [message_hash(one) for one in sealed]
        return receipt(bucket, zip(names, results, strict=True), self.receipt_key)

    def _read(self, kind: Kind, sealed: bytes) -> Spending | Result:
        try:
            body = unseal(sealed, self.sealing_key, sealed_size(kind))
            if kind == LETTER:
                return self.check.letter_entry(read_letter(body), body, self.clock())
            return self.check.entry(read_message(body), body, self.clock())
        except NotAMessage:
            return Result.REFUSED
        except TooOld:
            return Result.TOO_OLD


def sealed_size(kind: Kind) -> int:
    """Bytes of a sealed message of this kind."""
    return SEALED_LETTER if kind == LETTER else SEALED


def collector_routes(collector: Collector) -> list[HTTPRouteHandler]:
    """The collector's one route."""

    @post(
        "/v1/boxes/{kind:str}/{epoch:int}/{bits:int}/{number:int}",
        status_code=200,
        request_max_body_size=MOST * SEALED_LETTER,
        media_type="application/octet-stream",
    )
    async def take_bucket(
        kind: str, epoch: int, bits: int, number: int, request: Request[None, None, State]
    ) -> Response[bytes]:
        bucket = _bucket(kind, epoch, bits, number)
        sealed = _messages(bucket, await request.body())
        try:
            signed = await asyncio.to_thread(collector.take, bucket, sealed)
        except NoKeys as error:
            raise problem(503, "The list of keys is not there yet.", LATER) from error
        except SQLAlchemyError as error:
            raise problem(503, "The store is busy. Nothing was counted.", LATER) from error
        return Response(signed, media_type="application/octet-stream")

    return [take_bucket]


def _bucket(kind: str, epoch: int, bits: int, number: int) -> Bucket:
    named: list[Kind] = [one for one in KINDS if one == kind]
    if not named or not 0 <= epoch < 2**40 or not 0 <= bits <= 32 or not 0 <= number < 2**bits:
        raise problem(404, "There is no such bucket.")
    return Bucket(named[0], epoch, bits, number)


def _messages(bucket: Bucket, body: bytes) -> list[bytes]:
    size = sealed_size(bucket.kind)
    if len(body) % size or len(body) > MOST * size:
        raise problem(400, f"A bucket is up to {MOST} messages of {size} bytes each.")
    sealed = [body[at : at + size] for at in range(0, len(body), size)]
    names = [message_hash(one) for one in sealed]
    if names != sorted(set(names)) or not all(bucket.holds(name) for name in names):
        raise problem(400, "A bucket holds each message once, in the order of their hashes.")
    return sealed
