"""How each way into a browser went when the extension tried them there (ui/browser/canary)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from agent.frames import Frame
from agent.sense.health import Health
from agent.words import gettext as _

#: The ways that the extension tries. A way that it does not name did not go well.
WAYS = ("paste", "drop", "upload", "submit")
#: Characters of a version.
LONGEST = 60


@dataclass(frozen=True, slots=True)
class Tried:
    """One browser's result."""

    #: The browser's and the extension's, such as "Chrome 156.0.0.0 · 0.1.0"; nothing before the
    #: first try.
    version: str
    #: None before the first try.
    guarded: Mapping[str, bool] | None
    #: Whether the browser lets the extension hold a request, the last net below typed text.
    holds: bool
    #: Whether it tries its ways at this moment, so that this result is the one before.
    trying: bool = False


def tried_of(hello: Frame) -> Tried:
    """What a browser's hello says of it."""
    told = hello.get("tried")
    holds, trying = hello.get("holds") is True, hello.get("trying") is True
    if not isinstance(told, dict) or not isinstance(told.get("ways"), dict):
        return Tried("", None, holds, trying)
    guarded = {way: told["ways"].get(way) is True for way in WAYS}
    return Tried(str(told.get("version", ""))[:LONGEST], guarded, holds, trying)


def health_of(tried: Tried) -> Health:
    """Guarded where every way is, blind where none is."""
    if tried.guarded is None:
        return Health(
            "degraded", _("A browser has called and tries each way in for the first time.")
        )
    unguarded = [way for way in WAYS if not tried.guarded[way]]
    browser = tried.version.partition(" · ")[0]
    if unguarded:
        names = ", ".join(_way_words(way) for way in unguarded)
        return Health(
            "blind" if len(unguarded) == len(WAYS) else "degraded",
            _("{browser}: not guarded: {ways}.").format(browser=browser, ways=names),
            _("Try again with: plimsoll doctor --try. If it stays, tell IT."),
        )
    if not tried.holds:
        return Health(
            "degraded",
            _(
                "{browser}: all is guarded, but a page can send typed text in ways of its own."
            ).format(browser=browser),
            _("Where the company's policy installs the extension, the browser holds those too."),
        )
    return Health("guarded")


def _way_words(way: str) -> str:
    return {
        "paste": _("paste"),
        "drop": _("drop"),
        "upload": _("file picker"),
        "submit": _("typed text"),
    }[way]
