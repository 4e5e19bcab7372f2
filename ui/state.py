"""What the agent says of itself (docs/door.md, *State*), read into nouns of the tray."""

from __future__ import annotations

from dataclasses import dataclass

from agent.words import gettext as _
from ui import reading
from ui.reading import Table


@dataclass(frozen=True, slots=True)
class Channel:
    """One way by which text travels, and how well it is seen."""

    #: Such as `browser`.
    name: str
    title: str
    #: guarded, degraded or blind.
    health: str
    reason: str
    fix: str


@dataclass(frozen=True, slots=True)
class Tool:
    """An AI tool that was seen on this machine."""

    #: Catalogue id, such as `openai-chatgpt`.
    id: str
    name: str
    tool_class: str
    #: What the company decided, such as “approved for internal data until 2027-03-31”.
    standing: str
    #: What to know about accounts, as a sentence, or nothing.
    account: str
    #: Name of the approved tool for the same job, or nothing.
    approved: str


@dataclass(frozen=True, slots=True)
class SettingRow:
    """A setting that somebody set."""

    title: str
    value: str
    #: Who set it, in words: “locked by Example Ltd”.
    words: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """Something that looks like an AI tool, or that the person has proposed to IT."""

    #: To answer under; nothing where it is proposed already.
    id: str
    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Lesson:
    """A minute's reading that the company offers. `text` is Markdown."""

    number: int
    title: str
    text: str
    done: bool


@dataclass(frozen=True, slots=True)
class Policy:
    """The company's policy. `text` is Markdown where a version was published, else plain."""

    title: str = ""
    text: str = ""
    #: Number of the published version; 0: the text that came with Plimsoll.
    number: int = 0
    #: Which version it is, since when, and whether it was acknowledged.
    words: str = ""
    #: What differs from the version before.
    changes: str = ""
    to_acknowledge: bool = False
    lessons: tuple[Lesson, ...] = ()


@dataclass(frozen=True, slots=True)
class State:
    """The whole of it. What the agent left out is empty."""

    icon: str
    channels: tuple[Channel, ...] = ()
    tools: tuple[Tool, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    central: str = ""
    rules: str = ""
    #: What is wrong with a rule file; the last good one holds.
    rules_problem: str = ""
    #: Who signed the rules, and what somebody should look at.
    signed: str = ""
    alerts: tuple[str, ...] = ()
    #: The company's own rules, those on trial, those switched off: each a line.
    own_rules: tuple[str, ...] = ()
    trial_rules: tuple[str, ...] = ()
    rules_off: tuple[str, ...] = ()
    #: Where the person's own list is kept, and whether it is paused.
    list_words: str = ""
    paused: bool = False
    policy: Policy = Policy()
    settings: tuple[SettingRow, ...] = ()
    #: False while no agent answers.
    running: bool = True
    #: No agent has answered yet: it gets ready while the icon shows already.
    starting: bool = False


#: What is shown until the agent has spoken.
STARTING = State(icon="blind", running=False, starting=True)
#: What is shown after it has gone.
NO_AGENT = State(icon="blind", running=False)


def read_state(frame: Table) -> State:
    """The state in a frame. Unknown fields are passed over, missing ones are empty."""
    rules = reading.table(frame, "rules")
    return State(
        icon=reading.text(frame, "icon"),
        channels=tuple(_channel(row) for row in reading.rows(frame, "channels")),
        tools=tuple(_tool(row) for row in reading.rows(frame, "tools")),
        proposals=tuple(_proposal(row) for row in reading.rows(frame, "proposals")),
        central=reading.text(reading.table(frame, "central"), "words"),
        rules=reading.text(rules, "words"),
        rules_problem=reading.text(rules, "problem"),
        signed=reading.text(rules, "signed"),
        alerts=reading.texts(rules, "alerts"),
        own_rules=reading.texts(rules, "own"),
        trial_rules=reading.texts(rules, "trial"),
        rules_off=reading.texts(rules, "off"),
        list_words=reading.text(reading.table(frame, "list"), "words"),
        paused=reading.table(frame, "list").get("paused") is True,
        policy=_policy(reading.table(frame, "policy")),
        settings=tuple(_setting(row) for row in reading.rows(frame, "settings")),
    )


def state_words(state: State) -> str:
    """The state in one sentence, for the menu, the tip and the *Now* page."""
    if state.starting:
        return _("Plimsoll is starting. Nothing is checked yet.")
    if not state.running:
        return _("Plimsoll is not running. Nothing is checked.")
    return {
        "guarded": _("Everything is guarded."),
        "armed": _("Marked text is on the clipboard, and a public tool is in front."),
        "degraded": _("Some ways are not fully guarded."),
        "waiting": _("Everything is guarded. Messages wait for central."),
    }.get(state.icon, _("Nothing is guarded."))


def _channel(row: Table) -> Channel:
    return Channel(
        *(reading.text(row, key) for key in ("name", "title", "health", "reason", "fix"))
    )


def _setting(row: Table) -> SettingRow:
    title, value = reading.text(row, "title"), reading.text(row, "value")
    return SettingRow(title, value, reading.text(row, "words"))


def _policy(row: Table) -> Policy:
    return Policy(
        reading.text(row, "title"),
        reading.text(row, "text"),
        reading.number(row, "number"),
        reading.text(row, "words"),
        reading.text(row, "changes"),
        row.get("to_acknowledge") is True,
        tuple(_lesson(lesson) for lesson in reading.rows(row, "lessons")),
    )


def _lesson(row: Table) -> Lesson:
    title, text = reading.text(row, "title"), reading.text(row, "text")
    return Lesson(reading.number(row, "number"), title, text, row.get("done") is True)


def _proposal(row: Table) -> Proposal:
    return Proposal(*(reading.text(row, key) for key in ("id", "name", "words")))


def _tool(row: Table) -> Tool:
    return Tool(
        reading.text(row, "tool"),
        reading.text(row, "name"),
        reading.text(row, "class"),
        reading.text(row, "standing"),
        reading.text(row, "account"),
        reading.text(row, "approved"),
    )
