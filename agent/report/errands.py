"""Whether the uplink has an errand: the time, enrolment, a new key, tokens, messages, receipts."""

from __future__ import annotations

import sqlite3

from agent.report.enrolment import Enrolment
from agent.report.facts import KEY_DUE, Facts
from agent.report.outbox import LONGEST_WAIT, Outbox
from agent.report.true_time import Reading, read_time
from agent.report.wallet import Wallet

#: Seconds for which a signed time is good enough. A demonstration's weeks are short.
TIME_SECONDS, TIME_SECONDS_SHORT = 24 * 3600.0, 600.0


def errand_due(db: sqlite3.Connection, enrolment: Enrolment, reading: Reading) -> bool:
    """Within a transaction of the store."""
    now = read_time(Facts(db)).now(reading)
    outbox, central = Outbox(db), enrolment.central
    return (
        incident_due(db, enrolment, now)
        or outbox.may_try(now)
        and (
            Facts(db).text("enrolled") != central
            or time_due(db, enrolment, reading)
            or 0 < Facts(db).number(KEY_DUE) <= now
            or bool(outbox.due(central, now))
            or bool(Wallet(db, central).wanted(now))
            or bool(outbox.receipts_due(central, now))
        )
    )


def incident_due(db: sqlite3.Connection, enrolment: Enrolment, now: float) -> bool:
    """Whether a report waits that may be tried now; it does not wait for other failures."""
    wait = Facts(db).number("next_incident") - now
    return bool(enrolment.incidents and Outbox(db).incidents()) and not 0 < wait <= LONGEST_WAIT


def time_due(db: sqlite3.Connection, enrolment: Enrolment, reading: Reading) -> bool:
    """Whether the time should be asked for again."""
    seconds = TIME_SECONDS_SHORT if enrolment.demonstration else TIME_SECONDS
    return not read_time(Facts(db)).is_fresh(reading, seconds)
