from kg.rdf import Identifiers
from kg.rdf.authorities import AUTHORITY_SAME_AS, AuthorityLink, describe_authority_link

IDENTIFIERS = Identifiers("https://kg.example/")


def link(**fields):
    given = {
        "entity": "https://kg.example/entity/norland",
        "authority": "http://authority.example/id/H1",
        "linked": True,
        "score": 0.95,
        "reasons": ("the name is the same",),
        "service": "http://authority.example/api",
    }
    return AuthorityLink(**(given | fields))


def test_a_link_stands_with_the_entities_and_its_decision_with_the_decisions():
    quads = list(describe_authority_link(link(), identifiers=IDENTIFIERS))
    [found] = [quad for quad in quads if quad.predicate == AUTHORITY_SAME_AS]
    assert (found.subject.value, found.object.value) == (link().entity, link().authority)
    assert found.graph_name == IDENTIFIERS.graph("entities")
    assert {quad.graph_name for quad in quads if quad != found} == {IDENTIFIERS.graph("decisions")}


def test_a_candidate_is_a_decision_without_a_link():
    quads = list(describe_authority_link(link(linked=False), identifiers=IDENTIFIERS))
    assert AUTHORITY_SAME_AS not in {quad.predicate for quad in quads}


def test_each_service_decides_for_itself():
    subjects = {
        next(describe_authority_link(one, identifiers=IDENTIFIERS)).subject.value
        for one in (link(), link(service="http://other.example/"), link(linked=False), link())
    }
    assert len(subjects) == 3
