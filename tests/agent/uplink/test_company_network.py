"""TLS with the system's trust store and the company's own authority; the system's proxy."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.agent.report.device import line
from tests.agent.uplink.company_network import make_authority, proxy, secure_server
from tests.agent.uplink.signing_company import SigningCompany
from tests.agent.uplink.visiting import ROOT, environment

NAME = "central.harbour.example"


def look(home: Path, address: str, root: str, **more: str) -> dict[str, Any]:
    """One look for signed rules, in a process as the agent starts it."""
    home.mkdir(exist_ok=True)
    elsewhere = {"issuer": f"https://{NAME}", "collector": f"https://{NAME}"}
    string = line(
        **elsewhere, demonstration=False, week_seconds=604_800, rules=address, rules_root=root
    )
    done = subprocess.run(
        [sys.executable, "-m", "agent.uplink.fetch_rules", "--home", str(home),
         "--enrolment", string],
        cwd=ROOT, env=environment(home, **more), capture_output=True, text=True, timeout=60,
        check=True,
    )  # fmt: skip
    return dict(json.loads(done.stdout))


def test_the_companys_authority_is_trusted_where_the_system_trusts_it(tmp_path: Path) -> None:
    company = SigningCompany(tmp_path / "company")
    authority = make_authority(tmp_path, "localhost")
    with secure_server(company.repository.public, authority.server) as port:
        address = f"https://localhost:{port}"
        stranger = look(tmp_path / "one", address, company.root)
        trusting = look(
            tmp_path / "two", address, company.root, SSL_CERT_FILE=str(authority.trusted)
        )

    assert (stranger["state"], trusting["state"]) == ("unreachable", "current")


def test_a_certificate_for_another_name_is_refused(tmp_path: Path) -> None:
    company = SigningCompany(tmp_path / "company")
    authority = make_authority(tmp_path, "other.example")
    with secure_server(company.repository.public, authority.server) as port:
        found = look(
            tmp_path / "device", f"https://localhost:{port}", company.root,
            SSL_CERT_FILE=str(authority.trusted),
        )  # fmt: skip

    assert found["state"] == "unreachable"


def test_the_systems_proxy_is_used_and_sees_a_name_and_nothing_else(tmp_path: Path) -> None:
    company = SigningCompany(tmp_path / "company")
    authority = make_authority(tmp_path, NAME)
    with (
        secure_server(company.repository.public, authority.server) as port,
        proxy(port) as through,
    ):
        found = look(
            tmp_path / "device", f"https://{NAME}/", company.root,
            SSL_CERT_FILE=str(authority.trusted),
            HTTPS_PROXY=f"http://127.0.0.1:{through.port}",
        )  # fmt: skip

    assert found["state"] == "current"
    assert {asked.rpartition(b" ")[0] for asked in through.asked} == {
        f"CONNECT {NAME}:443".encode()
    }


def test_plain_http_is_for_this_machine_only(tmp_path: Path) -> None:
    found = look(tmp_path / "device", f"http://{NAME}", "A" * 43)

    assert found["state"] == "failed"
    assert "https://" in found["words"]
