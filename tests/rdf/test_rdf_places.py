from kg.rdf import Identifiers
from kg.rdf.places import describe_places
from kg.records import Kind, Reference


def described(label, kind="GPE"):
    reference = Reference(kind=Kind.ENTITY, key=label.lower().replace(" ", "-"), label=label, type=kind)
    quads = list(describe_places([reference], identifiers=Identifiers("https://kg.example/")))
    return {quad.predicate.value.rpartition("#")[2]: quad.object.value.rpartition("/")[2] for quad in quads}


def test_a_city_lies_in_its_country():
    found = described("Bergen")
    assert (found["placeKind"], found["inCountry"]) == ("city", "norway")
    assert int(found["population"]) > 100_000


def test_a_state_lies_in_its_country_and_a_country_in_none():
    assert described("Ohio") == {"placeKind": "state", "inCountry": "united-states"}
    assert described("Ivory Coast") == {"placeKind": "country"}


def test_of_several_large_cities_only_the_kind_is_told():
    assert described("Springfield") == {"placeKind": "city"}


def test_what_is_no_place_is_not_described():
    assert described("Bergen", kind="PERSON") == described("Harbour Post") == {}
