"""What a frozen folder carries besides packages of Python: Python itself, libraries of Debian."""

from __future__ import annotations

import platform
import re
import subprocess
import sysconfig
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from packageurl import PackageURL

#: Where Debian keeps who may do what with a package.
_TERMS = Path("/usr/share/doc")


@dataclass(frozen=True, slots=True)
class SystemPart:
    """One of them, and the file with its licence."""

    name: str
    version: str
    address: PackageURL
    licence: Path


def system_parts(frozen: Path, site: Path) -> list[SystemPart]:
    """Python first. `site`: the folder of packages that was frozen from."""
    return [_python(frozen, site), *_libraries(frozen)]


def _python(frozen: Path, site: Path) -> SystemPart:
    stdlib = Path(sysconfig.get_path("stdlib"))
    places = (site.parents[1], stdlib, _TERMS / stdlib.name)
    found = (place / name for place in places for name in ("LICENSE.txt", "copyright"))
    version = _windows_version(frozen) or platform.python_version()
    address = PackageURL("generic", name="cpython", version=version)
    return SystemPart("cpython", version, address, next(file for file in found if file.exists()))


def _windows_version(frozen: Path) -> str:
    """As the library of Python for Windows says it; empty where there is none."""
    for library in frozen.glob("_internal/python3[0-9]*.dll"):
        text = library.read_bytes().decode("utf-16-le", "replace")
        if told := re.search("ProductVersion\0+([0-9.]+)", text):
            return told[1]
    return ""


def _libraries(frozen: Path) -> Iterator[SystemPart]:
    """Packages of Debian that a library was taken from."""
    names = {file.name for file in frozen.glob("_internal/lib*.so*")}
    names = {name for name in names if not name.startswith("libpython")}
    for package in sorted(set(filter(None, map(_package, names)))):
        version = _told("dpkg-query", "-W", "-f", "${Version}\n", package)
        name = package.partition(":")[0]
        address = PackageURL("deb", "debian", name, version)
        yield SystemPart(name, version, address, _TERMS / name / "copyright")


def _package(library: str) -> str:
    return _told("dpkg", "-S", f"*-linux-gnu/{library}").partition(": ")[0]


def _told(*command: str) -> str:
    """The first line; nothing where the command fails, as it does for what dpkg does not know."""
    told = subprocess.run(command, capture_output=True, text=True).stdout.splitlines()
    return told[0] if told else ""
