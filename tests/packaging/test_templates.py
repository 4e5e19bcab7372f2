"""The policy templates hold what their readers ask for, and name the same settings.

The rules for ADMX are those of Microsoft's schema that our templates could break: its order of
elements, its required attributes and its patterns of names; and that every word is there once.
"""

from __future__ import annotations

import json
import plistlib
import re
import uuid
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import jsonschema
import pytest

from agent.setting import declared_settings
from tests.packaging.recipe import recipe

SETTINGS = tuple(declared_settings().values())
NS = "{http://www.microsoft.com/GroupPolicy/PolicyDefinitions}"
ORDER = ("policyNamespaces", "resources", "supportedOn", "categories", "policies")
#: Which box of the words belongs to which element of a policy.
BOXES = {"text": "textBox", "decimal": "decimalTextBox", "list": "listBox"}
REFUSED_BY_INTUNE = ("system", r"software\microsoft", r"software\policies\microsoft")

admx = recipe("settings/admx.py")
mobileconfig = recipe("settings/mobileconfig.py")
json_schema = recipe("settings/json_schema.py")
profile_values = recipe("settings/profile_values.py")


@pytest.fixture(scope="module")
def definitions() -> ET.Element:
    return ET.fromstring(admx.definitions(SETTINGS))


@pytest.fixture(scope="module")
def words() -> ET.Element:
    return ET.fromstring(admx.words(SETTINGS))


def named(root: ET.Element, tag: str) -> list[ET.Element]:
    return list(root.iter(NS + tag))


def test_the_parts_of_the_admx_stand_in_the_order_of_the_schema(definitions: ET.Element) -> None:
    assert definitions.tag == NS + "policyDefinitions"
    assert definitions.attrib == {"revision": "1.0", "schemaVersion": "1.0"}
    assert [part.tag for part in definitions] == [NS + name for name in ORDER]


def test_every_policy_has_what_the_schema_requires(definitions: ET.Element) -> None:
    categories = {category.get("name") for category in named(definitions, "category")}
    supported = {definition.get("name") for definition in named(definitions, "definition")}
    policies = named(definitions, "policy")

    assert len(policies) == 2 * len(SETTINGS)
    for policy in policies:
        assert re.fullmatch("[A-Za-z0-9_]+", policy.attrib["name"])
        assert policy.get("class") == "Machine"
        assert [child.tag.removeprefix(NS) for child in policy] == [
            "parentCategory",
            "supportedOn",
            "elements",
        ]
        assert policy[0].get("ref") in categories
        assert policy[1].get("ref") in supported
        assert not policy.attrib["key"].lower().startswith(REFUSED_BY_INTUNE)


def test_every_name_is_given_once(definitions: ET.Element, words: ET.Element) -> None:
    for tag, root, attribute in (
        ("policy", definitions, "name"),
        ("string", words, "id"),
        ("presentation", words, "id"),
    ):
        names = [element.attrib[attribute] for element in named(root, tag)]
        assert len(set(names)) == len(names)


def test_every_word_is_there_and_is_used(definitions: ET.Element, words: ET.Element) -> None:
    source = ET.tostring(definitions, "unicode")

    for kind in ("string", "presentation"):
        wanted = set(re.findall(rf"\$\({kind}\.([^)]+)\)", source))
        assert wanted == {element.attrib["id"] for element in named(words, kind)}


def test_every_element_has_its_own_kind_of_box(definitions: ET.Element, words: ET.Element) -> None:
    shown = {p.attrib["id"]: p for p in named(words, "presentation")}

    for policy in named(definitions, "policy"):
        element = policy[2][0]
        box = shown[policy.attrib["name"]][0]
        assert box.tag == NS + BOXES[element.tag.removeprefix(NS)]
        assert box.get("refId") == element.get("id")


def test_a_policy_stands_where_the_agent_reads(definitions: ET.Element) -> None:
    for policy in named(definitions, "policy"):
        element = policy[2][0]
        key = declared_settings()[element.attrib["id"]]
        place = r"Software\Policies\Plimsoll"
        if policy.attrib["name"].endswith("_Recommended"):
            place += r"\Recommended"
        if key.type == "table":
            assert policy.get("key") == rf"{place}\{key.key}"
            assert element.get("explicitValue") == "true"  # the value's name is the table's key
        else:
            assert policy.get("key") == place
            assert element.get("valueName") == key.key


def test_profiles_have_the_keys_that_apple_requires_and_are_made_equal_each_time() -> None:
    made = [
        mobileconfig.configuration({"group": 3}, {"whom_to_ask": "Ada"}),
        mobileconfig.notifications(),
        mobileconfig.background_items("ABCDE12345"),
    ]

    assert made[0] == mobileconfig.configuration({"group": 3}, {"whom_to_ask": "Ada"})
    identifiers = set()
    for profile in map(plistlib.loads, made):
        assert profile["PayloadType"] == "Configuration"
        for part in (profile, *profile["PayloadContent"]):
            assert part["PayloadVersion"] == 1
            assert part["PayloadDisplayName"]
            identifiers |= {part["PayloadIdentifier"], str(uuid.UUID(part["PayloadUUID"]))}
    assert len(identifiers) == 3 * 2 * 2


def test_the_settings_profile_is_what_the_agent_reads() -> None:
    (payload,) = plistlib.loads(mobileconfig.configuration({"group": 3}, {}))["PayloadContent"]

    assert payload["PayloadType"] == mobileconfig.DOMAIN
    assert payload["group"] == 3
    assert "Recommended" not in payload


@pytest.mark.parametrize(
    ("policy", "fits"),
    [
        ({}, True),
        ({"group": 3, "tool_classes": {"openai-chatgpt": "approved"}}, True),
        ({"approved_tool_url": "https://chat.example"}, True),
        ({"approved_tool_url": "ftp://chat.example"}, False),
        ({"group": "three"}, False),
        ({"group": -1}, False),
        ({"tool_classes": {"openai-chatgpt": "friendly"}}, False),
        ({"colour": 1}, False),
    ],
)
def test_the_json_schema_takes_what_the_agent_takes(policy: dict[str, Any], fits: bool) -> None:
    schema = json.loads(json_schema.schema(SETTINGS))
    jsonschema.Draft202012Validator.check_schema(schema)
    told = [
        declared_settings()[key].complaint(value) if key in declared_settings() else "unknown"
        for key, value in policy.items()
    ]

    assert jsonschema.Draft202012Validator(schema).is_valid(policy) is fits
    assert (not any(told)) is fits


def test_the_page_of_settings_is_the_list() -> None:
    page = Path(__file__).parent.parent.parent / "docs" / "settings.md"

    assert page.read_text("utf-8") == recipe("settings/page.py").page()


@pytest.mark.parametrize(
    ("written", "complaint"),
    [
        ('{"group": "three"}', "“group” must be a number."),
        ('{"quiet_minutes": -4}', "“quiet_minutes” must be from"),
        ('{"grup": 3}', "“grup” is no setting of Plimsoll."),
        ('{"enrolment": "plimsoll1.…"}', "“enrolment” cannot be used"),
        ("group = 3", "is not JSON"),
        ("[3]", "must hold settings by their names"),
    ],
)
def test_a_profile_is_not_made_of_what_a_device_could_not_use(
    tmp_path: Path, written: str, complaint: str
) -> None:
    file = tmp_path / "values.json"
    file.write_text(written, "utf-8")

    with pytest.raises(profile_values.ValuesError, match=re.escape(complaint)):
        profile_values.read_values(file, declared_settings())


def test_a_profile_is_made_of_the_values_that_were_given(tmp_path: Path) -> None:
    file = tmp_path / "values.json"
    file.write_text('{"group": 3, "organisation": "Example Ltd"}', "utf-8")

    assert profile_values.read_values(file, declared_settings()) == {
        "group": 3,
        "organisation": "Example Ltd",
    }
