"""A decision on the console is what devices read: signed, in the repository of rules, at once."""

from __future__ import annotations

from pathlib import Path

import requests
import tomli
from tuf.api.metadata import Metadata, Targets

from central.console.forgery import token_for
from tests.central.server import Server


def fetched(server: Server, path: str) -> requests.Response:
    return requests.get(f"{server.address}/rules/{path}", timeout=20)


def told(server: Server) -> dict[str, object]:
    """`decisions.toml` as a device fetches it, by the newest metadata of its role."""
    version, found = 1, b""
    while True:
        answer = requests.get(
            f"{server.address}/rules/metadata/{version}.decisions.json", timeout=9
        )
        if answer.status_code != 200:
            break
        version, found = version + 1, answer.content
    targets = Metadata[Targets].from_bytes(found).signed.targets
    target = targets.get("decisions/decisions.toml")
    if target is None:
        return {}
    file = f"{target.hashes['sha256']}.decisions.toml"
    return tomli.loads(
        requests.get(f"{server.address}/rules/targets/decisions/{file}", timeout=9).text
    )


def test_a_decision_is_signed_for_devices_and_withdrawn_again(tmp_path: Path) -> None:
    with Server(tmp_path / "home") as server:
        visitor = server.visitor()
        form = {"csrf": token_for(visitor.cookies["plimsoll"]), "reason": "Looked at."}
        approve = {"verb": "approve", "class": "approved", "up_to": "internal"}
        assert told(server) == {}
        visitor.post(f"{server.address}/tools/1/decide", form | approve, timeout=20)
        assert told(server) == {"decision": [{"tool": 1, "class": "approved", "up_to": "internal"}]}
        visitor.post(f"{server.address}/tools/1/decide", form | {"verb": "withdraw"}, timeout=20)
        assert told(server) == {}
