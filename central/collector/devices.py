"""Who may send. Asks the store once per device, and remembers the answer while it runs."""

from __future__ import annotations

from collections.abc import Callable


class KnownDevices:
    """Digests of enrolled devices. Only a yes is remembered: a no may change at any moment."""

    def __init__(self, ask: Callable[[bytes], bool]) -> None:
        self._ask = ask
        self._known: set[bytes] = set()

    def knows(self, device: bytes) -> bool:
        """Whether the device with this key digest is enrolled."""
        if device not in self._known and self._ask(device):
            self._known.add(device)
        return device in self._known
