"""Collects what shall change in a machine's documents, without changing anything yet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from agent.browsers.policies import Document, PolicyError
from agent.words import gettext as _


class Store(Protocol):
    """How a system keeps documents: `agent/native/*/browsers.py`."""

    def read(self, place: str) -> Document | None: ...
    def write(self, place: str, document: Document | None) -> None: ...
    def documents_in(self, folder: str) -> list[str]: ...
    def own_document(self, folder: str) -> str: ...
    def host_documents(
        self, folder: str, name: str, manifest: dict[str, Any]
    ) -> dict[str, dict[str, Any]]: ...
    def exists(self, place: str) -> bool: ...


@dataclass(frozen=True, slots=True)
class Change:
    """One document that becomes another one. None: there is none."""

    place: str
    before: Document | None
    after: Document | None


class Draft:
    """Reads each document once; a document that cannot be read is left alone and told of."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._before: dict[str, Document | None] = {}
        self._after: dict[str, Document | None] = {}
        #: Sentences for a person.
        self.problems: list[str] = []

    def read(self, place: str) -> Document:
        """What stands there; empty where nothing does, or where it cannot be read."""
        if place not in self._before:
            try:
                self._before[place] = self._store.read(place)
            except (OSError, ValueError) as fault:
                self._before[place] = {}
                self.problems.append(
                    _("{place} cannot be read and stays as it is: {why}").format(
                        place=place, why=type(fault).__name__
                    )
                )
        return self._before[place] or {}

    def put(self, place: str, document: Document | None) -> None:
        """The whole document is ours."""
        self.read(place)
        self._after[place] = document

    def edit(self, place: str, change: Callable[[Document], Document]) -> None:
        """Change a part of a document that others write to too. An empty one is removed."""
        known = len(self.problems)
        now = self.read(place)
        if len(self.problems) > known:
            return
        try:
            self._after[place] = change(self._after.get(place, now) or {}) or None
        except PolicyError:
            self.problems.append(
                _("{place} has a form of its own and stays as it is.").format(place=place)
            )

    def changes(self) -> tuple[Change, ...]:
        return tuple(
            Change(place, self._before[place], after)
            for place, after in self._after.items()
            if after != self._before[place]
        )

    def carry_out(self) -> None:
        """Write every change; what could not be written becomes a problem."""
        for change in self.changes():
            try:
                self._store.write(change.place, change.after)
            except PermissionError:
                words = _("{place} can only be changed by an administrator.")
                self.problems.append(words.format(place=change.place))
            except OSError as fault:
                self.problems.append(f"{change.place}: {fault.strerror}")
