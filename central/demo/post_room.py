"""Brings the synthetic company's letters and reports to the console, and answers them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from functools import partial

from sqlalchemy import Connection

from central.audit import log
from central.days import DAY
from central.demo.mail import INCIDENTS, LETTERS, IncidentMade, LetterMade
from central.incidents import store as incidents
from central.incidents.incident import Report
from central.letters import store as letters
from central.letters.letter import Letter

ISO = ("security@harbours.example", "iso")

Step = tuple[int, Callable[[Connection, int], None]]


def post() -> Iterator[Step]:
    """Each step with how many days ago it was."""
    for made in LETTERS:
        yield made.days_ago, partial(_come, made)
        if made.after:
            yield made.days_ago - made.after, partial(_answer, made)
    for report in INCIDENTS:
        yield report.days_ago, partial(_report, report)
        for after, text in report.notes:
            yield report.days_ago - after, partial(_note, report, text)
        yield report.days_ago - _last(report), partial(_see_to, report)


def _come(made: LetterMade, connection: Connection, then: int) -> None:
    letter = Letter(_id(made.text), made.kind, made.subject, made.name, made.text)
    letters.keep(connection, [letter], then // DAY)


def _answer(made: LetterMade, connection: Connection, then: int) -> None:
    identity = _id(made.text)
    (one,) = [one for one in letters.everything(connection) if one.letter.id == identity]
    letters.answer(connection, one, made.status, made.answer, ISO[0], then // DAY)
    subject = f"letter {one.number}"
    log.write(connection, ISO, "letter.answered", subject, then, kind=made.kind, status=made.status)


def _report(made: IncidentMade, connection: Connection, then: int) -> None:
    report = Report(
        id=_id(made.text).hex(),
        kind=made.kind,  # type: ignore[arg-type]
        name=made.name,
        contact=made.contact,
        tool=made.tool,
        text=made.text,
        happened=then - 3_000,
    )
    incidents.keep(connection, report, then)


def _note(made: IncidentMade, text: str, connection: Connection, then: int) -> None:
    one = _found(connection, made)
    incidents.note(connection, one.number, text, ISO[0], then)
    log.write(connection, ISO, "incident.noted", one.reference, then)


def _see_to(made: IncidentMade, connection: Connection, then: int) -> None:
    one = _found(connection, made)
    incidents.change(connection, one.number, made.state, made.owner, one.due)
    log.write(connection, ISO, "incident.changed", one.reference, then, state=made.state)


def _found(connection: Connection, made: IncidentMade) -> incidents.Incident:
    return next(one for one in incidents.everything(connection) if one.text == made.text)


def _last(made: IncidentMade) -> int:
    return max((after for after, _text in made.notes), default=0)


def _id(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()[:16]
