"""Asks once, kindly, whether a thing that looks like an AI tool shall be proposed to IT.

Nothing about it leaves this machine without that click.
"""

from __future__ import annotations

import logging
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from agent.proposals.proposed import LONGEST, ProposedTools, Thing, ToolProposal
from agent.words import gettext as _
from agent.words import ngettext

log = logging.getLogger(__name__)

#: Seconds between two notices. The page *Tools* has them all at any time.
PAUSE = 3600.0
#: Seconds after the first find: what is found together is asked about together.
CALM = 10.0
#: Seconds between two tries to write letters: each week only one leaves.
CARRYING = 60.0
#: Things that are listed at once.
MOST_OPEN = 50


@dataclass(slots=True)
class _Open:
    """Something found that is not proposed. `id` is random: an answer names nothing else."""

    id: str
    proposal: ToolProposal
    reason: str
    told: bool


class Proposals:
    """What was found and what came of it. Safe from any thread."""

    def __init__(
        self,
        proposed: ProposedTools,
        tell: Callable[[dict[str, Any]], int],
        clock: Callable[[], float],
        carry: Callable[[ToolProposal], bool] = lambda _proposal: False,
    ) -> None:
        """`tell` shows a notice and says to how many; `clock` gives monotonic seconds.

        `carry` writes a proposal's letter to IT; false where that cannot be done now.
        """
        self._proposed = proposed
        self._tell = tell
        self._clock = clock
        self._carry = carry
        self._next_carrying = 0.0
        self._open: dict[ToolProposal, _Open] = {}
        self._next = clock() + CALM
        self._lock = threading.Lock()

    def found(self, name: str, thing: Thing, reason: str) -> None:
        """Something looks like an AI tool; `reason` is a sentence."""
        proposal = ToolProposal(name.strip()[:LONGEST], thing)
        with self._lock:
            known = proposal in self._open or proposal in self._proposed.proposed
            known = known or self._proposed.was_declined(proposal)
            if known or len(self._open) >= MOST_OPEN:
                return
            told = self._proposed.was_asked(proposal)
            self._open[proposal] = _Open(secrets.token_hex(8), proposal, reason, told)
            if not told:
                self._next = max(self._next, self._clock() + CALM)

    def tick(self) -> None:
        """Show the notice that is due. Where nobody can see one, it stays due."""
        self._carry_some()
        with self._lock:
            new = [one for one in self._open.values() if not one.told]
            if not new or self._clock() < self._next:
                return
            notice = _about_one(new[0]) if len(new) == 1 else _about_many(len(new))
        if self._tell(notice):
            self._asked(new)

    def answer(self, number: str, propose: bool) -> bool:
        """What the person chose. False for what is not open. Raises OSError on a full disk."""
        with self._lock:
            one = next((one for one in self._open.values() if one.id == number), None)
            if one is None:
                return False
            if propose:
                self._proposed.propose(one.proposal)
                self._next_carrying = 0.0
            else:
                self._proposed.decline(one.proposal)
            del self._open[one.proposal]
            return True

    def documents(self) -> list[dict[str, Any]]:
        """For the page *Tools*: what is open, then what was proposed."""
        with self._lock:
            waiting = [_document(one.proposal, one.id, one.reason) for one in self._open.values()]
            return waiting + [
                _document(one, "", _carried() if self._proposed.is_carried(one) else _kept())
                for one in self._proposed.proposed
            ]

    def _carry_some(self) -> None:
        """Letters for what was proposed, as far as there is room for them."""
        with self._lock:
            now = self._clock()
            waiting = [one for one in self._proposed.proposed if not self._proposed.is_carried(one)]
            if not waiting or now < self._next_carrying:
                return
            self._next_carrying = now + CARRYING
            try:
                for one in waiting:
                    if not self._carry(one):
                        return
                    self._proposed.carried(one)
            except OSError:
                log.warning("proposals.not-written")

    def _asked(self, told: list[_Open]) -> None:
        with self._lock:
            self._next = self._clock() + PAUSE
            for one in told:
                one.told = True
                try:
                    self._proposed.asked(one.proposal)
                except OSError:
                    log.warning("proposals.not-written")


def _kept() -> str:
    return _("Proposed. It waits on this machine until there is room for its letter.")


def _carried() -> str:
    return _("Proposed. What became of it stands under “Letters”.")


def _document(proposal: ToolProposal, number: str, words: str) -> dict[str, Any]:
    return {"id": number, "name": proposal.name, "thing": proposal.thing.value, "words": words}


def _about_one(one: _Open) -> dict[str, Any]:
    return {
        "id": one.id,
        "title": _("“{name}” looks like an AI tool.").format(name=one.proposal.name),
        "body": _(
            "Nobody here has looked at it yet. Propose it to IT? Nothing about it leaves this "
            "machine unless you do."
        ),
        "propose": _("Propose to IT"),
        "no": _("No, thanks"),
        "show": "",
    }


def _about_many(count: int) -> dict[str, Any]:
    return {
        "id": "",
        "title": ngettext(
            "{count} thing here looks like an AI tool.",
            "{count} things here look like AI tools.",
            count,
        ).format(count=count),
        "body": _(
            "Nobody here has looked at them yet. Propose them to IT? Nothing about them leaves "
            "this machine unless you do."
        ),
        "propose": "",
        "no": _("Not now"),
        "show": _("Look at them"),
    }
