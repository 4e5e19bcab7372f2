"""A decision on the console is what devices read: signed, in the repository of rules, at once."""

from __future__ import annotations

from pathlib import Path

import tomli
from tuf.api.metadata import Metadata, Targets

from central.console.forgery import token_for
from tests.central.server import Server


def told(server: Server) -> dict[str, object]:
    """`decisions.toml` as devices fetch it, by the newest metadata of its role."""
    public = server.home / "repository" / "public"
    newest = max(
        (public / "metadata").glob("*.decisions.json"),
        key=lambda file: int(file.name.partition(".")[0]),
    )
    targets = Metadata[Targets].from_bytes(newest.read_bytes()).signed.targets
    target = targets.get("decisions/decisions.toml")
    if target is None:
        return {}
    file = public / "targets" / "decisions" / f"{target.hashes['sha256']}.decisions.toml"
    return tomli.loads(file.read_text("utf-8"))


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
