"""Checks that no line of an audit log was changed, taken out or put in."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from central.audit.entry import BEGINNING, Entry, canonical
from central.words import gettext as _


@dataclass(frozen=True, slots=True)
class Verdict:
    """How many lines hold, the last one's hash, and what is wrong with the next."""

    lines: int
    head: str
    wrong: str | None = None


def verify(entries: Iterable[tuple[Entry, bytes]]) -> Verdict:
    """Follows the chain from its first line."""
    previous, count = BEGINNING, 0
    for entry, kept in entries:
        wrong = _wrong(entry, kept, previous, count + 1)
        if wrong:
            return Verdict(count, previous.hex(), wrong)
        previous, count = kept, count + 1
    return Verdict(count, previous.hex())


def _wrong(entry: Entry, kept: bytes, previous: bytes, number: int) -> str | None:
    if entry.number != number:
        return _("Line {number} is missing.").format(number=number)
    if entry.previous != previous:
        return _("Line {number} does not follow the line before it.").format(number=number)
    if entry.hash != kept:
        return _("Line {number} was changed.").format(number=number)
    return None


def read_export(text: Iterable[str]) -> Iterable[tuple[Entry, bytes]]:
    """The lines of an export (JSON, one a line). Raises ValueError where one has another form."""
    for line in text:
        if not line.strip():
            continue
        fields = json.loads(line)
        kept = bytes.fromhex(fields.pop("hash"))
        fields["previous"] = bytes.fromhex(fields["previous"])
        fields["detail"] = canonical(fields["detail"])
        if set(fields) != set(Entry.__slots__):
            raise ValueError(_("This is no line of an audit log."))
        yield Entry(**fields), kept
