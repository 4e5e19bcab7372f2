"""What kinds and states of letters are called on the console."""

from __future__ import annotations

from collections.abc import Mapping

from central.letters.letter import Kind, Status
from central.words import gettext as _


def kinds() -> Mapping[Kind, str]:
    """What a letter wants."""
    return {
        Kind.TOOL: _("Proposes a tool"),
        Kind.USE_CASE: _("Registers a use of AI"),
        Kind.DISPUTE: _("Disputes a warning"),
        Kind.QUESTION: _("Asks"),
    }


def statuses() -> Mapping[Status, str]:
    """How far the answer is."""
    return {
        Status.OPEN: _("open"),
        Status.IN_WORK: _("in work"),
        Status.AGREED: _("agreed"),
        Status.DECLINED: _("declined"),
    }
