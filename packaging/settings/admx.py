"""Group Policy templates from the one list of settings: an ADMX file and its English words.

The form is that of Microsoft's "Group Policy ADMX Syntax Reference Guide". Intune takes it too: it
knows text, enum, decimal, boolean and list elements, and refuses keys of Windows itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree as ET

from agent.setting import Setting

KEY = r"Software\Policies\Plimsoll"
NAMESPACE = "http://www.microsoft.com/GroupPolicy/PolicyDefinitions"
#: Characters of a text: an enrolment string is longer than the 1,023 that hold unless one says so.
LONGEST = 8191

#: Suffix of a policy's name, its category, the key below which its value stands, and a word on it.
_KINDS = (
    ("", "Plimsoll", KEY, ""),
    (
        "_Recommended",
        "Plimsoll_Recommended",
        rf"{KEY}\Recommended",
        "\n\nA proposal: install values and the person's own choice are stronger.",
    ),
)


def definitions(settings: Iterable[Setting]) -> bytes:
    """plimsoll.admx."""
    root = ET.Element("policyDefinitions", _root())
    names = ET.SubElement(root, "policyNamespaces")
    ET.SubElement(names, "target", prefix="plimsoll", namespace="Plimsoll.Policies")
    ET.SubElement(root, "resources", minRequiredRevision="1.0")
    supported = ET.SubElement(ET.SubElement(root, "supportedOn"), "definitions")
    ET.SubElement(supported, "definition", name="Supported", displayName="$(string.Supported)")
    categories = ET.SubElement(root, "categories")
    ET.SubElement(categories, "category", name="Plimsoll", displayName="$(string.Plimsoll)")
    below = ET.SubElement(
        categories,
        "category",
        name="Plimsoll_Recommended",
        displayName="$(string.Plimsoll_Recommended)",
    )
    ET.SubElement(below, "parentCategory", ref="Plimsoll")
    policies = ET.SubElement(root, "policies")
    for suffix, category, key, _note in _KINDS:
        for setting in settings:
            _add_policy(policies, setting, setting.key + suffix, category, key)
    return _file(root)


def words(settings: Iterable[Setting]) -> bytes:
    """en-US/plimsoll.adml."""
    root = ET.Element("policyDefinitionResources", _root())
    ET.SubElement(root, "displayName").text = "Plimsoll"
    ET.SubElement(root, "description").text = "Settings of the Plimsoll companion"
    resources = ET.SubElement(root, "resources")
    strings = ET.SubElement(resources, "stringTable")
    shown = ET.SubElement(resources, "presentationTable")
    _add_string(strings, "Plimsoll", "Plimsoll")
    _add_string(strings, "Plimsoll_Recommended", "Recommended: people may choose otherwise")
    _add_string(strings, "Supported", "Plimsoll 0.1 or later")
    for suffix, _category, _key, note in _KINDS:
        for setting in settings:
            name = setting.key + suffix
            _add_string(strings, name, setting.title)
            _add_string(strings, f"{name}_Help", setting.description + note)
            _add_presentation(shown, setting, name)
    return _file(root)


def _root() -> dict[str, str]:
    return {"xmlns": NAMESPACE, "revision": "1.0", "schemaVersion": "1.0"}


def _add_policy(policies: ET.Element, setting: Setting, name: str, category: str, key: str) -> None:
    if setting.type == "table":
        key = rf"{key}\{setting.key}"
    policy = ET.SubElement(
        policies,
        "policy",
        {
            "name": name,
            "class": "Machine",
            "displayName": f"$(string.{name})",
            "explainText": f"$(string.{name}_Help)",
            "presentation": f"$(presentation.{name})",
            "key": key,
        },
    )
    ET.SubElement(policy, "parentCategory", ref=category)
    ET.SubElement(policy, "supportedOn", ref="Supported")
    elements = ET.SubElement(policy, "elements")
    if setting.type == "table":
        ET.SubElement(elements, "list", id=setting.key, explicitValue="true")
    elif setting.type == "number":
        bounds = {"minValue": str(setting.least), "maxValue": str(setting.most)}
        named = {"id": setting.key, "valueName": setting.key, "required": "true"}
        ET.SubElement(elements, "decimal", named | bounds)
    else:
        named = {"id": setting.key, "valueName": setting.key, "required": "true"}
        ET.SubElement(elements, "text", named | {"maxLength": str(LONGEST)})


def _add_presentation(table: ET.Element, setting: Setting, name: str) -> None:
    shown = ET.SubElement(table, "presentation", id=name)
    if setting.type == "table":
        ET.SubElement(shown, "listBox", refId=setting.key).text = setting.title
    elif setting.type == "number":
        box = ET.SubElement(shown, "decimalTextBox", refId=setting.key)
        box.set("defaultValue", str(setting.default))
        box.text = setting.title
    else:
        box = ET.SubElement(shown, "textBox", refId=setting.key)
        ET.SubElement(box, "label").text = setting.title


def _add_string(table: ET.Element, name: str, text: str) -> None:
    ET.SubElement(table, "string", id=name).text = text


def _file(root: ET.Element) -> bytes:
    ET.indent(root)
    body: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return body + b"\n"
