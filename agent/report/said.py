"""One message as a sentence: what was counted, and the value in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from agent.report.metrics import Metric
from agent.report.shelves import ROOM, RULES, USE_CASES
from agent.words import gettext as _
from agent.words import ngettext

_PIN = "tool.pin."


def _nameless(_number: int) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Names:
    """What numbers stand for. Where a name is nothing, the number stays a number."""

    #: By catalogue number.
    tool: Callable[[int], str] = _nameless
    #: By the number of a rule.
    rule: Callable[[int], str] = _nameless


def sentence(metric: Metric | None, number: int, value: int | None, names: Names) -> str:
    """Such as “Warnings: confidential text, public tool — 2”.

    `metric` is None where the metric with this number left the registry, `value` where the key that
    hides it is not here.
    """
    if value is None:
        title = _title(metric, names) if metric else str(number)
        return _("{title} — not readable here").format(title=title)
    if metric is None:
        return _("Number {number}, which is not counted any more — {value}").format(
            number=number, value=value
        )
    title, said = _title(metric, names), _value(metric, value, names)
    return _("{title} — {value}").format(title=title, value=said)


def _title(metric: Metric, names: Names) -> str:
    pinned = metric.id.removeprefix(_PIN) if metric.id.startswith(_PIN) else ""
    name = names.tool(int(pinned)) if pinned else ""
    return _("Used {tool}").format(tool=name) if name else _(metric.title)


def _value(metric: Metric, value: int, names: Names) -> str:
    if metric.kind == "bit":
        return _("yes") if value else _("no")
    if metric.kind == "state":
        return _(metric.values[value]) if value < len(metric.values) else str(value)
    if metric.kind == "shelf":
        return _shelf(metric, value, names)
    if value == metric.cap:
        return _("{count} or more").format(count=value)
    return str(value)


def _shelf(metric: Metric, value: int, names: Names) -> str:
    number, more = divmod(value, ROOM)
    if number == 0:
        return _("empty")
    name = _on_shelf(metric, number, names)
    if metric.values:
        said = _(metric.values[more]) if more < len(metric.values) else str(more)
        return _("{rule}: {said}").format(rule=name, said=said)
    if more == 0:
        return name
    return ngettext(
        "{tool}, and {count} other is not said",
        "{tool}, and {count} others are not said",
        more,
    ).format(tool=name, count=more)


def _on_shelf(metric: Metric, number: int, names: Names) -> str:
    """The name of what stands on the shelf, or its number and what that is a number of."""
    if metric.id.startswith(RULES.prefix):
        return names.rule(number) or _("rule {number}").format(number=number)
    if metric.id.startswith(USE_CASES.prefix):
        return _("use case {number} of the register").format(number=number)
    return names.tool(number) or _("number {number} of the catalogue").format(number=number)
