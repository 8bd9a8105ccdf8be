import pytest
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad

from kg.store import GraphStore

N_THINGS = 300


@pytest.fixture(scope="session")
def things_path(tmp_path_factory):
    """A graph of 300 numbered things in two named graphs, with one fact in the default graph."""
    path = tmp_path_factory.mktemp("engine") / "things.kg"
    with GraphStore.create(path) as graph:
        graph.store.extend(things())
        graph.store.flush()
    return path


def things():
    for number in range(N_THINGS):
        room = NamedNode(f"urn:graph:{number % 2}")
        yield Quad(NamedNode(f"urn:thing:{number}"), NamedNode("urn:number"), Literal(number), room)
    yield Quad(NamedNode("urn:thing:0"), NamedNode("urn:place"), BlankNode("b"), NamedNode("urn:graph:0"))
    yield Quad(BlankNode("b"), NamedNode("urn:name"), Literal("Harbour"), NamedNode("urn:graph:0"))
    yield Quad(NamedNode("urn:alone"), NamedNode("urn:number"), Literal(-1), DefaultGraph())
