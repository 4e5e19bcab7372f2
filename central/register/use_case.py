"""A use case: everything that the register says of one way of using AI."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from central.words import gettext as _


class Status(StrEnum):
    """Where a use case stands."""

    PROPOSED = "proposed"
    IN_REVIEW = "in-review"
    APPROVED = "approved"
    PAUSED = "paused"
    RETIRED = "retired"


class Risk(StrEnum):
    """The scale of the AI usage policy (3.5)."""

    UNRATED = "unrated"
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class EuClass(StrEnum):
    """Where the EU AI Act (Regulation (EU) 2024/1689) puts it."""

    UNRATED = "unrated"
    MINIMAL = "minimal"
    TRANSPARENCY = "transparency"
    HIGH = "high-risk"
    PROHIBITED = "prohibited"


class Basis(StrEnum):
    """Why personal data may be used (GDPR, article 6(1))."""

    NO_PERSONAL_DATA = "no-personal-data"
    UNDECIDED = "undecided"
    CONSENT = "consent"
    CONTRACT = "contract"
    LEGAL_OBLIGATION = "legal-obligation"
    VITAL_INTERESTS = "vital-interests"
    PUBLIC_TASK = "public-task"
    LEGITIMATE_INTERESTS = "legitimate-interests"


class Data(StrEnum):
    """What kind of data goes in: the policy's levels, and two kinds that need more care."""

    PUBLIC = "public"
    INTERNAL = "internal"
    CONFIDENTIAL = "confidential"
    RESTRICTED = "restricted"
    SECRET = "secret"  # noqa: S105 - a level, not a password
    PERSONAL = "personal"
    SPECIAL = "special-categories"


class UseCase(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One use case. `tool` is a number of the catalogue, 0 for none; a day counts from 1970."""

    title: str
    purpose: str = ""
    owner: str = ""
    status: Status = Status.PROPOSED
    tool: int = 0
    model: str = ""
    data: tuple[Data, ...] = ()
    risk: Risk = Risk.UNRATED
    eu_class: EuClass = EuClass.UNRATED
    basis: Basis = Basis.UNDECIDED
    dpia: str = ""
    oversight: str = ""
    bias_testing: str = ""
    security_review: str = ""
    explainability: str = ""
    training_data: str = ""
    api_authentication: str = ""
    api_monitoring: str = ""
    review_day: int = 0


def missing(case: UseCase) -> dict[str, str]:
    """What keeps a use case from being approved: field and reason. Nothing for another status."""
    if case.status is not Status.APPROVED:
        return {}
    found = {
        name: _("An approved use case needs this.")
        for name in ("purpose", "owner", "oversight")
        if not getattr(case, name)
    }
    if not case.review_day:
        found["review_day"] = _("An approved use case has a date for its next review.")
    if case.risk is Risk.UNRATED:
        found["risk"] = _("Rate the risk before you approve.")
    if case.eu_class is EuClass.UNRATED:
        found["eu_class"] = _("Say which class of the AI Act this is before you approve.")
    if case.eu_class is EuClass.PROHIBITED:
        found["eu_class"] = _("A prohibited practice cannot be approved.")
    return found | _missing_evidence(case)


def _missing_evidence(case: UseCase) -> dict[str, str]:
    found: dict[str, str] = {}
    if {Data.PERSONAL, Data.SPECIAL} & set(case.data):
        if case.basis in (Basis.UNDECIDED, Basis.NO_PERSONAL_DATA):
            found["basis"] = _("With personal data it needs a lawful basis.")
        if Data.SPECIAL in case.data and not case.dpia:
            found["dpia"] = _("With special categories of data it needs a DPIA.")
    if case.risk is Risk.HIGH or case.eu_class is EuClass.HIGH:
        for name in ("bias_testing", "security_review", "explainability", "training_data"):
            if not getattr(case, name):
                found[name] = _("High risk needs this evidence (policy 3.4).")
    return found
