"""Rule files with parts and labels, as a company writes them."""

from __future__ import annotations

from pathlib import Path

import pytest

from agent.events import PLAIN, Content
from agent.judge.judge import Judge
from agent.rule_file import RuleError
from agent.rulebook import RULES, load_rulebook

GUID = "2096f6a2-d2f7-48be-b329-b73aaa526e5d"
RULE = """
[[rule]]
number = 9001
id = "acme.blue"
scheme = "acme"
level = "secret"
kind = "mark"
why = "ACME BLUE stays inside ACME."
"""


def rules_in(folder: Path, company_file: str, text: str) -> set[str]:
    (folder / "markers").mkdir()
    (folder / "markers" / "acme.toml").write_text(company_file, "utf-8")
    judge = Judge(load_rulebook(RULES, folder))
    return {finding.rule for finding in judge.findings(Content({PLAIN: text}))}


def test_a_part_stands_in_for_its_expression_and_may_use_another(tmp_path: Path) -> None:
    grammar = "[part]\ncolour = 'BLUE|GREEN'\nmark = 'ACME <colour>'\n"
    rule = RULE + "patterns = ['<mark>//<colour>']\n"
    assert "acme.blue" in rules_in(tmp_path, grammar + rule, "ACME GREEN//BLUE\n\nThe plan.")


def test_an_unknown_part_is_named(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="there is no part “hue”"):
        rules_in(tmp_path, RULE + "patterns = ['ACME <hue>']\n", "")


@pytest.mark.parametrize(
    "text",
    [
        f"msip_labels: MSIP_Label_{GUID}_Enabled=true; MSIP_Label_{GUID}_Method=Privileged;",
        f'<clbl:label id="{{{GUID}}}" enabled="1" method="Standard" contentBits="0" removed="0"/>',
    ],
)
def test_a_label_is_known_by_its_identifier(tmp_path: Path, text: str) -> None:
    assert "acme.blue" in rules_in(tmp_path, RULE + f"labels = ['{GUID}']\n", text)


@pytest.mark.parametrize(
    "text",
    [
        f"MSIP_Label_{GUID}_Enabled=false;",
        f'<clbl:label id="{{{GUID}}}" enabled="0" removed="1"/>',
        "MSIP_Label_11111111-d2f7-48be-b329-b73aaa526e5d_Enabled=true;",
    ],
)
def test_a_label_that_is_off_or_another_is_none(tmp_path: Path, text: str) -> None:
    assert rules_in(tmp_path, RULE + f"labels = ['{GUID}']\n", text) == set()
