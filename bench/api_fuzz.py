"""Calls the interface for programs as schemathesis thinks of it, until 20,000 calls were made.

python -m bench.api_fuzz [--calls 20000]

Prints how often each status came; the limit is 0 server errors.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from pathlib import Path

from central.access.roles import Role
from central.store.engine import sqlite_url
from tests.central.api.fuzz import fuzz
from tests.central.console.test_use_cases import CASE
from tests.central.console.visiting import office


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--calls", type=int, default=20_000)
    calls = parser.parse_args().calls
    seen: Counter[int] = Counter()
    with tempfile.TemporaryDirectory() as folder, office(sqlite_url(Path(folder))) as console:
        console.visitor().post("/use-cases/new", CASE)
        token = console.token(Role.ISO)
        while seen.total() < calls:
            seen += fuzz(console, token, examples=200)
    errors = sum(count for status, count in seen.items() if status >= 500)
    print(f"{seen.total()} calls: {dict(sorted(seen.items()))}; server errors: {errors} (limit 0)")
    return int(bool(errors))


if __name__ == "__main__":
    sys.exit(main())
