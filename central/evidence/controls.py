"""Which controls of ISO/IEC 27001 and ISO/IEC 42001 the pack gives evidence for, and where.

The titles of controls are the standards'; what stands beside them is ours and no legal advice.
"""

from __future__ import annotations

from dataclasses import dataclass

from central.words import gettext as _

ISO_27001, ISO_42001 = "ISO/IEC 27001:2022", "ISO/IEC 42001:2023"


@dataclass(frozen=True, slots=True)
class Control:
    """One control: what Plimsoll adds to it, and the files of the pack that show it."""

    standard: str
    number: str
    title: str
    words: str
    files: tuple[str, ...]


def controls() -> list[Control]:
    """The mapping, in the standards' order."""
    return [Control(ISO_27001, *row) for row in _iso_27001()] + [
        Control(ISO_42001, *row) for row in _iso_42001()
    ]


_Row = tuple[str, str, str, tuple[str, ...]]


def _iso_27001() -> list[_Row]:
    figures, register, decisions = "figures.csv", "register.csv", "decisions.csv"
    policy, reviews, audit = "policy.md", "reviews.csv", "audit.ndjson"
    return [
        ("5.9", "Inventory of information and other associated assets",
         _("AI tools in use are found on devices; each use has an owner in the register."),
         (figures, register)),
        ("5.10", "Acceptable use of information and other associated assets",
         _("The AI usage policy says which data may go where; each warning names its clause."),
         (policy, figures)),
        ("5.23", "Information security for use of cloud services",
         _("Each AI service is approved for a level of data, with an end and an alternative."),
         (decisions, register)),
        ("5.24", "Information security incident management planning and preparation",
         _("A person can report an incident from the warning; reviews follow an incident."),
         (policy, reviews)),
        ("5.25", "Assessment and decision on information security events",
         _("Weekly figures of warnings and answers are looked at; decisions stand in the log."),
         (figures, audit)),
        ("5.26", "Response to information security incidents",
         _("A tool is restricted for every device by one signed decision."),
         (decisions, audit)),
        ("5.27", "Learning from information security incidents",
         _("Lessons follow warnings; the policy is reviewed after incidents."),
         (reviews, policy)),
        ("5.28", "Collection of evidence",
         _("The audit log is a hash chain; this pack is signed and can be verified."),
         (audit, "manifest.json")),
        ("5.34", "Privacy and protection of personal identifiable information (PII)",
         _("Personal data is recognised before it leaves; figures name nobody (ten or none)."),
         (figures, register)),
        ("5.36", "Compliance with policies, rules and standards for information security",
         _("How often people take a safe way, and how many acknowledged the policy."),
         (figures, reviews)),
        ("6.3", "Information security awareness, education and training",
         _("The warning teaches at the moment it matters; lessons are offered after it."),
         (policy, figures)),
        ("6.8", "Information security event reporting",
         _("Letters and incident reports reach the company from the tray."),
         (audit,)),
        ("8.8", "Management of technical vulnerabilities",
         _("Versions of agent and rules across the fleet; signed updates in rings."),
         (figures,)),
        ("8.12", "Data leakage prevention",
         _("Marked text, secrets and personal data are warned about before they reach a tool."),
         (figures, decisions)),
        ("8.16", "Monitoring activities",
         _("Coverage by channel, and how many devices reported."),
         (figures,)),
        ("8.26", "Application security requirements",
         _("For each use case: API authentication, monitoring, and a security review."),
         (register,)),
    ]  # fmt: skip


def _iso_42001() -> list[_Row]:
    return [
        ("A.2", "Policies related to AI",
         _("The policy's versions, who published them, and their reviews."),
         ("policy.md", "reviews.csv")),
        ("A.3", "Internal organization",
         _("Owners of use cases; who decides and who countersigns; how concerns are raised."),
         ("register.csv", "audit.ndjson")),
        ("A.4", "Resources for AI systems",
         _("Tools, models and kinds of data of each use case."),
         ("register.csv",)),
        ("A.5", "Assessing impacts of AI systems",
         _("Risk class, class of the EU AI Act, lawful basis and DPIA of each use case."),
         ("register.csv",)),
        ("A.6", "AI system life cycle",
         _("Status, reviews and history of each use case."),
         ("register.csv", "audit.ndjson")),
        ("A.7", "Data for AI systems",
         _("Where training data comes from, as far as the vendor says, and bias testing."),
         ("register.csv",)),
        ("A.8", "Information for interested parties of AI systems",
         _("Every employee sees the policy, and what is counted, in the tray."),
         ("policy.md",)),
        ("A.9", "Use of AI systems",
         _("Approved uses, human oversight, and figures of actual use."),
         ("register.csv", "figures.csv")),
        ("A.10", "Third-party and customer relationships",
         _("Decisions about each vendor's tool, with reason and end."),
         ("decisions.csv",)),
    ]  # fmt: skip
