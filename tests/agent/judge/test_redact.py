"""Redaction takes out what a mark speaks for and leaves the rest."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from agent.events import HTML, PLAIN, Content
from agent.judge.judge import Judge
from agent.judge.redact import Redacted, redact, redact_cleanly
from agent.rulebook import RulebookKeeper

JUDGE = Judge(RulebookKeeper().current)


def redacted(text: str) -> Redacted:
    content = Content({PLAIN: text})
    return redact(content, JUDGE.findings(content))


def test_a_banner_takes_with_it_all_that_follows() -> None:
    result = redacted("Dear Ada,\n\nCONFIDENTIAL\n\nThe harbour closes in May.\n\nThen it opens.")
    assert result.text == "Dear Ada,\n\n[confidential passage 1 left out]"
    assert result.count == 1


def test_a_public_line_ends_a_banner() -> None:
    result = redacted("CONFIDENTIAL\n\nThe harbour closes.\n\nPUBLIC\n\nThe sea is blue.")
    assert result.text == "[confidential passage 1 left out]\n\nPUBLIC\n\nThe sea is blue."


def test_a_mark_at_the_foot_speaks_for_what_is_above() -> None:
    assert redacted("The harbour closes.\n\nCONFIDENTIAL\n").text.startswith("[confidential")
    assert "harbour" not in redacted("The harbour closes.\n\nCONFIDENTIAL\n").text


def test_a_marked_paragraph_goes_and_its_neighbours_stay() -> None:
    text = "1. (U) The sea is blue.\n\n2. (S) The harbour closes.\n\n3. (U) The sky is grey."
    result = redacted(text)
    assert result.text == (
        "1. (U) The sea is blue.\n\n[secret passage 1 left out]\n\n3. (U) The sky is grey."
    )


def test_marked_paragraphs_overrule_the_banner_of_their_page() -> None:
    result = redacted("SECRET//NOFORN\n\n(U) The sea is blue.\n\n(S) The harbour closes.")
    assert "The sea is blue." in result.text
    assert "harbour" not in result.text
    assert result.count == 2


def test_the_same_passage_has_the_same_number() -> None:
    text = "(S) The harbour closes.\n\n(U) The sea.\n\n(S) The harbour closes."
    assert redacted(text).text.count("[secret passage 1 left out]") == 2


def test_a_text_without_a_mark_stays_as_it_is() -> None:
    assert redacted("The sea is blue.") == Redacted("The sea is blue.", 0)


def test_a_mark_hidden_in_the_page_speaks_for_the_whole_text() -> None:
    content = Content({PLAIN: "The harbour closes.", HTML: "<!-- CONFIDENTIAL --><p>The harbour"})
    assert redact(content, JUDGE.findings(content)).text == "[confidential passage 1 left out]"


def test_a_result_never_shows_its_text() -> None:
    assert "sea" not in repr(redacted("The sea is blue."))


PIECES = st.sampled_from(
    ["CONFIDENTIAL", "(S) boat", "TLP:RED", "UNCLASSIFIED", "SECRET//NF", "\n", "\n\n", " boat "]
    + ["INTERNAL USE ONLY", "\ud800", "ä", "\u200b", "\f", "2. (U) sea"]
)


@settings(deadline=None, max_examples=300)
@given(st.lists(PIECES, max_size=30).map("".join))
def test_what_is_left_after_redaction_holds_no_finding(text: str) -> None:
    content = Content({PLAIN: text})
    before = JUDGE.findings(content)

    result = redact_cleanly(content, before, JUDGE.findings)

    assert (result.count > 0) == bool(before)
    assert JUDGE.findings(Content({PLAIN: result.text})) == ()


def test_a_neighbour_that_becomes_a_mark_takes_the_whole_text_along() -> None:
    content = Content({PLAIN: "(S) boat(S) boat\nCONFIDENTIAL\nINTERNAL USE ONLYCONFIDENTIAL"})

    result = redact_cleanly(content, JUDGE.findings(content), JUDGE.findings)

    assert result.text == "[confidential passage 1 left out]"
