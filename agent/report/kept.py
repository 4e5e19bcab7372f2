"""What is kept of a message, in words and to the byte (docs/protocol.md)."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from typing import Any

from agent.report.calendar import LETTER
from agent.report.letter import HEAD_BYTES
from agent.report.letter import TEXT_BYTES as LETTER_TEXT_BYTES
from agent.report.metrics import Metric, Registry
from agent.report.said import Names, sentence
from agent.report.seal import TEXT_BYTES
from agent.report.tokens import SIZE
from agent.words import gettext as _
from agent.words import ngettext


def kept_messages(
    db: sqlite3.Connection, registry: Registry, names: Names, most: int = -1
) -> Iterator[Mapping[str, Any]]:
    """The messages waiting, sent and dropped, latest week first; at most `most`, -1 for all.

    The fields are those of docs/protocol.md. `names`: what numbers stand for.
    """
    for row in db.execute(
        "SELECT *, show(value) AS shown,"
        " iif(kind IN ('message', 'incident'), show(plain), plain) AS text"
        " FROM messages ORDER BY epoch DESC NULLS LAST, id LIMIT ?",
        (most,),
    ):
        if row["period"] == LETTER:
            yield _letter(row)
        elif row["kind"] == "message":
            yield _message(row, registry, names)
        else:
            yield _request(row)


def _request(row: sqlite3.Row) -> Mapping[str, Any]:
    words, purpose, retention = _requests()[row["kind"]]
    return {
        **_common(row),
        "period": "",
        "epoch": None,
        "metric": "",
        "words": words,
        "purpose": purpose,
        "retention": retention,
        "value": None,
    }


def _requests() -> Mapping[str, tuple[str, str, str]]:
    """What is asked of the issuer: in words, what for, and what is kept of it."""
    return {
        "enrolment": (
            _("Enrolment: this device introduces itself, once"),
            _(
                "Lets central tell enrolled devices from strangers."
                " It holds a one-time token and a digest of a random key that this device made."
            ),
            _("Central keeps the digest as long as the device is enrolled."),
        ),
        "rotation": (
            _("New key: this device changes the key by which central knows it"),
            _(
                "Makes a copied key worthless. It holds a digest of a random key that this device"
                " made, and says nothing else."
            ),
            _(
                "Central keeps the digest as long as the device is enrolled, and that of the old"
                " key for two years."
            ),
        ),
        "tokens": (
            _("Tokens: random numbers, to be signed without being read"),
            _(
                "Lets central tell messages of enrolled devices from others, and not whose they"
                " are: one token for every message that there will be, used or not."
            ),
            _("Central keeps that this device has tokens, for 35 days, and not which."),
        ),
        "incident": (
            _("Report of an incident, with your name"),
            _("Tells the people who look after security at once. You wrote it and sent it."),
            _("Central keeps it as long as the company keeps its incidents."),
        ),
    }


def _letter(row: sqlite3.Row) -> Mapping[str, Any]:
    return {
        **_common(row),
        "period": LETTER,
        "epoch": row["epoch"],
        "metric": LETTER,
        "words": _letter_words(row),
        "purpose": _(
            "Carries what you write to the company. Every device sends one a week, written or not,"
            " so that nobody can see who writes."
        ),
        "retention": _(
            "Central keeps a letter until 90 days after its decision, and an empty one not at all."
        ),
        "value": row["shown"],
    }


def _letter_words(row: sqlite3.Row) -> str:
    if row["shown"] is None:
        return _("Letter to the company — not readable here")
    if not row["shown"]:
        return _("Letter to the company — empty")
    head = json.loads(bytes(row["text"])[:HEAD_BYTES])
    if head["n"]:
        return _("Letter to the company — signed {name}").format(name=head["n"])
    return _("Letter to the company — anonymous")


def _message(row: sqlite3.Row, registry: Registry, names: Names) -> Mapping[str, Any]:
    metric = registry.numbered(row["metric"])
    return {
        **_common(row),
        "period": row["period"],
        "epoch": row["epoch"],
        "metric": metric.id if metric else str(row["metric"]),
        "words": sentence(metric, row["metric"], row["shown"], names),
        "purpose": _(metric.purpose) if metric else "",
        "retention": _retention(metric),
        "value": row["shown"],
    }


def _common(row: sqlite3.Row) -> dict[str, Any]:
    # Whatever the collector has not signed for yet waits, wherever it is.
    settled = row["state"] in ("sent", "dropped")
    return {
        "kind": row["kind"],
        "state": row["state"] if settled else "waiting",
        "address": row["address"],
        "plain": _plain(row),
        "sealed": _sealed(row).hex(),
        "headers": json.loads(row["headers"]),
    }


def _plain(row: sqlite3.Row) -> str:
    """What a person can read of it: the text, and of a message nonce and token in hexadecimals."""
    body = bytes(row["text"] or b"")
    if row["kind"] in ("enrolment", "rotation", "incident"):
        return body.decode()
    if row["kind"] == "tokens" or not body:
        return ""
    if row["period"] == LETTER:
        return _plain_letter(body)
    text, nonce, token = body[:TEXT_BYTES], body[TEXT_BYTES:-SIZE], body[-SIZE:]
    return f"{text.decode('ascii').rstrip()} {nonce.hex()} {token.hex()}"


def _plain_letter(body: bytes) -> str:
    """Head, text, and once it has one its token."""
    text = body[HEAD_BYTES : HEAD_BYTES + LETTER_TEXT_BYTES]
    token = body[HEAD_BYTES + LETTER_TEXT_BYTES :]
    parts = (body[:HEAD_BYTES].decode().rstrip(), text.decode().rstrip(" "))
    ends = (token[:-SIZE].hex(), token[-SIZE:].hex()) if token else ()
    return " ".join(part for part in (*parts, *ends) if part)


def _sealed(row: sqlite3.Row) -> bytes:
    return bytes(row["plain"] if row["kind"] == "tokens" else row["sealed"])


def _retention(metric: Metric | None) -> str:
    if metric is None:
        return ""
    return ngettext(
        "Central keeps the company's sum for {count} day.",
        "Central keeps the company's sum for {count} days.",
        metric.retention_days,
    ).format(count=metric.retention_days)
