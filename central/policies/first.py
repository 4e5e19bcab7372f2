"""What a first version of the policy begins with: the text that came with Plimsoll."""

from __future__ import annotations

from central.rule_files import read_rule_file


def first_text() -> tuple[str, str]:
    """Title and text of `rules/policy.toml`."""
    content = read_rule_file("policy.toml")
    return str(content["title"]), str(content["text"]).strip()
