"""Which pages the extension takes for guarded ones: those that a browser takes for them."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

MODULE = Path(__file__).parents[3] / "ui" / "browser" / "background" / "sites.js"
PATTERNS = [
    "*://*.chat.example/*",
    "*://one.example/*",
    "*://search.example/ask*",
    "*://search.example/images*",
    "*://*.big.example/ai*",
    "*://in.big.example/*",
]
SCRIPT = f"""
import {{ Sites }} from {json.dumps(MODULE.as_uri())};
const sites = new Sites({json.dumps(PATTERNS)});
console.log(JSON.stringify(sites.pathsOf(process.argv[1])));
"""


@pytest.mark.parametrize(
    ("url", "paths"),
    [
        ("https://chat.example/", ["/"]),
        ("https://a.b.chat.example/c/1?q=2#x", ["/"]),
        ("https://CHAT.example./c", ["/"]),
        ("https://chat.example:8443/c", ["/"]),
        ("https://notchat.example/", []),
        ("https://chat.example.elsewhere.example/", []),
        ("https://elsewhere.example/chat.example/", []),
        ("https://one.example/", ["/"]),
        ("https://www.one.example/", []),
        ("https://search.example/ask/this", ["/ask"]),
        ("https://search.example/images", ["/images"]),
        ("https://search.example/?q=/ask", []),
        ("https://x.big.example/ai", ["/ai"]),
        ("https://in.big.example/ai", ["/", "/ai"]),
        ("https://example/", []),
        ("about:blank", []),
        ("nothing", []),
        ("", []),
    ],
)
def test_a_page_is_guarded_by_its_host_and_path(url: str, paths: list[str]) -> None:
    command = ["node", "--input-type=module", "--eval", SCRIPT, "--", url]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=30)
    assert json.loads(done.stdout) == paths
