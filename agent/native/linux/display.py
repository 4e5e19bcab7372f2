"""Which kind of desktop this session has."""

from __future__ import annotations

import os
from collections.abc import Mapping

from agent.native.contract import Session


def session_kind(environment: Mapping[str, str] = os.environ) -> Session:
    """`wayland` wherever a Wayland compositor runs, even if it serves X11 programs as well.

    Under XWayland the X server knows only its own windows, so what it says is not the whole truth.
    """
    if environment.get("WAYLAND_DISPLAY") or environment.get("XDG_SESSION_TYPE") == "wayland":
        return "wayland"
    return "x11" if environment.get("DISPLAY") else "none"
