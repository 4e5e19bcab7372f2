"""The file of decisions: its form, its schema, and what is said about a mistake in it."""

from __future__ import annotations

import json
import tomllib
from datetime import date
from pathlib import Path

import jsonschema
import pytest

from agent.approval.decision import Decision, decisions_in
from agent.events import Level, ToolClass
from agent.rule_file import RuleError

SCHEMA = Path(__file__).parents[3] / "rules" / "schema" / "decisions.json"
WHOLE = """
[[decision]]
tool = 1
class = "approved"
up_to = "internal"
groups = [3, 7]
tenant = "Acme"
until = 2027-03-31
instead = 3
address = "https://chat.acme.example/"

[[decision]]
tool = 5
class = "public"
"""


def written(folder: Path, text: str) -> Path:
    (folder / "decisions.toml").write_text(text, "utf-8")
    return folder


def test_every_key_of_a_decision_is_read_and_stands_in_the_schema(tmp_path: Path) -> None:
    jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text("utf-8"))).validate(
        json.loads(json.dumps(tomllib.loads(WHOLE), default=date.isoformat))
    )

    whole, short = decisions_in([written(tmp_path, WHOLE)])

    assert whole == Decision(
        tool=1,
        tool_class=ToolClass.APPROVED,
        up_to=Level.INTERNAL,
        groups=frozenset((3, 7)),
        tenant="acme",
        until=date(2027, 3, 31),
        instead=3,
        address="https://chat.acme.example/",
    )
    assert short == Decision(5, ToolClass.PUBLIC)


def test_a_folder_without_decisions_has_none(tmp_path: Path) -> None:
    assert decisions_in([tmp_path]) == ()


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ('class = "good"', "class"),
        ('class = "public"\nup_to = "some"', "up_to"),
        ('class = "public"\nuntil = "2027-03-31"', "until"),
        ('class = "public"\nuntil = 2027-03-31T00:00:00', "until"),
        ('class = "public"\ngroups = ["all"]', "groups"),
        ('class = "public"\naddress = "http://chat.example"', "address"),
        ('class = "public"\nname = "x"', "name"),
        ("", "class"),
    ],
)
def test_a_mistake_is_named_with_its_key(tmp_path: Path, line: str, key: str) -> None:
    with pytest.raises(RuleError) as error:
        decisions_in([written(tmp_path, f"[[decision]]\ntool = 1\n{line}\n")])

    assert error.value.key == f"decision 1 · {key}"
