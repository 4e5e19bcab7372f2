"""How random a value looks. Alone it proves nothing: a rule uses it besides a form or a name."""

from __future__ import annotations

import math
from collections import Counter


def entropy(value: str) -> float:
    """Shannon's entropy in bits per character; 0 for an empty value."""
    if not value:
        return 0.0
    size = len(value)
    return -sum(n / size * math.log2(n / size) for n in Counter(value).values())
