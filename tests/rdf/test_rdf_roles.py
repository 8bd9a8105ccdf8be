from pyoxigraph import Literal

from kg.rdf import Identifiers
from kg.rdf.roles import HAS_ROLE, OF, PAST, SEEN_FROM, describe_roles
from kg.records import Kind, Reference
from kg.records.roles import HeldRole


def held(**fields):
    chad = Reference(kind=Kind.ENTITY, key="chad", label="Chad", type="GPE")
    given = {"person": "ana-reyes", "title": "president", "of": chad, "past": False, "n_articles": 2}
    return HeldRole(**given | {"seen_from": "2025-06-02", "seen_to": "2025-06-20"} | fields)


def described(*roles):
    return list(describe_roles(roles, identifiers=Identifiers("https://kg.example/")))


def test_a_role_has_its_holder_country_and_days():
    value_by_predicate = {quad.predicate: quad.object for quad in described(held())}
    assert value_by_predicate[OF].value == "https://kg.example/entity/chad"
    assert value_by_predicate[SEEN_FROM].value == "2025-06-02"
    assert value_by_predicate[PAST] == Literal(False)  # noqa: FBT003 - the literal's value


def test_a_role_without_country_and_day_says_nothing_of_them():
    predicates = {quad.predicate for quad in described(held(of=None, seen_from=None, seen_to=None))}
    assert predicates.isdisjoint({OF, SEEN_FROM})


def test_two_offices_of_one_person_are_two_nodes():
    nodes = {quad.object for quad in described(held(), held(title="envoy")) if quad.predicate == HAS_ROLE}
    assert len(nodes) == 2
