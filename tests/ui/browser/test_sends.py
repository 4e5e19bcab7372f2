"""What a page sends waits for the gate: in node, with the gate's part played by the test."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

#: `sent` is what left; `gate(body, id)` says what the gate would, and undefined while it asks.
FOUND = """
const sent = [], asked = [], failed = [];
let gate = () => true;
isPage("ProgressEvent", class extends Event {});
isPage("fetch", async (what, about) => { sent.push(["fetch", String(about?.body)]); return "ok"; });
isPage("XMLHttpRequest", class extends EventTarget {
  open(method, address) { this.address = address; }
  send(body) { sent.push(["xhr", String(body)]); }
});
isPage("navigator", {
  sendBeacon(address, body) { sent.push(["beacon", String(body)]); return true; },
});
isPage("WebSocket", class { send(data) { sent.push(["socket", String(data)]); } });
const natives = { fetch, send: XMLHttpRequest.prototype.send };
const goes = (id, go) =>
  dispatchEvent(new CustomEvent("plimsoll-goes", { detail: JSON.stringify({ id, go }) }));
addEventListener("plimsoll-sends", ({ detail }) => {
  const { id, body } = JSON.parse(detail);
  asked.push(body);
  const go = gate(body, id);
  if (go !== undefined) goes(id, go);
});
"""

#: Something is typed: the body is looked at, and one with a secret stays.
LOOKS = "gate = (body) => (body === null ? null : !body.includes('SECRET'));"
#: The person is asked about a secret; `answers` holds who waits.
ASKS = """
const answers = [];
gate = (body, id) => {
  if (body === null) return null;
  if (!body.includes("SECRET")) return true;
  answers.push((go) => goes(id, go));
  return undefined;
};
"""


Run = Callable[..., Any]


@pytest.fixture
def run(in_page_world: Callable[..., Any]) -> Run:
    return lambda script, gate="": in_page_world(FOUND + gate, "sends", script)


def test_where_nothing_was_typed_no_body_is_read(run: Run) -> None:
    script = """
    await fetch("/a", { body: "SECRET" });
    new WebSocket().send("SECRET");
    navigator.sendBeacon("/b", "SECRET");
    return { asked, sent: sent.length };
    """
    assert run(script) == {"asked": [None, None, None], "sent": 3}


def test_what_carries_nothing_leaves_at_once_in_order(run: Run) -> None:
    script = """
    const request = new XMLHttpRequest();
    request.open("POST", "/a");
    request.send("one");
    const beacon = navigator.sendBeacon("/b", "two");
    new WebSocket().send("three");
    return { beacon, sent };
    """
    assert run(script, LOOKS) == {
        "beacon": True,
        "sent": [["xhr", "one"], ["beacon", "two"], ["socket", "three"]],
    }


def test_what_may_not_go_fails_as_a_lost_connection_does(run: Run) -> None:
    script = """
    const fault = await fetch("/a", { body: "SECRET" }).catch((f) => `${f.name}: ${f.message}`);
    const request = new XMLHttpRequest();
    const hear = ({ type }) => failed.push(type);
    for (const kind of ["error", "loadend"]) request.addEventListener(kind, hear);
    request.open("POST", "/a");
    request.send("SECRET");
    const beacon = navigator.sendBeacon("/b", "SECRET");
    new WebSocket().send("SECRET");
    await soon();
    return { fault, failed, beacon, sent };
    """
    assert run(script, LOOKS) == {
        "fault": "TypeError: Failed to fetch",
        "failed": ["error", "loadend"],
        "beacon": False,
        "sent": [],
    }


def test_every_form_of_a_body_is_looked_into(run: Run) -> None:
    script = """
    const form = new FormData();
    form.append("a", "x");
    form.append("b", new Blob(["SECRET"]));
    const bytes = new TextEncoder().encode("SECRET");
    const bodies = ["SECRET", new URLSearchParams({ q: "SECRET" }), bytes, bytes.buffer,
      new DataView(bytes.buffer), new Blob(["SECRET"]), form];
    const went = [];
    const tried = (...given) => fetch(...given).then(() => went.push(String(given)), () => 0);
    for (const body of bodies) await tried("/a", { body });
    const request = new Request("http://a.example/", { method: "POST", body: "SECRET" });
    await tried(request);
    await tried("/a?q=SECRET");
    const inAddress = new XMLHttpRequest();
    inAddress.open("GET", "/a?q=SECRET");
    inAddress.send();
    return { went, sent, unread: await request.text() };
    """
    assert run(script, LOOKS) == {"went": [], "sent": [], "unread": "SECRET"}


def test_a_request_waits_for_the_person_and_then_goes_or_not(run: Run) -> None:
    script = """
    const first = fetch("/a", { body: "SECRET 1" });
    const second = fetch("/a", { body: "SECRET 2" }).catch(() => "stopped");
    await soon();
    const before = sent.length;
    answers[1](false);
    answers[0](true);
    return { before, results: [await first, await second], sent };
    """
    assert run(script, ASKS) == {
        "before": 0,
        "results": ["ok", "stopped"],
        "sent": [["fetch", "SECRET 1"]],
    }


def test_messages_of_one_socket_keep_their_order_while_one_waits(run: Run) -> None:
    script = """
    const [socket, other] = [new WebSocket(), new WebSocket()];
    socket.send("SECRET");
    socket.send("after");
    other.send("elsewhere");
    await soon();
    const before = sent.map(([, data]) => data);
    answers[0](true);
    await soon();
    socket.send("last");
    return [before, sent.map(([, data]) => data)];
    """
    assert run(script, ASKS) == [["elsewhere"], ["elsewhere", "SECRET", "after", "last"]]


def test_without_a_gate_everything_leaves(run: Run) -> None:
    script = "gate = () => undefined; return [await fetch('/a', { body: 'SECRET' }), sent.length];"
    assert run(script) == ["ok", 1]


def test_a_page_sees_functions_that_look_like_its_own(run: Run) -> None:
    script = """
    return [fetch.name === natives.fetch.name, fetch.length === natives.fetch.length,
      XMLHttpRequest.prototype.send.name === "send", typeof fetch];
    """
    assert run(script) == [True, True, True, "function"]
