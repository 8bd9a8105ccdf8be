"""Read a lexicon: one TOML file of entries, each with its words and at least one example."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Words that behave alike."""

    words: tuple[str, ...]
    """Base forms; a word of several parts is joined by spaces (`break out`)."""
    examples: tuple[str, ...]
    """Sentences of ours in which one of the words stands."""
    fields: Mapping[str, Any]
    """Everything else that the entry says, such as `stance` or `iso`."""

    def __getitem__(self, field: str) -> Any:  # noqa: ANN401 - TOML values are of any type
        """Return one field.

        Raises:
            KeyError: where the entry lacks the field.
        """
        return self.fields[field]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """A file of entries with the origin of its knowledge."""

    name: str
    title: str
    origin: str
    entries: tuple[Entry, ...]

    def by_word(self) -> dict[str, Entry]:
        """Map each word to its entry; where a word stands in several, the first one counts."""
        entry_by_word: dict[str, Entry] = {}
        for entry in self.entries:
            for word in entry.words:
                entry_by_word.setdefault(word, entry)
        return entry_by_word

    def words(self, **fields: object) -> frozenset[str]:
        """Return the words of the entries that have the given field values."""
        return frozenset(
            word
            for entry in self.entries
            if all(entry.fields.get(name) == value for name, value in fields.items())
            for word in entry.words
        )


@cache
def load_lexicon(name: str) -> Lexicon:
    """Load `kg/lexicon/<name>.toml`.

    Raises:
        FileNotFoundError: where there is no such lexicon.
    """
    data = tomllib.loads(resources.files("kg.lexicon").joinpath(f"{name}.toml").read_text(encoding="utf-8"))
    return Lexicon(
        name=name,
        title=data["title"],
        origin=data["origin"],
        entries=tuple(_parse_entry(entry) for entry in data["entry"]),
    )


def _parse_entry(data: dict[str, Any]) -> Entry:
    rest = {name: value for name, value in data.items() if name not in ("words", "examples")}
    return Entry(words=tuple(data["words"]), examples=tuple(data["examples"]), fields=rest)
