"""Calls of the interface that schemathesis makes from its description, good and bad."""

from __future__ import annotations

from collections import Counter

import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.generation import GenerationMode

from tests.central.console.visiting import Office


def fuzz(console: Office, token: str, examples: int) -> Counter[int]:
    """Status to number of calls; `examples` of each mode for every operation."""
    schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", console.app)
    seen: Counter[int] = Counter()
    headers = {"Authorization": f"Bearer {token}"}
    for found in schema.get_all_operations():
        operation = found.ok()
        # Without a parameter there is nothing that could be wrong.
        bad = [GenerationMode.NEGATIVE] if list(operation.iter_parameters()) else []
        for mode in [GenerationMode.POSITIVE, *bad]:

            @settings(
                max_examples=examples,
                deadline=None,
                database=None,
                phases=[Phase.generate],
                suppress_health_check=list(HealthCheck),
            )
            @given(case=operation.as_strategy(generation_mode=mode))
            def call(case: schemathesis.Case) -> None:
                answer = case.call(headers=headers)
                seen[answer.status_code] += 1
                assert answer.status_code < 500, (case.method, case.path, answer.status_code)

            call()
    return seen
