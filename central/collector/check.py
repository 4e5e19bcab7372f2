"""Decides whether a message may be counted, and in which cell. Pure: the time is an argument."""

from __future__ import annotations

import hashlib

from central.collector.message import Message, NotAMessage
from central.registry import Metric, Registry
from central.store.messages import Cell, Entry
from central.weeks import WEEK, Weeks


class TooOld(Exception):
    """The message's week ended over 35 days ago."""


def check(message: Message, plain: bytes, registry: Registry, weeks: Weeks, now: float) -> Entry:
    """What is to be stored of this message. Raises NotAMessage and TooOld."""
    metric = registry.by_number.get(message.m)
    if metric is None:
        raise NotAMessage("The registry has no weekly metric of this number.")
    if message.v > metric.cap:
        raise NotAMessage("The value is over the metric's cap.")
    if message.g != 0:
        raise NotAMessage("A weekly metric is counted for the whole company only.")
    if message.e > weeks.at(now):
        raise NotAMessage("This week has not begun.")
    if weeks.is_too_old(message.e, now):
        raise TooOld
    return Entry(
        spent=weeks.ends(message.e) // WEEK,
        nonce=message.nonce,
        digest=hashlib.sha256(plain).digest(),
        cell=_cell(message, metric, weeks, now),
        value=message.v,
    )


def _cell(message: Message, metric: Metric, weeks: Weeks, now: float) -> Cell:
    late = weeks.is_late(message.e, now)
    return Cell(
        week=weeks.quarter(message.e) if late else message.e,
        late=late,
        metric=metric.number,
        group=message.g,
        # Of a count it matters whether it is zero; who said seven is nobody's business.
        state=min(message.v, 1) if metric.kind == "count" else message.v,
    )
