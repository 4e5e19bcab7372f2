"""plimsoll-host: the browser talks to it on stdin and stdout, and it passes that on to the door.

A relay and nothing more: it judges nothing, keeps nothing and writes no log. One process serves
one browser and ends with it. It must start at once, so it imports little.

Native messaging: a 4-byte length in the machine's own byte order and that many bytes of UTF-8
JSON. What is too large for one message travels in parts (agent/parts.py).
"""

from __future__ import annotations

import json
import struct
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

from agent.frames import LARGEST, Frame, FrameError, read_frame, write_frame
from agent.native import endpoint
from agent.native.contract import Connection
from agent.parts import MOST_TO_BROWSER, PartError, Parts, messages

#: What an extension may ask. Everything else at the door is not for browsers.
PASSED = frozenset({"hello", "judge", "answer", "originals", "tab", "try"})

_LENGTH = struct.Struct("=I")


class Browser:
    """The browser's end: messages in, messages out. `send` may be called from any thread."""

    def __init__(self, incoming: BinaryIO, outgoing: BinaryIO) -> None:
        self._incoming = incoming
        self._outgoing = outgoing
        self._lock = threading.Lock()
        self._parts = Parts()

    def receive(self) -> Frame | None:
        """The next message, whole; an empty one where it cannot be read; None at the end."""
        while (message := self._next()) is not None:
            if "part" not in message:
                return message
            try:
                whole = self._parts.add(message)
            except PartError:
                return {"id": message.get("id")}  # it asks nothing: that is refused
            if whole is not None:
                return whole
        return None

    def _next(self) -> Frame | None:
        head = self._incoming.read(_LENGTH.size)
        if len(head) < _LENGTH.size:
            return None
        (length,) = _LENGTH.unpack(head)
        if length > LARGEST:
            return self._skip(length)
        body = self._incoming.read(length)
        return _message(body) if len(body) == length else None

    def send(self, message: Frame) -> None:
        """Write a message, in parts where it is large. A browser that is gone is not told."""
        with self._lock, suppress(OSError, ValueError):
            for body in messages(message):
                self._outgoing.write(_LENGTH.pack(len(body)) + body)
                self._outgoing.flush()

    def _skip(self, length: int) -> Frame | None:
        while length > 0:
            part = self._incoming.read(min(length, MOST_TO_BROWSER))
            if not part:
                return None
            length -= len(part)
        return {}


class Relay:
    """Passes questions to the agent and its answers back, whoever comes first.

    The connection opens with the first question, and anew after the agent was away.
    """

    def __init__(self, door: Path, browser: Browser) -> None:
        self._door = door
        self._browser = browser
        self._lock = threading.Lock()
        self._connection: Connection | None = None
        self._answers: threading.Thread | None = None
        self._unanswered: set[Any] = set()

    def ask(self, question: Frame) -> None:
        """Pass one question on. Its answer is sent to the browser, whatever happens."""
        number = question.get("id")
        if not isinstance(number, int):
            return  # without an id nobody could be answered
        if question.get("ask") not in PASSED:
            self._refuse(number, "refused")
            return
        with self._lock:
            self._unanswered.add(number)
            try:
                write_frame(self._connected(), question)
            except FrameError:
                self._give_up(number, "too-large")
            except (OSError, ValueError):
                self._leave()
                self._give_up(number, "agent-gone")

    def close(self) -> None:
        """Leave the door. Python dies (SIGABRT) at its end where a thread still reads a stream."""
        self._leave()
        if self._answers is not None:
            self._answers.join(timeout=5)

    def _leave(self) -> None:
        """The thread that waits for answers closes the connection."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.hang_up()

    def _connected(self) -> BinaryIO:
        if self._connection is None:
            connection = self._connection = endpoint.connect(self._door)
            self._answers = threading.Thread(
                target=self._bring_answers, args=(connection,), name="answers", daemon=True
            )
            self._answers.start()
        return self._connection.stream

    def _bring_answers(self, connection: Connection) -> None:
        with suppress(OSError, ValueError, FrameError):
            while (answer := read_frame(connection.stream)) is not None:
                with self._lock:
                    self._unanswered.discard(answer.get("id"))
                self._browser.send(answer)
        with self._lock:
            if self._connection is connection:
                self._connection = None
            for number in tuple(self._unanswered):
                self._give_up(number, "agent-gone")
        connection.close()

    def _give_up(self, number: int, error: str) -> None:
        self._unanswered.discard(number)
        self._refuse(number, error)

    def _refuse(self, number: int, error: str) -> None:
        self._browser.send({"id": number, "ok": False, "error": error})


def main() -> None:
    """The console script: relay until the browser closes our stdin. Always exit status 0."""
    from agent.native import dumps

    dumps.forbid()
    browser = Browser(sys.stdin.buffer, sys.stdout.buffer)
    relay = Relay(_home(sys.argv[1:]) / "door", browser)
    while (question := browser.receive()) is not None:
        relay.ask(question)
    relay.close()


def _home(arguments: list[str]) -> Path:
    """The folder after `--home`. Browsers add arguments of their own, which say nothing to us."""
    if "--home" in arguments[:-1]:
        return Path(arguments[arguments.index("--home") + 1])
    from agent.native import paths

    return paths.state_folder()


def _message(body: bytes) -> Frame:
    try:
        message = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return message if isinstance(message, dict) else {}


if __name__ == "__main__":
    main()
