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
        rights = win32con.PROCESS_QUERY_LIMITED_INFORMATION
        return _sid_of(win32api.OpenProcess(rights, False, pid))
    except pywintypes.error:
        return None


def _sid_of(process: int | pywintypes.HANDLE) -> str:
    # pywin32 gives a handle back when its object goes.
    token = win32security.OpenProcessToken(process, win32con.TOKEN_QUERY)
    sid, _attributes = win32security.GetTokenInformation(token, win32security.TokenUser)
    return str(win32security.ConvertSidToStringSid(sid))
