"""What speaks for a mark in a mail or a chat: its subject, its title, who says it and when."""

from __future__ import annotations

from agent.judge.expressions import in_a_name
from agent.judge.glance import Glance
from agent.judge.place import Place

_SUBJECTS = "|".join(
    map(
        in_a_name,
        ("subject", "subj", "betreff", "betr", "objet", "asunto", "oggetto", "onderwerp", "assunto")
        + ("ämne", "emne", "aihe", "temat", "předmět", "tárgy", "subiect", "konu", "тема", "re")
        + ("θέμα", "件名", "主题", "主旨", "제목", "الموضوع"),
    )
)
_ANSWERS = "(?:(?:re|fw|fwd|aw|wg|tr|rv|sv|vs|odp|ynt)[ \t]?:[ \t]*|\\[[^\\]\\n]{1,20}\\][ \t]*)*"
_SUBJECT = Glance(rf"(?i)(?:^|[^\pL])(?:{_SUBJECTS})[ \t]?:[ \t]*{_ANSWERS}[\[(*]?[ \t]*$")
_IN_SUBJECT = Glance(rf"(?i)^[ \t>*]*(?:{_SUBJECTS})[ \t*]?:[^\n]*[-–—|:/(\[,#][ \t]?$")
#: Nothing but signs that close what was opened.
ENDS = Glance(r"^[ \t)\]*.!\r]*$")
#: `Ada Fisher 10:41`, `Ada Fisher  10:41 AM`: what a chat shows above a message.
_WRITTEN_AT = Glance(
    r"^[ \t]*\pL[\pL .'-]{1,40}[ \t,(\[]{1,4}[0-9]{1,2}[:.][0-9]{2}(?:[ \t]?[AaPp]\.?[Mm]\.?)?"
    r"[ \t)\]:]*$"
)
#: A message in a chat or a log: on which day, when, who.
SPEAKER = Glance(
    r"^\W{0,3}(?:[0-9]{1,4}[-./][0-9]{1,2}[-./][0-9]{1,4},?[T ])?"
    r"[0-9]{1,2}[:.][0-9]{2}(?:[:.][0-9]{2})?[^:\n]{0,40}:[ \t]$"
)
_OPENING, _CLOSING = tuple("[(【《「〔［"), tuple("])】》」〕］")
#: What may stand before a title's tag at the very start of a text.
_BEFORE_TITLE = "".join((" \t\r\n#*", *_OPENING))
#: What may follow in a subject that calls the mail, or what comes with it, confidential.
_PAPERS = frozenset(
    ("for", "to", "from", "until", "and", "please", "only", "draft", "memo", "memorandum", "report")
    + ("paper", "document", "documents", "proposal", "offer", "note", "minutes", "attachment")
    + ("attached", "agreement", "terms", "information", "file")
)


def in_subject(place: Place) -> bool:
    """First in a mail's subject, and no adjective of the next word: “Confidential waste”."""
    describes = not place.in_capitals and place.after[:1].islower() and place.after.isalpha()
    if describes and place.after not in _PAPERS:
        return False
    return ":" in place.left and place.words[:1].isupper() and _SUBJECT(place.left[-90:])


def ends_subject(place: Place) -> bool:
    """Last in a mail's subject, held apart by a sign."""
    return ":" in place.left and ENDS(place.right) and _IN_SUBJECT(place.left)


def tags_title(place: Place) -> bool:
    """In brackets at the very start of the text, perhaps with its code: `[C3 - Confidential]`."""
    bracket, code = place.left.strip()[:1], place.left.strip()[1:].strip(" -:.")
    numbered = not code or len(code) <= 3 and code[-1:].isdigit()
    if bracket not in _OPENING or not numbered or place.right[:1] not in _CLOSING:
        return False
    line = place.start - len(place.left)
    first = not place.text[max(line - 80, 0) : line].strip(_BEFORE_TITLE)
    logged = place.below.lstrip()[:1] in _OPENING
    return first and not logged and place.words[:1].isupper()


def said_in_chat(place: Place) -> bool:
    """First in a message of a chat that says who wrote it and when, in its line or above."""
    if SPEAKER(place.left):
        return bool(place.right.strip())
    return not place.left.strip() and _WRITTEN_AT(place.above)
