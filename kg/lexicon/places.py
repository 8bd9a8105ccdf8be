"""Countries by any of their names, and the capitals and seats that act for them."""

from functools import cache
from typing import NamedTuple

from kg.lexicon.loader import load_lexicon


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


def canonical_name(name: str) -> str | None:
    """Return the label of the country, organisation or place with this name, a leading article left out."""
    bare = name.removeprefix("the ").removeprefix("The ")
    return country_by_name().get(bare) or organisation_by_name().get(bare) or place_by_spelling().get(bare)


@cache
def acts_for(name: str) -> ActsFor | None:
    """Return the country or organisation that a capital or seat of government acts for."""
    bare = name.removeprefix("the ").removeprefix("The ")
    if bare in country_by_capital():
        country = country_by_capital()[bare]
        return ActsFor(country, "GPE", f"{bare} is the capital of {country}")
    seat = load_lexicon("seats").by_word().get(bare)
    if seat is None:
        return None
    kind = "GPE" if seat["for"] in country_by_name() else "ORG"
    return ActsFor(seat["for"], kind, f"{bare} is a seat of {seat['for']}")
