"""Decisions laid over the catalogue: by group, tenant, level and day, and what to use instead."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from agent.approval.approvals import Alternative, Approvals
from agent.approval.decision import Decision
from agent.catalogue import Catalogue, load_catalogue
from agent.events import Destination, Level, ToolClass
from agent.warn.standing import standing_words

CHATGPT, CLAUDE, M365, DEEPL, AZURE = 1, 5, 3, 10, 105
TODAY = date(2026, 11, 25)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


def approvals(
    catalogue: Catalogue, *decisions: Decision, group: int = 0, today: date = TODAY
) -> Approvals:
    return Approvals(catalogue, decisions, group, lambda: today)


def approved(tool: int, **more: Any) -> Decision:
    return Decision(tool, ToolClass.APPROVED, **more)


def at(catalogue: Catalogue, host: str, **more: Any) -> Destination:
    return catalogue.destination(host=host, **more)


def words(destination: Destination) -> str:
    return standing_words(destination, Level.CONFIDENTIAL)


def test_what_nobody_decided_about_is_not_reviewed(catalogue: Catalogue) -> None:
    here = approvals(catalogue).applied(at(catalogue, "chatgpt.com"))

    assert words(here) == "public · not reviewed"


def test_an_approval_holds_up_to_its_level_and_to_the_end_of_its_last_day(
    catalogue: Catalogue,
) -> None:
    decision = approved(CHATGPT, up_to=Level.INTERNAL, until=date(2027, 3, 31))
    for today, word in (
        (TODAY, "approved for internal data until 2027-03-31"),
        (date(2027, 3, 31), "approved for internal data until 2027-03-31"),
        (date(2027, 4, 1), "public · approval ended on 2027-03-31"),
    ):
        laid = approvals(catalogue, decision, today=today)
        here = laid.applied(at(catalogue, "chatgpt.com"))
        assert words(here) == word

    here = approvals(catalogue, decision).applied(at(catalogue, "chatgpt.com"))
    assert here.class_for(Level.INTERNAL) == ToolClass.APPROVED
    assert here.class_for(Level.CONFIDENTIAL) == ToolClass.PUBLIC


def test_a_decision_for_some_groups_is_for_no_others(catalogue: Catalogue) -> None:
    everyone, some = Decision(CHATGPT, ToolClass.PUBLIC), approved(CHATGPT, groups=frozenset((7,)))
    for group, tool_class in ((7, ToolClass.APPROVED), (3, ToolClass.PUBLIC)):
        for order in ((everyone, some), (some, everyone)):
            laid = approvals(catalogue, *order, group=group)
            assert laid.applied(at(catalogue, "chatgpt.com")).tool_class == tool_class


def test_a_decision_for_one_tenant_is_for_no_other(catalogue: Catalogue) -> None:
    laid = approvals(catalogue, approved(AZURE, tenant="acme-ai"))

    ours = laid.applied(at(catalogue, "acme-ai.openai.azure.com"))
    theirs = laid.applied(at(catalogue, "other.openai.azure.com"))

    assert (ours.tool_class, theirs.tool_class) == (ToolClass.APPROVED, ToolClass.PUBLIC)


def test_an_ended_decision_gives_way_to_the_one_before_it(catalogue: Catalogue) -> None:
    ended = approved(CHATGPT, groups=frozenset((7,)), until=date(2026, 1, 1))
    laid = approvals(catalogue, Decision(CHATGPT, ToolClass.SANDBOX), ended, group=7)

    assert laid.applied(at(catalogue, "chatgpt.com")).tool_class == ToolClass.SANDBOX


def test_the_alternative_is_the_one_named_or_an_approved_one_of_the_same_kind(
    catalogue: Catalogue,
) -> None:
    claude = approved(CLAUDE, up_to=Level.CONFIDENTIAL, address="https://claude.ai/new")
    chatgpt = at(catalogue, "chatgpt.com")

    same_kind = approvals(catalogue, claude)
    assert same_kind.instead_of(chatgpt, Level.CONFIDENTIAL) == Alternative(
        "Claude", "https://claude.ai/new"
    )
    assert same_kind.instead_of(chatgpt, Level.RESTRICTED) is None
    assert same_kind.instead_of(at(catalogue, "www.deepl.com"), Level.INTERNAL) is None

    named = Decision(CHATGPT, ToolClass.PUBLIC, instead=M365)
    both = approvals(catalogue, named, approved(M365), claude)
    found = both.instead_of(chatgpt, Level.INTERNAL)
    assert found == Alternative("Microsoft 365 Copilot", "https://copilot.cloud.microsoft")


def test_an_alternative_whose_approval_ended_is_none(catalogue: Catalogue) -> None:
    laid = approvals(catalogue, approved(CLAUDE, until=date(2026, 11, 24)))

    assert laid.instead_of(at(catalogue, "chatgpt.com"), Level.INTERNAL) is None


def test_a_decision_about_a_tool_of_a_newer_catalogue_changes_nothing(catalogue: Catalogue) -> None:
    laid = approvals(catalogue, approved(65535))

    assert laid.applied(at(catalogue, "chatgpt.com")).tool_class == ToolClass.PUBLIC
    assert laid.instead_of(at(catalogue, "chatgpt.com"), Level.INTERNAL) is None
