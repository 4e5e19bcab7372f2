"""Which languages the person reads."""

from __future__ import annotations

import locale

import win32api


def preferred() -> tuple[str, ...]:
    """The language of Windows' own menus, as `de_DE`; none where its number has no name."""
    name = locale.windows_locale.get(win32api.GetUserDefaultLangID())
    return (name,) if name else ()
