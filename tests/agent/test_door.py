from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from agent.door import MOST_VISITORS, Door, Refusal, Visitor
from agent.door_client import DoorClient, DoorClosed, DoorRefused
from agent.frames import Frame


class House:
    """A door, and what happens behind it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.left: list[str] = []
        self.gone = threading.Event()
        self.slow = threading.Event()
        self.door = Door(path, self.answer, self.leave)
        self.door.open()

    def answer(self, question: Frame, visitor: Visitor) -> Frame:
        ask = question["ask"]
        if ask == "slow":
            self.slow.wait(10)
        if ask == "refused":
            raise Refusal("too-large", "It is too large.")
        if ask == "broken":
            raise ValueError(f"cannot read {question['text']}")
        if ask == "much":
            return {"said": "so much " * 1_000_000}
        if ask == "watch":
            visitor.send({"event": "state", "icon": "guarded"})
        return {"said": ask}

    def leave(self, visitor: Visitor) -> None:
        self.left.append(visitor.client)
        self.gone.set()

    def visit(self) -> DoorClient:
        return DoorClient(self.path, timeout=5)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = House(tmp_path / "home" / "door")
    yield house
    house.slow.set()
    house.door.close()


def test_a_question_is_answered(house: House) -> None:
    with house.visit() as visitor:
        assert visitor.ask("hello")["said"] == "hello"
        assert visitor.ask("hello")["said"] == "hello"


def test_a_slow_question_delays_no_other_on_the_same_connection(house: House) -> None:
    raw = socket.socket(socket.AF_UNIX)
    raw.settimeout(5)
    raw.connect(str(house.path))
    for number, ask in ((1, b"slow"), (2, b"quick")):
        body = b'{"id":%d,"ask":"%s"}' % (number, ask)
        raw.sendall(struct.pack("<I", len(body)) + body)

    (length,) = struct.unpack("<I", raw.recv(4))
    first = raw.recv(length)

    assert b'"id":2' in first
    raw.close()


def test_a_refusal_arrives_with_its_code_and_its_sentence(house: House) -> None:
    with house.visit() as visitor, pytest.raises(DoorRefused) as refused:
        visitor.ask("refused")

    assert (refused.value.code, refused.value.message) == ("too-large", "It is too large.")


def test_a_fault_says_nothing_of_the_text_it_fell_over(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    with house.visit() as visitor, pytest.raises(DoorRefused) as refused:
        visitor.ask("broken", text="the merger")

    assert refused.value.code == "fault"
    assert "merger" not in refused.value.message


def test_events_reach_whoever_watches_and_end_with_the_door(house: House) -> None:
    events: list[dict[str, Any]] = []
    visitor = house.visit()

    watching = visitor.watch()
    events.append(next(watching))
    house.door.close()

    assert events == [{"event": "state", "icon": "guarded"}]
    with pytest.raises(DoorClosed):
        next(watching)


def test_the_socket_is_for_this_account_only(house: House) -> None:
    assert house.path.stat().st_mode & 0o777 == 0o600
    assert house.path.parent.stat().st_mode & 0o777 == 0o700


def test_a_second_agent_is_refused(house: House) -> None:
    with pytest.raises(OSError, match="another agent"):
        Door(house.path, house.answer, house.leave)


def test_a_door_that_a_killed_agent_left_behind_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "door"
    left_behind = socket.socket(socket.AF_UNIX)
    left_behind.bind(str(path))
    left_behind.close()

    house = House(path)

    with house.visit() as visitor:
        assert visitor.ask("hello")["said"] == "hello"
    house.door.close()
    assert not path.exists()


def _connected(path: Path) -> socket.socket:
    raw = socket.socket(socket.AF_UNIX)
    raw.connect(str(path))
    raw.settimeout(10)
    return raw


def test_visitors_without_number_and_without_words_keep_nobody_out(house: House) -> None:
    with house.visit() as tray:
        tray.ask("hello")
        silent = [_connected(house.path) for _each in range(MOST_VISITORS + 100)]

        with house.visit() as late:
            assert late.ask("hello")["said"] == "hello"
        assert tray.ask("hello")["said"] == "hello"

    assert silent[0].recv(1) == b""  # the first to come was sent away
    for raw in silent:
        raw.close()


def test_a_visitor_that_never_reads_is_sent_away(house: House) -> None:
    deaf = _connected(house.path)
    body = b'{"id":1,"ask":"much"}'

    deaf.sendall(struct.pack("<I", len(body)) + body)

    assert house.gone.wait(10)
    deaf.close()


def test_nobody_at_home_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(DoorClosed):
        DoorClient(tmp_path / "door").ask("hello")


@pytest.mark.parametrize(
    "noise", [b"\xff\xff\xff\xff", b"\x02\x00\x00\x00[]", b"GET / HTTP/1.1\r\n\r\n", b"\x01"]
)
def test_a_visitor_that_talks_nonsense_is_sent_away_and_the_door_stays_open(
    house: House, noise: bytes
) -> None:
    raw = socket.socket(socket.AF_UNIX)
    raw.settimeout(5)
    raw.connect(str(house.path))
    raw.sendall(noise)
    raw.shutdown(socket.SHUT_WR)

    assert raw.recv(10) == b""
    raw.close()
    assert house.gone.wait(5)
    with house.visit() as visitor:
        assert visitor.ask("hello")["said"] == "hello"
