"""A change of keys that is killed: `dying_key.py CALL NUMBER WHEN MODULE [ARGUMENT…]`.

CALL names what keeps keys or asks central: `set` and `delete` of the key ring, `replace` and
`unlink` of files, `rotate` at the issuer. At its NUMBER-th call this process gets signal 9,
`before` it or `after`.
"""

from __future__ import annotations

import os
import runpy
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import keyring

import agent.uplink.send

call, number, when, module = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4]
sys.argv = [module, *sys.argv[5:]]
CALLS = {
    "set": (keyring, "set_password"),
    "delete": (keyring, "delete_password"),
    "replace": (Path, "replace"),
    "unlink": (Path, "unlink"),
    "rotate": (agent.uplink.send, "exchange"),
}


def dying(real: Callable[..., Any]) -> Callable[..., Any]:
    left = number

    def call_it(*arguments: Any, **named: Any) -> Any:
        nonlocal left
        if not concerns_keys(*arguments):
            return real(*arguments, **named)
        left -= 1
        if left == 0 and when == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        try:
            return real(*arguments, **named)
        finally:
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    return call_it


def concerns_keys(*arguments: Any) -> bool:
    said = str(getattr(arguments[0], "address", arguments[0]))
    return "/v1/rotate" in said if call == "rotate" else "device-key" in said or said == "plimsoll"


owner, name = CALLS[call]
setattr(owner, name, dying(getattr(owner, name)))
runpy.run_module(module, run_name="__main__")
