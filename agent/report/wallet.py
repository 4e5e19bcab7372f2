"""Tokens: asked for once per epoch and for every metric, used or not.

Nobody can know then which message will be worth anything.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from agent.report.blind_rsa import NotSigned
from agent.report.randomness import Randomness
from agent.report.tokens import NONCE_BYTES, SIZE, TokenKey, challenge_digest


@dataclass(frozen=True, slots=True)
class Wallet:
    """The tokens for one central within one transaction of the store."""

    db: sqlite3.Connection
    central: str

    def wanted(self, now: float) -> list[tuple[str, int]]:
        """Period and epoch of tokens to be asked for now: first those that messages wait for."""
        rows = self.db.execute(
            "SELECT DISTINCT period, epoch FROM messages"
            " WHERE state = 'counted' AND central = ?1 AND NOT EXISTS (SELECT 1 FROM tokens"
            "  WHERE tokens.central = ?1 AND tokens.period = messages.period"
            "  AND tokens.epoch = messages.epoch AND signature IS NOT NULL)"
            " UNION ALL SELECT period, epoch FROM open"
            " WHERE tokens_at <= ?2 AND NOT EXISTS (SELECT 1 FROM tokens"
            "  WHERE tokens.central = ?1 AND tokens.period = open.period"
            "  AND tokens.epoch = open.epoch AND signature IS NOT NULL)",
            (self.central, now),
        )
        return [(row["period"], row["epoch"]) for row in rows]

    def request(
        self, period: str, epoch: int, keys: Mapping[int, TokenKey], randomness: Randomness
    ) -> bytes:
        """What to ask the issuer: the same bytes however often it is asked."""
        kept = self._requests(period, epoch)
        if kept.keys() != keys.keys():
            self.forget(period, epoch)
            for metric, key in keys.items():
                self._make(period, epoch, metric, key, randomness)
            kept = self._requests(period, epoch)
        return b"".join(kept[metric] for metric in keys)

    def take(self, period: str, epoch: int, keys: Mapping[int, TokenKey], answer: bytes) -> None:
        """Keep the tokens in the issuer's answer. Raises NotSigned where one of them is none."""
        if len(answer) != SIZE * len(keys):
            raise NotSigned("the issuer's answer has another size")
        parts = (answer[at : at + SIZE] for at in range(0, len(answer), SIZE))
        for (metric, key), part in zip(keys.items(), parts, strict=True):
            row = self.db.execute(
                "SELECT nonce, unblind FROM tokens"
                " WHERE central = ? AND period = ? AND epoch = ? AND metric = ?",
                (self.central, period, epoch, metric),
            ).fetchone()
            message = key.token_input(row["nonce"], challenge_digest(period, epoch, metric))
            signature = key.unblinded(message, part, row["unblind"])
            # The blinding has served; nobody needs to know it any more, not even we.
            self.db.execute(
                "UPDATE tokens SET signature = ?, request = x'', unblind = x''"
                " WHERE central = ? AND period = ? AND epoch = ? AND metric = ?",
                (signature, self.central, period, epoch, metric),
            )

    def spend(self, period: str, epoch: int, metric: int) -> tuple[bytes, bytes] | None:
        """Nonce and signature of a token, which is gone then; None where there is none."""
        row = self.db.execute(
            "DELETE FROM tokens WHERE central = ? AND period = ? AND epoch = ? AND metric = ?"
            " AND signature IS NOT NULL RETURNING nonce, signature",
            (self.central, period, epoch, metric),
        ).fetchone()
        return (row["nonce"], row["signature"]) if row else None

    def forget(self, period: str, epoch: int) -> None:
        """Throw away what there is for an epoch."""
        self.db.execute(
            "DELETE FROM tokens WHERE central = ? AND period = ? AND epoch = ?",
            (self.central, period, epoch),
        )

    def _requests(self, period: str, epoch: int) -> Mapping[int, bytes]:
        rows = self.db.execute(
            "SELECT metric, request FROM tokens WHERE central = ? AND period = ? AND epoch = ?",
            (self.central, period, epoch),
        )
        return {row["metric"]: row["request"] for row in rows}

    def _make(
        self, period: str, epoch: int, metric: int, key: TokenKey, randomness: Randomness
    ) -> None:
        nonce = randomness(NONCE_BYTES)
        message = key.token_input(nonce, challenge_digest(period, epoch, metric))
        blinded = key.blind(message, randomness)
        self.db.execute(
            "INSERT INTO tokens VALUES (?, ?, ?, ?, ?, ?, ?, NULL)",
            (self.central, period, epoch, metric, nonce, blinded.request, blinded.unblind),
        )
