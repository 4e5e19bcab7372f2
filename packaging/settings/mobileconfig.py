"""Profiles for macOS from the one list of settings (Apple, "Profile-Specific Payload Keys").

Every identifier is made from its name, so the same values make the same bytes.
"""

from __future__ import annotations

import plistlib
import uuid
from collections.abc import Mapping
from typing import Any

#: The bundle's identifier, and the domain of its preferences.
DOMAIN = "plimsoll.companion"

_SPACE = uuid.uuid5(uuid.NAMESPACE_URL, "plimsoll:profiles")


def configuration(values: Mapping[str, Any], recommended: Mapping[str, Any]) -> bytes:
    """The settings themselves, as a managed domain of preferences."""
    content = dict(values) | ({"Recommended": dict(recommended)} if recommended else {})
    return _profile("configuration", "Plimsoll: settings", DOMAIN, content)


def notifications() -> bytes:
    """Lets the companion's notices be seen without asking each person."""
    settings = {
        "BundleIdentifier": DOMAIN,
        "NotificationsEnabled": True,
        "AlertType": 1,
        "ShowInNotificationCenter": True,
        "ShowInLockScreen": False,
        "SoundsEnabled": False,
        "BadgesEnabled": False,
    }
    return _profile(
        "notifications",
        "Plimsoll: notices",
        "com.apple.notificationsettings",
        {"NotificationSettings": [settings]},
    )


def background_items(team: str) -> bytes:
    """Lets the companion start at sign-in (macOS 13 and later). `team`: who signed the bundle."""
    rule = {
        "RuleType": "TeamIdentifier",
        "RuleValue": team,
        "Comment": "Plimsoll starts at sign-in.",
    }
    return _profile(
        "background-items",
        "Plimsoll: start at sign-in",
        "com.apple.servicemanagement",
        {"Rules": [rule]},
    )


def _profile(name: str, title: str, payload_type: str, content: Mapping[str, Any]) -> bytes:
    payload = _head(f"{DOMAIN}.{name}.payload", title, payload_type) | dict(content)
    profile = _head(f"{DOMAIN}.{name}", title, "Configuration") | {
        "PayloadContent": [payload],
        "PayloadScope": "System",
        "TargetDeviceType": 5,
    }
    return plistlib.dumps(profile)


def _head(identifier: str, title: str, payload_type: str) -> dict[str, Any]:
    return {
        "PayloadDisplayName": title,
        "PayloadIdentifier": identifier,
        "PayloadType": payload_type,
        "PayloadUUID": str(uuid.uuid5(_SPACE, identifier)).upper(),
        "PayloadVersion": 1,
    }
