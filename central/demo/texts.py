"""The policy and the lessons of the synthetic company."""

from __future__ import annotations

_TITLE = "AI usage policy"

_FIRST = """\
You may use AI at work. What you put into it leaves our hands, so one rule comes first.

## 3.2 Data

No confidential, proprietary or personal data goes into public AI tools.
Use the approved tool or the internal sandbox instead.

## 3.4 Access

Access to AI services is authenticated, and its use is counted, never by name.

## 3.6 Oversight

You decide. Check what an AI tool answers before you rely on it.
"""

_SECOND = (
    _FIRST
    + """
## 3.5 Register

Each use of AI that serves a purpose of the company stands in the register, with an owner,
its class of risk and its class under the EU AI Act.
"""
)

_THIRD = (
    _SECOND
    + """
## 4 Which tool for which data

| data | tool |
|---|---|
| public | any |
| internal | approved tools |
| confidential | the company's copilot |
| restricted, secret | none |

## 5 Review

This policy is looked at once a year, and when a new AI system, a change in the law,
an incident or an audit asks for it.
"""
)

#: Days since it was published, title, text, and what changed.
POLICIES = (
    (352, _TITLE, _FIRST, "The first version."),
    (171, _TITLE, _SECOND, "Clause 3.5: the register, because the AI Act asks deployers for it."),
    (24, _TITLE, _THIRD, "A table says which tool is for which data; when the policy is reviewed."),
)

LESSONS = (
    (
        "What a mark means",
        "A mark such as **CONFIDENTIAL** says who may read a text. A public AI tool is "
        "a reader that nobody invited.",
        "",
    ),
    (
        "Redacting is quick",
        "*Redact and paste* leaves placeholders. Most questions can be answered without the names.",
        "confidential",
    ),
)
