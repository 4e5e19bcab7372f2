"""Names of the fields that hold a document's level, in the languages of the rules.

ISO/IEC 27001 A.5.13 asks for labelling and prescribes no words; these are the names that forms,
templates and document headers use. A field of the first group holds nothing but a level; one of the
second holds other things as well. A name of the first may end a longer one: `docClassification`.
"""

from __future__ import annotations

from functools import lru_cache

import re2

from agent.judge.expressions import bare
from agent.judge.normalise import fold_word

_LEVEL_FIELDS = (
    *("classification", "classified", "security class", "data class", "information class"),
    *("security level", "secrecy", "secrecy level", "sensitivity", "sensitivity label"),
    *("sensitivity level", "confidentiality", "confidentiality level", "protective marking"),
    *("marking", "security marking", "protection level", "protection class", "handling"),
    *("security label", "data label", "dissemination", "dissemination level"),
    *("klassifizierung", "klassifikation", "klassifizierungsstufe", "einstufung"),
    *("vertraulichkeit", "vertraulichkeitsstufe", "vertraulichkeitsgrad", "vertraulichkeitsklasse"),
    *("geheimhaltung", "geheimhaltungsgrad", "geheimhaltungsstufe", "schutzklasse", "schutzstufe"),
    *("schutzbedarf", "sicherheitsstufe", "sicherheitseinstufung", "dokumentenklasse"),
    *("niveau de confidentialité", "confidentialité", "niveau de classification", "diffusion"),
    *("niveau de sécurité", "niveau de diffusion", "classe de confidentialité", "sensibilité"),
    *("clasificación", "nivel de clasificación", "nivel de confidencialidad", "confidencialidad"),
    *("sensibilidad", "nivel de seguridad", "classificação", "nível de classificação"),
    *("nível de confidencialidade", "confidencialidade", "grau de sigilo", "sigilo"),
    *("classificazione", "livello di classificazione", "livello di riservatezza", "riservatezza"),
    *("grado di riservatezza", "livello di confidenzialità", "classificació"),
    *("classificatie", "classificatieniveau", "rubricering", "vertrouwelijkheid"),
    *("vertrouwelijkheidsniveau", "merking", "klauzula", "klauzula tajności", "klasyfikacja"),
    *("klasyfikacja informacji", "poziom poufności", "poufność", "klasifikace", "stupeň utajení"),
    *("stupeň důvěrnosti", "důvěrnost", "klasifikácia", "stupeň utajenia", "klasifikacija"),
    *("stupanj tajnosti", "stepen tajnosti", "stopnja zaupnosti", "klassificering"),
    *("informationsklass", "informationsklassning", "säkerhetsklass", "sekretessklass"),
    *("konfidentialitet", "klassifikation", "fortrolighed", "fortrolighedsniveau"),
    *("fortrolighetsnivå", "klassifisering", "gradering", "fortrolighet", "beskyttelsesgrad"),
    *("luokitus", "luottamuksellisuus", "tietoluokka", "turvaluokitus", "turvallisuusluokka"),
    *("besorolás", "minősítés", "bizalmassági szint", "titkossági fok", "clasificare"),
    *("nivel de confidențialitate", "clasificarea informațiilor", "nivel de clasificare"),
    *("gizlilik derecesi", "gizlilik seviyesi", "gizlilik", "sınıflandırma", "sınıfı"),
    *("гриф", "гриф секретности", "гриф конфиденциальности", "уровень конфиденциальности"),
    *("классификация", "степень секретности", "категория доступа", "конфиденциальность"),
    *("рівень конфіденційності", "гриф обмеження доступу", "класифікація", "ступінь секретності"),
    *("ниво на поверителност", "διαβάθμιση", "κατηγορία", "βαθμός ασφαλείας", "ταξινόμηση"),
    *(
        "机密等级",
        "保密级别",
        "保密等级",
        "安全级别",
        "密级",
        "级别",
        "等级",
        "信息分级",
        "文件密级",
    ),
    *(
        "機密等級",
        "保密等級",
        "密等",
        "機密区分",
        "秘密区分",
        "情報区分",
        "取扱区分",
        "機密レベル",
        "区分",
    ),
    *("보안등급", "보안 등급", "문서등급", "비밀등급", "기밀등급", "등급", "분류"),
    *("درجة السرية", "التصنيف", "تصنيف", "مستوى السرية", "סיווג", "דרגת סיווג", "độ mật"),
    *("mức độ bảo mật", "klasifikasi", "tingkat kerahasiaan", "ชั้นความลับ"),
)
_OTHER_FIELDS = (
    *("label", "status", "distribution", "circulation", "audience", "license", "licence"),
    *("document type", "document status", "access level", "class", "protection", "releasability"),
    *("verteiler", "verteilung", "dokumentstatus", "estado", "estatus", "distribución", "stato"),
    *(
        "distribuzione",
        "statut",
        "destinataires",
        "status dokumentu",
        "distributie",
        "verspreiding",
    ),
    *("distribuição", "spridning", "distribusjon", "jakelu"),
)
#: Behind the name: signs that close it, then what parts it from its value, then what opens that.
_BETWEEN = (
    r"(?:[ \t]?\([^()\n]{1,24}\)|[ \t](?i:level|label|status|no\.?)|\.|"
    r"[\"'][ \t]+(?:content|value))?[ \t\"'*_`)>\]]*(?:</\w+>)?[ \t]*"
    r"(?:::?|=|\||[ \t]{3}|\t|[ \t](?:-|>)[ \t])[ \t\n]?[ \t]*(?:</?\w+>)?[ \t\"'*_`|>\\(\[«]*"
)
#: What a value may say before the level itself: a code, a state, the company.
_PREFIX = (
    r"(?:(?i:(?:TLP|[A-Z]{0,3}[0-9]{1,2}|level [0-9]|stufe [0-9]|high|medium|low|hoch|[0-9]|"
    r"élevée?|UNCLASSIFIED|document|dokument|company|information|for|not|is)"
    r"[ \t]{0,2}[.:/()=-]{0,2}[ \t]{0,2}))?"
)


_OPENS = re2.compile(f"{_BETWEEN}{_PREFIX}$".encode())
#: Characters of a line that are read for a field's name.
_LENGTH = 120
#: Characters of the longest name and what it may end, such as `docClassification`.
_LONGEST_NAME = 48


def holds_levels(field: str) -> bool:
    """Whether a field of this name, as `name_before` tells it, holds nothing but a level."""
    return bool(field) and field.endswith(_level_names())


def may_hold_levels(field: str) -> bool:
    """Whether a field of this name may hold a level among other things."""
    if not field or not field.endswith(_other_names()):
        return False
    known = next(known for known in _other_names() if field.endswith(known))
    return not field[: -len(known)][-1:].isalpha()


def is_name_alone(line: str) -> bool:
    """Whether this line is nothing but the name of a field for levels."""
    return len(line) < _LENGTH and _plain(line.strip(" \t\r*_#|:>-")) in _whole_names()


def name_before(line: str) -> str:
    """The name of the field whose value begins where this ends; empty where none does."""
    data = line[-_LENGTH:].encode("utf-8", "replace")
    opens = _OPENS.search(data) if data else None
    name = data[: opens.start()].decode() if opens else ""
    return _plain(name.rstrip()[-_LONGEST_NAME:])


@lru_cache(maxsize=1)
def _level_names() -> tuple[str, ...]:
    return _forms(_LEVEL_FIELDS)


@lru_cache(maxsize=1)
def _whole_names() -> frozenset[str]:
    return frozenset(_level_names())


@lru_cache(maxsize=1)
def _other_names() -> tuple[str, ...]:
    return _forms(_OTHER_FIELDS)


def _forms(names: tuple[str, ...]) -> tuple[str, ...]:
    """As they read in a folded text: a capital may fold where its small letter does not."""
    written = {form for name in names for form in (name, name.capitalize(), name.upper())}
    return tuple(sorted({_plain(fold_word(form)) for form in written}, key=len, reverse=True))


def _plain(text: str) -> str:
    """Folded text in small letters and without accents."""
    return text.lower() if text.isascii() else bare(fold_word(text.lower()))
