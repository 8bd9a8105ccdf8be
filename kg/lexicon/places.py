"""Places by any of their names: countries, territories, regions and cities; and the seats that act for them.

Countries, territories and regions are lexicons of ours; cities are GeoNames' (`cities.tsv.gz`, CC BY 4.0).
"""

import gzip
import re
import unicodedata
from functools import cache, lru_cache
from importlib import resources
from typing import NamedTuple

from kg.lexicon.loader import load_lexicon

_SPACED = re.compile(r"(?:[A-Z] ?\. ?)+[A-Z]?\.?")
"""An abbreviation whose full stops may stand apart, as tokenised texts have it."""


class Place(NamedTuple):
    """A place that is known by its name."""

    label: str
    """Its canonical name."""
    kind: str
    """`country`, `territory`, `state`, `province`, `nation`, `region` or `city`."""
    country: str | None
    """The label of the country that it is or lies in; None where that is disputed."""
    population: int | None = None
    """Inhabitants of a city."""


class ActsFor(NamedTuple):
    """Who speaks through the name of a place or building."""

    label: str
    """The label of the country or organisation."""
    type: str
    """Its OntoNotes label."""
    reason: str
    """One sentence for people."""


@cache
def country_by_name() -> dict[str, str]:
    """Map each name of a country, as written, to the country's label."""
    return {word: entry.words[0] for entry in load_lexicon("countries").entries for word in entry.words}


@cache
def country_by_demonym() -> dict[str, str]:
    """Map each adjective or name of a people, as written, to the country's label."""
    return {
        demonym: entry.words[0]
        for entry in load_lexicon("countries").entries
        for demonym in entry.fields.get("demonyms", ())
    }


@cache
def country_by_capital() -> dict[str, str]:
    """Map each capital, as written, to the country's label."""
    return {
        capital: entry.words[0]
        for entry in load_lexicon("countries").entries
        for capital in entry.fields.get("capital", ())
    }


@cache
def organisation_by_name() -> dict[str, str]:
    """Map each name and acronym of a known organisation to its label."""
    return {word: entry.words[0] for entry in load_lexicon("organisations").entries for word in entry.words}


@cache
def place_by_spelling() -> dict[str, str]:
    """Map other spellings and short forms of cities and regions to the label of the place."""
    return {word: entry.words[0] for entry in load_lexicon("places").entries for word in entry.words}


@cache
def territory_by_name() -> dict[str, str]:
    """Map each name of a territory that is no state, and of a part of a country, to its label."""
    entries = (*load_lexicon("territories").entries, *load_lexicon("regions").entries)
    return {word: entry.words[0] for entry in entries for word in entry.words}


@lru_cache(maxsize=50_000)
def canonical_name(name: str, *, label: str | None = None) -> str | None:
    """Return the label of the country, territory, organisation or place with this name.

    A leading article, accents, kinds of apostrophes, `&`, and full stops apart from the letters (`U . S .`) do not
    count; capitals do (`US` is a country, `us` is none).

    Args:
        name: the name as it stands.
        label: its OntoNotes label; the full stop of an abbreviation is made good only in names of places (`Va`).
    """
    bare = name.strip().removeprefix("the ").removeprefix("The ")
    if _SPACED.fullmatch(bare):
        bare = bare.replace(" ", "")
    found = _label_by_name().get(bare) or _label_by_folded_name().get(_fold(bare))
    return found or (_label_by_name().get(f"{bare}.") if label in ("GPE", "LOC") else None)


@cache
def _label_by_name() -> dict[str, str]:
    return place_by_spelling() | territory_by_name() | organisation_by_name() | country_by_name()


@cache
def _label_by_folded_name() -> dict[str, str]:
    """Map names without accents and without the last full stop of several (`U.S`, `N.Y`)."""
    found: dict[str, str] = {}
    for name, label in _label_by_name().items():
        found.setdefault(_fold(name), label)
        if name.count(".") > 1:
            found.setdefault(_fold(name.removesuffix(".")), label)
    return found


def _fold(name: str) -> str:
    flat = unicodedata.normalize("NFKD", name.replace("’", "'").replace(" & ", " and "))
    return "".join(char for char in flat if not unicodedata.combining(char))


@lru_cache(maxsize=50_000)
def place_of(name: str) -> Place | None:
    """Return the place with this name; of several cities the one with most inhabitants.

    >>> place_of("Kiev")
    Place(label='Kyiv', kind='city', country='Ukraine', population=2952301)
    """
    label = canonical_name(name, label="GPE") or name.strip()
    known = _place_by_label().get(label)
    if known is not None:
        return known
    found = [city for spelling in _spellings().get(label, (label,)) for city in cities(spelling)]
    if not found:
        return None
    largest = max(found, key=lambda one: one.population or 0)
    return largest._replace(label=label) if label in _spellings() else largest


@lru_cache(maxsize=10_000)
def cities(name: str) -> tuple[Place, ...]:
    """Return the cities with this name, the one with most inhabitants first."""
    return tuple(
        sorted(_cities_by_name().get(_fold(name), ()), key=lambda one: (-(one.population or 0), str(one.country)))
    )


@cache
def _spellings() -> dict[str, tuple[str, ...]]:
    return {entry.words[0]: entry.words for entry in load_lexicon("places").entries}


@cache
def _place_by_label() -> dict[str, Place]:
    found = {
        entry.words[0]: Place(entry.words[0], "country", entry.words[0]) for entry in load_lexicon("countries").entries
    }
    for entry in load_lexicon("territories").entries:
        found.setdefault(entry.words[0], Place(entry.words[0], "territory", entry.fields.get("of")))
    for entry in load_lexicon("regions").entries:
        found.setdefault(entry.words[0], Place(entry.words[0], entry["kind"], entry.fields.get("of")))
    return found


@cache
def _cities_by_name() -> dict[str, list[Place]]:
    label_by_iso = {
        entry["iso"]: entry.words[0] for name in ("territories", "countries") for entry in load_lexicon(name).entries
    }
    found: dict[str, list[Place]] = {}
    packed = resources.files("kg.lexicon").joinpath("cities.tsv.gz").read_bytes()
    for line in gzip.decompress(packed).decode().splitlines():
        if not line.startswith("#"):
            name, iso, _, population = line.split("\t")
            found.setdefault(_fold(name), []).append(Place(name, "city", label_by_iso.get(iso), int(population)))
    return found


@cache
def acts_for(name: str) -> ActsFor | None:
    """Return the country or organisation that a capital or seat of government acts for.

    A seat goes before a capital: in the news Brussels is the European Union more often than Belgium.
    """
    bare = name.removeprefix("the ").removeprefix("The ")
    seat = load_lexicon("seats").by_word().get(bare)
    if seat is not None:
        kind = "GPE" if seat["for"] in country_by_name() else "ORG"
        return ActsFor(seat["for"], kind, f"{bare} is a seat of {seat['for']}")
    if bare in country_by_capital():
        country = country_by_capital()[bare]
        return ActsFor(country, "GPE", f"{bare} is the capital of {country}")
    return None
