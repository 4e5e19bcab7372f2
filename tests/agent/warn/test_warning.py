from __future__ import annotations

import pytest

from agent.events import (
    HTML,
    PLAIN,
    Action,
    Channel,
    Content,
    Destination,
    Finding,
    Flow,
    Level,
    Moment,
    Reason,
    ToolClass,
    Verdict,
)
from agent.warn.excerpts import excerpts
from agent.warn.warning import Approved, WaysOut, warning

STANDING = "public · not reviewed"
TEXT = "CONFIDENTIAL\n\nThe merger is on.\n"
MARK = Finding(
    "corporate.confidential",
    "corporate",
    Level.CONFIDENTIAL,
    0,
    12,
    0.97,
    "On its own line.",
    evidence=("- is quoted", "+ stands alone on its line"),
)
VERDICT = Verdict(Action.JUSTIFY, Level.CONFIDENTIAL, (MARK,), "3.2")
WAYS = WaysOut(
    2,
    Approved("Company Copilot", "https://copilot.example/"),
    {reason: f"Because {reason}" for reason in Reason},
    "the desk",
)


def flow(text: str = TEXT, kind: str = PLAIN) -> Flow:
    chat = Destination("ChatGPT", ToolClass.PUBLIC, "openai-chatgpt")
    return Flow(Content({kind: text}), chat, Channel.BROWSER, Moment.PASTE)


def test_the_warning_says_what_why_and_what_now() -> None:
    words = warning(
        flow(), VERDICT, "confidential data stays out of public AI tools.", WAYS, STANDING
    )

    assert words["title"] == "This text is marked CONFIDENTIAL"
    assert words["destination"] == "ChatGPT · public · not reviewed"
    assert words["found"] == ["“CONFIDENTIAL” – stands alone on its line."]
    assert words["clause"] == (
        "ChatGPT is a public tool. Policy 3.2: confidential data stays out of public AI tools."
    )
    assert words["redact"]["detail"] == "2 passages become placeholders"
    assert words["approved"]["label"] == "Open in Company Copilot"
    assert words["continue"]["required"] is True
    assert [r["key"] for r in words["continue"]["reasons"]] == ["1", "2", "3", "4", "5"]
    assert words["whom_to_ask"] is None


def test_a_block_has_no_way_on_and_says_whom_to_ask() -> None:
    blocked = Verdict(Action.BLOCK, Level.SECRET, (MARK,), "3.2")

    words = warning(flow(), blocked, "secrets stay here.", WAYS, STANDING)

    assert words["continue"] is None
    assert words["not_sensitive"] is None
    assert words["whom_to_ask"] == "To ask about it: the desk"


def test_many_findings_are_grouped_and_counted_honestly() -> None:
    text = "SECRET\n" * 40
    marks = tuple(
        Finding("r", "s", Level.SECRET, n * 7, n * 7 + 6, 0.9, "On its own line.")
        for n in range(40)
    )

    words = warning(
        flow(text), Verdict(Action.BLOCK, Level.SECRET, marks, "3.2"), "", WAYS, STANDING
    )

    assert words["found"] == ["“SECRET”, 40 times – On its own line."]


def test_an_excerpt_is_one_line_and_lights_the_mark() -> None:
    text = "x" * 100 + "\nSECRET\x00\ud800\nnext line" + "y" * 100
    mark = Finding("r", "s", Level.SECRET, 101, 107, 0.9, "w")

    (excerpt,) = excerpts(Content({PLAIN: text}), (mark,))

    assert excerpt["mark"] == "SECRET"
    assert excerpt["before"].startswith("… xxx")
    assert excerpt["after"].startswith(" next line")
    assert excerpt["after"].endswith(" …")


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        (f"{'ab ' * 40}SECRET{' cd' * 40}", "… ab ab", "cd cd …"),
        (f"{'ahoy ' * 40}SECRET{' ahoy' * 40}", "… ahoy ahoy", "ahoy ahoy …"),
        (f"{'港' * 100}SECRET{'港' * 100}", "… 港港", "港港 …"),
        ("ahoy  there SECRET \n over", "ahoy there ", " over"),
    ],
)
def test_an_excerpt_begins_and_ends_with_a_whole_word(text: str, before: str, after: str) -> None:
    start = text.index("SECRET")
    mark = Finding("r", "s", Level.SECRET, start, start + 6, 0.9, "w")

    (excerpt,) = excerpts(Content({PLAIN: text}), (mark,))

    assert excerpt["before"].startswith(before)
    assert excerpt["after"].endswith(after)
    assert len(excerpt["before"]) <= 64


def test_a_mark_that_only_the_markup_holds_is_cut_from_the_markup() -> None:
    mark = Finding("r", "s", Level.SECRET, 3, 9, 0.9, "w", flavour=HTML)

    (excerpt,) = excerpts(flow("<b>SECRET</b>", HTML).content, (mark,))

    assert excerpt["mark"] == "SECRET"
