"""Turns the contents of a pack into its files."""

from __future__ import annotations

import json

import msgspec

from central.audit.entry import canonical
from central.csv_file import write_csv
from central.days import DAY, day_text
from central.evidence.contents import Contents
from central.evidence.controls import controls
from central.evidence.figures import HEADER
from central.evidence.report import report
from central.register.transfer import to_csv

Files = dict[str, bytes]


def files_of(contents: Contents, names: dict[int, str]) -> Files:
    """Name to content. `names` are the names of tools by number."""
    found = {
        "figures.csv": _figures(contents),
        "register.csv": to_csv(contents.cases),
        "register-changes.csv": _changes(contents),
        "decisions.csv": _decisions(contents, names),
        "reviews.csv": _reviews(contents),
        "signatures.csv": _signatures(contents),
        "controls.csv": _controls(),
        "policy.md": _policy(contents),
        "audit.ndjson": "".join(f"{entry.line()}\n" for entry in contents.audit),
        "evidence.json": json.dumps(_everything(contents, names), ensure_ascii=False, indent=1),
    }
    return {name: text.encode() for name, text in found.items()} | {
        "evidence.pdf": report(contents, names)
    }


def _figures(contents: Contents) -> str:
    rows = [
        (one.kind, one.begins, one.metric, one.title, one.value)
        + ("" if one.count is None else one.count, one.hidden)
        for one in contents.figures
    ]
    return write_csv(HEADER, rows)


def _changes(contents: Contents) -> str:
    rows = [
        (number, one.version, day_text(one.moment // DAY), one.who, one.why, one.case.status)
        for number, one in contents.changes
    ]
    return write_csv(("use_case", "version", "day", "who", "why", "status"), rows)


def _decisions(contents: Contents, names: dict[int, str]) -> str:
    header = ("day", "who", "tool", "name", "verb", "class", "up_to", "groups", "until", "instead")
    rows = [
        (day_text(one.moment // DAY), one.who, one.tool, names.get(one.tool, ""))
        + (one.decision.verb, one.decision.tool_class, one.decision.up_to)
        + (" ".join(map(str, one.decision.groups)), day_text(one.decision.until_day))
        + (names.get(one.decision.instead, ""), one.decision.reason)
        for one in contents.decisions
    ]
    return write_csv((*header, "reason"), rows)


def _reviews(contents: Contents) -> str:
    rows = [
        (one.cause, one.reason, day_text(one.due_day), day_text(one.done_day or 0))
        + (one.who or "", one.outcome or "")
        for one in contents.reviews
    ]
    return write_csv(("cause", "reason", "due", "done", "who", "outcome"), rows)


def _signatures(contents: Contents) -> str:
    rows = [
        (one.kind, one.title, one.digest.hex(), one.proposed_by, one.status)
        + (one.decided_by or "", one.answer or "")
        for one in contents.countersigned
    ]
    header = ("kind", "title", "sha256", "proposed_by", "status", "decided_by", "answer")
    return write_csv(header, rows)


def _controls() -> str:
    rows = [
        (one.standard, one.number, one.title, one.words, " ".join(one.files)) for one in controls()
    ]
    return write_csv(("standard", "control", "title", "what shows it", "files"), rows)


def _policy(contents: Contents) -> str:
    policy = contents.policy
    return f"# {policy.title}\n\n{policy.text}\n" if policy else ""


def _everything(contents: Contents, names: dict[int, str]) -> dict[str, object]:
    # Through our own encoder and back: dataclasses and structs become plain objects.
    plain: dict[str, object] = msgspec.json.decode(msgspec.json.encode(contents))
    plain["audit"] = [json.loads(canonical(entry.fields())) for entry in contents.audit]
    plain["tools"] = {str(one.tool): names.get(one.tool, "") for one in contents.decisions}
    plain["controls"] = msgspec.to_builtins(controls())
    return plain
