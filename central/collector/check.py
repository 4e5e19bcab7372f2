"""Decides whether a message may be counted, and in which cell. Pure: the time is an argument."""

from __future__ import annotations

import hashlib

from central.calendar import DAY, LETTER, WEEK, Calendar, Kind
from central.collector.letter import NUMBER, LetterMessage
from central.collector.message import Message, NotAMessage
from central.collector.messages import Cell, Entry, LetterEntry
from central.collector.token_keys import TokenKeys
from central.figures import ON_SHELF
from central.registry import Metric, Registry

#: The rows of shelves: what their ids begin with, and how many shelves there are.
SHELVES = {
    "tool.shelf.": 24,
    "quarter.tool.shelf.": 24,
    "rule.shelf.": 16,
    "usecase.shelf.": 8,
    "present.shelf.": 15,
}
#: 0 is none, then the systems in this order.
PLATFORMS = ("linux", "windows", "macos")
#: Groups are numbered from 1; 0 is the whole company.
GROUPS = 10_000


class TooOld(Exception):
    """The message's epoch ended over 35 days ago."""


class Check:
    """What a message is held against."""

    def __init__(self, registry: Registry, calendar: Calendar, keys: TokenKeys) -> None:
        self._registry = registry
        self._calendar = calendar
        self._keys = keys

    def entry(self, message: Message, body: bytes, now: float) -> Entry:
        """What is to be stored. Raises NotAMessage, TooOld, and NoKeys where it cannot be told."""
        said = message.text
        metric = self._registry.by_number.get(said.metric)
        if metric is None or metric.epoch not in self._calendar.kinds:
            raise NotAMessage("The registry has no metric of this number.")
        self._refuse_wrong_time(metric.epoch, said.epoch, now)
        _refuse_wrong_value(metric, said.epoch, said.value)
        if said.label > _labels(metric):
            raise NotAMessage("The metric has no such label.")
        token = (message.nonce, message.signature)
        if not self._keys.proves(token, metric.epoch, said.epoch, metric.number):
            raise NotAMessage("The token is not the issuer's.")
        return Entry(
            spent=self._calendar.ends(metric.epoch, said.epoch) // WEEK,
            nonce=message.nonce,
            digest=hashlib.sha256(body).digest(),
            cell=self._cell(message, metric, now),
            value=said.value,
        )

    def letter_entry(self, message: LetterMessage, body: bytes, now: float) -> LetterEntry:
        """The same of a letter."""
        self._refuse_wrong_time(LETTER, message.epoch, now)
        if not self._keys.proves((message.nonce, message.signature), LETTER, message.epoch, NUMBER):
            raise NotAMessage("The token is not the issuer's.")
        return LetterEntry(
            spent=self._calendar.ends(LETTER, message.epoch) // WEEK,
            nonce=message.nonce,
            digest=hashlib.sha256(body).digest(),
            letter=message.letter,
            day=int(now) // DAY,
        )

    def _refuse_wrong_time(self, kind: Kind, epoch: int, now: float) -> None:
        if epoch > self._calendar.at(kind, now):
            raise NotAMessage("This epoch has not begun.")
        if self._calendar.is_too_old(kind, epoch, now):
            raise TooOld

    def _cell(self, message: Message, metric: Metric, now: float) -> Cell:
        said = message.text
        late = self._calendar.is_late(metric.epoch, said.epoch, now)
        return Cell(
            kind=metric.epoch,
            epoch=self._calendar.quarter(metric.epoch, said.epoch) if late else said.epoch,
            late=late,
            metric=metric.number,
            # What comes late is not published, so nobody needs to know whose it was.
            label=0 if late else said.label,
            # Of a count it matters whether it is zero; who said seven is nobody's business.
            state=min(said.value, 1) if metric.kind == "count" else said.value,
        )


def shelf_of(epoch: int, number: int, shelves: int) -> int:
    """The shelf (1 to `shelves`) on which a thing of this number stands in an epoch."""
    digest = hashlib.sha256(epoch.to_bytes(8, "big") + number.to_bytes(4, "big")).digest()
    return int.from_bytes(digest, "big") % shelves + 1


def _refuse_wrong_value(metric: Metric, epoch: int, value: int) -> None:
    if value > metric.cap:
        raise NotAMessage("The value is over the metric's cap.")
    if metric.kind == "shelf" and value:
        _refuse_wrong_shelf(metric, epoch, value)


def _refuse_wrong_shelf(metric: Metric, epoch: int, value: int) -> None:
    number, said = divmod(value, ON_SHELF)
    row, shelf = metric.id[:-2], int(metric.id[-2:])
    if number == 0 or shelf_of(epoch, number, SHELVES[row]) != shelf:
        raise NotAMessage("This does not stand on this shelf.")
    if metric.values and said >= len(metric.values):
        raise NotAMessage("The shelf has no such value.")


def _labels(metric: Metric) -> int:
    """The greatest label that may be said."""
    return {"none": 0, "platform": len(PLATFORMS), "group": GROUPS}[metric.label]
