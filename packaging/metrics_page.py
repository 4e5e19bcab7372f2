"""Prints docs/metrics.md: every number that may leave a device, from the registry itself.

python packaging/metrics_page.py > docs/metrics.md
"""

from __future__ import annotations

import sys
import tomllib
from itertools import groupby
from pathlib import Path
from typing import Any

REGISTRY = Path(__file__).parent.parent / "rules" / "metrics.toml"

HEAD = """# Each number that may leave a device

Made from `rules/metrics.toml`, which is the only list: what does not stand there cannot be sent.
How a message looks on the wire stands in [protocol.md](protocol.md).
A *bit* is 0 or 1, a *count* goes up to its cap, a *state* is one of a few words,
a *shelf* holds the number of a tool, a rule or a use case ([how](protocol.md#shelves)).
The label is what a message says besides: nothing, the operating system, or the device's group.
"""

COLUMNS = "| number | metric | kind, cap | label | kept | why |\n|---|---|---|---|---|---|\n"


def page() -> str:
    """The whole page as Markdown."""
    metrics = tomllib.loads(REGISTRY.read_text("utf-8"))["metric"]
    parts = [HEAD]
    for epoch, group in groupby(metrics, key=lambda metric: str(metric["epoch"])):
        rows = [_row(metric) for metric in group]
        parts.append(f"\n## Once a {epoch}: {len(rows)}\n\n{COLUMNS}" + "".join(rows))
    return "".join(parts)


def _row(metric: dict[str, Any]) -> str:
    values = ", ".join(metric.get("values", ()))
    kind = f"{metric['kind']}: {values}" if values else f"{metric['kind']}, {metric['cap']}"
    return (
        f"| {metric['number']} | {metric['title']} `{metric['id']}` | {kind} | {metric['label']} "
        f"| {metric['retention_days']} days | {metric['purpose']} |\n"
    )


if __name__ == "__main__":
    sys.stdout.write(page())
