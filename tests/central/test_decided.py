"""A decision on the console is what devices read: signed, in the repository of rules, at once."""

from __future__ import annotations

from pathlib import Path

import tomli
from tuf.api.metadata import Metadata, Targets

from agent import __version__
from agent.signed.companion_age import companion_age
from agent.signed.published_policy import Lesson, published_policy
from agent.signed.registered_tools import registered_tools
from central.console.forgery import token_for
from central.deciding.versions import versions_file
from tests.central.console.test_use_cases import CASE
from tests.central.server import Server


def told(server: Server) -> dict[str, object]:
    """`decisions.toml` as devices read it."""
    file = fetched(server, "decisions.toml")
    return tomli.loads(file.read_text("utf-8")) if file else {}


def fetched(server: Server, name: str) -> Path | None:
    """A file of decisions as devices fetch it, by the newest metadata of the role."""
    public = server.home / "repository" / "public"
    newest = max(
        (public / "metadata").glob("*.decisions.json"),
        key=lambda file: int(file.name.partition(".")[0]),
    )
    targets = Metadata[Targets].from_bytes(newest.read_bytes()).signed.targets
    target = targets.get(f"decisions/{name}")
    if target is None:
        return None
    return public / "targets" / "decisions" / f"{target.hashes['sha256']}.{name}"


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


def test_devices_are_told_which_tools_have_an_approved_use_case(tmp_path: Path) -> None:
    with Server(tmp_path / "home") as server:
        visitor = server.visitor()
        form = {"csrf": token_for(visitor.cookies["plimsoll"]), **CASE}
        assert fetched(server, "register.json") is None
        for tool, status in ((3, "approved"), (1, "approved"), (5, "proposed")):
            case = form | {"title": f"Use of {tool}", "tool": str(tool), "status": status}
            page = visitor.post(f"{server.address}/use-cases/new", case, timeout=20)
            assert f"Use of {tool}" in page.text

        file = fetched(server, "register.json")
        assert file is not None
        (tmp_path / "register.json").write_bytes(file.read_bytes())
        cases = registered_tools(tmp_path)
        assert cases is not None
        assert {tool: len(numbers) for tool, numbers in cases.items()} == {1: 1, 3: 1}
        assert len(set.union(*map(set, cases.values()))) == 2
        (tmp_path / "register.json").write_text('{"tools": [3]}', "utf-8")
        assert registered_tools(tmp_path) == {3: frozenset()}  # an older central's
        assert registered_tools(None) is None
        odd = ('{"tools": [3], "cases": []}', '{"tools": [3], "cases": {"3": ["a"]}}')
        for damaged in ("", "[]", '{"tools": [true]}', '{"tools": "1"}', "[" * 9_999, *odd):
            (tmp_path / "register.json").write_text(damaged, "utf-8")
            assert registered_tools(tmp_path) is None


def test_a_published_policy_and_its_lessons_are_signed_for_devices(tmp_path: Path) -> None:
    with Server(tmp_path / "home") as server:
        visitor = server.visitor()
        form = {"csrf": token_for(visitor.cookies["plimsoll"])}
        draft = form | {"title": "AI policy", "text": "# One\n\nWell.", "changes": "The first."}
        visitor.post(f"{server.address}/policy/write", draft, timeout=20)
        assert fetched(server, "policy.json") is None  # a draft is nobody's business

        visitor.post(f"{server.address}/policy/versions/1/publish", form, timeout=20)
        lesson = form | {"lesson-title": "Marks", "lesson-text": "Look *up*.", "about": "secret"}
        visitor.post(f"{server.address}/policy/lessons", lesson | {"shown": "yes"}, timeout=20)
        visitor.post(f"{server.address}/policy/lessons", lesson, timeout=20)  # not offered

        file = fetched(server, "policy.json")
        assert file is not None
        (tmp_path / "policy.json").write_bytes(file.read_bytes())
        found = published_policy(tmp_path)
        assert (found.number, found.title, found.text) == (1, "AI policy", "# One\n\nWell.")
        assert found.changes == "The first." and found.published > 0
        assert found.lessons == (Lesson(1, "Marks", "Look *up*.", "secret"),)


def test_devices_are_told_which_version_of_the_companion_is_current(tmp_path: Path) -> None:
    with Server(tmp_path / "home") as server:
        file = fetched(server, "versions.json")
        assert file is not None
        (tmp_path / "versions.json").write_bytes(file.read_bytes())
        assert companion_age(__version__, tmp_path) == "current"
        assert companion_age("0.0.1", tmp_path) == "older"


def test_it_may_give_out_an_older_version_than_its_own(tmp_path: Path) -> None:
    (tmp_path / "versions.json").write_bytes(versions_file(["0.9.2", "0.9.1", "0.8"]))
    ages = {version: companion_age(version, tmp_path) for version in ("1.0.0", "0.9.2", "0.9.1")}
    assert ages == {"1.0.0": "current", "0.9.2": "current", "0.9.1": "one before"}
    assert companion_age("0.8", tmp_path) == companion_age("0.7.9", tmp_path) == "older"
    for damaged in (b"", b"[]", b'{"companion": [1]}', b'{"companion": ["new"]}', b"[" * 9_999):
        (tmp_path / "versions.json").write_bytes(damaged)
        assert companion_age("0.9.2", tmp_path) == "unknown"
    assert companion_age("0.9.2", None) == "unknown"
