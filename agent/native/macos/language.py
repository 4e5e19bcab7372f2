"""Which languages the person reads."""

from __future__ import annotations

from Foundation import NSLocale


def preferred() -> tuple[str, ...]:
    """The list in System Settings, best first, as `de_DE`."""
    return tuple(str(name).replace("-", "_") for name in NSLocale.preferredLanguages())
