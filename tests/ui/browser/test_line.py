"""The line between a page and the background script: one for many questions, and none is lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

#: `lines` are those that were opened; the other end answers when the test says so.
FOUND = """
const lines = [];
let fails = 0;
location.href = "https://chatgpt.com/";
chrome.runtime.connect = () => {
  if (fails > 0) { fails -= 1; throw new Error("Extension context invalidated."); }
  const heard = {};
  const at = { from: location.href, said: [], open: true, heard };
  lines.push(at);
  return {
    onMessage: { addListener: (hear) => (heard.answer = hear) },
    onDisconnect: { addListener: (hear) => (heard.end = hear) },
    postMessage(said) {
      if (!at.open) throw new Error("Attempting to use a disconnected port object");
      at.said.push(said);
    },
    disconnect() { at.open = false; },
  };
};
const reply = (at, about) => {
  const { id, message } = at.said.shift();
  at.heard.answer({ id, answer: { ok: true, said: message, ...about } });
};
"""
#: The class is read after what it finds.
MADE = "const line = new Line();"
GONE = {"ok": False, "error": "agent-gone"}


@pytest.fixture
def run(in_page: Callable[..., Any]) -> Callable[[str], Any]:
    return lambda script: in_page(f"{MADE}\n{script}", "line", found=FOUND)


def test_many_questions_go_over_one_line_and_each_has_its_answer(run: Callable[[str], Any]) -> None:
    script = """
    const asked = ["a", "b", "c"].map((one) => line.ask(one));
    lines[0].said.reverse();
    while (lines[0].said.length) reply(lines[0]);
    return [lines.length, (await Promise.all(asked)).map(({ said }) => said)];
    """
    assert run(script) == [1, ["a", "b", "c"]]


def test_where_the_page_went_on_the_next_question_says_so(run: Callable[[str], Any]) -> None:
    script = """
    const first = line.ask("a");
    reply(lines[0]);
    await first;
    location.href = "https://chatgpt.com/c/1";
    line.ask("b");
    return lines.map(({ from, open, said }) => [from, open, said.length]);
    """
    assert run(script) == [
        ["https://chatgpt.com/", False, 0],
        ["https://chatgpt.com/c/1", True, 1],
    ]


def test_who_waits_at_the_old_line_is_answered_yet(run: Callable[[str], Any]) -> None:
    script = """
    const first = line.ask("a");
    location.href = "https://chatgpt.com/c/1";
    const second = line.ask("b");
    const before = lines[0].open;
    reply(lines[0]);
    reply(lines[1]);
    return [before, lines[0].open, lines[1].open, (await first).said, (await second).said];
    """
    assert run(script) == [True, False, True, "a", "b"]


def test_a_line_that_ended_answers_everybody_and_another_one_is_opened(
    run: Callable[[str], Any],
) -> None:
    script = """
    const asked = [line.ask("a"), line.ask("b")];
    lines[0].heard.end();
    const answers = await Promise.all(asked);
    line.ask("c");
    return [answers, lines[1].said.length];
    """
    assert run(script) == [[GONE, GONE], 1]


def test_a_line_that_ended_unnoticed_loses_no_question(run: Callable[[str], Any]) -> None:
    script = """
    const first = line.ask("a");
    reply(lines[0]);
    await first;
    lines[0].open = false;  // as while the page was put away
    const second = line.ask("b");
    reply(lines[1]);
    return (await second).said;
    """
    assert run(script) == "b"


def test_without_an_extension_there_is_no_verdict(run: Callable[[str], Any]) -> None:
    assert run("fails = 2; return line.ask('a');") == GONE
