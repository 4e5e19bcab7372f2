"""Sees which AI tools are set up on this machine, and looks again where something changed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

from agent.events import Sighting
from agent.sense.health import Health
from agent.sense.tools.folder_watch import FolderWatch
from agent.sense.tools.place import Place
from agent.sense.tools.proposal import Proposal
from agent.sense.tools.seen import Seen
from agent.words import gettext as _

#: Seconds of calm before a look: an installation writes many files, one after another.
CALM = 1.0
#: Seconds after which a look comes although the changes do not end.
AT_LATEST = 10.0
#: What is no program of its own, so that only a look at where it is set up shows it.
_PRESENT = frozenset({"mcp", "extension", "models"})


class InstalledSensor:
    """Emits a Sighting for each tool and channel when it is first seen."""

    name = "installed"

    def __init__(
        self,
        places: Sequence[Place],
        calm: float = CALM,
        propose: Callable[[Proposal], None] | None = None,
    ) -> None:
        """`propose` hears at each look of what nobody has described and is named like a tool."""
        self._propose = propose
        self._places = {place.name: place for place in places}
        self._calm = calm
        self._changed: set[str] = set(self._places)
        self._wake = threading.Condition()
        self._ended = False
        self._complete = True
        self._thread: threading.Thread | None = None
        self._watch = FolderWatch(self._note)
        self._known: set[Sighting] = set()
        #: What each place showed last.
        self._there: dict[str, tuple[Seen, ...]] = {}

    def start(self, emit: Callable[[Sighting], None]) -> None:
        """What is there already is emitted first."""
        self._watch.start()
        self._thread = threading.Thread(target=self._run, args=(emit,), name=self.name, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        with self._wake:
            self._ended = True
            self._wake.notify()
        self._watch.stop()
        if self._thread is not None:
            self._thread.join(timeout=5)

    def health(self) -> Health:
        if self._thread is None or not self._thread.is_alive():
            return Health(
                "blind", _("Nobody watches which tools are set up."), _("Restart Plimsoll.")
            )
        if not self._complete:
            return Health(
                "degraded",
                _("The system lets Plimsoll watch only some folders."),
                _("Ask IT to raise the limit fs.inotify.max_user_instances."),
            )
        return Health("guarded")

    def present(self) -> tuple[frozenset[str], bool]:
        """Ids of the tools that are here as a tool server, an extension or a local model, and
        whether an access key stands readable in a settings file.
        """
        there = [seen for place in tuple(self._there.values()) for seen in place]
        return (
            frozenset(seen.tool.id for seen in there if seen.where in _PRESENT),
            any(seen.readable_key for seen in there),
        )

    def _note(self, place: str) -> None:
        with self._wake:
            self._changed.add(place)
            self._wake.notify()

    def _run(self, emit: Callable[[Sighting], None]) -> None:
        while places := self._next():
            # Before the look: what changes meanwhile is a reason for another one.
            self._complete = self._watch.watch(
                {name: place.watched() for name, place in self._places.items()}
            )
            for place in places:
                self._look(place, emit)

    def _next(self) -> list[Place]:
        """Waits for changes and for calm after them; nothing when it is over."""
        with self._wake:
            first = len(self._known) == 0 and self._changed == set(self._places)
            self._wake.wait_for(lambda: self._changed or self._ended)
            if not first:
                self._wait_for_calm()
            changed, self._changed = self._changed, set()
            return [] if self._ended else [self._places[name] for name in sorted(changed)]

    def _wait_for_calm(self) -> None:
        for _turn in range(max(1, int(AT_LATEST / self._calm))):
            if self._ended or not self._wake.wait(self._calm):
                return

    def _look(self, place: Place, emit: Callable[[Sighting], None]) -> None:
        there = tuple(place.look())
        self._there[place.name] = tuple(one for one in there if isinstance(one, Seen))
        for found in there:
            if isinstance(found, Seen):
                sighting = Sighting(found.tool.id, found.channel)
                if sighting not in self._known:
                    self._known.add(sighting)
                    emit(sighting)
            elif self._propose is not None:
                self._propose(found)
