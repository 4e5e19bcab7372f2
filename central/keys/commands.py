"""plimsoll-central keys: the ceremony, one command for each thing that a person does in it."""

from __future__ import annotations

import functools
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import ParamSpec

import click

from central.keys.draft import begin as begin_draft
from central.keys.draft import draft_rotation, draft_rules, next_number
from central.keys.holders import COUNCIL, ONLINE, OPERATOR, PARTS, RECOVERY, Holders, names
from central.keys.key_file import KeyFileError, make_key, read_public, read_signer
from central.keys.publish import freshen, publish
from central.keys.release import paced
from central.keys.repository import DECISIONS, KeysError, Repository
from central.keys.signing import needs
from central.keys.signing import sign as sign_draft
from central.keys.state import examine, explain
from central.registry import RULES
from central.words import gettext as _

P = ParamSpec("P")
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)

_repository = click.option(
    "--repository",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help=_("The repository's folder; what devices fetch is public/ in it."),
)


def _in_words(command: Callable[P, None]) -> Callable[P, None]:
    """Turns what a person can cause into one line and exit status 1."""

    @functools.wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except (KeyFileError, KeysError) as error:
            raise click.ClickException(str(error)) from error

    return run


def _now() -> datetime:
    return datetime.now(UTC)


def _ask(file: Path) -> Callable[[], str]:
    words = _("Passphrase of {file}").format(file=file.name)
    return lambda: str(click.prompt(words, hide_input=True, default="", show_default=False))


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def keys() -> None:
    """Make keys, sign rules, publish them, and replace a key that is lost or stolen."""


@keys.command()
@click.argument("part", type=click.Choice(PARTS))
@click.option("--folder", required=True, type=click.Path(file_okay=False, path_type=Path))
@click.option("--open", "is_open", is_flag=True, help=_("No passphrase: a machine signs alone."))
@_in_words
def create(part: str, folder: Path, is_open: bool) -> None:
    """Make PART.key, which stays with its holder, and PART.pub, which travels."""
    words = _("Passphrase for {part}").format(part=part)
    passphrase = "" if is_open else click.prompt(words, hide_input=True, confirmation_prompt=True)
    public = make_key(part, folder, passphrase)
    click.echo(
        _("Keep {key} to yourself; hand on {public}.").format(
            key=public.with_suffix(".key"), public=public
        )
    )


@keys.command()
@_repository
@click.option("--operator", required=True, type=FILE, help=_("operator.pub"))
@click.option("--council", type=FILE, help=_("council.pub. Left out: one signer is enough."))
@click.option("--recovery", required=True, type=FILE, help=_("recovery.pub"))
@click.option("--decisions", required=True, type=FILE, help=_("decisions.pub"))
@click.option("--online", required=True, type=FILE, help=_("online.pub"))
@_in_words
def begin(
    repository: Path,
    operator: Path,
    council: Path | None,
    recovery: Path,
    decisions: Path,
    online: Path,
) -> None:
    """Draft the first root: who signs from now on. Then `sign` and `publish`."""
    files = {OPERATOR: operator, RECOVERY: recovery, DECISIONS: decisions, ONLINE: online}
    if council is not None:
        files[COUNCIL] = council
    holders = Holders.of({part: read_public(file) for part, file in files.items()})
    place = Repository(repository)
    begin_draft(place, holders, registry_file(), _now())
    _tell_needs(place)


@keys.command()
@_repository
@click.option("--rules", type=FOLDER, help=_("A folder in the form of rules/: the next release."))
@click.option("--at-once", is_flag=True, help=_("For all devices at once, without rings."))
@click.option("--first-day", type=click.DateTime(["%Y-%m-%d"]), help=_("Default: today."))
@click.option("--everyone", type=FOLDER, help=_("Files that are the same for every device."))
@_in_words
def draft(
    repository: Path,
    rules: Path | None,
    at_once: bool,
    first_day: datetime | None,
    everyone: Path | None,
) -> None:
    """Draft what comes next: a release of rules, other files for all, or a later end of all."""
    place = Repository(repository)
    day: date = (first_day or _now()).date()
    release = paced(next_number(place), day, at_once) if rules else None
    files = {f.name: f.read_bytes() for f in sorted(everyone.iterdir())} if everyone else {}
    draft_rules(place, rules, release, {**registry_file(), **files}, _now())
    _tell_needs(place)


@keys.command()
@_repository
@click.argument("part", type=click.Choice(PARTS))
@click.argument("public", type=FILE)
@_in_words
def rotate(repository: Path, part: str, public: Path) -> None:
    """Draft a root with another key for PART: lost, stolen, or its holder left."""
    place = Repository(repository)
    draft_rotation(place, part, read_public(public), _now())
    _tell_needs(place)


@keys.command()
@_repository
@click.option("--yes", is_flag=True, help=_("Sign without asking."))
@click.argument("key", type=FILE)
@_in_words
def sign(repository: Path, yes: bool, key: Path) -> None:
    """Read what a draft changes, and sign it with KEY."""
    place = Repository(repository)
    for line in explain(place):
        click.echo(line)
    if not yes:
        click.confirm(_("Sign this?"), abort=True)
    sign_draft(place, read_signer(key, _ask(key)))
    _tell_needs(place)


@keys.command(name="publish")
@_repository
@click.option("--online", required=True, type=FILE, help=_("online.key"))
@click.option("--decisions", required=True, type=FILE, help=_("decisions.key"))
@_in_words
def publish_draft(repository: Path, online: Path, decisions: Path) -> None:
    """Put a draft that has its signatures in force."""
    place = Repository(repository)
    publish(
        place, read_signer(online, _ask(online)), read_signer(decisions, _ask(decisions)), _now()
    )
    click.echo(_("Published. Devices fetch it within hours."))


@keys.command()
@_repository
@click.option("--online", required=True, type=FILE, help=_("online.key"))
@click.option("--decisions", required=True, type=FILE, help=_("decisions.key"))
@_in_words
def refresh(repository: Path, online: Path, decisions: Path) -> None:
    """Sign again what ends soon. `serve` does this by itself; elsewhere run it once a day."""
    place = Repository(repository)
    done = freshen(
        place, read_signer(online, _ask(online)), read_signer(decisions, _ask(decisions)), _now()
    )
    click.echo(_("Signed again.") if done else _("All of it is fresh."))


@keys.command()
@_repository
@_in_words
def status(repository: Path) -> None:
    """Who signs, and until when it is good. Exit status 1 where something ends soon."""
    lines, well = examine(Repository(repository), _now())
    for line in lines:
        click.echo(line)
    if not well:
        raise click.exceptions.Exit(1)


def registry_file() -> dict[str, bytes]:
    """The list of what may be counted travels with the rules, signed like them."""
    return {"metrics.toml": (RULES / "metrics.toml").read_bytes()}


def _tell_needs(repository: Repository) -> None:
    for need in needs(repository):
        line = _("{role}: signed by {signed}; may still sign: {missing}; {state}").format(
            role=need.role,
            signed=names(need.signed) or "–",
            missing=names(need.missing) or "–",
            state=_("enough.") if need.enough else _("not enough yet."),
        )
        click.echo(line)
