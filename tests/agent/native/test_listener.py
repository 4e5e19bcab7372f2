"""The door's socket: closed to others, replaced when it is dead, not taken from a living agent."""

from __future__ import annotations

import errno
import os
import socket
from pathlib import Path

import pytest

from agent.native import listener, peer


def test_the_socket_and_its_folder_are_closed_to_others(tmp_path: Path) -> None:
    door = tmp_path / "state" / "door"
    with listener.listen(door):
        assert door.stat().st_mode & 0o777 == 0o600
        assert door.parent.stat().st_mode & 0o777 == 0o700


def test_a_visitor_of_this_account_is_us(tmp_path: Path) -> None:
    with listener.listen(tmp_path / "door") as door, socket.socket(socket.AF_UNIX) as visitor:
        visitor.connect(str(tmp_path / "door"))
        connection, _address = door.accept()
        with connection:
            assert peer.peer_is_us(connection)


def test_what_is_no_local_socket_is_not_us() -> None:
    with socket.socket(socket.AF_INET) as other:
        assert not peer.peer_is_us(other)


def test_our_own_process_is_ours_and_one_that_ended_is_not() -> None:
    assert peer.process_is_us(os.getpid())
    assert not peer.process_is_us(2**31 - 1)


def test_a_second_agent_is_refused_and_the_first_one_keeps_the_door(tmp_path: Path) -> None:
    with listener.listen(tmp_path / "door"), socket.socket(socket.AF_UNIX) as visitor:
        with pytest.raises(OSError, match="another agent") as caught:
            listener.listen(tmp_path / "door")
        assert caught.value.errno == errno.EADDRINUSE
        visitor.connect(str(tmp_path / "door"))


def test_the_socket_of_a_killed_agent_is_replaced(tmp_path: Path) -> None:
    listener.listen(tmp_path / "door").close()
    assert (tmp_path / "door").exists()
    listener.listen(tmp_path / "door").close()


def test_a_path_that_no_socket_can_have_is_said_to_be_too_long(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="too long"):
        listener.listen(tmp_path / ("x" * 120))
