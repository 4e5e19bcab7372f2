"""A proposed tool becomes a letter: anonymous, its name and what kind of thing it is."""

from __future__ import annotations

from collections.abc import Callable

from agent.proposals.proposed import Thing, ToolProposal
from agent.report.correspondence import Correspondence
from agent.report.letter import Letter, LetterKind
from agent.report.store import StoreError
from agent.report.written import LettersFull
from agent.words import gettext as _


def carrier(correspondence: Correspondence) -> Callable[[ToolProposal], bool]:
    """What writes a proposal's letter; false where that cannot be done now."""

    def carry(proposal: ToolProposal) -> bool:
        words = {
            Thing.SITE: _("A web site that people here use."),
            Thing.APPLICATION: _("An application that is set up on a machine here."),
            Thing.EXTENSION: _("An extension of a browser or an editor."),
        }
        try:
            correspondence.write(Letter(LetterKind.TOOL, proposal.name, "", words[proposal.thing]))
        except (LettersFull, StoreError, ValueError):
            return False
        return True

    return carry
