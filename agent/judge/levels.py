"""The names of levels as people list them: what stands beside others is one choice of several."""

from __future__ import annotations

import re2

from agent.judge.place import Place

_LEVELS = re2.compile(
    r"(?i)\b(?:top[ _-]?secret|secret|confidential|restricted|internal|public|official|"
    r"unclassified|classified|protected|in-confidence|streng geheim|"
    r"geheim|vertraulich|intern|öffentlich|offen|vs-nfd|vs-vertraulich|tres secret|"
    r"confidentiel|restreint|interne|público|pública|interno|pubblico|openbaar|publiczne|wewnętrzne|"
    r"zastrzeżone|poufne|ściśle tajne|reservado|confidencial|secreto|veřejné|důvěrné|offentlig|"
    r"riservato|riservatissimo|segreto|vertrouwelijk|austeo|agao|eyes only|"
    r"tlp[:_][a-z]+|cosmic top secret|cui|fouo|highly confidential)\b|"
    r"[|/,][ \t]*(?:red|amber|green|white|clear)\b"
    r"|绝密|机密|秘密|内部|公开|极密|社外秘|極秘|公開|대외비|극비|سري للغاية|سري ومكتوم"
)
#: What stands alone on the next line where somebody lists choices.
_CHOICE = re2.compile(
    r"(?i)^[\W_]*(?:public|private|external|internal|general|open|unclassified|official|other|total|"
    r"confidential|restricted|secret|sensitive|none|all|öffentlich|intern|extern|vertraulich|offen|"
    r"interne|externe|public|publique|interno|externo|esterno|pubblico|público)[\W_0-9]*$"
)


def others_nearby(place: Place) -> set[str]:
    """The other levels that the passage names; what stands right beside is one mark with this."""
    own = place.words.lower()
    before, behind = place.sides[0].rstrip(), place.sides[1].lstrip()
    if place.before[-1:].isalpha():
        before = before.removesuffix(place.before)
    if place.after[:1].isalpha():
        behind = behind.removeprefix(place.after)
    named = {word.lower() for word in _LEVELS.findall(f"{before} \0 {behind}")}
    return {word for word in named if word not in own and own not in word}


def beside_choice(place: Place) -> bool:
    """One word on its line, and another choice alone on the line above or below."""
    if place.company or " " in place.words.strip():
        return False
    own = place.words.lower()
    beside = (place.above.strip(), place.below.strip())
    return any(
        _CHOICE.search(line) and line.strip(" *-#").lower() != own for line in beside if line
    )
