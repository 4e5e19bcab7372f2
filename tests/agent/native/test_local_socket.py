"""The local socket of Linux and macOS: closed to others, replaced when its agent was killed."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from agent.native import endpoint
from agent.native.posix.credentials import owner_of


def test_the_socket_and_its_folder_are_closed_to_others(tmp_path: Path) -> None:
    door = tmp_path / "state" / "door"
    listener = endpoint.listen(door)
    try:
        assert door.stat().st_mode & 0o777 == 0o600
        assert door.parent.stat().st_mode & 0o777 == 0o700
    finally:
        listener.close()


def test_what_is_no_local_socket_has_no_owner_who_is_us() -> None:
    with socket.socket(socket.AF_INET) as other:
        assert owner_of(other) in (None, 2**32 - 1)


def test_the_socket_of_a_killed_agent_is_replaced(tmp_path: Path) -> None:
    left_behind = socket.socket(socket.AF_UNIX)
    left_behind.bind(str(tmp_path / "door"))
    left_behind.close()

    endpoint.listen(tmp_path / "door").close()


def test_a_path_that_no_socket_can_have_is_said_to_be_too_long(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="too long"):
        endpoint.listen(tmp_path / ("x" * 120))
