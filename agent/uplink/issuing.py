"""What the issuer gives: the time, the operator's list of keys, and tokens."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from agent.report.blind_rsa import NotSigned
from agent.report.calendar import LETTER
from agent.report.counts import Counts
from agent.report.encoding import base64url, from_base64url
from agent.report.errands import time_due
from agent.report.facts import KEY_DUE, Facts
from agent.report.key_list import KeyList, KeyListError, read_key_list
from agent.report.outbox import Outbox
from agent.report.request import tokens_request
from agent.report.sealing import seal_closed
from agent.report.true_time import keep_time
from agent.report.wallet import Wallet
from agent.uplink.errand import Errand, Later, Refused, problem, said
from agent.uplink.send import Request

#: Bytes of what is made up for a question about the time.
_NONCE = 16


@dataclass(frozen=True, slots=True)
class Issuing:
    """Everything here survives being killed at any moment: the next visit goes on."""

    errand: Errand

    def set_time(self) -> None:
        """Ask what time it is, where the last answer is old. Raises Later."""
        errand = self.errand
        with errand.store.transaction() as db:
            if not time_due(db, errand.enrolment, errand.clocks()):
                return
        nonce = errand.closing.randomness(_NONCE)
        before = errand.clocks()
        reply = said(errand.fetch(f"{self._issuer}/v1/time?nonce={base64url(nonce)}"))
        try:
            milliseconds = int(str(reply["time"]))
            signature = from_base64url(str(reply["signature"]))
        except (KeyError, ValueError):
            raise Later from None
        calendar = errand.closing.calendar
        week = calendar.at("week", milliseconds / 1000)
        # The list by which the time is proved is that of the time that was told: a false time
        # leads to no list that proves it.
        keys = self.key_list(calendar.quarter("week", week))
        if not keys.proves_time(nonce, milliseconds, signature):
            raise Later
        with errand.store.transaction() as db:
            keep_time(Facts(db), milliseconds / 1000, before)

    def key_list(self, quarter: int) -> KeyList:
        """The operator's list for a quarter, kept once it is verified. Raises Later."""
        errand = self.errand
        operator = from_base64url(errand.enrolment.operator_key)
        file = errand.home / "keys" / f"{errand.central}-{quarter}"
        try:
            return read_key_list(file.read_bytes(), operator, quarter)
        except (OSError, KeyListError):
            pass  # not fetched yet, or spoiled: fetch it
        reply = errand.fetch(f"{self._issuer}/v1/keys/{quarter}")
        if reply.status != 200:
            raise Later
        try:
            keys = read_key_list(reply.body, operator, quarter)
        except KeyListError:
            raise Later from None
        file.parent.mkdir(mode=0o700, exist_ok=True)
        draft = file.with_suffix(".new")
        draft.write_bytes(reply.body)
        draft.replace(file)
        return keys

    def get_tokens(self, key: bytes) -> None:
        """Ask for the tokens that are due, and seal what waited for them. Raises as `ask`."""
        now = self.errand.now()
        with self.errand.store.transaction() as db:
            wanted = Wallet(db, self.errand.central).wanted(now)
        for period, epoch in wanted:
            self._get(period, epoch, key)

    def seal(self) -> None:
        """Give their final bytes to all messages that have their tokens. Raises Later."""
        errand = self.errand
        now = errand.now()
        with errand.store.transaction() as db:
            rows = db.execute(
                "SELECT DISTINCT period, epoch FROM messages WHERE state = 'counted'"
                " AND central = ?",
                (errand.central,),
            ).fetchall()
        for row in rows:
            quarter = errand.closing.calendar.quarter(row["period"], row["epoch"])
            keys = self.key_list(quarter)
            with errand.store.transaction() as db:
                seal_closed(db, row["period"], row["epoch"], errand.closing, keys, now)

    def _get(self, period: str, epoch: int, key: bytes) -> None:
        errand = self.errand
        keys = self.key_list(errand.closing.calendar.quarter(period, epoch))
        listed = keys.token_keys(period, epoch)
        if not listed and period == LETTER:
            # The quarter's list was signed by a central that knew no letters yet.
            return self._no_letters(epoch)
        if not listed:
            raise Later
        with errand.store.transaction() as db:
            wallet = Wallet(db, errand.central)
            body = wallet.request(period, epoch, listed, errand.closing.randomness)
            address, headers = tokens_request(self._issuer, period, epoch, body)
            number = Outbox(db).put_request("tokens", errand.central, address, headers, body)
        reply = errand.ask(Request(address, headers, body), key)
        if reply.status in (409, 410):
            return self._without(period, epoch, reply.status, number)
        if problem(reply) == "key-changed":
            raise Refused(copied=True)
        if reply.status == 401:
            raise Refused
        if reply.status != 200:
            raise Later
        now = errand.now()
        try:
            with errand.store.transaction() as db:
                Wallet(db, errand.central).take(period, epoch, listed, reply.body)
                Outbox(db).settle(number, "sent", now)
        except NotSigned:
            raise Later from None

    def _without(self, period: str, epoch: int, status: int, number: int) -> None:
        """The issuer gives none: this epoch's messages cannot be told. They are counted as lost."""
        errand = self.errand
        now = errand.now()
        with errand.store.transaction() as db:
            Outbox(db).settle(number, "dropped", now)
            if status == 409:
                # Another machine may have our key: whoever changes it first keeps it.
                Facts(db).put(KEY_DUE, now)
            Wallet(db, errand.central).forget(period, epoch)
            lost = Outbox(db).drop_counted(errand.central, period, epoch, now)
            name = "drop.expired" if status == 410 else "drop.corrupt"
            metric = errand.closing.registry.find(name)
            if lost and metric:
                Counts(db).add(metric, lost)
            self._ask_later(db, period, epoch)

    def _no_letters(self, epoch: int) -> None:
        """Nobody here can send one this week; what was written waits for the next."""
        errand = self.errand
        now = errand.now()
        with errand.store.transaction() as db:
            Outbox(db).drop_counted(errand.central, LETTER, epoch, now)
            self._ask_later(db, LETTER, epoch)

    def _ask_later(self, db: sqlite3.Connection, period: str, epoch: int) -> None:
        """The tokens of this epoch are asked for again when it has ended."""
        db.execute(
            "UPDATE open SET tokens_at = ? WHERE period = ? AND epoch = ?",
            (self.errand.closing.calendar.ends(period, epoch) + 1, period, epoch),
        )

    @property
    def _issuer(self) -> str:
        return self.errand.enrolment.issuer.rstrip("/")
