"""Does one commit make the same packages twice? `python -m bench.reproducible [--keep FOLDER]`

Clones this commit into two folders, builds each whole (frozen for Linux, deb; frozen for Windows,
MSI; a pkg, whose bundle is the frozen folder of Linux, for there is no Mac) and compares byte by
byte. Says of each what differs. Takes two times `make packages` and `make windows`, as root.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
#: What, and where below `build`. A folder is compared file by file.
MADE = (
    ("frozen, Linux", "linux/dist/plimsoll"),
    ("deb", "linux/plimsoll_[0-8]*.deb"),
    ("frozen, Windows", "windows/plimsoll"),
    ("MSI", "windows/plimsoll-[0-8]*.msi"),
    ("pkg", "macos/plimsoll.pkg"),
)
#: Names of what differs.
MOST = 5


def main() -> int:
    """0 where nothing differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keep", type=Path, help="build here and leave it; what is there stays")
    keep = parser.parse_args().keep
    with tempfile.TemporaryDirectory() as scratch:
        folders = [(keep or Path(scratch)).resolve() / name for name in ("one", "the-other")]
        for folder in folders:
            if not folder.exists():
                _build(folder)
        return max([_compared(what, where, *folders) for what, where in MADE])


def _build(folder: Path) -> None:
    _run("git", "clone", "--quiet", str(ROOT), str(folder), cwd=ROOT)
    # What it is built with is locked, and the same; where it is built is not.
    (folder / "build").mkdir()
    (folder / ".venv").symlink_to(ROOT / ".venv")
    (folder / "build" / "package-venv").symlink_to(ROOT / "build" / "package-venv")
    _run("packaging/linux/build", cwd=folder)
    _run("packaging/windows/build", "freeze", "describe", "pack", cwd=folder)
    bundle, package = folder / "build/macos/Plimsoll.app", folder / "build/macos/plimsoll.pkg"
    shutil.copytree(folder / "build/linux/dist/plimsoll", bundle / "Contents", symlinks=True)
    _run(sys.executable, "packaging/macos/pkg.py", str(bundle), str(package), cwd=folder)


def _run(*command: str, cwd: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(cwd)}
    subprocess.run(command, cwd=cwd, env=environment, check=True, stdout=subprocess.DEVNULL)


def _compared(what: str, where: str, one: Path, other: Path) -> int:
    """1 where something differs or is missing."""
    first, second = _files(one / "build", where), _files(other / "build", where)
    if not first or not second:
        print(f"{what}: not built twice")
        return 1
    differing = [
        f"{name} ({_bytes_apart(first.get(name), second.get(name))})"
        for name in sorted(first.keys() | second.keys())
        if first.get(name) != second.get(name)
    ]
    more = [f"{len(differing) - MOST} more"] if len(differing) > MOST else []
    print(f"{what}: {len(first)} files, {', '.join(differing[:MOST] + more) or 'byte-equal'}")
    return int(bool(differing))


def _files(build: Path, where: str) -> dict[str, bytes]:
    return {
        file.relative_to(build).as_posix(): file.read_bytes()
        for found in build.glob(where)
        for file in _below(found)
    }


def _below(found: Path) -> Iterator[Path]:
    yield from (file for file in [found, *found.rglob("*")] if file.is_file())


def _bytes_apart(one: bytes | None, other: bytes | None) -> str:
    if one is None or other is None:
        return "there once"
    apart = abs(len(one) - len(other)) + sum(a != b for a, b in zip(one, other, strict=False))
    return f"{apart} bytes of {len(one)}"


if __name__ == "__main__":
    sys.exit(main())
