"""The company's policy for the person to read, and the door's questions about it (docs/door.md)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from agent.door import Refusal, Visitor
from agent.frames import Frame
from agent.judge.policy import Policy
from agent.report.counter import Counter
from agent.report.reading import Acknowledged, Readings
from agent.report.store import StoreError
from agent.signed.published_policy import NONE_PUBLISHED, Lesson, published_policy
from agent.words import gettext as _


class CompanyPolicy:
    """The published version where there is one, else the text that came with the rules."""

    def __init__(
        self,
        readings: Readings,
        counter: Counter,
        shipped: Callable[[], Policy],
        tell: Callable[[dict[str, Any]], int],
        changed: Callable[[], None],
    ) -> None:
        """`tell` shows a notice and says to how many."""
        self._readings = readings
        self._counter = counter
        self._shipped = shipped
        self._tell = tell
        self._changed = changed
        self._folder: Path | None = None
        self._published = NONE_PUBLISHED
        #: Of the published version; None where that is not known yet.
        self._read: Acknowledged | None = None
        self._done: frozenset[int] = frozenset()
        self._told = 0

    @property
    def asks(self) -> Mapping[str, Callable[[Frame, Visitor], Frame]]:
        """Question to who answers it."""
        return {"policy-acknowledge": self._acknowledge, "lesson-done": self._finish}

    def look(self, folder: Path | None) -> None:
        """Take what stands in this folder of signed decisions. Cheap where it is the same."""
        if folder != self._folder or self._read is None:
            self._published = published_policy(folder)
            try:
                self._readings.publish(self._published.number)
                self._recall()
            except StoreError:
                return  # the list is not open yet
            self._folder = folder
        self._tell_once()

    def document(self) -> dict[str, Any]:
        """`policy` of docs/door.md, *State*."""
        now, shipped = self._published, self._shipped()
        return {
            "title": now.title or shipped.title,
            "text": now.text or shipped.text,
            "number": now.number,
            "words": self._words(),
            "changes": now.changes,
            "to_acknowledge": self._is_unread,
            "lessons": [self._lesson(one) for one in now.lessons],
        }

    @property
    def _is_unread(self) -> bool:
        now = self._published.number
        return bool(now) and self._read is not None and self._read.number != now

    def _tell_once(self) -> None:
        """Once for each version and start of the agent, as soon as somebody is there to see it."""
        now = self._published
        if not self._is_unread or self._told == now.number:
            return
        notice = {
            "title": _("A new version of the AI policy is in force."),
            "body": now.changes,
            "read": _("Read it"),
            "later": _("Later"),
        }
        if self._tell(notice):
            self._told = now.number

    def _acknowledge(self, question: Frame, _visitor: Visitor) -> Frame:
        if question.get("number") != self._published.number or not self._published.number:
            raise Refusal("unknown-policy", _("Another version is in force. Read that one."))
        self._written(lambda: self._readings.acknowledge(self._published.number))
        return {}

    def _finish(self, question: Frame, _visitor: Visitor) -> Frame:
        number = question.get("lesson")
        lesson = self._published.lesson(number) if isinstance(number, int) else None
        if lesson is None:
            raise Refusal("unknown-lesson", _("This lesson is not offered any more."))
        self._written(lambda: self._readings.finish(lesson.number, lesson.about))
        self._counter.count_lesson()
        return {}

    def _written(self, write: Callable[[], None]) -> None:
        try:
            write()
            self._recall()
        except StoreError as fault:
            raise Refusal("fault", str(fault)) from None
        self._changed()

    def _recall(self) -> None:
        """What the person has read of it, as it is kept."""
        self._read = self._readings.acknowledged()
        lessons = (one.number for one in self._published.lessons)
        self._done = frozenset(one for one in lessons if self._readings.finished(one))

    def _words(self) -> str:
        now, read = self._published, self._read
        if not now.number:
            return ""
        words = _("Version {number}, in force since {day}.").format(
            number=now.number, day=_day(now.published)
        )
        if read is None or read.number != now.number:
            return words
        return _("{version} You acknowledged it on {day}.").format(
            version=words, day=_day(read.moment)
        )

    def _lesson(self, one: Lesson) -> dict[str, Any]:
        done = one.number in self._done
        return {"number": one.number, "title": one.title, "text": one.text, "done": done}


def _day(moment: int) -> str:
    return datetime.fromtimestamp(moment, UTC).astimezone().date().isoformat()
