"""The registry has the form that its schema announces."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import jsonschema

RULES = Path(__file__).parents[2] / "rules"


def test_the_registry_fits_its_schema() -> None:
    schema = json.loads((RULES / "schema" / "metrics.json").read_text("utf-8"))

    jsonschema.validate(tomllib.loads((RULES / "metrics.toml").read_text("utf-8")), schema)
