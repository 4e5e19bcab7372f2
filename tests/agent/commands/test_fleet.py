"""plimsoll doctor --fleet and plimsoll diagnose: enough to help, and nothing about the person."""

from __future__ import annotations

import getpass
import json
import re
import socket
import zipfile
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from agent.cli import plimsoll
from agent.commands.fleet import fleet_report, fleet_status, fleet_words
from agent.commands.redacted import Redaction

CANARY = "Kestrel-Anchor-4711"
WELL: dict[str, Any] = {
    "running": True,
    "icon": "guarded",
    "channels": [
        {"name": "browser", "title": CANARY, "health": "guarded", "reason": CANARY, "fix": CANARY}
    ],
    "tools": [{"tool": CANARY, "name": CANARY}],
    "central": {"state": "reached", "words": f"Last reached {CANARY}.", "waiting": 4711},
    "rules": {"state": "good", "words": CANARY, "signed": "Release 3.", "own": [CANARY],
              "alerts": [], "problem": ""},
    "key": "keyring",
    "settings": [],
}  # fmt: skip


def ask(home: Path, *arguments: str) -> Result:
    return CliRunner().invoke(plimsoll, ["--home", str(home), *arguments])


def test_the_fleets_report_has_channels_and_versions_and_nothing_else() -> None:
    found = fleet_report(WELL)

    assert set(found) == {
        *("plimsoll", "running", "channels", "central", "rules", "signed", "alerts", "key"),
        "code",
        "settings",
    }
    assert found["channels"] == {"browser": "guarded"}
    assert (CANARY in json.dumps(found), "4711" in json.dumps(found)) == (False, False)
    assert CANARY in json.dumps(WELL)


@pytest.mark.parametrize(
    ("change", "status", "words"),
    [
        ({}, 0, "guarded"),
        ({"running": False, "channels": []}, 1, "not running"),
        ({"channels": [{"name": "browser", "health": "blind"}]}, 1, "browser blind"),
        ({"rules": {**WELL["rules"], "alerts": ["look"]}}, 1, "guarded"),
        ({"central": {"state": "copied", "words": "", "waiting": 0}}, 1, "device key copied"),
        ({"settings": ["there is no setting"]}, 1, "guarded"),
    ],
)
def test_it_ends_as_detection_scripts_do(change: dict[str, Any], status: int, words: str) -> None:
    found = fleet_report({**WELL, **change})

    assert fleet_status(found) == status
    assert fleet_words(found, "jamf") == f"<result>{words}</result>"
    assert "\n" not in fleet_words(found, "intune")
    assert (
        json.loads(fleet_words(found, "intune")) == found == json.loads(fleet_words(found, "json"))
    )


def test_where_nothing_runs_each_form_says_so(tmp_path: Path) -> None:
    intune, jamf = (ask(tmp_path, "doctor", "--fleet", form) for form in ("intune", "jamf"))

    assert (intune.exit_code, json.loads(intune.output)["running"]) == (1, False)
    assert (jamf.exit_code, jamf.output) == (0, "<result>not running</result>\n")


@pytest.mark.parametrize(
    ("line", "redacted"),
    [
        (f"{Path.home()}/x.toml: broken", "~/x.toml: broken"),
        ("user wilhelmina on harbour-pc", "user [name] on [name]"),
        ("Wilhelmina.Kestrel@example.com wrote", "[address] wrote"),
        ("GET https://central.example:8460/rules?x=1 failed", "GET [address] failed"),
        ("from 192.168.7.12 and fe80:0:0:0:12ab:34cd", "from [address] and [address]"),
        ("key AyFj7bjupXKri43n-TIQMWqYDLIXM67XhyCcEt8ulW4", "key [long]"),
        (
            "2026-11-25 13:43:43,456 INFO agent.run agent.started",
            "2026-11-25 13:43:43,456 INFO agent.run agent.started",
        ),
    ],
)
def test_a_line_loses_what_names_somebody(line: str, redacted: str) -> None:
    assert Redaction(["wilhelmina", "harbour-pc", "x"]).line(line) == redacted


def test_the_bundle_holds_no_canary_and_the_files_did(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    user, host = getpass.getuser(), socket.gethostname()
    secret = "w4mFx3mY9uVb7p2hZk1q0S8t5xQ6rC2e" * 3
    lines = [
        f"2026-11-25 13:43:43,456 INFO {user} at {host} {tmp_path.home()}/file",
        f"2026-11-25 13:43:44,456 INFO key {secret} mail anna@example.com from 10.1.2.3",
    ]
    (home / "agent.log").write_text("\n".join(lines))
    (home / "settings.toml").write_text(f'enrolment = "plimsoll1.{secret}"\n')
    (home / "report.sqlite").write_text(CANARY)
    output = tmp_path / "bundle.zip"

    done = ask(home, "diagnose", "--output", str(output))

    assert done.exit_code == 0, done.output
    with zipfile.ZipFile(output) as bundle:
        texts = {name: bundle.read(name).decode() for name in bundle.namelist()}
    assert set(texts) == {
        *("doctor.json", "versions.json", "settings.json", "files.txt", "logs/agent.log"),
    }
    whole = "\n".join(texts.values())
    canaries = (secret, CANARY, "anna@example.com", "10.1.2.3", str(Path.home()))
    assert [one for one in canaries if one in whole] == []
    names = [name for name in (user, host) if len(name) > 2]
    assert [
        one for one in names if re.search(rf"\b{re.escape(one)}\b", texts["logs/agent.log"])
    ] == []
    # The positive control: they stood in the files.
    assert secret in (home / "settings.toml").read_text() and user in lines[0]
    assert "agent.started" not in whole and "INFO" in texts["logs/agent.log"]


def test_a_bundle_never_overwrites(tmp_path: Path) -> None:
    output = tmp_path / "bundle.zip"
    output.write_text("mine")

    done = ask(tmp_path, "diagnose", "--output", str(output))

    assert (done.exit_code, output.read_text()) == (1, "mine")
    assert "is there already" in done.output
