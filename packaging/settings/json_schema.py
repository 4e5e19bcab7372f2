"""JSON Schema (draft 2020-12) of a policy file, for editors and for checks before a roll-out."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from agent.setting import Setting


def schema(settings: Iterable[Setting]) -> bytes:
    """policy.schema.json."""
    document = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Plimsoll policy",
        "type": "object",
        "additionalProperties": False,
        "properties": {setting.key: _property(setting) for setting in settings},
    }
    return json.dumps(document, indent=2, ensure_ascii=False).encode() + b"\n"


def _property(setting: Setting) -> dict[str, Any]:
    told = {"title": setting.title, "description": setting.description}
    told |= {"default": setting.default}
    if setting.type == "number":
        return told | {"type": "integer", "minimum": setting.least, "maximum": setting.most}
    if setting.type == "text":
        if not setting.begins:
            return told | {"type": "string"}
        starts = "|".join(start.replace("/", r"\/") for start in setting.begins)
        return told | {"type": "string", "pattern": f"^(({starts})|$)"}
    each: dict[str, Any] = {"type": "string"}
    if setting.choices:
        each["enum"] = list(setting.choices)
    return told | {"type": "object", "additionalProperties": each}
