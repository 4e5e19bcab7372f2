"""What stands on the page of the fleet: reporting, channels, versions, what went wrong."""

from __future__ import annotations

from dataclasses import dataclass

from central.console.history import History
from central.console.overview import Channel, channels
from central.figures import Figure
from central.words import gettext as _

VERSIONS = ("agent", "rules", "policy")
FAULTS = (
    *("drop.full", "drop.age", "drop.corrupt", "drop.expired"),
    *("fault.crash", "fault.rollback", "fault.slow", "fault.fail-to-warn"),
)


@dataclass(frozen=True, slots=True)
class Version:
    """How many devices have the newest, the one before, an older or an unknown version."""

    title: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """How often something went wrong, this week and before."""

    title: str
    now: Figure
    before: Figure
    course: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Fleet:
    """All of the page. A course is one number a week, oldest first."""

    received: int
    enrolled: int
    reporting: tuple[int, ...]
    channels: tuple[Channel, ...]
    versions: tuple[Version, ...]
    faults: tuple[Fault, ...]
    unanswered: tuple[Figure, Figure]


def build_fleet(history: History, enrolled: int) -> Fleet:
    """The fleet in the newest week. `enrolled` is how many devices had enrolled by then."""
    received = history.received(history.week)
    silent = [f"answer.none.{band}" for band in ("lower", "upper")]
    return Fleet(
        received=received,
        # A device may report a week that began before it enrolled.
        enrolled=max(enrolled, received),
        reporting=tuple(history.received(week) for week in history.weeks()),
        channels=channels(history),
        versions=tuple(_version(history, name) for name in VERSIONS),
        faults=tuple(_fault(history, metric) for metric in FAULTS),
        unanswered=(history.now(silent[0]), history.now(silent[1])),
    )


def _version(history: History, name: str) -> Version:
    titles = {"agent": _("Companion"), "rules": _("Rules"), "policy": _("Policy")}
    return Version(titles[name], history.states(f"version.{name}"))


def _fault(history: History, metric: str) -> Fault:
    titles = {
        "drop.full": _("Counts dropped: the store was full"),
        "drop.age": _("Counts dropped: waited over 35 days"),
        "drop.corrupt": _("Counts dropped: the file was damaged"),
        "drop.expired": _("Counts dropped: tokens had ended"),
        "fault.crash": _("The companion crashed"),
        "fault.rollback": _("It stepped back to older rules"),
        "fault.slow": _("A judgement took too long"),
        "fault.fail-to-warn": _("Warned because it could not judge"),
    }
    before = history.figure(metric, history.week - 1)
    return Fault(titles[metric], history.now(metric), before, history.course_of([metric]))
