"""Texts made to confuse the judge or to keep it busy: what it finds holds, and its work is bounded.

The bench of the same pieces says how long they take (`bench/hostile.py`).
"""

from __future__ import annotations

import base64
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.events import HTML, PLAIN, Content, Finding
from agent.judge import judge as judging
from agent.judge.judge import RTF, Judge
from agent.judge.markers import Hit
from agent.judge.patchwork import CHARACTERS_PER_PART, MOST_PARTS, Part, parts
from agent.judge.patience import CHARACTERS_PER_LOOK, CHECKING, LOOKS, TOO_MANY
from agent.judge.redact import redact_cleanly
from agent.judge.score import Score, score
from agent.judge.sensitive import detector
from agent.judge.sensitive.checks import Check, checker
from agent.rulebook import RulebookKeeper
from bench.hostile import FLAVOUR, PIECES

JUDGE = Judge(RulebookKeeper().current)
MARKS = ["SECRET", "Confidential", "TOP SECRET//SI//NOFORN", "(S) ", "TLP:RED", "STRENG GEHEIM"]
MARKS += [
    "社外秘",
    "секретно",
    "CONFIDEMTIAL",
    "S E C R E T",
    "CONFI-\nDENTIAL",
    "4111 1111 1111 1111",
]
SEPARATORS = [
    "\n",
    "\n\n",
    " ",
    "\t",
    "|",
    ",",
    ": ",
    "//",
    "-",
    "\u200b",
    "\u0301",
    "\u00ad",
    "\ud800",
]
SEPARATORS += [
    "<b>",
    "</p>",
    "<!--",
    '<a title="',
    "{\\b ",
    "\\par ",
    "\\'e9",
    "&#x41;",
    "%53",
    '"',
    "#",
]
WRAPPED = st.sampled_from(MARKS).flatmap(
    lambda mark: st.sampled_from(
        [
            "".join(f"&#{ord(c)};" for c in mark),
            quote(mark, safe=""),
            base64.b64encode(f"{mark}\n\nThe harbour plan.".encode()).decode(),
            "".join(f"\\u{ord(c)}?" for c in mark),
            f"<p style='display:none'>{mark}</p>",
            "\u200b".join(mark),
        ]
    )
)
TEXTS = st.lists(
    st.sampled_from([*MARKS, *SEPARATORS, *PIECES.values()]) | WRAPPED, max_size=24
).map("".join)
TAIL = "\n\nThe boats lie at the quay, and the tide comes in twice a day.\n"


def found(text: str, flavour: str = PLAIN) -> tuple[Finding, ...]:
    return JUDGE.findings(Content({flavour: text}))


@settings(deadline=None, max_examples=120)
@given(TEXTS, st.sampled_from([PLAIN, HTML, RTF]))
def test_spans_lie_in_the_text_and_the_same_text_is_judged_the_same(
    text: str, flavour: str
) -> None:
    findings = found(text, flavour)
    assert all(0 <= finding.start < finding.end <= len(text) for finding in findings)
    assert found(text, flavour) == findings


@settings(deadline=None, max_examples=80)
@given(TEXTS)
def test_nothing_is_found_in_what_redaction_leaves(text: str) -> None:
    content = Content({PLAIN: text})
    result = redact_cleanly(content, JUDGE.findings(content), JUDGE.findings)
    assert found(result.text) == ()


@settings(deadline=None, max_examples=80)
@given(TEXTS)
def test_a_harmless_tail_takes_nothing_away(text: str) -> None:
    before, after = found(text), found(text + TAIL)
    assert {finding.rule for finding in before} <= {finding.rule for finding in after}


@pytest.mark.parametrize("name", PIECES)
def test_a_text_made_of_one_trick_is_looked_at_in_bounds(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (PIECES[name] * 60_000)[:60_000]
    looks, most = 0, LOOKS + len(text) // CHARACTERS_PER_LOOK

    def counted_score(text: str, hit: Hit) -> Score:
        nonlocal looks
        heard = score(text, hit)
        assert hit.unread or looks <= most
        looks += heard.looks
        return heard

    def counted_checker(name: str) -> Check:
        nonlocal looks
        if name.startswith(("stdnum.", "phone", "card")):
            assert looks <= most
            looks += CHECKING
        return checker(name)

    monkeypatch.setattr(judging, "score", counted_score)
    monkeypatch.setattr(detector, "checker", counted_checker)
    found(text, FLAVOUR.get(name, PLAIN))


def test_what_it_takes_to_read_a_source_is_not_left_to_look_at_it() -> None:
    marks = "SECRET\n" * 5_000
    plain, rich = found(marks), found(marks.replace("\n", "\\par "), RTF)
    assert 0 < len(rich) < len(plain)
    assert any(finding.evidence == (TOO_MANY,) for finding in rich)


def test_a_source_is_cut_into_so_many_parts_and_the_rest_stays_as_it_stands() -> None:
    source = "a&b;" * 20_000
    places = ((at, at + 3) for at in range(1, len(source), 4))
    cut = list(parts(source, places, lambda token, at: [Part("", at, at + len(token))]))
    assert len(cut) <= 2 * (MOST_PARTS + len(source) // CHARACTERS_PER_PART)
    assert "".join(part.says for part in cut).endswith("a&b;")
