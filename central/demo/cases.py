"""The use cases of the synthetic company: age in days, days until the next review, and the case."""

from __future__ import annotations

from central.register.use_case import Basis, Data, EuClass, Risk, Status, UseCase

_CHECKED = "A person reads and corrects each result before it is used."
_KEYS = "Keys of the platform team, renewed every 90 days; none on a workstation."
_LOGS = "Calls are counted per key; a sudden rise pages the platform team."

CASES: tuple[tuple[int, int, UseCase], ...] = (
    (300, 64, UseCase(
        title="Drafts of letters to shipping agents", owner="Customer service",
        purpose="First drafts in five languages, from notes without names of cargo owners.",
        status=Status.APPROVED, tool=3, data=(Data.INTERNAL,), risk=Risk.LOW,
        eu_class=EuClass.MINIMAL, basis=Basis.NO_PERSONAL_DATA, oversight=_CHECKED)),
    (288, -12, UseCase(
        title="Minutes of internal meetings", owner="Office of the board",
        purpose="Summaries of recorded meetings; recordings are deleted after a week.",
        status=Status.APPROVED, tool=3, data=(Data.CONFIDENTIAL, Data.PERSONAL), risk=Risk.MEDIUM,
        eu_class=EuClass.MINIMAL, basis=Basis.LEGITIMATE_INTERESTS, dpia="DPIA-2026-04",
        oversight="Whoever chairs the meeting approves the minutes.")),
    (260, 120, UseCase(
        title="Completion of source code", owner="Software development",
        purpose="Suggestions while typing in the terminal's planning system.",
        status=Status.APPROVED, tool=6, data=(Data.INTERNAL,), risk=Risk.MEDIUM,
        eu_class=EuClass.MINIMAL, basis=Basis.NO_PERSONAL_DATA,
        oversight="Each change is reviewed by a second developer.",
        security_review="Prompt injection through dependencies tried in March; none came through.",
        api_authentication=_KEYS, api_monitoring=_LOGS)),
    (244, 30, UseCase(
        title="Ranking of applications for crane operators", owner="Human resources",
        purpose="Sorts applications by required licences; nobody is refused by it.",
        status=Status.PAUSED, data=(Data.PERSONAL,), risk=Risk.HIGH, eu_class=EuClass.HIGH,
        basis=Basis.CONTRACT, dpia="DPIA-2026-02", oversight="Two recruiters decide together.",
        bias_testing="Selection rates by sex and age compared on 1,200 old applications.",
        security_review="Waits for the vendor's answers.")),
    (200, 75, UseCase(
        title="Translation of safety instructions", owner="Occupational safety",
        purpose="Into the languages of the shifts.", status=Status.APPROVED, tool=3,
        data=(Data.PUBLIC,), risk=Risk.LOW, eu_class=EuClass.MINIMAL,
        basis=Basis.NO_PERSONAL_DATA, oversight="A speaker of the language signs each sheet.")),
    (151, 33, UseCase(
        title="Berth planning with a forecast model", owner="Operations", model="own model, v4",
        purpose="Predicts how long a call takes; the planner sees the range.",
        status=Status.APPROVED, data=(Data.CONFIDENTIAL,), risk=Risk.HIGH,
        eu_class=EuClass.MINIMAL, basis=Basis.NO_PERSONAL_DATA,
        oversight="The planner decides; each deviation over two hours is looked at.",
        bias_testing="Errors compared by shipping line and vessel size every quarter.",
        security_review="Hostile inputs from AIS data tried in May and September.",
        explainability="Shows the five features that moved the forecast most.",
        training_data="Own calls since 2014; no data of others.",
        api_authentication="Service account of the planning system.", api_monitoring=_LOGS)),
    (77, 200, UseCase(
        title="Answers to tenders from earlier offers", owner="Sales",
        purpose="Searches old offers and drafts an answer.", status=Status.APPROVED, tool=3,
        data=(Data.CONFIDENTIAL,), risk=Risk.MEDIUM, eu_class=EuClass.MINIMAL,
        basis=Basis.NO_PERSONAL_DATA, oversight=_CHECKED)),
    (58, 0, UseCase(
        title="A chat for visitors of the website", owner="Communication",
        purpose="Answers questions about opening hours and directions.",
        status=Status.IN_REVIEW, data=(Data.PUBLIC,), risk=Risk.LOW,
        eu_class=EuClass.TRANSPARENCY, basis=Basis.LEGITIMATE_INTERESTS)),
    (33, 0, UseCase(
        title="Recognising mood in calls", owner="Customer service",
        purpose="A vendor's offer: rates how callers and staff feel.",
        status=Status.RETIRED, risk=Risk.HIGH, eu_class=EuClass.PROHIBITED,
        data=(Data.PERSONAL, Data.SPECIAL))),
    (12, 0, UseCase(
        title="Pictures for presentations", owner="Marketing",
        purpose="Illustrations without people.", status=Status.PROPOSED, tool=187,
        data=(Data.PUBLIC,))),
    (5, 0, UseCase(
        title="Formulas for spreadsheets", owner="Controlling",
        purpose="Asks how a formula is written, without figures of the company.",
        status=Status.PROPOSED, tool=1, data=(Data.PUBLIC,))),
)  # fmt: skip
