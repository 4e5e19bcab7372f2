"""Stand-ins that manuals, tests and templates write where a secret would stand."""

from __future__ import annotations

import re2

_WORDS = re2.compile(
    r"(?i)example|sample|placeholder|changeme|change[_-]me|redacted|dummy|foobar|deadbeef|"
    r"your[_-]|my[_-]?(?:secret|password|token|key)|insert|replace|todo|fixme|xxxx|\.\.\.|\*\*\*|"
    r"<[a-z _-]+>|\$\{|\{\{|\$\(|%\(|%s|0123456789|123456789|abcdefgh|qwerty|asdf|0000000|aaaaaaa|"
    r"lorem|testtest|not[_-]?a[_-]?real|fake"
)
#: Words that are a stand-in where they are all there is.
_WHOLE = re2.compile(
    r"(?i)(?:my|the|your|some|test|db|user|root|admin|super|new|old|s3)?[_-]?"
    r"(?:password|passwort|passwd|passw0rd|pass|pwd|pw|secret|secure|token|key|api_?key|"
    r"credentials?|test(?:ing)?|tiger|guest|none|null|true|false|postgres|mysql|root|admin|user|"
    r"hunter2|letmein|abc|foo|bar|baz|spam|eggs|hello|value|string|hidden|default|private)"
    r"[0-9]{0,4}[!?.]{0,2}"
)


def looks_made_up(value: str) -> bool:
    """Whether this value is there to be replaced, or to show a form."""
    # RE2 reads UTF-8, which has no lone surrogates.
    plain = value.encode("utf-8", "replace").decode()
    return (
        len(set(plain)) < 4
        or _WHOLE.fullmatch(plain) is not None
        or _WORDS.search(plain) is not None
    )
