from __future__ import annotations

import itertools
import threading

import pytest

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
    Reason,
    Sighting,
    ToolClass,
    Verdict,
)
from agent.pipe import MOST_NOTICES, Pipe
from agent.warn.held import HeldFlows
from agent.warn.quiet import QuietTime

CHAT = Destination("ChatGPT", ToolClass.PUBLIC, "openai-chatgpt")


class Told:
    """A counter that writes down what it is told; `busy` holds it up."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.busy = threading.Event()
        self.busy.set()

    def count_sighting(self, sighting: Sighting, tool_class: ToolClass) -> None:
        self.busy.wait(10)
        self.lines.append(f"saw {sighting.tool} {tool_class}")

    def count_warning(
        self, level: Level, tool_class: ToolClass, channel: Channel, grounds: Grounds
    ) -> None:
        self.lines.append(f"warned {level.name} {tool_class} {channel}")

    def count_answer(self, answer: Answer, level: Level, grounds: Grounds) -> None:
        if answer.choice is Choice.REDACTED:
            raise OSError("the disk is full")
        self.lines.append(f"answered {answer.choice} {answer.reason} {level.name}")

    def count_trial(self, rules: frozenset[int]) -> None:
        self.lines.append(f"tried {sorted(rules)}")

    def count_hot(self) -> None:
        self.lines.append("hot")


class World:
    """A pipe around a judge who finds CONFIDENTIAL in capitals."""

    def __init__(self) -> None:
        self.now = 0.0
        self.told = Told()
        numbers = itertools.count()
        self.pipe = Pipe(
            self.judge,
            self.told,
            lambda let_go: HeldFlows(self.clock, lambda: f"flow-{next(numbers)}", let_go),
            QuietTime(self.clock, 600),
            b"salt",
        )
        self.pipe.start()

    def clock(self) -> float:
        return self.now

    @staticmethod
    def judge(flow: Flow) -> Verdict:
        if "CONFIDENTIAL" in flow.content.text:
            return Verdict(Action.JUSTIFY, Level.CONFIDENTIAL)
        return Verdict(Action.ALLOW, Level.PUBLIC)


@pytest.fixture
def world() -> World:
    return World()


def flow(text: str, to: Destination = CHAT) -> Flow:
    return Flow(Content({PLAIN: text}), to, Channel.BROWSER, Moment.PASTE)


def test_plain_text_passes_and_nothing_is_counted(world: World) -> None:
    judged = world.pipe.question(flow("lunch?"))
    world.pipe.stop()

    assert (judged.verdict.action, judged.flow) == (Action.ALLOW, "")
    assert world.told.lines == []


def test_a_warning_and_its_answer_are_counted_once(world: World) -> None:
    judged = world.pipe.question(flow("CONFIDENTIAL"))
    answer = Answer(Choice.CONTINUED, Reason.TEST_DATA)

    first = world.pipe.answer(judged.flow, answer)
    second = world.pipe.answer(judged.flow, answer)
    world.pipe.stop()

    assert first and second is None
    assert world.told.lines == [
        "warned CONFIDENTIAL public browser",
        "answered continued test-data CONFIDENTIAL",
    ]


def test_the_same_text_is_quiet_after_it_was_let_through(world: World) -> None:
    judged = world.pipe.question(flow("CONFIDENTIAL"))
    world.pipe.answer(judged.flow, Answer(Choice.CONTINUED, Reason.OTHER))

    again = world.pipe.question(flow("CONFIDENTIAL"))
    other_text = world.pipe.question(flow("CONFIDENTIAL too"))
    other_tool = world.pipe.question(flow("CONFIDENTIAL", Destination("G", ToolClass.PUBLIC)))

    assert (again.quiet, again.verdict.action, again.flow) == (True, Action.ALLOW, "")
    assert other_text.flow and other_tool.flow
    world.now = 601
    assert world.pipe.question(flow("CONFIDENTIAL")).flow


def test_a_question_that_nobody_answers_is_counted_as_such(world: World) -> None:
    world.pipe.question(flow("CONFIDENTIAL"))

    world.now = 601
    world.pipe.sweep()
    world.pipe.stop()

    assert world.told.lines[-1] == "answered none None CONFIDENTIAL"


def test_an_open_warning_does_not_hold_up_the_next_question(world: World) -> None:
    first = world.pipe.question(flow("CONFIDENTIAL 1"))
    second = world.pipe.question(flow("CONFIDENTIAL 2"))

    assert first.flow != second.flow


def test_a_slow_report_never_delays_a_verdict_and_drops_are_counted(world: World) -> None:
    world.told.busy.clear()
    for _ in range(MOST_NOTICES + 10):
        world.pipe.sighting(Sighting("ollama", Channel.DESKTOP), ToolClass.LOCAL)

    judged = world.pipe.question(flow("CONFIDENTIAL"))

    assert judged.flow
    assert world.pipe.dropped >= 10
    world.told.busy.set()
    world.pipe.stop()


def test_a_report_that_fails_is_counted_and_the_next_one_is_tried(world: World) -> None:
    for choice in (Choice.REDACTED, Choice.CANCELLED):
        judged = world.pipe.question(flow("CONFIDENTIAL"))
        world.pipe.answer(judged.flow, Answer(choice))
    world.pipe.stop()

    assert world.pipe.dropped == 1
    assert world.told.lines[-1] == "answered cancelled None CONFIDENTIAL"


def test_a_digest_cannot_be_made_outside_of_this_process(world: World) -> None:
    other = World()
    other.pipe._salt = b"other"

    assert world.pipe.digest(flow("a")) == world.pipe.digest(flow("a"))
    assert world.pipe.digest(flow("a")) != other.pipe.digest(flow("a"))
    assert world.pipe.digest(flow("\ud800")) != world.pipe.digest(flow("a"))


def test_no_text_is_in_any_repr(world: World) -> None:
    question = flow("the merger is CONFIDENTIAL")

    assert "merger" not in repr(question)
    assert "merger" not in repr(question.content)
    assert "merger" not in repr(world.pipe.question(question))


@pytest.mark.parametrize(
    ("action", "level", "to", "choice", "hot"),
    [
        (Action.BLOCK, Level.SECRET, ToolClass.PUBLIC, Choice.CANCELLED, True),
        (Action.JUSTIFY, Level.RESTRICTED, ToolClass.PUBLIC, Choice.CONTINUED, True),
        (Action.JUSTIFY, Level.RESTRICTED, ToolClass.PUBLIC, Choice.CANCELLED, False),
        (Action.JUSTIFY, Level.CONFIDENTIAL, ToolClass.PUBLIC, Choice.CONTINUED, False),
        (Action.BLOCK, Level.SECRET, ToolClass.APPROVED, Choice.CANCELLED, False),
    ],
)
def test_the_gravest_that_goes_on_or_is_stopped_is_told_within_a_day(
    world: World, action: Action, level: Level, to: ToolClass, choice: Choice, hot: bool
) -> None:
    verdict, there = Verdict(action, level), Destination("ChatGPT", to)
    held = world.pipe.hold(verdict, there, b"digest", Channel.BROWSER)
    world.pipe.answer(held, Answer(choice))
    world.pipe.stop()
    assert world.told.lines.count("hot") == hot
