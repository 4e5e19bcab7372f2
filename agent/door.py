"""The agent's only way in: a local socket for this account. docs/door.md is its protocol.

Each question is answered on a thread of its own: somebody waits for the verdict, so no question
ever stands behind another one.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from agent.frames import Frame, FrameError, read_frame, write_frame
from agent.native import endpoint
from agent.native.contract import Connection

log = logging.getLogger(__name__)

#: Questions of one visitor at the same time. A person has one; a page in a loop has many.
MOST_QUESTIONS = 8
#: Visitors at the same time. A desktop has a few: the tray, each browser, a command line.
MOST_VISITORS = 200
#: Seconds until the next try where the system has no more sockets or threads to give.
PAUSE = 0.1
#: Seconds that a visitor may leave what we say unread; it is sent away then.
PATIENCE = 2


class Refusal(Exception):
    """A question that cannot be answered. `code` is one of docs/door.md."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class Visitor:
    """One connection. Frames to it may be sent from any thread."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        connection.set_patience_of_writing(PATIENCE)
        self.stream = connection.stream
        self._lock = threading.Lock()
        self.questions = threading.BoundedSemaphore(MOST_QUESTIONS)
        #: What the visitor said it is: `host`, `tray`, `cli`.
        self.client = ""
        #: Whether it ever asked something.
        self.asked = False

    def send(self, frame: Frame) -> bool:
        """Whether the visitor is still there to hear it."""
        try:
            with self._lock:
                write_frame(self.stream, frame)
        except FrameError:
            return False
        except (OSError, ValueError):
            self.close()  # half a frame may be on its way: nothing that follows could be read
            return False
        return True

    def close(self) -> None:
        self._connection.hang_up()
        self._connection.close()


Answerer = Callable[[Frame, Visitor], Frame]


class Door:
    """Listens until `close`. `answer` is called with each question and who asks."""

    def __init__(self, path: Path, answer: Answerer, left: Callable[[Visitor], None]) -> None:
        """`left` is told of each visitor that went away. OSError where another agent listens."""
        self._answer = answer
        self._left = left
        #: In the order in which they came.
        self._visitors: dict[Visitor, None] = {}
        self._closed = threading.Event()
        self._listener = endpoint.listen(path)
        self._thread = threading.Thread(target=self._receive, name="door", daemon=True)

    def open(self) -> None:
        self._thread.start()

    def close(self) -> None:
        """Stop listening and send every visitor away."""
        self._closed.set()
        self._listener.close()
        for visitor in tuple(self._visitors):
            visitor.close()

    def _receive(self) -> None:
        while not self._closed.is_set():
            try:
                connection = self._listener.accept()
            except OSError as fault:
                if not self._closed.is_set():
                    log.warning("door.crowded: %s", type(fault).__name__)
                self._closed.wait(PAUSE)
                continue
            if not connection.peer_is_us():
                log.warning("door.stranger: a visitor of another account was sent away")
                connection.close()
                continue
            self._let_in(Visitor(connection))

    def _let_in(self, visitor: Visitor) -> None:
        self._make_room()
        self._visitors[visitor] = None
        listening = threading.Thread(
            target=self._listen_to, args=(visitor,), name="visitor", daemon=True
        )
        try:
            listening.start()
        except RuntimeError:  # the system has no thread left
            self._visitors.pop(visitor, None)
            visitor.close()

    def _make_room(self) -> None:
        """Who asked something stays; who never did goes first, the longest here before others."""
        while len(self._visitors) >= MOST_VISITORS:
            visitors = tuple(self._visitors)
            silent = (visitor for visitor in visitors if not visitor.asked)
            leaving = next(silent, visitors[-1])
            self._visitors.pop(leaving, None)
            leaving.close()
            log.warning("door.full: a visitor was sent away")

    def _listen_to(self, visitor: Visitor) -> None:
        try:
            while (frame := read_frame(visitor.stream)) is not None:
                visitor.asked = True
                visitor.questions.acquire()
                threading.Thread(
                    target=self._reply, args=(frame, visitor), name="question", daemon=True
                ).start()
        except (OSError, ValueError, FrameError, RuntimeError) as fault:
            log.info("door.hung-up: %s", type(fault).__name__)
        finally:
            self._visitors.pop(visitor, None)
            visitor.close()
            self._left(visitor)

    def _reply(self, question: Frame, visitor: Visitor) -> None:
        try:
            visitor.send({"id": question.get("id"), **self._answered(question, visitor)})
        finally:
            visitor.questions.release()

    def _answered(self, question: Frame, visitor: Visitor) -> dict[str, Any]:
        try:
            return {"ok": True, **self._answer(question, visitor)}
        except Refusal as refusal:
            return {"ok": False, "error": refusal.code, "message": refusal.message}
        except Exception:
            log.exception("door.fault")  # agent/logs.py leaves out what a message could quote
            return {"ok": False, "error": "fault", "message": "Plimsoll could not answer."}
