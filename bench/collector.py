"""Issuing, sealing and counting, beside their targets: one process, one core each.

`python -m bench.collector` prints tokens issued a second (target 700), the device's own work per
epoch (target 1 s of CPU), and messages opened, verified and committed a second: SQLite with
synchronous=FULL (target 5,000) and, where PostgreSQL is installed, a server of its own (3,000).
"""

from __future__ import annotations

import secrets
import tempfile
import time
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from agent.report.record import Record
from agent.report.seal import encode, seal
from agent.report.tokens import TokenKey, challenge_digest
from central.calendar import Calendar
from central.collector.check import Check
from central.collector.messages import Messages
from central.collector.receipts import Bucket, Result, message_hash
from central.collector.routes import Collector
from central.collector.token_keys import TokenKeys
from central.encoding import base64url
from central.issuer.blind import BlindSigner, make_signer
from central.key_list import KeyList, KeySet, Operator
from central.registry import load_registry
from central.store.engine import open_store, sqlite_url
from tests.central.postgres import postgres

METRIC = 66
TOKENS = 3000
#: Messages in one transaction: the relay's buckets hold 100 to some 400.
BUCKET = 250
WEEKLY = 117

Token = tuple[bytes, bytes]


def issue(signer: BlindSigner, week: int) -> tuple[float, float, list[Token]]:
    """Tokens a second of the issuer's CPU, the device's CPU seconds per epoch, and the tokens."""
    key, digest = TokenKey(signer.modulus), challenge_digest("week", week, METRIC)
    device = issuer = 0.0
    tokens = []
    for _token in range(TOKENS):
        begin = time.process_time()
        nonce = secrets.token_bytes(32)
        said = key.token_input(nonce, digest)
        blinded = key.blind(said, secrets.token_bytes)
        middle = time.process_time()
        answer = signer.sign(blinded.request)
        end = time.process_time()
        tokens.append((nonce, key.unblinded(said, answer, blinded.unblind)))
        device += time.process_time() - end + middle - begin
        issuer += end - middle
    return TOKENS / issuer, device / TOKENS * WEEKLY, tokens


def count(
    database: str, signer: BlindSigner, week: int, tokens: list[Token], now: float
) -> tuple[float, float]:
    """Messages a second, from sealed bytes to the end of the commit; and of our own CPU alone."""
    sealing, receipts = X25519PrivateKey.generate(), Ed25519PrivateKey.generate()
    public = sealing.public_key().public_bytes_raw()
    queue = [seal(encode(Record(METRIC, 1, 0, week), *token), public) for token in tokens]
    operator, calendar = Ed25519PrivateKey.generate(), Calendar()
    one = KeySet("week", week, week, {str(METRIC): base64url(signer.modulus)})
    listed = KeyList(1, calendar.quarter("week", week), False, "", "", "", [one])
    keys = TokenKeys(lambda _quarter: listed.signed(operator), Operator.of(operator), calendar)
    engine = open_store(database)
    check = Check(load_registry(), calendar, keys)
    collector = Collector(sealing, receipts, check, Messages(engine), lambda: now)
    buckets = [
        sorted(queue[at : at + BUCKET], key=message_hash) for at in range(0, len(queue), BUCKET)
    ]
    begin, work = time.perf_counter(), time.process_time()
    for bucket in buckets:
        receipt = collector.take(Bucket("week", week, 0, 0), bucket)
        assert receipt[14 + 32] == Result.COUNTED
    seconds, work = time.perf_counter() - begin, time.process_time() - work
    engine.dispose()
    return len(queue) / seconds, len(queue) / work


def main() -> None:
    """Prints every figure beside its target."""
    now = time.time()
    week, signer = Calendar().at("week", now) - 1, make_signer()
    rate, device, tokens = issue(signer, week)
    print(f"tokens issued          {rate:8,.0f} a second and core   target     700")
    print(f"device, tokens of week {device:8.2f} s of CPU            target    1.00")
    with tempfile.TemporaryDirectory() as folder:
        found, alone = count(sqlite_url(Path(folder)), signer, week, tokens, now)
        print(f"counted, SQLite        {found:8,.0f} a second            target   5,000")
        print(f"  of our CPU alone     {alone:8,.0f} a second and core")
    with postgres() as server:
        found, alone = count(server.database(), signer, week, tokens, now)
        print(f"counted, PostgreSQL    {found:8,.0f} a second            target   3,000")
        print(f"  of our CPU alone     {alone:8,.0f} a second and core")


if __name__ == "__main__":
    main()
