"""The flows that wait for a person's answer: what the verdict was, never what the text was."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

from agent.events import Destination, Verdict

#: Seconds. After that nobody looks at the question any more.
PATIENCE = 600.0
#: More questions than this at once do not come from a person.
MOST = 256


@dataclass(frozen=True, slots=True)
class Held:
    """One flow that was warned about. `digest` is salted and lives in memory only."""

    verdict: Verdict
    destination: Destination
    digest: bytes
    since: float
    #: What *not sensitive* would be remembered by; salted too.
    surroundings: frozenset[bytes] = frozenset()


class HeldFlows:
    """Flows by id. A flow is answered once; one that nobody answers is let go in the end."""

    def __init__(
        self,
        clock: Callable[[], float],
        new_id: Callable[[], str],
        let_go: Callable[[Held], None],
    ) -> None:
        """`clock` gives monotonic seconds; `let_go` is told of each flow that nobody answered."""
        self._clock = clock
        self._new_id = new_id
        self._let_go = let_go
        self._held: dict[str, Held] = {}
        self._lock = threading.Lock()

    def hold(
        self,
        verdict: Verdict,
        destination: Destination,
        digest: bytes,
        surroundings: frozenset[bytes] = frozenset(),
    ) -> str:
        """Keep the verdict and return the flow's id."""
        flow = self._new_id()
        with self._lock:
            self._held[flow] = Held(verdict, destination, digest, self._clock(), surroundings)
        self.sweep()
        return flow

    def take(self, flow: str) -> Held | None:
        """The held flow, once; None if it was answered before or let go."""
        with self._lock:
            return self._held.pop(flow, None)

    def sweep(self) -> None:
        """Let go of what has waited too long, and of the oldest where there are too many."""
        oldest = self._clock() - PATIENCE
        with self._lock:
            surplus = len(self._held) - MOST
            gone = [
                flow
                for place, (flow, held) in enumerate(self._held.items())
                if held.since < oldest or place < surplus
            ]
            let_go = [self._held.pop(flow) for flow in gone]
        for held in let_go:
            self._let_go(held)
