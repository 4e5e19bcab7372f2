"""Ways in without an event: in node, with the guard's part played by the test."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

FOUND = """
const asked = [], opened = [], standing = [];
let clipboard = "CONFIDENTIAL", may = (plain) => plain;
const item = (kinds) => ({
  types: Object.keys(kinds),
  getType: async (kind) => new Blob([kinds[kind]]),
});
let items = [];
isPage("Clipboard", class {
  async readText() { return clipboard; }
  async read() { return items; }
});
isPage("HTMLElement", class {
  click() { opened.push(this.isConnected); }
});
isPage("HTMLInputElement", class extends HTMLElement {
  style = { display: "block" };
  isConnected = false;
  heard = {};
  constructor(type) { super(); this.type = type; }
  addEventListener(kind, hear) { this.heard[kind] = hear; }
  showPicker() { opened.push(this.isConnected); }
  remove() { this.isConnected = false; }
});
isPage("document", { documentElement: {
  append(field) { field.isConnected = true; standing.push(field.style.display); },
} });
isPage("navigator", { clipboard: new Clipboard() });
addEventListener("plimsoll-comes", ({ detail }) => {
  const { id, plain } = JSON.parse(detail);
  asked.push(plain);
  const answer = JSON.stringify({ id, plain: may(plain) });
  setTimeout(() => dispatchEvent(new CustomEvent("plimsoll-may-come", { detail: answer })));
});
"""

Run = Callable[[str], Any]


@pytest.fixture
def run(in_page_world: Callable[..., Any]) -> Run:
    return lambda script: in_page_world(FOUND, "ways_in", script)


def test_a_text_that_a_page_reads_comes_as_it_was_answered(run: Run) -> None:
    script = """
    const read = () => navigator.clipboard.readText();
    const whole = await read();
    may = () => "[mark 1]";
    const redacted = await read();
    may = () => null;
    return [whole, redacted, await read(), asked];
    """
    assert run(script) == ["CONFIDENTIAL", "[mark 1]", "", ["CONFIDENTIAL"] * 3]


def test_everything_that_has_words_is_asked_about_at_once(run: Run) -> None:
    script = """
    items = [item({ "text/plain": "a", "text/html": "<b>a</b>", "image/png": "x" }),
             item({ "text/plain": "b" })];
    const given = await navigator.clipboard.read();
    return [given === items, asked];
    """
    assert run(script) == [True, ["a\n<b>a</b>\nb"]]


@pytest.mark.parametrize("answer", ["null", "'[mark 1]'"])
def test_what_may_not_come_whole_is_refused_as_a_browser_refuses(run: Run, answer: str) -> None:
    script = f"""
    items = [item({{ "text/plain": "a" }})];
    may = () => {answer};
    return navigator.clipboard.read().catch((fault) => [fault.name, fault instanceof DOMException]);
    """
    assert run(script) == ["NotAllowedError", True]


def test_a_picture_alone_asks_nobody(run: Run) -> None:
    script = """
    items = [item({ "image/png": "x" })];
    return [(await navigator.clipboard.read()) === items, asked];
    """
    assert run(script) == [True, []]


@pytest.mark.parametrize("way", ["click", "showPicker"])
@pytest.mark.parametrize("end", ["change", "cancel"])
def test_a_file_field_stands_in_the_document_while_it_is_open(run: Run, way: str, end: str) -> None:
    script = f"""
    const field = new HTMLInputElement("file");
    field.{way}();
    const during = [field.isConnected, field.style.display];
    field.heard.{end}();
    await soon();
    return [opened, standing, during, field.isConnected, field.style.display];
    """
    assert run(script) == [[True], ["none"], [True, "none"], False, "block"]


def test_other_fields_and_one_that_stands_there_stay_where_they_are(run: Run) -> None:
    script = """
    const inside = new HTMLInputElement("file");
    inside.isConnected = true;
    for (const field of [inside, new HTMLInputElement("text"), new HTMLElement()]) field.click();
    return [standing, opened.length];
    """
    assert run(script) == [[], 3]
