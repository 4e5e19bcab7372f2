"""Mark or mention: whether a word marks this text or merely occurs in it.

Each observation has a weight and a sentence. The sum, between 0 and 1, is the confidence; the
sentences are what `plimsoll scan --explain` shows. Weights were set on open texts
(`bench/markers.py`), by kind of place, never for a single text.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from agent.judge import another_sense, mention, message, stance
from agent.judge.markers import Hit
from agent.judge.patience import PLACE, TOO_MANY, UNREAD
from agent.judge.place import Place
from agent.judge.rule import Kind
from agent.words import gettext as _

#: From this confidence on a hit is a finding.
COUNTS_FROM = 0.5

#: What a form proves before its place is looked at.
_BASE = {Kind.WORD: 0.0, Kind.MARK: 0.8, Kind.PORTION: 0.0, Kind.NOTICE: 0.8}

Seen = Callable[[Place], bool]


@dataclass(frozen=True, slots=True)
class Score:
    """How sure, 0 to 1, and why."""

    confidence: float
    evidence: tuple[str, ...]
    #: How much was looked at, as `Patience` counts.
    looks: int = 0


@dataclass(frozen=True, slots=True)
class Observation:
    """What to look for, what it weighs, and how to say it."""

    seen: Seen
    weight: float
    words: str

    @property
    def sentence(self) -> str:
        return ("+ " if self.weight > 0 else "− ") + self.words


def score(text: str, hit: Hit) -> Score:
    """Weigh one hit. Looks at a bounded window only.

    What speaks against it is looked at only as long as enough speaks for it: mentions are many,
    marks are few.
    """
    if hit.unread:
        return _UNREAD
    place, kind = Place(text, hit.start, hit.end), hit.rule.kind
    said = [observation for observation in _FOR[kind] if observation.seen(place)]
    said += [_APART] if hit.apart else []
    total = round(_BASE[kind] + sum(observation.weight for observation in said), 2)
    looks = PLACE + len(_FOR[kind])
    for observation in _AGAINST[kind]:
        if total < COUNTS_FROM:
            return Score(0.0, (), looks)
        looks += 1
        if observation.seen(place):
            said.append(observation)
            total = round(total + observation.weight, 2)
    if total < COUNTS_FROM:
        return Score(0.0, (), looks)
    form = [_FORM[kind]] if kind in _FORM else []
    evidence = [*form, *(observation.sentence for observation in said)]
    return Score(min(total, 0.99), tuple(evidence), looks)


_UNREAD = Score(UNREAD, (TOO_MANY,))

_FORM = {
    Kind.MARK: "+ " + _("has a form that nobody writes by chance"),
    Kind.NOTICE: "+ " + _("is a sentence in which a document declares its level"),
}

_ALONE = Observation(stance.alone_in_capitals, 0.9, _("stands alone on its line in capitals"))
_APART = Observation(lambda place: True, 1.2, _("is written letter by letter"))
_LABELLED = Observation(stance.labelled, 1.0, _("is the value of a classification field"))
_FIELD = Observation(stance.in_other_field, 0.7, _("is the value of a field of the document"))
_TICKED = Observation(stance.ticked, 1.7, _("is the ticked box of several"))
_COLUMN = Observation(
    stance.in_level_column, 3.0, _("stands in the column of a list that says the level of each")
)
_OWN_TAG = Observation(stance.own_tag, 0.7, _("is a tag on a line of its own"))
_SUBJECT_END = Observation(message.ends_subject, 1.0, _("ends the subject of a mail"))
_TAG = Observation(message.tags_title, 0.8, _("stands in brackets before the title"))
_OWN_SENTENCE = Observation(stance.own_sentence, 0.6, _("is a sentence of its own"))
_COMPANY = Observation(stance.behind_company, 0.6, _("follows a company's name on a line apart"))
_UNTICKED = Observation(mention.unticked, -1.6, _("stands beside an empty box"))
_HEADS_NOUN = Observation(another_sense.heads_noun, -0.5, _("describes the word that follows"))
_OF_A_PLACE = Observation(another_sense.of_a_place, -0.6, _("describes a place"))
_WORK = Observation(another_sense.titles_work, -0.7, _("is the title of a work"))
_CONTROL = Observation(another_sense.is_control, -1.4, _("is a choice on a screen"))
_LAST = Observation(stance.behind_sentence, 0.8, _("stands behind the last sentence of its line"))
_ORDERS = Observation(stance.gives_orders, 0.8, _("is followed by what to do with the text"))
_FOOTER = Observation(stance.in_footer, 0.7, _("stands apart in a footer"))
_TITLE_END = Observation(stance.closes_title, 0.7, _("closes the title"))
_COMMON = Observation(another_sense.common_heading, -0.5, _("is a word that also heads sections"))
_SUBJECT = Observation(message.in_subject, 1.2, _("opens the subject of a mail"))
_QUOTED = Observation(mention.quoted_value, -0.6, _("stands in quotation marks"))
_TOLD_OF = Observation(mention.told_of, -0.4, _("is what another text is said to be marked"))
_ASKED = Observation(mention.asked_about, -0.5, _("ends a question"))
_LADDER = Observation(mention.in_ladder, -0.7, _("is one of several levels listed here"))
_NEGATED = Observation(mention.negated, -0.7, _("is negated"))
_COMPOUND = Observation(mention.compound, -0.7, _("is part of a longer word or name"))
_TABLE = Observation(mention.in_table, -0.6, _("stands in a cell of a table"))
_CODE = Observation(mention.in_code, -0.3, _("stands in a line of program code"))
_EXAMPLE = Observation(mention.in_example, -0.4, _("stands in a passage with examples"))
_POLICY = Observation(mention.in_policy, -0.3, _("stands in a passage about marks"))
_DEFINED = Observation(mention.defined, -0.6, _("is a word that the next sentence defines"))
_DISCLAIMER = Observation(mention.in_disclaimer, -0.5, _("belongs to a mail's usual disclaimer"))
_SENTENCE = Observation(mention.in_sentence, -0.5, _("stands in a sentence"))
_WRAPPED = Observation(mention.wrapped, -0.6, _("belongs to a sentence that runs over lines"))

_OBSERVATIONS: dict[Kind, Sequence[Observation]] = {
    Kind.WORD: (
        _ALONE,
        Observation(stance.alone, 0.7, _("stands alone on its line")),
        Observation(stance.alone_in_small_letters, 0.2, _("stands alone on its line")),
        _LABELLED,
        _FIELD,
        _TICKED,
        _COLUMN,
        _OWN_TAG,
        _SUBJECT,
        _SUBJECT_END,
        _TAG,
        _OWN_SENTENCE,
        _LAST,
        _ORDERS,
        _COMPANY,
        _FOOTER,
        _TITLE_END,
        Observation(stance.among_capitals, 0.6, _("stands in a short line of capitals")),
        Observation(stance.parted, 0.8, _("is held apart from the rest of its line")),
        Observation(stance.beside_page_number, 0.2, _("stands beside a page number")),
        Observation(
            stance.phrase_at_line_edge, 1.0, _("is a phrase in capitals at the edge of a line")
        ),
        # What is quickly seen, and often, comes first.
        Observation(mention.amid_han, -0.8, _("is part of a longer word or sentence")),
        _SENTENCE,
        Observation(mention.behind_article, -0.4, _("follows an article")),
        _NEGATED,
        _TOLD_OF,
        _ASKED,
        _COMPOUND,
        _UNTICKED,
        Observation(mention.in_long_line, -0.2, _("shares its line with many words")),
        Observation(mention.heading, -0.4, _("is the heading of a section")),
        _TABLE,
        _COMMON,
        _WRAPPED,
        _QUOTED,
        Observation(another_sense.with_noun, -0.6, _("describes a noun that follows")),
        _HEADS_NOUN,
        _OF_A_PLACE,
        _WORK,
        _CONTROL,
        _LADDER,
        _CODE,
        _POLICY,
        _DISCLAIMER,
        _DEFINED,
    ),
    Kind.MARK: (
        Observation(stance.alone_in_capitals, 0.2, _("stands alone on its line in capitals")),
        _LABELLED,
        _TICKED,
        _UNTICKED,
        Observation(mention.in_sentence, -0.2, _("stands beside a word in small letters")),
        Observation(mention.amid_sentence, -0.4, _("stands in a sentence")),
        _TOLD_OF,
        _ASKED,
        Observation(
            another_sense.names_level, -0.4, _("describes a level or papers of that level")
        ),
        _QUOTED,
        _LADDER,
        _NEGATED,
        _TABLE,
        _CODE,
        _POLICY,
        _DEFINED,
        _EXAMPLE,
    ),
    Kind.PORTION: (
        Observation(stance.opens_paragraph, 0.8, _("opens a paragraph")),
        Observation(stance.closes_paragraph, 0.6, _("closes a paragraph")),
        Observation(mention.copyright_sign, -0.8, _("is a copyright sign")),
        Observation(mention.runs_on, -0.4, _("belongs to a sentence")),
        Observation(mention.list_letter, -0.8, _("counts the items of a list")),
        _LADDER,
        _QUOTED,
        _TABLE,
        _CODE,
    ),
    Kind.NOTICE: (_QUOTED, _LADDER, _TABLE, _DISCLAIMER, _POLICY, _EXAMPLE),
}
_FOR = {kind: [o for o in all_ if o.weight > 0] for kind, all_ in _OBSERVATIONS.items()}
_AGAINST = {kind: [o for o in all_ if o.weight < 0] for kind, all_ in _OBSERVATIONS.items()}
