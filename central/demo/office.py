"""A year of work at the console: register, policy, reviews, decisions, second signatures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import msgspec
from sqlalchemy import Connection

from central.audit import log
from central.days import DAY
from central.deciding import countersign
from central.deciding import store as deciding
from central.deciding.countersign import Kind
from central.deciding.decision import Decision
from central.demo.cases import CASES
from central.demo.made import CHANGES, DECISIONS, REVIEWS, ReviewMade
from central.demo.post_room import post
from central.demo.texts import LESSONS, POLICIES
from central.policies import lessons, reviews, versions
from central.register import store as register
from central.register.use_case import Status, UseCase

ISO = ("security@harbours.example", "iso")
ISMS = ("isms@harbours.example", "isms")
COUNCIL = ("council@harbours.example", "council")

#: How many days ago, and what somebody did then.
Step = tuple[int, Callable[[Connection, int], None]]


def fill_office(connection: Connection, now: int) -> None:
    """Everything that people did in the year before `now`, in its order."""
    steps = [*_policy(), *_reviews(), *_register(), *_decisions(), *_signatures(), *post()]
    for days_ago, do in sorted(steps, key=lambda step: -step[0]):
        do(connection, now - days_ago * DAY)
    for title, text, about in LESSONS:
        lessons.put(connection, None, title, text, about, shown=True)


def _policy() -> Iterator[Step]:
    for number, (days_ago, title, text, changes) in enumerate(POLICIES, 1):
        yield days_ago + 6, partial(_write, title, text, changes)
        yield days_ago, partial(_publish, number)


def _write(title: str, text: str, changes: str, connection: Connection, then: int) -> None:
    number = versions.add(connection, title, text, changes, ISMS[0], then)
    log.write(connection, ISMS, "policy.written", f"version {number}", then, title=title)


def _publish(number: int, connection: Connection, then: int) -> None:
    versions.publish(connection, number, ISO[0], then)
    log.write(connection, ISO, "policy.published", f"version {number}", then)


def _reviews() -> Iterator[Step]:
    for made in REVIEWS:
        yield made.days_ago, partial(_review, made)


def _review(made: ReviewMade, connection: Connection, then: int) -> None:
    today = then // DAY
    reviews.add(connection, made.cause, made.reason, today + made.due_in)
    if made.outcome:
        (one,) = [
            one for one in reviews.everything(connection) if one.due_day == today + made.due_in
        ]
        reviews.finish(connection, one.id, made.outcome, ISMS[0], today + 1)
        subject = f"review {one.id}"
        log.write(connection, ISMS, "policy.reviewed", subject, then, outcome=made.outcome)


def _register() -> Iterator[Step]:
    for number, (days_ago, review_in, case) in enumerate(CASES, 1):
        yield days_ago, partial(_propose, case)
        if case.status is not Status.PROPOSED:
            settled = days_ago - min(9, days_ago)
            yield settled, partial(_settle, number, case, settled + review_in)


def _propose(case: UseCase, connection: Connection, then: int) -> None:
    first = msgspec.structs.replace(case, status=Status.PROPOSED)
    number = register.add(connection, first, ISMS[0], "Proposed from the tray.", then)
    subject = f"use case {number}"
    log.write(connection, ISMS, "use-case.registered", subject, then, title=case.title)


def _settle(number: int, case: UseCase, days: int, connection: Connection, then: int) -> None:
    """`days` after this one its review is due, where it is approved."""
    due = then // DAY + days if case.status is Status.APPROVED else 0
    whole = msgspec.structs.replace(case, review_day=due)
    old = register.find(connection, number)
    if old is not None:
        register.change(connection, old, whole, ISO[0], "Looked at with the owner.", then)
        subject = f"use case {number}"
        log.write(connection, ISO, "use-case.changed", subject, then, status=case.status)


def _decisions() -> Iterator[Step]:
    for days_ago, tool, holds, decision in DECISIONS:
        yield days_ago, partial(_decide, tool, holds, decision)


def _decide(tool: int, holds: int, decision: Decision, connection: Connection, then: int) -> None:
    until = then // DAY + holds if holds else 0
    dated = msgspec.structs.replace(decision, until_day=until)
    deciding.add(connection, tool, dated, ISO[0], then)
    log.write(connection, ISO, "tool.decided", f"tool {tool}", then, verb=decision.verb)


def _signatures() -> Iterator[Step]:
    for number, (days_ago, kind, title, body) in enumerate(CHANGES, 1):
        yield days_ago, partial(_ask, kind, title, body)
        if days_ago > 30:
            yield days_ago - 5, partial(_sign, number)


def _ask(kind: Kind, title: str, body: str, connection: Connection, then: int) -> None:
    number = countersign.propose(connection, kind, title, body, ISO[0], then)
    log.write(connection, ISO, "signature.asked", f"change {number}", then, title=title)


def _sign(number: int, connection: Connection, then: int) -> None:
    countersign.decide(connection, number, True, "Agreed.", COUNCIL[0], then)
    log.write(connection, COUNCIL, "signature.given", f"change {number}", then)
