"""News agencies by any of their names, and the words that texts are credited to them with."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from kg.lexicon.loader import load_lexicon


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    """A news agency, or a broadcaster that others take news from."""

    key: str
    label: str
    names: tuple[str, ...]
    """Every name that means it wherever it stands, the label first."""
    ambiguous: tuple[str, ...]
    """Names that mean something else too (`Bloomberg`, `PA`); they count only in a credit."""
    country: str
    """ISO 3166-1 alpha-2 code."""
    languages: tuple[str, ...]
    """ISO 639-1 codes of the languages it writes."""
    signature: str | None
    """A regular expression of the line in brackets that ends its texts and names no agency."""


@cache
def agencies() -> tuple[Agency, ...]:
    """Return the agencies of `agencies.toml`."""
    return tuple(
        Agency(
            key=agency_key(entry.words[0]),
            label=entry.words[0],
            names=entry.words,
            ambiguous=tuple(entry.fields.get("ambiguous", ())),
            country=entry["country"],
            languages=tuple(entry["languages"]),
            signature=entry.fields.get("signature"),
        )
        for entry in load_lexicon("agencies").entries
    )


def agency_key(label: str) -> str:
    """Return a label as a key: `Associated Press` → `associated-press`."""
    return re.sub(r"[\W_]+", "-", label.casefold()).strip("-")


@cache
def agency_by_key() -> dict[str, Agency]:
    """Map each agency's key to it."""
    return {agency.key: agency for agency in agencies()}


@cache
def _agency_by_name(*, ambiguous: bool) -> dict[str, Agency]:
    return {
        name.casefold(): agency
        for agency in agencies()
        for name in (*agency.names, *(agency.ambiguous if ambiguous else ()))
    }


def agency_named(name: str, *, in_credit: bool = False) -> Agency | None:
    """Return the agency with this name, whatever its letters' case.

    Args:
        name: a name as it stands, a leading article left out or not.
        in_credit: whether it stands where only a source of news does, so that ambiguous names count too.
    """
    return _agency_by_name(ambiguous=in_credit).get(re.sub(r"^the\s+", "", " ".join(name.split()).casefold()))


@cache
def names_pattern(*, in_credit: bool) -> str:
    """Return a regular expression that matches any agency's name as it is written, the longest one first.

    Args:
        in_credit: whether names that mean something else too are among them.
    """
    names = {name for agency in agencies() for name in (*agency.names, *(agency.ambiguous if in_credit else ()))}
    return any_of(names)


def any_of(words: Iterable[str]) -> str:
    """Return a regular expression that matches any of some phrases, the longest one first."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered) + ")"


@cache
def credit_words(place: str) -> frozenset[str]:
    """Return the words of `credits.toml` that stand at a place."""
    return load_lexicon("credits").words(place=place)
