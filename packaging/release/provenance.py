"""Says who made what from what: writes `provenance.json` (in-toto, SLSA 1.0) into a release.

provenance.py FOLDER, from the root of a clone. Python's own library is enough for it.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path


def main() -> None:
    """Every file that is in the folder by now is a subject."""
    folder = Path(sys.argv[1])
    told = json.dumps(statement(folder), indent=2)
    (folder / "provenance.json").write_text(told + "\n", "utf-8")


def statement(folder: Path) -> dict[str, object]:
    """The same files from the same commit make the same statement."""
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    locks = sorted(Path("requirements").glob("*.txt"))
    return {
        "_type": "https://in-toto.io/Statement/v1",
        "subject": [_named(file.relative_to(folder).as_posix(), file) for file in files],
        "predicateType": "https://slsa.dev/provenance/v1",
        "predicate": {
            "buildDefinition": {
                "buildType": "make release",
                "externalParameters": {},
                "resolvedDependencies": [
                    {"uri": "git", "digest": {"gitCommit": _commit()}},
                    *(_named(lock.as_posix(), lock) for lock in locks),
                ],
            },
            "runDetails": {"builder": {"id": "packaging/release/build"}},
        },
    }


def _named(name: str, file: Path) -> dict[str, object]:
    return {"name": name, "digest": {"sha256": hashlib.sha256(file.read_bytes()).hexdigest()}}


def _commit() -> str:
    asked = subprocess.run(["git", "rev-parse", "HEAD"], check=True, capture_output=True, text=True)
    return asked.stdout.strip()


if __name__ == "__main__":
    main()
