"""What needs the administrator now: a few sentences, each with what to do."""

from __future__ import annotations

from central.console.overview import ANSWERS, Overview
from central.words import gettext as _
from central.words import ngettext

#: Below this share of devices a week says little about the company.
ENOUGH = 80


def notes(overview: Overview) -> list[str]:
    """The sentences, most pressing first; none when all is well."""
    return [*_coverage(overview), *_blind(overview), *_continued(overview)]


def _coverage(overview: Overview) -> list[str]:
    if overview.percent >= ENOUGH or not overview.enrolled:
        return []
    text = _(
        "Only {percent} % of the enrolled devices reported. The other figures speak for these only."
    )
    return [text.format(percent=overview.percent)]


def _blind(overview: Overview) -> list[str]:
    found = []
    for channel in overview.channels:
        if channel.blind.count:
            text = ngettext(
                "{channel}: blind on {count} device. There, `plimsoll doctor` says why.",
                "{channel}: blind on {count} devices. There, `plimsoll doctor` says why.",
                channel.blind.count,
            )
            found.append(text.format(channel=channel.title, count=channel.blind.count))
    return found


def _continued(overview: Overview) -> list[str]:
    _lower, upper = overview.answers.rows[ANSWERS.index("continued")].cells
    if not upper.count:
        return []
    text = ngettext(
        "Restricted or secret text went on {count} time, with a reason. "
        "Is an approved tool missing?",
        "Restricted or secret text went on {count} times, with a reason. "
        "Is an approved tool missing?",
        upper.count,
    )
    return [text.format(count=upper.count)]
