"""The visitor's side of the door: ask a question, or watch what happens. See docs/door.md."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self

from agent.frames import Frame, FrameError, read_frame, write_frame
from agent.native import endpoint
from agent.native.contract import Connection


class DoorClosed(Exception):
    """Nobody answers: the agent does not run, or went away."""


class DoorRefused(Exception):
    """The agent answered with an error: `code` as in docs/door.md, `message` for a person."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class DoorClient:
    """One connection to the agent. Opened at the first question, opened anew after a fault.

    Safe to use from several threads; their questions are asked one after another.
    """

    def __init__(self, socket_path: Path, timeout: float = 5.0) -> None:
        """`timeout` in seconds bounds each answer; `watch` waits without bound."""
        self._path = socket_path
        self._timeout = timeout
        self._lock = threading.Lock()
        self._connection: Connection | None = None
        self._last_id = 0

    def ask(self, ask: str, *, patience: float | None = None, **fields: Any) -> Frame:
        """The answer to one question. Raises DoorClosed or DoorRefused.

        `patience` in seconds replaces the client's time-out, for questions that a person answers.
        """
        with self._lock:
            self._last_id += 1
            question = {"id": self._last_id, "ask": ask, **fields}
            try:
                stream = self._open()
                self._set_patience(self._timeout if patience is None else patience)
                write_frame(stream, question)
                answer = self._answer_to(self._last_id, stream)
            except (OSError, FrameError) as fault:
                self._drop()
                raise DoorClosed(f"the agent does not answer: {fault}") from None
        if not answer.get("ok"):
            raise DoorRefused(str(answer.get("error", "fault")), str(answer.get("message", "")))
        return answer

    def watch(self) -> Iterator[Frame]:
        """Events as they happen, until the agent ends (DoorClosed) or `close` is called."""
        stream = self._begin_watch()
        while True:
            try:
                event = read_frame(stream)
            except (OSError, ValueError, FrameError):
                event = None
            if event is None:
                self.close()
                raise DoorClosed("the agent ended")
            # The first event may overtake the answer to `watch` itself, which is no event.
            if "event" in event:
                yield event

    def close(self) -> None:
        """End the connection. A thread in `watch` is woken."""
        if self._connection is not None:
            self._connection.hang_up()
        self._drop()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _open(self) -> BinaryIO:
        if self._connection is None:
            self._connection = endpoint.connect(self._path, self._timeout)
        return self._connection.stream

    def _begin_watch(self) -> BinaryIO:
        with self._lock:
            try:
                stream = self._open()
                write_frame(stream, {"id": 0, "ask": "watch"})
            except (OSError, FrameError) as fault:
                self._drop()
                raise DoorClosed(f"the agent does not answer: {fault}") from None
            self._set_patience(None)
            return stream

    def _set_patience(self, seconds: float | None) -> None:
        if self._connection is not None:
            self._connection.set_patience(seconds)

    def _answer_to(self, number: int, stream: BinaryIO) -> Frame:
        while True:
            frame = read_frame(stream)
            if frame is None:
                raise FrameError("it hung up")
            if frame.get("id") == number:
                return frame

    def _drop(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()
