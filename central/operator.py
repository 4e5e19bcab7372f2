"""The operator: who signs the list of a quarter's keys, so that every device uses the same ones.

The operator's key belongs to nobody who runs issuer, relay or collector. Where one team does it
all, it lies in `operator/` beside their folders.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from central.calendar import DAY, Calendar
from central.encoding import base64url
from central.home import Home
from central.issuer.key_files import KeyFiles
from central.issuer.key_making import make_keys
from central.key_list import KeyList, Operator
from central.registry import Registry
from central.roles import Role
from central.store.engine import open_store, sqlite_url
from central.store.terms import agree, remember

#: The file in which a role finds the operator's public key.
PUBLIC = "operator.pub"
#: Seconds before a quarter's end at which the next one's keys are made.
AHEAD = 28 * DAY


@dataclass(frozen=True, slots=True)
class Offices:
    """The folders of all who have keys to be listed, beside each other in one."""

    folder: Path

    def home(self, role: Role) -> Home:
        """A role's own folder. The rules' keys lie in central's own."""
        return Home(self.folder if role is Role.RULES else self.folder / role)

    def lock(self) -> sqlite3.Connection:
        """Holds all of it for one server. Raises HomeError."""
        return Home(self.folder).lock()

    def is_served(self) -> bool:
        """Whether a server holds all of it now."""
        return Home(self.folder).is_served()

    def operator(self) -> Home:
        return Home(self.folder / "operator")

    def make(self) -> None:
        """Makes the folder. Raises HomeError."""
        Home(self.folder).make()

    def introduce(self) -> None:
        """Makes the folders, and tells who the operator is. Raises HomeError."""
        operator = self.operator()
        for home in (Home(self.folder), operator, *(self.home(role) for role in Role)):
            home.make()
        public = Operator.of(operator.signing_key("operator")).public
        for role in (Role.ISSUER, Role.COLLECTOR):
            if self.home(role).read(PUBLIC) != public:
                self.home(role).write(PUBLIC, public)

    def agree(self, calendar: Calendar, database: str | None) -> None:
        """Opens both stores once, before anything is served of them. Raises StoreError."""
        collector = self.home(Role.COLLECTOR).folder
        stores = (
            open_store(sqlite_url(self.home(Role.ISSUER).folder), "issuer"),
            open_store(database or sqlite_url(collector)),
        )
        for engine in stores:
            agree(engine, calendar)
            engine.dispose()

    def remember(self, addresses: Mapping[str, str]) -> None:
        """Keeps where devices find issuer, relay and rules; enrolment strings name them."""
        engine = open_store(sqlite_url(self.home(Role.ISSUER).folder), "issuer")
        for name, address in addresses.items():
            remember(engine, name, address)
        engine.dispose()

    def make_lists(self, registry: Registry, calendar: Calendar, now: float) -> list[int]:
        """Makes and signs the keys of the quarter of `now`, and in its last weeks of the next.

        The quarters that were signed. Raises HomeError. Takes minutes for a real quarter.
        """
        files = KeyFiles(self.home(Role.ISSUER), calendar)
        this = calendar.quarter("week", calendar.at("week", now))
        wanted = [this]
        if not calendar.demonstration and calendar.ends("quarter", this) - now < AHEAD:
            wanted.append(this + 1)
        made = [quarter for quarter in wanted if files.signed(quarter) is None]
        for quarter in made:
            self._make_list(files, registry, calendar, quarter)
        return made

    def _make_list(
        self, files: KeyFiles, registry: Registry, calendar: Calendar, quarter: int
    ) -> None:
        sets = files.private(quarter)
        if sets is None:
            sets = make_keys(registry, calendar, quarter)
            files.put_private(quarter, sets)
        collector, issuer = self.home(Role.COLLECTOR), self.home(Role.ISSUER)
        sealing = collector.sealing_key().public_key()
        receipts = collector.signing_key("receipts").public_key()
        time = issuer.signing_key("time").public_key()
        listed = KeyList(
            v=1,
            quarter=quarter,
            demonstration=calendar.demonstration,
            collector_key=base64url(sealing.public_bytes_raw()),
            receipt_key=base64url(receipts.public_bytes_raw()),
            time_key=base64url(time.public_bytes_raw()),
            sets=[one.public() for one in sets],
        )
        operator = self.operator().signing_key("operator")
        files.put_signed(quarter, listed.signed(operator))
