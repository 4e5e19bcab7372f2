"""The file of what was proposed: what stands in it, and what does not."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from agent.proposals.proposed import ProposedTools, Thing, ToolProposal

SITE = ToolProposal("chat.canary.example", Thing.SITE)
GPT = ToolProposal("Acme GPT", Thing.APPLICATION)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "proposals.json"


def test_what_was_proposed_asked_and_declined_is_known_after_a_restart(file: Path) -> None:
    before = ProposedTools(file)
    before.asked(SITE)
    before.decline(SITE)
    before.propose(GPT)
    before.propose(GPT)

    after = ProposedTools(file)

    assert after.proposed == (GPT,)
    assert after.was_asked(SITE) and after.was_declined(SITE)
    assert not after.was_asked(GPT)


def test_only_what_the_person_proposed_stands_in_the_file_by_name(file: Path) -> None:
    tools = ProposedTools(file)
    tools.asked(SITE)
    tools.decline(SITE)
    tools.propose(GPT)

    text = file.read_text("utf-8")
    assert "Acme GPT" in text
    assert "canary" not in text
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_two_machines_write_different_digests(tmp_path: Path) -> None:
    files = [tmp_path / "a.json", tmp_path / "b.json"]
    for one in files:
        ProposedTools(one).asked(SITE)
    assert files[0].read_text("utf-8") != files[1].read_text("utf-8")


@pytest.mark.parametrize("text", ["", "{", "[]", '{"salt": "x"}', '{"salt": 3, "asked": []}'])
def test_a_broken_file_is_set_aside_and_nothing_ends(file: Path, text: str) -> None:
    file.write_text(text, "utf-8")

    tools = ProposedTools(file)
    tools.propose(GPT)

    assert ProposedTools(file).proposed == (GPT,)
    assert file.with_suffix(".broken").read_text("utf-8") == text
