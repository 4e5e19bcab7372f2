"""The settings as a person reads them: each value, who set it, and whether it can be changed."""

from __future__ import annotations

import json
from typing import Any

from agent.setting import Setting, declared_settings
from agent.settings import CHOSEN, DEFAULT, INSTALLED, LOCKED, MANAGED, RECOMMENDED, Settings
from agent.words import gettext as _


def setting_rows(settings: Settings) -> list[dict[str, Any]]:
    """One row for each setting, as JSON can hold it. What is secret says only whether it is set."""
    return [
        {
            "key": setting.key,
            "title": setting.title,
            "value": _shown(setting, getattr(settings, setting.key)),
            "source": settings.sources.get(setting.key, DEFAULT),
            "locked": settings.sources.get(setting.key) in LOCKED,
            "words": _words(settings.sources.get(setting.key, DEFAULT), settings.organisation),
        }
        for setting in declared_settings().values()
    ]


def _shown(setting: Setting, value: Any) -> str:
    if setting.secret:
        return _("set") if value else ""
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False) if value != {} else ""


def _words(source: str, organisation: str) -> str:
    who = organisation or _("your organisation")
    return {
        MANAGED: _("locked by {who}"),
        INSTALLED: _("set at installation by {who}"),
        CHOSEN: _("your choice"),
        RECOMMENDED: _("proposed by {who}"),
        DEFAULT: _("not configured"),
    }[source].format(who=who)
