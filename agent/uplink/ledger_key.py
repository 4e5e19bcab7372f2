"""`python -m agent.uplink.ledger_key --home FOLDER`: the key that hides the person's list, in JSON.

It lives in the person's key ring and nowhere else: without the person's session nobody has it.
This is a child of its own because the libraries that speak with a key ring take 20 MB.
"""

from __future__ import annotations

import json
import secrets
from pathlib import Path

import click
import keyring
from keyring.errors import KeyringError, NoKeyringError

from agent.report.vault import KEY_BYTES
from agent.uplink.device_key import SERVICE, entry
from agent.words import gettext as _


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--home",
    required=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help=_("The state folder."),
)
def ledger_key(home: Path) -> None:
    """Print `key` (hexadecimals, or nothing) and `place`: keyring, memory or unreachable."""
    place, key = read_or_make(home)
    click.echo(json.dumps({"place": place, "key": key.hex()}))


def read_or_make(home: Path) -> tuple[str, bytes]:
    """`memory`: there is no key ring here. `unreachable`: there is one that does not open now."""
    name = entry("ledger key", home)
    try:
        kept = _key(keyring.get_password(SERVICE, name))
        if kept is None:
            keyring.set_password(SERVICE, name, secrets.token_bytes(KEY_BYTES).hex())
            # Whoever came second reads the first one's; and what was not kept is no key.
            kept = _key(keyring.get_password(SERVICE, name))
    except NoKeyringError:
        return "memory", b""
    except (KeyringError, OSError, ValueError):
        return "unreachable", b""
    return ("keyring", kept) if kept else ("unreachable", b"")


def _key(kept: str | None) -> bytes | None:
    try:
        key = bytes.fromhex(kept or "")
    except ValueError:
        return None
    return key if len(key) == KEY_BYTES else None


if __name__ == "__main__":
    ledger_key()
