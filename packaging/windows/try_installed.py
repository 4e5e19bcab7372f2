"""Installs the MSI under Wine as an IT department would, uses it, upgrades it, removes it.

try_installed.py               the whole way, with pictures in build/windows
try_installed.py --rounds 20   install, upgrade over a running companion, remove: nothing is left

Runs inside the Debian 13 of `build`. Each line says what was seen; the first that is not ends it.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

BUILD = Path("/w/build")
DRIVE = Path(os.environ["WINEPREFIX"]) / "drive_c"
PROGRAMS = DRIVE / "Program Files" / "Plimsoll"
PYTHON = r"Z:\w\python\python.exe"
POLICY = r"HKLM\SOFTWARE\Policies\Plimsoll"
VALUES = r"HKLM\SOFTWARE\Plimsoll"
RUN = r"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Run"
TEXT = "CONFIDENTIAL\n\nProject Heron: the offer to Nordwerft, 14 pages."
#: Later than any of ours for long, and small enough for what compares versions as one number.
LATER = "99.0.0"


class NotAsMeant(Exception):
    """What was seen is not what should be."""


def main() -> int:
    """0: everything was as meant."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=0)
    rounds = parser.parse_args().rounds
    first = next(file for file in BUILD.glob("plimsoll-*.msi") if LATER not in file.name)
    later = BUILD / f"plimsoll-{LATER}.msi"
    shutil.rmtree(os.environ["WINEPREFIX"], ignore_errors=True)
    try:
        with screen():
            subprocess.run(["wineboot", "--init"], capture_output=True)
            if rounds:
                for number in range(1, rounds + 1):
                    one_round(first, later)
                    say(f"round {number} of {rounds}: nothing is left")
            else:
                the_whole_way(first, later)
    except NotAsMeant as fault:
        sys.stderr.write(f"not as meant: {fault}\n")
        return 1
    return 0


def the_whole_way(first: Path, later: Path) -> None:
    """Install, look at everything, upgrade, refuse to go back, remove."""
    enrolment = os.environ["PLIMSOLL_ENROLMENT"]
    wine("reg", "add", POLICY, "/v", "whom_to_ask", "/d", "Ada of IT", "/f")
    wine("reg", "add", rf"{POLICY}\tool_classes", "/v", "openai-chatgpt", "/d", "public", "/f")
    msiexec("/i", first, f"ENROLMENT={enrolment}", "GROUP=3", "ORGANISATION=Nordwerft", "START=0")
    see("every file is there", (PROGRAMS / "plimsoll-tray.exe").exists())
    see("it starts at sign-in", "plimsoll-agent.exe" in registry(RUN, "Plimsoll"))
    see("it stands in the start menu", in_the_start_menu())
    see("Intune's rule finds its version", registry(VALUES, "Version") == first.stem[9:])
    see("the self-test passes", program("self-test").returncode == 0)
    settings = {row["key"]: row for row in said("policy", "--json")["settings"]}
    see("policy is read from HKLM", settings["whom_to_ask"]["source"] == "managed")
    see("a table too", "openai-chatgpt" in settings["tool_classes"]["value"])
    see("properties are install values", settings["group"]["value"] == "3")
    see("locked by the organisation", settings["whom_to_ask"]["words"] == "locked by Nordwerft")
    start_as_at_sign_in()
    until("the tray is there", lambda: tray_icons() > 0, 60)
    look_at_what_it_sees()
    look_at_the_door()
    until(
        "telemetry arrives at central",
        lambda: said("doctor", "--json")["central"]["state"] == "reached",
        120,
    )
    until("messages were received", lambda: "sent" in program("sent", "--json").stdout, 90)
    see("the key is in the key ring", said("doctor", "--json")["key"] == "keyring")
    upgrade(later)
    refuse_to_go_back(first)
    remove(later)


def look_at_what_it_sees() -> None:
    """A real program under a tool's name, in front; a copy; and the warning."""
    tool = DRIVE / "ChatGPT.exe"
    shutil.copy(DRIVE / "windows/system32/notepad.exe", tool)
    process = subprocess.Popen(["wine", r"C:\ChatGPT.exe"], stdout=subprocess.DEVNULL)
    try:
        until("a renamed real program is seen", lambda: "openai-chatgpt" in tools(), 30)
        probe("copy", TEXT)
        until("the copy and the window in front arm", lambda: probe("state")["icon"] == "armed", 30)
        time.sleep(2)
        picture("arming")
    finally:
        wine("taskkill", "/f", "/im", "ChatGPT.exe")
        process.wait(20)
        tool.unlink(missing_ok=True)
    guard = subprocess.Popen(
        ["wine", PYTHON, r"Z:\src\packaging\windows\probe.py", "guard", TEXT],
        stdout=subprocess.PIPE,
        text=True,
    )
    until("the warning is on the screen", dialog, 60)
    time.sleep(3)
    picture("warning")
    subprocess.run(["xdotool", "key", "Escape"], check=True)
    answer = json.loads(guard.communicate(timeout=60)[0].strip().splitlines()[-1])
    see("Escape cancels", answer["choice"] == "cancelled")


def look_at_the_door() -> None:
    """Its access list, and a browser's way to it."""
    acl = probe("acl")["acl"]
    see(f"the door is for one account: {acl}", acl.startswith("D:P(A;;") and acl.count("(") == 1)
    question = json.dumps({"id": 1, "ask": "hello", "client": "host", "version": "1"}).encode()
    command = ["wine", r"C:\Program Files\Plimsoll\plimsoll-host.exe"]
    # A browser keeps the pipe open while it waits.
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as host:
        host.stdin.write(struct.pack("<I", len(question)) + question)
        host.stdin.flush()
        (length,) = struct.unpack("<I", host.stdout.read(4))
        answer = json.loads(host.stdout.read(length))
        host.stdin.close()
    see("the native host answers a framed message", answer.get("ok") is True)
    channels = {c["name"]: c["health"] for c in said("doctor", "--json")["channels"]}
    for name in ("window", "process", "clipboard", "dialog"):
        see(f"doctor finds the channel “{name}” guarded", channels.get(name) == "guarded")


def upgrade(later: Path) -> None:
    """Over the running companion, silently."""
    before = running()
    see("a companion runs before the upgrade", len(before) >= 2)
    msiexec("/i", later)
    see("the later version is there", registry(VALUES, "Version") == LATER)
    see("what was set at installation is kept", registry(VALUES, "group") == "3")
    until("the companion runs again", lambda: len(running()) >= 2, 60)
    see("no process of the earlier version is left", not set(before) & set(running()))


def refuse_to_go_back(first: Path) -> None:
    before = running()
    done = msiexec("/i", first, good=False)
    see("an older version is refused", done != 0 and registry(VALUES, "Version") == LATER)
    see("and ends nobody's companion", bool(before) and set(before) <= set(running()))


def remove(msi: Path) -> None:
    wine("reg", "delete", POLICY, "/f")
    msiexec("/x", msi)
    until("no process is left", lambda: not running(), 20)
    see("no file is left", not PROGRAMS.exists() and not in_the_start_menu())
    see("no value is left", not registry(VALUES, "Version") and not registry(RUN, "Plimsoll"))


def one_round(first: Path, later: Path) -> None:
    """Install, upgrade over a running companion, remove."""
    msiexec("/i", first, "GROUP=3", "START=0")
    start_as_at_sign_in()
    until("it runs", lambda: len(running()) >= 2, 60, quiet=True)
    upgrade(later)
    remove(later)


def in_the_start_menu() -> bool:
    """Windows keeps it for everybody; Wine for the account that installs."""
    return any(DRIVE.glob("**/Start Menu/Programs/Plimsoll.lnk"))


def start_as_at_sign_in() -> None:
    """What Windows does with the value below Run."""
    command = registry(RUN, "Plimsoll").strip('"')
    subprocess.Popen(["wine", command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def msiexec(action: str, msi: Path, *properties: str, good: bool = True) -> int:
    log = f"Z:{log_file(msi)}".replace("/", "\\")
    target = f"Z:{msi}".replace("/", "\\")
    done = subprocess.run(["wine", "msiexec", action, target, "/qn", "/l*v", log, *properties])
    if good:
        see(
            f"msiexec {action} {msi.name} {' '.join(p.partition('=')[0] for p in properties)}",
            done.returncode == 0,
        )
    return done.returncode


def log_file(msi: Path) -> Path:
    return BUILD / f"{msi.stem}.log"


def program(*words: str) -> subprocess.CompletedProcess[str]:
    command = ["wine", r"C:\Program Files\Plimsoll\plimsoll.exe", *words]
    return subprocess.run(command, capture_output=True, text=True, timeout=120)


def said(*words: str) -> Any:
    return json.loads(program(*words).stdout)


def probe(*words: str) -> Any:
    command = ["wine", PYTHON, r"Z:\src\packaging\windows\probe.py", *words]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    if done.returncode:
        raise NotAsMeant(f"probe {words[0]}: {done.stderr[-600:]}")
    return json.loads(done.stdout.strip().splitlines()[-1])


def tools() -> list[str]:
    return [tool["tool"] for tool in probe("state")["tools"]]


def wine(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["wine", *words], capture_output=True, text=True)


def registry(key: str, value: str) -> str:
    shown = wine("reg", "query", key, "/v", value).stdout
    rows = [line.split("    ") for line in shown.splitlines() if value in line]
    return rows[0][-1].strip() if rows and len(rows[0]) > 2 else ""


def running() -> list[int]:
    """Our processes, by their number in Linux."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                command = (folder / "cmdline").read_bytes()
            except OSError:
                continue
            if b"Plimsoll\\plimsoll-" in command and b"msiexec" not in command:
                found.append(int(folder.name))
    return sorted(found)


def tray_icons() -> int:
    """Windows that trayer has taken in."""
    tree = subprocess.run(["xwininfo", "-root", "-tree"], capture_output=True, text=True).stdout
    return sum(1 for line in tree.splitlines() if "plimsoll" in line.lower())


def dialog() -> bool:
    """Whether a window of ours is on the screen that is larger than a notice."""
    found = subprocess.run(
        ["xdotool", "search", "--onlyvisible", "--name", "Plimsoll"], capture_output=True, text=True
    )
    shown = (
        subprocess.run(["xwininfo", "-id", number], capture_output=True, text=True).stdout
        for number in found.stdout.split()
    )
    widths = (text.partition("Width:")[2].split()[:1] for text in shown)
    return any(int(width[0]) > 500 for width in widths if width)


def picture(name: str) -> None:
    subprocess.run(["import", "-window", "root", str(BUILD / f"{name}.png")], check=True)


def until(
    what: str, holds: Callable[[], bool], seconds: float, quiet: bool = False, look: float = 0.3
) -> None:
    """Look every so many seconds, until it holds. Raises NotAsMeant when the time is over."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if holds():
            return None if quiet else say(what)
        time.sleep(look)
    picture("failed")
    raise NotAsMeant(what)


def see(what: str, holds: bool) -> None:
    if not holds:
        raise NotAsMeant(what)
    say(what)


def say(what: str) -> None:
    sys.stdout.write(f"{what}\n")
    sys.stdout.flush()


@contextmanager
def screen() -> Iterator[None]:
    """A free display with a window manager and a tray; everything of it ends with the namespace."""
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x800x24", "-nolisten", "tcp"],
        pass_fds=(write,),
        stderr=subprocess.DEVNULL,
    )
    os.environ["DISPLAY"] = ":" + os.read(read, 16).decode().strip()
    others = [
        subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for command in (["openbox"], ["trayer", "--edge", "bottom", "--height", "28"])
    ]
    try:
        yield
    finally:
        subprocess.run(["wineserver", "-k"])
        for process in (*others, server):
            process.terminate()


if __name__ == "__main__":
    sys.exit(main())
