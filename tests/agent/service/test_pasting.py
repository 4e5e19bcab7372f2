"""Pastes in the light of what happened before them, through the real judge and the real pipe."""

from __future__ import annotations

import itertools

import pytest

from agent.catalogue import load_catalogue
from agent.events import (
    PLAIN,
    Action,
    Answer,
    Channel,
    Choice,
    Content,
    Destination,
    Flow,
    Grounds,
    Level,
    Moment,
    Sighting,
    ToolClass,
)
from agent.judge.dismissed import Dismissed
from agent.judge.let_through import LetThrough
from agent.judge.memory import PasteMemory
from agent.pipe import Judged, Pipe
from agent.rulebook import RulebookKeeper
from agent.service.guide import Guide
from agent.service.pasting import Pasting
from agent.settings import Settings
from agent.warn.held import HeldFlows
from agent.warn.quiet import QuietTime

BODY = "The harbour closes in May, and the boats move to the northern quay."
KEY = "AKIAQ4ZR7TBXW2MHVC6D"


class Uncounted:
    """A counter that counts nothing."""

    def count_sighting(self, sighting: Sighting, tool_class: ToolClass) -> None: ...
    def count_warning(
        self, level: Level, tool_class: ToolClass, channel: Channel, grounds: Grounds
    ) -> None: ...
    def count_answer(self, answer: Answer, level: Level, grounds: Grounds) -> None: ...
    def count_trial(self, rules: frozenset[int]) -> None: ...
    def count_hot(self) -> None: ...


class Desk:
    """A person who pastes and answers."""

    def __init__(self) -> None:
        self.now = 0.0
        self.guide = Guide(RulebookKeeper().current, load_catalogue(), Settings())
        self.pasting = Pasting(
            self.guide, PasteMemory(b"1"), Dismissed(b"2"), LetThrough(b"4", 600), self.clock
        )
        numbers = itertools.count()
        self.pipe = Pipe(
            self.pasting.judge,
            Uncounted(),
            lambda let_go: HeldFlows(self.clock, lambda: str(next(numbers)), let_go),
            QuietTime(self.clock, 1),
            b"3",
            self.pasting,
        )

    def clock(self) -> float:
        return self.now

    def flow(self, text: str, moment: Moment = Moment.PASTE, to: str = "Chat") -> Flow:
        chat = Destination(to, ToolClass.PUBLIC)
        return Flow(Content({PLAIN: text}), chat, Channel.BROWSER, moment)

    def paste(self, text: str) -> Judged:
        return self.pipe.question(self.flow(text))

    def send(self, text: str, to: str = "Chat") -> Action:
        return self.pipe.question(self.flow(text, Moment.SUBMIT, to)).verdict.action

    def answer(self, judged: Judged, choice: Choice) -> None:
        assert self.pipe.answer(judged.flow, Answer(choice))
        self.now += 2  # the quiet time of the whole text is over


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_what_was_called_not_sensitive_is_not_asked_about_again(desk: Desk) -> None:
    text = f"The key {KEY} was withdrawn."
    desk.answer(desk.paste(text), Choice.NOT_SENSITIVE)

    assert desk.paste(text).verdict.action == Action.ALLOW
    assert desk.paste(f"Use {KEY} in production.").verdict.action == Action.JUSTIFY


def test_another_answer_quiets_no_finding(desk: Desk) -> None:
    text = f"The key {KEY} was withdrawn."
    desk.answer(desk.paste(text), Choice.CONTINUED)

    assert desk.paste(text).verdict.action == Action.JUSTIFY


def test_a_new_finding_in_a_text_that_was_answered_is_asked_about_alone(desk: Desk) -> None:
    text = f"The key {KEY} was withdrawn. It had been in use for many years before that."
    desk.answer(desk.paste(text), Choice.NOT_SENSITIVE)
    longer = f"{text}\n\nPESEL: 44051401359"

    assert [f.rule for f in desk.paste(longer).verdict.findings] == ["personal.polish-pesel"]


def test_a_body_after_its_header_is_warned_about_in_words(desk: Desk) -> None:
    desk.paste("CONFIDENTIAL")
    verdict = desk.paste(BODY).verdict
    warning = desk.guide.warning(desk.flow(BODY), verdict, 1)

    assert verdict.action == Action.JUSTIFY
    assert warning["title"] == "This text belongs to a marked header"
    assert warning["found"] == ["A header with this mark was pasted just before."]


def test_a_header_that_was_called_not_sensitive_says_nothing_of_the_body(desk: Desk) -> None:
    desk.answer(desk.paste("CONFIDENTIAL"), Choice.NOT_SENSITIVE)

    assert desk.paste(BODY).verdict.action == Action.ALLOW


def test_a_locked_screen_forgets_the_header(desk: Desk) -> None:
    desk.paste("CONFIDENTIAL")
    desk.pasting.forget()

    assert desk.paste(BODY).verdict.action == Action.ALLOW


def test_what_was_let_through_is_not_asked_about_again_when_it_is_sent(desk: Desk) -> None:
    text = f"CONFIDENTIAL\n\n{BODY}"
    desk.answer(desk.paste(text), Choice.CONTINUED)
    assert desk.send(f"Please translate:\n\n{text}\n\nInto French.") == Action.ALLOW
    assert desk.paste(f"Once more:\n\n{text}").verdict.action > Action.NOTE  # a paste is a new act
    assert desk.send(f"CONFIDENTIAL\n\nAnother text. {text}") > Action.NOTE
    assert desk.send(f"Please:\n\n{text}", to="Other chat") > Action.NOTE
    desk.now += 600
    assert desk.send(f"Please translate:\n\n{text}\n\nInto French.") > Action.NOTE


def test_a_text_of_one_line_is_known_by_its_line_and_not_by_its_mark(desk: Desk) -> None:
    desk.answer(desk.paste("CONFIDENTIAL: the offer stands at 41 million."), Choice.CONTINUED)
    assert desk.send("Sum up.\nCONFIDENTIAL: the offer stands at 41 million.") == Action.ALLOW
    assert desk.send("CONFIDENTIAL: the other offer.") > Action.NOTE
