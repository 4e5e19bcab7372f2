"""The one judge: every channel asks this pure function, and whoever asks gets the same verdict."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from functools import partial
from itertools import islice
from typing import Protocol

from agent.events import HTML, PLAIN, Content, Destination, Finding, Level, Unread, Verdict
from agent.judge.encoded import decoded
from agent.judge.markers import NOTHING, Hit, Markers, Met
from agent.judge.normalise import Folded, fold, folded_already
from agent.judge.patchwork import Patchwork
from agent.judge.patience import Patience
from agent.judge.policy import Policy
from agent.judge.rich import RichText
from agent.judge.rule import Rule
from agent.judge.score import COUNTS_FROM, Score, score
from agent.judge.sensitive.detector import Sensitive
from agent.judge.sensitive.rule import SensitiveRule
from agent.judge.web import Page

#: Characters of all flavours together that are judged. More is *not checked*, and whoever holds the
#: content says so: the judge is not asked.
LIMIT = 16 * 1024 * 1024
RTF = "text/rtf"
#: Findings that one verdict lists, gravest first where there are more.
MOST_FINDINGS = 500

#: Another way to read a text. It is told the flavour, how much may still be looked at, and which
#: rules have a finding already.
Reading = Callable[[str, Patience, Set[str]], list[Finding]]


class Rules(Protocol):
    """What the judge needs of a rulebook."""

    @property
    def rules(self) -> Sequence[Rule]: ...
    @property
    def policy(self) -> Policy: ...
    @property
    def sensitive(self) -> Sequence[SensitiveRule]: ...


class Judge:
    """Pure: no clock, disk, thread or network. Safe to ask from many threads at once."""

    def __init__(self, rulebook: Rules) -> None:
        self._policy = rulebook.policy
        self._sensitive = Sensitive(rulebook.sensitive)
        self._markers = Markers(rulebook.rules, self._sensitive.triggers)

    def warm(self) -> None:
        """Build now what is otherwise built at the first text that has something like a mark."""
        self._markers.warm()

    def verdict(self, content: Content, destination: Destination) -> Verdict:
        """What the policy asks for, for this content on its way to this destination."""
        return self.weighed(self.findings(content), destination, content.unread)

    def weighed(
        self,
        findings: tuple[Finding, ...],
        destination: Destination,
        unread: tuple[Unread, ...] = (),
    ) -> Verdict:
        """What the policy asks for where this was found, and these files could not be read."""
        level = max((finding.level for finding in findings), default=Level.PUBLIC)
        row = self._policy.row_for(level, unread, destination.class_for(level))
        return Verdict(row.action, level, findings, row.clause)

    def findings(self, content: Content) -> tuple[Finding, ...]:
        """The marks of each text flavour, in the order in which they stand."""
        found: list[Finding] = []
        for flavour, text in sorted(content.flavours.items(), key=_plain_first):
            if flavour == HTML:
                found += self._of_source(Page(text), HTML, found)
            elif flavour == RTF:
                found += self._of_source(RichText(text), RTF, found)
            elif flavour.startswith("text/"):
                found += self._of_text(text, flavour)
        return _gravest(found)

    def _of_text(self, text: str, flavour: str, looks: int = 0) -> list[Finding]:
        """Marks of a text as it stands, then those that show once it is mended or decoded.

        `looks`: what it took to read the text from its source.
        """
        folded = fold(text)
        met = self._markers.met(folded)
        if folded.usual and met is NOTHING:
            return []
        patience = Patience(text)
        patience.spend(looks + folded.looks)
        found = self._as_it_stands(folded, met, flavour, patience)
        readings = self._readings(text, folded, met)
        while not _enough(found, patience) and (reading := next(readings, None)):
            found += reading(flavour, patience, _rules(found))
        return found

    def _readings(self, text: str, folded: Folded, met: Met) -> Iterator[Reading]:
        """The other ways in which a text may be read, each made when its turn comes."""
        if met.damaged or folded.has_digits_among_capitals():
            mended = self._markers.mended(folded, met.damaged)
            if mended is not None:
                yield partial(self._through, mended, folded)
        if folded.usual:
            return
        if (closed := folded.closed_up()) is not None:
            yield partial(self._through, closed, folded)
        if (inner := decoded(text)) is not None:
            yield partial(self._inside, inner)

    def _marks(
        self, folded: Folded, flavour: str, patience: Patience, known: Set[str]
    ) -> list[Finding]:
        """What the rules find that have no finding yet; no more than a verdict lists."""
        hits = self._markers.hits(folded, self._markers.met(folded).rules, patience, known)
        return _listed(hits, folded, flavour, patience)

    def _through(
        self,
        reading: Patchwork,
        folded: Folded,
        flavour: str,
        patience: Patience,
        known: Set[str],
    ) -> list[Finding]:
        """Marks that show in another reading of the folded text, where they stand in the text."""
        patience.spend(reading.looks)
        found = self._marks(folded_already(reading.text), flavour, patience, known)
        marks = map(reading.restored, found)
        return [_in_the_original(finding, folded) for finding in marks]

    def _inside(
        self, inner: Patchwork, flavour: str, patience: Patience, known: Set[str]
    ) -> list[Finding]:
        """What encoded blocks say."""
        folded = fold(inner.text)
        patience.spend(inner.looks + folded.looks)
        found = self._as_it_stands(folded, self._markers.met(folded), flavour, patience, known)
        return [inner.restored(finding) for finding in found]

    def _as_it_stands(
        self,
        folded: Folded,
        met: Met,
        flavour: str,
        patience: Patience,
        known: Set[str] = frozenset(),
    ) -> list[Finding]:
        hits = self._markers.hits(folded, met.rules, patience, known)
        found = _listed(hits, folded, flavour, patience)
        if met.others:
            found += self._sensitive.findings(folded, met.others, flavour, patience, known)
        return _without_nested(found) if len(found) > 1 else found

    def _of_source(self, source: Patchwork, flavour: str, seen: list[Finding]) -> list[Finding]:
        """Marks of a formatted text that its plain text did not show already, hidden ones too."""
        found, known = self._of_text(source.text, flavour, source.looks), _rules(seen)
        return [source.restored(finding) for finding in found if finding.rule not in known]


def _plain_first(flavour: tuple[str, str]) -> tuple[bool, str]:
    return flavour[0] != PLAIN, flavour[0]


def _enough(findings: list[Finding], patience: Patience) -> bool:
    """As many as a verdict lists or as is looked at, and none can be graver."""
    full = patience.spent or len(findings) >= MOST_FINDINGS
    return full and any(f.level == max(Level) for f in findings)


def _in_the_original(finding: Finding, folded: Folded) -> Finding:
    return finding.moved(*folded.span(finding.start, finding.end))


def _rules(findings: Iterable[Finding]) -> frozenset[str]:
    return frozenset(finding.rule for finding in findings)


def _listed(hits: Iterable[Hit], folded: Folded, flavour: str, patience: Patience) -> list[Finding]:
    """The first hits that count, at most as many as a verdict lists."""
    counting = _counting(hits, folded, patience)
    findings = (_finding(hit, heard, folded, flavour) for hit, heard in counting)
    found: list[Finding] = []
    while more := list(islice(findings, MOST_FINDINGS - len(found))):
        found = _without_nested([*found, *more])
    return found


def _counting(
    hits: Iterable[Hit], folded: Folded, patience: Patience
) -> Iterator[tuple[Hit, Score]]:
    """The hits that count, each weighed when it is asked for."""
    for hit in hits:
        heard = score(folded.text, hit)
        patience.spend(heard.looks)
        if heard.confidence >= COUNTS_FROM:
            patience.spend(folded.looks_back)
            yield hit, heard


def _finding(hit: Hit, heard: Score, folded: Folded, flavour: str) -> Finding:
    start, end = folded.span(hit.start, hit.end)
    rule = hit.rule
    return Finding(
        rule=rule.id,
        scheme=rule.scheme,
        level=rule.level,
        start=start,
        end=end,
        confidence=heard.confidence,
        why=rule.why,
        flavour=flavour,
        evidence=heard.evidence,
    )


def _without_nested(findings: Iterable[Finding]) -> list[Finding]:
    """A longer mark speaks for the shorter ones inside it, unless one of them is graver."""
    kept: list[Finding] = []
    for finding in sorted(findings, key=lambda f: (f.start, -f.end, -f.level)):
        outer = kept[-1] if kept else None
        if outer and finding.end <= outer.end and finding.level <= outer.level:
            continue
        kept.append(finding)
    return kept


def _gravest(findings: list[Finding]) -> tuple[Finding, ...]:
    if len(findings) <= MOST_FINDINGS:
        return tuple(findings)
    chosen = sorted(findings, key=lambda f: -f.level)[:MOST_FINDINGS]
    return tuple(sorted(chosen, key=lambda f: (f.flavour != PLAIN, f.start)))
