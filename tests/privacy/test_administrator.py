"""Whoever reads the disk as an administrator, without the person's session, finds 0 values."""

from __future__ import annotations

import json
import re
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

from agent.report.metrics import load_registry
from agent.report.store import NAME, reading
from agent.report.vault import Vault
from tests.agent.uplink.visiting import ROOT, SESSION, environment, session_environment


def person(home: Path, what: str, *, session: bool) -> Any:
    child = session_environment(home.parent) if session else environment(home.parent)
    done = subprocess.run(
        [*(SESSION if session else []), sys.executable, "-m", "tests.privacy.busy_person",
         str(home), what],
        cwd=ROOT, env=child, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def values_on_disk(folder: Path) -> list[object]:
    """Every value that can be had from the files alone: from columns, from text, from pages."""
    found: list[object] = []
    for file in folder.rglob("*"):
        if not file.is_file():
            continue
        content = file.read_bytes()
        found += re.findall(rb'"v":\s*\d+', content)
        found += re.findall(rb"(?:warn|answer|reason|tool\.pin|use\.way)\.[a-z]+", content)
    db = sqlite3.connect(f"file:{folder / 'home' / NAME}?mode=ro", uri=True)
    tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    assert "messages" in tables and not {"counts", "days", "tools", "private"} & set(tables)
    for value, plain in db.execute("SELECT value, plain FROM messages WHERE kind = 'message'"):
        found += [one for one in (value, plain) if one and not isinstance(one, bytes)]
        found += [one for one in (value, plain) if one and len(one) < 28]
    db.close()
    return found


def test_an_administrator_reads_the_disk_and_finds_no_value(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    did = person(home, "does", session=True)
    assert did["place"] == "keyring"
    assert did["said"]["warn.secret.public"] == 5 and did["said"]["reason.other"] == 1

    assert values_on_disk(tmp_path) == []
    with reading(home / NAME) as db:
        rows = db.execute("SELECT show(value) AS value, show(plain) AS plain FROM messages")
        assert {(row["value"], row["plain"]) for row in rows} == {(None, None)}
        (hidden,) = db.execute("SELECT content FROM hidden").fetchone()
    assert Vault(bytes(32)).show(hidden) is None
    # Without the session the key ring does not open, not even for the same account.
    stranger = person(home, "reads", session=False)
    assert stranger["place"] == "memory"
    assert not [v for name, v in stranger["said"].items() if name.startswith("warn")]
    print(f"values found on the disk: 0 of {len(load_registry().of_epoch('week'))}")


def test_and_the_person_reads_all_of_it(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    did = person(home, "does", session=True)

    again = person(home, "reads", session=True)

    assert again["place"] == "keyring"
    assert again["said"] == did["said"] != {}
