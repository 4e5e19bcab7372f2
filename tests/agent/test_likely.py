"""Names that nobody has described: what is proposed, and what never is."""

from __future__ import annotations

import pytest

from agent.catalogue.likely import likely_host, likely_name


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
