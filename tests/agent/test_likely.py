"""Names that nobody has described: what is proposed, and what never is."""

from __future__ import annotations

import re

import pytest

from agent.catalogue.likely import likely_host, likely_name, likely_pattern


@pytest.mark.parametrize(
    "host",
    [
        "chatgpt-free.example.com",
        "mygpt.example",
        "copilot.acme.com",
        "llm.intranet.example",
        "chat.acme.ai",
        "ai-assistant.example.com",
        "ai.chat.example.com",
        "WRITE.acme.AI.",
    ],
)
def test_a_host_with_a_strong_sign_or_two_weak_ones_is_proposed(host: str) -> None:
    assert likely_host(host).endswith(".")


@pytest.mark.parametrize(
    "host",
    [
        "chat.example.com",  # between people
        "ai.example.com",  # one weak sign
        "acme.ai",  # half of them sell something else
        "www.acme.ai",
        "agents.insurance.example",
        "video.example.com",
        "mailchimp.com",
        "gpts",
        "gparted.org",
        "10.0.0.1",
        "air.example.com",
        "dublin.example",
        "",
    ],
)
def test_an_ordinary_host_is_not(host: str) -> None:
    assert likely_host(host) == ""


def test_the_address_of_a_model_is_proposed_whatever_its_name() -> None:
    assert likely_host("gateway.example.com", "/v1/chat/completions")
    assert not likely_host("gateway.example.com", "/v1/orders")


@pytest.mark.parametrize("name", ["Acme GPT", "my-llm-runner", "AI Writer", "ChatGPT for mail"])
def test_a_program_that_is_named_like_a_tool_is_proposed(name: str) -> None:
    assert likely_name(name)


@pytest.mark.parametrize(
    "name", ["GParted", "MBR2GPT.EXE", "Mail", "Chat", "Video Player", "Sailing", "Bottles"]
)
def test_an_ordinary_program_is_not(name: str) -> None:
    assert not likely_name(name)


def test_the_pattern_for_the_browser_finds_all_that_is_named_here_and_little_else() -> None:
    pattern = re.compile(likely_pattern())
    words = ["gpt", "acmegpt", "chat", "ai", "voice", "acme", "www", "model", "llm", "de"]
    hosts = [
        f"{one}{between}{two}.{ending}"
        for one in words
        for two in words
        for between in ".-"
        for ending in ("ai", "com", "co.uk")
    ]
    named = [host for host in hosts if likely_host(host)]
    assert len(named) > 100
    assert [host for host in named if not pattern.search(host)] == []
    assert not any(
        pattern.search(host)
        for host in ("example.com", "chat.example.com", "acme.ai", "mail.google.com", "bank.de")
    )
