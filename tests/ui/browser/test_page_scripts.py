"""Parts of the guard that decide something by themselves: in node, without a browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

InPage = Callable[..., Any]


def test_what_is_held_is_told_by_its_types(in_page: InPage) -> None:
    script = """
    const transfer = { getData: (kind) => ({ "text/plain": "a", "text/html": "<b>a</b>" })[kind] };
    const held = takeHeld(transfer);
    return [held, contentOf(held), sizeOf(held), isEmpty(held), isEmpty(takeHeld(null)),
            contentOf(takeHeld(null))];
    """
    content = {"text/plain": "a", "text/html": "<b>a</b>"}
    held = {"plain": "a", "html": "<b>a</b>", "files": []}
    assert in_page(script, "held") == [held, content, 9, False, True, {}]


def test_findings_count_code_points_and_a_script_counts_otherwise(in_page: InPage) -> None:
    script = """
    const finding = { start: 2, end: 8, flavour: "text/plain" };
    return marked("😀 SECRET 😀", [finding, { start: 3, end: 5 }, { start: 90, end: 95 }]);
    """
    assert in_page(script, "element", "words", "result") == ["😀 ", {"mark": "SECRET"}, " 😀"]


def test_without_an_agent_the_person_is_asked_and_nothing_is_redacted(in_page: InPage) -> None:
    script = """
    const help = { approved: { label: "Open" }, whom_to_ask: "Ask Kim" };
    const files = [{}];
    return [uncheckedWarning({ error: "too-large" }, { files }),
            uncheckedWarning({ error: "late", help }, { files: [] })];
    """
    large, late = in_page(script, "words", "unchecked")
    assert (large["title"], large["found"]) == ("<uncheckedFiles>", ["<uncheckedTooLarge>"])
    assert (late["title"], late["found"]) == ("<uncheckedTitle>", ["<uncheckedGone>"])
    assert late["redact"] is None
    assert late["continue"]["required"] is True
    assert [reason["key"] for reason in late["continue"]["reasons"]] == list("12345")
    assert (late["approved"], late["whom_to_ask"]) == ({"label": "Open"}, "Ask Kim")


def test_an_agent_that_fails_or_is_late_is_no_verdict(in_page: InPage) -> None:
    script = """
    answer = new Error();
    const gone = await tellCompanion({ ask: "judge" });
    answer = undefined;
    const silent = await tellCompanion({ ask: "judge" });
    const late = await withPatience(new Promise(() => setTimeout(() => {}, 50)), 5);
    const large = await judge({ plain: "a".repeat(2 ** 24 + 1), html: "", files: [] }, "paste");
    return [gone, silent, late, large, told.length];
    """
    fault = {"ok": False, "error": "agent-gone"}
    late, large = ({"ok": False, "error": error} for error in ("late", "too-large"))
    assert in_page(script, "held", "files", "line", "companion") == [fault, fault, late, large, 2]


def test_media_and_what_is_too_large_are_named_and_not_read(in_page: InPage) -> None:
    script = """
    globalThis.FileReader = class {
      readAsDataURL(file) {
        this.result = `data:;base64,${btoa(file.words)}`;
        setTimeout(() => (file.words === "gone" ? this.onerror() : this.onload()));
      }
    };
    const file = (name, type, size, words) => ({ name, type, size, words });
    return sentFiles([
      file("a.txt", "text/plain", 2 ** 24 - 1, "a"), file("b.png", "image/png", 1, "b"),
      file("c.txt", "text/plain", 2, "c"), file("d", "", 0, "gone"),
    ]);
    """
    assert in_page(script, "files") == [
        {"name": "a.txt", "type": "text/plain", "data": "YQ=="},
        {"name": "b.png", "type": "image/png"},
        {"name": "c.txt", "type": "text/plain"},
        {"name": "d", "type": "", "data": ""},
    ]


def test_a_typed_text_is_unjudged_until_exactly_it_may_go(in_page: InPage) -> None:
    script = """
    const seen = [];
    const draft = new Draft((text) => seen.push(text));
    const field = Object.assign(new HTMLTextAreaElement("textarea"), { value: "one" });
    draft.typed({ composedPath: () => [field] });
    const first = [draft.look(), draft.look()];
    draft.pass("one");
    const passed = draft.look();
    field.value = "one two";
    const other = draft.look();
    field.value = "";
    const taken = draft.look();  // the page took it out of the field: it sends it now
    field.isConnected = false;
    return { first, passed, other, taken, seen, field: draft.field };
    """
    assert in_page(script, "draft") == {
        "first": ["one", "one"],
        "passed": "",
        "other": "one two",
        "taken": "one two",
        "seen": ["one", "one two"],
        "field": None,
    }


def test_names_and_passwords_are_no_prompts(in_page: InPage) -> None:
    script = """
    const input = (type) => Object.assign(new HTMLInputElement("input"), { type });
    return ["text", "search", "password", "email", "number"].map((t) => !!editableOf(input(t)));
    """
    assert in_page(script, "draft") == [True, True, False, False, False]


def test_what_a_page_reads_by_itself_needs_a_persons_act(in_page: InPage) -> None:
    script = """
    globalThis.CustomEvent = class {
      constructor(type, { detail }) { Object.assign(this, { type, detail }); }
    };
    const held = [];
    const ways = new QuietWays((what, place) => { held.push(what.plain); place.keep(); });
    const comes = (id, plain) => listeners["plimsoll-comes"](
      { stopImmediatePropagation() {}, detail: JSON.stringify({ id, plain }) });
    comes(1, "before anybody pressed a key");
    ways.onAct({ isTrusted: false });
    comes(2, "after a script's key");
    ways.onAct({ isTrusted: true });
    comes(3, "after a person's key");
    comes(4, "");
    return { held, dispatched };
    """
    said = [(1, None), (2, None), (3, None), (4, "")]
    assert in_page(script, "quiet_ways") == {
        "held": ["after a person's key"],
        "dispatched": [["plimsoll-may-come", {"id": n, "plain": plain}] for n, plain in said],
    }


def test_a_page_keeps_placeholders_and_asks_for_what_they_stand_for(in_page: InPage) -> None:
    script = """
    const originals = new Originals();
    originals.remember(["[iban 1]", "[mail 1]"], "first");
    originals.remember(["[iban 1]"], "second");
    const first = { "[iban 1]": "old", "[mail 1]": "a@b.example" };
    const kept = { first, second: { "[iban 1]": "DE02" } };
    chrome.runtime.sendMessage = async ({ ask, flow }) => ({ ok: true, originals: kept[flow] });
    const found = await originals.fetched();
    const back = originals.putBack("To [IBAN 1], [mail 1]; not [iban 2].", found);
    delete kept.second;
    const later = originals.putBack("[iban 1]", await originals.fetched());
    return { back, later };
    """
    assert in_page(script, "element", "line", "companion", "originals") == {
        "back": ["To ", {"mark": "DE02"}, ", ", {"mark": "a@b.example"}, "; not [iban 2]."],
        "later": ["", "[iban 1]", ""],
    }
