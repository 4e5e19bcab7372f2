"""How it stands with central, in words for the tray (docs/door.md, State)."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from agent.report.facts import Facts
from agent.report.outbox import Outbox
from agent.words import gettext as _
from agent.words import ngettext


@dataclass(frozen=True, slots=True)
class CentralState:
    """`state`: reached, waiting, unreachable, not-enrolled or copied.

    `waiting`: messages in the queue.
    """

    state: str
    words: str
    waiting: int = 0


def central_state(db: sqlite3.Connection, now: float) -> CentralState:
    """Read it from what the uplink left behind. `now` is in Unix seconds."""
    facts = Facts(db)
    waiting = Outbox(db).waiting()
    said = facts.text("uplink")
    if said == "refused":
        return CentralState("not-enrolled", _refused(), waiting)
    if said == "copied":
        return CentralState("copied", _copied(), waiting)
    if said == "unreachable":
        return CentralState("unreachable", _unreachable(waiting), waiting)
    if said == "reached" and waiting and facts.number("too_few"):
        return CentralState("waiting", _("Waiting for 25 devices."), waiting)
    if said == "reached":
        return CentralState("reached", _reached(now - facts.number("last_reached")), waiting)
    return CentralState("waiting", _("Central has not been reached yet."), waiting)


def _refused() -> str:
    return _(
        "Central does not know this device. Everything is kept."
        " Please ask for a new enrolment string."
    )


def _copied() -> str:
    return _(
        "Another machine has changed this device's key: one of the two is a copy, or a backup was"
        " brought back here. Everything is kept. Please ask for a new enrolment string."
    )


def _unreachable(waiting: int) -> str:
    return ngettext(
        "Central cannot be reached. {count} message waits; nothing is lost.",
        "Central cannot be reached. {count} messages wait; nothing is lost.",
        waiting,
    ).format(count=waiting)


def _reached(seconds: float) -> str:
    minutes = int(seconds // 60)
    if minutes < 1:
        return _("Last reached just now.")
    if minutes < 120:
        return ngettext(
            "Last reached {count} minute ago.", "Last reached {count} minutes ago.", minutes
        ).format(count=minutes)
    hours = minutes // 60
    if hours < 48:
        return ngettext(
            "Last reached {count} hour ago.", "Last reached {count} hours ago.", hours
        ).format(count=hours)
    days = hours // 24
    return ngettext("Last reached {count} day ago.", "Last reached {count} days ago.", days).format(
        count=days
    )
