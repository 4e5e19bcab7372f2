"""Which rule files count: ours, what came signed over them, and the company's own folder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class RuleFiles:
    """Folders in the form of `rules/`. What is not there has no files."""

    shipped: Path
    signed: Path | None = None
    company: Path | None = None

    def of(self, kind: str) -> Iterator[Path]:
        """The files of a kind, such as `markers`, in order.

        A signed file of the same name stands in place of ours. The company's add to both.
        """
        layered = {file.name: file for file in self._in(self.shipped, kind)}
        layered.update({file.name: file for file in self._in(self.signed, kind)})
        yield from (layered[name] for name in sorted(layered))
        yield from self._in(self.company, kind)

    def policy(self) -> Path:
        """The policy that counts: the company's, else the signed one, else ours."""
        own = (folder / "policy.toml" for folder in (self.company, self.signed) if folder)
        return next((file for file in own if file.is_file()), self.shipped / "policy.toml")

    @staticmethod
    def _in(folder: Path | None, kind: str) -> list[Path]:
        return sorted((folder / kind).glob("*.toml")) if folder else []
