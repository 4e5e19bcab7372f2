"""The policy on the console: written, published, reviewed, and shown without anybody's HTML."""

from __future__ import annotations

import pytest

from central.access.roles import Role
from central.policies.markdown import rendered
from tests.central.console.visiting import NOW, Clock, Office, words

DRAFT = {"title": "AI usage policy", "text": "# One\n\nUse *it* well.", "changes": "The first."}
YEAR = 365 * 86_400


def test_a_draft_is_written_changed_and_published_once(console: Office) -> None:
    iso = console.visitor()
    assert "that came with Plimsoll" in words(iso.get("/policy"))
    assert "No confidential" in iso.get("/policy/write").text
    assert iso.post("/policy/write", DRAFT).headers["location"].startswith("/policy/versions/1")
    iso.post("/policy/write", DRAFT | {"text": "Second thoughts."})
    assert "Second thoughts." in words(iso.get("/policy/versions/1"))
    assert iso.post("/policy/versions/1/publish").status_code == 303
    assert "Version 1, in force since 25 November 2026." in words(iso.get("/policy"))
    iso.post("/policy/write", DRAFT | {"text": "Third.", "changes": "Shorter."})
    assert "Second thoughts." in words(iso.get("/policy"))
    assert iso.get("/policy/versions/9").status_code == 404


def test_publishing_sets_the_annual_review_which_comes_back(console: Office) -> None:
    iso = console.visitor()
    iso.post("/policy/write", DRAFT)
    iso.post("/policy/versions/1/publish")
    assert "25 November 2027" in words(iso.get("/policy"))
    clock = console.site.clock
    assert isinstance(clock, Clock)
    clock.now = float(NOW + YEAR - 10 * 86_400)
    iso = console.visitor()
    assert "Annual review – due on 25 November 2027." in words(iso.get("/policy"))
    assert iso.post("/policy/reviews/1/done", {"outcome": "Still good."}).status_code == 303
    page = words(iso.get("/policy"))
    assert "Still good." in page
    assert "What needs you now" not in page
    assert "14 November 2028" in page


def test_an_event_sets_a_review(console: Office) -> None:
    iso = console.visitor()
    event = {"cause": "legal-change", "reason": "A new act.", "due": "2026-12-01"}
    assert iso.post("/policy/reviews", event).status_code == 303
    assert "Change in the law: A new act. – due on 1 December 2026." in words(iso.get("/policy"))
    wrong = iso.post("/policy/reviews", event | {"due": "soon", "cause": "whim"})
    assert wrong.status_code == 422


def test_lessons_are_written_and_changed(console: Office) -> None:
    iso = console.visitor()
    lesson = {"lesson-title": "Marks", "lesson-text": "Look **up**.", "about": "", "shown": "yes"}
    iso.post("/policy/lessons", lesson)
    iso.post("/policy/lessons", lesson | {"id": "1", "lesson-title": "Marks matter"})
    page = iso.get("/policy").text
    assert "Marks matter" in page
    assert "<strong>up</strong>" in page
    assert page.count('<article class="lesson">') == 1


@pytest.mark.parametrize(
    "evil",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "[x](data:text/html,alert)",
        "![x](https://evil.example/x.png)",
        "<img src=x onerror=alert(1)>",
        "[x]: javascript:alert(1)\n\n[x]",
        '<https://evil.example/"onmouseover=alert(1)>',
    ],
)
def test_markdown_brings_no_html_of_its_own(evil: str) -> None:
    html = str(rendered(evil))
    assert "<script" not in html
    assert "<img" not in html
    assert "onerror=" not in html.replace("&lt;img src=x onerror=", "")
    assert 'href="javascript' not in html
    assert 'href="data' not in html


def test_only_those_who_edit_the_policy_may_write(console: Office) -> None:
    for role in (Role.VIEWER, Role.IT, Role.COUNCIL, Role.AUDITOR):
        visitor = console.visitor(role)
        assert visitor.get("/policy").status_code == 200
        assert visitor.post("/policy/write", DRAFT).status_code == 403
        assert visitor.post("/policy/preview", {"text": "x"}).status_code == 403
