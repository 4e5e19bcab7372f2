"""Values become typed placeholders, and an answer gets them back."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from agent.events import HTML, PLAIN, Content
from agent.judge.judge import Judge
from agent.judge.redact import Redacted, redact, restored
from agent.rulebook import RulebookKeeper

BOOK = RulebookKeeper().current
JUDGE = Judge(BOOK)
ONE, OTHER = "DE44 5001 0517 5407 3249 31", "NL56INGB0417264300"
KEY = "AKIAQ4ZR7TBXW2MHVC6D"


def redacted(text: str) -> Redacted:
    content = Content({PLAIN: text})
    return redact(content, JUDGE.findings(content))


def test_a_value_goes_and_the_sentence_stays() -> None:
    result = redacted(f"Please pay 40 euros to {ONE} by Friday.")
    assert result.text == "Please pay 40 euros to [iban 1] by Friday."
    assert result.count == 1


def test_the_same_value_has_the_same_placeholder_and_another_has_another() -> None:
    result = redacted(f"From {ONE} to {OTHER}, then back to {ONE}; key {KEY}.")
    assert result.text == (
        "From [iban 1] to [iban 2], then back to [iban 1]; key [aws access key 1]."
    )
    assert result.count == 4


def test_an_answer_gets_the_values_back() -> None:
    result = redacted(f"From {ONE} with {KEY}.")
    answer = "Dear bank, take it from [IBAN 1], not [iban 2]; use [aws access key 1]."
    assert restored(answer, result.originals) == (
        f"Dear bank, take it from {ONE}, not [iban 2]; use {KEY}."
    )


def test_a_placeholder_that_the_text_has_already_is_not_given_again() -> None:
    result = redacted(f"[iban 1] means {ONE}.")
    assert result.text == "[iban 1] means [iban 2]."
    assert restored(result.text, result.originals) == f"[iban 1] means {ONE}."


def test_an_original_that_looks_like_a_placeholder_stays_as_it_is() -> None:
    assert restored("[a 1] [b 1]", {"[a 1]": "[b 1]", "[b 1]": "two"}) == "[b 1] two"


def test_a_marked_passage_takes_the_values_inside_it_along() -> None:
    result = redacted(f"Dear Ada,\n\nCONFIDENTIAL\n\nPay to {ONE}.")
    assert result.text == "Dear Ada,\n\n[confidential passage 1 left out]"
    assert restored(result.text, result.originals).endswith(f"Pay to {ONE}.")


def test_a_value_that_only_the_page_has_leaves_the_plain_text_as_it_is() -> None:
    content = Content({PLAIN: "Our account", HTML: f"<p>Our account<!-- {KEY} --></p>"})
    assert redact(content, JUDGE.findings(content)) == Redacted("Our account", 0)


def test_a_column_that_its_head_names_goes_as_a_whole() -> None:
    table = "name;PESEL\n" + "".join(f"Person number {n};44051401359\n" for n in range(20))
    assert "44051401359" not in redacted(table).text


def test_a_text_with_more_values_than_are_listed_goes_as_a_whole() -> None:
    text = "\n".join([ONE] * 600)
    assert redacted(text).text == "[confidential passage 1 left out]"


def test_a_result_never_shows_its_originals() -> None:
    assert "5001" not in repr(redacted(f"Pay to {ONE}."))


def test_nothing_to_restore_leaves_the_answer_as_it_is() -> None:
    assert restored("[iban 1]", {}) == "[iban 1]"


PIECES = st.sampled_from([ONE, OTHER, KEY, " ", "\n\n", "[iban 1]", "[", "\ud800", "ä", " sea "])
TEXTS = st.lists(PIECES, max_size=15).map("".join)


@settings(deadline=None, max_examples=200)
@given(TEXTS)
def test_what_was_taken_out_comes_back_as_it_was(text: str) -> None:
    result = redacted(text)
    assert restored(result.text, result.originals) == text


@settings(deadline=None, max_examples=100)
@given(st.text(), st.dictionaries(st.text(min_size=1), st.text(), max_size=3))
def test_any_answer_can_be_restored(answer: str, originals: dict[str, str]) -> None:
    restored(answer, originals)
