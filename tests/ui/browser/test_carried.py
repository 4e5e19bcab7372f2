"""Whether a request carries what was typed, in whatever form a page sends it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import quote_plus

import pytest

TYPED = "Dear all,\nthe offer for “Harbour” is 41 million (über)!\nBye"
LONGEST = TYPED.split("\n")[1]
BODIES = {
    "itself": TYPED,
    "json": json.dumps({"messages": [{"content": TYPED}]}),
    "json with escapes cut off": json.dumps({"text": TYPED})[:-2],
    "json within json": json.dumps({"doc": json.dumps({"content": [{"text": LONGEST}]})}),
    "a form": f"prompt={quote_plus(TYPED)}&model=4",
    "server-sent lines": f"data: {json.dumps({'p': TYPED})}\n\n",
    "other spaces": TYPED.replace(" ", "\u00a0"),
    "other capitals": TYPED.upper(),
    "among others": f"Before. {TYPED} After.",
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_it_is_found(in_page: Callable[..., Any], body: str) -> None:
    call = f"return carries({json.dumps(body)}, {json.dumps(TYPED)})"
    assert in_page(call, "carried") is True


@pytest.mark.parametrize(
    ("body", "typed"),
    [
        ("", TYPED),
        (json.dumps({"seen": "CONFIDENTIAL"}), TYPED),
        (TYPED.split("\n")[0], TYPED),  # not its longest line
        ("anything", "?!\n…"),  # nothing that could be known again
        ("%E0%A4%A", "typed"),  # no percent code
    ],
)
def test_what_is_not_there_is_not_found(in_page: Callable[..., Any], body: str, typed: str) -> None:
    call = f"return carries({json.dumps(body)}, {json.dumps(typed)})"
    assert in_page(call, "carried") is False
