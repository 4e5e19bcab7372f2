"""The judge's verdicts, and what it never does."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.events import HTML, PLAIN, Action, Content, Destination, Level, ToolClass
from agent.judge.judge import MOST_FINDINGS, Judge
from agent.rulebook import RulebookKeeper

PUBLIC_TOOL = Destination("ChatGPT", ToolClass.PUBLIC)
JUDGE = Judge(RulebookKeeper().current)
WORDS = st.sampled_from(
    ["CONFIDENTIAL", "secret", "TLP:RED", "(S)", "CUI//SP-CTI", "\n", "\n\n", " ", "|", '"', "<b>"]
    + ["\u200b", "\ud800", "\udc00", "ﬁ", "\x00", "C O N F", "&#x41;", "<!--", "ä", "绝密", "-"]
)


def level_of(text: str) -> Level:
    return JUDGE.verdict(Content({PLAIN: text}), PUBLIC_TOOL).level


def test_a_banner_on_its_way_to_a_public_tool_asks_for_a_reason() -> None:
    verdict = JUDGE.verdict(Content({PLAIN: "CONFIDENTIAL\n\nThe harbour plan."}), PUBLIC_TOOL)
    assert (verdict.action, verdict.level, verdict.clause) == (
        Action.JUSTIFY,
        Level.CONFIDENTIAL,
        "3.2",
    )
    finding = verdict.findings[0]
    assert (finding.start, finding.end) == (0, 12)
    assert finding.evidence


@pytest.mark.parametrize(
    ("tool_class", "action"),
    [
        (ToolClass.PUBLIC, Action.JUSTIFY),
        (ToolClass.UNKNOWN, Action.WARN),
        (ToolClass.APPROVED, Action.ALLOW),
        (ToolClass.LOCAL, Action.ALLOW),
    ],
)
def test_the_destination_decides_what_a_level_means(tool_class: ToolClass, action: Action) -> None:
    content = Content({PLAIN: "CONFIDENTIAL\n\nThe harbour plan."})
    assert JUDGE.verdict(content, Destination("somewhere", tool_class)).action is action


def test_the_gravest_mark_decides() -> None:
    assert level_of("CONFIDENTIAL\n\nOne.\n\nSECRET//NOFORN\n\nTwo.") is Level.SECRET


def test_an_empty_content_is_public() -> None:
    assert JUDGE.verdict(Content({}), PUBLIC_TOOL).level is Level.PUBLIC


def test_a_public_mark_does_not_clear_a_marked_text() -> None:
    assert level_of("UNCLASSIFIED//FOUO\n\nThe harbour plan.") is Level.RESTRICTED


def test_a_disclaimer_does_not_clear_the_mark_above_it() -> None:
    text = "CONFIDENTIAL\n\n" + "The harbour plan. " * 40
    assert level_of(text + "\n\nThis message may contain confidential data.") is Level.CONFIDENTIAL


@pytest.mark.parametrize(
    "html",
    [
        "<p>STRICTLY <b>CONFIDENTIAL</b></p><p>The harbour plan.</p>",
        "<!-- STRICTLY CONFIDENTIAL --><p>The harbour plan.</p>",
        '<p style="display:none">STRICTLY CONFIDENTIAL</p><p>The harbour plan.</p>',
        '<img alt="STRICTLY CONFIDENTIAL"><p>The harbour plan.</p>',
        "<p>STRICTLY C&#79;NFIDENTIAL</p>",
    ],
)
def test_visible_and_hidden_html_is_judged_with_a_span_in_the_source(html: str) -> None:
    (finding,) = JUDGE.verdict(Content({HTML: html}), PUBLIC_TOOL).findings
    assert (finding.flavour, finding.level) == (HTML, Level.RESTRICTED)
    assert "CONFIDENTIAL".startswith(html[finding.end - 4 : finding.end][:1]) or (
        "STRICTLY" in html[finding.start : finding.end]
    )


def test_html_does_not_repeat_what_the_plain_text_said() -> None:
    content = Content({PLAIN: "CONFIDENTIAL\nx", HTML: "<p>CONFIDENTIAL</p><p>x</p>"})
    assert len(JUDGE.findings(content)) == 1


def test_a_flood_of_marks_is_listed_up_to_a_limit_and_the_level_is_right() -> None:
    text = "(C) The boats lie at the quay.\n" * (MOST_FINDINGS + 50) + "SECRET//NOFORN\n"
    verdict = JUDGE.verdict(Content({PLAIN: text}), PUBLIC_TOOL)
    assert len(verdict.findings) == MOST_FINDINGS
    assert verdict.level is Level.SECRET


def test_a_flood_of_marks_that_take_long_to_weigh_says_so_and_the_level_is_right() -> None:
    text = "INTERNAL USE ONLY\nboat\n" * 600 + "SECRET//NOFORN\n"
    verdict = JUDGE.verdict(Content({PLAIN: text}), PUBLIC_TOOL)
    assert 150 < len(verdict.findings) < MOST_FINDINGS
    said = " ".join(sentence for finding in verdict.findings for sentence in finding.evidence)
    assert "not every place was looked at" in said
    assert verdict.level is Level.SECRET


@settings(deadline=None, max_examples=300)
@given(st.lists(WORDS | st.text(st.characters(), max_size=8), max_size=40).map("".join))
def test_any_text_is_judged_and_spans_lie_inside_it(text: str) -> None:
    for finding in JUDGE.findings(Content({PLAIN: text, HTML: text})):
        assert 0 <= finding.start < finding.end <= len(text)


def test_what_the_judge_gives_back_never_shows_the_text() -> None:
    text = "STRICTLY CONFIDENTIAL\n\nzebra-canary-9911"
    content = Content({PLAIN: text})
    verdict = JUDGE.verdict(content, PUBLIC_TOOL)
    shown = repr(verdict) + repr(content)
    assert "zebra" not in shown
    assert "STRICTLY" not in shown


def test_a_mark_behind_more_mentions_than_are_looked_at_still_warns() -> None:
    mentions = "We heard a SECRET of theirs. " * 20_000
    verdict = JUDGE.verdict(Content({PLAIN: mentions + "\n\nThe end of it."}), PUBLIC_TOOL)
    assert verdict.level == Level.SECRET
    assert "not every place was looked at" in " ".join(verdict.findings[0].evidence)


@pytest.mark.parametrize(
    "source",
    [
        r"{\rtf1\ansi{\fonttbl\f0 Arial;}\f0 {\b STRICTLY CONFIDENTIAL\par}\pard The plan.\par}",
        r"{\rtf1\ansi \b STRICTLY \u67?ONFIDENTIAL\b0\par The plan.\par}",
        r"{\rtf1\ansi STRICTLY C\'4fNFIDENTIAL\line The plan.\par}",
    ],
)
def test_rich_text_is_judged_with_a_span_in_the_source(source: str) -> None:
    findings = JUDGE.verdict(Content({"text/rtf": source}), PUBLIC_TOOL).findings
    assert max(finding.level for finding in findings) == Level.RESTRICTED
    assert "FIDENTIAL" in source[findings[0].start : findings[0].end]
