"""plimsoll scan: judge a text as if it were about to be pasted into a public AI tool.

Needs no running agent. Exit status: 0 allow or note, 3 warn or justify, 4 block, 2 usage, 1 fault.
With `--jsonl` each line is answered or named on stderr; the exit status is 0, or 1 where a line
could not be read.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any, NoReturn

import click

from agent.events import PLAIN, Action, Content, Destination, Finding, ToolClass, Verdict
from agent.judge.judge import LIMIT, Judge
from agent.rule_file import RuleError
from agent.rulebook import RULES, load_rulebook
from agent.settings import load_settings
from agent.words import gettext as _
from agent.words import ngettext

FAULT = 1
_STATUS = {Action.ALLOW: 0, Action.NOTE: 0, Action.WARN: 3, Action.JUSTIFY: 3, Action.BLOCK: 4}
#: UTF-8 needs up to four bytes a character: more bytes than that are too many characters.
_MOST_BYTES = LIMIT * 4

_SAID = {
    Action.ALLOW: _("Nothing stands against it."),
    Action.NOTE: _("It would pass and be counted."),
    Action.WARN: _("There would be a warning."),
    Action.JUSTIFY: _("There would be a warning that asks for a reason."),
    Action.BLOCK: _("It would be stopped."),
}


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True), default="-")
@click.option("--explain", is_flag=True, help=_("Say why, in words."))
@click.option("--json", "as_json", is_flag=True, help=_("Print the verdict as JSON."))
@click.option("--jsonl", is_flag=True, help=_("Judge one {“id”, “text”} a line."))
@click.option("--to", "to", metavar="HOST_OR_TOOL", help=_("Where it would go."))
@click.pass_obj
def command(home: Path, file: str, explain: bool, as_json: bool, jsonl: bool, to: str) -> None:
    """Judge a text as if it were pasted into a public AI tool.

    Exit status: 0 allow or note, 3 warn or justify, 4 block, 2 usage, 1 fault.
    """
    if jsonl and (as_json or explain):
        raise click.UsageError(_("--jsonl stands alone: its lines are JSON already."))
    judge, destination = _judge(home), _destination(home, to)
    with _opened(file) as stream:
        if jsonl:
            sys.exit(_stream(judge, destination, stream))
        text = _read(stream)
    verdict = judge.verdict(Content({PLAIN: text}), destination)
    if as_json:
        click.echo(json.dumps(_as_data(verdict)))
    else:
        click.echo("\n".join(_in_words(verdict, destination, text, explain)))
    sys.exit(_STATUS[verdict.action])


def _judge(home: Path) -> Judge:
    company = load_settings(home).rules_folder
    try:
        return Judge(load_rulebook(RULES, Path(company) if company else None))
    except RuleError as error:
        _fail(str(error))


def _destination(home: Path, to: str | None) -> Destination:
    if not to:
        return Destination(_("a public AI tool"), ToolClass.PUBLIC)
    # The catalogue has some hundred tools: it is read only where a tool is named.
    from agent.commands.decided import DecidedTools

    tools = DecidedTools(home)
    tool = tools.catalogue.get(to) or tools.catalogue.by_host(to)
    if tool is None:
        raise click.UsageError(_("“{to}” is no AI tool that we know.").format(to=to))
    return tools.destination(tool.id)


def _opened(file: str) -> IO[bytes]:
    try:
        return click.open_file(file, "rb")
    except OSError as fault:
        _fail_to_read(file, fault)


def _read(stream: IO[bytes]) -> str:
    """The text, undecodable bytes shown as such. What is no text or too large is not judged."""
    try:
        data = stream.read(_MOST_BYTES + 1)
    except OSError as fault:
        _fail_to_read(stream.name, fault)
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    if encoding != "utf-16" and b"\0" in data[:8192]:
        _fail(_("Not checked: this is no text."))
    text = data.decode(encoding, "replace")
    if len(data) > _MOST_BYTES or len(text) > LIMIT:
        _fail(_("Not checked: it is over 16 million characters long."))
    return text


def _stream(judge: Judge, destination: Destination, stream: IO[bytes]) -> int:
    """Answer line by line. A line that cannot be read is named on stderr and passed over."""
    status = 0
    for number, (entry, complaint) in enumerate(_entries(stream), start=1):
        if complaint:
            click.echo(
                _("line {number}: {reason}").format(number=number, reason=complaint), err=True
            )
            status = FAULT
        elif entry is not None:
            verdict = judge.verdict(Content({PLAIN: entry["text"]}), destination)
            answer = {"id": entry.get("id"), **_as_data(verdict, brief=True)}
            sys.stdout.write(json.dumps(answer) + "\n")
            sys.stdout.flush()
    return status


def _entries(stream: IO[bytes]) -> Iterator[tuple[dict[str, Any] | None, str]]:
    """Each line as an entry or as what is wrong with it; a blank line as neither."""
    for line, cut in _lines(stream):
        yield (None, _("it is too long and was not checked.")) if cut else _entry(line)


def _lines(stream: IO[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Lines, and whether one had to be cut. JSON may write a character in twelve bytes."""
    most = LIMIT * 12
    while line := _line(stream, most):
        cut = len(line) == most and not line.endswith(b"\n")
        while cut and (rest := _line(stream, most)) and not rest.endswith(b"\n"):
            continue
        yield line, cut


def _line(stream: IO[bytes], most: int) -> bytes:
    try:
        return stream.readline(most)
    except OSError as fault:
        _fail_to_read(stream.name, fault)


def _entry(line: bytes) -> tuple[dict[str, Any] | None, str]:
    if not line.strip():
        return None, ""
    try:
        entry = json.loads(line, parse_constant=_no_number)
    except (ValueError, RecursionError):
        return None, _("it is no JSON.")
    if not isinstance(entry, dict) or not isinstance(entry.get("text"), str):
        return None, _("it needs a “text”.")
    if len(entry["text"]) > LIMIT:
        return None, _("it is too long and was not checked.")
    return entry, ""


def _no_number(word: str) -> NoReturn:
    """`NaN` and `Infinity` are Python's own words, not JSON (RFC 8259, section 6)."""
    raise ValueError(word)


def _as_data(verdict: Verdict, brief: bool = False) -> dict[str, Any]:
    data: dict[str, Any] = {
        "action": verdict.action.name.lower(),
        "level": verdict.level.name.lower(),
    }
    if not brief:
        data["clause"] = verdict.clause
    data["findings"] = [_finding_data(finding, brief) for finding in verdict.findings]
    return data


def _finding_data(finding: Finding, brief: bool) -> dict[str, Any]:
    data: dict[str, Any] = {
        "rule": finding.rule,
        "scheme": finding.scheme,
        "level": finding.level.name.lower(),
        "start": finding.start,
        "end": finding.end,
        "confidence": finding.confidence,
    }
    return data if brief else {**data, "why": finding.why, "evidence": list(finding.evidence)}


def _in_words(
    verdict: Verdict, destination: Destination, text: str, explain: bool
) -> Iterable[str]:
    count = len(verdict.findings)
    marks = ngettext("{count} thing found.", "{count} things found.", count).format(count=count)
    yield _SAID[verdict.action] + " " + (marks if count else _("Nothing found."))
    level = verdict.level.name.lower()
    yield _("Level: {level}. To: {to} ({kind}).").format(
        level=level, to=destination.name, kind=destination.tool_class
    )
    if verdict.clause:
        yield _("Policy clause {clause}.").format(clause=verdict.clause)
    for finding in verdict.findings if explain else ():
        yield from _explained(finding, text)


def _explained(finding: Finding, text: str) -> Iterable[str]:
    line = text.count("\n", 0, finding.start) + 1
    yield ""
    yield _("Line {line}, {rule}, {sure} % sure: {why}").format(
        line=line, rule=finding.rule, sure=round(finding.confidence * 100), why=finding.why
    )
    yield from ("  " + observed for observed in finding.evidence)


def _fail_to_read(file: str, fault: OSError) -> NoReturn:
    _fail(_("{file} cannot be read: {reason}").format(file=file, reason=fault.strerror))


def _fail(sentence: str) -> NoReturn:
    click.echo(sentence, err=True)
    sys.exit(FAULT)
