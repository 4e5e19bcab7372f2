"""Collects the words a person reads and makes each language's catalogue of them.

python packaging/words.py          brings ui/locale up to date
python packaging/words.py --check  changes nothing; fails where a catalogue is not up to date

A new string is added to `plimsoll.po` without a translation: write it there and run this again.
"""

from __future__ import annotations

import argparse
import io
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import product
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
LANGUAGES = ("de",)
#: Babel dates what it makes. One date for ever: the same words make the same file.
NO_DATE = datetime(1970, 1, 1, tzinfo=UTC)
METHODS = [("**.py", "python"), ("**/templates/**.html", "jinja2")]
POLICY = ROOT / "rules" / "policy.toml"
REGISTRY = ROOT / "rules" / "metrics.toml"


@dataclass(frozen=True)
class Domain:
    """One catalogue: its name, where it lies, and the folders whose words it holds."""

    name: str
    folder: Path
    sources: tuple[str, ...]

    def file(self, language: str, kind: str) -> Path:
        """`kind` is po (for people) or mo (for the program)."""
        return self.folder / language / "LC_MESSAGES" / f"{self.name}.{kind}"


DOMAINS = (Domain("plimsoll", ROOT / "ui" / "locale", ("agent", "ui")),)


def collected(domain: Domain) -> Catalog:
    """Every string of the domain's sources, without translations."""
    catalogue = Catalog()
    for folder in domain.sources:
        for file, _line, message, _comments, context in extract_from_dir(
            ROOT / folder, METHODS, keywords={"_": None, "gettext": None, "ngettext": (1, 2)}
        ):
            catalogue.add(message, context=context, locations=[(f"{folder}/{file}", 0)])
    if "agent" in domain.sources:
        for message in _policy_words():
            catalogue.add(message, locations=[("rules/policy.toml", 0)])
        for message in _registry_words():
            catalogue.add(message, locations=[("rules/metrics.toml", 0)])
    return catalogue


def translated(domain: Domain, language: str) -> Catalog:
    """The language's catalogue with today's strings: known translations kept, old strings gone."""
    file = domain.file(language, "po")
    known = read_po(io.BytesIO(file.read_bytes()), locale=language) if file.exists() else Catalog()
    catalogue = Catalog(locale=language, fuzzy=False, charset="utf-8", creation_date=NO_DATE)
    for message in collected(domain):
        if message.id:
            was = known.get(message.id, message.context)
            catalogue.add(
                message.id, was.string if was else "", message.locations, context=message.context
            )
    return catalogue


def as_po(catalogue: Catalog) -> bytes:
    """The file that people edit: sorted, without dates and line numbers, so that it merges."""
    out = io.BytesIO()
    write_po(out, catalogue, width=100, sort_output=True, omit_header=True, include_lineno=False)
    return b'msgid ""\nmsgstr ""\n' + _header(catalogue) + b"\n" + out.getvalue()


def as_mo(catalogue: Catalog) -> bytes:
    """The file that the program reads."""
    out = io.BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def missing(catalogue: Catalog) -> list[str]:
    """What has no translation yet, by its English words."""
    return [
        str(message.id[0] if message.pluralizable else message.id)
        for message in catalogue
        if message.id and not (all(message.string) if message.pluralizable else message.string)
    ]


def _header(catalogue: Catalog) -> bytes:
    lines = (
        f"Language: {catalogue.locale_identifier}",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: 8bit",
        f"Plural-Forms: {catalogue.plural_forms}",
    )
    return "".join(f'"{line}\\n"\n' for line in lines).encode()


def _policy_words() -> Iterator[str]:
    policy = tomllib.loads(POLICY.read_text("utf-8"))
    yield policy["title"]
    yield policy["text"]
    yield policy["whom_to_ask"]
    yield from policy["clauses"].values()
    yield from (reason["label"] for reason in policy["reason"])


def _registry_words() -> Iterator[str]:
    for metric in tomllib.loads(REGISTRY.read_text("utf-8"))["metric"]:
        yield metric["title"]
        yield metric["purpose"]
        yield from metric.get("values", ())


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing, fail where stale")
    check = parser.parse_args().check
    stale = 0
    for domain, language in product(DOMAINS, LANGUAGES):
        catalogue = translated(domain, language)
        for kind, made in (("po", as_po(catalogue)), ("mo", as_mo(catalogue))):
            stale += _is_stale(domain.file(language, kind), made, write=not check)
        for words in missing(catalogue):
            sys.stdout.write(f"{domain.name}, {language}: no translation of {words!r}\n")
    return int(check and stale > 0)


def _is_stale(file: Path, made: bytes, write: bool) -> bool:
    if file.exists() and file.read_bytes() == made:
        return False
    sys.stdout.write(f"{file.relative_to(ROOT)}: {'written' if write else 'is not up to date'}\n")
    if write:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(made)
    return True


if __name__ == "__main__":
    sys.exit(main())
