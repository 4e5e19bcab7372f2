"""The word in another sense: it describes a thing, a place or a work, and not this text."""

from __future__ import annotations

import re2

from agent.judge import stance
from agent.judge.glance import Glance
from agent.judge.place import Place

#: Nouns that take the word for themselves: what is confidential is the information, not this text.
_NOUNS = Glance(
    r"(?i)^[ \t]*\n?[ \t]*(?:and (?:other )?(?:proprietary|confidential) )?"
    r"(?:informations?|treatment|data\b|material|service|agent|ballot|police|keys?\b|store\b|"
    r"manager|"
    r"access|area|zone|entry|airspace|sale\b|stock|shares?|cash|securit|fund|period|person\b|part(?:y|ies)|disclosure|"
    r"agreement|"
    r"affairs|revenue|audit|control|server|error|use of|portion|report(?:ing)? (?:of|to)|mail\b|"
    r"counsel|matter|level|marking|label|classification|documents? (?:is|are|must|should|may)|"
    r"santa|garden|sauce|recipe|weapon|code\b|name|id\b|value|token|string|type|variable|method|"
    r"class\b|session|equity|property|sector|school|life|placement|investigat|detective|network|"
    r"ip\b|link|dns|mode|setting|parameter|field|package|module|function|structure|hook|event|"
    r"buffer|research|revision|stoff|informationen|unterlagen|daten|"
    r"(?:문서|자료|정보|등급)[의를을은는이가에로])"
)
#: “The NATO RESTRICTED level”, “TLP:RED information”.
_LEVEL = Glance(
    r"^ (?:levels?|markings?|labels?|grades?|classifications?|caveats?|categor(?:y|ies)|material|"
    r"information|documents?|data|networks?|systems?|clearances?)\b"
)
_WORK = Glance(
    r"(?i)^\W*(?:(?:an? |the |eine? |une? |una |un |(?:19|20)[0-9]{2} )?(?:[\w-]+ ){0,2}"
    r"(?:novel|film|movie|game|santa|play|comedy|story|krimi|"
    r"musical|memoir|"
    r"podcast|album|book|thriller|puzzle|roman|kirja|película|романс?|фильм|книга)\b|"
    r"(?:by|directed by|von|par|por|regie) (?-i:[A-Z]))"
)
_CONTROL = Glance(r"(?i)<(?:button|option|a|label|select|li role)\b[^<>]*>[ \t]*$")
#: Words in capitals that a noun may follow.
_ADJECTIVE = Glance(
    r"^(?:STRICTLY |HIGHLY |TOP |PRIVATE (?:AND|&) )?(?:CONFIDENTIAL|SECRET|RESTRICTED|INTERNAL|"
    r"PRIVATE|"
    r"SENSITIVE|TRADE SECRETS?|INTERN|VERTRAULICH|GEHEIM|RISERVAT[OAIE]|RESERVAD[OA]|CONFIDENCIAL)$"
)
#: What goes with the word in a stamp of capitals.
_STAMP_WORDS = frozenset(
    (
        "only",
        "use",
        "draft",
        "copy",
        "document",
        "report",
        "memo",
        "memorandum",
        "material",
        "business",
    )
    + ("property", "until", "when", "with", "under", "from", "page", "proprietary", "confidential")
    + (
        "secret",
        "restricted",
        "internal",
        "private",
        "personal",
        "sensitive",
        "security",
        "treatment",
    )
    + ("distribution", "handle", "eyes", "noforn", "orcon", "information", "proposal", "company")
    + ("commercial", "privileged", "records", "file", "paper", "contains", "please", "strictly")
    + (
        "intern",
        "interne",
        "interno",
        "uso",
        "usage",
        "défense",
        "gebrauch",
        "nicht",
        "nur",
        "entwurf",
    )
    + ("zone", "communication", "attorney", "client", "message", "cable", "telegram", "section")
)
#: `CONFIDENTIAL HELPLINE`, `CONFIDENTIAL & FREE`.
_NOUN_IN_CAPITALS = re2.compile(
    r"^[ \t](?:(?:&|AND|ET|UND|E|Y)[ \t](?:[A-Z]{1,3}[ \t])?|)([A-Z]{5,}|FREE)\b"
)
#: `RISERVATO AI SOCI`: whom a place or a thing is kept for.
_KEPT = ("reserv", "riserv", "restrict")
_FOR_WHOM = Glance(rf"(?i)^(?:{'|'.join(_KEPT)})\pL*[ \t]+(?:to|ai|agli|alle|al|aux|para|for)\b")
_PLACES = frozenset(
    (
        "access",
        "area",
        "área",
        "entry",
        "zone",
        "zona",
        "parking",
        "room",
        "acceso",
        "accesso",
        "accès",
    )
    + ("zutritt", "zugang", "bereich", "mesa", "tavolo", "ingresso", "posto")
)
#: Ordinary words that head sections and choices as often as they mark a text.
_COMMON = frozenset(
    ("secret", "restricted", "internal", "private", "protected", "sensitive", "trade secrets")
    + ("intern", "interne", "interno", "interní", "reservado", "riservato", "secreto", "segreto")
    + (
        "geheim",
        "hemligt",
        "salainen",
        "gizli",
        "trade secret",
        "内部",
        "保密",
        "内部资料",
        "비밀",
        "سري",
    )
    + (
        "top secret",
        "секретно",
        "机密",
        "秘密",
        "機密",
        "classified",
        "without prejudice",
        "eyes only",
        "sekretess",
        "interna",
    )
)


def with_noun(place: Place) -> bool:
    """A noun follows that the word describes: “confidential information”."""
    # A stamp in capitals ends with its line, whatever the next one begins with.
    runs_on = place.below.lstrip()[:1].islower() or not place.in_capitals
    return _NOUNS(place.right[:60] or ("\n" + place.below[:60] if runs_on else ""))


def names_level(place: Place) -> bool:
    """The noun that follows is a level, a mark, or all papers that have it."""
    return _LEVEL(place.right)


def heads_noun(place: Place) -> bool:
    """Capitals that describe the next word: `CONFIDENTIAL HELPLINE`, `INTERNAL EXAMINER`."""
    if place.right[:1] not in (" ", "\t"):
        return False
    noun = _NOUN_IN_CAPITALS.search(place.right[:60])
    if noun is None or noun.group(1).lower() in _STAMP_WORDS:
        return False
    if not any(letter in "AEIOUY" for letter in noun.group(1)):
        return False  # A code.
    return _ADJECTIVE(place.words)


def of_a_place(place: Place) -> bool:
    """`ACCESS RESTRICTED`, `RISERVATO AI SOCI`: a place is, not this text."""
    if place.words.lower().startswith(_KEPT) and _FOR_WHOM(place.words + place.right[:20]):
        return True
    return place.before.strip("\"'(*").lower() in _PLACES


def common_heading(place: Place) -> bool:
    """A word that also heads sections and choices, in Title case and with text right beside it."""
    stamped = place.in_capitals and place.words[:1] < "\u2e80"
    if stamped or place.words.lower() not in _COMMON:
        return False
    return bool(place.above.strip() or place.below.strip()) and not stance.labelled(place)


def titles_work(place: Place) -> bool:
    """The title of a book, a film or a game: what follows says so."""
    return bool(_WORK(place.right) or (not place.company and _WORK(place.below)))


def is_control(place: Place) -> bool:
    """The words on a button, or the end of a path through menus."""
    left = place.left
    return (">" in left) and (left.count(" > ") >= 2 or _CONTROL(left))
