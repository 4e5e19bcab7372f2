"""Where programs, packages, browsers and editors keep themselves on Linux."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

#: Below the settings folder of an account: browser, and the store its extensions come from.
_CHROMIUM = {
    "google-chrome": "chrome",
    "google-chrome-beta": "chrome",
    "google-chrome-unstable": "chrome",
    "chromium": "chrome",
    "BraveSoftware/Brave-Browser": "chrome",
    "vivaldi": "chrome",
    "opera": "chrome",
    "net.imput.helium": "chrome",
    "microsoft-edge": "edge",
    "microsoft-edge-beta": "edge",
    "microsoft-edge-dev": "edge",
}
#: Below the home folder. A snap and a Flatpak have a home of their own.
_CHROMIUM_APART = {
    "snap/chromium/common/chromium": "chrome",
    "snap/brave/current/.config/BraveSoftware/Brave-Browser": "chrome",
    ".var/app/com.google.Chrome/config/google-chrome": "chrome",
    ".var/app/org.chromium.Chromium/config/chromium": "chrome",
    ".var/app/com.brave.Browser/config/BraveSoftware/Brave-Browser": "chrome",
    ".var/app/com.microsoft.Edge/config/microsoft-edge": "edge",
}
_FIREFOX = (
    ".mozilla/firefox",
    ".config/mozilla/firefox",
    "snap/firefox/common/.mozilla/firefox",
    ".var/app/org.mozilla.firefox/.mozilla/firefox",
    ".librewolf",
    ".zen",
    ".floorp",
    ".waterfox",
)


def application_folders(home: Path, environment: Mapping[str, str]) -> tuple[Path, ...]:
    """Folders of `.desktop` files (Desktop Entry Specification 1.5), the account's own first."""
    data = environment.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
    bases = [
        Path(environment.get("XDG_DATA_HOME") or home / ".local/share"),
        home / ".local/share/flatpak/exports/share",
        *(Path(folder) for folder in data.split(os.pathsep) if folder),
        Path("/var/lib/flatpak/exports/share"),
        Path("/var/lib/snapd/desktop"),
    ]
    return tuple(dict.fromkeys(base / "applications" for base in bases))


def program_folders(home: Path, environment: Mapping[str, str]) -> tuple[Path, ...]:
    """None: an installation that is in no list has an entry."""
    return ()


def package_folders(home: Path) -> Mapping[Path, tuple[str, str]]:
    """Folder to an ecosystem, and the ending of the names that stand for a package there.

    dpkg keeps the list of a removed package's settings, but not its checksums.
    """
    return {
        Path("/var/lib/dpkg/info"): ("apt", ".md5sums"),
        Path("/var/lib/snapd/snaps"): ("snap", ".snap"),
        Path("/var/lib/flatpak/app"): ("flatpak", ""),
        home / ".local/share/flatpak/app": ("flatpak", ""),
    }


def chromium_folders(home: Path, environment: Mapping[str, str]) -> Mapping[Path, str]:
    """The folder that holds a browser's profiles, to the store of its extensions."""
    settings = Path(environment.get("XDG_CONFIG_HOME") or home / ".config")
    own = {settings / below: store for below, store in _CHROMIUM.items()}
    return own | {home / below: store for below, store in _CHROMIUM_APART.items()}


def firefox_folders(home: Path) -> tuple[Path, ...]:
    """Folders that hold profiles of Firefox and its kin."""
    return tuple(home / below for below in _FIREFOX)


def jetbrains_folder(home: Path, environment: Mapping[str, str]) -> Path:
    """Has one folder for each IDE and version, and in it one for each plugin."""
    return Path(environment.get("XDG_DATA_HOME") or home / ".local/share") / "JetBrains"
