"""The real agent in a process of its own, asked through its door."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from agent.door_client import DoorClient, DoorClosed, DoorRefused

MARKED = {"text/plain": "CONFIDENTIAL\n\nThe merger with Northwind closes in May.\n"}
PASTE: dict[str, Any] = {
    "destination": {"host": "chatgpt.com"},
    "channel": "browser",
    "moment": "paste",
}


class Running:
    """An agent without a tray, in a home of its own."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.rules = home / "company"
        (self.rules / "markers").mkdir(parents=True)
        self.values = home / "values.json"
        self.values.write_text(
            json.dumps(
                {
                    "rules_folder": str(self.rules),
                    "approved_tool_name": "Harbour Chat",
                    "approved_tool_url": "https://chat.harbour.example/",
                }
            )
        )
        self.door = DoorClient(home / "door")
        self.process = self.start()

    def start(self) -> subprocess.Popen[str]:
        values = ["--install-values", str(self.values)]
        process = subprocess.Popen(
            [sys.executable, "-m", "agent.run", "--home", str(self.home), "--no-tray", *values],
            stderr=subprocess.PIPE,
            text=True,
        )
        until(lambda: self.answers() or process.poll() is not None)
        return process

    def answers(self) -> bool:
        try:
            self.door.ask("state")
        except DoorClosed:
            return False
        return True

    def end(self) -> int:
        self.door.close()
        self.process.terminate()
        self.process.communicate(timeout=20)
        return self.process.returncode

    def log(self) -> str:
        return (self.home / "agent.log").read_text("utf-8")


def until(true: Callable[[], object], seconds: float = 20.0) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.02)


@pytest.fixture
def agent(tmp_path: Path) -> Iterator[Running]:
    running = Running(tmp_path)
    yield running
    running.end()


def test_a_marked_paste_is_warned_about_with_all_four_ways_out(agent: Running) -> None:
    answer = agent.door.ask("judge", content=MARKED, **PASTE)

    warning = answer["warning"]
    assert answer["verdict"]["action"] == "justify"
    assert warning["title"] == "This text is marked CONFIDENTIAL"
    assert warning["approved"]["label"] == "Open in Harbour Chat"
    assert warning["continue"]["required"] is True
    assert "Northwind" not in answer["redacted"]


def test_plain_text_passes_without_a_word(agent: Running) -> None:
    answer = agent.door.ask("judge", content={"text/plain": "How do I boil an egg?"}, **PASTE)

    assert answer["verdict"]["action"] == "allow"
    assert (answer["warning"], answer["redacted"], answer["flow"]) == (None, None, "")


def test_an_answer_counts_once_and_the_text_is_quiet_afterwards(agent: Running) -> None:
    flow = agent.door.ask("judge", content=MARKED, **PASTE)["flow"]

    agent.door.ask("answer", flow=flow, choice="continued", reason="test-data")
    with pytest.raises(DoorRefused) as second:
        agent.door.ask("answer", flow=flow, choice="cancelled")

    assert second.value.code == "unknown-flow"
    assert agent.door.ask("judge", content=MARKED, **PASTE)["quiet"] is True


@pytest.mark.parametrize(
    ("question", "code"),
    [
        ({"ask": "sing"}, "unreadable"),
        ({"ask": "judge"}, "unreadable"),
        ({"ask": "judge", "content": {"text/plain": 7}, **PASTE}, "unreadable"),
        ({"ask": "judge", "content": MARKED, **PASTE, "moment": "soon"}, "unreadable"),
        ({"ask": "judge", "content": MARKED, **PASTE, "destination": {}}, "unreadable"),
        ({"ask": "answer", "flow": "none", "choice": "cancelled"}, "unknown-flow"),
        ({"ask": "answer", "flow": "none", "choice": "maybe"}, "unreadable"),
        ({"ask": "judge", "content": {"text/plain": "a" * (16 << 20) + "b"}, **PASTE}, "too-large"),
    ],
)
def test_what_cannot_be_answered_is_refused_by_name(
    agent: Running, question: dict[str, Any], code: str
) -> None:
    ask = question.pop("ask")

    with pytest.raises(DoorRefused) as refused:
        agent.door.ask(ask, **question)

    assert refused.value.code == code
    assert agent.answers()


def test_broken_utf16_is_judged_like_any_text(agent: Running) -> None:
    broken = {"text/plain": "CONFIDENTIAL\n\n\ud800 and \udfff\n"}

    assert agent.door.ask("judge", content=broken, **PASTE)["verdict"]["action"] == "justify"


def test_a_broken_rule_file_leaves_the_last_good_ones_and_is_named(agent: Running) -> None:
    before = agent.door.ask("state")["rules"]
    assert before["state"] == "good"

    (agent.rules / "markers" / "own.toml").write_text("[[rule]]\nid = 7\n")
    until(lambda: agent.door.ask("state")["rules"]["state"] == "kept")

    problem = agent.door.ask("state")["rules"]["problem"]
    assert "own.toml" in problem
    assert agent.door.ask("judge", content=MARKED, **PASTE)["verdict"]["action"] == "justify"


def test_a_new_rule_is_used_at_once(agent: Running) -> None:
    rule = """[[rule]]
    number = 9001
    id = "acme.blue"
    scheme = "acme"
    level = "confidential"
    kind = "word"
    why = "ACME BLUE stays inside ACME."
    words = ["acme blue"]
    matches = ["ACME BLUE"]
    ignores = ["acme"]
    """
    text = {"text/plain": "ACME BLUE\n\nThe harbour plan.\n"}
    assert agent.door.ask("judge", content=text, **PASTE)["verdict"]["action"] == "allow"

    (agent.rules / "markers" / "own.toml").write_text(rule)

    until(lambda: agent.door.ask("scan", content=text, **PASTE)["verdict"]["action"] != "allow")


def test_a_copy_and_a_tab_in_front_arm_the_notice_once(agent: Running) -> None:
    events = []
    watcher = DoorClient(agent.home / "door", timeout=20)
    watching = watcher.watch()
    assert next(watching)["event"] == "state"

    agent.door.ask("copied", content=MARKED)
    agent.door.ask("tab", host="chatgpt.com", browser="chromium")
    agent.door.ask("tab", host=None, browser="chromium")
    while "disarm" not in events:
        event = next(watching)
        if event["event"] != "state":
            events.append(event["event"])

    assert events == ["arm", "disarm"]
    watcher.close()


def test_where_no_paste_can_be_held_the_clipboard_is_asked_about(agent: Running) -> None:
    focus = {**PASTE, "moment": "focus"}
    before = agent.door.ask("judge", **focus)
    agent.door.ask("copied", content=MARKED)
    asked = agent.door.ask("judge", **focus)
    agent.door.ask("answer", flow=asked["flow"], choice="continued", reason="test-data")
    agent.door.ask("copied", state="concealed")
    unread = agent.door.ask("judge", **focus)
    agent.door.ask("copied", content=MARKED)

    assert asked["verdict"]["action"] == "justify"
    assert asked["warning"]["title"] == "Your clipboard holds confidential text"
    assert (asked["warning"]["excerpts"], asked["warning"]["redact"]) == ([], None)
    assert asked["warning"]["continue"]["required"] is True
    for nothing in (before, unread):
        assert (nothing["verdict"]["action"], nothing["warning"]) == ("allow", None)
    assert agent.door.ask("judge", **focus)["quiet"] is True
    assert agent.door.ask("judge", content=MARKED, **PASTE)["quiet"] is True  # not asked twice


def test_a_question_that_only_the_tray_can_ask_is_refused_without_one(agent: Running) -> None:
    with pytest.raises(DoorRefused) as refused:
        agent.door.ask("guard", content=MARKED, **PASTE)

    assert refused.value.code == "fault"


def test_a_second_agent_says_so_and_changes_nothing(agent: Running) -> None:
    second = subprocess.run(
        [sys.executable, "-m", "agent.run", "--home", str(agent.home), "--no-tray"],
        capture_output=True,
        text=True,
        timeout=30,
    )

    assert (second.returncode, second.stderr.strip()) == (0, "Plimsoll is running already.")
    assert agent.answers()


def test_a_state_folder_that_cannot_be_used_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "agent.log").mkdir()

    ended = subprocess.run(
        [sys.executable, "-m", "agent.run", "--home", str(tmp_path), "--no-tray"],
        capture_output=True,
        text=True,
        timeout=30,
    )

    assert ended.returncode == 1
    assert ended.stderr == f"{tmp_path / 'agent.log'}: Is a directory\n"


def test_a_killed_agent_can_begin_again_at_the_same_door(agent: Running) -> None:
    agent.process.send_signal(signal.SIGKILL)
    agent.process.communicate(timeout=20)
    with pytest.raises(DoorClosed):
        agent.door.ask("state")

    agent.process = agent.start()

    assert agent.door.ask("judge", content=MARKED, **PASTE)["flow"]


def test_stop_at_the_door_ends_it_cleanly(agent: Running) -> None:
    agent.door.ask("stop")
    agent.process.communicate(timeout=20)

    assert agent.process.returncode == 0
    assert not (agent.home / "door").exists()


def test_nothing_of_what_was_judged_is_on_the_disk(agent: Running) -> None:
    canary = "Kestrel-Anchor-4711"
    text = {"text/plain": f"CONFIDENTIAL\n\n{canary} closes in May.\n"}
    flow = agent.door.ask("judge", content=text, **PASTE)["flow"]
    agent.door.ask("copied", content=text)
    agent.door.ask("answer", flow=flow, choice="redacted")
    with pytest.raises(DoorRefused):
        agent.door.ask("judge", content={canary: 7}, **PASTE)
    control = agent.home / "control"
    control.write_text(canary)

    agent.end()

    holding = [f for f in agent.home.rglob("*") if f.is_file() and canary in f.read_text("latin-1")]
    assert holding == [control]


def test_a_decision_of_the_company_is_in_force_as_soon_as_it_is_there(agent: Running) -> None:
    (agent.rules / "decisions.toml").write_text(
        '[[decision]]\ntool = 1\nclass = "approved"\nup_to = "internal"\nuntil = 2999-12-31\n'
        '[[decision]]\ntool = 5\nclass = "approved"\naddress = "https://claude.ai/new"\n'
    )
    internal = {"text/plain": "INTERNAL USE ONLY\n\nThe canteen opens at noon.\n"}
    until(
        lambda: agent.door.ask("judge", content=internal, **PASTE)["verdict"]["action"] == "allow"
    )

    warning = agent.door.ask("judge", content=MARKED, **PASTE)["warning"]

    assert warning["destination"] == "ChatGPT · approved for internal data until 2999-12-31"
    assert warning["approved"]["label"] == "Open in Claude"
    assert warning["approved"]["url"] == "https://claude.ai/new"


def test_an_unknown_site_named_like_a_tool_is_proposed_by_a_click_and_not_before(
    agent: Running,
) -> None:
    agent.door.ask("tab", host="chat.canary-4711.ai", browser="chromium")
    agent.door.ask("tab", host="bank.canary-4712.example", browser="chromium")
    (row,) = agent.door.ask("state")["proposals"]
    assert row["name"] == "chat.canary-4711.ai"
    files = [file for file in agent.home.rglob("*") if file.is_file()]
    assert not any(b"canary-471" in file.read_bytes() for file in files)

    agent.door.ask("propose", proposal=row["id"], propose=True)

    assert "chat.canary-4711.ai" in (agent.home / "proposals.json").read_text("utf-8")
    with pytest.raises(DoorRefused) as again:
        agent.door.ask("propose", proposal=row["id"], propose=True)
    assert again.value.code == "unknown-proposal"
