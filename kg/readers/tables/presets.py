"""What the columns of known exports are called: `presets.toml`, typed."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

FIELDS = (
    "id",
    "outlet",
    "outlet_url",
    "country",
    "published",
    "title",
    "text",
    "url",
    "author",
    "language",
    "retrieved",
)
"""What of kg's a column can hold."""
NOISE = re.compile(r"[\s_\-./:#\ufeff]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Preset:
    """A known export."""

    name: str
    title: str
    needed: tuple[tuple[str, ...], ...]
    """Columns that tell it; each is one of several names."""
    columns: Mapping[str, tuple[str, ...]]
    """By field, the columns that hold it, the best first."""
    outlet: str | None
    """Who publishes all of it."""
    is_cut: bool
    """Whether its columns of text hold only the beginnings."""
    example: str
    """A header of it, with commas."""

    def matches(self, names: frozenset[str]) -> bool:
        """Tell whether a table with these normalised columns is one."""
        return all(any(normalise(name) in names for name in either) for either in self.needed)


def normalise(name: str) -> str:
    """Return a column's name as it is compared: `Source Name` is `source.name` is `source_name`."""
    return NOISE.sub("", name).casefold()


@cache
def presets() -> tuple[Preset, ...]:
    """Return the presets, those with most needed columns first."""
    found = [
        Preset(
            name=entry["name"],
            title=entry["title"],
            needed=tuple(tuple(either.split("|")) for either in entry["needed"]),
            columns={field: tuple(names) for field, names in entry["columns"].items()},
            outlet=entry.get("outlet"),
            is_cut=entry.get("text_is") == "cut",
            example=entry["example"],
        )
        for entry in _load()["preset"]
    ]
    return tuple(sorted(found, key=lambda preset: -len(preset.needed)))


@cache
def synonyms(*, unsure: bool = False) -> Mapping[str, tuple[str, ...]]:
    """Return, by field, the names of columns that stand for it anywhere, the surest first.

    Args:
        unsure: whether names are among them that mean it only in tables that no preset knows.
    """
    more = _load()["unsure"] if unsure else {}
    return {field: (*names, *more.get(field, ())) for field, names in _load()["synonyms"].items()}


@cache
def known_names() -> frozenset[str]:
    """Return all names of columns, normalised: a row that holds some of them is a header."""
    lists = [*synonyms(unsure=True).values()]
    for preset in presets():
        lists += [*preset.columns.values(), *preset.needed]
    return frozenset(normalise(part) for names in lists for name in names for part in name.split("+"))


@cache
def _load() -> Mapping[str, Any]:
    return tomllib.loads(resources.files("kg.readers.tables").joinpath("presets.toml").read_text(encoding="utf-8"))
