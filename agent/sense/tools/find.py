"""What a look at a place brings: a tool that we know, or something that is named like one."""

from __future__ import annotations

from agent.sense.tools.proposal import Proposal
from agent.sense.tools.seen import Seen

Finding = Seen | Proposal
