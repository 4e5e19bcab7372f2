"""Secrets and personal data: precise, bounded, and the same whatever stands around them."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.events import HTML, PLAIN, Content, Destination, Level, ToolClass
from agent.judge.judge import Judge
from agent.judge.sensitive.checks import UnknownCheck, card, checker, github, spoken
from agent.judge.sensitive.made_up import looks_made_up
from agent.judge.sensitive.randomness import entropy
from agent.judge.sensitive.rule import SCHEMES
from agent.rulebook import RulebookKeeper

BOOK = RulebookKeeper().current
JUDGE = Judge(BOOK)
PUBLIC_TOOL = Destination("Chat", ToolClass.PUBLIC)
IBAN = "DE44 5001 0517 5407 3249 31"
KEY = "AKIAQ4ZR7TBXW2MHVC6D"


def found(text: str) -> list[tuple[str, str]]:
    """Rule and value of each finding, marks aside."""
    return [
        (finding.rule, text[finding.start : finding.end])
        for finding in JUDGE.findings(Content({PLAIN: text}))
        if finding.scheme in SCHEMES
    ]


def test_the_value_alone_is_found_wherever_it_stands() -> None:
    assert found(f"Grüße — bitte an {IBAN} überweisen.") == [("personal.iban", IBAN)]


def test_a_value_behind_a_zero_width_sign_is_found_with_the_sign() -> None:
    text = "key: AKIAQ4ZR\u200b7TBXW2MHVC6D."
    assert found(text) == [("secrets.aws-access-key", "AKIAQ4ZR\u200b7TBXW2MHVC6D")]


def test_secrets_ask_for_a_reason_under_clause_3_2() -> None:
    verdict = JUDGE.verdict(Content({PLAIN: KEY}), PUBLIC_TOOL)
    assert (verdict.level, verdict.action.name, verdict.clause) == (
        Level.RESTRICTED,
        "JUSTIFY",
        "3.2",
    )


def test_personal_data_is_confidential() -> None:
    assert JUDGE.verdict(Content({PLAIN: IBAN}), PUBLIC_TOOL).level == Level.CONFIDENTIAL


@pytest.mark.parametrize(
    "text",
    [
        "Ada Quay\nHarbour Office\nada.quay@harbour.example\nPhone: +49 40 428450",
        "Tel. 030 1234567, Fax 030 1234568, mobile +44 7911 123456",
        "The IBAN has up to 34 characters and a BSN has nine.",
        "commit 3f786850e387550fdab836ed7e6dc881de23001b",
        'uuid = "123e4567-e89b-12d3-a456-426614174000"',
        "order 4929 and 5412, in 2024 2025 2026 2027",
        "password = getpass()\ntoken = os.environ['TOKEN']",
        "def login(user, password: str = 'changeme'): ...",
        "integrity sha512-v3Kb8Wn5Jd2Hs6Fg4Yc0UaTeOiMkZpR7tQz1Lm9Xv3Kb8Wn5Jd2Hs6Fg4Yc0Q==",
        "-----BEGIN CERTIFICATE-----\nMIIBkTCB+wIJAKHHCgVZ\n-----END CERTIFICATE-----",
        "math.sin(123456782)",
    ],
)
def test_ordinary_text_has_no_finding(text: str) -> None:
    assert found(text) == []


def test_one_place_has_one_finding_and_the_maker_names_it() -> None:
    assert found(f'API_KEY = "{KEY}"') == [("secrets.aws-access-key", KEY)]


def test_a_value_that_shows_only_in_the_page_is_found_in_its_source() -> None:
    content = Content({PLAIN: "Our account", HTML: f"<p>Our account<!-- {KEY} --></p>"})
    (finding,) = (f for f in JUDGE.findings(content) if f.scheme in SCHEMES)
    assert content.flavours[HTML][finding.start : finding.end] == KEY


def test_the_evidence_says_nothing_of_the_value() -> None:
    (finding,) = JUDGE.findings(Content({PLAIN: f"IBAN: {IBAN}"}))
    assert finding.evidence
    assert not any("5001" in line or "DE44" in line for line in finding.evidence)


def test_no_library_is_loaded_before_a_candidate() -> None:
    code = (
        "import sys\n"
        "from agent.events import Content\n"
        "from agent.judge.judge import Judge\n"
        "from agent.rulebook import RulebookKeeper\n"
        "judge = Judge(RulebookKeeper().current)\n"
        "judge.findings(Content({'text/plain': 'The sea is blue.'}))\n"
        "print(sorted({'stdnum', 'phonenumbers'} & set(sys.modules)))\n"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


def test_a_card_of_a_manual_is_no_card() -> None:
    assert not card("4111 1111 1111 1111")


def test_a_token_with_a_wrong_check_sum_is_none() -> None:
    assert not github("ghp_" + "a1B2c3D4e5" * 3 + "f6G7h8")


def test_a_word_behind_the_word_password_is_none() -> None:
    assert not spoken("required.")
    assert spoken("Tr4wler!9Kd2vN")


def test_stand_ins_are_told_from_secrets() -> None:
    assert looks_made_up("your_api_key_here") and looks_made_up("********")
    assert not looks_made_up("v3Kb8Wn5Jd2Hs6")


def test_entropy_is_in_bits() -> None:
    assert entropy("") == 0.0 and entropy("abcd") == 2.0


def test_a_check_that_does_not_exist_is_named() -> None:
    with pytest.raises(UnknownCheck):
        checker("stdnum.atlantis.id")


PIECES = st.sampled_from(
    [m for rule in BOOK.sensitive for m in rule.matches[:1]]
    + ["\n", " ", "ä", "\ud800", "\u200b", "IBAN ", "SSN ", "S E C R E T", "password: ", "“", "-"]
)


@settings(deadline=None, max_examples=150)
@given(st.lists(PIECES | st.text(max_size=20), max_size=12).map("".join))
def test_any_text_is_judged_and_every_span_lies_inside(text: str) -> None:
    for finding in JUDGE.findings(Content({PLAIN: text})):
        assert 0 <= finding.start < finding.end <= len(text)
