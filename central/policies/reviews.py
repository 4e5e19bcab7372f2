"""Reviews of the policy: one a year, and one whenever something happens that may change it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, select, update

from central.store.console_tables import reviews

#: Days between two annual reviews, and before one is due that the console speaks of it.
YEAR, NOTICE = 365, 30


class Cause(StrEnum):
    """Why the policy is looked at (policy 5)."""

    ANNUAL = "annual"
    NEW_SYSTEM = "new-system"
    LEGAL_CHANGE = "legal-change"
    INCIDENT = "incident"
    AUDIT = "audit"


@dataclass(frozen=True, slots=True)
class Review:
    """One review; `done_day`, `outcome` and `who` come when it is done."""

    id: int
    cause: Cause
    reason: str
    due_day: int
    done_day: int | None
    outcome: str | None
    who: str | None


def add(connection: Connection, cause: Cause, reason: str, due_day: int) -> None:
    """Sets a date for a review."""
    row = {"cause": str(cause), "reason": reason, "due_day": due_day}
    connection.execute(reviews.insert().values(row))


def finish(connection: Connection, number: int, outcome: str, who: str, today: int) -> bool:
    """Marks a review as done; an annual one is due again a year later. False if it was done."""
    waiting = (reviews.c.id == number) & reviews.c.done_day.is_(None)
    values = {"done_day": today, "outcome": outcome, "who": who}
    done = update(reviews).where(waiting).values(values).returning(reviews.c.cause)
    cause = connection.scalar(done)
    if cause == Cause.ANNUAL:
        add(connection, Cause.ANNUAL, "", today + YEAR)
    return cause is not None


def keep_annual(connection: Connection, today: int) -> None:
    """Sees to it that an annual review has a date."""
    waiting = (reviews.c.cause == Cause.ANNUAL) & reviews.c.done_day.is_(None)
    if connection.execute(select(reviews.c.id).where(waiting)).first() is None:
        add(connection, Cause.ANNUAL, "", today + YEAR)


def everything(connection: Connection) -> list[Review]:
    """What is to be done first, then what was done, newest first."""
    found = [_review(row) for row in connection.execute(select(reviews))]
    waiting = sorted((one for one in found if one.done_day is None), key=lambda one: one.due_day)
    done = sorted((one for one in found if one.done_day), key=lambda one: -(one.done_day or 0))
    return [*waiting, *done]


def due(found: list[Review], today: int) -> list[Review]:
    """Those that are due within the notice, or were."""
    return [one for one in found if one.done_day is None and one.due_day <= today + NOTICE]


def _review(row: Row[Any]) -> Review:
    values = dict(row._mapping)
    return Review(**values | {"cause": Cause(values["cause"])})
