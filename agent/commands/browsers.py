"""plimsoll browsers: put the extension into this machine's browsers, take it out, say what is."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import Any

import click

from agent import native
from agent.browsers.browser import Browser, known_browsers
from agent.browsers.draft import Draft
from agent.browsers.extension import SOURCE, Extension, ExtensionError, read_extension
from agent.browsers.installation import Found, Installation, Wish
from agent.programs import is_frozen
from agent.setting import declared_settings
from agent.settings import LOCKED, load_settings
from agent.words import gettext as _

#: Where an installation, or `packaging/browsers/packages.py`, leaves the packages.
PACKAGES = (Path("/usr/share/plimsoll/browsers"), SOURCE.parent.parent / "build" / "browsers")

_packages = click.option(
    "--packages",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help=_("The folder with the extension's packages."),
)
_machine = click.option("--machine", is_flag=True, help=_("For every account of this machine."))
_dry_run = click.option("--dry-run", is_flag=True, help=_("Say what would change."))
_as_json = click.option("--json", "as_json", is_flag=True, help=_("One JSON object for programs."))
#: Another folder than /: for tests, and for images of systems.
_root = click.option("--root", type=click.Path(path_type=Path), default=Path("/"), hidden=True)


@click.group(name="browsers", help=_("Put the extension into browsers, take it out, say what is."))
def command() -> None:
    """Each command below says in `--json` what it says in words."""


@command.command(
    help=_("Register the companion with browsers; with --machine install the extension.")
)
@_packages
@_machine
@click.option(
    "--unsigned",
    is_flag=True,
    help=_("Let Firefox ESR take add-ons that Mozilla did not sign, ours and all others."),
)
@_dry_run
@_as_json
@_root
@click.pass_obj
def install(
    home: Path,
    packages: Path | None,
    machine: bool,
    unsigned: bool,
    dry_run: bool,
    as_json: bool,
    root: Path,
) -> None:
    """Exit status: 0 all is there, 1 something could not be done."""
    extension = _extension(packages)
    installation, browsers = _here(root)
    chosen = browsers if machine else tuple(filter(installation.has, browsers))
    wish = Wish(extension, _program(), machine, _told_settings(home), unsigned)
    draft = installation.to_install(chosen, wish)
    changed = _settled(draft, dry_run, as_json)
    if as_json:
        return
    if not chosen:
        click.echo(_("No browser was found for this account."))
    elif not changed and not draft.problems:
        click.echo(_("All is there already."))
    click.echo(_next_step(machine, extension))


@command.command(help=_("Take away what install has put there, and nothing else."))
@_packages
@_machine
@_dry_run
@_as_json
@_root
def remove(packages: Path | None, machine: bool, dry_run: bool, as_json: bool, root: Path) -> None:
    """Exit status: 0 nothing of ours is left, 1 something could not be done."""
    installation, browsers = _here(root)
    wish = Wish(_extension(packages), Path(), machine, {})
    draft = installation.to_remove(browsers, wish)
    if not _settled(draft, dry_run, as_json) and not as_json and not draft.problems:
        click.echo(_("Nothing of ours is there."))


@command.command(help=_("Say for each browser whether it can reach the companion."))
@_packages
@_as_json
@_root
def status(packages: Path | None, as_json: bool, root: Path) -> None:
    """Exit status: 0 every browser that is here can, 3 one cannot."""
    extension = _extension(packages)
    installation, browsers = _here(root)
    found = [installation.found(browser, extension) for browser in browsers]
    if as_json:
        click.echo(json.dumps([_document(each) for each in found], indent=2))
    else:
        for each in found:
            click.echo(f"{each.browser.name:<16} {_words(each)}")
    ready = all(each.host in ("account", "machine") for each in found if each.here)
    sys.exit(0 if ready else 3)


def _here(root: Path) -> tuple[Installation, tuple[Browser, ...]]:
    store = native.browsers
    return Installation(store, Path.home(), root), known_browsers(store.SYSTEM)


def _extension(packages: Path | None) -> Extension:
    folder = packages or next((path for path in PACKAGES if path.is_dir()), None)
    try:
        return read_extension(folder)
    except ExtensionError as fault:
        raise click.ClickException(str(fault)) from None


def _program() -> Path:
    """plimsoll-host: beside this command, else the one on the PATH."""
    name = "plimsoll-host"
    beside = Path(sys.executable if is_frozen() else sys.argv[0]).resolve().parent
    found = shutil.which(name, path=str(beside)) or shutil.which(name)
    if found is None:
        raise click.ClickException(_("plimsoll-host is not beside plimsoll and not on the PATH."))
    return Path(found)


def _told_settings(home: Path) -> dict[str, Any]:
    """What the company set and the extension is told."""
    settings = load_settings(home)
    return {
        key: getattr(settings, key)
        for key, declared in declared_settings().items()
        if declared.extension and settings.sources[key] in LOCKED
    }


def _settled(draft: Draft, dry_run: bool, as_json: bool) -> bool:
    """Carry a draft out, unless it is dry, and say so. Whether there was something to change."""
    changes = draft.changes()
    if not dry_run:
        draft.carry_out()
    if as_json:
        report = {
            "changes": [{"place": c.place, "content": c.after} for c in changes],
            "problems": draft.problems,
        }
        click.echo(json.dumps(report, indent=2))
    else:
        for change in changes:
            click.echo(f"{'+' if change.after is not None else '-'} {change.place}")
        for problem in draft.problems:
            click.echo(f"! {problem}", err=True)
    if draft.problems:
        sys.exit(1)
    return bool(changes)


def _next_step(machine: bool, extension: Extension) -> str:
    if machine and extension.updates_address:
        return _("Browsers install the extension at their next start.")
    return _(
        "Now add the extension. Chromium's family: chrome://extensions, Developer mode, Load "
        "unpacked. Firefox: about:debugging, This Firefox, Load Temporary Add-on.\n{folder}"
    ).format(folder=SOURCE)


def _document(found: Found) -> dict[str, Any]:
    return {
        "browser": found.browser.id,
        "name": found.browser.name,
        "here": found.here,
        "host": found.host or None,
        "extension": found.extension or None,
    }


def _words(found: Found) -> str:
    if not found.here and not found.host and not found.extension:
        return _("not here")
    host = {
        "account": _("knows the companion (this account)"),
        "machine": _("knows the companion (every account)"),
        "broken": _("the companion is not where this browser looks: install again"),
        "": _("does not know the companion"),
    }[found.host]
    extension = {
        "installed": _("the policy installs the extension"),
        "overruled": _("two policy files list extensions and only one counts: install again"),
        "": _("no policy installs the extension"),
    }[found.extension]
    return f"{host}; {extension}"
