"""Asks the installed companion from inside Windows; one JSON line. Run by the Windows Python.

probe.py copy TEXT | guard TEXT | acl | state
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, r"Z:\src")

import win32clipboard
import win32con
import win32file
import win32security

from agent.door_client import DoorClient
from agent.native.windows.endpoint import pipe_name

DOOR = Path(os.environ["LOCALAPPDATA"]) / "Plimsoll" / "State" / "door"


def copy(text: str) -> dict[str, Any]:
    """As any program copies: from a process of its own."""
    win32clipboard.OpenClipboard()
    win32clipboard.EmptyClipboard()
    win32clipboard.SetClipboardData(win32con.CF_UNICODETEXT, text)
    win32clipboard.CloseClipboard()
    return {"copied": len(text)}


def guard(text: str) -> dict[str, Any]:
    """Waits until somebody has answered the warning on the desktop."""
    with DoorClient(DOOR) as door:
        answer = door.ask(
            "guard",
            patience=60,
            content={"text/plain": text},
            destination={"tool": "openai-chatgpt"},
            channel="desktop",
            moment="paste",
        )
    return {"choice": answer.get("choice"), "action": answer["verdict"]["action"]}


def acl(_text: str) -> dict[str, Any]:
    """Who may open the door."""
    reading = win32con.READ_CONTROL | win32con.GENERIC_READ
    pipe = win32file.CreateFile(pipe_name(DOOR), reading, 0, None, win32con.OPEN_EXISTING, 0, None)
    asked = win32security.DACL_SECURITY_INFORMATION
    found = win32security.GetSecurityInfo(pipe, win32security.SE_KERNEL_OBJECT, asked)
    words = win32security.ConvertSecurityDescriptorToStringSecurityDescriptor(found, 1, asked)
    return {"acl": words}


def state(_text: str) -> dict[str, Any]:
    """What `plimsoll doctor` asks for."""
    with DoorClient(DOOR) as door:
        return door.ask("state")


if __name__ == "__main__":
    task = {"copy": copy, "guard": guard, "acl": acl, "state": state}[sys.argv[1]]
    print(json.dumps(task(sys.argv[2] if len(sys.argv) > 2 else "")))
