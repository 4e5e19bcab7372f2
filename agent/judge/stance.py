"""What speaks for a mark: each function looks at one place and says yes or no."""

from __future__ import annotations

import re2

from agent.judge.place import Place

_LABEL = re2.compile(
    r"(?i)(?:^|[^\pL])(?:(?:security|document|information|data|sensitivity|geheim|schutz|"
    r"vertraulichkeits|informations?)[ \t_-]{0,2})?"
    r"(?:classifications?|class|sensitivity|sensitivity[ _-]label|confidentiality|marking|label|"
    r"licen[cs]e|secrecy|distribution|handling|protection|status|klassifi(?:zi|ka)\w{2,10}|einstufung|"
    r"vertraulichkeit|schutz(?:klasse|bedarf|stufe)|verteiler|geheimhaltungs\w{3,8}|diffusion|"
    r"confidentialité|classificación|clasificación|clasificacion|confidencialidad|classificazione|"
    r"riservatezza|classificatie|rubricering|vertrouwelijkheid|classificação|sigilo|klauzula|"
    r"säkerhetsklass|级别|密级|等级|机密等级|区分|등급|гриф)"
    r"[ \t\"'*_`)>]*(?:</\w+>)?[ \t]*(?::|=|\||[ \t]{3})[ \t]*(?:</?\w+>)?[ \t\"'*_`|>\\(\[]*"
    r"(?:UNCLASSIFIED|document|dokument|company|information)?[ \t]*$"
)
_SUBJECT = re2.compile(
    r"(?i)(?:^|[^\pL])(?:subject|subj|betreff|betr|objet|asunto|oggetto|onderwerp|assunto|ämne|re)"
    r"[ \t]?:[ \t]*(?:(?:re|fw|fwd|aw|wg|tr)[ \t]?:[ \t]*)*[\[(*]?[ \t]*$"
)
_PARTING_BEFORE = re2.compile(
    r"(?:^[ \t]*|[ \t]{3,}|\t|[ \t](?:-{1,3}|[|•·*»>])[ \t]{1,3}|[^\w \t.,:;\"'`=&-]+[ \t]*)$"
)
_PARTING_BEHIND = re2.compile(
    r"^(?:[ \t]{3,}|\t|</?\w|[ \t]{0,3}(?:-{1,3}|[|•·*«<:/])[ \t]|[ \t]*[^\w \t,;\"'`=&-]*[ \t]*$)"
)
#: Other words that a line with a stamp may have.
_FEW = 5
_PAGE = re2.compile(
    r"(?i)\b(?:page|seite|pagina|página|copy|blatt|p\.)[ \t]{0,3}(?:no\.?)?[ \t]{0,2}[0-9]|"
    r"^\W*[0-9]{1,4}\W|\W[0-9]{1,4}\W*$"
)


def alone_in_capitals(place: Place) -> bool:
    return place.in_capitals and not place.company


def alone(place: Place) -> bool:
    """On a line of its own in Title case, as a company stamp may be."""
    return not place.in_capitals and place.words[:1].isupper() and not place.company


def alone_in_small_letters(place: Place) -> bool:
    return not place.words[:1].isupper() and not place.company


def labelled(place: Place) -> bool:
    """Behind the name of a field that holds a level."""
    return bool(_LABEL.search(place.left[-90:]))


def in_subject(place: Place) -> bool:
    """First in a mail's subject."""
    return bool(_SUBJECT.search(place.left[-60:])) and place.words[:1].isupper()


def among_capitals(place: Place) -> bool:
    """In a short line that has no small letters: a stamp with a code word, a company, a number."""
    others = place.company
    return (
        place.in_capitals
        and 0 < len(others) <= _FEW
        and not any(c.islower() for word in others for c in word)
    )


def phrase_at_line_edge(place: Place) -> bool:
    """A phrase in capitals that ends, or at some length opens, a short line of small letters."""
    ends = not place.right.strip(" .:-*\r") and len(place.words.split()) > 1
    opens = not place.left.strip(" .:-*") and len(place.words.replace("-", " ").split()) > 2
    return (
        place.in_capitals
        and (ends or opens)
        and len(place.company) <= _FEW
        and any(c.islower() for c in place.left + place.right)
    )


def parted(place: Place) -> bool:
    """Held apart from the rest of its line by wide gaps, dashes or bars."""
    return (
        place.words[:1].isupper()
        and bool(place.company)
        and bool(_PARTING_BEFORE.search(place.left))
        and bool(_PARTING_BEHIND.search(place.right))
    )


def beside_page_number(place: Place) -> bool:
    return len(place.company) <= 3 and bool(_PAGE.search(place.left) or _PAGE.search(place.right))


def opens_paragraph(place: Place) -> bool:
    """Behind nothing but a number or a bullet, and words follow."""
    numbered = place.left.strip(" \t#*>-•·.()0123456789")
    return len(numbered) <= 1 and len(place.right.split()) >= 2


def closes_paragraph(place: Place) -> bool:
    """Last on its line, or alone under its paragraph, as older papers have it."""
    return not place.right.strip() and (not place.company or place.left.rstrip()[-1:] in ".:;\"'")
