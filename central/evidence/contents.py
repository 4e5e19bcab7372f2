"""Gathers what happened in a period: the content of an evidence pack."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from central.audit import log
from central.audit.entry import Entry
from central.days import DAY
from central.deciding import countersign
from central.deciding import store as deciding
from central.deciding.countersign import Change
from central.deciding.store import Decided
from central.evidence.figures import FigureRow
from central.policies import lessons, reviews, versions
from central.policies.lessons import Lesson
from central.policies.reviews import Review
from central.policies.versions import PolicyVersion
from central.register import store as register
from central.register.store import Registered, Version


@dataclass(frozen=True, slots=True)
class Period:
    """From the first second of one day to the last of another; days count from 1970 (UTC)."""

    first_day: int
    last_day: int

    @property
    def begins(self) -> int:
        return self.first_day * DAY

    @property
    def ends(self) -> int:
        return (self.last_day + 1) * DAY - 1

    def holds(self, moment: int | None) -> bool:
        return moment is not None and self.begins <= moment <= self.ends


@dataclass(frozen=True, slots=True)
class Contents:
    """All of it. The register and the policy are as they stand now, with their changes."""

    period: Period
    company: str
    made: int
    figures: list[FigureRow]
    policies: list[PolicyVersion]
    reviews: list[Review]
    lessons: list[Lesson]
    cases: list[Registered]
    changes: list[tuple[int, Version]]
    decisions: list[Decided]
    countersigned: list[Change]
    audit: list[Entry]
    audit_length: int

    @property
    def policy(self) -> PolicyVersion | None:
        return versions.in_force(self.policies)


def gather(
    connection: Connection, figures: list[FigureRow], period: Period, company: str, now: int
) -> Contents:
    """Reads what people wrote in one transaction, so that its parts fit together.

    `figures` are those of the period; published ones never change.
    """
    cases = register.everything(connection)
    return Contents(
        period=period,
        company=company,
        made=now,
        figures=figures,
        policies=versions.everything(connection),
        reviews=reviews.everything(connection),
        lessons=lessons.everything(connection),
        cases=cases,
        changes=[
            (case.number, version)
            for case in cases
            for version in register.history(connection, case.number)
            if period.holds(version.moment)
        ],
        decisions=deciding.since(connection, period.begins, period.ends),
        countersigned=[
            one for one in countersign.everything(connection) if period.holds(one.proposed)
        ],
        audit=[entry for entry, _hash in log.read(connection) if period.holds(entry.moment)],
        audit_length=log.length(connection),
    )
