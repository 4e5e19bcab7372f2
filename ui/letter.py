"""The person's letters and reports (docs/door.md, *Letters*), read into nouns.

They hold what the person wrote, for the person's own screen, so `repr` shows none of it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ui import reading
from ui.reading import Table


@dataclass(frozen=True, slots=True)
class MyLetter:
    """One letter or report, and what became of it."""

    id: str
    #: written, leaving, received, in-work, agreed or declined.
    state: str
    kind_words: str
    words: str
    leaves: str
    subject: str = field(repr=False)
    name: str = field(repr=False)
    text: str = field(repr=False)
    answer: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class MyLetters:
    """All of them, newest first, and what can be written here."""

    letters: tuple[MyLetter, ...] = ()
    letters_taken: bool = False
    incidents_taken: bool = False


@dataclass(frozen=True, slots=True)
class Checked:
    """What the judge says of a letter that is not written yet."""

    #: Sentences: why it thinks that something in it is sensitive.
    found: tuple[str, ...]
    redacted: str = field(repr=False)


def read_letters(answer: Table) -> MyLetters:
    """The answer to `letters`."""
    return MyLetters(
        tuple(_letter(row) for row in reading.rows(answer, "letters")),
        answer.get("letters_taken") is True,
        answer.get("incidents_taken") is True,
    )


def read_checked(answer: Table) -> Checked:
    """The answer to `letter-check`."""
    return Checked(reading.texts(answer, "found"), reading.text(answer, "redacted"))


def _letter(row: Table) -> MyLetter:
    keys = (
        *("id", "state", "kind_words", "words", "leaves"),
        *("subject", "name", "text", "answer"),
    )
    return MyLetter(*(reading.text(row, key) for key in keys))
