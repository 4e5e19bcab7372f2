"""Accounts as Windows names them: security identifiers (SID)."""

from __future__ import annotations

import pywintypes
import win32api
import win32con
import win32process
import win32security


def own_sid() -> str:
    """This account, such as `S-1-5-21-…-1001`."""
    return _sid_of(win32process.GetCurrentProcess())


def sid_of_process(pid: int) -> str | None:
    """The account a process runs under; None where it has ended or may not be looked at."""
    try:
        process = win32api.OpenProcess(win32con.PROCESS_QUERY_LIMITED_INFORMATION, False, pid)
        with process:
            return _sid_of(process)
    except pywintypes.error:
        return None


def _sid_of(process: int | pywintypes.HANDLE) -> str:
    with win32security.OpenProcessToken(process, win32con.TOKEN_QUERY) as token:
        sid, _attributes = win32security.GetTokenInformation(token, win32security.TokenUser)
        return str(win32security.ConvertSidToStringSid(sid))
