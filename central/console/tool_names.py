"""What classes of tools and decisions are called."""

from __future__ import annotations

from central.deciding.decision import Verb
from central.words import gettext as _


def classes() -> dict[str, str]:
    return {
        "public": _("public tool"),
        "approved": _("approved tool"),
        "sandbox": _("the company’s own sandbox"),
        "local": _("model on the device"),
        "unknown": _("unknown tool"),
    }


def verbs() -> dict[str, str]:
    return {
        Verb.APPROVE: _("approved"),
        Verb.RESTRICT: _("restricted"),
        Verb.WATCH: _("watched"),
        Verb.WITHDRAW: _("withdrawn"),
    }


def actions() -> dict[str, str]:
    """What a device does."""
    return {
        "allow": _("Allowed: nothing is shown."),
        "note": _("Counted, and nothing is shown."),
        "warn": _("A warning; one key continues."),
        "justify": _("A warning; a reason is needed to continue."),
        "block": _("Blocked; the warning says whom to ask."),
    }
