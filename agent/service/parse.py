"""Reads a question's fields into nouns, or refuses in one clear sentence."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, TypeVar

from agent.door import Refusal
from agent.events import Answer, Channel, Choice, Content, Moment, Reason
from agent.frames import Frame
from agent.service.files import files_of

#: Characters. More than this is *not checked*: a bounded decision in bounded memory.
LARGEST = 16 * 1024 * 1024

_Word = TypeVar("_Word", bound=StrEnum)


def content_of(question: Frame) -> Content:
    """Text by MIME type, and the words of files. Refuses what is no text and what is too large."""
    content = question.get("content")
    files, unread = files_of(question)
    if not isinstance(content, dict) or not (content or files):
        raise Refusal("unreadable", "The question has no content.")
    if not all(isinstance(text, str) for text in content.values()):
        raise Refusal("unreadable", "The content is not text.")
    flavours = {**content, **files}
    if sum(len(text) for text in flavours.values()) > LARGEST:
        raise Refusal("too-large", "The content is over 16 MiB and was not checked.")
    return Content(flavours, unread)


def word_of(question: Frame, field: str, words: type[_Word]) -> _Word:
    """One word of a closed list."""
    try:
        return words(question[field])
    except (KeyError, ValueError):
        known = ", ".join(words)
        raise Refusal("unreadable", f"“{field}” must be one of: {known}.") from None


def channel_of(question: Frame) -> Channel:
    return word_of(question, "channel", Channel)


def moment_of(question: Frame) -> Moment:
    return word_of(question, "moment", Moment)


def answer_of(question: Frame) -> Answer:
    """What the person chose. A reason that is not on the list is no reason."""
    choice = word_of(question, "choice", Choice)
    reason = word_of(question, "reason", Reason) if question.get("reason") else None
    return Answer(choice, reason)


def table_of(question: Frame, field: str) -> dict[str, Any]:
    """A JSON object."""
    value = question.get(field)
    if not isinstance(value, dict):
        raise Refusal("unreadable", f"The question has no “{field}”.")
    return value


def text_of(question: Frame, field: str) -> str:
    """A text, or nothing where there is none."""
    value = question.get(field)
    return value if isinstance(value, str) else ""
