"""Describe places: what kind of place a name is, and which country it lies in."""

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, Quad

from kg.lexicon.places import cities, place_of
from kg.rdf.identifiers import Identifiers, slug
from kg.rdf.literals import number_literal
from kg.rdf.vocabulary import KG, node
from kg.records import Kind, Reference

IN_COUNTRY, PLACE_KIND, POPULATION = node(KG.inCountry), node(KG.placeKind), node(KG.population)
PLACES = frozenset({"GPE", "LOC"})
"""Labels of entities that may be places of the tables."""
BY_FAR = 4
"""How many times the inhabitants of the next city of its name the largest must have to be meant."""


def describe_places(references: Iterable[Reference], *, identifiers: Identifiers) -> Iterator[Quad]:
    """Describe the places among some entities: `kg:placeKind`, `kg:inCountry` and of a city `kg:population`.

    A name of several cities is taken for the one with most inhabitants where it is by far the largest; otherwise its
    kind alone is told. A country lies in no country.
    """
    graph = identifiers.graph("entities")
    for reference in references:
        place = place_of(reference.label) if reference.kind is Kind.ENTITY and reference.type in PLACES else None
        this = identifiers.room("entity", reference.key)
        if place is None:
            continue
        yield Quad(this, PLACE_KIND, Literal(place.kind), graph)
        if place.kind == "city" and _is_ambiguous(place.label):
            continue
        if place.country is not None and place.kind != "country":
            yield Quad(this, IN_COUNTRY, identifiers.room("entity", slug(place.country)), graph)
        if place.population is not None:
            yield Quad(this, POPULATION, number_literal(place.population), graph)


def _is_ambiguous(name: str) -> bool:
    largest, *others = [city.population or 0 for city in cities(name)] or [0]
    return any(largest < BY_FAR * other for other in others)
