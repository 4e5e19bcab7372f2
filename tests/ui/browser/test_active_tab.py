"""Which site in front the extension tells the agent: guarded ones, and those named like a tool."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from agent.catalogue.likely import likely_pattern

MODULE = Path(__file__).parents[3] / "ui" / "browser" / "background" / "active_tab.js"
SCRIPT = f"""
import {{ ActiveTab }} from {json.dumps(MODULE.as_uri())};
const {{ tab, pattern }} = JSON.parse(process.argv[1]);
globalThis.chrome = {{
  tabs: {{ query: async () => [tab] }},
  windows: {{ get: async () => ({{ focused: true }}) }},
}};
const told = [];
const companion = {{ ask: async (question) => (told.push(question.host), {{ ok: true }}) }};
const hosts = {{ hostOf: (url) => (url.includes("chatgpt.com") ? "chatgpt.com" : null) }};
const active = new ActiveTab(companion, hosts);
active.listenFor(pattern);
await active.look();
console.log(JSON.stringify(told));
"""


def told(url: str, incognito: bool = False, pattern: object = None) -> list[str | None]:
    given: dict[str, Any] = {
        "tab": {"url": url, "windowId": 1, "incognito": incognito},
        "pattern": likely_pattern() if pattern is None else pattern,
    }
    command = ["node", "--input-type=module", "--eval", SCRIPT, "--", json.dumps(given)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=30)
    hosts: list[str | None] = json.loads(done.stdout)
    return hosts


def test_a_guarded_site_is_told() -> None:
    assert told("https://chatgpt.com/c/1") == ["chatgpt.com"]


def test_an_unknown_site_named_like_a_tool_is_told_by_its_host_alone() -> None:
    assert told("https://chat.acme.ai/secret?q=word") == ["chat.acme.ai"]


@pytest.mark.parametrize(
    ("url", "incognito"),
    [
        ("https://bank.example/gpt/chat.ai", False),
        ("https://chat.acme.ai/", True),
        ("http://chat.acme.ai/", False),
        ("file:///home/a/gpt.ai", False),
    ],
)
def test_every_other_page_and_a_private_window_is_nothing(url: str, incognito: bool) -> None:
    assert told(url, incognito) == [None]


@pytest.mark.parametrize("pattern", ["", "(", 3])
def test_without_a_pattern_that_holds_no_unknown_site_is_told(pattern: object) -> None:
    assert told("https://chat.acme.ai/", pattern=pattern) == [None]
