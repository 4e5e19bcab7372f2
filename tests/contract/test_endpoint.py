"""What `native.endpoint` promises on every system: a way in for this account alone."""

from __future__ import annotations

import errno
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from agent.native import endpoint
from agent.native.contract import Connection, Listener


class Ends:
    """Both ends of a connection, and the listener."""

    def __init__(self, listener: Listener, ours: Connection, theirs: Connection) -> None:
        self.listener = listener
        self.ours = ours
        self.theirs = theirs


@pytest.fixture
def door(tmp_path: Path) -> Path:
    return tmp_path / "state" / "door"


@pytest.fixture
def ends(door: Path) -> Iterator[Ends]:
    with ExitStack() as stack:
        listener = endpoint.listen(door)
        stack.callback(listener.close)
        theirs = endpoint.connect(door, 5)
        stack.callback(theirs.close)
        ours = listener.accept()
        stack.callback(ours.close)
        yield Ends(listener, ours, theirs)


def said(connection: Connection, data: bytes) -> None:
    connection.stream.write(data)
    connection.stream.flush()


def test_what_one_end_writes_the_other_reads(ends: Ends) -> None:
    said(ends.theirs, b"ahoy")
    assert ends.ours.stream.read(4) == b"ahoy"
    said(ends.ours, b"aye")
    assert ends.theirs.stream.read(3) == b"aye"


def test_each_end_knows_the_other_for_this_account(ends: Ends) -> None:
    assert ends.ours.peer_is_us()
    assert ends.theirs.peer_is_us()


def test_much_more_than_a_buffer_goes_through_whole(ends: Ends) -> None:
    much = bytes(range(256)) * 40_000  # 10 MB
    writer = threading.Thread(target=said, args=(ends.theirs, much))
    writer.start()
    assert ends.ours.stream.read(len(much)) == much
    writer.join(timeout=10)


def test_one_thread_reads_while_another_writes(ends: Ends) -> None:
    heard: list[bytes] = []
    reader = threading.Thread(target=lambda: heard.append(ends.ours.stream.read(2)))
    reader.start()
    time.sleep(0.1)  # it waits now
    said(ends.ours, b"hi")
    assert ends.theirs.stream.read(2) == b"hi"
    said(ends.theirs, b"ho")
    reader.join(timeout=5)
    assert heard == [b"ho"]


def test_an_end_that_closed_is_the_end_of_the_stream(ends: Ends) -> None:
    said(ends.theirs, b"bye")
    ends.theirs.close()
    assert ends.ours.stream.read(10) == b"bye"
    assert ends.ours.stream.read(10) == b""


def test_hanging_up_wakes_who_reads(ends: Ends) -> None:
    heard: list[bytes] = []
    reader = threading.Thread(target=lambda: heard.append(ends.ours.stream.read(1)))
    reader.start()
    time.sleep(0.1)
    ends.ours.hang_up()
    reader.join(timeout=5)
    assert heard == [b""]


def test_who_waits_longer_than_its_patience_gets_an_error(ends: Ends) -> None:
    ends.theirs.set_patience(0.2)
    began = time.monotonic()
    with pytest.raises(OSError):
        ends.theirs.stream.read(1)
    assert time.monotonic() - began < 5


def test_writing_to_who_never_reads_ends_in_an_error(ends: Ends) -> None:
    ends.ours.set_patience_of_writing(1)
    with pytest.raises(OSError):
        for _ in range(100):
            said(ends.ours, bytes(1_000_000))


def test_closing_the_listener_wakes_who_accepts(door: Path) -> None:
    listener = endpoint.listen(door)
    refused: list[OSError] = []

    def accept() -> None:
        try:
            listener.accept()
        except OSError as fault:
            refused.append(fault)

    waiting = threading.Thread(target=accept)
    waiting.start()
    time.sleep(0.1)
    listener.close()
    waiting.join(timeout=5)
    assert len(refused) == 1


def test_nobody_is_at_a_door_that_was_closed(door: Path) -> None:
    endpoint.listen(door).close()
    with pytest.raises(OSError):
        endpoint.connect(door, 1)
    endpoint.listen(door).close()


def test_a_second_agent_is_refused_and_the_first_one_keeps_the_door(door: Path) -> None:
    listener = endpoint.listen(door)
    try:
        with pytest.raises(OSError, match="another agent") as caught:
            endpoint.listen(door)
        assert caught.value.errno == errno.EADDRINUSE
        connection = endpoint.connect(door, 5)
        listener.accept().close()
        connection.close()
    finally:
        listener.close()


def test_many_visitors_come_at_once(door: Path) -> None:
    listener = endpoint.listen(door)
    came: list[Connection] = []
    visitors = [
        threading.Thread(target=lambda: came.append(endpoint.connect(door, 10))) for _ in range(20)
    ]
    for visitor in visitors:
        visitor.start()
    let_in = [listener.accept() for _ in visitors]
    for visitor in visitors:
        visitor.join(timeout=10)
    assert len(came) == 20
    for connection in (*let_in, *came):
        connection.close()
    listener.close()


def test_closing_twice_is_closing_once(ends: Ends) -> None:
    ends.ours.close()
    ends.ours.close()
