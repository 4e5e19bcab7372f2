"""What kinds and states of incidents are called on the console."""

from __future__ import annotations

from collections.abc import Mapping

from central.incidents.incident import Kind, State
from central.words import gettext as _


def kinds() -> Mapping[Kind, str]:
    """What went wrong."""
    return {
        Kind.DATA: _("Data in a place where it does not belong"),
        Kind.ACCOUNT: _("An account or a key that others may know"),
        Kind.OUTPUT: _("A wrong or harmful answer of an AI"),
        Kind.OTHER: _("Something else"),
    }


def states() -> Mapping[State, str]:
    """How far it is."""
    return {State.NEW: _("new"), State.IN_WORK: _("in work"), State.CLOSED: _("closed")}
