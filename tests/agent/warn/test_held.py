from __future__ import annotations

import itertools

from agent.events import Action, Destination, Level, ToolClass, Verdict
from agent.warn.held import MOST, PATIENCE, Held, HeldFlows

VERDICT = Verdict(Action.WARN, Level.CONFIDENTIAL)
CHAT = Destination("ChatGPT", ToolClass.PUBLIC, "openai-chatgpt")


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def flows(clock: Clock, gone: list[Held]) -> HeldFlows:
    numbers = itertools.count()
    return HeldFlows(clock, lambda: str(next(numbers)), gone.append)


def test_a_flow_is_answered_once() -> None:
    held = flows(Clock(), [])

    flow = held.hold(VERDICT, CHAT, b"1")

    first, second = held.take(flow), held.take(flow)
    assert first is not None and first.verdict == VERDICT
    assert second is None


def test_a_flow_that_nobody_answers_is_let_go_and_told_of() -> None:
    clock, gone = Clock(), list[Held]()
    held = flows(clock, gone)
    flow = held.hold(VERDICT, CHAT, b"1")

    clock.now = PATIENCE + 1
    held.sweep()

    assert [h.digest for h in gone] == [b"1"]
    assert held.take(flow) is None


def test_a_page_in_a_loop_cannot_fill_the_memory() -> None:
    gone: list[Held] = []
    held = flows(Clock(), gone)

    for number in range(MOST + 10):
        held.hold(VERDICT, CHAT, str(number).encode())

    assert [h.digest for h in gone] == [str(n).encode() for n in range(10)]
