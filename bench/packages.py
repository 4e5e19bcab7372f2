"""Sizes of what was built, beside their limits: `python -m bench.packages`.

After `make packages` and `make windows`; what was not built is said to be absent.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

BUILD = Path(__file__).parent.parent / "build"
#: What, where, and the limit in MB (1,000,000 bytes).
PACKAGES = (
    ("MSI", "windows/plimsoll-[0-8]*.msi", 40),
    ("deb", "linux/plimsoll_[0-8]*.deb", 55),
    ("pkg", "macos/*.pkg", 60),
)
INSTALLED = (("Windows", "windows/plimsoll", 110), ("Linux", "linux/dist/plimsoll", 160))


def _size_of(folder: Path) -> float:
    """As a disk holds it."""
    shown = subprocess.run(
        ["du", "-s", "--block-size=1000", folder], capture_output=True, text=True
    )
    return int(shown.stdout.split()[0]) / 1000


def main() -> int:
    """One line each; 1 where a limit is passed."""
    over = False
    found = [
        (name, file.stat().st_size / 1e6, limit)
        for name, pattern, limit in PACKAGES
        for file in sorted(BUILD.glob(pattern))[-1:]
    ]
    found += [
        (f"installed, {name}", _size_of(BUILD / place), limit)
        for name, place, limit in INSTALLED
        if (BUILD / place).exists()
    ]
    for name, megabytes, limit in found:
        over = over or megabytes > limit
        print(f"{name}: {megabytes:.1f} MB (limit {limit})")
    if not found:
        print("nothing is built: make packages, make windows")
    return int(over)


if __name__ == "__main__":
    sys.exit(main())
