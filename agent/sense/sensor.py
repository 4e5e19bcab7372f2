"""What every sensor offers: one small file, one class."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

from agent.sense.health import Health

Told = TypeVar("Told", covariant=True)


class Sensor(Protocol[Told]):
    """Sees one kind of thing and says so. It judges nothing."""

    @property
    def name(self) -> str:
        """Short and stable, such as `processes`."""
        ...

    def start(self, emit: Callable[[Told], None]) -> None:
        """Begin to see. `emit` is called from the sensor's own thread and must return quickly.

        Never raises for what the machine lacks: `health` says it.
        """
        ...

    def stop(self) -> None:
        """End the thread. May be called twice, and before `start`."""
        ...

    def health(self) -> Health:
        """How well it sees now. May be asked from any thread."""
        ...
