"""What the agent remembers of signed releases: its ring, the one that proved good, the failed.

A release is on trial from its first start until the agent has run with it for a minute. An agent
that ends before that, twice, was brought down by it: the last good release takes its place.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from agent.signed.place import SignedPlace, read_json, write_whole

#: Failed starts after which a release is not used any more.
MOST_STARTS = 2


@dataclass(frozen=True, slots=True)
class Standing:
    """As kept in `standing.json`. A release's key is its number and a digest of its files."""

    #: 0 to 99, drawn once on this device and told to nobody.
    ring: int
    good: str = ""
    #: The set that holds the good release's files.
    good_set: str = ""
    #: Release that begins, and how many times it has begun without proving good.
    begun: str = ""
    starts: int = 0
    bad: tuple[str, ...] = field(default=())

    @classmethod
    def read(cls, place: SignedPlace, draw: int) -> Standing:
        """As it was left, or a new one with the ring `draw`."""
        found = read_json(place.standing_file)
        ring = _whole(found, "ring", draw)
        bad = found.get("bad")
        return cls(
            ring=ring if 0 <= ring < 100 else draw,
            good=str(found.get("good", "")),
            good_set=str(found.get("good_set", "")),
            begun=str(found.get("begun", "")),
            starts=_whole(found, "starts", 0),
            bad=tuple(str(key) for key in bad) if isinstance(bad, list) else (),
        )

    def keep(self, place: SignedPlace) -> None:
        """Write it down. Raises OSError."""
        place.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        fields = {name: getattr(self, name) for name in self.__slots__}
        write_whole(place.standing_file, json.dumps(fields).encode())

    def is_bad(self, key: str) -> bool:
        return key in self.bad

    def beginning(self, key: str) -> Standing:
        """One more start with this release; the release is bad once it has failed twice."""
        if key == self.good:
            return self
        if key != self.begun:
            return replace(self, begun=key, starts=1)
        if self.starts >= MOST_STARTS:
            return self.failing(key)
        return replace(self, starts=self.starts + 1)

    def failing(self, key: str) -> Standing:
        """This release is not used again."""
        return replace(self, begun="", starts=0, bad=(*self.bad, key)[-20:])

    def proving(self, key: str, set_name: str) -> Standing:
        """This release runs well."""
        return replace(self, good=key, good_set=set_name, begun="", starts=0)

    def ending(self) -> Standing:
        """The agent was asked to end: that is no failure of the release."""
        return replace(self, starts=max(self.starts - 1, 0))


def _whole(found: Mapping[str, Any], name: str, default: int) -> int:
    value = found.get(name)
    return value if type(value) is int else default
