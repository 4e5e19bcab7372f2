"""Chooses what came signed, and steps back from what fails. The agent asks here, and nowhere else.

uplink ──► set (verified) ──► release of this device's ring ──► layer over the shipped rules
                                    │ failed to read, or two starts
                                    └──► the last release that proved good
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from agent import __version__
from agent.rule_file import RuleError
from agent.signed.companion_age import companion_age
from agent.signed.layer import NOTHING_SIGNED, SignedLayer
from agent.signed.place import SignedPlace, read_json
from agent.signed.release import Release, releases_in, signed_facts
from agent.signed.standing import Standing
from agent.signed.words import SignedWords, signed_words

log = logging.getLogger(__name__)

#: Seconds that an agent runs with a release before that counts as good.
PROVING = 60.0
#: Seconds since the last confirmed look after which nobody knows whether there is something newer.
FRESH = 8 * 86_400.0
#: By how many releases that are for this device lie before the one it uses.
_AGES = ("current", "one before", "older")
#: A number of each ring that no earlier ring has.
_CHOSEN = {"canary": 0, "pilot": 9, "all": 99}


class SignedRules:
    """Without a place for signed rules there is no layer, and everything here does nothing."""

    def __init__(
        self,
        place: SignedPlace | None,
        draw: int,
        today: Callable[[], date],
        clock: Callable[[], float],
        ring: str = "",
        proving: float = PROVING,
    ) -> None:
        """`draw`: a random number from 0 to 99, for a device that has none yet.

        `clock` gives monotonic seconds. `ring`: canary, pilot or all, where IT chose one for this
        device.
        """
        self._place = place
        self._today = today
        self._clock = clock
        self._proving = proving
        self._seen: tuple[Path | None, date] | None = None
        self._release: Release | None = None
        self._began = 0.0
        self._standing = Standing.read(place, draw) if place else Standing(draw)
        #: The layer that is used now.
        self.layer = NOTHING_SIGNED
        self._ring = _CHOSEN.get(ring, self._standing.ring)
        self._rolled_back = 0
        self._behind = 0
        self.problem = ""

    def begin(self) -> None:
        """Choose at the agent's start; a start that has failed twice counts against a release."""
        self.choose()
        if self._place is None or self._release is None:
            return
        before = self._standing
        self._keep(before.beginning(self._release.key))
        if self._standing.is_bad(self._release.key):
            self._step_back()

    def changed(self) -> bool:
        """Whether another set has come, or another day, since the last choice."""
        return self._place is not None and self._seen != (self._place.current, self._today())

    def choose(self) -> SignedLayer:
        """Take the newest release that is for this device and did not fail."""
        if self._place is None:
            return NOTHING_SIGNED
        current, today = self._place.current, self._today()
        self._seen = (current, today)
        if current is None:
            return NOTHING_SIGNED
        release = self._best(current, today)
        if release is None or self._release is None or release.key != self._release.key:
            self._began = self._clock()
        self._release = release
        self.layer = SignedLayer(
            rules=release.folder if release else None,
            decisions=_folder(current / "decisions"),
            everyone=_folder(current / "everyone"),
        )
        return self.layer

    def failed(self, error: RuleError) -> bool:
        """Rules could not be read. Whether it was ours to answer for: another layer is chosen."""
        layer = self.layer
        if self._release and layer.rules and layer.rules in error.file.parents:
            self._keep(self._standing.failing(self._release.key))
            self._step_back()
            self.problem = str(error)
            return True
        if layer.decisions and layer.decisions in error.file.parents:
            self.layer = SignedLayer(layer.rules, None, layer.everyone)
            self.problem = str(error)
            return True
        return False

    def tick(self) -> None:
        """Call it now and then: what has run long enough has proved good."""
        release, place = self._release, self._place
        if release is None or place is None or release.key == self._standing.good:
            return
        if self._clock() - self._began >= self._proving:
            self._keep(self._standing.proving(release.key, release.folder.parents[1].name))

    def take_rolled_back(self) -> int:
        """How many releases failed since the last call, for the count of roll-backs."""
        count, self._rolled_back = self._rolled_back, 0
        return count

    def end(self) -> None:
        """The agent ends because it was asked to."""
        if self._place is not None and self._standing.begun:
            self._keep(self._standing.ending())

    def due(self, now: float) -> bool:
        """Whether it is time to look for newer rules; `now` in Unix seconds."""
        if self._place is None:
            return False
        following = self._check().get("next", 0)
        # A look that lies further ahead than any we plan: the clock was put back meanwhile.
        return not isinstance(following, int | float) or not now < following < now + 86_400

    def words(self, now: float) -> SignedWords | None:
        """How it stands, for the tray and `doctor`; `now` in Unix seconds. None: none are set."""
        if self._place is None:
            return None
        current = self._place.current
        facts = signed_facts(current) if current else {}
        number = self._release.number if self._release else 0
        return signed_words(facts, self._check(), number, self.problem, now)

    def versions(self, now: float) -> Mapping[str, str]:
        """How new companion, rules and policy are, in the words of `version.*`; `now` in Unix
        seconds.
        """
        confirmed = self._check().get("confirmed", 0)
        if not isinstance(confirmed, int | float) or not 0 <= now - confirmed < FRESH:
            return dict.fromkeys(("agent", "rules", "policy"), "unknown")
        return {
            "agent": companion_age(__version__, self.layer.decisions),
            "rules": _AGES[min(self._behind, len(_AGES) - 1)],
            # The policy and what was decided come with each confirmed set.
            "policy": _AGES[0],
        }

    def _best(self, current: Path, today: date) -> Release | None:
        try:
            releases = releases_in(current)
        except RuleError as fault:
            self.problem = str(fault)
            return None
        come = [one for one in releases if one.has_come(self._ring, today)]
        for self._behind, release in enumerate(come):
            if not self._standing.is_bad(release.key):
                return release
        self._behind = len(come)
        return self._last_good() if come else None

    def _last_good(self) -> Release | None:
        """The release that proved good, where its files are still kept."""
        place, standing = self._place, self._standing
        if place is None or not standing.good_set:
            return None
        try:
            kept = releases_in(place.sets / standing.good_set)
        except RuleError:
            return None
        return next((one for one in kept if one.key == standing.good), None)

    def _step_back(self) -> None:
        self._rolled_back += 1
        log.warning("signed.rolled-back")
        self.choose()

    def _keep(self, standing: Standing) -> None:
        self._standing = standing
        if self._place is None:
            return
        try:
            standing.keep(self._place)
        except OSError as fault:
            # A full disk: it is remembered as long as the agent runs.
            log.warning("signed.not-kept: %s", type(fault).__name__)

    def _check(self) -> Mapping[str, Any]:
        return read_json(self._place.check_file) if self._place else {}


def _folder(path: Path) -> Path | None:
    return path if path.is_dir() else None
