"""Who signs what: five keys, and how many of them it takes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from securesystemslib.signer import Key
from tuf.api.metadata import DelegatedRole, Delegations, Root, Targets

from central.keys.key_file import holder_of
from central.keys.repository import (
    DECISIONS,
    DECISIONS_PATHS,
    PROTECTED,
    ROOT,
    SNAPSHOT,
    TIMESTAMP,
)

OPERATOR, COUNCIL, RECOVERY, ONLINE = "operator", "council", "recovery", "online"
#: Every part that a key can have, in the order in which a ceremony makes them.
PARTS = (OPERATOR, COUNCIL, RECOVERY, DECISIONS, ONLINE)

#: Days for which a signature is good. Two quarters: the keys of a quarter are signed before it.
ROOT_DAYS, PROTECTED_DAYS = 730, 200
#: What one machine signs by itself and again is good for less.
ONLINE_DAYS, TIMESTAMP_DAYS = 30, 7


#: Which part a key plays, in a field that TUF passes over and signs all the same.
PART = "x-plimsoll-part"


@dataclass(frozen=True, slots=True)
class Holders:
    """The public keys. Without `council` one signer is enough, and every tray says so."""

    operator: Key
    recovery: Key
    decisions: Key
    online: Key
    council: Key | None = None

    @classmethod
    def of(cls, keys: Mapping[str, Key]) -> Holders:
        """From part to key. Raises KeyError where one is missing."""
        for part, key in keys.items():
            key.unrecognized_fields[PART] = part
        return cls(keys[OPERATOR], keys[RECOVERY], keys[DECISIONS], keys[ONLINE], keys.get(COUNCIL))

    @classmethod
    def named_in(cls, root: Root, targets: Targets) -> Holders:
        """The keys that a root and its targets name."""
        delegated = targets.delegations.keys.values() if targets.delegations else ()
        keys = (*root.keys.values(), *delegated)
        return cls.of({str(key.unrecognized_fields.get(PART)): key for key in keys})

    def replaced(self, part: str, key: Key) -> Holders:
        """The same with another key for one part."""
        return Holders.of({**self.by_part(), part: key})

    @property
    def protected(self) -> tuple[Key, ...]:
        """Those who sign what is protected."""
        return tuple(key for key in (self.operator, self.council) if key is not None)

    @property
    def threshold(self) -> int:
        """How many signatures a protected change needs."""
        return len(self.protected)

    def by_part(self) -> Mapping[str, Key]:
        named = {
            OPERATOR: self.operator,
            COUNCIL: self.council,
            RECOVERY: self.recovery,
            DECISIONS: self.decisions,
            ONLINE: self.online,
        }
        return {part: key for part, key in named.items() if key is not None}

    def root(self, version: int, now: datetime) -> Root:
        """The root that names these keys."""
        root = Root(version=version, expires=later(now, ROOT_DAYS), consistent_snapshot=True)
        for key in (*self.protected, self.recovery):
            root.add_key(key, ROOT)
        for key in self.protected:
            root.add_key(key, PROTECTED)
        for role in (SNAPSHOT, TIMESTAMP):
            root.add_key(self.online, role)
        root.roles[ROOT].threshold = root.roles[PROTECTED].threshold = self.threshold
        return root

    def targets(self, version: int, now: datetime) -> Targets:
        """Empty protected targets, which hand the decisions to their key."""
        role = DelegatedRole(DECISIONS, [self.decisions.keyid], 1, True, list(DECISIONS_PATHS))
        delegations = Delegations({self.decisions.keyid: self.decisions}, {DECISIONS: role})
        return Targets(version=version, expires=later(now, PROTECTED_DAYS), delegations=delegations)


def later(now: datetime, days: int) -> datetime:
    """That many days from `now`, in whole seconds, as TUF writes them."""
    return now.astimezone(UTC).replace(microsecond=0) + timedelta(days=days)


def names(keys: Iterable[Key]) -> str:
    """Their holders in one line."""
    return ", ".join(sorted(holder_of(key) for key in keys))
