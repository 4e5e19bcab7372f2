"""Audit events as events of the Open Cybersecurity Schema Framework, version 1.8.0.

Signing in and out is *Authentication* (3002). Everything else that somebody does on the console is
*Entity Management* (3004). Source of classes and attributes: https://schema.ocsf.io.
"""

from __future__ import annotations

from typing import Any

from central.audit.entry import Entry

VERSION = "1.8.0"
AUTHENTICATION, ENTITY_MANAGEMENT = 3002, 3004
#: Category *Identity & Access Management*; severity *Informational*; status *Success*.
IAM, INFORMATIONAL, SUCCESS = 3, 1, 1
LOGON, LOGOFF = 1, 2
CREATE, READ, UPDATE, DELETE = 1, 2, 3, 4

#: How the last word of an action ends tells what was done; anything else is a change.
_ACTIVITIES = {
    "registered": CREATE,
    "invited": CREATE,
    "joined": CREATE,
    "made": CREATE,
    "written": CREATE,
    "asked": CREATE,
    "revoked": DELETE,
    "read": READ,
}


def event(entry: Entry) -> dict[str, Any]:
    """The event of one line of the audit log; `metadata.uid` is the line's hash."""
    subject = entry.action.partition(".")[0]
    found = _session(entry) if subject == "session" else _entity(entry, subject)
    class_uid, activity = found["class_uid"], found["activity_id"]
    return {
        **found,
        "category_uid": IAM,
        "type_uid": class_uid * 100 + activity,
        "severity_id": INFORMATIONAL,
        "status_id": SUCCESS,
        "time": entry.moment * 1000,
        "message": f"{entry.action}: {entry.subject}",
        "metadata": {
            "version": VERSION,
            "uid": entry.hash.hex(),
            "sequence": entry.number,
            "product": {"name": "Plimsoll", "vendor_name": "Plimsoll"},
        },
        "unmapped": {"action": entry.action, "detail": entry.fields()["detail"]},
    }


def _session(entry: Entry) -> dict[str, Any]:
    return {
        "class_uid": AUTHENTICATION,
        "activity_id": LOGON if entry.action == "session.begun" else LOGOFF,
        "user": _user(entry),
        "service": {"name": "Plimsoll console"},
    }


def _entity(entry: Entry, kind: str) -> dict[str, Any]:
    last = entry.action.rpartition(".")[2]
    return {
        "class_uid": ENTITY_MANAGEMENT,
        "activity_id": _ACTIVITIES.get(last, UPDATE),
        "actor": {"user": _user(entry)},
        "entity": {"name": entry.subject, "type": kind},
    }


def _user(entry: Entry) -> dict[str, Any]:
    return {"name": entry.who, "groups": [{"name": entry.role}]}
