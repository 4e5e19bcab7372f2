"""POST /v1/boxes/KIND/EPOCH: one sealed message in. GET: what became of the box, and receipts.

Nothing here asks who sends, and nothing is opened.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from litestar import Request, Response, get, post
from litestar.datastructures import State
from litestar.handlers import HTTPRouteHandler
from sqlalchemy.exc import SQLAlchemyError

from central.calendar import LETTER, Calendar, Kind
from central.problem import problem
from central.relay.boxes import Box, Boxes
from central.store.writer import StoreBusy, Writer

#: Bytes of a sealed message, and of a sealed letter (docs/protocol.md). The relay knows the size
#: and nothing else of it.
SEALED, SEALED_LETTER = 432, 5136
#: Boxes are numbered below this.
LARGEST = 2**40
#: Seconds after which a device should try again when the store cannot write.
LATER = 30


@dataclass(frozen=True, slots=True)
class Relay:
    """What the relay's routes need."""

    boxes: Boxes
    calendar: Calendar
    writer: Writer[tuple[Box, bytes], Box]
    clock: Callable[[], float]

    def box(self, kind: str, epoch: int) -> Box:
        """The box of this name. Raises the answer to a name that no box has."""
        named: list[Kind] = [one for one in self.calendar.kinds if one == kind]
        if not named or not 0 <= epoch < LARGEST:
            raise problem(404, "There is no such box.")
        return Box(named[0], epoch)

    def open_box(self, box: Box) -> Box:
        """Where a message for this box goes now: a window that is over does not open again."""
        oldest = self.calendar.collecting(box.kind, self.clock())
        return Box(box.kind, max(box.epoch, oldest))

    def state(self, box: Box) -> dict[str, object]:
        """`state`: open, handing, published (with `bits`), or carried (with `into`)."""
        closed = self.boxes.closed(box)
        if closed is None:
            return {"state": "open", "bits": 0, "into": box.epoch}
        return {"state": closed.state, "bits": closed.bits, "into": closed.into}


def relay_routes(relay: Relay) -> list[HTTPRouteHandler]:
    """The relay's routes."""

    @post("/v1/boxes/{kind:str}/{epoch:int}", status_code=202, request_max_body_size=SEALED_LETTER)
    async def put_message(
        kind: str, epoch: int, request: Request[None, None, State]
    ) -> dict[str, object]:
        box, sealed = relay.open_box(relay.box(kind, epoch)), await request.body()
        size = SEALED_LETTER if box.kind == LETTER else SEALED
        if len(sealed) != size:
            raise problem(400, f"A message has {size} bytes.")
        try:
            kept = await relay.writer.write((box, sealed))
        except (StoreBusy, SQLAlchemyError) as error:
            raise problem(503, "The store is busy. Nothing was kept.", LATER) from error
        return {"box": kept.epoch}

    @get("/v1/boxes/{kind:str}/{epoch:int}", sync_to_thread=True)
    def box_state(kind: str, epoch: int) -> dict[str, object]:
        try:
            return relay.state(relay.box(kind, epoch))
        except SQLAlchemyError as error:
            raise problem(503, "The store is busy.", LATER) from error

    @get("/v1/receipts/{kind:str}/{epoch:int}/{number:int}", sync_to_thread=True)
    def bucket_receipt(kind: str, epoch: int, number: int) -> Response[bytes]:
        try:
            found = relay.boxes.receipt(relay.box(kind, epoch), number)
        except SQLAlchemyError as error:
            raise problem(503, "The store is busy.", LATER) from error
        if found is None:
            raise problem(404, "There is no such receipt.")
        return Response(found, media_type="application/octet-stream")

    return [put_message, box_state, bucket_receipt]
