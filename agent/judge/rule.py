"""What a rule about marks is, and what kinds there are."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from agent.events import Level


class Kind(StrEnum):
    """How much a rule's form proves by itself."""

    #: An ordinary word such as “confidential”: counts only where and how a mark would stand.
    WORD = "word"
    #: A form that nobody writes by chance, such as `TLP:AMBER`: counts unless it is a mention.
    MARK = "mark"
    #: A level in brackets at the start of a paragraph.
    PORTION = "portion"
    #: A sentence in which a document declares its own level.
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Rule:
    """One family of marks. `number` is permanent: it is what a count may carry."""

    number: int
    id: str
    scheme: str
    level: Level
    kind: Kind
    #: One sentence for a person.
    why: str
    #: Plain words; a blank stands for a blank, a hyphen or an underscore.
    words: tuple[str, ...] = ()
    #: RE2 syntax, case-sensitive unless it says `(?i)`.
    patterns: tuple[str, ...] = ()
    #: RE2, short: only a text that has it is searched for the patterns. Empty: they are their own.
    trigger: str = ""
    matches: tuple[str, ...] = ()
    ignores: tuple[str, ...] = ()
