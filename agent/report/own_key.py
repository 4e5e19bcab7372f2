"""The key by which central knows this device: its code, and the wish for a new one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from agent.report.facts import DEVICE_CODE, KEY_DUE, Facts
from agent.report.store import Store, opened
from agent.report.true_time import Clocks, read_time


@dataclass(frozen=True, slots=True)
class OwnKey:
    """The uplink alone sees the key. Every method may raise StoreError."""

    store: Callable[[], Store | None]
    clocks: Clocks

    def code(self) -> str:
        """By which IT can revoke this device; nothing before it was enrolled."""
        with opened(self.store()).transaction() as db:
            return Facts(db).text(DEVICE_CODE)

    def change(self) -> bool:
        """Change the key at the next visit, which begins at once. False where there is none yet."""
        with opened(self.store()).transaction() as db:
            facts = Facts(db)
            if not facts.text("enrolled"):
                return False
            facts.put(KEY_DUE, read_time(facts).now(self.clocks()))
            return True
