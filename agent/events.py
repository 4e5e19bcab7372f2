"""The nouns of Plimsoll: read this file first.

    sense ──► judge ──► warn ──► report
    Sighting
    Flow ────► Verdict ─► Answer ─► Record (agent/report/record.py)

Everything that crosses a room's border is one of these, and none of them can be changed once made.
The text a person is about to paste lives in `Content` alone, and `Content` shows only its size.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum

PLAIN = "text/plain"
HTML = "text/html"


class Level(IntEnum):
    """One ladder for every scheme's marks, from harmless to gravest."""

    PUBLIC = 0
    INTERNAL = 1
    CONFIDENTIAL = 2
    RESTRICTED = 3
    SECRET = 4


class Action(IntEnum):
    """What a verdict asks for, from nothing to a stop."""

    ALLOW = 0
    #: Counted, nothing shown.
    NOTE = 1
    #: One key continues; a reason is optional.
    WARN = 2
    #: A reason is required.
    JUSTIFY = 3
    #: No way on, and whom to ask.
    BLOCK = 4


class ToolClass(StrEnum):
    """What the company thinks of a destination."""

    PUBLIC = "public"
    #: An enterprise tenant or contract.
    APPROVED = "approved"
    #: Internal, for trying things out.
    SANDBOX = "sandbox"
    #: A model on this machine.
    LOCAL = "local"
    UNKNOWN = "unknown"


class Channel(StrEnum):
    """The way by which content travels or a tool is used."""

    BROWSER = "browser"
    DESKTOP = "desktop"
    CLI = "cli"
    IDE = "ide"
    MCP = "mcp"
    API = "api"


class Moment(StrEnum):
    """When content was seen on its way."""

    COPY = "copy"
    FOCUS = "focus"
    PASTE = "paste"
    DROP = "drop"
    UPLOAD = "upload"
    SUBMIT = "submit"


class Choice(StrEnum):
    """What the person chose. `NONE`: the question went away unanswered."""

    CANCELLED = "cancelled"
    REDACTED = "redacted"
    SANDBOX = "sandbox"
    CONTINUED = "continued"
    NOT_SENSITIVE = "not-sensitive"
    NONE = "none"


class Reason(StrEnum):
    """Why a person continued: a short closed list, never free text."""

    PUBLIC_ALREADY = "public-already"
    OWNER_AGREED = "owner-agreed"
    TEST_DATA = "test-data"
    WRONG_FINDING = "wrong-finding"
    OTHER = "other"


class Unread(StrEnum):
    """Why a file on its way could not be read."""

    #: A picture, a sound or a film.
    PICTURE = "picture"
    #: A folder of files in one.
    ARCHIVE = "archive"
    #: It needs a password.
    LOCKED = "locked"
    TOO_LARGE = "too-large"
    #: A form that nobody here can read, or a broken file.
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Content:
    """What is on its way, one text per MIME type. Never printed: `repr` gives sizes only.

    A file is a flavour as well, `text/plain;file=1`; its first line is its name.
    """

    flavours: Mapping[str, str] = field(repr=False)
    #: One for each file whose words nobody knows.
    unread: tuple[Unread, ...] = ()

    @property
    def text(self) -> str:
        """The plain text, or nothing."""
        return self.flavours.get(PLAIN, "")

    def __repr__(self) -> str:
        sizes = ", ".join(f"{kind}: {len(text)} characters" for kind, text in self.flavours.items())
        return f"Content({sizes})"


@dataclass(frozen=True, slots=True)
class Destination:
    """Where content is going. `tool` is a catalogue id such as `openai-chatgpt`, or None."""

    name: str
    tool_class: ToolClass
    tool: str | None = None
    #: Which customer's or which kind of account is open, where the address tells it.
    tenant: str = ""
    #: The gravest level that the company lets it have, where it says one.
    up_to: Level | None = None
    #: Last day of what the company decided, and of a decision that is over (ISO 8601), or nothing.
    until: str = ""
    ended: str = ""
    #: Whether the company decided about it at all.
    reviewed: bool = False

    def class_for(self, level: Level) -> ToolClass:
        """The class that content of this level meets: beyond its level, an approval is none."""
        beyond = self.up_to is not None and level > self.up_to
        return ToolClass.PUBLIC if beyond else self.tool_class


@dataclass(frozen=True, slots=True)
class Flow:
    """Content on its way to a destination."""

    content: Content = field(repr=False)
    destination: Destination
    channel: Channel
    moment: Moment


@dataclass(frozen=True, slots=True)
class Finding:
    """One reason to think so: which rule, where (characters, end exclusive), how sure (0..1).

    It holds a span, never the text that stands there.
    """

    rule: str
    scheme: str
    level: Level
    start: int
    end: int
    confidence: float
    #: One sentence for a person, without a word of the judged text.
    why: str
    #: MIME type of the flavour the span belongs to.
    flavour: str = PLAIN
    #: What counted for (+) and against (-), in words, for `plimsoll scan --explain`.
    evidence: tuple[str, ...] = ()

    def moved(self, start: int, end: int) -> Finding:
        """The same at another place. `dataclasses.replace` takes four times as long."""
        return Finding(
            self.rule,
            self.scheme,
            self.level,
            start,
            end,
            self.confidence,
            self.why,
            self.flavour,
            self.evidence,
        )


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the judge says of a flow."""

    action: Action
    level: Level
    findings: tuple[Finding, ...] = ()
    #: Number of the policy clause that the action rests on, such as "3.2".
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a verdict rests on, in numbers that may be counted; `rules`: those everybody has."""

    families: frozenset[int] = frozenset()
    rules: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Answer:
    """What the person chose, and why if they continued."""

    choice: Choice
    reason: Reason | None = None

    @property
    def disputes(self) -> bool:
        """Whether it calls the warning wrong."""
        return self.choice is Choice.NOT_SENSITIVE or self.reason is Reason.WRONG_FINDING


@dataclass(frozen=True, slots=True)
class Sighting:
    """An AI tool was seen on this machine."""

    tool: str
    channel: Channel
