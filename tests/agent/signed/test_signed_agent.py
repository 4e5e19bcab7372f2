"""A real agent, a real server, rules signed by two: from the publisher to the warning."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from agent.door_client import DoorClient, DoorClosed
from central.keys.publish import decide
from tests.agent.report.device import line
from tests.agent.uplink.signing_company import MARK, RulesServer, SigningCompany, now, serving
from tests.agent.uplink.visiting import environment

BLUE: dict[str, Any] = {
    "content": {"text/plain": "ACME BLUE\n\nThe harbour plan.\n"},
    "destination": {"host": "chatgpt.com"},
}
Until = Callable[[Callable[[], object]], None]


class Signed:
    """An agent that fetches from `server` what `company` signs."""

    def __init__(self, home: Path, company: SigningCompany, server: RulesServer) -> None:
        self.company, self.server = company, server
        home.mkdir()
        self.home = home
        values = home / "values.json"
        string = line(rules=server.address, rules_root=company.root)
        values.write_text(json.dumps({"enrolment": string, "ring": "canary"}))
        program = [sys.executable, "-m", "agent.run", "--home", str(home), "--no-tray"]
        self.process = subprocess.Popen(
            [*program, "--install-values", str(values)], env=environment(home)
        )
        self.door = DoorClient(home / "door")

    def warns(self) -> bool:
        try:
            return bool(self.door.ask("scan", **BLUE)["verdict"]["action"] != "allow")
        except DoorClosed:
            return False

    def rules(self) -> Any:
        return self.door.ask("state")["rules"]


@pytest.fixture
def signed(tmp_path: Path) -> Iterator[Signed]:
    company = SigningCompany(tmp_path / "company")
    with serving(company.repository.public) as server:
        agent = Signed(tmp_path / "device", company, server)
        yield agent
        agent.door.close()
        agent.process.terminate()
        agent.process.wait(20)


def test_a_signed_rule_warns_is_switched_off_and_what_is_forged_changes_nothing(
    signed: Signed, until: Until
) -> None:
    company = signed.company
    company.release({"markers/acme.toml": MARK}, now().date())
    until(signed.warns)
    until(lambda: signed.rules()["signed"] == "Release 1, signed by operator and council.")
    rules = signed.rules()
    assert (rules["own"], rules["alerts"]) == (["acme.blue: ACME BLUE stays inside ACME."], [])

    off = b"[[off]]\nrule = 9001\n"
    decide(company.repository, {"decisions.toml": off}, company.signer("decisions"), now())
    company.stamp()
    until(lambda: not signed.warns())
    assert signed.rules()["off"] == ["acme.blue"]

    company.stamp(now() - timedelta(days=9))
    until(lambda: signed.rules()["alerts"])
    (alert,) = signed.rules()["alerts"]
    assert "refused: it has expired" in alert
    assert not signed.warns()

    doctor = subprocess.run(
        [sys.executable, "-m", "agent.cli", "--home", str(signed.home), "doctor"],
        capture_output=True,
        text=True,
        env=environment(signed.home),
        check=False,
    )
    assert "Release 1, signed by operator and council." in doctor.stdout
    assert alert in doctor.stdout
