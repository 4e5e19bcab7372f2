"""A key that is written out in the entry of a tool server, and what only looks like one."""

from __future__ import annotations

from typing import Any

import pytest

from agent.sense.tools.readable_key import has_readable_key

KEY = "sk-0815-0815-0815-0815"


@pytest.mark.parametrize(
    "server",
    [
        {"command": "x", "env": {"OPENAI_API_KEY": KEY}},
        {"command": "x", "envs": {"github_token": KEY}},
        {"command": "x", "environment": {"DB_PASSWORD": "correct horse battery"}},
        {"url": "https://x", "headers": {"Authorization": f"Bearer {KEY}"}},
        {"url": "https://x", "http_headers": {"X-Api-Key": KEY}},
    ],
)
def test_a_key_is_seen(server: dict[str, Any]) -> None:
    assert has_readable_key(server)


@pytest.mark.parametrize(
    "server",
    [
        {},
        {"command": "x", "env": {"LOG_LEVEL": "a value that is long enough"}},
        {"command": "x", "env": {"OPENAI_API_KEY": "${OPENAI_API_KEY}"}},
        {"command": "x", "env": {"OPENAI_API_KEY": "%OPENAI_API_KEY%"}},
        {"command": "x", "env": {"OPENAI_API_KEY": "{env:OPENAI_API_KEY}"}},
        {"command": "x", "env": {"OPENAI_API_KEY": "op://vault/openai/credential"}},
        {"command": "x", "env": {"OPENAI_API_KEY": "<put your key in here>"}},
        {"command": "x", "env": {"OPENAI_API_KEY": "your-openai-key-goes-here"}},
        {"command": "x", "env": {"OPENAI_API_KEY": "sk-xxxxxxxxxxxxxxxxxxxx"}},
        {"command": "x", "env": {"OPENAI_API_KEY": ""}},
        {"url": "https://x", "headers": {"Authorization": "Bearer ${TOKEN}"}},
        {"command": "x", "env": ["OPENAI_API_KEY"]},
        {"command": "x", "env": {"OPENAI_API_KEY": 12}},
    ],
)
def test_a_reference_or_a_gap_is_none(server: dict[str, Any]) -> None:
    assert not has_readable_key(server)
