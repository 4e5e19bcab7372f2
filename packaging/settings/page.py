"""Prints docs/settings.md from the one list of settings.

python packaging/settings/page.py > docs/settings.md
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from agent.setting import Setting, declared_settings

WORDS = Path(__file__).with_suffix(".md")


def page() -> str:
    """The whole page as Markdown."""
    rows = "".join(_row(setting) for setting in declared_settings().values())
    return WORDS.read_text("utf-8").replace("{rows}", rows)


def _row(setting: Setting) -> str:
    cells = (
        f"`{setting.key}`",
        setting.type,
        setting.who,
        f"{setting.title}. {setting.description}{_limits(setting)}",
        _shown(setting.default),
        _shown(setting.strict),
    )
    return f"| {' | '.join(cells)} |\n"


def _limits(setting: Setting) -> str:
    if setting.type == "number":
        return f" From {setting.least} to {setting.most}."
    if setting.begins:
        return f" Must begin with {' or '.join(f'`{start}`' for start in setting.begins)}."
    return ""


def _shown(value: object) -> str:
    return f"`{json.dumps(value)}`" if value else "" if value != 0 else "0"


if __name__ == "__main__":
    sys.stdout.write(page())
