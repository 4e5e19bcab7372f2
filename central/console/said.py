"""The sentence that a page shows after something was done. The address carries only its name."""

from __future__ import annotations

from central.words import gettext as _


def said(name: str) -> str:
    """The sentence, or nothing for a name that is none of ours."""
    return _sentences().get(name, "")


def _sentences() -> dict[str, str]:
    return {
        "saved": _("Saved."),
        "welcome": _("Welcome. You are signed in."),
        "signed-out": _("You are signed out."),
        "ended": _("All other sessions were ended."),
        "password": _("Your password was changed. All other sessions were ended."),
        "person-changed": _("The person was changed."),
        "revoked": _("The token is no longer good."),
        "published": _("Published. Devices show it after their next look for rules."),
        "decided": _("Decided. Devices receive it with their next rules."),
        "withdrawn": _("Withdrawn. The catalogue’s own class holds again."),
        "reviewed": _("The review is done, and the next one has its date."),
        "due": _("The review has its date."),
        "registered": _("Registered."),
        "imported": _("Imported. Each change stands in the history of its use case."),
        "proposed": _("Sent for a second signature."),
        "signed": _("Signed. It may be released now."),
        "refused": _("Refused. Nothing changes."),
        "answered": _("Answered. The answer goes out with the next signed file."),
        "lesson": _("The lesson was saved."),
        "noted": _("Noted."),
        "drafted": _("A draft stands in the register. Complete it before it is approved."),
        "review": _("A review of the policy has its date."),
    }
