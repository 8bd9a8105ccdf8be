"""RDF as others read it: rdflib and Oxigraph find in each file the quads of the graph."""

from io import BytesIO

import pytest
from pyoxigraph import RdfFormat, Store, Triple, parse, serialize
from rdflib import Dataset, Graph
from rdflib.compare import to_canonical_graph

from kg.exports.quads import REIFIES
from kg.exports.shortening import LONGEST_QUOTE
from kg.rdf.describe import CLAIM
from kg.rdf.vocabulary import KG, OA, node
from kg.store import GraphStore
from tests.exports.conftest import written

DATASETS = {"trig": RdfFormat.TRIG, "nquads": RdfFormat.N_QUADS, "jsonld": RdfFormat.JSON_LD}
WORDS = {node(KG.text), node(KG.objectText), REIFIES}
"""Predicates whose values are words of articles, or may be."""
FORMATS = (*DATASETS, "turtle", "rdf12")


def quads_of(path):
    with GraphStore.open(path) as store:
        return set(store.quads())


def is_plain(quad):
    return not isinstance(quad.object, Triple)


@pytest.mark.parametrize("name", DATASETS)
def test_oxigraph_reads_the_quads_of_the_graph(linked, linked_path, name):
    assert set(parse(written(linked, name), DATASETS[name])) == quads_of(linked_path)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # rdflib's own parsers use what it deprecates
@pytest.mark.parametrize(("name", "known"), [("trig", "trig"), ("nquads", "nquads"), ("jsonld", "json-ld")])
def test_rdflib_reads_them_and_writes_them_again(linked, linked_path, name, known):
    dataset = Dataset()
    dataset.parse(data=written(linked, name), format=known)
    again = dataset.serialize(format="nquads").encode()
    store = Store()  # rdflib writes +00:00 for Z, which is the same moment
    store.load(again, RdfFormat.N_QUADS)
    assert set(store) == quads_of(linked_path)


def test_turtle_has_every_triple_once(linked, linked_path):
    found = Graph().parse(data=written(linked, "turtle"), format="turtle")
    triples = {quad.triple for quad in quads_of(linked_path)}
    assert len(found) == len(triples)
    by_oxigraph = Graph().parse(data="".join(f"{triple} .\n" for triple in triples), format="nt")
    assert set(to_canonical_graph(found)) == set(to_canonical_graph(by_oxigraph))


def test_assertions_reify_the_triples_of_their_claims(linked, linked_path):
    found = set(parse(written(linked, "rdf12"), RdfFormat.TRIG))
    assert set(filter(is_plain, found)) == quads_of(linked_path)
    reified = {quad.subject: quad for quad in found if quad.predicate == REIFIES}
    asserted = {quad.subject: quad.graph_name for quad in found if quad.predicate == CLAIM}
    assert reified
    assert set(reified) <= set(asserted)
    for subject, quad in reified.items():
        assert quad.graph_name == asserted[subject]
        assert isinstance(quad.object, Triple)
    plain = {(quad.triple, quad.graph_name) for quad in found if is_plain(quad)}
    assert any((quad.object, quad.graph_name) in plain for quad in reified.values())


def test_oxigraph_writes_reifiers_again_as_the_same_quads(linked):
    found = set(parse(written(linked, "rdf12"), RdfFormat.TRIG))
    store = Store()
    store.extend(found)
    for syntax in (RdfFormat.TRIG, RdfFormat.N_QUADS):
        assert set(parse(serialize(found, format=syntax), syntax)) == found
        assert set(parse(store.dump(format=syntax), syntax)) == found
    asked = "SELECT ?it { GRAPH ?g { ?it rdf:reifies <<( ?s ?p ?o )>> } FILTER(isIRI(?p)) }"
    answers = list(store.query(asked, prefixes={"rdf": REIFIES.value.removesuffix("reifies")}))
    assert len(answers) == sum(quad.predicate == REIFIES for quad in found)


@pytest.mark.parametrize("name", FORMATS)
def test_equal_graphs_are_equal_files(linked, name):
    assert written(linked, name) == written(linked, name)


@pytest.mark.parametrize("name", FORMATS)
def test_without_texts_quotes_are_short_and_stand_alone(linked, name):
    data = written(linked, name, without_text=True)
    syntax = {"turtle": RdfFormat.TURTLE, "rdf12": RdfFormat.TRIG} | DATASETS
    quads = list(parse(BytesIO(data), syntax[name]))
    quoted = [quad.object.value for quad in quads if quad.predicate == node(OA.exact)]
    assert quoted
    assert max(map(len, quoted)) <= LONGEST_QUOTE
    assert not [quad for quad in quads if quad.predicate in (node(OA.prefix), node(OA.suffix))]
    terms = [quad.object.object if isinstance(quad.object, Triple) else quad.object for quad in quads]
    told = [term.value for term, quad in zip(terms, quads, strict=True) if quad.predicate in WORDS]
    assert told
    assert max(map(len, told)) <= LONGEST_QUOTE
