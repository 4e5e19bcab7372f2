from __future__ import annotations

from agent.events import Channel, Sighting
from agent.sense.dwell import Dwell

CHAT = Sighting("openai-chatgpt", Channel.BROWSER)
CLAUDE = Sighting("anthropic-claude", Channel.BROWSER)


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_glance_is_no_use() -> None:
    clock = Clock()
    dwell = Dwell(clock)

    dwell.moved(CHAT)
    clock.now = 29
    dwell.moved(None)
    clock.now = 1000

    assert dwell.used() == []


def test_half_a_minute_in_several_pieces_is_told_once() -> None:
    clock = Clock()
    dwell = Dwell(clock)

    for front in (CHAT, CLAUDE, CHAT, None):
        dwell.moved(front)
        clock.now += 16

    assert dwell.used() == [CHAT]
    assert dwell.used() == []


def test_whoever_stays_in_front_is_told_again_every_half_minute() -> None:
    clock = Clock()
    dwell = Dwell(clock)
    dwell.moved(CHAT)

    told = []
    for _second in range(65):
        clock.now += 1
        told += dwell.used()

    assert told == [CHAT, CHAT]
