"""What the surfaces show in the pictures of them: one of everything, in the words of the agent."""

from __future__ import annotations

from typing import Any

TEXT = """CONFIDENTIAL — Project Heron, offer to Nordwerft, 14 pages.
Margin 21.4 % at the CONFIDENTIAL level."""
REASONS = (
    ("public-already", "It is already public"),
    ("owner-agreed", "The owner agreed"),
    ("test-data", "It is test data"),
    ("wrong-finding", "The finding is wrong"),
    ("other", "Another reason"),
)
WARNING: dict[str, Any] = {
    "action": "warn",
    "title": "This text is marked CONFIDENTIAL",
    "destination": "ChatGPT · public",
    "excerpts": [
        {"before": "", "mark": "CONFIDENTIAL", "after": " — Project Heron, offer to Nordwerft …"}
    ],
    "found": ["“CONFIDENTIAL”: it stands on its own line at the top."],
    "clause": "Policy 3.2: confidential data stays out of public AI tools.",
    "redact": {
        "label": "Redact and paste",
        "detail": "2 passages become placeholders",
        "see": "See the result",
    },
    "approved": {
        "label": "Open in Company Copilot",
        "detail": "Approved for confidential data",
        "url": "https://copilot.example",
    },
    "continue": {
        "label": "Continue anyway…",
        "detail": "Asks for a reason",
        "required": True,
        "question": "Why is it fine to continue?",
        "reasons": [
            {"code": code, "label": words, "key": str(key)}
            for key, (code, words) in enumerate(REASONS, 1)
        ],
    },
    "not_sensitive": {"label": "Not sensitive?"},
    "cancel": {"label": "Cancel", "key": "esc"},
    "promise": "Nothing of this text is stored or sent. "
    "Counted without your name: “warning, confidential, public”.",
}


def _marked(mark: str, before: str, after: str) -> dict[str, Any]:
    return {
        "title": f"This text is marked {mark}",
        "excerpts": [{"before": before, "mark": mark, "after": after}],
        "found": [f"“{mark}”: it stands on its own line at the top."],
    }


VARIANTS: dict[str, dict[str, Any]] = {
    "warning": {},
    "block": {
        **_marked("SECRET", "", " — Project Heron, offer to Nordwerft …"),
        "action": "block",
        "continue": None,
        "not_sensitive": None,
        "whom_to_ask": "To ask about it: Information security, security@company.example",
    },
    "many": {
        "title": "This text is marked SECRET",
        "excerpts": [
            {"before": "… page 1 of 9 ", "mark": mark, "after": " Heron: numbers for the board …"}
            for mark in ("TLP:RED", "SECRET", "CUI//SP-PROPIN")
        ],
        "found": [
            "“TLP:RED”, 12 times: a traffic light mark.",
            "“SECRET”: it stands on its own line at the top.",
            "“CUI//SP-PROPIN”, 3 times: a US banner mark.",
            "“Internal only”, 40 times: words of the company.",
            "And 7 more.",
        ],
    },
    "japanese": _marked("社外秘", "", " 第三四半期の見積もりです。取引先には渡さないでください。"),
    "right-to-left": _marked("سري للغاية", "تقرير الربع الثالث ", " لا يجوز توزيعه خارج الشركة."),
    "table": _marked(
        "CONFIDENTIAL",
        "Customer\tRegion\tMargin    ",
        "    Nordwerft\tNorth\t21.4 %    Heron\tWest",
    ),
}
POLICY = """
## What stays inside

**3.2** Confidential, proprietary or personal data stays out of public AI tools. That means:

- offers, contracts and prices that were not published,
- names and addresses of customers,
- source code of ours.

## Who answers for it

**3.6** A person looks at what an AI tool has made before it is used.
Questions: [the information security officer](mailto:iso@nordwerft.example).

| Data | Public tool | Approved tool |
|---|---|---|
| public | yes | yes |
| confidential | no | yes |
"""
LESSON = "A mark says who may read a text. A public AI tool is *everybody*."
STATE = {
    "icon": "degraded",
    "channels": [
        {"name": "browser", "title": "Browsers", "health": "guarded"},
        {"title": "Clipboard", "health": "guarded"},
        {
            "title": "Window in front",
            "health": "degraded",
            "reason": "The window manager does not say which window is in front.",
            "fix": "Choose a desktop that follows EWMH.",
        },
        {
            "title": "Programs",
            "health": "blind",
            "reason": "The list of programs cannot be read.",
            "fix": "Start Plimsoll anew.",
        },
        {"title": "Warnings on the desktop", "health": "guarded"},
    ],
    "tools": [
        {
            "name": "ChatGPT",
            "class": "public",
            "standing": "public · not reviewed",
            "approved": "Company Copilot",
        },
        {
            "name": "Company Copilot",
            "class": "approved",
            "standing": "approved for internal data until 2027-03-31",
            "account": "Use your work account: which one is open cannot be told.",
        },
        {"name": "Ollama", "class": "local", "standing": "on this machine"},
    ],
    "proposals": [
        {"id": "7", "name": "chat.acme.example", "words": "“chat” and “ai” in its name."},
        {"id": "", "name": "Acme GPT", "words": "Proposed. It waits on this machine."},
    ],
    "central": {"words": "Last reached 2 minutes ago."},
    "rules": {
        "words": "14 rules.",
        "problem": "",
        "signed": "Release 3, signed by operator and council.",
        "alerts": ["The signature ends on 2027-01-31."],
        "own": ["acme.blue: ACME BLUE stays inside ACME."],
        "trial": ["acme.green: ACME GREEN is for partners. (until 2027-01-15)"],
        "off": ["corporate.internal"],
    },
    "list": {
        "place": "keyring",
        "words": "Your list is encrypted with a key in your key ring.",
        "paused": True,
    },
    "policy": {
        "title": "AI usage policy",
        "text": POLICY,
        "number": 3,
        "words": "Version 3, in force since 2026-11-23.",
        "changes": "Meeting notes may go into the approved tool now.",
        "to_acknowledge": True,
        "lessons": [
            {"number": 1, "title": "What a mark is for", "text": LESSON, "done": False},
            {"number": 2, "title": "Redact before you ask", "text": LESSON, "done": True},
        ],
    },
    "settings": [
        {
            "title": "Group",
            "value": "3",
            "words": "locked by Nordwerft",
            "locked": True,
        },
        {
            "title": "Address of the approved tool",
            "value": "https://copilot.example",
            "words": "locked by Nordwerft",
            "locked": True,
        },
        {"title": "Enrolment string", "value": "set", "words": "your choice", "locked": False},
    ],
}
MESSAGE = {
    "kind": "message",
    "state": "waiting",
    "address": "http://127.0.0.1:8462/v1/boxes/week/2967",
    "purpose": "To see where a warning helps.",
    "retention": "Two years, as a sum.",
    "plain": '{"e":2967,"g":0,"m":41,"n":"' + "ab" * 32 + '","v":2}',
    "sealed": "9f" * 176,
    "headers": {"Content-Type": "application/octet-stream", "Authorization": "device key"},
}


LETTERS: dict[str, Any] = {
    "letters_taken": True,
    "incidents_taken": True,
    "letters": [
        {
            "id": "1",
            "state": "written",
            "kind_words": "A tool to propose",
            "words": "It waits for its week.",
            "leaves": "leaves between 26 Nov 00:00 and 29 Nov 20:00",
            "subject": "Acme Writer",
            "text": "We translate harbour notices with it.\nMay we go on, for internal texts?",
        },
        {
            "id": "2",
            "state": "agreed",
            "kind_words": "A warning that is wrong",
            "words": "Agreed.",
            "subject": "corporate.internal",
            "name": "Ada Quill",
            "text": "“Internal affairs” is the name of a department here.",
            "answer": "You are right. The rule is switched off until it knows the department.",
        },
        {
            "id": "3",
            "state": "received",
            "kind_words": "A report of an incident",
            "words": "The company has it. Its reference is INC-0003.",
            "subject": "ChatGPT",
            "name": "Ada Quill",
        },
    ],
}
