"""The policy that the company has published: what people read, not the table that decides.

It comes with the signed decisions, the same for every device (docs/protocol.md, *Decisions*).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FILE = "policy.json"
#: Bytes of the file.
LARGEST = 1_000_000
_GREATEST = 2**40


@dataclass(frozen=True, slots=True)
class Lesson:
    """A minute's reading. `text` is Markdown; `about` a level's word, or nothing for all."""

    number: int
    title: str
    text: str
    about: str


@dataclass(frozen=True, slots=True)
class PublishedPolicy:
    """A version of the policy in Markdown. Number 0 and no text: none is published yet."""

    number: int = 0
    title: str = ""
    text: str = ""
    #: What differs from the version before.
    changes: str = ""
    #: Unix seconds.
    published: int = 0
    lessons: tuple[Lesson, ...] = ()

    def lesson(self, number: int) -> Lesson | None:
        return next((one for one in self.lessons if one.number == number), None)


NONE_PUBLISHED = PublishedPolicy()


def published_policy(folder: Path | None) -> PublishedPolicy:
    """What stands in a folder of signed decisions. Without a file that can be read: nothing."""
    try:
        content = (folder / FILE).read_bytes() if folder else b""
        found = json.loads(content) if content and len(content) <= LARGEST else {}
        return _policy(found) if found else NONE_PUBLISHED
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return NONE_PUBLISHED


def _policy(found: dict[str, Any]) -> PublishedPolicy:
    return PublishedPolicy(
        number=_number(found["number"]),
        title=_text(found["title"]),
        text=_text(found["text"]),
        changes=_text(found["changes"]),
        published=_number(found["published"]),
        lessons=tuple(_lessons(found["lessons"])),
    )


def _lessons(rows: list[dict[str, Any]]) -> Iterator[Lesson]:
    for row in rows:
        number, about = _number(row["number"]), _text(row["about"])
        yield Lesson(number, _text(row["title"]), _text(row["text"]), about)


def _number(value: object) -> int:
    if not isinstance(value, int) or not 0 <= value <= _GREATEST:
        raise ValueError("no number of a version")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("no text")
    return value
