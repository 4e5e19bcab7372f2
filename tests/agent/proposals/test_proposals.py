"""Asked once, kindly: when a notice comes, what it says, and what a click does."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from agent.proposals.proposals import CALM, CARRYING, PAUSE, Proposals
from agent.proposals.proposed import ProposedTools, Thing, ToolProposal

WHY = "“gpt” in its name."


class Here:
    """A person's machine: a file, a clock, and somebody who sees notices, or nobody."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.now = 0.0
        self.watchers = 1
        self.notices: list[dict[str, Any]] = []
        self.room = 0
        self.carried: list[str] = []
        self.proposals = self.restarted()

    def restarted(self) -> Proposals:
        return Proposals(ProposedTools(self.file), self._tell, lambda: self.now, self._carry)

    def _carry(self, proposal: ToolProposal) -> bool:
        if len(self.carried) < self.room:
            self.carried.append(proposal.name)
            return True
        return False

    def _tell(self, notice: dict[str, Any]) -> int:
        if self.watchers:
            self.notices.append(notice)
        return self.watchers

    def later(self, seconds: float) -> None:
        self.now += seconds
        self.proposals.tick()


@pytest.fixture
def here(tmp_path: Path) -> Here:
    return Here(tmp_path / "proposals.json")


def test_one_thing_is_asked_about_by_its_name_and_only_once(here: Here) -> None:
    here.proposals.found("Acme GPT", Thing.APPLICATION, WHY)
    here.later(CALM - 1)
    assert here.notices == []
    here.later(1)
    here.later(PAUSE * 2)
    here.proposals.found("Acme GPT", Thing.APPLICATION, WHY)
    here.later(PAUSE * 2)

    (notice,) = here.notices
    assert notice["title"] == "“Acme GPT” looks like an AI tool."
    assert "Nothing about it leaves this machine unless you do." in notice["body"]
    assert (notice["propose"], notice["no"]) == ("Propose to IT", "No, thanks")


def test_many_things_are_one_notice_that_leads_to_the_page(here: Here) -> None:
    for number in range(3):
        here.proposals.found(f"GPT {number}", Thing.EXTENSION, WHY)
    here.later(CALM)
    here.later(PAUSE)

    (notice,) = here.notices
    assert notice["title"] == "3 things here look like AI tools."
    assert (notice["id"], notice["show"]) == ("", "Look at them")
    assert len(here.proposals.documents()) == 3


def test_what_comes_later_waits_an_hour(here: Here) -> None:
    here.proposals.found("GPT 1", Thing.SITE, WHY)
    here.later(CALM)
    here.proposals.found("GPT 2", Thing.SITE, WHY)
    here.later(PAUSE - 1)
    assert len(here.notices) == 1
    here.later(1)
    assert len(here.notices) == 2


def test_where_nobody_sees_a_notice_it_stays_due(here: Here) -> None:
    here.watchers = 0
    here.proposals.found("Acme GPT", Thing.SITE, WHY)
    here.later(CALM)
    here.watchers = 1
    here.later(1)
    assert len(here.notices) == 1


def test_proposed_is_kept_and_says_that_nothing_was_sent(here: Here) -> None:
    here.proposals.found("Acme GPT", Thing.APPLICATION, WHY)
    number = here.proposals.documents()[0]["id"]

    assert here.proposals.answer(number, propose=True)
    assert not here.proposals.answer(number, propose=True)

    assert ProposedTools(here.file).proposed == (ToolProposal("Acme GPT", Thing.APPLICATION),)
    (row,) = here.restarted().documents()
    assert row["id"] == ""
    assert "It waits on this machine" in row["words"]


def test_declined_is_never_heard_of_again(here: Here) -> None:
    here.proposals.found("Acme GPT", Thing.APPLICATION, WHY)
    here.proposals.answer(here.proposals.documents()[0]["id"], propose=False)

    here.proposals = here.restarted()
    here.proposals.found("Acme GPT", Thing.APPLICATION, WHY)
    here.later(PAUSE)

    assert here.proposals.documents() == []
    assert here.notices == []


def test_asked_but_unanswered_stands_on_the_page_and_makes_no_second_notice(here: Here) -> None:
    here.proposals.found("Acme GPT", Thing.APPLICATION, WHY)
    here.later(CALM)
    here.proposals = here.restarted()
    here.proposals.found("Acme GPT", Thing.APPLICATION, WHY)
    here.later(PAUSE * 3)

    assert len(here.notices) == 1
    assert [row["name"] for row in here.proposals.documents()] == ["Acme GPT"]


def test_a_name_is_cut_where_nobody_could_read_it(here: Here) -> None:
    here.proposals.found("GPT " * 1000, Thing.APPLICATION, WHY)
    assert len(here.proposals.documents()[0]["name"]) == 100


def test_a_flood_of_things_is_bounded(here: Here) -> None:
    for number in range(1000):
        here.proposals.found(f"GPT {number}", Thing.SITE, WHY)
    assert len(here.proposals.documents()) == 50


def test_a_proposed_tool_becomes_a_letter_once_there_is_room(here: Here) -> None:
    for name in ("Acme GPT", "Chat Acme"):
        here.proposals.found(name, Thing.APPLICATION, WHY)
    for row in here.proposals.documents():
        here.proposals.answer(row["id"], propose=True)
    here.later(1)
    assert here.carried == []

    here.room = 1
    here.later(CARRYING)
    here.proposals = here.restarted()
    here.later(CARRYING)
    assert here.carried == ["Acme GPT"]

    here.room = 2
    here.later(CARRYING)
    assert here.carried == ["Acme GPT", "Chat Acme"]
    assert {row["words"] for row in here.proposals.documents()} == {
        "Proposed. What became of it stands under “Letters”."
    }
