"""A child in a session of its own: makes or reads the key of HOME and says where it is."""

from __future__ import annotations

import json
import secrets
import sys
from pathlib import Path

from agent.uplink.device_key import KeyUnreachable, forget_key, make_key, read_key, where_is_the_key


def kept(home: Path) -> bytes | None:
    """The key, as a device that is not enrolled asks for it: it may make one at any time."""
    try:
        return read_key(home)
    except KeyUnreachable:
        return None


home = Path(sys.argv[1])
said: list[object] = [where_is_the_key(home)]
try:
    key = kept(home) or make_key(home, secrets.token_bytes)
    said += [where_is_the_key(home), read_key(home) == key, key.hex()]
    if "forget" in sys.argv:
        forget_key(home)
        said.append(where_is_the_key(home))
except KeyUnreachable as fault:
    said.append(str(fault))
print(json.dumps(said))
