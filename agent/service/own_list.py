"""The person's own list: what was said about this machine, where its key is, pause and clear."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from agent.children.ledger_key import LedgerKey
from agent.report.reporter import Reporter
from agent.report.vault import Vault
from agent.words import gettext as _


class OwnList:
    """For the person alone: nothing here is asked for by `doctor --fleet` or told to central."""

    def __init__(self, home: Path, reporter: Reporter, changed: Callable[[], None]) -> None:
        self._reporter = reporter
        self._changed = changed
        self._place = "unreachable"
        self._key = ""
        self._ledger_key = LedgerKey(home, self._got)

    def start(self) -> None:
        self._ledger_key.start()

    def stop(self) -> None:
        self._ledger_key.stop()

    def key_line(self) -> str:
        """What the uplink is told on its input: it seals the values that this key hides."""
        return self._key + "\n"

    def sent(self) -> list[dict[str, Any]]:
        """The latest messages, as docs/protocol.md has them."""
        return [dict(message) for message in self._reporter.sent()]

    def pause(self, paused: bool) -> None:
        """From now on, until it is lifted, what the person does is no answer."""
        self._reporter.pause(paused)
        self._changed()

    def clear(self) -> int:
        """Delete what was said and received; how many messages."""
        return self._reporter.clear()

    def document(self) -> Mapping[str, Any]:
        """`list` of docs/door.md, *State*."""
        return {
            "place": self._place,
            "words": place_words(self._place),
            "paused": self._reporter.paused,
        }

    def _got(self, place: str, vault: Vault | None) -> None:
        self._place = place
        if vault is not None:
            self._key = vault.key.hex()
            self._reporter.unlock(vault)
        self._changed()


def place_words(place: str) -> str:
    """Where the list is, and who can read it."""
    return {
        "keyring": _("Your list is encrypted with a key in your key ring."),
        "memory": _("There is no key ring here: your list ends with Plimsoll, in memory."),
    }.get(place, _("Your key ring is not open yet. Until then nothing is counted."))
