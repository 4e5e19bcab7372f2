"""Ends and starts the companions of all accounts: for the installer, at an upgrade."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pywintypes
import win32con
import win32process
import win32profile
import win32ts

from agent.native.processes import end, processes_of

#: <wtsapi32.h>: somebody is signed in and sits in front of it.
_ACTIVE = 0


def stop(folder: Path) -> None:
    """End every process of the installation in `folder`."""
    end(processes_of(folder))


def start(command: list[str]) -> None:
    """Start the companion in each session where somebody is signed in, with that person's rights.

    Only the system itself may do so. Who installs by hand gets the companion in the own session.
    """
    tokens = list(_tokens())
    for token in tokens:
        _start_as(token, subprocess.list2cmdline(command))
    if not tokens:
        subprocess.Popen(command, close_fds=True)


def _tokens() -> Iterator[pywintypes.HANDLE]:
    try:
        sessions = win32ts.WTSEnumerateSessions(win32ts.WTS_CURRENT_SERVER_HANDLE)
    except pywintypes.error:
        return
    for session in sessions:
        if session["State"] == _ACTIVE:
            try:
                yield win32ts.WTSQueryUserToken(session["SessionId"])
            except pywintypes.error:
                continue  # nobody is signed in, or we are not the system


def _start_as(token: pywintypes.HANDLE, command: str) -> None:
    startup = win32process.STARTUPINFO()
    startup.lpDesktop = r"winsta0\default"
    variables = win32profile.CreateEnvironmentBlock(token, False)
    flags = win32con.CREATE_NEW_PROCESS_GROUP | win32con.CREATE_UNICODE_ENVIRONMENT
    try:
        win32process.CreateProcessAsUser(
            token, None, command, None, None, False, flags, variables, None, startup
        )
    except pywintypes.error:
        return  # a session that ended meanwhile
