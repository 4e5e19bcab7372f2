"""What speaks for a mark: each function looks at one place and says yes or no."""

from __future__ import annotations

from agent.judge import fields
from agent.judge.column import is_level_column
from agent.judge.glance import Glance
from agent.judge.message import ENDS, SPEAKER
from agent.judge.place import Place

_TICKED = ("[x]", "[X]", "(x)", "(X)", *"☒☑🗹◉⦿")
_CHECKED = tuple("✓✔✅")
_ITEM_ENDS = Glance(r"^[.:]?(?:\s*$|[ \t]{2}|[ \t]*[|/,;☐☑☒□\[(])")
_BARS = tuple("|•·-")
_FURNITURE = Glance(
    r"(?i)\b(?:v(?:ersion)?\.? ?[0-9]|page|seite|"
    r"[0-9]{1,2}[./-][0-9]{1,2}[./-][0-9]{2,4}|20[0-9]{2})|©"
)
_SENTENCE_BEFORE = Glance(r"(?:^[\W_]*|[.!?][\"')]?[ \t]{1,2})$")
_SENTENCE_ENDS = Glance(r"^[.!](?:[ \t]|$)")
#: The end of a sentence, and a sign that opens a tag or parts it from the text.
_BEHIND_SENTENCE = Glance(r"[\w)%][.!?][\"')]?[ \t]{1,3}[#*-]{0,2}[ \t]?$")
#: What the reader shall or shall not do with the text.
_HANDLING = Glance(
    r"(?i)^[!*_: \t-]*(?:please )?(?:(?:do not|don't|never) (?:share|forward|distribute|copy|"
    r"disclose|circulate|print|quote|send|reproduce|cite|release|pass)|not to be|not for|"
    r"keep (?:this|it)|(?:bitte )?nicht (?:weiter\pL*|zur|für|kopieren)|nur (?:für|zur)|"
    r"(?:merci de |veuillez )?ne pas (?:diffuser|transférer|copier)|"
    r"no (?:difundir|copiar|reenviar)|non (?:diffondere|inoltrare)|"
    r"niet (?:verspreiden|delen|doorsturen))\b"
)
_BEHIND_COMPANY = frozenset(
    ("Confidential", "Internal", "Proprietary", "Restricted", "Internal Use Only", "Confidentiel")
    + (
        "Vertraulich",
        "Confidencial",
        "Riservato",
        "Vertrouwelijk",
        "Poufne",
        "Confidential Proprietary",
    )
)
#: Words that stand for the author's doing, not for a company: “Keep It Confidential”.
_NO_COMPANY = frozenset(
    (
        "keep",
        "keeping",
        "is",
        "are",
        "be",
        "stay",
        "staying",
        "remain",
        "how",
        "why",
        "what",
        "make",
    )
    + (
        "this",
        "it",
        "not",
        "and",
        "or",
        "the",
        "your",
        "our",
        "my",
        "access",
        "entry",
        "use",
        "area",
    )
)
_PARTING_BEFORE = Glance(
    r"(?:^[ \t]*(?:--|;+|#+|//+|%+|<!--|\"{3}|'{3}|/?\*+|>+)?[ \t]*|"
    r"[ \t]{3,}|\t|[ \t](?:-{1,3}|[|•·*»>])[ \t]{1,3}|[^\w \t.,:;\"'`=&-]+[ \t]*)$"
)
_PARTING_BEHIND = Glance(
    r"^(?:[ \t]{3,}|\t|(?i:[ \t]\((?:level|stufe|niveau|nivel|class|c|l)[ -]?[0-9])|"
    r"</?\w|[ \t]{0,3}(?:-{1,3}|[|•·*«<:/])[ \t]|[ \t]*[^\w \t,;\"'`=&-]*[ \t]*$)"
)
#: Ordinary words that people cry out, or hang on a door or on a picture.
_EVERYDAY = frozenset(
    ("secret", "top secret", "private", "restricted", "sensitive", "protected", "classified")
    + ("geheim", "streng geheim", "secreto", "segreto", "privat", "privé", "privado")
)
#: Other words that a line with a stamp may have.
_FEW = 5
_PAGE = Glance(
    r"(?i)\b(?:page|seite|pagina|página|copy|blatt|p\.)[ \t]{0,3}(?:no\.?)?[ \t]{0,2}[0-9]|"
    r"^\W*[0-9]{1,3}\W|\W[0-9]{1,3}\W*$"
)


def alone_in_capitals(place: Place) -> bool:
    return place.in_capitals and not place.company


def alone(place: Place) -> bool:
    """On a line of its own in Title case, as a company stamp may be."""
    first = next(filter(str.isalpha, place.left), place.words[:1])
    return not place.in_capitals and first.isupper() and not place.company


def alone_in_small_letters(place: Place) -> bool:
    return place.words[:1].islower() and not place.company and not alone(place)


def labelled(place: Place) -> bool:
    """Behind, or alone under, the name of a field that holds nothing but a level."""
    if fields.holds_levels(place.field):
        return True
    beneath = not place.company and not place.left.strip(" \t*_|>-")
    return beneath and fields.is_name_alone(place.above)


def in_other_field(place: Place) -> bool:
    """Behind the name of a field that holds a level among other things."""
    if place.words.lower() == "proprietary":
        return False  # A licence is.
    return fields.may_hold_levels(place.field) and not labelled(place)


def in_level_column(place: Place) -> bool:
    """A cell in a list of papers, in the column that says the level of each."""
    return is_level_column(place.text, place.start, place.end)


def own_tag(place: Place) -> bool:
    """`#confidential` on a line of its own."""
    return place.left.strip() == "#" == place.left[-1:] and not place.right.strip()


def alone_in_quotes(place: Place) -> bool:
    """Capitals in quotation marks on a line apart, as a stamp is copied."""
    apart = not place.above.strip() and not place.below.strip()
    return apart and place.in_capitals and not place.company


def ticked(place: Place) -> bool:
    """The one box of several that is ticked."""
    boxed = place.left.rstrip().endswith((*_TICKED, *_CHECKED))
    return boxed and _ITEM_ENDS(place.right) and bool(place.others)


def own_sentence(place: Place) -> bool:
    """A sentence of its own: “Confidential. Do not copy.”; who cries it out, gives an order too."""
    cried = place.right[:1] == "!" and place.right[1:].strip()
    if cried and not place.in_capitals:
        return gives_orders(place)
    return (
        place.right[:1] in (".", "!")
        and place.words[:1].isupper()
        and _SENTENCE_ENDS(place.right)
        and _SENTENCE_BEFORE(place.left)
    )


def behind_sentence(place: Place) -> bool:
    """Last on its line behind a whole sentence, in capitals or as a tag: `… in May. #internal`."""
    stamped = place.in_capitals or place.left[-1:] == "#" and not _is_everyday(place)
    return stamped and ENDS(place.right) and _BEHIND_SENTENCE(place.left)


def gives_orders(place: Place) -> bool:
    """First on its line, and then what to do with the text: `**Confidential** – do not share`."""
    first = place.words[:1].isupper() and not place.left.strip(" \t*_>")
    return first and _HANDLING(place.right) and not _is_everyday(place)


def closes_title(place: Place) -> bool:
    """In small letters and in brackets, or behind a dash, at the end of a line below none."""
    opened = place.left.endswith(("(", "[", " - "))
    titled = place.left[:1].isupper() and not place.above.strip() and "." not in place.right
    return opened and titled and ENDS(place.right) and place.words[:1].islower()


def _is_everyday(place: Place) -> bool:
    return not place.in_capitals and place.words.lower() in _EVERYDAY


def behind_company(place: Place) -> bool:
    """`Harbour Works Confidential`, on a line apart from all others."""
    if place.words not in _BEHIND_COMPANY:
        return False
    company = place.left.strip(" \t*_#|").split()
    named = all(word[:1].isupper() and word.lower() not in _NO_COMPANY for word in company)
    apart = not place.above.strip() and not place.below.strip()
    last = apart and not place.right.strip(" \t*_.\r")
    return 0 < len(company) <= 3 and named and (last or _footer_goes_on(place.right))


def _footer_goes_on(right: str) -> bool:
    """A bar, and behind it a date, a version or a page."""
    return right[:1].isspace() and right.lstrip()[:1] in _BARS and _FURNITURE(right)


def among_capitals(place: Place) -> bool:
    """In a short line that has no small letters: a stamp with a code word, a company, a number."""
    others = place.company
    return (
        place.in_capitals
        and 0 < len(others) <= _FEW
        and not any(word != word.upper() for word in others)
    )


def phrase_at_line_edge(place: Place) -> bool:
    """A phrase in capitals that ends, or at some length opens, a short line of small letters."""
    ends = not place.right.strip(" .:-*\r") and len(place.words.split()) > 1
    opens = not place.left.strip(" .:-*") and len(place.words.replace("-", " ").split()) > 2
    return (
        place.in_capitals
        and (ends or opens)
        and len(place.company) <= _FEW
        and place.left.upper() + place.right.upper() != place.left + place.right
    )


def parted(place: Place) -> bool:
    """Held apart from the rest of its line by wide gaps, dashes or bars."""
    if not place.words[:1].isupper() or not place.company:
        return False
    if SPEAKER(place.left):
        said = any(map(str.isalpha, place.right))
        return said and (
            _PARTING_BEHIND(place.right) or place.in_capitals and place.right[0] == ","
        )
    return _PARTING_BEFORE(place.left) and _PARTING_BEHIND(place.right)


def has_furniture(place: Place) -> bool:
    """A date, a version or a page stands in its line."""
    return _FURNITURE(place.left) or _FURNITURE(place.right)


def in_footer(place: Place) -> bool:
    """Small letters behind a bar, in a line with a date, a version or a page, held apart there."""
    left = place.left
    barred = left[-1:].isspace() and left[:-1].endswith(_BARS) and left[-3:-2].isspace()
    closed = ENDS(place.right) and _FURNITURE(left) or _footer_goes_on(place.right)
    return barred and place.words[:1].islower() and closed


def beside_page_number(place: Place) -> bool:
    return len(place.company) <= 3 and bool(_PAGE(place.left) or _PAGE(place.right))


def opens_paragraph(place: Place) -> bool:
    """Behind nothing but a number or a bullet, and words follow."""
    numbered = place.left.strip(" \t#*>-•·.()0123456789")
    return len(numbered) <= 1 and len(place.right.split()) >= 2


def closes_paragraph(place: Place) -> bool:
    """Last on its line, or alone under its paragraph, as older papers have it."""
    return not place.right.strip() and (not place.company or place.left.rstrip()[-1:] in ".:;\"'")
