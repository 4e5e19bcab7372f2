"""Which kind of desktop this session has."""

from __future__ import annotations

import win32api
import win32process
import win32ts

from agent.native.contract import Session


def session_kind() -> Session:
    """Windows has a desktop in every session but 0, which is for services."""
    session = win32ts.ProcessIdToSessionId(win32api.GetCurrentProcessId())
    return "native" if session or _has_windows() else "none"


def _has_windows() -> bool:
    """Under Wine session 0 may have a desktop: its explorer owns one."""
    import win32gui

    owner = win32gui.GetDesktopWindow()
    return bool(owner and win32process.GetWindowThreadProcessId(owner)[1])
