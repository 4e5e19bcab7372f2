"""What is kept of a message, in words and to the byte (docs/wire.md)."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from typing import Any

from agent.report.metrics import Metric, Registry
from agent.report.said import ToolName, sentence
from agent.words import gettext as _
from agent.words import ngettext


def kept_messages(
    db: sqlite3.Connection, registry: Registry, tool_name: ToolName, most: int = -1
) -> Iterator[Mapping[str, Any]]:
    """The messages waiting, sent and dropped, latest week first; at most `most`, -1 for all.

    The fields are those of docs/wire.md. `tool_name`: what a catalogue number stands for.
    """
    for row in db.execute(
        "SELECT * FROM messages ORDER BY epoch DESC NULLS LAST, id LIMIT ?", (most,)
    ):
        yield _enrolment(row) if row["kind"] == "enrolment" else _message(row, registry, tool_name)


def _enrolment(row: sqlite3.Row) -> Mapping[str, Any]:
    return {
        **_common(row),
        "epoch": None,
        "metric": "",
        "words": _("Enrolment: this device introduces itself, once"),
        "purpose": _(
            "Lets central tell enrolled devices from strangers."
            " It holds a one-time token and a digest of a random key that this device made."
        ),
        "retention": _("Central keeps the digest as long as the device is enrolled."),
        "value": None,
    }


def _message(row: sqlite3.Row, registry: Registry, tool_name: ToolName) -> Mapping[str, Any]:
    metric = registry.numbered(row["metric"])
    return {
        **_common(row),
        "epoch": row["epoch"],
        "metric": metric.id if metric else str(row["metric"]),
        "words": sentence(metric, row["metric"], row["value"], tool_name),
        "purpose": _(metric.purpose) if metric else "",
        "retention": _retention(metric),
        "value": row["value"],
    }


def _common(row: sqlite3.Row) -> dict[str, Any]:
    return {
        "kind": row["kind"],
        "state": row["state"],
        "address": row["address"],
        "plain": row["plain"].decode("ascii"),
        "sealed": row["sealed"].hex(),
        "headers": json.loads(row["headers"]),
    }


def _retention(metric: Metric | None) -> str:
    if metric is None:
        return ""
    return ngettext(
        "Central keeps the company's sum for {count} day.",
        "Central keeps the company's sum for {count} days.",
        metric.retention_days,
    ).format(count=metric.retention_days)
