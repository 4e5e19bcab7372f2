"""Messages go to the relay; receipts come back, in whole buckets, so that nobody learns whose."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from agent.report.counts import Counts
from agent.report.facts import Facts
from agent.report.outbox import Outbox, Posted
from agent.report.randomness import below, fraction
from agent.report.receipts import (
    CONFLICT,
    COUNTED,
    REFUSED,
    TOO_OLD,
    Bucket,
    ReceiptError,
    bucket_number,
    read_receipt,
)
from agent.uplink.errand import Errand, Later, said
from agent.uplink.issuing import Issuing
from agent.uplink.send import Request

#: Seconds after the window within which receipts are fetched, and between two looks for one.
_FETCHING, _AGAIN = 48 * 3600.0, 6 * 3600.0
#: The same in a demonstration.
_SOON = 0.5

#: What counts a message that was not taken.
_LOST = {REFUSED: "drop.corrupt", CONFLICT: "drop.corrupt", TOO_OLD: "drop.expired"}


@dataclass
class Relaying:
    """Everything here survives being killed at any moment: the next visit goes on."""

    errand: Errand
    issuing: Issuing
    #: What this visit came to.
    sent: int = field(default=0)
    dropped: int = field(default=0)

    def send_all(self) -> None:
        """Send what is due, in a random order. Raises Later."""
        errand = self.errand
        now = errand.now()
        with errand.store.transaction() as db:
            due = Outbox(db).due(errand.central, now)
        while due:
            self._send(due.pop(below(errand.closing.randomness, len(due))))

    def fetch_receipts(self) -> None:
        """Look for the receipts that are due. Raises Later."""
        errand = self.errand
        now = errand.now()
        with errand.store.transaction() as db:
            due = Outbox(db).receipts_due(errand.central, now)
        boxes: dict[tuple[str, int], list[Posted]] = defaultdict(list)
        for posted in due:
            boxes[posted.period, posted.box].append(posted)
        for (period, box), there in boxes.items():
            self._look(period, box, there)

    def _send(self, number: int) -> None:
        errand = self.errand
        with errand.store.transaction() as db:
            message = Outbox(db).load(number)
        if message is None:
            return
        reply = errand.ask(Request(message.address, message.headers, message.body))
        if reply.status in (400, 404, 413):
            # No relay of ours says so. Nothing is lost: it is tried again.
            raise Later
        try:
            box = int(str(said(reply)["box"]))
        except (KeyError, ValueError):
            raise Later from None
        period = message.address.rsplit("/", 2)[-2]
        receipt_at = self._receipt_at(period, box)
        with errand.store.transaction() as db:
            Outbox(db).post(number, box, receipt_at)

    def _look(self, period: str, box: int, there: Sequence[Posted]) -> None:
        """What became of a box, and of our messages in it."""
        reply = self.errand.fetch(f"{self._relay}/v1/boxes/{period}/{box}")
        if reply.status == 404:
            # So old that the relay has forgotten it.
            self._send_again(there)
            return
        answer = said(reply)
        state = answer.get("state")
        if state == "published":
            self._take(period, box, int(str(answer.get("bits", 0))), there)
        elif state == "carried":
            into = int(str(answer.get("into", box)))
            receipt_at = self._receipt_at(period, into)
            with self.errand.store.transaction() as db:
                for posted in there:
                    Outbox(db).move(posted, into, receipt_at)
                Facts(db).put("too_few", 1)
        else:
            soon = self._soon()
            with self.errand.store.transaction() as db:
                for posted in there:
                    Outbox(db).move(posted, box, soon)

    def _take(self, period: str, box: int, bits: int, there: Sequence[Posted]) -> None:
        buckets: dict[int, list[Posted]] = defaultdict(list)
        for posted in there:
            buckets[bucket_number(posted.name, bits)].append(posted)
        for number, ours in buckets.items():
            receipt = self._receipt(Bucket(period, box, bits, number))
            if receipt is not None:
                self._settle(ours, receipt)

    def _receipt(self, bucket: Bucket) -> Mapping[bytes, int] | None:
        """The bucket's receipt, if the collector signed it. Raises Later."""
        place = f"{bucket.kind}/{bucket.epoch}/{bucket.number}"
        reply = self.errand.fetch(f"{self._relay}/v1/receipts/{place}")
        if reply.status != 200:
            raise Later
        quarter = self.errand.closing.calendar.quarter(bucket.kind, bucket.epoch)
        try:
            return read_receipt(reply.body, bucket, self.issuing.key_list(quarter).receipt_key)
        except ReceiptError:
            raise Later from None

    def _settle(self, ours: Sequence[Posted], receipt: Mapping[bytes, int]) -> None:
        now, soon = self.errand.now(), self._soon()
        with self.errand.store.transaction() as db:
            outbox = Outbox(db)
            for posted in ours:
                result = receipt.get(posted.name)
                if result is None:
                    # The relay said it had it, and did not hand it over.
                    outbox.send_again(posted, soon)
                elif outbox.settle(posted.id, "sent" if result == COUNTED else "dropped", now):
                    self.sent += result == COUNTED
                    self.dropped += result != COUNTED
                    metric = self.errand.closing.registry.find(_LOST.get(result, ""))
                    if metric:
                        Counts(db).add(metric)
            Facts(db).put("too_few", 0)

    def _send_again(self, there: Sequence[Posted]) -> None:
        soon = self._soon()
        with self.errand.store.transaction() as db:
            for posted in there:
                Outbox(db).send_again(posted, soon)

    def _receipt_at(self, period: str, box: int) -> float:
        """A time after the window at which this message's receipt is looked for."""
        calendar = self.errand.closing.calendar
        if calendar.demonstration:
            return self._soon()
        return calendar.closes(period, box) + _FETCHING * (1 + self._chance()) / 2

    def _soon(self) -> float:
        spread = _SOON if self.errand.closing.calendar.demonstration else _AGAIN
        return self.errand.now() + spread * (1 + self._chance()) / 2

    def _chance(self) -> float:
        return fraction(self.errand.closing.randomness)

    @property
    def _relay(self) -> str:
        return self.errand.enrolment.relay.rstrip("/")
