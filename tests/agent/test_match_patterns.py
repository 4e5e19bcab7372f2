"""Where browsers run the guard: everywhere it is wanted, by as few patterns as can be."""

from __future__ import annotations

from agent.catalogue.match_patterns import match_patterns
from agent.catalogue.tool import HostRule


def test_a_rule_is_one_pattern() -> None:
    rules = [
        HostRule(suffix="chat.example"),
        HostRule(exact="one.example"),
        HostRule(suffix="search.example", path="/ask"),
        HostRule(exact="www.big.example", path="/ai"),
    ]
    assert match_patterns(rules) == (
        "*://*.chat.example/*",
        "*://one.example/*",
        "*://*.search.example/ask*",
        "*://www.big.example/ai*",
    )


def test_what_another_pattern_covers_has_none() -> None:
    covered = [
        HostRule(exact="chat.example"),
        HostRule(exact="www.chat.example"),
        HostRule(suffix="new.chat.example"),
        HostRule(suffix="chat.example", path="/code"),
        HostRule(exact="chat.example", path="/code"),
        HostRule(suffix="chat.example"),
    ]
    whole = HostRule(suffix="chat.example")
    assert match_patterns([*covered, whole]) == ("*://*.chat.example/*",)


def test_a_part_of_a_site_and_a_single_host_cover_nothing_else() -> None:
    rules = [
        HostRule(suffix="search.example", path="/ask"),
        HostRule(suffix="search.example", path="/images"),
        HostRule(exact="one.example"),
        HostRule(suffix="sub.one.example"),
        HostRule(suffix="notone.example"),
        HostRule(exact="search.example"),
    ]
    assert len(match_patterns(rules)) == len(rules)


def test_a_star_within_a_host_has_no_pattern() -> None:
    assert match_patterns([HostRule(pattern="*.chat.example")]) == ()
