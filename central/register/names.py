"""What the fields and values of a use case are called on the console."""

from __future__ import annotations

from central.register.use_case import Basis, Data, EuClass, Risk, Status
from central.words import gettext as _


def field_names() -> dict[str, str]:
    return {
        "title": _("Title"),
        "purpose": _("Purpose"),
        "owner": _("Owner"),
        "status": _("Status"),
        "tool": _("Tool"),
        "model": _("Model"),
        "data": _("Data that goes in"),
        "risk": _("Risk (policy)"),
        "eu_class": _("EU AI Act"),
        "basis": _("Lawful basis"),
        "dpia": _("DPIA"),
        "oversight": _("Human oversight"),
        "bias_testing": _("Bias testing"),
        "security_review": _("Security review"),
        "explainability": _("Explainability"),
        "training_data": _("Training data"),
        "api_authentication": _("API authentication"),
        "api_monitoring": _("API monitoring"),
        "review_day": _("Next review"),
    }


def statuses() -> dict[str, str]:
    return {
        Status.PROPOSED: _("proposed"),
        Status.IN_REVIEW: _("in review"),
        Status.APPROVED: _("approved"),
        Status.PAUSED: _("paused"),
        Status.RETIRED: _("retired"),
    }


def risks() -> dict[str, str]:
    return {
        Risk.UNRATED: _("not rated yet"),
        Risk.LOW: _("low"),
        Risk.MEDIUM: _("medium"),
        Risk.HIGH: _("high"),
    }


def eu_classes() -> dict[str, str]:
    return {
        EuClass.UNRATED: _("not rated yet"),
        EuClass.MINIMAL: _("minimal risk"),
        EuClass.TRANSPARENCY: _("transparency duties (article 50)"),
        EuClass.HIGH: _("high risk (article 6)"),
        EuClass.PROHIBITED: _("prohibited (article 5)"),
    }


def bases() -> dict[str, str]:
    return {
        Basis.NO_PERSONAL_DATA: _("no personal data"),
        Basis.UNDECIDED: _("not decided yet"),
        Basis.CONSENT: _("consent"),
        Basis.CONTRACT: _("contract"),
        Basis.LEGAL_OBLIGATION: _("legal obligation"),
        Basis.VITAL_INTERESTS: _("vital interests"),
        Basis.PUBLIC_TASK: _("public task"),
        Basis.LEGITIMATE_INTERESTS: _("legitimate interests"),
    }


def kinds_of_data() -> dict[str, str]:
    return {
        Data.PUBLIC: _("public"),
        Data.INTERNAL: _("internal"),
        Data.CONFIDENTIAL: _("confidential"),
        Data.RESTRICTED: _("restricted"),
        Data.SECRET: _("secret"),
        Data.PERSONAL: _("personal data"),
        Data.SPECIAL: _("special categories (article 9)"),
    }
