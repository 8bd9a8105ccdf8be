"""The files of a crate (`crate_files.toml`)."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class CrateFile:
    """A file of a crate."""

    name: str
    n_bytes: int
    digest: str
    """SHA-256 in hexadecimal digits."""

    @property
    def title(self) -> str:
        """Return what it is called."""
        return str(_load()[self.name]["title"])

    @property
    def says(self) -> str:
        """Return what it holds."""
        return str(_load()[self.name]["says"])

    @property
    def media(self) -> str:
        """Return its media type."""
        return str(_load()[self.name]["media"])

    @property
    def standard(self) -> str | None:
        """Return the address of the standard that it keeps to."""
        found = _load()[self.name].get("standard")
        return str(found) if found else None

    @property
    def standard_name(self) -> str:
        """Return what that standard is called."""
        return str(_load()[self.name]["standard_name"])


@cache
def _load() -> dict[str, Any]:
    return tomllib.loads(resources.files("kg.exports").joinpath("crate_files.toml").read_text(encoding="utf-8"))
