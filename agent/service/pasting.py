"""Judges a paste in the light of what happened before it: headers pasted, findings dismissed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable

from agent.events import Flow, Moment, Verdict
from agent.judge.dismissed import Dismissed
from agent.judge.let_through import LetThrough
from agent.judge.memory import PasteMemory
from agent.service.guide import Guide


class Pasting:
    """The judge that the pipe asks. `clock` gives monotonic seconds."""

    def __init__(
        self,
        guide: Guide,
        memory: PasteMemory,
        dismissed: Dismissed,
        let_through: LetThrough,
        clock: Callable[[], float],
    ) -> None:
        self._guide = guide
        self._memory = memory
        self._dismissed = dismissed
        self._let_through = let_through
        self._clock = clock
        self._lock = threading.Lock()

    def judge(self, flow: Flow) -> Verdict:
        """The verdict on this paste."""
        verdict = self._guide.judge(flow)
        with self._lock:
            findings = self._memory.joined(
                flow.content, verdict.findings, flow.destination.name, self._clock()
            )
            findings = self._dismissed.without(flow.content, findings)
            if flow.moment is Moment.SUBMIT:
                findings = self._let_through.without(
                    flow.content, findings, flow.destination.name, self._clock()
                )
        if findings == verdict.findings:
            return verdict
        return self._guide.weighed(flow, findings)

    def surroundings(self, flow: Flow, verdict: Verdict) -> frozenset[bytes]:
        """What an answer about this verdict would be remembered by."""
        content, findings = flow.content, verdict.findings
        dismissed = self._dismissed.surroundings(content, findings)
        return dismissed | self._let_through.digests(content, findings)

    def let_through(self, surroundings: Iterable[bytes], destination: str) -> None:
        """These passages go to this tool: they are not asked about again when they are sent."""
        with self._lock:
            self._let_through.remember(surroundings, destination, self._clock())

    def dismiss(self, surroundings: Iterable[bytes]) -> None:
        """The person called these findings not sensitive: a header among them says nothing now."""
        with self._lock:
            self._dismissed.dismiss(surroundings)
            self._memory.forget()

    def forget(self) -> None:
        """The screen was locked: what was pasted before belongs to nobody any more."""
        with self._lock:
            self._memory.forget()
            self._let_through.forget()
