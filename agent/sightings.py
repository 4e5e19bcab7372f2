"""What the sensors see, told to those who must know of it: arming, the state, the count of use."""

from __future__ import annotations

from collections.abc import Callable

from agent.catalogue import Catalogue
from agent.events import Channel, Destination, Sighting
from agent.pipe import Pipe
from agent.sense.browser import InFocus
from agent.sense.dwell import Dwell
from agent.service.guide import Guide

_WINDOWLESS = frozenset({Channel.CLI, Channel.API})


class Sightings:
    """Where a tool that was seen becomes a tool that is listed, armed against and counted."""

    def __init__(
        self,
        catalogue: Catalogue,
        guide: Guide,
        pipe: Pipe,
        dwell: Dwell,
        arm: Callable[[Destination | None], None],
        listed: Callable[[Sighting], None],
    ) -> None:
        """`arm` hears what is in front, `listed` of every tool that was seen."""
        self._catalogue = catalogue
        self._guide = guide
        self._pipe = pipe
        self._dwell = dwell
        self._arm = arm
        self._listed = listed

    def in_front(self, now: InFocus | None) -> None:
        """Another tool has the focus, or none."""
        self._arm(now.destination if now else None)
        front = (
            Sighting(now.destination.tool, now.channel) if now and now.destination.tool else None
        )
        self._dwell.moved(front)
        if front is not None:
            self._listed(front)

    def started(self, sighting: Sighting) -> None:
        """What has no window is used when it runs; what has one, when it was in front."""
        self._listed(sighting)
        if sighting.channel in _WINDOWLESS:
            self._used(sighting)

    def tick(self) -> None:
        """Count what was in front for long enough."""
        for sighting in self._dwell.used():
            self._used(sighting)

    def _used(self, sighting: Sighting) -> None:
        if self._catalogue.get(sighting.tool) is not None:
            here = self._guide.decided(self._catalogue.destination(tool=sighting.tool))
            self._pipe.sighting(sighting, here.tool_class)
