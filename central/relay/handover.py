"""Once per epoch, when its window is over, the box goes to the collector, and receipts come back.

Killed anywhere it goes on where it was; the collector counts nothing twice.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from central.calendar import PATIENCE, Calendar
from central.registry import Registry
from central.relay.boxes import Box, Boxes

#: With the messages of fewer devices a box is not handed over.
DEVICES = 25

#: Sends a bucket's messages (box, bits, number, messages); the collector's receipt, or None where
#: it must be tried again later.
Deliver = Callable[[Box, int, int, list[bytes]], bytes | None]


@dataclass(frozen=True, slots=True)
class Handover:
    """What the relay needs to hand boxes over."""

    boxes: Boxes
    registry: Registry
    calendar: Calendar
    deliver: Deliver

    def round(self, now: float) -> bool:
        """Hands over every box whose window is over. False where some of it must be tried again.

        A demonstration hands over whatever there is.
        """
        done = True
        for box in self.boxes.waiting():
            closes = self.calendar.closes(box.kind, box.epoch)
            if self.calendar.demonstration or closes <= now:
                done = self._hand_over(box) and done
        for kind in self.calendar.kinds:
            self.boxes.forget(kind, self.calendar.at(kind, now - 2 * PATIENCE))
        return done

    def least(self, box: Box) -> int:
        """Fewer messages than these stay here: it would be too easy to tell whose they are."""
        return 1 if self.calendar.demonstration else DEVICES * len(self.registry.numbers(box.kind))

    def _hand_over(self, box: Box) -> bool:
        closed = self.boxes.close(box, self.least(box))
        if closed.state == "carried":
            return True
        for number in range(2**closed.bits):
            if self.boxes.receipt(box, number) is None:
                sealed = self.boxes.bucket(box, closed.bits, number)
                receipt = self.deliver(box, closed.bits, number, sealed)
                if receipt is None:
                    return False
                self.boxes.add_receipt(box, number, receipt)
        self.boxes.publish(box)
        return True
