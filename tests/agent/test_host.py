"""plimsoll-host as a browser meets it: a real process, real pipes and a real socket."""

from __future__ import annotations

import json
import socket
import struct
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO, cast

import pytest

from agent.frames import Frame, FrameError, read_frame, write_frame

Answers = Callable[[Frame], Frame | None]


class Agent:
    """Listens at a door and answers as it is told; None hangs up instead of answering."""

    def __init__(self, door: Path, answers: Answers) -> None:
        self._answers = answers
        self._door = door
        self._connection: socket.socket | None = None
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._socket.bind(str(door))
        self._socket.listen()
        self._thread = threading.Thread(target=self._receive, daemon=True)
        self._thread.start()

    def __enter__(self) -> Agent:
        return self

    def __exit__(self, *_fault: object) -> None:
        self._door.unlink()
        _shut(self._socket)
        if self._connection:
            _shut(self._connection)
        self._thread.join()
        self._socket.close()

    def _receive(self) -> None:
        while True:
            try:
                self._connection, _address = self._socket.accept()
            except OSError:
                return
            with self._connection, self._connection.makefile("rwb") as stream:
                self._serve(cast(BinaryIO, stream))
                _shut(self._connection)

    def _serve(self, stream: BinaryIO) -> None:
        with suppress(OSError, FrameError):  # whoever asked may end while it is answered
            while (question := read_frame(stream)) is not None:
                answer = self._answers(question)
                if answer is None:
                    return
                write_frame(stream, {"id": question["id"], "ok": True, **answer})


def _shut(connection: socket.socket) -> None:
    with suppress(OSError):  # it may be gone already
        connection.shutdown(socket.SHUT_RDWR)


class Host:
    """The process, with the browser's end of its pipes."""

    def __init__(self, home: Path) -> None:
        command = [sys.executable, "-m", "agent.host", "--home", str(home)]
        self.process = subprocess.Popen(
            [*command, "chrome-extension://example/"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        self.to = cast(BinaryIO, self.process.stdin)
        self.back = cast(BinaryIO, self.process.stdout)
        self.complaints = cast(BinaryIO, self.process.stderr)

    def say(self, message: Any) -> None:
        self.say_bytes(json.dumps(message).encode())

    def say_bytes(self, body: bytes) -> None:
        self.to.write(struct.pack("=I", len(body)) + body)
        self.to.flush()

    def hear(self) -> dict[str, Any]:
        (length,) = struct.unpack("=I", self.back.read(4))
        assert length <= 1024 * 1024
        return cast(dict[str, Any], json.loads(self.back.read(length)))

    def hear_whole(self) -> dict[str, Any]:
        """An answer that may come in parts."""
        parts = [self.hear()]
        while len(parts) < parts[0].get("of", 1):
            parts.append(self.hear())
        whole = (
            json.loads("".join(part["json"] for part in parts)) if "of" in parts[0] else parts[0]
        )
        return cast(dict[str, Any], whole)


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Host]:
    running = Host(tmp_path)
    yield running
    running.process.kill()
    running.process.wait()
    for pipe in (running.to, running.back, running.complaints):
        with suppress(OSError):  # what was not read any more
            pipe.close()


def test_a_question_reaches_the_agent_and_its_answer_the_browser(
    tmp_path: Path, host: Host
) -> None:
    with Agent(tmp_path / "door", lambda question: {"heard": question["content"]}):
        host.say({"id": 4, "ask": "judge", "content": {"text/plain": "grüße 😀"}})
        assert host.hear() == {"id": 4, "ok": True, "heard": {"text/plain": "grüße 😀"}}


@pytest.mark.parametrize("ask", ["stop", "sent", "watch", "scan", "copied", "state", None, 7])
def test_what_is_not_for_browsers_is_refused(tmp_path: Path, host: Host, ask: Any) -> None:
    asked: list[Frame] = []

    def note(question: Frame) -> Frame:
        asked.append(question)
        return {}

    with Agent(tmp_path / "door", note):
        host.say({"id": 1, "ask": ask})
        assert host.hear() == {"id": 1, "ok": False, "error": "refused"}
        host.say({"id": 2, "ask": "hello"})
        assert host.hear()["ok"]
        assert [question["ask"] for question in asked] == ["hello"]


def test_without_an_agent_it_says_so(host: Host) -> None:
    host.say({"id": 1, "ask": "judge"})
    assert host.hear() == {"id": 1, "ok": False, "error": "agent-gone"}


def test_a_question_that_the_agent_died_over_is_answered(tmp_path: Path, host: Host) -> None:
    with Agent(tmp_path / "door", lambda _question: None):
        host.say({"id": 9, "ask": "judge"})
        assert host.hear() == {"id": 9, "ok": False, "error": "agent-gone"}


def test_a_new_agent_is_found_without_a_new_host(tmp_path: Path, host: Host) -> None:
    with Agent(tmp_path / "door", lambda _question: {"agent": "first"}):
        host.say({"id": 1, "ask": "hello"})
        assert host.hear()["agent"] == "first"
    with Agent(tmp_path / "door", lambda _question: {"agent": "second"}):
        number = 2
        answer: dict[str, Any] = {}
        while (
            answer.get("agent") != "second" and number < 50
        ):  # the first one's end may not be known
            host.say({"id": number, "ask": "hello"})
            answer = host.hear()
            number += 1
        assert answer["agent"] == "second"


def test_a_slow_answer_delays_no_other(tmp_path: Path, host: Host) -> None:
    listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    listening.bind(str(tmp_path / "door"))
    listening.listen()
    host.say({"id": 1, "ask": "judge"})
    host.say({"id": 2, "ask": "tab"})
    connection, _address = listening.accept()
    stream = cast(BinaryIO, connection.makefile("rwb"))
    assert [read_frame(stream), read_frame(stream)] == [
        {"id": 1, "ask": "judge"},
        {"id": 2, "ask": "tab"},
    ]
    write_frame(stream, {"id": 2, "ok": True})
    assert host.hear()["id"] == 2
    write_frame(stream, {"id": 1, "ok": True})
    assert host.hear()["id"] == 1
    stream.close()
    connection.close()
    listening.close()


def test_an_answer_too_large_for_one_message_comes_in_parts(tmp_path: Path, host: Host) -> None:
    redacted = 'ä"\\😀' * 600 * 1024
    with Agent(tmp_path / "door", lambda _question: {"redacted": redacted}):
        host.say({"id": 1, "ask": "judge"})
        assert host.hear_whole() == {"id": 1, "ok": True, "redacted": redacted}
        host.say({"id": 2, "ask": "hello"})
        assert host.hear_whole()["id"] == 2


def test_a_question_in_parts_arrives_whole(tmp_path: Path, host: Host) -> None:
    content = {"text/plain": "ß😀" * 300_000}
    asked = json.dumps({"id": 3, "ask": "judge", "content": content})
    pieces = [asked[at : at + 160 * 1024] for at in range(0, len(asked), 160 * 1024)]
    with Agent(
        tmp_path / "door", lambda question: {"heard": len(question["content"]["text/plain"])}
    ):
        for number, piece in enumerate(pieces):
            host.say({"id": 3, "part": number, "of": len(pieces), "json": piece})
        assert host.hear() == {"id": 3, "ok": True, "heard": 600_000}


@pytest.mark.parametrize(
    "parts",
    [
        [(1, 2, "{}")],  # the beginning is missing
        [(0, 3, "{"), (2, 3, "}")],  # the middle is missing
        [(0, 1, "not json")],
        [(0, 1, 7)],
        [(0, "x", "{}"), (0, 1, "[]")],
    ],
)
def test_parts_that_make_no_message_are_refused(
    tmp_path: Path, host: Host, parts: list[tuple[Any, Any, Any]]
) -> None:
    with Agent(tmp_path / "door", lambda _question: {}):
        for part, of, text in parts:
            host.say({"id": 5, "part": part, "of": of, "json": text})
        assert host.hear() == {"id": 5, "ok": False, "error": "refused"}


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b"[]", b'{"ask": "hello"}', b"null"])
def test_what_cannot_be_read_is_passed_over(tmp_path: Path, host: Host, body: bytes) -> None:
    with Agent(tmp_path / "door", lambda _question: {}):
        host.say_bytes(body)
        host.say({"id": 1, "ask": "hello"})
        assert host.hear() == {"id": 1, "ok": True}


def test_a_message_over_the_limit_is_skipped_and_the_next_one_read(
    tmp_path: Path, host: Host
) -> None:
    with Agent(tmp_path / "door", lambda _question: {}):
        host.say_bytes(b" " * (48 * 1024 * 1024 + 1))
        host.say({"id": 1, "ask": "hello"})
        assert host.hear() == {"id": 1, "ok": True}


def test_it_ends_with_its_browser_and_says_nothing(tmp_path: Path, host: Host) -> None:
    with Agent(tmp_path / "door", lambda _question: {}):
        host.say({"id": 1, "ask": "hello"})
        host.hear()
        said, complained = host.process.communicate(timeout=20)
        assert (host.process.returncode, said, complained) == (0, b"", b"")


def test_a_message_that_is_cut_off_ends_it_quietly(host: Host) -> None:
    host.to.write(struct.pack("=I", 100) + b"{")
    _said, complained = host.process.communicate(timeout=20)
    assert (host.process.returncode, complained) == (0, b"")
