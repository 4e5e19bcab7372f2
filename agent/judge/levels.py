"""The names of levels as people list them: what stands beside others is one choice of several."""

from __future__ import annotations

from agent.judge.glance import Glance, Glances


def _loosely(name: str) -> str:
    return r"(?i)\b" + name.replace(" ", "[ _-]?").replace(":", "[:_]") + r"\b"


#: Levels of Latin script, from border to border; `tlp:red`, and the colours of a list of them.
_NAMES = (
    *("top secret", "secret", "confidential", "restricted", "internal", "public", "official"),
    *("unclassified", "classified", "protected", "in-confidence", "streng geheim", "geheim"),
    *(
        "vertraulich",
        "intern",
        "öffentlich",
        "offen",
        "vs-nfd",
        "vs-vertraulich",
        "nur für den dienstgebrauch",
        "tres secret",
    ),
    *("confidentiel", "restreint", "interne", "público", "pública", "interno", "pubblico"),
    *("openbaar", "publiczne", "wewnętrzne", "zastrzeżone", "poufne", "ściśle tajne", "reservado"),
    *("confidencial", "secreto", "veřejné", "důvěrné", "offentlig", "riservato", "riservatissimo"),
    *("segreto", "vertrouwelijk", "austeo", "agao", "eyes only", "cui", "fouo"),
    *("cosmic top secret", "highly confidential", "tlp:red", "tlp:amber", "tlp:green"),
    *(
        "tlp:clear",
        "tlp:white",
    ),
)
_HAN = ("绝密", "机密", "秘密", "内部", "公开", "极密", "社外秘", "極秘", "公開")
_OTHERS = ("대외비", "극비", "سري للغاية", "سري ومكتوم")
_COLOURS = ("red", "amber", "green", "white", "clear")
_LEVELS = Glances(
    {name: _loosely(name) for name in _NAMES}
    | {name: name for name in (*_HAN, *_OTHERS)}
    | {colour: rf"(?i)[|/,][ \t]*{colour}\b" for colour in _COLOURS}
)
#: What stands alone on the next line where somebody lists choices.
_CHOICE = Glance(
    r"(?i)^[\W_]*(?:public|private|external|internal|general|open|unclassified|official|other|total|"
    r"confidential|restricted|secret|sensitive|none|all|öffentlich|intern|extern|vertraulich|offen|"
    r"interne|externe|public|publique|interno|externo|esterno|pubblico|público)[\W_0-9]*$"
)


def others_in(passage: str, own: str) -> set[str]:
    """The levels that a passage names besides `own`, which is in small letters."""
    named = _LEVELS(passage)
    others = [name for name in named if name not in own and own not in name]
    return {name for name in others if not any(name in other for other in named - {name})}


def is_other_choice(line: str, own: str) -> bool:
    """Whether a line is nothing but a choice besides `own`, which is in small letters."""
    line = line.strip()
    return bool(line) and line.strip(" *-#").lower() != own and _CHOICE(line)
