"""What speaks against a mark: each function looks at one place and says yes or no."""

from __future__ import annotations

from agent.judge import message, stance
from agent.judge.glance import Glance
from agent.judge.levels import is_other_choice
from agent.judge.place import Place, content_words
from agent.judge.topics import DISCLAIMER, EXAMPLES, MARKS

_NOT = frozenset(
    ("not", "no", "non", "never", "without", "un", "isn't", "aren't", "don't", "cannot")
    + (
        "nicht",
        "kein",
        "keine",
        "keinen",
        "ohne",
        "sans",
        "pas",
        "sin",
        "ni",
        "senza",
        "niet",
        "geen",
    )
)
_ARTICLES = frozenset(
    ("the", "a", "an", "of", "our", "your", "his", "her", "their", "my", "and", "or", "der", "die")
    + ("das", "den", "ein", "eine", "le", "la", "les", "un", "une", "el", "los", "il", "het", "een")
)
#: How a glossary goes on below the name of a level.
_DEFINITION = Glance(
    r"(?i)^[\s*_>-]{0,4}(?:the )?(?:compromise|(?:unauthori[sz]ed )?(?:disclosure|release)|"
    r"(?:information|data|documents?|material) (?:that|which|whose|is|are|of|intended)|"
    r"this (?:level|marking|mark|classification|category|label)|used (?:for|when|where|by)|"
    r"appl(?:ies|y) to|means|refers to|is (?:used|applied)|any (?:information|data)|"
    r"(?-i:[Mm]ay|[Mm]ust|[Cc]an|[Ss]hould|[Ss]hall|[Dd]arf|[Mm]uss|[Pp]eut|[Dd]oit|[Pp]uede|"
    r"[Dd]ebe) "
    r"(?:only |not |never |nur |nicht )?(?:be |être |ser |essere )?\w+|"
    r"informationen,? (?:die|deren)|les informations? (?:qui|dont)|wird (?:verwendet|vergeben))\b"
)
#: “A trade secret is …” below the heading “Trade secrets”.
_AGAIN = Glance(
    r"(?i)^(?:an? |the |ein |eine |un |une |una |il |la )?[\w -]{3,40} "
    r"(?:is|are|means|ist|sind|est|es|è)\b"
)
#: “It had been marked SECRET”, said of another text than this one.
_TOLD = Glance(
    r"(?i)\b(?:was|were|been|are|is) (?:\w+ly |once )?"
    r"(?:marked|stamped|classified|graded|labell?ed)(?: as)?[ \t\"'](?-i:[A-Z/ -]*)$"
)
_OF_ITSELF = Glance(r"(?i)\b(?:this|these|the following|dies\w*|ce|este|questo)\b")
#: “VS-NfD is the lowest level.”
_EXPLAINED = Glance(
    r"(?i)^[ \t\"']*(?:is|are|means|stands for|ist|bedeutet|steht für|est|signifie|es|significa|"
    r"è|betekent)[ \t](?:an?|the|not|no|eine?|der|die|das|kein|une?|l[ea]|el|il|una|de|het|een)\b"
)
#: What opens a sentence rather than a stamp.
_OPENERS = _ARTICLES | frozenset(
    ("use", "apply", "add", "mark", "write", "share", "is", "are", "if", "when", "does", "what")
    + ("which", "who", "how", "all", "any", "each", "every", "no", "wer", "was", "wie", "ist")
    + ("sind", "alle", "jede", "jedes", "wenn", "ob", "tous", "si")
)
#: A word in Japanese quotation marks goes on as part of a sentence.
_PARTICLE = Glance(r"^[」』](?:と|の|は|が|を|に|で)")
_EMPTY_BOXES = ("[]", "[ ]", "[_]", "( )", "(_)", *"☐□○◯⬜")
_CODE = Glance(
    r"[{}]|;\s*$|=>|->|==|::|\(\)|\w\(|\w\.\w+\(|^\s*(?:return|def|const|let|var|if|elif|case|"
    r"assert|import|test|it|expect|echo|print)\b"
)
_COPYRIGHT = Glance(r"(?i)copyright|\(c\)[ \t]*(?:19|20)[0-9]{2}|all rights|©|\(c\)[^a-z]*[0-9]{4}")
_LIST_LETTER = Glance(r"(?m)^[ \t]*\((?:[ABDEFGHaibdefgh]|[ivx]{1,4}|[0-9]{1,2})\)")
_QUOTES = "\"'`«»„‹›"
_FIRST_LETTER = Glance(r"^[^\w]*[\p{Ll}]")


def in_sentence(place: Place) -> bool:
    """A word in small letters stands right beside it."""
    opening, closing = place.words[:1], place.words[-1:]
    return (opening not in "[(" and _small(place.before, last=True)) or (
        closing not in "])" and _small(place.after, last=False)
    )


def amid_sentence(place: Place) -> bool:
    """Words in small letters stand on both sides."""
    opened = place.before.lower() in _OPENERS or _small(place.before, last=True)
    return opened and _small(place.after, last=False)


def amid_han(place: Place) -> bool:
    """Han, kana or hangul touches it: part of a longer word or of a sentence."""
    beside = place.left[-1:] + place.right[:1]
    return place.words[:1] >= "\u2e80" and any(c >= "\u2e80" and c.isalpha() for c in beside)


def in_long_line(place: Place) -> bool:
    """Many other words share its line."""
    return len(place.company) > 6


def wrapped(place: Place) -> bool:
    """The sentence of the line above runs on through this line."""
    if place.company:
        return False
    above, below = place.above.rstrip(), place.below.lstrip()
    if (comment := place.left.strip()) and not below.startswith(comment):
        return False  # The last line of a comment: what follows is the program.
    runs_in = above[-1:] not in '.:;!?")*-|' and len(content_words(above)) >= 4
    return runs_in and bool(_FIRST_LETTER(below) or _small(above.split()[-1], True))


def quoted(place: Place) -> bool:
    left, right = place.left.rstrip(" *_[("), place.right.lstrip(" *_]).,:!/\\n")
    return left[-1:] in _QUOTES and right[:1] in _QUOTES and bool(left) and bool(right)


def quoted_value(place: Place) -> bool:
    """Quoted, and not as the value of a field that holds a level."""
    if _PARTICLE(place.right):
        return True
    return quoted(place) and not (stance.labelled(place) or stance.alone_in_quotes(place))


def negated(place: Place) -> bool:
    return place.before.strip("\"'(*").lower() in _NOT


def behind_article(place: Place) -> bool:
    """“The secret”, “our confidential”: words, not a stamp."""
    return place.before.strip("\"'(*").lower() in _ARTICLES


def heading(place: Place) -> bool:
    """The heading of a section in Markdown, not in capitals; a block of comments is none."""
    if place.company or stance.own_tag(place):
        return False
    beside = (place.above.lstrip()[:1], place.below.lstrip()[:1])
    return place.left.lstrip()[:1] == "#" and not place.in_capitals and "#" not in beside


def in_ladder(place: Place) -> bool:
    """Two or more other levels stand nearby: a list of levels, not one of them."""
    return len(place.others) >= 2 or _beside_choice(place) or _among_choices(place)


def _among_choices(place: Place) -> bool:
    """`None / Draft / Confidential`; in capitals it may be one mark in three languages."""
    return not (place.in_capitals or stance.has_furniture(place)) and (
        (place.left + place.right).count(" / ") >= 2
    )


def _beside_choice(place: Place) -> bool:
    """One word on its line, and another choice alone on the line above or below."""
    if place.company or " " in place.words.strip():
        return False
    own = place.words.lower()
    return is_other_choice(place.above, own) or is_other_choice(place.below, own)


def unticked(place: Place) -> bool:
    """Beside a box that was left empty."""
    return place.left.rstrip().endswith(_EMPTY_BOXES)


def in_table(place: Place) -> bool:
    """In a cell of a table whose row is no label field."""
    return _is_row(place) and not (stance.labelled(place) or stance.in_other_field(place))


def _is_row(place: Place) -> bool:
    """Bars at the line's edges, or in the next line too; a footer has bars of its own."""
    if place.left.count("|") + place.right.count("|") < 2:
        return False
    edges = "|" in (place.left.lstrip()[:1], place.right.rstrip()[-1:])
    return edges or max(place.above.count("|"), place.below.count("|")) >= 2


def compound(place: Place) -> bool:
    """Part of a longer word or of a name in code."""
    before, after = place.left[-2:], place.right[:2]
    if after[:1] == "\\" and (stance.labelled(place) or stance.in_other_field(place)):
        return False  # A label and its part: `Confidential\Finance`.
    joins = before[-1:] in "-_.@/\\$#" and before[:1].isalnum() and len(before) == 2
    joined = after[:1] in "-_.@\\(=" and after[1:2].isalnum()
    return joins or joined or before[-1:] in ("_", "$")


def in_code(place: Place) -> bool:
    """Its line is a statement of a program."""
    return bool(_CODE(place.left.lstrip(" \t;")) or _CODE(place.right))


def in_policy(place: Place) -> bool:
    """The passage talks about marks."""
    return MARKS in place.topics


def defined(place: Place) -> bool:
    """A sentence follows that says what the level means, or that speaks of the word again."""
    behind = place.text[place.end : place.end + 120]
    opens = (
        behind[:1] in (":", "=")
        and not (message.in_subject(place) or message.said_in_chat(place))
        and behind[1:].lstrip()[:1].islower()
        and not place.in_capitals
    )
    plain = behind.lstrip(" \t*_:.–-|\n")
    singular = place.words.lower().rstrip("s")
    again = len(singular) > 5 and singular in plain[:60].lower() and _AGAIN(plain)
    return opens or again or _DEFINITION(plain) or _EXPLAINED(place.right)


def asked_about(place: Place) -> bool:
    """A question ends with it."""
    return place.right.lstrip(" )\"'*_»”]")[:1] in ("?", "？")


def told_of(place: Place) -> bool:
    """Said to stand on a text, and not on this one."""
    return _TOLD(place.left) and not _OF_ITSELF(place.left)


def in_example(place: Place) -> bool:
    """The passage gives examples or talks about finding such words."""
    return EXAMPLES in place.topics


def in_disclaimer(place: Place) -> bool:
    """The passage is the usual notice below a mail."""
    return DISCLAIMER in place.topics


def copyright_sign(place: Place) -> bool:
    """`(C) 2024 …`"""
    if place.words.upper() != "(C)":
        return False
    return bool(_COPYRIGHT(place.line) or place.above.rstrip().lower().endswith("copyright"))


def runs_on(place: Place) -> bool:
    """A word in small letters follows: no paragraph begins here."""
    return _small(place.after, last=False)


def list_letter(place: Place) -> bool:
    """One of (A), (B), (C) … at the starts of lines, one that is explained, or a plural's (S)."""
    if place.right.lstrip()[:1] == "=":
        return True
    return _LIST_LETTER(place.around) or place.left[-1:].isalnum()


def _small(word: str, last: bool) -> bool:
    """Whether this neighbour, its sign towards the hit aside, is a word in small letters."""
    edge = word[-1:] if last else word[:1]
    if edge and not edge.isalnum() and edge not in "\"'’,*_()":
        return False
    letters = word.strip("\"'’,;.:!?()*_[]")
    return len(letters) > 1 and letters.islower() and letters.isalpha()
