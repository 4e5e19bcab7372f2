"""What the extension tells of an address besides its host: only what the agent asked for."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

MODULE = Path(__file__).parents[3] / "ui" / "browser" / "background" / "tenants.js"
TESTS = [
    {"host": "dust.tt", "path": "/w/*", "query": ""},
    {"host": "m365.cloud.microsoft", "path": "", "query": "auth"},
    {"host": "*.qbusiness.example", "path": "/a/*/b", "query": "tid"},
]
SCRIPT = f"""
import {{ Tenants }} from {json.dumps(MODULE.as_uri())};
const tenants = new Tenants();
tenants.use({json.dumps(TESTS)});
console.log(JSON.stringify(tenants.partsOf(process.argv[1])));
"""


@pytest.mark.parametrize(
    ("url", "parts"),
    [
        ("https://dust.tt/w/acme/assistant/secret?q=word", {"path": "/w/acme"}),
        ("https://dust.tt/home/acme", {}),
        ("https://m365.cloud.microsoft/chat?auth=2&q=word", {"query": {"auth": "2"}}),
        ("https://m365.cloud.microsoft/chat?q=word", {}),
        ("https://x.qbusiness.example/a/y/b/c?tid=7", {"path": "/a/y/b", "query": {"tid": "7"}}),
        ("https://chatgpt.com/c/1?auth=2", {}),
        ("nothing", {}),
    ],
)
def test_only_the_named_parts_of_an_address_are_told(url: str, parts: dict[str, object]) -> None:
    command = ["node", "--input-type=module", "--eval", SCRIPT, "--", url]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=30)

    assert json.loads(done.stdout) == parts
