"""The enrolment string: one line that holds all a device needs to report (docs/protocol.md)."""

from __future__ import annotations

import hashlib
import ipaddress
import json
from base64 import urlsafe_b64decode
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from agent.report.calendar import Calendar
from agent.words import gettext as _

PREFIX = "plimsoll1."
WEEK_SECONDS = 604_800

_TYPES: dict[str, type] = {
    "issuer": str,
    "relay": str,
    "operator_key": str,
    "token": str,
    "week_seconds": int,
    "demonstration": bool,
}


class EnrolmentError(ValueError):
    """The string cannot be used. The sentence says why and repeats nothing of the string."""


@dataclass(frozen=True, slots=True)
class Enrolment:
    """Where to report, whose signature to trust, and with which token to introduce oneself."""

    issuer: str
    relay: str
    #: Who signs the list of keys: 32 bytes in base64url.
    operator_key: str = field(repr=False)
    token: str = field(repr=False)
    week_seconds: int = WEEK_SECONDS
    #: Epochs may be short, and then everything stays on this machine.
    demonstration: bool = False
    #: Where signed rules are, and base64url of the SHA-256 of the root that they begin with.
    #: Both empty: the rules that came with the program are all there are.
    rules: str = ""
    rules_root: str = ""
    #: Where reports of incidents go; empty where the company takes none this way.
    incidents: str = ""

    @property
    def central(self) -> str:
        """A name for this central, the same for every token that it gives out."""
        whole = "\n".join((self.issuer, self.relay, self.operator_key, str(self.week_seconds)))
        return hashlib.sha256(whole.encode()).hexdigest()[:32]

    @property
    def calendar(self) -> Calendar:
        return Calendar(self.week_seconds, self.demonstration)


def parse_enrolment(line: str) -> Enrolment:
    """Read the line that `plimsoll-central enrol` printed. Raises EnrolmentError."""
    fields = _fields(line.strip())
    for key, kind in _TYPES.items():
        if type(fields.get(key)) is not kind:
            raise EnrolmentError(_("The enrolment string has no usable “{key}”.").format(key=key))
    rules, root = str(fields.get("rules", "")), str(fields.get("rules_root", ""))
    enrolment = Enrolment(
        **{key: fields[key] for key in _TYPES},
        rules=rules,
        rules_root=root,
        incidents=str(fields.get("incidents", "")),
    )
    _check_addresses(enrolment)
    _check_key(enrolment.operator_key)
    if enrolment.rules:
        _check_key(enrolment.rules_root)
    _check_week(enrolment)
    return enrolment


def _fields(line: str) -> dict[str, Any]:
    if not line.startswith(PREFIX):
        raise EnrolmentError(_("An enrolment string begins with “plimsoll1.”."))
    try:
        fields = json.loads(_decoded(line.removeprefix(PREFIX)))
    except (ValueError, RecursionError):
        raise EnrolmentError(
            _("The enrolment string is damaged. Please copy the whole line.")
        ) from None
    if not isinstance(fields, dict) or fields.get("v") != 2:
        raise EnrolmentError(_("This enrolment string is of another version of Plimsoll."))
    return fields


def _decoded(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _check_addresses(enrolment: Enrolment) -> None:
    places = (enrolment.issuer, enrolment.relay, enrolment.rules, enrolment.incidents)
    for address in filter(None, places):
        loopback = is_loopback(address)
        if enrolment.demonstration and not loopback:
            raise EnrolmentError(_("A demonstration stays on this machine; this address does not."))
        if not loopback and urlsplit(address).scheme != "https":
            raise EnrolmentError(_("Central's address must begin with https://."))


def is_loopback(address: str) -> bool:
    """Whether a web address leads to this machine. Raises EnrolmentError where it is none."""
    try:
        parts = urlsplit(address)
        host, _port = parts.hostname, parts.port
    except ValueError:
        raise EnrolmentError(_("Central's address cannot be read.")) from None
    if parts.scheme not in ("http", "https") or not host or parts.username is not None:
        raise EnrolmentError(_("Central's address cannot be read."))
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _check_key(key: str) -> None:
    try:
        size = len(_decoded(key))
    except ValueError:
        size = 0
    if size != 32:
        raise EnrolmentError(_("Central's key in the enrolment string is damaged."))


def _check_week(enrolment: Enrolment) -> None:
    if enrolment.week_seconds != WEEK_SECONDS and not enrolment.demonstration:
        raise EnrolmentError(_("Only a demonstration may have weeks of another length."))
    if not 1 <= enrolment.week_seconds <= WEEK_SECONDS:
        raise EnrolmentError(_("A week lasts between one second and 604800."))
