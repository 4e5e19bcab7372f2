"""A hundred thousand messages that must not count: forged, replayed, moved, malformed.

    python -m bench.forged [--messages 100000]

They are put to a real collector beside true ones. Exit status 1 where one is counted, or where the
sums differ from those of the true messages alone.
"""

from __future__ import annotations

import argparse
import secrets
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random

import click
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from sqlalchemy import func, select

from agent.report.record import Record
from agent.report.seal import encode, seal
from bench.collector import METRIC, Token, issue
from central.calendar import Calendar
from central.collector.check import Check
from central.collector.messages import Messages
from central.collector.receipts import Bucket, Result, message_hash
from central.collector.routes import Collector
from central.collector.token_keys import TokenKeys
from central.encoding import base64url
from central.issuer.blind import make_signer
from central.key_list import KeyList, KeySet, Operator
from central.registry import load_registry
from central.store.engine import open_store, reading, sqlite_url
from central.store.tables import cells

#: Messages that count, each of which is attacked again and again.
TRUE = 500
BUCKET = 500
TEXT, NONCE = 96, 32

#: Makes a bad body of a true one.
Attack = Callable[[bytes, Random], bytes]


def forged_signature(body: bytes, chance: Random) -> bytes:
    return body[: TEXT + NONCE] + chance.randbytes(256)


def changed_bit(body: bytes, chance: Random) -> bytes:
    """Of nonce or signature."""
    at = chance.randrange(TEXT * 8, len(body) * 8)
    number = int.from_bytes(body, "big") ^ (1 << (len(body) * 8 - 1 - at))
    return number.to_bytes(len(body), "big")


def another_week(body: bytes, chance: Random) -> bytes:
    return _moved(body, epoch=chance.choice((-5, -1, 1, 40)))


def another_metric(body: bytes, chance: Random) -> bytes:
    return _moved(body, metric=chance.choice((-1, 1, 3, 9_000)))


def another_value(body: bytes, chance: Random) -> bytes:
    """With the nonce of a message that was counted."""
    return _moved(body, value=chance.randrange(2, 8) - 1)


def malformed(body: bytes, chance: Random) -> bytes:
    """A text in which a few bytes are others."""
    text = bytearray(body[:TEXT])
    for _byte in range(chance.randrange(1, 6)):
        text[chance.randrange(40)] = chance.randrange(256)
    return bytes(text) + chance.randbytes(NONCE) + body[TEXT + NONCE :]


def noise(body: bytes, chance: Random) -> bytes:
    return chance.randbytes(len(body))


ATTACKS: tuple[Attack, ...] = (
    *(forged_signature, changed_bit, another_week, another_metric),
    *(another_value, malformed, noise),
)


def _moved(body: bytes, epoch: int = 0, metric: int = 0, value: int = 0) -> bytes:
    week = int(body.split(b'"e":')[1].split(b",")[0])
    text = f'{{"e":{week + epoch},"l":0,"m":{METRIC + metric},"v":{1 + value}}}'
    return text.encode().ljust(TEXT) + body[TEXT:]


class Target:
    """A collector with its store, and the true messages that it has counted."""

    def __init__(self, folder: Path, now: float) -> None:
        self.week, signer = Calendar().at("week", now) - 1, make_signer()
        sealing, operator = X25519PrivateKey.generate(), Ed25519PrivateKey.generate()
        self._public = sealing.public_key().public_bytes_raw()
        one = KeySet("week", self.week, self.week, {str(METRIC): base64url(signer.modulus)})
        calendar = Calendar()
        quarter = calendar.quarter("week", self.week)
        listed = KeyList(1, quarter, False, "", "", "", [one])
        file = listed.signed(operator)
        keys = TokenKeys(
            lambda one: file if one == quarter else None, Operator.of(operator), calendar
        )
        self._engine = open_store(sqlite_url(folder))
        check, messages = Check(load_registry(), calendar, keys), Messages(self._engine)
        self._collector = Collector(
            sealing, Ed25519PrivateKey.generate(), check, messages, lambda: now
        )
        self.bodies = [self._body(token) for token in issue(signer, self.week)[2][:TRUE]]
        self.sealed = [seal(body, self._public) for body in self.bodies]
        assert set(self.take(self.sealed)) == {Result.COUNTED}

    def seal(self, body: bytes) -> bytes:
        return seal(body, self._public)

    def take(self, sealed: list[bytes]) -> list[Result]:
        """What the receipt says of each, in the order of their hashes."""
        ordered = sorted(set(sealed), key=message_hash)
        receipt = self._collector.take(Bucket("week", self.week, 0, 0), ordered)
        return [Result(receipt[14 + 33 * at + 32]) for at in range(len(ordered))]

    @property
    def sums(self) -> tuple[int, int]:
        """Messages and their total, over all cells."""
        columns = func.sum(cells.c.messages), func.sum(cells.c.total)
        with reading(self._engine) as connection:
            return tuple(connection.execute(select(*columns)).one())

    def _body(self, token: Token) -> bytes:
        return encode(Record(METRIC, 1, 0, self.week), *token)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=100_000)
    number, chance = parser.parse_args().messages, Random(secrets.randbits(64))
    said: dict[str, Counter[Result]] = {}
    with tempfile.TemporaryDirectory() as folder:
        target = Target(Path(folder), time.time())
        before, each = target.sums, -(-number // (len(ATTACKS) + 1))
        for attack in ATTACKS:
            with click.progressbar(length=each, label=attack.__name__, file=sys.stderr) as shown:
                found = Counter[Result]()
                for at in range(0, each, BUCKET):
                    bodies = chance.choices(target.bodies, k=min(BUCKET, each - at))
                    found.update(target.take([target.seal(attack(b, chance)) for b in bodies]))
                    shown.update(len(bodies))
            said[attack.__name__] = found
        again = Counter[Result]()
        while again.total() < each:
            again.update(target.take(target.sealed))
        after = target.sums
    for name, found in said.items():
        print(f"{name:18} {found.total():7,}: " + _words(found))
    print(f"{'replayed':18} {again.total():7,}: " + _words(again) + " (counted before)")
    counted = sum(found[Result.COUNTED] for found in said.values())
    print(f"counted wrongly: {counted} (limit 0); sums {before} before, {after} after")
    return int(bool(counted) or before != after)


def _words(found: Counter[Result]) -> str:
    return ", ".join(f"{times:,} {result.name.lower()}" for result, times in found.most_common())


if __name__ == "__main__":
    sys.exit(main())
