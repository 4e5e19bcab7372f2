"""Reads the form of a use case, and fills it."""

from __future__ import annotations

from collections.abc import Mapping

from central.console.fields import LONG, Fields
from central.days import day_text
from central.register.use_case import Basis, Data, EuClass, Risk, Status, UseCase, missing
from central.tools import Tool
from central.words import gettext as _

LONG_TEXTS = (
    *("dpia", "oversight", "bias_testing", "security_review", "explainability"),
    *("training_data", "api_authentication", "api_monitoring"),
)


def read_form(form: Fields, tools: Mapping[int, Tool]) -> tuple[UseCase | None, dict[str, str]]:
    """The use case that was typed, and what is wrong with it."""
    texts = {name: form.text(name, LONG, needed=False) for name in LONG_TEXTS}
    tool = form.number("tool", 0, 65_535) if form.secret("tool") else 0
    if tool and tool not in tools:
        form.errors["tool"] = _("Please choose one of these.")
    typed = {
        "title": form.text("title"),
        "purpose": form.text("purpose", LONG, needed=False),
        "owner": form.text("owner", needed=False),
        "status": form.choice("status", Status),
        "model": form.text("model", needed=False),
        "risk": form.choice("risk", Risk),
        "eu_class": form.choice("eu_class", EuClass),
        "basis": form.choice("basis", Basis),
    }
    kinds = tuple(map(Data, form.choices("data", Data)))
    day = form.day("review_day", needed=False)
    if form.errors:
        return None, form.errors
    case = UseCase(
        title=typed["title"],
        purpose=typed["purpose"],
        owner=typed["owner"],
        status=Status(typed["status"]),
        tool=tool,
        model=typed["model"],
        data=kinds,
        risk=Risk(typed["risk"]),
        eu_class=EuClass(typed["eu_class"]),
        basis=Basis(typed["basis"]),
        review_day=day,
        **texts,
    )
    return case, missing(case)


def form_values(case: UseCase) -> dict[str, object]:
    """What the form shows of a use case."""
    values: dict[str, object] = {name: getattr(case, name) for name in UseCase.__struct_fields__}
    return values | {"review_day": day_text(case.review_day), "tool": case.tool or ""}
