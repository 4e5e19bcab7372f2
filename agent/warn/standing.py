"""What the company decided about a place, in the person's language."""

from __future__ import annotations

from agent.events import Destination, Level, ToolClass
from agent.words import gettext as _


def level_words(level: Level) -> str:
    """A level in the person's language."""
    return {
        Level.PUBLIC: _("public"),
        Level.INTERNAL: _("internal"),
        Level.CONFIDENTIAL: _("confidential"),
        Level.RESTRICTED: _("restricted"),
        Level.SECRET: _("secret"),
    }[level]


def class_words(tool_class: ToolClass) -> str:
    """A class of tools in the person's language."""
    return {
        ToolClass.PUBLIC: _("public"),
        ToolClass.APPROVED: _("approved"),
        ToolClass.SANDBOX: _("sandbox"),
        ToolClass.LOCAL: _("on this machine"),
        ToolClass.UNKNOWN: _("not known"),
    }[tool_class]


def standing_words(destination: Destination, highest: Level | None) -> str:
    """Such as “approved for internal data until 2027-03-31” or “public · not reviewed”.

    `highest` is the gravest level that the policy lets tools of this class have.
    """
    tool_class = class_words(destination.tool_class)
    if destination.tool_class == ToolClass.LOCAL:
        return tool_class
    if destination.ended:
        return _("{tool_class} · approval ended on {day}").format(
            tool_class=tool_class, day=destination.ended
        )
    if not destination.reviewed:
        return _("{tool_class} · not reviewed").format(tool_class=tool_class)
    levels = [one for one in (destination.up_to, highest) if one is not None]
    if destination.tool_class not in (ToolClass.APPROVED, ToolClass.SANDBOX) or not levels:
        return _("{tool_class} · not approved").format(tool_class=tool_class)
    return _until(_data(destination.tool_class, min(levels)), destination.until)


def _data(tool_class: ToolClass, level: Level) -> str:
    words = {
        ToolClass.APPROVED: _("approved for {level} data"),
        ToolClass.SANDBOX: _("sandbox for {level} data"),
    }[tool_class]
    return words.format(level=level_words(level))


def _until(what: str, day: str) -> str:
    return _("{what} until {day}").format(what=what, day=day) if day else what
