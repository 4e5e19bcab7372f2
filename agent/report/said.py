"""One message as a sentence: what was counted, and the value in words."""

from __future__ import annotations

from collections.abc import Callable

from agent.report.metrics import Metric
from agent.report.shelves import MOST_ON_SHELF
from agent.words import gettext as _
from agent.words import ngettext

#: A tool's name by its catalogue number, or nothing where the catalogue has none.
ToolName = Callable[[int], str]

_PIN = "tool.pin."


def nameless(_number: int) -> str:
    """For whoever has no catalogue at hand: numbers stay numbers."""
    return ""


def sentence(metric: Metric | None, number: int, value: int | None, tool_name: ToolName) -> str:
    """Such as “Warnings: confidential text, public tool — 2”.

    `metric` is None where the metric with this number left the registry, `value` where the key that
    hides it is not here.
    """
    if value is None:
        title = _title(metric, tool_name) if metric else str(number)
        return _("{title} — not readable here").format(title=title)
    if metric is None:
        return _("Number {number}, which is not counted any more — {value}").format(
            number=number, value=value
        )
    title, said = _title(metric, tool_name), _value(metric, value, tool_name)
    return _("{title} — {value}").format(title=title, value=said)


def _title(metric: Metric, tool_name: ToolName) -> str:
    pinned = metric.id.removeprefix(_PIN) if metric.id.startswith(_PIN) else ""
    name = tool_name(int(pinned)) if pinned else ""
    return _("Used {tool}").format(tool=name) if name else _(metric.title)


def _value(metric: Metric, value: int, tool_name: ToolName) -> str:
    if metric.kind == "bit":
        return _("yes") if value else _("no")
    if metric.kind == "state":
        return _(metric.values[value]) if value < len(metric.values) else str(value)
    if metric.kind == "shelf":
        return _shelf(value, tool_name)
    if value == metric.cap:
        return _("{count} or more").format(count=value)
    return str(value)


def _shelf(value: int, tool_name: ToolName) -> str:
    number, others = divmod(value, MOST_ON_SHELF)
    if number == 0:
        return _("empty")
    tool = tool_name(number) or _("number {number} of the catalogue").format(number=number)
    if others == 0:
        return tool
    return ngettext(
        "{tool}, and {count} other is not said",
        "{tool}, and {count} others are not said",
        others,
    ).format(tool=tool, count=others)
