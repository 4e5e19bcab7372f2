"""What really runs when the program is only a launcher: `node …/claude`, `python -m aider`, `npx`.

A bare script name counts as it stands: a person's own `claude.py` is not Claude.
"""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

_INTERPRETERS = ("node", "nodejs", "bun", "deno", "python", "pypy", "ruby", "sh", "bash", "dash")
#: Programs that fetch a package and run it, and the words before the package's name.
_RUNNERS = {
    "npx": (),
    "bunx": (),
    "uvx": (),
    "pipx": ("run",),
    "pnpm": ("dlx", "exec"),
    "yarn": ("dlx", "exec"),
    "npm": ("exec", "x"),
    "uv": ("tool", "run"),
}
#: Options whose value is the package.
_PACKAGE_OPTIONS = ("--from", "--package", "-p", "--spec", "--with")
#: Where installed packages lie; the next part of the path is the package's name.
_PACKAGE_FOLDERS = ("node_modules", "site-packages", "dist-packages")


@dataclass(frozen=True, slots=True)
class Launched:
    """What a launcher runs: names of programs and names of packages, best first."""

    programs: tuple[str, ...] = ()
    packages: tuple[str, ...] = ()


def launched(cmdline: Sequence[str]) -> Launched:
    """Look through launchers. Nothing where the program is none or nothing can be told."""
    words = _words(cmdline)
    if not words:
        return Launched()
    program = program_name(words[0]).removesuffix(".exe")
    if program in _RUNNERS:
        return _by_runner(words[1:], _RUNNERS[program])
    if program.rstrip("0123456789.") in _INTERPRETERS:
        return _by_interpreter(words[1:])
    return Launched()


def program_name(path: str) -> str:
    """The last part of a path of any system, in small letters."""
    return path.replace("\\", "/").rstrip("/").rpartition("/")[2].casefold()


def _words(cmdline: Sequence[str]) -> list[str]:
    # A Node program may replace its own command line by one text: "npm exec @openai/codex".
    if len(cmdline) == 1 and " " in cmdline[0]:
        try:
            return shlex.split(cmdline[0], posix="\\" not in cmdline[0])
        except ValueError:
            return cmdline[0].split()
    return list(cmdline)


def _by_runner(words: list[str], before: Sequence[str]) -> Launched:
    packages: list[str] = []
    for at, word in enumerate(words):
        option, _equals, value = word.partition("=")
        if option in _PACKAGE_OPTIONS:
            packages.append(value or "".join(words[at + 1 : at + 2]))
        elif not word.startswith("-") and word not in before and word not in packages:
            packages.append(word)
            break
    names = tuple(_without_version(package) for package in packages)
    return Launched(programs=names, packages=names)


def _by_interpreter(words: list[str]) -> Launched:
    for at, word in enumerate(words):
        if word == "-m" and at + 1 < len(words):
            module = words[at + 1]
            return Launched(packages=(module.partition(".")[0], module))
        if word in ("-c", "-e", "--eval", "-p", "--print"):
            return Launched()
        if not word.startswith("-") and word != "run":
            return _by_script(word, words[at + 1 :])
    return Launched()


def _by_script(script: str, rest: list[str]) -> Launched:
    name = program_name(script)
    if name in _RUNNERS:
        return _by_runner(rest, _RUNNERS[name])
    return Launched(programs=(name,), packages=_package_of(script))


def _package_of(script: str) -> tuple[str, ...]:
    parts = PurePosixPath(script.replace("\\", "/")).parts
    for at in range(len(parts) - 1, 0, -1):
        if parts[at - 1] in _PACKAGE_FOLDERS and parts[at] != ".bin":
            scoped = parts[at].startswith("@")
            return ("/".join(parts[at : at + 2]) if scoped else parts[at],)
    return ()


def _without_version(package: str) -> str:
    name = package[:1] + package[1:].partition("@")[0]
    for sign in ("[", "=", "<", ">", "~"):
        name = name.partition(sign)[0]
    return name
