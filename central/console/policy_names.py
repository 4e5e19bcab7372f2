"""What the causes of a review and the levels of the policy are called."""

from __future__ import annotations

from central.policies.reviews import Cause
from central.words import gettext as _


def causes() -> dict[str, str]:
    return {
        Cause.ANNUAL: _("annual review"),
        Cause.NEW_SYSTEM: _("new AI system"),
        Cause.LEGAL_CHANGE: _("change in the law"),
        Cause.INCIDENT: _("incident"),
        Cause.AUDIT: _("audit request"),
    }


def levels() -> dict[str, str]:
    """The ladder, gravest last."""
    return {
        "public": _("public"),
        "internal": _("internal"),
        "confidential": _("confidential"),
        "restricted": _("restricted"),
        "secret": _("secret"),
    }
