from importlib import resources

import pytest
from pyoxigraph import RdfFormat, serialize
from pyshacl import validate
from rdflib import Graph
from rdflib.namespace import OWL, RDF, RDFS

from kg.rdf.vocabulary import KG


def load(name):
    graph = Graph()
    graph.parse(data=resources.files("kg.rdf").joinpath(name).read_text(encoding="utf-8"), format="turtle")
    return graph


@pytest.fixture(scope="module")
def ontology():
    return load("ontology.ttl")


@pytest.fixture
def data(sample_graph):
    """The union of all graphs, since pySHACL validates graph by graph."""
    graph = Graph()
    triples = (quad.triple for quad in sample_graph.quads())
    graph.parse(data=serialize(triples, format=RdfFormat.N_TRIPLES), format="nt")
    return graph


def test_every_term_says_what_it_means(ontology):
    terms = {subject for subject in ontology.subjects() if str(subject).startswith(str(KG))}
    assert len(terms) > 80
    assert [term for term in terms if not ontology.value(term, RDFS.comment)] == []
    assert [term for term in terms if not ontology.value(term, RDFS.label)] == []


def test_every_term_that_is_used_is_described(ontology, data):
    used = {term for triple in data for term in triple if str(term).startswith(str(KG))}
    assert {term for term in used if (term, RDF.type, None) not in ontology} == set()


def test_classes_and_properties_are_told_apart(ontology):
    assert KG.Claim in set(ontology.subjects(RDF.type, OWL.Class))
    assert KG.claim in set(ontology.subjects(RDF.type, OWL.ObjectProperty))


def test_the_sample_conforms_to_the_shapes(data, ontology):
    conforms, _, report = validate(data, shacl_graph=load("shapes.ttl"), ont_graph=ontology)
    assert conforms, report


@pytest.mark.parametrize("lost", [KG.anchor, KG.polarity, KG.lemma, KG.textHash])
def test_what_lacks_something_does_not_conform(data, lost):
    subject = next(data.subjects(lost))
    data.remove((subject, lost, None))
    conforms, _, report = validate(data, shacl_graph=load("shapes.ttl"))
    assert not conforms
    assert str(subject) in report
