"""Ends and starts the companions of all accounts: for the package, as root, at an upgrade."""

from __future__ import annotations

import json
import os
import pwd
import subprocess
from contextlib import suppress
from pathlib import Path

import psutil

from agent.native.processes import end, processes_of

#: Where it stands which companions ran, until they are started again. Root alone writes there.
_ENDED = Path("/run/plimsoll/ended.json")
#: What a program needs to find its desktop. Everything else of the session is left out.
_SESSION = (
    *("DISPLAY", "WAYLAND_DISPLAY", "XAUTHORITY", "XDG_RUNTIME_DIR", "XDG_SESSION_TYPE"),
    *("DBUS_SESSION_BUS_ADDRESS", "XDG_CURRENT_DESKTOP", "XDG_STATE_HOME", "LANG", "LANGUAGE"),
)


def stop(folder: Path) -> None:
    """End every process of the installation in `folder`, and note whose companions they were."""
    found = processes_of(folder)
    agents = [process for process in found if _is_agent(process)]
    sessions = [session for session in map(_session, agents) if session is not None]
    if sessions:
        _ENDED.parent.mkdir(mode=0o700, exist_ok=True)
        _ENDED.write_text(json.dumps(sessions))
    # The companion first: it ends its own children.
    end(agents)
    end(processes_of(folder))


def start(command: list[str]) -> None:
    """Start the companions that `stop` ended, each in its own session."""
    try:
        sessions = json.loads(_ENDED.read_text())
    except (OSError, ValueError):
        return
    _ENDED.unlink(missing_ok=True)
    for session in sessions:
        with suppress(OSError, KeyError):  # an account that is gone has no session either
            _start_as(session["account"], session["variables"], command)


def _is_agent(process: psutil.Process) -> bool:
    with suppress(psutil.Error):
        return Path(process.exe()).name.startswith("plimsoll-agent")
    return False


def _session(process: psutil.Process) -> dict[str, object] | None:
    with suppress(psutil.Error):
        variables = process.environ()
        told = {name: variables[name] for name in _SESSION if name in variables}
        return {"account": process.uids().real, "variables": told}
    return None


def _start_as(account: int, variables: dict[str, str], command: list[str]) -> None:
    entry = pwd.getpwuid(account)
    own = {"HOME": entry.pw_dir, "USER": entry.pw_name, "LOGNAME": entry.pw_name}
    # setsid(1) leaves the companion to the system at once: nobody here waits for its end.
    subprocess.run(
        ["setsid", "--fork", *command],
        cwd="/",
        env={"PATH": os.defpath, **own, **variables},
        user=account,
        group=entry.pw_gid,
        extra_groups=os.getgrouplist(entry.pw_name, entry.pw_gid),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
