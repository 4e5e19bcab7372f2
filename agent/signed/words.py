"""How it stands with the signed rules, in words: who signed, how fresh, what was refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from agent.words import gettext as _

#: Seconds without a confirmation after which the person is told.
STALE = 14 * 86_400.0
#: Seconds before the signature ends from which on the person is told.
ENDING = 21 * 86_400.0


@dataclass(frozen=True, slots=True)
class SignedWords:
    """`words`: who signed what. `alerts`: what somebody should look at, each a sentence."""

    words: str
    alerts: tuple[str, ...] = ()


def signed_words(
    facts: Mapping[str, Any], check: Mapping[str, Any], release: int, problem: str, now: float
) -> SignedWords:
    """`facts` of the set, `check` of the last look; `now` in Unix seconds."""
    if not facts:
        refused = _refused(check)
        return SignedWords(
            _("No signed rules have come yet; the ones that came with Plimsoll are used."),
            (refused,) if refused else (),
        )
    return SignedWords(_signers(facts, release), tuple(_alerts(facts, check, problem, now)))


def _signers(facts: Mapping[str, Any], release: int) -> str:
    names = _(" and ").join(str(name) for name in facts.get("signers", ()))
    if release:
        return _("Release {number}, signed by {names}.").format(number=release, names=names)
    return _("Signed by {names}; no release of rules.").format(names=names)


def _alerts(
    facts: Mapping[str, Any], check: Mapping[str, Any], problem: str, now: float
) -> list[str]:
    alerts = []
    if facts.get("threshold", 0) < 2:
        alerts.append(_("One person alone can change the rules here."))
    if problem:
        alerts.append(_("Signed rules failed, an older release is used: {why}").format(why=problem))
    alerts.append(_refused(check))
    confirmed, ends = check.get("confirmed", 0), facts.get("ends", 0)
    if confirmed and now - confirmed > STALE:
        alerts.append(_("Not confirmed since {day}.").format(day=_day(confirmed)))
    if ends and ends - now < ENDING:
        alerts.append(_("The signature ends on {day}.").format(day=_day(ends)))
    return [alert for alert in alerts if alert]


def _refused(check: Mapping[str, Any]) -> str:
    if check.get("state") != "refused":
        return ""
    reason = {
        "ExpiredMetadataError": _("it has expired, or this machine's clock is wrong"),
        "BadVersionNumberError": _("it is older than what came before"),
        "UnsignedMetadataError": _("signatures are missing"),
        "LengthOrHashMismatchError": _("a file is not the one that was signed"),
        "DownloadLengthMismatchError": _("a file is larger than announced"),
    }.get(str(check.get("reason")), _("it is not signed as it must be"))
    return _("What central offered was refused: {reason}. The last good rules stay.").format(
        reason=reason
    )


def _day(moment: float) -> str:
    return datetime.fromtimestamp(moment, UTC).date().isoformat()
