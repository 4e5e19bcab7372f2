"""A question that the agent puts to the person (docs/door.md, *warning*), read into nouns.

It holds the person's own text for the person's own screen, so `repr` shows none of it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from agent.events import Reason
from agent.words import gettext as _
from ui import reading
from ui.reading import Table


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A mark and what stands around it."""

    before: str = field(repr=False)
    mark: str = field(repr=False)
    after: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Way:
    """One way out: what its button says, and what stands beside it."""

    label: str
    detail: str = ""
    #: For *redact*: the link to the comparison.
    see: str = ""
    #: For the approved tool: its address.
    url: str = ""


@dataclass(frozen=True, slots=True)
class ReasonChoice:
    """A reason on the list. `key` is the one key that picks it."""

    code: str
    label: str
    key: str


@dataclass(frozen=True, slots=True)
class WayOn:
    """*Continue*, and what it asks first."""

    way: Way
    question: str
    reasons: tuple[ReasonChoice, ...]
    required: bool


@dataclass(frozen=True, slots=True)
class Question:
    """Everything that the dialog shows."""

    flow: str
    title: str = field(repr=False)
    destination: str
    clause: str
    promise: str
    cancel: str
    stops: bool
    excerpts: tuple[Excerpt, ...]
    found: tuple[str, ...] = field(repr=False)
    redact: Way | None
    approved: Way | None
    way_on: WayOn | None
    not_sensitive: str
    whom_to_ask: str
    #: The text before and after redaction.
    before: str = field(repr=False)
    after: str = field(repr=False)


def read_question(frame: Table, before: str = "") -> Question:
    """The question in an `ask` event or in the answer to `judge`.

    `before` is the text where the tray itself has read it; otherwise the excerpts stand for it.
    """
    warning = reading.table(frame, "warning")
    excerpts = tuple(_excerpt(row) for row in reading.rows(warning, "excerpts"))
    return Question(
        flow=reading.text(frame, "flow"),
        title=reading.text(warning, "title"),
        destination=reading.text(warning, "destination"),
        clause=reading.text(warning, "clause"),
        promise=reading.text(warning, "promise"),
        cancel=reading.text(reading.table(warning, "cancel"), "label") or _("Cancel"),
        stops=warning.get("action") == "block",
        excerpts=excerpts,
        found=_grouped(warning.get("found")),
        redact=_way(warning, "redact"),
        approved=_way(warning, "approved"),
        way_on=_way_on(warning),
        not_sensitive=reading.text(reading.table(warning, "not_sensitive"), "label"),
        whom_to_ask=reading.text(warning, "whom_to_ask"),
        before=before
        or reading.text(reading.table(frame, "content"), "text/plain")
        or _joined(excerpts),
        after=reading.text(frame, "redacted"),
    )


def _grouped(found: object) -> tuple[str, ...]:
    """Equal sentences once, with their number."""
    sentences = [line for line in found if isinstance(line, str)] if isinstance(found, list) else []
    return tuple(
        line if times == 1 else _("{sentence} ({times} times)").format(sentence=line, times=times)
        for line, times in Counter(sentences).items()
    )


def _joined(excerpts: tuple[Excerpt, ...]) -> str:
    return "\n\n".join(e.before + e.mark + e.after for e in excerpts)


def _excerpt(row: Table) -> Excerpt:
    return Excerpt(
        reading.text(row, "before"), reading.text(row, "mark"), reading.text(row, "after")
    )


def _way(warning: Table, key: str) -> Way | None:
    row = reading.table(warning, key)
    if not row:
        return None
    return Way(
        reading.text(row, "label"),
        reading.text(row, "detail"),
        reading.text(row, "see"),
        reading.text(row, "url"),
    )


def _way_on(warning: Table) -> WayOn | None:
    way, row = _way(warning, "continue"), reading.table(warning, "continue")
    if way is None:
        return None
    reasons = tuple(
        ReasonChoice(reading.text(r, "code"), reading.text(r, "label"), reading.text(r, "key"))
        for r in reading.rows(row, "reasons")
        # An agent of another version may know a reason that this tray cannot report.
        if reading.text(r, "code") in frozenset(Reason)
    )
    return WayOn(way, reading.text(row, "question"), reasons, row.get("required") is True)
