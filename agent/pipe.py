"""The way of the data: sense → judge → warn → report, with everything handed in.

A question (somebody waits) is judged on the thread that asks.
A notice (something was seen or answered) goes through one bounded queue to one thread,
so that a slow disk never delays a verdict; what the queue cannot take is counted.
"""

from __future__ import annotations

import hashlib
import logging
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

from agent.events import (
    Action,
    Answer,
    Channel,
    Choice,
    Destination,
    Flow,
    Grounds,
    Level,
    Sighting,
    ToolClass,
    Verdict,
)
from agent.warn.held import Held, HeldFlows
from agent.warn.quiet import QuietTime

log = logging.getLogger(__name__)

#: Notices that may wait. A busy hour has a few dozen.
MOST_NOTICES = 1024

Judging = Callable[[Flow], Verdict]
Notice = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict and, where a person must answer, the id to answer under."""

    verdict: Verdict
    flow: str = ""
    quiet: bool = False


class NotSensitive(Protocol):
    """Who remembers what a person let through, and what of it is not sensitive."""

    def surroundings(self, flow: Flow, verdict: Verdict) -> frozenset[bytes]: ...
    def dismiss(self, surroundings: frozenset[bytes]) -> None: ...
    def let_through(self, surroundings: frozenset[bytes], destination: str) -> None: ...


class Counter(Protocol):
    """What the pipe tells the report of. None of it can hold a text."""

    def count_sighting(self, sighting: Sighting, tool_class: ToolClass) -> None: ...
    def count_warning(
        self, level: Level, tool_class: ToolClass, channel: Channel, grounds: Grounds
    ) -> None: ...
    def count_answer(self, answer: Answer, level: Level, grounds: Grounds) -> None: ...
    def count_trial(self, rules: frozenset[int]) -> None: ...
    def count_hot(self) -> None: ...


class Pipe:
    """Everything that happens to a flow, from the question to the count."""

    def __init__(
        self,
        judge: Judging,
        counter: Counter,
        held: Callable[[Callable[[Held], None]], HeldFlows],
        quiet: QuietTime,
        salt: bytes,
        not_sensitive: NotSensitive | None = None,
        grounds: Callable[[Verdict], Grounds] = lambda _verdict: Grounds(),
        tried: Callable[[Flow], frozenset[int]] = lambda _flow: frozenset(),
    ) -> None:
        """`grounds` tells what a verdict rests on, `tried` the rules on trial that a flow meets.

        `salt` is random and this process's own: a digest means nothing outside of it."""
        self._judge = judge
        self._counter = counter
        self._held = held(self._let_go)
        self._quiet = quiet
        self._salt = salt
        self._not_sensitive = not_sensitive
        self._grounds = grounds
        self._tried = tried
        self._notices: queue.Queue[Notice | None] = queue.Queue(MOST_NOTICES)
        self._thread = threading.Thread(target=self._report, name="notices", daemon=True)
        #: Notices that found the queue full.
        self.dropped = 0

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Report what still waits, then end."""
        self._notices.put(None)
        self._thread.join(timeout=10)

    def question(self, flow: Flow) -> Judged:
        """The verdict on `flow`. From *warn* upwards it is counted and held."""
        verdict = self._judge(flow)
        if tried := self._tried(flow):
            self._note(lambda: self._counter.count_trial(tried))
        if verdict.action < Action.WARN:
            return Judged(verdict)
        return self.judged(verdict, flow, self.digest(flow), self._surroundings(flow, verdict))

    def judged(
        self,
        verdict: Verdict,
        flow: Flow,
        digest: bytes,
        surroundings: frozenset[bytes] = frozenset(),
    ) -> Judged:
        """As `question`, where the verdict on what `digest` stands for is known already."""
        if verdict.action < Action.WARN:
            return Judged(verdict)
        if self._quiet.covers(digest, flow.destination.name):
            return Judged(replace(verdict, action=Action.ALLOW), quiet=True)
        asked = self.hold(verdict, flow.destination, digest, flow.channel, surroundings)
        return Judged(verdict, asked)

    def hold(
        self,
        verdict: Verdict,
        destination: Destination,
        digest: bytes,
        channel: Channel,
        surroundings: frozenset[bytes] = frozenset(),
    ) -> str:
        """Count a warning that is about to be shown, and return the id to answer it under."""
        tool_class, grounds = destination.tool_class, self._grounds(verdict)
        self._note(lambda: self._counter.count_warning(verdict.level, tool_class, channel, grounds))
        if verdict.action is Action.BLOCK and _is_hot(verdict, destination):
            self._note(self._counter.count_hot)
        return self._held.hold(verdict, destination, digest, surroundings)

    def answer(self, flow: str, answer: Answer) -> Verdict | None:
        """Count what the person chose. What it was about, or None where nobody waits for it."""
        held = self._held.take(flow)
        if held is None:
            return None
        self._quiet.remember(held.digest, held.destination.name, answer.choice)
        if answer.choice is Choice.NOT_SENSITIVE and self._not_sensitive:
            self._not_sensitive.dismiss(held.surroundings)
        if answer.choice is Choice.CONTINUED and self._not_sensitive:
            self._not_sensitive.let_through(held.surroundings, held.destination.name)
        self._note_answer(answer, held.verdict)
        if answer.choice is Choice.CONTINUED and _is_hot(held.verdict, held.destination):
            self._note(self._counter.count_hot)
        return held.verdict

    def sighting(self, sighting: Sighting, tool_class: ToolClass) -> None:
        """Count an AI tool that was seen."""
        self._note(lambda: self._counter.count_sighting(sighting, tool_class))

    def sweep(self) -> None:
        """Let go of questions that nobody answers any more. Call it now and then."""
        self._held.sweep()

    def digest(self, flow: Flow) -> bytes:
        """What tells this content from another one, for as long as this process lives."""
        body = hashlib.blake2b(key=self._salt, digest_size=16)
        for kind, text in sorted(flow.content.flavours.items()):
            body.update(kind.encode() + b"\0" + text.encode("utf-8", "surrogatepass") + b"\0")
        return body.digest()

    def _surroundings(self, flow: Flow, verdict: Verdict) -> frozenset[bytes]:
        if self._not_sensitive is None:
            return frozenset()
        return self._not_sensitive.surroundings(flow, verdict)

    def _let_go(self, held: Held) -> None:
        nobody = Answer(Choice.NONE)
        self._note_answer(nobody, held.verdict)

    def _note_answer(self, answer: Answer, verdict: Verdict) -> None:
        grounds = self._grounds(verdict)
        self._note(lambda: self._counter.count_answer(answer, verdict.level, grounds))

    def _note(self, notice: Notice) -> None:
        try:
            self._notices.put_nowait(notice)
        except queue.Full:
            self.dropped += 1

    def _report(self) -> None:
        while (notice := self._notices.get()) is not None:
            try:
                notice()
            except Exception:
                log.exception("pipe.notice-failed")
                self.dropped += 1


def _is_hot(verdict: Verdict, destination: Destination) -> bool:
    """The gravest that there is: what the company must hear of within a day."""
    return verdict.level >= Level.RESTRICTED and destination.tool_class is ToolClass.PUBLIC
